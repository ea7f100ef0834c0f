"""EPUBCheck, the judge of e-books that shops ask: its fatal errors, errors and warnings."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from presswork.preflight.outside.java import java

if TYPE_CHECKING:
    from pathlib import Path

_HEARD = ("FATAL", "ERROR", "WARNING")


class Complaint(NamedTuple):
    """A message of EPUBCheck: how serious, its permanent code, what it says, and where: path in the book and line."""

    severity: str
    code: str
    message: str
    places: tuple[tuple[str, int], ...]


def complaints(book: Path) -> list[Complaint]:
    """EPUBCheck's verdict on a book. Raises `AbsentJudgeError`."""
    find = java()
    system, sink = (
        find("java.lang.System"),
        find("java.io.PrintStream")(find("java.io.OutputStream").nullOutputStream()),
    )
    out, err = system.out, system.err
    written = find("java.io.StringWriter")()
    report = find("com.adobe.epubcheck.reporting.CheckingReport")(find("java.io.PrintWriter")(written), str(book))
    system.setOut(sink)
    system.setErr(sink)
    try:
        report.initialize()
        find("com.adobe.epubcheck.api.EpubCheck")(find("java.io.File")(str(book)), report).doValidate()
        report.generate()
    finally:
        system.setOut(out)
        system.setErr(err)
    found = json.loads(str(written.toString()))["messages"]
    return [
        Complaint(
            each["severity"], each["ID"], each["message"], tuple((p["path"], p["line"]) for p in each["locations"])
        )
        for each in found
        if each["severity"] in _HEARD
    ]
