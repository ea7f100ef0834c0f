"""Where a template or style is found: the publication's own, else the house's shipped one."""

from __future__ import annotations

import os
import re
import traceback
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presswork.diagnostics import Diagnostic, Location, Rejected, close_matches
from presswork.edition import StyleSheet, Target

if TYPE_CHECKING:
    from collections.abc import Mapping

    import jinja2

SUFFIX: dict[Target, str] = {"paper": "html.j2", "screen": "html.j2", "epub": "xhtml.j2"}
# A publication extends a shipped sheet by importing it under this name, as a template does with `extends`.
_HOUSE_IMPORT = re.compile(r"""@import\s+(?:url\()?["']?!house/([\w./-]+)["']?\)?\s*;""")
HOUSE_PREFIX = "!house/"
# Templates that a template names: in quotes, or (the second) otherwise.
_PART = re.compile(r"""\{%[-+]?\s*(?:extends|import|include|from)\s+["']([^"']+)["']""")
_UNNAMED_PART = re.compile(r"""\{%[-+]?\s*(?:extends|import|include|from)\s+[^"'\s]""")
_TOKEN_NAME = re.compile(r"[a-z][a-z0-9-]*")


def shipped() -> Path:
    """The folder with the house's templates/ and styles/: inside the installed package, else the checkout."""
    packed = Path(__file__).parent / "_house"
    return packed if packed.is_dir() else Path(__file__).parent.parent


def _compiled_templates() -> jinja2.BytecodeCache | None:
    """Templates compiled once, kept where Python keeps its own compiled modules; None where that cannot be written."""
    from jinja2 import FileSystemBytecodeCache

    folder = Path(__file__).parent / "__pycache__"
    return FileSystemBytecodeCache(str(folder), "template-%s.pyc") if os.access(folder, os.W_OK) else None


def _template_place(error: BaseException, fallback: str) -> Location:
    """The last template line in the traceback: Jinja compiles templates under their own file names."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(".j2")]
    if frames:
        return Location(frames[-1].filename, frames[-1].lineno)
    line = getattr(error, "lineno", None)
    return Location(getattr(error, "filename", None) or fallback, line)


@dataclass(frozen=True)
class House:
    """The shipped templates and styles under a publication's own ones; `root` is the publication's folder or None."""

    root: Path | None = None

    def folders(self, kind: str) -> list[Path]:
        """The folders searched for `kind` (`templates` or `styles`), the publication's own first."""
        own = [self.root / kind] if self.root and (self.root / kind).is_dir() else []
        house = shipped() / kind
        return [folder for folder in own if folder.resolve() != house.resolve()] + [house]

    @cached_property
    def environment(self) -> jinja2.Environment:
        """The sandboxed Jinja environment: undefined values are errors, all output is escaped."""
        from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader, StrictUndefined
        from jinja2.sandbox import ImmutableSandboxedEnvironment

        house = FileSystemLoader(shipped() / "templates")
        loader = ChoiceLoader([FileSystemLoader(self.folders("templates")), PrefixLoader({"!house": house})])
        return ImmutableSandboxedEnvironment(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=_compiled_templates(),
        )

    def render(self, target: Target, template: str, context: Mapping[str, Any]) -> str:
        """The template `template` of `target`, filled in. Raises `Rejected` (H001, H002) with the template's line."""
        from jinja2 import TemplateError, TemplateNotFound

        name = f"{target}/{template}.{SUFFIX[target]}"
        try:
            return self.environment.get_template(name).render(context)
        except TemplateNotFound as error:
            known = self.names("templates", target)
            hints = close_matches(template, known) or (f"there are: {', '.join(known)}",)
            message = f"there is no template '{error.name}'"
            raise Rejected([Diagnostic("H001", message, location=Location(f"templates/{name}"), hints=hints)]) from None
        except (TemplateError, TypeError, AttributeError, KeyError, ValueError) as error:
            place = _template_place(error, f"templates/{name}")
            hint = "docs/manual/templates.md lists what a template is given"
            raise Rejected(
                [Diagnostic("H002", f"the template fails: {error}", location=place, hints=(hint,))]
            ) from error

    def names(self, kind: str, target: Target) -> list[str]:
        """The names of all templates (or styles) of a target, without suffix."""
        suffix = f".{SUFFIX[target]}" if kind == "templates" else ".css"
        found = {p.name.removesuffix(suffix) for f in self.folders(kind) for p in (f / target).glob(f"*{suffix}")}
        return sorted(found)

    def dependencies(self, target: Target, templates: tuple[str, ...]) -> tuple[str, ...]:
        """Every file that pages of these templates may be made from: `templates/…` and `styles/…`, there or not.

        Parts are found by their names in the templates' text. A template that names a part otherwise than by a word
        in quotes depends on all templates of its target.
        """
        found: dict[str, None] = {}
        open_ = [f"{target}/{name}.{SUFFIX[target]}" for name in templates]
        while open_:
            name = open_.pop()
            if f"templates/{name}" in found:
                continue
            found[f"templates/{name}"] = None
            path = self.find("templates", name)
            text = path.read_text("utf-8", "replace") if path else ""
            open_ += _PART.findall(text)
            if _UNNAMED_PART.search(text):
                open_ += [f"{target}/{each}.{SUFFIX[target]}" for each in self.names("templates", target)]
        sheets = ["house.css", f"{target}/base.css", *(f"{target}/{name}.css" for name in templates)]
        for name in sheets:
            found[f"styles/{name}"] = None
            path = self.find("styles", name)
            imported = _imports(path) if path else {}
            found |= dict.fromkeys(f"styles/{HOUSE_PREFIX}{each}" for each in imported)
        return tuple(found)

    def find(self, kind: str, name: str) -> Path | None:
        """The file `name` under templates/ or styles/, the publication's own one before the house's.

        A name that begins with `!house/` is always the house's.
        """
        if name.startswith(HOUSE_PREFIX):
            path = shipped() / kind / name.removeprefix(HOUSE_PREFIX)
            return path if path.is_file() else None
        return next((folder / name for folder in self.folders(kind) if (folder / name).is_file()), None)

    def style(self, name: str) -> StyleSheet | None:
        """A style sheet by its path under styles/, with `@import "!house/…"` written out; None when there is none."""
        path = self.find("styles", name)
        if path is None:
            return None
        return StyleSheet(name, _written_out(path))

    def sheets(self, target: Target, template: str, tokens: Mapping[str, str]) -> tuple[StyleSheet, ...]:
        """The sheets of a page in cascade order: house tokens, the target's base, the template's, the publication's."""
        names = ["house.css", f"{target}/base.css", f"{target}/{template}.css"]
        sheets = [sheet for name in names if (sheet := self.style(name)) is not None]
        if tokens:
            sheets.append(StyleSheet("tokens.css", token_sheet(tokens)))
        return tuple(sheets)


