"""The processes that lay the parts of a volume out: this one, or several, each with the parts that it has in hand."""

from __future__ import annotations

import copyreg
import ctypes
import gc
import signal
from concurrent.futures import Executor, Future
from contextlib import ExitStack, contextmanager, suppress
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from presswork.editions.binding.part_layout import let_go

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Objects made between two collections of garbage: a layout makes millions, and keeps them until it is written.
_COLLECT_AFTER = 50_000


class Here(Executor):
    """Does at once, in this process, what it is given."""

    def submit(self, task: Callable[..., Any], /, *args: Any, **more: Any) -> Future[Any]:
        """The task, done."""
        future: Future[Any] = Future()
        try:
            future.set_result(task(*args, **more))
        except Exception as error:
            future.set_exception(error)
        return future


@contextmanager
def crew(workers: int) -> Iterator[list[Executor]]:
    """Executors that each do their tasks one after the other in one process: this one, or so many others."""
    if workers < 2:
        try:
            yield [Here()]
        finally:
            let_go()
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_all_start_methods, get_context

    copyreg.pickle(MappingProxyType, _as_plain)  # type: ignore[arg-type]
    context: Any = get_context("forkserver" if "forkserver" in get_all_start_methods() else "spawn")
    if context.get_start_method() == "forkserver":
        context.set_forkserver_preload(["presswork.editions.engine"])
    with ExitStack() as stack:
        yield [
            stack.enter_context(ProcessPoolExecutor(1, mp_context=context, initializer=_begin)) for _ in range(workers)
        ]


def _begin() -> None:
    """Make a forked process one that collects garbage seldom, leaves Ctrl-C to its parent, and ends with its server."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    gc.freeze()
    gc.set_threshold(_COLLECT_AFTER)


def _frozen(values: dict[object, object]) -> object:
    return MappingProxyType(values)


def _as_plain(values: object) -> tuple[object, tuple[dict[object, object]]]:
    """How a read-only mapping travels to another process."""
    return _frozen, (dict(values),)  # type: ignore[call-overload]
