"""Files for the press: a PDF of the engine, in colours of the screen, made one that a printer's press can print."""

from __future__ import annotations

from presswork.editions.press.ready import Pressed, press_ready

__all__ = ["Pressed", "press_ready"]
