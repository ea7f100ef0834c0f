"""publication.yaml resolved: what the user wrote, checked, over what the house sets."""

from __future__ import annotations

from dataclasses import fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from presswork.diagnostics import Findings, Rejected, close_matches
from presswork.publication import Publication
from presswork.settings.editions import (
    EDITION_SETTINGS,
    HOUSE_EDITIONS,
    PAGED,
    check_needs,
    edition_changes,
    read_editions,
)
from presswork.settings.setting import Parsed, Setting, mapping, names, parsed, text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from presswork.edition import Edition
    from presswork.yamlsource import YamlSource

__all__ = [
    "EDITION_SETTINGS",
    "FILE_NAMES",
    "HOUSE",
    "HOUSE_BUILD",
    "HOUSE_EDITIONS",
    "PAGED",
    "PUBLICATION_SETTINGS",
    "Setting",
    "check_needs",
    "edition_changes",
    "find_publication",
    "read_build",
    "read_publication",
]

FILE_NAMES = ("content/publication.yaml", "publication.yaml", "content/publication.yml", "publication.yml")
# What a lone manuscript becomes, and what a publication makes that does not say.
HOUSE_BUILD = ("reader", "ebook", "web")
HOUSE = Publication(editions=MappingProxyType(HOUSE_EDITIONS), build=HOUSE_BUILD)
PUBLICATION_BUILD = ("reader", "pamphlet", "ebook", "web")


def read_build(
    raw: Any, source: YamlSource, editions: Mapping[str, Edition], findings: Findings, at: tuple[str, ...] = ("build",)
) -> tuple[str, ...]:
    """The names of the editions to make, as a publication or a volume lists them at `at`. Findings: M181, M185."""
    names = [raw] if isinstance(raw, str) else raw
    if not isinstance(names, list) or not all(isinstance(n, str) for n in names):
        findings.error("M181", "build must be a list of editions", *source.place(at))
        return PUBLICATION_BUILD
    for index, name in enumerate(names):
        if name not in editions:
            hints = close_matches(name, editions) or (f"there are: {', '.join(editions)}",)
            findings.error("M185", f"there is no edition '{name}'", *source.place((*at, index)), hints=hints)
    return tuple(names)


def _language(value: Any) -> str:
    from presswork.languages import parse_language

    return parse_language(text(value))


def _contact(value: Any) -> Parsed:
    from presswork.article import Contact

    return Contact.of(value)


def _rights(value: Any) -> Parsed:
    from presswork.rights import Rights

    return Rights.of(value)


def _issn(value: Any) -> Parsed:
    return _identifiers({"issn": value})


def _identifiers(value: Any) -> Parsed:
    from presswork.identifiers import Identifier

    return tuple(Identifier.of(scheme, text(each)) for scheme, each in mapping(value).items())


PUBLICATION_SETTINGS: tuple[Setting, ...] = (
    Setting("title", "title", "the publication's name, in the masthead", text, "The Harbour Review"),
    Setting("subtitle", "subtitle", "a line under the name", text, "A quarterly of coasts"),
    Setting("publisher", "publisher", "who publishes it", text, "Harbour Press"),
    Setting("url", "url", "its home on the web", text, "https://harbour.example"),
    Setting("language", "language", "the language of articles that do not name one", _language, "en"),
    Setting("contact", "contact", "an address for readers: URL, e-mail, or both", _contact, "mail@harbour.example"),
    Setting("rights", "rights", "licence or rights of articles that do not name theirs", _rights, "CC BY-SA 4.0"),
    Setting("issn", "identifiers", "the serial's ISSN, its checksum verified", _issn, "2049-3630"),
    Setting("identifiers", "identifiers", "its identifiers by scheme", _identifiers, "{issn: 2049-3630}"),
    Setting("tokens", "tokens", "house tokens: typeface, accent, measure", mapping, "{accent: '#205080'}"),
    Setting("bibliography", "bibliography", "files of references for citations", names, "references.bib"),
    Setting("csl", "csl", "the citation style (CSL) file", text, "chicago.csl"),
)
STRUCTURE = ("editions", "build")


def read_publication(file: Path, *, display: str) -> Publication:
    """The publication described by `file` (publication.yaml). Raises `Rejected` with all findings at once."""
    from presswork import yamlsource

    findings = Findings(display)
    source = yamlsource.load(_yaml_text(file, display), path=display)
    raw = source.value if source.value is not None else {}
    if not isinstance(raw, dict):
        findings.error("M181", "publication.yaml must hold settings", 1, 1, hints=("write key: value, e.g. title: …",))
        findings.stop_on_error()
    root = file.parent.parent if file.parent.name == "content" else file.parent
    values = _publication_values(raw, source, findings)
    editions = read_editions(raw.get("editions", {}), source, findings, file.parent, root)
    build = read_build(raw["build"], source, editions, findings) if "build" in raw else PUBLICATION_BUILD
    findings.stop_on_error()
    return _resolved(values, root, file.parent, editions, build)


def _yaml_text(file: Path, display: str) -> str:
    try:
        return file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        findings = Findings(display)
        findings.error("M180", f"the settings cannot be read: {error}", hints=("save the file as UTF-8 text",))
        raise Rejected(findings.items) from None


def _publication_values(raw: Mapping[str, Any], source: YamlSource, findings: Findings) -> dict[str, Parsed]:
    known = {setting.key: setting for setting in PUBLICATION_SETTINGS}
    values: dict[str, Parsed] = {}
    for key, value in raw.items():
        place = source.place((key,))
        if key in known:
            read = parsed(known[key], value, findings, place, key)
            if read is not None:
                attribute = known[key].attribute
                values[attribute] = values.get(attribute, ()) + read if attribute == "identifiers" else read
        elif key not in STRUCTURE:
            hints = close_matches(key, [*known, *STRUCTURE])
            findings.error("M182", f"unknown setting '{key}'", *place, hints=hints)
    return values


def _resolved(
    values: dict[str, Parsed], root: Path, folder: Path, editions: Mapping[str, Edition], build: tuple[str, ...]
) -> Publication:
    values["bibliography"] = tuple((folder / name).resolve() for name in values.get("bibliography", ()))
    if "csl" in values:
        values["csl"] = (folder / values["csl"]).resolve()
    values["tokens"] = MappingProxyType(values.get("tokens", {}))
    known = {f.name for f in fields(Publication)}
    return Publication(
        root=root,
        editions=MappingProxyType(dict(editions)),
        build=build,
        **{name: value for name, value in values.items() if name in known},
    )


def find_publication(start: Path) -> Path | None:
    """The publication.yaml that governs `start` (a folder or manuscript): looked for upwards; None when alone."""
    here = start.resolve()
    for folder in (here, *here.parents) if here.is_dir() else here.parents:
        for name in FILE_NAMES:
            if (folder / name).is_file():
                return folder / name
    return None
