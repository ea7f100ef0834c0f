"""The finer points of an order as they are written: gutter, milling, tuck, anchor, and how sheets are gathered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, get_args

from presswork.diagnostics import Diagnostic, Rejected, close_matches
from presswork.imposition.order import Anchor, Uneven
from presswork.imposition.plan import Nesting
from presswork.paper import Length

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from presswork.imposition.order import Order


@dataclass(frozen=True, slots=True)
class OrderOption:
    """One option: its name, which is that of the order's attribute, its help, an example, and how it is read.

    `read` raises ValueError with what it takes.
    """

    name: str
    help: str
    example: str
    read: Callable[[str], Any]


def _one_of(kind: Any) -> Callable[[str], str]:
    words: tuple[str, ...] = get_args(kind)

    def read(text: str) -> str:
        if text in words:
            return text
        raise ValueError(f"it is one of: {', '.join(words)}")

    return read


def _length(text: str) -> Length:
    return Length(0.0) if text == "0" else Length.parse(text)


def _pages(text: str) -> int:
    if text.isdecimal():
        return int(text)
    raise ValueError("it is a number of pages")


OPTIONS: tuple[OrderOption, ...] = (
    OrderOption("gutter", "the room between pages that are cut apart; else twice the bleed", "6mm", _length),
    OrderOption("mill", "what is milled off each page's spine before it is glued", "3mm", _length),
    OrderOption("tuck", "how much narrower a tucked-in panel of a leaflet is", "2mm", _length),
    OrderOption("anchor", "the leaf that creep leaves in its place: outer, middle or inner", "outer", _one_of(Anchor)),
    OrderOption("uneven", "whether the last signature is short, or all are evened out", "even", _one_of(Uneven)),
    OrderOption("nesting", "whether a signature's sheets are folded each, or together", "each", _one_of(Nesting)),
    OrderOption("front", "how many pages stand before blanks that go after-front", "2", _pages),
)


def with_options(order: Order, options: Mapping[str, str]) -> Order:
    """The order with options as they are written. Raises `Rejected` (I006) for unknown ones and impossible values."""
    known = {option.name: option for option in OPTIONS}
    wrong: list[Diagnostic] = []
    read: dict[str, Any] = {}
    for name, text in options.items():
        if name not in known:
            hints = close_matches(name, known) or (f"there are: {', '.join(known)}",)
            wrong.append(Diagnostic("I006", f"an imposition has no option '{name}'", hints=hints))
            continue
        try:
            read[name] = known[name].read(text.strip())
        except ValueError as error:
            message = f"{name}: '{text}' cannot be; {error}"
            wrong.append(Diagnostic("I006", message, hints=(f"write {name}={known[name].example}",)))
    if wrong:
        raise Rejected(wrong)
    return replace(order, **read)
