"""Pandoc: one sandboxed process, bounded in memory and time, that turns a manuscript into metadata and HTML."""

from __future__ import annotations

import hashlib
import json
import os
import re
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from presswork.diagnostics import Diagnostic, Location, Rejected

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from presswork.markup.pandoc_loop import Loop

_HERE = Path(__file__).parent
# Twice what the largest text that `manuscript` lets through has been seen to need.
HEAP = "2g"
SECONDS = 30.0
MAX_MEDIA = 300 * 2**20
# GHC's exit code for an exhausted heap.
_HEAP_EXHAUSTED = 251
# Characters that XML 1.0 forbids; pandoc writes them when a manuscript spells them as references.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_WARNING = re.compile(r"^\[WARNING\] (.*(?:\n  .*)*)", re.MULTILINE)


# How many texts of a volume are read at once.
READERS = 2


class Answers(Protocol):
    """What pandoc answered before, by a name for all that it was asked. For several threads."""

    def find(self, name: str) -> str | None:
        """The answer; None when there is none."""
        ...

    def keep(self, name: str, answer: str) -> None:
        """Keep an answer."""
        ...


_loop: Loop | None = None
_others: tuple[Loop, ...] = ()
_answers: Answers | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What pandoc is asked: its reader with extensions, the text, and where citations come from.

    `metadata` is what the front matter says, its strings Markdown; `media` says that pictures inside the file are
    wanted; `highlight` that there is code to mark up; `writer` is what the body and the metadata's strings come out as.
    """

    reader: str
    data: bytes = field(repr=False)
    language: str
    metadata: Mapping[str, Any] = field(default_factory=dict)
    bibliography: tuple[Path, ...] = ()
    csl: Path | None = None
    citations: bool = False
    media: bool = False
    highlight: bool = True
    writer: str = "html5"


@dataclass(frozen=True, slots=True)
class Rendering:
    """What pandoc answers: the body as HTML, the metadata as HTML strings, pictures by their src, its warnings."""

    body: str = field(repr=False)
    metadata: Mapping[str, Any]
    media: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    warnings: tuple[str, ...] = ()


@cache
def program() -> str:
    """The path of the pandoc program: PYPANDOC_PANDOC, else the one pypandoc_binary brings, else the one on PATH.

    These are the places where pypandoc looks; its own search imports 70 ms of modules. Raises `Rejected` (T120).
    """
    import shutil
    from importlib.util import find_spec

    if chosen := os.environ.get("PYPANDOC_PANDOC"):
        if os.access(chosen, os.X_OK):
            return chosen
        hint = "correct PYPANDOC_PANDOC, or unset it to use the pandoc that came with Presswork"
        raise Rejected([Diagnostic("T120", f"there is no pandoc at '{chosen}'", hints=(hint,))])
    spec = find_spec("pypandoc")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for name in ("pandoc", "pandoc.exe"):
            if os.access(file := Path(folder) / "files" / name, os.X_OK):
                return str(file)
    if found := shutil.which("pandoc"):
        return found
    hint = "install it: pip install pypandoc_binary"
    raise Rejected([Diagnostic("T120", "pandoc, which reads manuscripts, is not installed", hints=(hint,))])


def keep_running() -> None:
    """Let one pandoc read all texts of this process that it reads as one of their own would: 40 ms less for each."""
    global _loop
    from presswork.markup.pandoc_loop import Loop

    _loop = _loop or Loop(program(), HEAP)


@contextmanager
def kept_running() -> Iterator[None]:
    """Inside the `with` block one pandoc reads all texts that it can."""
    global _loop
    before = _loop
    with suppress(Rejected):  # that there is none is told by the first text
        keep_running()
    try:
        yield
    finally:
        if _loop and _loop is not before:
            _loop.stop()
        _loop = before


@contextmanager
def several_kept_running(answers: Answers | None = None) -> Iterator[None]:
    """Inside the `with` block as many threads as there are `READERS` have a pandoc to ask, and what it answered before.

    No thread may end before all have asked: the kernel ends a pandoc with the thread that started it.
    """
    global _others, _answers
    from presswork.markup.pandoc_loop import Loop

    with kept_running():
        _answers = answers
        if _loop:
            _others = tuple(Loop(program(), HEAP) for _ in range(READERS - 1))
        try:
            yield
        finally:
            for each in _others:
                each.stop()
            _others, _answers = (), None


def render(reading: Reading, *, display: str) -> Rendering:
    """Ask pandoc: one process for the text, unless one is kept running that will do.

    Raises `Rejected`: T121 it cannot read the text, T122 too much memory or time, T124 no such bibliography or style.
    """
    from tempfile import TemporaryDirectory

    for file in (*reading.bibliography, *((reading.csl,) if reading.csl else ())):
        if not file.is_file():
            hint = "name a file that is there, relative to the manuscript"
            raise Rejected(
                [Diagnostic("T124", f"there is no file '{file.name}' with works or their style", hints=(hint,))]
            )
    if _loop and (output := _asked(_loop, reading, display)) is not None:
        return _rendering(output, "", {})
    if not reading.media and not reading.metadata:
        return _rendering(*_run(reading, None, display), {})
    with TemporaryDirectory(prefix="presswork-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        output, warnings = _run(reading, folder, display)
        return _rendering(output, warnings, _media(folder, display) if reading.media else {})


def _asked(loop: Loop, reading: Reading, display: str) -> str | None:
    from presswork.markup.pandoc_loop import OvertimeError, answers

    if not answers(reading):
        return None
    name = _name(reading) if _answers else ""
    if _answers and (known := _answers.find(name)) is not None:
        return known
    idle = next((each for each in _others if each.busy.acquire(blocking=False)), None)
    if idle is None:
        idle = loop
        idle.busy.acquire()
    try:
        answer = idle.ask(reading, SECONDS)
    except OvertimeError:
        raise _exhausted(f"took longer than {SECONDS:.0f} seconds", display) from None
    finally:
        idle.busy.release()
    if _answers and answer is not None:
        _answers.keep(name, answer)
    return answer


def _name(reading: Reading) -> str:
    """A name for all that pandoc is asked by a reading that needs no files."""
    asked = (reading.reader, reading.writer, reading.language, reading.highlight, dict(reading.metadata))
    return hashlib.sha256(repr(asked).encode("utf-8", "surrogatepass") + b"\0" + reading.data).hexdigest()


def _command(reading: Reading, folder: Path | None) -> list[str]:
    command = [
        program(),
        "--sandbox",
        f"--from={reading.reader}",
        f"--to={reading.writer}",
        "--wrap=preserve",
        "--mathml",
        "--html-q-tags",
    ]
    # The user's own data folder must not change what comes out.
    command += [f"--data-dir={_HERE}", f"--template={_HERE / 'pandoc.template'}", f"--metadata=lang={reading.language}"]
    if not reading.highlight:
        command.append("--syntax-highlighting=none")
    if folder and reading.metadata:
        (folder / "metadata.json").write_text(json.dumps(reading.metadata, ensure_ascii=False), encoding="utf-8")
        command.append(f"--metadata-file={folder / 'metadata.json'}")
    if folder and reading.media:
        command.append("--extract-media=media")
    if reading.citations:
        command += ["--citeproc", "--metadata=link-citations=true"]
        command += [f"--bibliography={file.resolve()}" for file in reading.bibliography]
        command += [f"--csl={reading.csl.resolve()}"] if reading.csl else []
    return [*command, "+RTS", f"-M{HEAP}", "-RTS"]


def _run(reading: Reading, folder: Path | None, display: str) -> tuple[str, str]:
    import signal
    import subprocess

    process = subprocess.Popen(  # noqa: S603 - a list of arguments that are ours, and no shell
        _command(reading, folder),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder or _HERE,
        env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "SYSTEMROOT": os.environ.get("SYSTEMROOT", "")},
        start_new_session=True,
    )
    try:
        output, complaint = process.communicate(reading.data, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        raise _exhausted(f"took longer than {SECONDS:.0f} seconds", display) from None
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()
            process.communicate()
    said = complaint.decode("utf-8", "replace")
    if process.returncode == _HEAP_EXHAUSTED:
        raise _exhausted(f"needed more than {HEAP.upper()}B of memory", display)
    if process.returncode:
        raise _unreadable(said, display)
    return output.decode("utf-8", "replace"), said


def _rendering(output: str, said: str, media: Mapping[str, bytes]) -> Rendering:
    head, _, body = output.partition("\n")
    warnings = tuple(" ".join(match.split()) for match in _WARNING.findall(said))
    return Rendering(_FORBIDDEN.sub("", body), json.loads(head), media, warnings)


def _media(folder: Path, display: str) -> dict[str, bytes]:
    """The pictures pandoc took out of the file, by the src it wrote (`media/...`, relative to the folder)."""
    root = (folder / "media").resolve()
    files = sorted(file for file in root.rglob("*") if file.is_file() and file.resolve().is_relative_to(root))
    if sum(file.stat().st_size for file in files) > MAX_MEDIA:
        raise _exhausted(f"holds pictures of more than {MAX_MEDIA // 2**20} MB", display)
    return {file.relative_to(folder.resolve()).as_posix(): file.read_bytes() for file in files}


def _exhausted(what: str, display: str) -> Rejected:
    hint = "divide the article; text from a stranger may be built to exhaust the reader"
    return Rejected([Diagnostic("T122", f"the text {what}", location=Location(display), hints=(hint,))])


def _unreadable(said: str, display: str) -> Rejected:
    """Pandoc's own complaint as one sentence, with the line it names if it names one."""
    text = " ".join(line.strip() for line in said.splitlines() if line.strip() and not line.startswith("[WARNING]"))
    line = int(found[1]) if (found := re.search(r"\bline (\d+)", text)) else None
    message = f"the text cannot be read: {text[:300] or 'pandoc gave no reason'}"
    hint = "check that the suffix of the file says what is in it"
    if "not found in resource path" in text:
        hint = "only the manuscript itself is read: put the text of the other file into it"
    return Rejected([Diagnostic("T121", message, location=Location(display, line), hints=(hint,))])
