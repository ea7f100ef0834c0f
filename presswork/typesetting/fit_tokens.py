"""What the tokens of a page's style sheets are worth, in points: read off a page that shows nothing but them."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from presswork.edition import Page

POINTS = 0.75
# Percentages are read off as parts of this width, in pixels.
_WHOLE = 100
_BODY = re.compile(r"(<body\b[^>]*>).*(</body>)", re.DOTALL)


class LaidOutPage(Protocol):
    """What copyfitting needs of a page that was laid out: the engine's document with its `pages`."""

    @property
    def document(self) -> Any:
        """The engine's `Document`."""
        ...


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens that decide how much a page holds, and the limits within which copyfitting may change them.

    Lengths in points. `fit_leading`, `fit_margins` and `fit_size` are parts of 1, `fit_tracking` is in em;
    `fit_smallest` is the least size of the text, `fit_closest` the least line in sizes of the text, `least_inner` and
    `least_outer` the least margins (a printer's). A token that the sheets do not have is 0.
    """

    page_width: float = 0
    page_height: float = 0
    margin_top: float = 0
    margin_bottom: float = 0
    margin_inner: float = 0
    margin_outer: float = 0
    columns: float = 0
    gap: float = 0
    line: float = 0
    text_size: float = 0
    note_size: float = 0
    note_line: float = 0
    headline_size: float = 0
    standfirst_size: float = 0
    quote_size: float = 0
    indent: float = 0
    fit_leading: float = 0
    fit_margins: float = 0
    fit_tracking: float = 0
    fit_size: float = 0
    fit_smallest: float = 0
    fit_closest: float = 0
    least_inner: float = 0
    least_outer: float = 0

    @property
    def height(self) -> float:
        """The room for lines on a page, before it is rounded down to whole lines."""
        return self.page_height - self.margin_top - self.margin_bottom

    @property
    def usable(self) -> bool:
        """Whether a page of these sheets can be fitted at all: it has a text size, a line and columns of some width."""
        measure = self.page_width - self.margin_inner - self.margin_outer
        return min(self.text_size, self.line, self.height - self.line, self.columns, measure) > 0


# The margins as they are: where a printer asks for more than the sheet, his.
_AS_USED = {"margin_inner": "inner", "margin_outer": "outer"}
_NUMBERS = frozenset({"columns", "fit_closest"})
_PARTS = frozenset({"fit_leading", "fit_margins", "fit_size"})
NAMES = tuple(field.name for field in fields(Tokens))


def css_name(name: str) -> str:
    """The name of a token in the style sheets: `--text-size` for `text_size`."""
    return f"--{name.replace('_', '-')}"


def tokens_of(page: Page, lay_out: Callable[[Page], LaidOutPage]) -> Tokens:
    """The tokens of a page, whatever they are made of: its sheets are laid out around boxes as wide as the tokens."""
    probes = "".join(f'<div data-token="{name}" style="width:{_width(name)}"></div>' for name in NAMES)
    body = f'<div style="width:{_WHOLE}px">{probes}</div>'
    html = _BODY.sub(lambda match: f"{match[1]}{body}{match[2]}", page.html)
    laid = lay_out(replace(page, html=html))
    found: dict[str, float] = {}
    for box in laid.document.pages[0]._page_box.descendants():
        name = box.element.get("data-token") if box.element is not None else None
        if name and name not in found:
            found[name] = _worth(name, box.width)
    read = Tokens(**found)
    return replace(read, fit_tracking=read.fit_tracking / read.text_size if read.text_size else 0)


def _width(name: str) -> str:
    if name in _NUMBERS:
        return f"calc(1px * var({css_name(name)}, 0))"
    value = f"var({css_name(name)}, 0px)"
    return f"var({css_name(_AS_USED[name])}, {value})" if name in _AS_USED else value


def _worth(name: str, width: float) -> float:
    if name in _NUMBERS:
        return round(width, 4)
    return width / _WHOLE if name in _PARTS else width * POINTS
