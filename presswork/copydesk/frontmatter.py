"""Front matter -> metadata: every key understood or reported, with the place where it was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from presswork.article import Contributor, Identifier, Metadata, Rights, Text
from presswork.copydesk import particulars, people, readers
from presswork.copydesk.desk import Desk, Explained, Reader
from presswork.diagnostics import Diagnostic, Findings, Severity
from presswork.fields import BY_ATTRIBUTE, Meaning, names, spelling
from presswork.fields.parts import PARTS
from presswork.languages import direction_of
from presswork.text import BadValue
from presswork.text import names as words

if TYPE_CHECKING:
    from presswork.publication import Publication
    from presswork.yamlsource import Path, YamlSource

READERS: dict[str, Reader] = {
    "text": readers.text,
    "line": readers.line,
    "words": readers.words,
    "date": readers.date,
    "moment": readers.embargo,
    "language": readers.language,
    "price": readers.price,
    "direction": readers.direction,
    "status": readers.status,
    "slug": readers.slug,
    "word": readers.word,
    "url": readers.url,
    "mapping": readers.mapping,
    "pairs": readers.pairs,
    "path": readers.path,
    "paths": readers.paths,
    "figure": particulars.figure,
    "figures": particulars.figures,
    "series": particulars.series,
    "identifiers": particulars.identifiers,
    "contact": particulars.contact,
    "corrections": particulars.corrections,
    "relation": particulars.relation,
    "relations": particulars.relations,
    "rights": people.rights,
    "alt": readers.alt,
    "flag": readers.flag,
    "roles": people.roles,
    "affiliation": people.affiliation,
    "email": people.email,
    "orcid": people.orcid,
    "licence": people.licence,
    "year": people.year,
}
# The finding of a bad value by the kind of its field; M106 for all others.
CODES = {"date": "M109", "moment": "M109", "identifiers": "M111", "language": "M113", "rights": "M115"}

# Settings of other programs that manuscripts carry along: known not to be ours, so no error.
ELSEWHERE = words(
    "toc toc-depth toc-title documentclass classoption geometry fontsize fontfamily mainfont sansfont monofont mathfont"
    " header-includes include-before include-after numbersections number-sections secnumdepth linkcolor urlcolor"
    " colorlinks output format papersize margin-left margin-right margin-top margin-bottom linestretch css jupyter"
    " kernelspec type weight aliases comments math mathjax pdf-engine execute editor-options biblio-style natbib"
    " biblatex csquotes generator viewport"
)
# What pandoc's citation processor reads from the front matter itself.
CITING = words("references nocite link-citations reference-section-title suppress-bibliography notes-after-punctuation")


def metadata_from(
    front: YamlSource | None,
    rich: Mapping[str, Any],
    *,
    path: str,
    publication: Publication,
    fallback_title: Text | None,
    slug: str,
) -> tuple[Metadata, tuple[Diagnostic, ...]]:
    """The metadata that the front matter of the file `path` states, and what was found about it.

    `rich` is pandoc's rendering of the same keys, or the properties of a file that has no front matter.
    `fallback_title` is the body's own headline, `slug` the name of the file. What the front matter leaves open comes
    from the publication. Raises `Rejected` with every unknown field and bad value at once.
    """
    findings = Findings(path)
    desk = _desk(front, rich, findings, publication.language)
    values = _Reading(desk, _top(desk, front, rich)).read()
    if findings.has_errors and "title" not in values:
        values["title"] = fallback_title or Text.of(slug)
    _title(values, fallback_title, desk)
    findings.items.sort(key=lambda found: (found.location and found.location.line) or 0)
    findings.stop_on_error()
    _missing(values, findings)
    _from_publication(values, publication)
    values.setdefault("slug", readers.slugify(slug) or "article")
    values.setdefault("direction", direction_of(values["language"]))
    return Metadata(**values), tuple(findings.items)


def raw_value(front: YamlSource | None, attribute: str) -> tuple[Any, Path]:
    """What front matter says of a field, under whichever of its names, before it is read; and where it says it.

    For what must be known before the body is converted: language, bibliography, citation style, abbreviations. The
    value is None, and the path empty, when it says nothing.
    """
    values = front.value if front and isinstance(front.value, dict) else {}
    for key, value in values.items():
        if names().get(spelling(key)) == Meaning(attribute):
            return value, (key,)
    return None, ()


def _desk(front: YamlSource | None, rich: Mapping[str, Any], findings: Findings, language: str) -> Desk:
    severity = Severity.WARNING if front is None else Severity.ERROR
    return Desk(front, rich, findings, READERS, language, severity)


def _top(desk: Desk, front: YamlSource | None, rich: Mapping[str, Any]) -> dict[str, Any]:
    """The values to read: the front matter's, or a file's own properties with their markup taken off."""
    if front is None:
        known = {key: _plain(value) for key, value in rich.items() if spelling(key) in names()}
        return {key: value for key, value in known.items() if value not in (None, "", [], {})}
    if front.value is None:
        return {}
    if not isinstance(front.value, dict):
        error = BadValue("the front matter is no list of fields", "write 'title: ...' and so on, one on each line")
        desk.findings.error("M118", error.message, *front.place(()), hints=(error.hint,))
        return {}
    return front.value


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return Text.from_html(value).plain
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return {k: _plain(v) for k, v in value.items()} if isinstance(value, Mapping) else value


class _Reading:
    """One walk over the keys of the front matter; keys that set a part of a field wait until the field is read."""

    def __init__(self, desk: Desk, values: Mapping[str, Any]) -> None:
        self.desk = desk
        self.values = values
        self.found: dict[str, Any] = {}
        self.written_by: dict[str, str] = {}

    def read(self) -> dict[str, Any]:
        known = [(key, meaning) for key in self.values if (meaning := self.meaning(key)) is not None]
        # The language first, for dates are read in it; whole fields next; parts of fields last.
        for key, meaning in sorted(known, key=lambda item: (item[1].attribute != "language", self.is_part(item[1]))):
            try:
                self.take(key, meaning)
            except Explained:
                continue
            except BadValue as error:
                self.desk.bad(CODES.get(BY_ATTRIBUTE[meaning.attribute].declared.kind, "M106"), error, (key,))
        return {attribute: value for attribute, value in self.found.items() if value not in (None, ())}

    def is_part(self, meaning: Meaning) -> bool:
        """Whether the key adds to a field that another key sets."""
        adds = meaning.part is not None and meaning.attribute in ("rights", "lead_image", "series")
        return adds or (meaning.attribute == "contributors" and meaning.part in people.PERSON_PARTS)

    def meaning(self, key: str) -> Meaning | None:
        """What a key means; None, with a finding, when it means nothing here."""
        name = spelling(key)
        if name in CITING:
            return None
        # Jekyll's `layout: post` names a template of the web site.
        if name in ELSEWHERE or (name == "layout" and isinstance(self.values[key], str)):
            self.desk.note("M116", f"'{key}' is a setting of another program and has no effect here", (key,))
            return None
        if name not in names():
            self.desk.unknown((key,), tuple(names()))
        return names().get(name)

    def take(self, key: str, meaning: Meaning) -> None:
        value, at = self.values[key], (key,)
        if meaning.attribute == "contributors":
            self.people(value, at, meaning.part or "aut")
        elif meaning.attribute == "identifiers":
            self.identifiers(value, at, meaning.part)
        elif meaning.part and meaning.attribute == "rights":
            self.found["rights"] = people.with_right(self.found.get("rights"), meaning.part, self.desk, value, at)
        elif meaning.part and meaning.attribute in ("lead_image", "series"):
            self.part(value, at, meaning)
        else:
            self.whole(value, at, meaning.attribute)

    def whole(self, value: Any, at: Path, attribute: str) -> None:
        declared = BY_ATTRIBUTE[attribute].declared
        read = READERS[declared.kind](self.desk, value, at)
        if read is None:
            return
        if attribute in self.found:
            other = self.written_by[attribute]
            raise BadValue(f"says the same as '{other}'", f"keep one of '{other}' and '{at[0]}'")
        self.found[attribute] = read
        self.written_by[attribute] = str(at[0])
        if attribute == "language":
            self.desk.language = read

    def people(self, value: Any, at: Path, part: str) -> None:
        known: tuple[Contributor, ...] = self.found.get("contributors", ())
        if part in people.PERSON_PARTS:
            if (read := READERS[PARTS["contributor"][part].kind](self.desk, value, at)) is not None:
                self.found["contributors"] = people.with_part(known, part, read)
            return
        self.found["contributors"] = (*known, *people.people(self.desk, value, at, part))

    def identifiers(self, value: Any, at: Path, scheme: str | None) -> None:
        known: tuple[Identifier, ...] = self.found.get("identifiers", ())
        read = particulars.identifiers(self.desk, value, at, scheme)
        self.found["identifiers"] = tuple(dict.fromkeys((*known, *read)))

    def part(self, value: Any, at: Path, meaning: Meaning) -> None:
        known = self.found.get(meaning.attribute)
        if known is None:
            whole = BY_ATTRIBUTE[meaning.attribute].name
            raise BadValue(f"says something of '{whole}', which is not there", f"add '{whole}: ...'")
        part = str(meaning.part)
        read = READERS[PARTS["figure" if meaning.attribute == "lead_image" else "series"][part].kind]
        self.found[meaning.attribute] = replace(known, **{part: read(self.desk, value, at)})


def _title(values: dict[str, Any], fallback: Text | None, desk: Desk) -> None:
    if "title" in values:
        return
    if fallback:
        values["title"] = fallback
    else:
        hint = "begin the front matter with 'title: ...', or the text with a line '# Headline'"
        if desk.source is None and desk.severity is Severity.WARNING:
            hint = "give the text a heading of the first level, or set the title among the file's properties"
        line, column = desk.place(())
        desk.findings.error("M107", "the article has no title", line, column, (hint,))


def _missing(values: dict[str, Any], findings: Findings) -> None:
    if not values.get("contributors"):
        findings.note("M108", "the article names nobody who wrote it", hints=("add 'author: Jane Roe'",))
    if "published" not in values:
        findings.note("M114", "the article has no date", hints=("add 'date: 2026-03-01'",))


def _from_publication(values: dict[str, Any], publication: Publication) -> None:
    """Give the article what the publication says for all: language, publisher, contact, rights."""
    values.setdefault("language", publication.language)
    if publication.publisher:
        values.setdefault("publisher", publication.publisher)
    if publication.contact:
        values.setdefault("contact", publication.contact)
    rights: Rights | None = values.get("rights")
    if publication.rights and not (rights and (rights.licence or rights.statement)):
        house = publication.rights
        values["rights"] = replace(house, holder=rights.holder, year=rights.year) if rights else house
