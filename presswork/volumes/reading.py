"""A volume's file -> a volume: every key understood or reported, with the place where it is written."""

from __future__ import annotations

import re
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from presswork import yamlsource
from presswork.article import Metadata, Text
from presswork.copydesk.desk import Desk
from presswork.copydesk.frontmatter import CITING, ELSEWHERE, READERS, metadata_from
from presswork.diagnostics import Diagnostic, Findings, Rejected, close_matches
from presswork.fields import names, spelling
from presswork.manuscript.witness import note_read
from presswork.settings import read_build
from presswork.text import BadValue, shown
from presswork.volume import Matter, Volume
from presswork.volumes.keys import ARTICLES_ONLY, KINDS, USUAL, own_key, own_words
from presswork.volumes.layout import check_layout
from presswork.volumes.listing import sections
from presswork.volumes.matter import matter
from presswork.volumes.spread import Spread
from presswork.yamlsource import YamlSource

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from presswork.publication import Publication
    from presswork.volume import Kind, Role

# Values that hold none of these have no markup, and pandoc need not look at them.
_MARKED = re.compile(r"[*_`\[\]<>&^~$\\@]")
# What an article wants that a volume need not have.
_OF_ARTICLES = frozenset({"M108", "M114"})
# A volume's file lists articles; one of this many bytes is none, and would keep the reader waiting.
_LARGEST = 1_000_000


def read_volume(path: Path, *, display: str, publication: Publication) -> tuple[Volume, tuple[Diagnostic, ...]]:
    """The volume that the file `path` describes, and what was found about it.

    Paths in it count from its folder and stay inside the publication's. Raises `Rejected` with everything that is
    wrong at once: YAML (M10x), unknown and bad fields (M104 to M115), and what is wrong with volumes (M20x, M21x).
    """
    source = _source(path, display, publication.root)
    spread = _spread(source, path, display, publication)
    own = {name: key for key in source.value if (name := own_key(str(key)))}
    kind = _kind(spread, source.value, own)
    _unknown(spread, source.value)
    parts = _parts(spread, source.value, own, kind or "book", publication)
    meta, about = _metadata(spread, source, path, publication, kind)
    findings = spread.desk.findings
    check_layout(source, meta, publication, findings)
    findings.items += about
    findings.items.sort(
        key=lambda found: (found.location.line or 0, found.location.column or 0) if found.location else (0, 0)
    )
    findings.stop_on_error()
    assert kind is not None
    assert meta is not None
    volume = Volume(
        kind=kind, meta=meta, layout=MappingProxyType(dict(meta.layout)), source=display, path=path, **parts
    )
    return volume, tuple(findings.items)


def _source(path: Path, display: str, root: Path | None) -> YamlSource:
    findings = Findings(display)
    if root is not None and not path.resolve().is_relative_to(root.resolve()):
        hint = "copy it into the publication's folder"
        findings.error("M200", "the volume's file lies outside the publication", hints=(hint,))
        raise Rejected(findings.items)
    try:
        note_read(path)
        if path.stat().st_size > _LARGEST:
            hint = "a volume's file lists articles; their texts stand in files of their own"
            findings.error("M200", f"the volume is larger than {_LARGEST:,} bytes", hints=(hint,))
            raise Rejected(findings.items)
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        findings.error("M200", f"the volume cannot be read: {error}", hints=("save the file as UTF-8 text",))
        raise Rejected(findings.items) from None
    source = yamlsource.load(text, path=display)
    if not isinstance(source.value, dict):
        findings.error("M200", "this is no volume", 1, 1, ("begin it with kind: issue, book, anthology or pamphlet",))
        raise Rejected(findings.items)
    return source


def _spread(source: YamlSource, path: Path, display: str, publication: Publication) -> Spread:
    rich = _rich(source, path, display, publication.language)
    desk = Desk(source, rich, Findings(display), READERS, publication.language)
    folder = path.resolve().parent
    return Spread(desk, folder, (publication.root or folder).resolve())


def _rich(source: YamlSource, path: Path, display: str, language: str) -> Mapping[str, Any]:
    """The file's texts with their markup, as pandoc sees it."""
    if not any(_MARKED.search(text) for text in _texts(source.value)):
        return {}
    from presswork.manuscript import Manuscript
    from presswork.markup.pandoc import render
    from presswork.markup.readers import reading_of

    manuscript = Manuscript(path, display, "markdown", front=source)
    return render(reading_of(manuscript, language=language), display=display).metadata


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for each in value.values() for text in _texts(each)]
    if isinstance(value, list):
        return [text for each in value for text in _texts(each)]
    return [value] if isinstance(value, str) else []


def _kind(spread: Spread, values: Mapping[str, Any], own: Mapping[str, str]) -> Kind | None:
    if "kind" not in own:
        spread.error("M202", "the volume does not say what it is", (), "write kind: issue, book, anthology or pamphlet")
        return None
    said = str(values[own["kind"]])
    if spelling(said) not in KINDS:
        hints = close_matches(spelling(said), KINDS) or ("it is an issue, a book, an anthology or a pamphlet",)
        spread.error("M202", f"'{shown(said, 60)}' is no kind of volume", (own["kind"],), *hints)
        return None
    return KINDS[spelling(said)]


