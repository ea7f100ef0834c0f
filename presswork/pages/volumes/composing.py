"""Composes the parts of a volume one by one: made ones from its metadata, texts from their articles."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from presswork.edition import Fit, Page, StyleSheet
from presswork.labels import labels_for
from presswork.languages import comma, counter_style
from presswork.pages import compose
from presswork.pages.printer import likely_pages
from presswork.pages.volumes.contents import contents_of
from presswork.pages.volumes.gathering import NotesOf, gathered
from presswork.pages.volumes.habits import Habits
from presswork.pages.volumes.parts import PartPage
from presswork.pages.volumes.printed_index import printed_index
from presswork.pages.volumes.running_on import follows, running_on
from presswork.pages.volumes.texts import told_in_volume
from presswork.volume import Chapter, Matter, Written
from presswork.volumes.figures import figures_of
from presswork.volumes.indexing import index_of, texts_of
from presswork.volumes.people import people_of
from presswork.volumes.standing import as_article
from presswork.volumes.works import bibliography_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from presswork.article import Article
    from presswork.edition import Edition
    from presswork.house import House
    from presswork.labels import Labels
    from presswork.pages.volumes.gathering import NotesAt
    from presswork.pages.volumes.parts import Numbers
    from presswork.publication import Publication
    from presswork.text import Text
    from presswork.volume import Bound, Role, Section
    from presswork.volumes.works import Bibliography

# Words of the house for parts whose role is not one of its words.
_WORDS: dict[str, str] = {
    "figures": "list_of_figures",
    "title": "title_page",
    "half-title": "title_page",
    "back-cover": "cover",
}
_BODY = re.compile(r"<body\b")


def compose_volume(bound: Bound, edition: Edition, publication: Publication, house: House) -> tuple[PartPage, ...]:
    """The parts of the volume in their order, set in the edition's template.

    The index is a part that is made when the pages of the others are known (`PartPage.make`). Raises `Rejected` (H0xx)
    when a template or style fails.
    """
    return tuple(_Composer(bound, edition, publication, house).parts())


@dataclass(frozen=True)
class _Composer:
    """The parts of one volume on their way to their pages."""

    bound: Bound
    edition: Edition
    publication: Publication
    house: House

    @cached_property
    def whole(self) -> Article:
        """The volume as the article that its made parts are set from: its metadata and its own pictures."""
        whole = as_article(self.bound)
        return replace(whole, body="", assets=self.bound.assets, features=frozenset())

    @cached_property
    def labels(self) -> Labels:
        return labels_for(self.bound.meta.language)

    @cached_property
    def habits(self) -> Habits:
        return Habits.of(self.house.sheets("paper", self.edition.template, self.publication.tokens))

    @cached_property
    def set_in(self) -> Edition:
        """The edition that pages are composed for: as long as the whole volume, on which the gutter depends."""
        words = sum(text.article.words for text in texts_of(self.bound))
        pages = likely_pages(replace(self.whole, words=words), self.edition)
        return replace(self.edition, fit=Fit(pages=pages) if pages else None)

    @cached_property
    def issue(self) -> str:
        """The property of style that says what stands beside the folios of a numbered issue: its title and number."""
        volume = self.bound.volume
        if volume.kind != "issue" or not volume.number:
            return ""
        said = (
            f"{self.bound.meta.title.plain} {volume.number}".replace("\\", "").replace('"', "\u201d").replace("<", "")
        )
        return f';--issue:"{said}"'

    @cached_property
    def roles(self) -> frozenset[Role]:
        return frozenset(part.role for part in (*self.bound.front, *self.bound.back) if isinstance(part, Matter))

    @cached_property
    def notes_at(self) -> NotesAt:
        return "volume" if "notes" in self.roles else self.habits.notes

    @cached_property
    def cited(self) -> Bibliography | None:
        return bibliography_of(self.bound) if "bibliography" in self.roles else None

    @cached_property
    def notes(self) -> tuple[NotesOf, ...]:
        """The notes of all texts, where they stand behind all of them."""
        told = [(text, gathered(text.article, self.notes_at, self.cited)[1]) for text in texts_of(self.bound)]
        return tuple(
            NotesOf(meta.title, text.anchor, meta.language, meta.direction, notes)
            for text, notes in told
            if notes and (meta := text.article.meta)
        )

    @cached_property
    def shown(self) -> Bound:
        """The volume without the parts of which there is nothing to show."""
        front, back = (
            tuple(part for part in parts if isinstance(part, Written) or self._has_something(part))
            for parts in (self.bound.front, self.bound.back)
        )
        return replace(self.bound, front=front, back=back)

    def parts(self) -> Iterator[PartPage]:
        yield from self._matters(self.shown.front, front=True)
        for number, section in enumerate(self.bound.volume.sections):
            yield from self._section(section, number)
        yield from self._matters(self.shown.back, front=False)

    # --- texts

    def _section(self, section: Section, number: int) -> Iterator[PartPage]:
        title = section.title.plain if section.title else ""
        if section.title and self.habits.section:
            key = f"section-{number + 1}"
            values = {"heading": section.title, "number": number + 1}
            made = self._made(key, "section", title, values)
            yield replace(made, opening=self.habits.section, section=title, section_key=number)
        for texts in self._sharing(number):
            composed = [
                self._text(chapter, chapter.template, chapter.role or "chapter", section.title) for chapter in texts
            ]
            made = running_on(composed)
            yield replace(made, opening=self.habits.chapter, section=title, section_key=number)

    def _sharing(self, section: int) -> list[list[Chapter]]:
        """The texts of a section, those together that share pages."""
        found: list[list[Chapter]] = []
        for chapter in self.bound.chapters:
            if chapter.section != section:
                continue
            if found and (chapter.run_on or self.habits.run_on):
                found[-1].append(chapter)
            else:
                found.append([chapter])
        return found

    def _text(self, text: Chapter | Written, template: str | None, role: str, section: Text | None) -> PartPage:
        article = told_in_volume(text.article, self.bound, apart="contributors" in self.roles)
        article, _ = gathered(article, self.notes_at, self.cited)
        extra = self._extra(role, text.anchor, text.article.meta.title.plain) | {"section_title": section}
        page = compose(
            article, self.set_in, self.publication, self.house, target="paper", template=template, extra=extra
        )
        # A text in another language keeps its own words, and has the volume's figures on its pages.
        page = with_sheet(page, "folio.css", f":root{{--folio:{counter_style(self.bound.meta.language)}{self.issue}}}")
        return PartPage(
            text.slug,
            text.anchor,
            text.article.meta.title.plain,
            _anchored(page, text.anchor),
            body=article.body,
            source=text.article.source,
            words=text.article.words,
            turned=text.article.meta.direction != self.bound.meta.direction,
        )

    def _extra(self, role: str, anchor: str, title: str) -> dict[str, Any]:
        """What every part's template is told besides the usual."""
        return {
            "volume": self.bound.volume,
            "volume_meta": self.bound.meta,
            "part": {"role": role, "anchor": anchor, "title": title},
            "volume_labels": self.labels,
            "comma": comma(self.bound.meta.language),
            "role_word": getattr(self.labels, role, "") if role != "chapter" else "",
        }

    # --- matter

    def _matters(self, parts: tuple[Matter | Written, ...], *, front: bool) -> Iterator[PartPage]:
        """The parts of front or back matter; short ones that follow each other together where the house asks for it."""
        sharing: list[list[Matter | Written]] = []
        for part in parts:
            if sharing and self.habits.matter_follows and follows(part, sharing[-1][-1]):
                sharing[-1].append(part)
            else:
                sharing.append([part])
        for together in sharing:
            yield running_on([self._matter(part, front=front) for part in together])

    def _matter(self, part: Matter | Written, *, front: bool) -> PartPage:
        if isinstance(part, Written):
            made = self._text(part, None, part.matter.role, None)
            role = part.matter.role
        else:
            made, role = self._part(part), part.role
        folio = self.habits.front_folio if front else ""
        if folio:
            made = _numbered(made, folio)
        return replace(made, opening=self.habits.opening_of(role), front=front, front_folio=folio)

    def _has_something(self, part: Matter) -> bool:
        """Whether a made part would show anything."""
        if part.role == "index":
            return bool(index_of(self.bound))
        if part.role == "contributors":
            return bool(people_of(self.bound))
        if part.role == "figures":
            return bool(figures_of(self.bound))
        if part.role == "bibliography":
            return bool(part.text or (self.cited and self.cited.lists))
        return part.role != "notes" or bool(self.notes)

    def _part(self, part: Matter) -> PartPage:
        key, title = self._key(part), part.title.plain if part.title else self._named(part)
        values: dict[str, Any] = {"matter": part}
        if part.role == "index":
            groups = index_of(self.bound)
            return self._made(
                key, part.role, title, values, lambda numbers: {"letters": printed_index(groups, numbers)}
            )
        return self._made(key, part.role, title, values | self._values(part))

    def _values(self, part: Matter) -> dict[str, Any]:
        if part.role in ("contents", "cover"):
            openers = self.habits.section is not None
            return {"groups": contents_of(self.shown, self._named, self._anchor, openers=openers)}
        if part.role in ("imprint", "colophon"):
            return {"full": part.role == "imprint" or "imprint" not in self.roles}
        if part.role == "contributors":
            return {"persons": people_of(self.bound)}
        if part.role == "figures":
            return {"shown": figures_of(self.bound)}
        if part.role == "notes":
            return {"notes_of": self.notes}
        if part.role == "bibliography":
            return {"lists": self.cited.lists if self.cited else ()}
        return {}

    def _made(
        self,
        key: str,
        role: str,
        title: str,
        values: dict[str, Any],
        later: Callable[[Numbers], dict[str, Any]] | None = None,
    ) -> PartPage:
        anchor = f"{key}---part"
        known = self._extra(role, anchor, title) | {"matter": None} | values

        def page(more: dict[str, Any]) -> Page:
            made = compose(self.whole, self.set_in, self.publication, self.house, target="paper", extra=known | more)
            return _anchored(with_sheet(made, "issue.css", f":root{{{self.issue}}}") if self.issue else made, anchor)

        if later is None:
            return PartPage(key, anchor, title, page({}), source=self.bound.volume.source)
        make = later

        def with_numbers(numbers: Numbers) -> Page:
            return page(make(numbers))

        empty = Page("paper", title, self.bound.meta.language, "")
        return PartPage(key, anchor, title, empty, with_numbers, source=self.bound.volume.source)

    def _named(self, part: Matter) -> str:
        return str(getattr(self.labels, _WORDS.get(part.role, part.role), ""))

    def _key(self, part: Matter) -> str:
        """The part's role, with a number where it is not the first of it."""
        same = [each for each in (*self.bound.front, *self.bound.back) if isinstance(each, Matter)]
        same = [each for each in same if each.role == part.role]
        number = next((n for n, each in enumerate(same, 1) if each is part), 1)
        return part.role if number == 1 else f"{part.role}-{number}"

    def _anchor(self, part: Matter) -> str:
        return f"{self._key(part)}---part"


def _anchored(page: Page, anchor: str) -> Page:
    """The page with the part's anchor on its body, wherever its template begins."""
    return replace(page, html=_BODY.sub(f'<body id="{anchor}"', page.html, count=1))


def _numbered(part: PartPage, style: str) -> PartPage:
    """The part with folios in a counter style of its own."""
    make = part.make
    if make is None:
        return replace(part, page=with_sheet(part.page, "front.css", f":root{{--folio:{style}}}"))
    return replace(part, make=lambda numbers: with_sheet(make(numbers), "front.css", f":root{{--folio:{style}}}"))


def with_sheet(page: Page, name: str, text: str) -> Page:
    """The page with one more sheet that comes last."""
    html = page.html.replace("</head>", f"<style>{text}</style>\n</head>", 1)
    return replace(page, html=html, styles=(*page.styles, StyleSheet(name, text)))
