"""The pandoc process: what it may not reach, and how it is stopped."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from presswork.diagnostics import Rejected
from presswork.markup import pandoc
from presswork.markup.readers import READERS

if TYPE_CHECKING:
    from .conftest import Convert


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.tex", "Text \\input{SECRET} end."),
        ("a.rst", "Text\n\n.. include:: SECRET\n\n.. literalinclude:: SECRET\n"),
        ("a.org", 'Text\n\n#+INCLUDE: "SECRET"\n'),
        ("a.md", "![x](SECRET)\n\n<video src='SECRET'></video>\n\n```{include=SECRET}\n```\n\nText"),
    ],
)
def test_no_other_file_is_read(convert: Convert, tmp_path: Path, name: str, text: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("swordfish")
    for spelling in (str(secret), "secret.txt"):
        assert "swordfish" not in convert(text.replace("SECRET", spelling), name=name).body


@pytest.mark.parametrize(
    ("name", "text"), [("a.adoc", "Text\n\ninclude::SECRET[]\n"), ("a.typ", 'Text #include "SECRET"\n')]
)
def test_a_reader_that_needs_the_other_file_says_so(convert: Convert, name: str, text: str) -> None:
    with pytest.raises(Rejected) as caught:
        convert(text.replace("SECRET", "/etc/hostname"), name=name)
    assert "only the manuscript itself is read" in str(caught.value)


def test_a_file_that_was_not_read_is_a_finding(convert: Convert) -> None:
    out = convert("Text \\input{chapter-two}", name="a.tex")
    assert "T123 the file 'chapter-two.tex' was not read" in str(out.findings[0])


def test_pandoc_is_killed_when_it_takes_too_long(
    convert: Convert, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marker = tmp_path / "child.pid"
    slow = tmp_path / "pandoc"
    slow.write_text(f"#!/bin/sh\nsleep 30 &\necho $! > {marker}\nwait\n")
    slow.chmod(0o755)
    monkeypatch.setattr(pandoc, "program", lambda: str(slow))
    monkeypatch.setattr(pandoc, "SECONDS", 0.3)
    started = time.monotonic()
    with pytest.raises(Rejected, match="T122 the text took longer than 0 seconds"):
        convert("Text\n")
    assert time.monotonic() - started < 5
    if sys.platform == "linux":
        child = int(marker.read_text())
        time.sleep(0.1)
        status = Path(f"/proc/{child}/stat")
        state = status.read_text().split()[2] if status.exists() else ""
        assert state in {"", "Z"}


def test_memory_is_bounded(convert: Convert, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "HEAP", "8m")
    with pytest.raises(Rejected, match="T122 the text needed more than 8MB of memory"):
        convert("Many *words* in `a` text.\n\n" * 20_000)


def test_without_pandoc_the_command_that_brings_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.util

    monkeypatch.delenv("PYPANDOC_PANDOC", raising=False)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Rejected, match=r"T120(.|\n)*pip install pypandoc_binary"):
        pandoc.program.__wrapped__()


def test_another_pandoc_may_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYPANDOC_PANDOC", sys.executable)
    assert pandoc.program.__wrapped__() == sys.executable


def test_a_named_pandoc_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYPANDOC_PANDOC", "/nowhere/pandoc")
    with pytest.raises(Rejected, match="T120 there is no pandoc at '/nowhere/pandoc'"):
        pandoc.program.__wrapped__()


def test_every_format_has_a_reader() -> None:
    from presswork.manuscript import FORMATS

    assert set(READERS) == set(FORMATS)


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.ipynb", "no json"), ("a.rtf", "{\\rtf1 {"), ("a.typ", "#let x = (")],
)
def test_what_a_reader_cannot_read_is_one_sentence(convert: Convert, name: str, text: str) -> None:
    with pytest.raises(Rejected) as caught:
        convert(text, name=name)
    (finding,) = caught.value.findings
    assert finding.code in {"T106", "T121"}
    assert "\n" not in finding.message


def test_importing_the_package_brings_no_engine() -> None:
    import subprocess

    code = "import sys, presswork.markup, presswork.manuscript; print(*(m for m in sys.modules if m in "
    code += "{'lxml', 'lxml.etree', 'pypandoc', 'subprocess', 'zipfile', 'urllib.request', 'tempfile'}))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == ""
