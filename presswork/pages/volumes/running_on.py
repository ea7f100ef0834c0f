"""Texts that share pages: each composed by itself, the next set below the end of the one before."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presswork.pages.volumes.parts import PartPage
    from presswork.volume import Matter, Role, Written

# Parts that may stand below another one; an index waits for the numbers of all pages, and so for its own.
_SHORT: frozenset[Role] = frozenset({"imprint", "colophon", "figures", "notes", "bibliography", "contributors"})
_LANGUAGE = re.compile(r'<html lang="([^"]*)" dir="([^"]*)"')
_BODY = re.compile(r"<body\b[^>]*>(.*)</body>", re.DOTALL)
# What stands at the foot of the last page of a text stands below the text, where another one follows.
_AT_FOOT = re.compile(r'<footer class="end\b[^"]*"')


def follows(part: Matter | Written, before: Matter | Written) -> bool:
    """Whether a part may begin below the end of the one before: both short made ones, or that one a text."""
    from presswork.volume import Written

    if isinstance(part, Written) or part.role not in _SHORT:
        return False
    return isinstance(before, Written) or before.role in _SHORT


def running_on(texts: Sequence[PartPage]) -> PartPage:
    """The texts as one part, called like the first; each other one keeps the id to which links to it lead."""
    first, *others = texts
    if not others:
        return first
    inside = [_below(text) for text in others]
    *_, last = inside
    before = [_AT_FOOT.sub('<footer class="after-text"', html) for html in (first.page.html, *inside[:-1])]
    html = before[0].replace("</body>", "".join([*before[1:], last]) + "</body>", 1)
    assets = {name: asset for text in texts for name, asset in text.page.assets.items()}
    return replace(
        first,
        page=replace(first.page, html=html, assets=assets),
        words=sum(text.words for text in texts),
        run_on=tuple((text.key, text.body or "") for text in others),
    )


def _below(text: PartPage) -> str:
    body, said = _BODY.search(text.page.html), _LANGUAGE.search(text.page.html)
    language = f' lang="{said[1]}" dir="{said[2]}"' if said else ""
    return f'<div class="run-on" id="{text.anchor}"{language}>{body[1] if body else ""}</div>'
