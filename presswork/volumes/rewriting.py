"""The bodies of a volume's articles made fit for each other: ids that never clash, links that lead to each other."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from lxml import etree

from presswork.article import Article
from presswork.diagnostics import Diagnostic, Location, Severity, close_matches
from presswork.markup.tree import VOID, classes, inner, text_of, unwrap, with_class
from presswork.markup.volume_marks import ELSEWHERE
from presswork.volume import anchor

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

# Attributes that hold ids of other elements (HTML Living Standard; WAI-ARIA 1.2, 6.6.3).
_NAMING = ("aria-labelledby", "aria-describedby", "aria-details", "headers")
_KINDS = {"figure": "figure", "table": "table", **{f"h{level}": "section" for level in range(1, 7)}}


@dataclass(slots=True)
class Text:
    """An article on its way into a volume: its manuscript's file, and its body as a tree with ids of its own."""

    article: Article
    path: Path
    root: Any = field(repr=False)
    targets: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, article: Article, path: Path) -> Text:
        """The article's body parsed, its parts found by their ids."""
        root = etree.fromstring(f"<div>{article.body}</div>", etree.XMLParser(resolve_entities=False, huge_tree=True))
        return cls(article, path, root, {e.get("id"): e for e in root.iter() if e.get("id")})

    @property
    def slug(self) -> str:
        """The article's name inside the volume."""
        return self.article.meta.slug


def rewritten(texts: Iterable[Text]) -> tuple[tuple[Article, ...], tuple[Diagnostic, ...]]:
    """The articles with every id begun with their slug, and links to each other leading there.

    Links to articles that are not in the volume leave their words (M221); those to what an article does not have lead
    to the article (M217).
    """
    every = list(texts)
    by_path = {text.path: text for text in every}
    by_slug = {text.slug: text for text in every}
    findings: list[Diagnostic] = []
    for text in every:
        for span in with_class(text.root, ELSEWHERE, "span"):
            findings += _link(span, text, by_path, by_slug)
    for text in every:
        _prefix(text)
    return tuple(_article(text) for text in every), tuple(dict.fromkeys(findings))


def _link(span: Any, text: Text, by_path: Mapping[Path, Text], by_slug: Mapping[str, Text]) -> list[Diagnostic]:
    """Make a link of a span that stands for one; what it names and is not there is a finding."""
    path, _, name = span.get("data-to", "").partition("#")
    if path:
        other = by_path.get((text.path.parent / path).resolve())
    else:
        other, name = by_slug.get(name), ""
    if other is None:
        told = _left_out(span, text)
        unwrap(span)
        return [told]
    found: list[Diagnostic] = []
    target = other.targets.get(name) if name else None
    if name and target is None:
        message = f"the link to '{path}#{name}' leads to the article: it has no '{name}'"
        hints = close_matches(name, other.targets)
        found.append(Diagnostic("M217", message, Severity.WARNING, _place(text, f"{path}#{name}"), hints))
    kind = "article" if target is None else _KINDS.get(str(target.tag), "")
    if not text_of(span) and not len(span):
        _fill(span, other, target)
    span.attrib.clear()
    span.tag = "a"
    if kind:
        span.set("class", "xref")
    # The target's own ids are not begun with its slug yet, and this link is no link into its own article.
    span.set("data-leads-to", anchor(other.slug, name if target is not None else ""))
    if kind:
        span.set("data-kind", kind)
    return found


def _left_out(span: Any, text: Text) -> Diagnostic:
    """What is said of a link to an article that the volume does not have."""
    target = span.get("data-to", "")
    if text_of(span) or len(span):
        message = f"the link to '{target}' keeps its words only: the volume does not have that article"
        return Diagnostic("M221", message, Severity.NOTE, _place(text, target), ("list the article, or leave it so",))
    message = f"the link to '{target}' has no words, and the volume does not have that article: nothing is left of it"
    return Diagnostic(
        "M221", message, Severity.WARNING, _place(text, target), ("write its words, or list the article",)
    )


def _place(text: Text, target: str) -> Location:
    """The line of the manuscript that links to a target; the manuscript where it is no plain text."""
    try:
        lines = text.path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        lines = []
    link = re.compile(rf"\({re.escape(target)}[\s)]")
    numbers = (number for number, line in enumerate(lines, 1) if link.search(line))
    return Location(text.article.source, next(numbers, None))


def _fill(span: Any, other: Text, target: Any) -> None:
    """Give a link without words the title of the article, and the name of what it leads to there."""
    title = etree.fromstring(f"<span>{other.article.meta.title.html}</span>")
    span.text = title.text
    span.extend(list(title))
    label = _label(target) if target is not None else ""
    if label and len(span):
        span[-1].tail = f"{span[-1].tail or ''}, {label}"
    elif label:
        span.text = f"{span.text or ''}, {label}"


def _label(target: Any) -> str:
    label = next(iter(with_class(target, "label", "span")), None)
    if label is not None:
        return text_of(label)
    return f"“{text_of(target)}”" if str(target.tag) in _KINDS and target.tag not in ("figure", "table") else ""


def _prefix(text: Text) -> None:
    """Begin every id of the body with the article's slug, and point its own links at them."""
    for element in text.root.iter():
        if name := element.get("id"):
            element.set("id", anchor(text.slug, name))
        if element.get("href", "").startswith("#"):
            element.set("href", f"#{anchor(text.slug, element.get('href')[1:])}")
        if leads_to := element.attrib.pop("data-leads-to", None):
            element.set("href", f"#{leads_to}")
        for attribute in _NAMING:
            if names := element.get(attribute):
                element.set(attribute, " ".join(anchor(text.slug, name) for name in names.split()))


def _article(text: Text) -> Article:
    for element in text.root.iter():
        # `<span/>` is an open tag to HTML.
        if not len(element) and not element.text and element.tag not in VOID and "{" not in str(element.tag):
            element.text = ""
    article = text.article
    made = Article.of(article.meta, inner(text.root), article.assets, article.source, epoch=article.epoch)
    return replace(made, words=article.words)


def index_marks(body: str) -> list[dict[str, str]]:
    """The index marks of a body in the order of its text, each as its attributes."""
    if 'class="index"' not in body:
        return []
    root = etree.fromstring(f"<div>{body}</div>", etree.XMLParser(resolve_entities=False, huge_tree=True))
    return [dict(span.attrib) for span in root.iter("span") if "index" in classes(span)]
