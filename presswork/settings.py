"""publication.yaml resolved: what the user wrote, checked, over what the house sets."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from presswork import yamlsource
from presswork.diagnostics import Findings, Rejected, close_matches
from presswork.edition import PDF_STANDARDS, Edition
from presswork.paper import PAPERS, parse_paper
from presswork.publication import Publication

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from presswork.yamlsource import YamlSource

FILE_NAMES = ("content/publication.yaml", "publication.yaml", "content/publication.yml", "publication.yml")
Parsed = Any


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its key in YAML, the attribute it sets, what it means, how it is read, and an example."""

    key: str
    attribute: str
    help: str
    read: Callable[[Any], Parsed]
    example: str


def _text(value: Any) -> str:
    if not isinstance(value, str | int | float):
        raise ValueError("must be text")
    return str(value).strip()


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("must be true or false")
    return value


def _columns(value: Any) -> int:
    if isinstance(value, bool) or value not in (1, 2, 3):
        raise ValueError("must be 1, 2 or 3")
    return int(value)


def _standard(value: Any) -> str:
    name = _text(value).lower()
    if name not in PDF_STANDARDS:
        raise ValueError(_unknown(name, PDF_STANDARDS, "is no PDF standard we make"))
    return name


def _paper(value: Any) -> Parsed:
    name = _text(value)
    try:
        return parse_paper(name)
    except ValueError:
        raise ValueError(_unknown(name, PAPERS, "is no known paper")) from None


def _unknown(name: str, known: Mapping[str, object] | frozenset[str], what: str) -> str:
    hints = close_matches(name, known) or (f"there are: {', '.join(sorted(known))}",)
    return f"'{name}' {what}; {hints[0]}"


EDITION_SETTINGS: tuple[Setting, ...] = (
    Setting("format", "format", "what is made: pdf, epub or html", _text, "pdf"),
    Setting("template", "template", "the template in templates/ that sets it", _text, "report"),
    Setting("paper", "paper", "the page's paper, by name or as a size", _paper, "a5"),
    Setting("columns", "columns", "columns of text, 1 to 3", _columns, "2"),
    Setting("standard", "standard", "the PDF standard the file keeps", _standard, "pdf/ua-1"),
    Setting("pages-of", "pages_of", "the edition whose printed pages an e-book marks", _text, "reader"),
    Setting(
        "embed-fonts", "embed_fonts", "whether the house's typefaces go into the e-book or web page", _flag, "true"
    ),
)

HOUSE_EDITIONS: dict[str, Edition] = {
    "reader": Edition("reader", "pdf", paper=PAPERS["a4"], columns=2, standard="pdf/ua-1"),
    "ebook": Edition("ebook", "epub", pages_of="reader"),
    "web": Edition("web", "html"),
}
HOUSE_BUILD = tuple(HOUSE_EDITIONS)
HOUSE = Publication(editions=MappingProxyType(HOUSE_EDITIONS), build=HOUSE_BUILD)


def _read(setting: Setting, value: Any, findings: Findings, place: tuple[int, int], label: str) -> Parsed | None:
    try:
        return setting.read(value)
    except (ValueError, TypeError) as error:
        text, _, hint = str(error).partition("; ")
        hints = (hint,) if hint else (f"for example: {setting.key}: {setting.example}",)
        findings.error("M181", f"{label}: {text}", *place, hints=hints)
        return None


def edition_changes(raw: Any, source: YamlSource, at: yamlsource.Path, findings: Findings) -> dict[str, Parsed]:
    """The edition settings in the mapping `raw`, written at `at`, as attributes of `Edition`; bad ones are findings."""
    known = {s.key: s for s in EDITION_SETTINGS} | {s.attribute: s for s in EDITION_SETTINGS}
    label = ".".join(map(str, at))
    if not isinstance(raw, dict):
        findings.error("M181", f"{label} must be a list of settings", *source.place(at), hints=("write key: value",))
        return {}
    changes: dict[str, Parsed] = {}
    for key, value in raw.items():
        place = source.place((*at, key))
        if key not in known:
            hints = close_matches(key, known) or (f"there are: {', '.join(s.key for s in EDITION_SETTINGS)}",)
            findings.error("M182", f"unknown setting '{key}' in {label}", *place, hints=hints)
        elif (parsed := _read(known[key], value, findings, place, f"{label}.{key}")) is not None:
            changes[known[key].attribute] = parsed
    return changes


