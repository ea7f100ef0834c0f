"""What the server of worker processes brings in once, for all that it forks."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module

for _name in (
    "presswork.copydesk",
    "presswork.pages",
    "presswork.preflight",
    "presswork.editions.epub",
    "presswork.editions.html",
    "presswork.report.thumbnails",
    "presswork.imposition.gathering",
    "presswork.editions.engine",
    "pypdfium2",
    "pypandoc",
):
    with suppress(ImportError, OSError):  # an engine that is missing is told by the first article that needs it
        import_module(_name)
