"""Brings the PDF engine in, without the compilers that it would otherwise start to find its libraries."""

from __future__ import annotations

import ctypes.util
import sys
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from presswork.diagnostics import Diagnostic, Rejected

if TYPE_CHECKING:
    from collections.abc import Iterator

# Private functions of this release are replaced while it works (tags, artifacts, page counters).
ENGINE = "weasyprint"
RELEASE = "70.0"
_INSTALL = f"pip install weasyprint=={RELEASE}"
INSTANCER = "fontTools.varLib.instancer"


def bring_engine() -> None:
    """Import the engine. Raises `Rejected` (E102) when it, or a library that it needs, is missing or another release.

    May be called from a thread of its own while something else is waited for; importing is safe there.
    """
    if ENGINE not in sys.modules:
        try:
            _import()
        except ModuleNotFoundError as error:
            raise _unfit(f"PDFs need WeasyPrint {RELEASE}, which is missing ({error.name})", _INSTALL) from error
        except OSError as error:
            hint = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0, or `presswork doctor`"
            raise _unfit(f"the PDF engine lacks a library: {error}", hint) from error
    found = getattr(sys.modules[ENGINE], "__version__", "another one")
    if found != RELEASE:
        raise _unfit(f"PDFs need WeasyPrint {RELEASE}; here it is {found}", _INSTALL)


def _import() -> None:
    """Import by the libraries' own file names first, which needs no search; then as the engine would do alone."""
    if sys.platform == "linux":
        try:
            with _no_search_for_libraries(), _rare_parts_later():
                import_module(ENGINE)
        except OSError:
            for name in [name for name in sys.modules if name.partition(".")[0] == ENGINE]:
                del sys.modules[name]
        else:
            return
    import_module(ENGINE)


@contextmanager
def _no_search_for_libraries() -> Iterator[None]:
    """Inside the `with` block, libraries are opened by file name only.

    The engine asks for several names of each library; for the names that are no file, the search starts ldconfig and
    gcc, 0.16 s in all. The file names that Linux knows are among them.
    """
    search = ctypes.util.find_library
    ctypes.util.find_library = _find_nothing
    try:
        yield
    finally:
        ctypes.util.find_library = search


class _Later(ModuleType):
    """Stands in for a module while others import it, and imports it when something of it is used."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


def _instantiate(*arguments: Any, **options: Any) -> Any:
    return import_module(INSTANCER).instantiateVariableFont(*arguments, **options)


@contextmanager
def _rare_parts_later() -> Iterator[None]:
    """Inside the `with` block, what the engine imports for rare cases waits for the first of them: 0.07 s.

    fontTools cuts fonts where HarfBuzz cannot, and instances variable fonts; the house's typefaces need neither.
    """
    names = [name for name in ("fontTools.subset", "fontTools.varLib", INSTANCER) if name not in sys.modules]
    stand_ins = {name: _Later(name) for name in names}
    if INSTANCER in stand_ins:
        stand_ins[INSTANCER].instantiateVariableFont = _instantiate  # type: ignore[attr-defined]
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name, module in stand_ins.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


def _find_nothing(name: str) -> str | None:  # noqa: ARG001  (the signature of what it stands in for)
    return None


def _unfit(message: str, hint: str) -> Rejected:
    return Rejected([Diagnostic("E102", message, hints=(hint,))])
