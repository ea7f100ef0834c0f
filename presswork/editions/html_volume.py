"""A volume as the one article that a web page shows: contents, and below them its texts, each under its headline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import escape

from presswork.article import Article
from presswork.editions.html_volume_back import back_matter, title_of
from presswork.labels import labels_for
from presswork.pages.volumes.texts import written_by_the_volumes
from presswork.volume import Chapter, Matter, Written
from presswork.volumes.standing import as_article

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presswork.volume import Bound

_HEADING = re.compile(r"(</?h)([2-6])\b")
_LAST = 6


def on_one_page(bound: Bound) -> Article:
    """The volume with the bodies of all its texts as one body, in the body vocabulary.

    Headlines stand under those of their sections, and what the texts themselves have below them. Of the
    parts that print makes it has the people and the index: the rest is said by the page's own head and foot.
    """
    parts = [*_written(bound.front), *_sections(bound), *_back(bound)]
    return Article.of(
        bound.meta,
        "\n".join([_contents(bound), *parts]),
        as_article(bound).assets,
        bound.volume.source,
        epoch=as_article(bound).epoch,
    )


def _written(parts: tuple[Matter | Written, ...]) -> Iterator[str]:
    yield from (_text(part, 2) for part in parts if isinstance(part, Written))


def _back(bound: Bound) -> Iterator[str]:
    for part in bound.back:
        yield _text(part, 2) if isinstance(part, Written) else back_matter(bound, part)


def _sections(bound: Bound) -> Iterator[str]:
    for number, section in enumerate(bound.volume.sections):
        if section.title:
            yield f'<h2 id="section-{number + 1}---part">{section.title}</h2>'
        for chapter in bound.chapters:
            if chapter.section == number:
                yield _text(chapter, 3 if section.title else 2)


def _text(text: Chapter | Written, level: int) -> str:
    """A text under a headline of this level, with whoever wrote it and what it says of itself."""
    meta = text.article.meta
    head = [f'<h{level} id="{text.anchor}">{meta.title}</h{level}>']
    if meta.authors:
        names = "; ".join(labels_for(meta.language).credits(meta.contributors))
        head.append(f"<p><em>{escape(names)}</em></p>")
    if meta.standfirst:
        head.append(f"<p><strong>{meta.standfirst}</strong></p>")
    body = _HEADING.sub(lambda found: f"{found[1]}{min(int(found[2]) + level - 1, _LAST)}", text.article.body)
    return f'<div lang="{meta.language}" dir="{meta.direction}">{"".join(head)}{body}</div>'


def _contents(bound: Bound) -> str:
    """Links to all texts, by section."""
    word = labels_for(bound.meta.language).contents
    groups = [_row(part, bound) for part in bound.front if isinstance(part, Written)]
    for number, section in enumerate(bound.volume.sections):
        rows = "".join(_row(chapter, bound) for chapter in bound.chapters if chapter.section == number)
        title = f'<a href="#section-{number + 1}---part">{section.title}</a>' if section.title else ""
        groups.append(f"<li>{title}<ul>{rows}</ul></li>" if title else rows)
    for part in bound.back:
        if isinstance(part, Written):
            groups.append(_row(part, bound))
        elif back_matter(bound, part):
            groups.append(f'<li><a href="#{part.role}---part">{title_of(bound, part)}</a></li>')
    return f'<h2 id="contents---part">{escape(word)}</h2><ul>{"".join(groups)}</ul>'


def _row(chapter: Chapter | Written, bound: Bound) -> str:
    meta = chapter.article.meta
    told = not written_by_the_volumes(chapter.article, bound)
    names = ", ".join(person.name for person in meta.authors) if told else ""
    said = f" – {escape(names)}" if names else ""
    return f'<li><a href="#{chapter.anchor}">{meta.title}</a>{said}</li>'
