"""Functions of the engine that others stand in for, while they are wanted."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence


class Substitute(NamedTuple):
    """`new` stands where `owner` (a module or a class) has its own `name`."""

    owner: Any
    name: str
    new: Any


Substitutes = list[Substitute]


@contextmanager
def substituted(savings: Sequence[Callable[[], Iterable[Substitute]]]) -> Iterator[None]:
    """Inside the `with` block the substitutes of each saving stand in; a later one may call an earlier one.

    Each saving is asked anew, so that what it remembers is of this block only. Afterwards everything is as before.
    """
    before: Substitutes = []
    try:
        for saving in savings:
            for owner, name, new in saving():
                before.append(Substitute(owner, name, vars(owner)[name]))
                setattr(owner, name, new)
        yield
    finally:
        for owner, name, old in reversed(before):
            setattr(owner, name, old)
