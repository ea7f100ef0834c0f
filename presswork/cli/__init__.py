"""Words on the command line to calls of production; progress; exit codes."""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Executor

__all__ = ["main"]

_PRINTING = frozenset({"build", "check"})
# Of so many articles most builds are made by a pool, whatever the number of processors.
_POOLED = 12


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit: 0 fine, 1 findings, 2 usage, 3 an engine is missing, 70 our own bug."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if arguments is None:
        from presswork.cli.compiled import keep_compiled

        keep_compiled(forks=_prints(words))
    from presswork.workers import ENGINE, PRELOADED, begin_server, beside, collect_no_more, collect_seldom

    collect_seldom()
    from presswork.cli.exits import INTERRUPTED

    try:
        # Forked first of all: the PDF engine comes in while the rest of us does, and settings and manuscripts are read.
        new, volume = not _may_recall(words), _only_volumes(words)
        many = not volume and _many(words)
        if new and (many or volume) and _prints(words):
            begin_server(ENGINE if volume else PRELOADED)
        with beside(warm=new and not many and not volume) if _prints(words) else nullcontext() as worker:
            code = _run(words, worker)
    except KeyboardInterrupt:
        code = INTERRUPTED
    if code == INTERRUPTED:
        print("stopped", file=sys.stderr)
    if arguments is None:
        collect_no_more()
    sys.exit(code)


def _may_recall(words: Sequence[str]) -> bool:
    """Whether a publication that may be meant keeps what was made: then perhaps no engine is needed."""
    return any(Path(word, ".presswork").is_dir() for word in (".", *words[1:]))


def _many(words: Sequence[str]) -> bool:
    """Whether so many articles lie in a publication that may be meant that a pool of workers will make them."""
    from presswork.workers import processors

    if processors() < 2 or any(word.startswith(("-j", "--jobs")) for word in words):
        return False
    folders = (Path(word, "content", "articles") for word in (".", *words[1:]))
    return any(len(list(islice(folder.iterdir(), _POOLED))) == _POOLED for folder in folders if folder.is_dir())


def _only_volumes(words: Sequence[str]) -> bool:
    """Whether volumes are named and no manuscript: processes of their own lay them out."""
    from presswork.volumes.places import is_volume

    files = [path for word in words[1:] if (path := Path(word)).is_file()]
    return bool(files) and all(map(is_volume, files)) and not any(Path(word).is_dir() for word in words[1:])


def _prints(words: Sequence[str]) -> bool:
    """Whether the command line asks for PDFs to be made here, or may."""
    named = {words[at + 1] for at, word in enumerate(words[:-1]) if word in ("-e", "--edition")}
    elsewhere = {"-h", "--help", "--cluster"} & {word.partition("=")[0] for word in words}
    return bool(words) and words[0] in _PRINTING and named != {"web"} and not elsewhere


def _at_once(words: Sequence[str], worker: Executor | None) -> int | None:
    """Do what is asked without the command line library, which comes in slowly; None where it has to be asked."""
    if words[:1] == ["impose"]:
        from presswork.cli import impose_options

        if asked := impose_options.read(words[1:]):
            from presswork.cli import pressroom

            return pressroom.run(asked)
    elif words[:1] == ["build"]:
        from presswork.cli import build_options, plain_words

        if asked := plain_words.read(build_options.BUILD, words[1:]):
            from presswork.cli import workshop

            return workshop.build(asked, worker)
    return None


def _run(words: list[str], worker: Executor | None) -> int:
    from presswork.cli.exits import BUG, FINDINGS, report_bug
    from presswork.diagnostics import Rejected

    try:
        if (code := _at_once(words, worker)) is not None:
            return code
        from presswork.cli.app import app

        app(args=words, obj=worker, standalone_mode=True)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0
    except BrokenPipeError:
        # Whoever read what we say has left, which is no fault; nor is what Python still has to say to them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINDINGS
    except Rejected as rejected:
        print(rejected, file=sys.stderr)
        return FINDINGS
    except (ModuleNotFoundError, OSError) as error:
        from presswork.cli.diagnosis import missing_engine

        return missing_engine(error)
    except Exception:
        report_bug()
        return BUG
    return 0
