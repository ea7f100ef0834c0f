"""The parts of a volume's e-book that are no articles: title page, imprint, contributors, index, and a few words."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from presswork.editions.epub_documents import document, written_again
from presswork.editions.epub_nav import Entry, Landmark
from presswork.editions.epub_volume_gathered import FILES
from presswork.editions.epub_volume_index import letters
from presswork.editions.pagebreaks import marker
from presswork.volume import Matter
from presswork.volumes.figures import figures_of
from presswork.volumes.indexing import index_of
from presswork.volumes.people import people_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from presswork.editions.epub_documents import Binding, Document
    from presswork.editions.epub_volume_text import TextPart, Texts
    from presswork.editions.pagebreaks import PageMark
    from presswork.volume import Bound, Role
    from presswork.volumes.figures import Shown

# Words of the house for parts whose role is not one of its words.
_WORDS = {"figures": "list_of_figures", "title": "title_page"}
# What a part that holds a few words is called in EPUB SSV 1.1 and DPUB-ARIA 1.1: (epub:type, role).
_KINDS: dict[str, tuple[str, str]] = {
    "dedication": ("dedication", "doc-dedication"),
    "epigraph": ("epigraph", "doc-epigraph"),
    "foreword": ("foreword", "doc-foreword"),
    "preface": ("preface", "doc-preface"),
    "afterword": ("afterword", "doc-afterword"),
    "bibliography": ("bibliography", "doc-bibliography"),
    "notes": ("endnotes", "doc-endnotes"),
}
# Parts that say nothing by which one would look them up, or that are ways themselves.
_UNLISTED = frozenset({"title", "dedication", "epigraph", "advertisement"})
_LANDMARKS = {
    "title": "titlepage",
    "index": "index",
    "imprint": "imprint",
    "colophon": "colophon",
    "contributors": "contributors",
    "notes": "endnotes",
    "bibliography": "bibliography",
}


@dataclass(frozen=True, slots=True)
class Placed:
    """Something in its place in the book: its documents, its entry in the contents, its landmark."""

    documents: tuple[Document, ...] = field(repr=False)
    entry: Entry | None = None
    landmark: Landmark | None = None


def name_of(part: Matter, binding: Binding) -> str:
    """What a part is called: as the volume's file says, else by the house's word."""
    return part.title.plain if part.title else str(getattr(binding.labels, _WORDS.get(part.role, part.role), ""))


def made_part(binding: Binding, bound: Bound, part: Matter, texts: Texts, file: str) -> Placed | None:
    """The page of a part, `file` its name without suffix; None for parts that an e-book does not have.

    A half title is a custom of print; a part of which there is nothing to show is left out.
    """
    values = _values(bound, part, texts)
    if values is None:
        return None
    template, more = values
    title = name_of(part, binding)
    side = "backmatter" if part in bound.back else "frontmatter"
    page = document(binding, template, f"{file}.xhtml", title, side, **more, matter=part)
    href = f"{file}.xhtml"
    entry = None if part.role in _UNLISTED else Entry(title, href)
    landmark = Landmark(_LANDMARKS[part.role], title, href) if part.role in _LANDMARKS else None
    return Placed((page,), entry, landmark)


def _values(bound: Bound, part: Matter, texts: Texts) -> tuple[str, dict[str, Any]] | None:
    """The template of a part and what it is given besides the usual."""
    roles = {each.role for each in (*bound.front, *bound.back) if isinstance(each, Matter)}
    if part.role in FILES:
        return _gathered(part, texts)
    if not _has_something(bound, part):
        return None
    makers: dict[Role, Callable[[], tuple[str, dict[str, Any]]]] = {
        "title": lambda: ("volume-titlepage", {}),
        "imprint": lambda: ("imprint", {"kind": "imprint", "role": "", "full": True, "made": "colophon" not in roles}),
        "colophon": lambda: (
            "imprint",
            {"kind": "colophon", "role": "doc-colophon", "full": "imprint" not in roles, "made": True},
        ),
        "contributors": lambda: ("contributors", {"persons": people_of(bound), "texts": texts.parts}),
        "index": lambda: ("index", {"letters": letters(index_of(bound), texts)}),
        "figures": lambda: ("figures", {"groups": _figures(bound, texts)}),
    }
    if part.role in makers:
        return makers[part.role]()
    if not part.text and not part.picture:
        return None
    kind, role = _KINDS.get(part.role, ("", ""))
    picture = next((asset for asset in bound.assets if part.picture and asset.name == part.picture.source), None)
    return "words", {"kind": kind, "role": role, "picture": picture}


def _gathered(part: Matter, texts: Texts) -> tuple[str, dict[str, Any]] | None:
    """Notes or bibliography of all texts; a bibliography may be words alone."""
    file = texts.gathered.get(part.role)
    if file is None and not part.text:
        return None
    kind, role = _KINDS[part.role]
    body = Markup(file.body) if file else ""  # noqa: S704  (made of what was cleaned)
    return "gathered", {"kind": kind, "role": role, "body": body, "properties": file.properties if file else ()}


def _has_something(bound: Bound, part: Matter) -> bool:
    """Whether a part that is made from the articles would show anything."""
    if part.role == "index":
        return bool(index_of(bound))
    if part.role == "contributors":
        return bool(people_of(bound))
    return part.role != "figures" or bool(figures_of(bound))


def _figures(bound: Bound, texts: Texts) -> list[tuple[TextPart, list[Shown]]]:
    """The figures of each text that has some: their numbers begin anew with it."""
    by_text = groupby(figures_of(bound), key=lambda shown: shown.chapter)
    return [(texts.parts[slug], list(shown)) for slug, shown in by_text]


def marked(page: Document, marks: Iterable[PageMark], *, at_end: bool = False) -> Document:
    """The document with markers of printed pages at its beginning or `at_end`, in a division beside what it holds."""
    body = next(page.tree.iter("{*}body"))
    namespace = body.tag.rpartition("}")[0] + "}"
    holder = page.tree.makeelement(f"{namespace}div", {"class": "pages"})
    for mark in marks:
        element = marker(mark)
        element.tag = f"{namespace}span"
        holder.append(element)
    if at_end:
        body.append(holder)
    else:
        body.insert(0, holder)
    return written_again(page)
