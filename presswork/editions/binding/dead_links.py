"""Tells links of a volume that lead to no part of it: joining would leave them without an end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presswork.diagnostics import Diagnostic, Location, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presswork.editions.binding.ledger import Ledger
    from presswork.pages.volumes import PartPage

_LINK = re.compile(r'<a\b[^>]*?\bhref="#([^"]+)"')
_ID = re.compile(r'\bid="([^"]+)"')


def dead_links(parts: Iterable[PartPage], ledger: Ledger) -> tuple[Diagnostic, ...]:
    """A warning (E116) for every place to which parts link and that no page of the volume has, once for each part."""
    found: list[Diagnostic] = []
    for part in parts:
        html = (part.make(ledger) if part.make else part.page).html
        own = set(_ID.findall(html))
        where = Location(part.source) if part.source else None
        for name in dict.fromkeys(_LINK.findall(html)):
            if name not in own and name not in ledger.homes:
                message = f"a link in '{part.title}' goes to '#{name}', which is nowhere in the volume"
                found.append(Diagnostic("E116", message, Severity.WARNING, where, ("correct the link's target",)))
    return tuple(found)