def _written_out(path: Path, within: frozenset[Path] = frozenset()) -> str:
    """A sheet with every `@import "!house/…"` written out, and those in them; one that is being written out is nothing.

    Raises `Rejected` (H003) for a style that the house does not have.
    """

    def shipped_style(match: re.Match[str]) -> str:
        imported = _shipped_style(match[1])
        if imported is None:
            message = f"the house has no style '{match[1]}'"
            raise Rejected([Diagnostic("H003", message, location=Location(str(path)))])
        return "" if imported in within else _written_out(imported, within | {imported})

    return _HOUSE_IMPORT.sub(shipped_style, path.read_text("utf-8"))


def _shipped_style(name: str) -> Path | None:
    folder = (shipped() / "styles").resolve()
    path = (folder / name).resolve()
    return path if path.is_relative_to(folder) and path.is_file() else None


def _imports(path: Path) -> dict[str, None]:
    """The names of all house styles that a sheet imports, and those that they import."""
    found: dict[str, None] = {}
    open_: list[Path] = [path]
    while open_:
        for name in _HOUSE_IMPORT.findall(open_.pop().read_text("utf-8", "replace")):
            if name not in found:
                found[name] = None
                open_ += [style] if (style := _shipped_style(name)) else []
    return found


def token_sheet(tokens: Mapping[str, str]) -> str:
    """House tokens as custom properties on :root. Raises `Rejected` (H004) for a name or value that CSS cannot hold."""
    bad = [n for n, v in tokens.items() if not _TOKEN_NAME.fullmatch(n) or set(str(v)) & set("{};<>\\@") or "url(" in v]
    if bad:
        hint = "a token is a lower-case name and a plain value, such as accent: '#8c1d18'"
        raise Rejected([Diagnostic("H004", f"the token '{name}' is not usable in CSS", hints=(hint,)) for name in bad])
    return ":root{" + ";".join(f"--{name}:{value}" for name, value in tokens.items()) + "}"
