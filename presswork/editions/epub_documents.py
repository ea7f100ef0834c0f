"""The documents of an e-book from their templates, in reading order, each checked to be well-formed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from lxml import etree
from markupsafe import Markup

from presswork.diagnostics import Diagnostic, Location, Rejected
from presswork.editions import epub_nav
from presswork.editions.container import XHTML, Entry
from presswork.editions.endpages import settle_end_pages
from presswork.editions.epub_body import keep_open
from presswork.labels import Labels, labels_for
from presswork.pages import context

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presswork.article import Article, Contributor
    from presswork.edition import Edition, StyleSheet
    from presswork.editions.epub_body import Chapter
    from presswork.editions.epub_cover import Cover
    from presswork.editions.pagebreaks import PageMark
    from presswork.house import House
    from presswork.publication import Publication

# A contents page is worth a page of its own from so many entries; reading systems have the list in their menus.
_WORTH_A_PAGE = 4
NAV = "nav.xhtml"


@dataclass(frozen=True)
class Binding:
    """All that the documents of one book are made from.

    `marks` are the printed pages; `end_pages` are those that begin behind the text: marker's id, first words. A text
    that is not `opened` by a page begins on one on which another ends. `extra`
    are more values for the templates: what a volume says beside its articles.
    """

    article: Article
    edition: Edition
    publication: Publication
    house: House
    urn: str
    sheets: tuple[StyleSheet, ...]
    cover: Cover
    text: tuple[Chapter, ...]
    marks: tuple[PageMark, ...]
    end_pages: tuple[tuple[str, str], ...] = ()
    opened: bool = True
    extra: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def labels(self) -> Labels:
        """The house's words in the article's language."""
        return labels_for(self.article.meta.language)

    @cached_property
    def values(self) -> dict[str, Any]:
        """What every template of the book is given."""
        meta = self.article.meta
        return context(self.article, self.edition, self.publication) | {
            "styles": self.sheets,
            "urn": self.urn,
            "credits": credit_lines(meta.contributors, self.labels),
            "people": [c for c in meta.contributors if c.bio or c.affiliation],
            "lead": self.article.asset(meta.lead_image.source) if meta.lead_image else None,
            "kind": "chapter",
            "anchor": "",
            **self.extra,
        }


@dataclass(frozen=True, slots=True)
class Document:
    """One document: its entry in the container and its parsed tree."""

    entry: Entry
    tree: Any = field(repr=False)


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents of a book, their reading order, and the ways through them."""

    documents: tuple[Document, ...]
    spine: tuple[str, ...]
    toc: tuple[epub_nav.Entry, ...]
    pages: tuple[epub_nav.PageLink, ...]


def credit_lines(contributors: tuple[Contributor, ...], labels: Labels) -> list[str]:
    """One line for each role, in the order of their first contributors: `By Jane Roe`, `Translated by Ana Ruiz`."""
    by_role: dict[str, list[str]] = {}
    for contributor in contributors:
        by_role.setdefault(contributor.role, []).append(contributor.name)
    return [labels.credit(role, labels.join(names)) for role, names in by_role.items()]


def document(
    binding: Binding, template: str, name: str, title: str, part: str, properties: tuple[str, ...] = (), **values: Any
) -> Document:
    """A template filled in. Raises `Rejected` (E210) when what it makes is not well-formed XML."""
    text = binding.house.render("epub", template, binding.values | {"title": title, "part": part} | values)
    data = text.encode()
    try:
        tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        place = Location(f"templates/epub/{template}.xhtml.j2")
        hints = ("an e-book's templates are XHTML: close every element, quote every attribute",)
        raise Rejected(
            [Diagnostic("E210", f"the template makes no XHTML: {error.msg}", location=place, hints=hints)]
        ) from None
    return Document(Entry(name.removesuffix(".xhtml"), name, XHTML, data, properties), tree)