def _editions(raw: Any, source: YamlSource, findings: Findings) -> dict[str, Edition]:
    editions = dict(HOUSE_EDITIONS)
    if not isinstance(raw, dict):
        findings.error("M181", "editions must name editions", *source.place(("editions",)))
        return editions
    for name, settings in raw.items():
        changes = edition_changes(settings, source, ("editions", name), findings)
        base = editions.get(name)
        if base is None and "format" not in changes:
            hints = (*close_matches(name, editions), "a new edition says its format, e.g. format: pdf")
            findings.error("M183", f"edition '{name}' has no format", *source.place(("editions", name)), hints=hints)
            continue
        editions[name] = replace(base or Edition(name, changes["format"]), **changes)
    for edition in editions.values():
        check_needs(edition, editions, source.place(("editions", edition.name, "pages-of")), findings)
    return editions


def check_needs(
    edition: Edition, editions: Mapping[str, Edition], place: tuple[int | None, int | None], findings: Findings
) -> None:
    """Add M184 when the edition whose pages this one marks does not exist or has no pages."""
    needed = edition.pages_of
    if needed is not None and (needed not in editions or editions[needed].format != "pdf"):
        printed = [name for name, each in editions.items() if each.format == "pdf"]
        hints = close_matches(needed, printed) or (f"name an edition of format pdf: {', '.join(printed)}",)
        findings.error("M184", f"edition '{edition.name}' wants the pages of '{needed}'", *place, hints=hints)


def _build(raw: Any, source: YamlSource, editions: Mapping[str, Edition], findings: Findings) -> tuple[str, ...]:
    names = [raw] if isinstance(raw, str) else raw
    if not isinstance(names, list) or not all(isinstance(n, str) for n in names):
        findings.error("M181", "build must be a list of editions", *source.place(("build",)))
        return HOUSE_BUILD
    for index, name in enumerate(names):
        if name not in editions:
            hints = close_matches(name, editions) or (f"there are: {', '.join(editions)}",)
            findings.error("M185", f"there is no edition '{name}'", *source.place(("build", index)), hints=hints)
    return tuple(names)


def _mapping(value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(v, str | int | float) for v in value.values()):
        raise ValueError("must be name: value pairs")
    return {str(k): str(v) for k, v in value.items()}


def _names(value: Any) -> tuple[str, ...]:
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list) or not all(isinstance(i, str) for i in items):
        raise ValueError("must be a name or a list of names")
    return tuple(items)


def _language(value: Any) -> str:
    from presswork.languages import parse_language

    return parse_language(_text(value))


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

    return tuple(Identifier.of(scheme, _text(each)) for scheme, each in _mapping(value).items())


PUBLICATION_SETTINGS: tuple[Setting, ...] = (
    Setting("title", "title", "the publication's name, in the masthead", _text, "The Harbour Review"),
    Setting("subtitle", "subtitle", "a line under the name", _text, "A quarterly of coasts"),
    Setting("publisher", "publisher", "who publishes it", _text, "Harbour Press"),
    Setting("url", "url", "its home on the web", _text, "https://harbour.example"),
    Setting("language", "language", "the language of articles that do not name one", _language, "en"),
    Setting("contact", "contact", "an address for readers: URL, e-mail, or both", _contact, "mail@harbour.example"),
    Setting("rights", "rights", "licence or rights of articles that do not name theirs", _rights, "CC BY-SA 4.0"),
    Setting("issn", "identifiers", "the serial's ISSN, its checksum verified", _issn, "2049-3630"),
    Setting("identifiers", "identifiers", "its identifiers by scheme", _identifiers, "{issn: 2049-3630}"),
    Setting("tokens", "tokens", "house tokens: typeface, accent, measure", _mapping, "{accent: '#205080'}"),
    Setting("bibliography", "bibliography", "files of references for citations", _names, "references.bib"),
    Setting("csl", "csl", "the citation style (CSL) file", _text, "chicago.csl"),
)
STRUCTURE = ("editions", "build")


def read_publication(file: Path, *, display: str) -> Publication:
    """The publication described by `file` (publication.yaml). Raises `Rejected` with all findings at once."""
    findings = Findings(display)
    source = yamlsource.load(_yaml_text(file, display), path=display)
    raw = source.value if source.value is not None else {}
    if not isinstance(raw, dict):
        findings.error("M181", "publication.yaml must hold settings", 1, 1, hints=("write key: value, e.g. title: …",))
        findings.stop_on_error()
    values = _publication_values(raw, source, findings)
    editions = _editions(raw.get("editions", {}), source, findings)
    build = _build(raw["build"], source, editions, findings) if "build" in raw else HOUSE_BUILD
    findings.stop_on_error()
    root = file.parent.parent if file.parent.name == "content" else file.parent
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
            parsed = _read(known[key], value, findings, place, key)
            if parsed is not None:
                attribute = known[key].attribute
                values[attribute] = values.get(attribute, ()) + parsed if attribute == "identifiers" else parsed
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