def _unknown(spread: Spread, values: Mapping[str, Any]) -> None:
    """Report keys that neither volumes nor articles have (M201)."""
    for key in values:
        name = spelling(str(key))
        meaning = names().get(name)
        if not own_key(name) and (name in CITING or (meaning and meaning.attribute in ARTICLES_ONLY)):
            hint = "write it in the articles"
            spread.desk.findings.warn(
                "M222", f"a volume makes nothing of '{key}'", *spread.place((key,)), hints=(hint,)
            )
        if own_key(name) or meaning or name in ELSEWHERE or name in CITING:
            continue
        hints = close_matches(name, own_words()) or close_matches(name, names())
        hints = hints or ("docs/manual/volumes.md lists the keys of a volume",)
        spread.error("M201", f"unknown key '{shown(str(key), 80)}'", (key,), *hints)


def _parts(
    spread: Spread, values: Mapping[str, Any], own: Mapping[str, str], kind: Kind, publication: Publication
) -> dict[str, Any]:
    """What a volume has beside metadata, as attributes of `Volume`."""
    listing = ("contents",) if "contents" not in own else (own["contents"],)
    found: dict[str, Any] = {"sections": sections(spread, values.get(listing[0]), listing if "contents" in own else ())}
    seen: set[Role] = set()
    for side, usual in zip(("front", "back"), USUAL[kind], strict=True):
        key = own.get(side)
        found[side] = (
            matter(spread, values[key], (key,), seen)
            if key
            else tuple(Matter(role) for role in usual if role not in seen)
        )
    if "number" in own:
        found["number"] = spread.line(values[own["number"]], (own["number"],)) or ""
    if "statement" in own:
        found["statement"] = spread.line(values[own["statement"]], (own["statement"],)) or ""
    if "build" in own:
        at, places = (own["build"],), spread.desk.source or YamlSource({}, {})
        found["build"] = read_build(values[at[0]], places, publication.editions, spread.desk.findings, at)
    if "isbn" in own:
        found["isbn"] = MappingProxyType(_isbn(spread, values[own["isbn"]], (own["isbn"],), publication))
    return found


def _isbn(spread: Spread, value: Any, at: tuple[str], publication: Publication) -> dict[str, str]:
    """An ISBN for each edition, as printed. Findings: M111 for a wrong one, M211 for no edition, M212 for twins."""
    from presswork.identifiers import isbn

    if not isinstance(value, dict):
        hint = f"name the edition that has it: isbn: {{{next(iter(publication.editions), 'press')}: {value}}}"
        spread.error("M211", "an ISBN is that of one edition", at, hint)
        return {}
    found: dict[str, str] = {}
    for name, written in value.items():
        place = (*at, name)
        if name not in publication.editions:
            hints = close_matches(str(name), publication.editions) or (f"there are: {', '.join(publication.editions)}",)
            spread.error("M211", f"there is no edition '{shown(str(name), 60)}' to have an ISBN", place, *hints)
            continue
        try:
            number = isbn(str(written)).value
        except BadValue as error:
            spread.error("M111", f"isbn.{name}: {error.message}", place, *([error.hint] if error.hint else []))
            continue
        if other := next((edition for edition, taken in found.items() if taken == number), None):
            spread.error("M212", f"'{name}' has the ISBN of '{other}'", place, "each edition needs an ISBN of its own")
        found[name] = number
    return found


def _metadata(
    spread: Spread, source: YamlSource, path: Path, publication: Publication, kind: Kind | None
) -> tuple[Metadata | None, list[Diagnostic]]:
    """The volume's metadata by the declarations of an article's fields, the volume's own keys taken out."""
    own = [key for key in source.value if own_key(str(key))]
    known = {key: value for key, value in source.value.items() if key not in own and spelling(str(key)) in names()}
    title = Text.of(publication.title) if kind == "issue" and publication.title else None
    titled = any((meaning := names().get(spelling(key))) and meaning.attribute == "title" for key in known)
    if not titled and title is None:
        if not any(each.code == "M201" and "'title'" in " ".join(each.hints) for each in spread.desk.findings.items):
            spread.error("M107", "the volume has no title", (), "write title: and what it is called")
        title = Text.of(path.stem)
    rich = {key: value for key, value in spread.desk.rich.items() if key in known}
    try:
        meta, found = metadata_from(
            replace(source, value=known),
            rich,
            path=spread.desk.findings.path,
            publication=publication,
            fallback_title=title,
            slug=path.stem,
        )
    except Rejected as rejected:
        return None, list(rejected.findings)
    about = [each for each in found if each.code not in _OF_ARTICLES]
    if meta.published is None:
        spread.desk.findings.note("M220", "the volume has no date", 1, 1, ("add 'date: 2026-03-01'",))
    return meta, about