def cover_document(binding: Binding) -> Document:
    """The page of the cover."""
    cover = binding.cover
    drawing = Markup(cover.page) if cover.page else None  # noqa: S704  (we drew it)
    values: dict[str, Any] = {"cover": cover.asset, "cover_alt": cover.alternative, "cover_svg": drawing}
    page = document(binding, "cover", "cover.xhtml", binding.labels.cover, "frontmatter", **values)
    if next(page.tree.iter("{*}svg"), None) is None:
        return page
    return replace(page, entry=replace(page.entry, properties=("svg",)))


def text_documents(binding: Binding, *, template: str = "chapter", part: str = "bodymatter") -> list[Document]:
    """The files of one text."""
    title = binding.article.meta.title.plain
    found = []
    for number, chapter in enumerate(binding.text):
        first = number == 0
        mark = binding.marks[0] if first and binding.opened and binding.marks else None
        heading = title if first or not chapter.headings else chapter.headings[0].title
        values = {
            "chapter": {"body": Markup(chapter.body), "notes": [Markup(note) for note in chapter.notes]},  # noqa: S704
            "first": first,
            "last": number == len(binding.text) - 1,
            "page_mark": mark,
        }
        found.append(document(binding, template, chapter.name, heading, part, chapter.properties, **values))
    return found


def _text_and_colophon(binding: Binding) -> tuple[list[Document], Document, dict[str, str]]:
    """The documents in which printed pages begin, their markers in place; and the files of markers behind the text."""
    text = text_documents(binding)
    end = document(binding, "colophon", "colophon.xhtml", binding.labels.colophon, "backmatter")
    last = [text[-1], end]
    settled = settle_end_pages([each.tree for each in last], binding.end_pages)
    homes = {mark_id: last[number].entry.name for mark_id, number in settled.items()}
    if settled:
        text[-1], end = (written_again(each) for each in last)
    return text, end, homes


def written_again(changed: Document) -> Document:
    """The document after its tree was changed."""
    keep_open(changed.tree)
    data = etree.tostring(changed.tree.getroottree(), encoding="utf-8", xml_declaration=True)
    return replace(changed, entry=replace(changed.entry, data=data))


def _contents(binding: Binding) -> tuple[epub_nav.Entry, ...]:
    headings = [heading for chapter in binding.text for heading in chapter.headings]
    start = f"{binding.text[0].name}#edition-headline"
    top = epub_nav.contents(binding.article.meta.title.plain, start, headings)
    return (top, epub_nav.Entry(binding.labels.colophon, "colophon.xhtml"))


def _landmarks(binding: Binding, *, contents_shown: bool) -> tuple[epub_nav.Landmark, ...]:
    labels = binding.labels
    return (
        epub_nav.Landmark("cover", labels.cover, "cover.xhtml"),
        epub_nav.Landmark("titlepage", labels.title_page, "titlepage.xhtml"),
        *((epub_nav.Landmark("toc", labels.contents, f"{NAV}#toc"),) if contents_shown else ()),
        epub_nav.Landmark("bodymatter", labels.start_of_text, f"{binding.text[0].name}#edition-headline"),
        epub_nav.Landmark("colophon", labels.colophon, "colophon.xhtml"),
    )


def documents(binding: Binding) -> Documents:
    """Cover, title page, contents, text and colophon. Raises `Rejected` when a template fails (H00x, E210)."""
    labels, title = binding.labels, binding.article.meta.title.plain
    toc = _contents(binding)
    shown = sum(1 + len(entry.children) for entry in toc) > _WORTH_A_PAGE
    cover = cover_document(binding)
    front = document(binding, "titlepage", "titlepage.xhtml", title, "frontmatter")
    text, end, homes = _text_and_colophon(binding)
    pages = epub_nav.page_list(binding.marks, binding.text, homes)
    ways = {"toc": toc, "landmarks": _landmarks(binding, contents_shown=shown), "pages": pages}
    nav = document(binding, "nav", NAV, labels.contents, "frontmatter", ("nav",), **ways)
    read = [cover, front, *([nav] if shown else []), *text, end]
    every = read if shown else [*read, nav]
    return Documents(tuple(every), tuple(each.entry.uid for each in read), toc, pages)
