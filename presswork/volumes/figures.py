"""The list of figures of a volume: every captioned one, with the text in which it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from presswork.markup.tree import inner, with_class
from presswork.text import Text
from presswork.volumes.indexing import texts_of

# The end of a sentence of at least a few words, with another behind it.
_SENTENCE = re.compile(r"(?<=[\w>]{3})[.!?](?=\s+[^\Wa-z])")
_OPENED, _CLOSED = re.compile(r"<\w[^>/]*>"), re.compile(r"</\w")

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from presswork.volume import Bound, Chapter, Written


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure of a volume: its chapter's slug, its id, its number (`Figure 2`; empty for none), its caption."""

    chapter: str
    id: str
    label: str
    caption: Text


def figures_of(bound: Bound) -> tuple[Shown, ...]:
    """The captioned figures in reading order. Credits and notes in captions are left out, and end a long one early."""
    return tuple(shown for part in texts_of(bound) for shown in _figures(part))


def _figures(part: Chapter | Written) -> Iterator[Shown]:
    if "<figcaption" not in part.article.body:
        return
    root = etree.fromstring(f"<div>{part.article.body}</div>", etree.XMLParser(resolve_entities=False, huge_tree=True))
    for figure in root.iter("figure"):
        caption = figure.find("figcaption")
        if figure.get("id") and caption is not None and (shown := _shown(part.slug, figure, caption)):
            yield shown


def _shown(slug: str, figure: Any, caption: Any) -> Shown | None:
    label = next(iter(with_class(caption, "label", "span")), None)
    words = "".join(label.itertext()) if label is not None else ""
    for gone in (
        *with_class(caption, "label", "span"),
        *with_class(caption, "credit", "span"),
        *caption.iter("fn-note"),
    ):
        gone.text, gone[:] = None, []
    holder = next(iter(with_class(caption, "caption", "span")), caption)
    text = Text.from_html(_first_sentence(re.sub(r"</?a\b[^>]*>", "", inner(holder))))
    return Shown(slug, figure.get("id"), words, text) if text else None


def _first_sentence(html: str) -> str:
    """What a caption says first: the rest is for those who look at the figure. Markup is never cut in two."""
    for end in _SENTENCE.finditer(html):
        head = html[: end.start() + 1]
        if len(_OPENED.findall(head)) == len(_CLOSED.findall(head)):
            return head
    return html
