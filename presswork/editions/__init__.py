"""Pages -> edition bytes: the list of formats. A new format is one module and one line here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from presswork.edition import Format

_MODULES = {
    "pdf": "presswork.editions.pdf",
    "epub": "presswork.editions.epub",
    "html": "presswork.editions.html",
    "cover": "presswork.editions.cover_wrap",
}


class _Formats(Mapping[str, Format]):
    """The formats by name; each module, and the engine behind it, is imported when it is first asked for."""

    def __getitem__(self, name: str) -> Format:
        format_: Format = import_module(_MODULES[name]).FORMAT
        return format_

    def __iter__(self) -> Iterator[str]:
        return iter(_MODULES)

    def __len__(self) -> int:
        return len(_MODULES)


FORMATS: Mapping[str, Format] = _Formats()
