"""Checks on an edited article: what readers, shops and screen readers will miss in it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from presswork.diagnostics import Severity
from presswork.preflight.check import Check, Found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presswork.article import Article
    from presswork.publication import Publication

# Link texts that say nothing when a screen reader lists the links of a page (WCAG 2.2, 2.4.4).
_EMPTY_WORDS = frozenset(
    word.strip()
    for word in """
    here, click here, link, this link, read more, more, hier, mehr, hier klicken, ici, cliquez ici, lire la suite, aquí,
    haga clic aquí, leer más, qui, clicca qui, aqui, clique aqui, klik hier, tutaj, kliknij tutaj, здесь, тут, هنا,
    اضغط هنا, כאן, buraya tıklayın, här, klicka här, zde, klikněte zde
    """.replace("\n", " ").split(",")
)
_SHOWN = 40


@dataclass(frozen=True)
class ArticleSubject:
    """An article and its publication, the body parsed once."""

    article: Article
    publication: Publication

    @cached_property
    def root(self) -> Any:
        """The body as an lxml element."""
        from lxml import etree

        parser = etree.XMLParser(huge_tree=True, resolve_entities=False)
        return etree.fromstring(f"<body>{self.article.body}</body>", parser)


def text_of(element: Any) -> str:
    """The element's text on one line."""
    return " ".join("".join(element.itertext()).split())


def shortened(text: str) -> str:
    """The beginning of a text, to show in a message."""
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"


def _wanted_metadata(subject: ArticleSubject) -> Iterator[Found]:
    meta = subject.article.meta
    missing = [
        name
        for name, there in (
            ("author", meta.contributors),
            ("date", meta.published),
            ("summary", meta.summary or meta.standfirst),
        )
        if not there
    ]
    if missing:
        names = " and no ".join([", no ".join(missing[:-1]), missing[-1]] if len(missing) > 1 else missing)
        fields = ", ".join(f"`{name}:`" for name in missing)
        hint = f"add {fields} to the front matter: e-book shops and search engines show it"
        yield Found(f"the article has no {names}", hints=(hint,))


def _heading_order(subject: ArticleSubject) -> Iterator[Found]:
    level = 1
    for heading in subject.root.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        own = int(heading.tag[1])
        if own > level + 1:
            hint = f"make it a heading of level {level + 1}"
            yield Found(f"the heading '{shortened(text_of(heading))}' skips a level", hints=(hint,))
        level = own


def _alternative_texts(subject: ArticleSubject) -> Iterator[Found]:
    for image in subject.root.iter("img"):
        alt, name = (image.get("alt") or "").strip(), PurePosixPath(image.get("src", "")).name
        if not alt and image.get("role") != "presentation":
            hint = 'write alt="what it shows", or mark it as decorative with alt="" and role=presentation'
            yield Found(f"the image '{name}' has no alternative text", hints=(hint,))
        elif alt and re.fullmatch(r"[\w.%-]+\.(?:jpe?g|png|gif|svg|webp|tiff?)", alt, re.IGNORECASE):
            yield Found(f"the alternative text of '{name}' is a file name", hints=("say what the image shows",))
    lead = subject.article.meta.lead_image
    if lead and not lead.alt.strip() and not lead.decorative:
        yield Found("the lead image has no alternative text", hints=("add `alt:` to the image in the front matter",))


def _link_texts(subject: ArticleSubject) -> Iterator[Found]:
    for link in subject.root.iter("a"):
        if not link.get("href"):
            continue
        said = text_of(link) or " ".join(image.get("alt", "") for image in link.iter("img")).strip()
        if not said:
            yield Found(
                f"the link to {shortened(link.get('href'))} has no text", hints=("give it words, or remove it",)
            )
        elif said.casefold().strip(" .:…→»") in _EMPTY_WORDS:
            hint = "link the words that name what is there"
            yield Found(f"the link text '{said}' does not say where it leads", hints=(hint,))


def _inner_links(subject: ArticleSubject) -> Iterator[Found]:
    identifiers = {element.get("id") for element in subject.root.iter() if element.get("id")}
    for link in subject.root.iter("a"):
        href = link.get("href") or ""
        if href.startswith("#") and href[1:] not in identifiers:
            what = shortened(text_of(link))
            yield Found(
                f"the link '{what}' leads to '{href}', which is not in the article", hints=("correct the name",)
            )


def _repeated_ids(subject: ArticleSubject) -> Iterator[Found]:
    counted = Counter(element.get("id") for element in subject.root.iter() if element.get("id"))
    for identifier in sorted(name for name, times in counted.items() if times > 1):
        yield Found(f"the name '{identifier}' is given to {counted[identifier]} things", hints=("give each its own",))


def _table_heads(subject: ArticleSubject) -> Iterator[Found]:
    for number, table in enumerate(subject.root.iter("table"), start=1):
        if next(table.iter("th"), None) is None:
            hint = "give it a head row, so that a screen reader can say what a cell belongs to"
            yield Found(f"table {number} has no header cells", hints=(hint,))


CHECKS: tuple[Check, ...] = (
    Check("P101", Severity.NOTE, "article", "author, date and summary are there", _wanted_metadata),
    Check("P102", Severity.WARNING, "article", "headings skip no level", _heading_order),
    Check("P103", Severity.WARNING, "article", "images have an alternative text", _alternative_texts),
    Check("P104", Severity.WARNING, "article", "links say where they lead", _link_texts),
    Check("P105", Severity.WARNING, "article", "links inside the article arrive", _inner_links),
    Check("P106", Severity.WARNING, "article", "every name of a place is given once", _repeated_ids),
    Check("P107", Severity.WARNING, "article", "tables have header cells", _table_heads),
)
