"""Outside judges: veraPDF and EPUBCheck in one Java machine inside this process, page-validation, Ace by DAISY.

Each returns what it found as a list of lines, empty when it has nothing to say against the file. A judge whose parts
are not installed raises `Absent`; the fixtures in conftest.py turn that into a failed test.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presswork.preflight import outside
from presswork.preflight.outside import java
from presswork.preflight.outside.epubcheck import complaints
from presswork.preflight.outside.verapdf import broken_rules

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[2]
TOOLS = ROOT / ".tools"
ACE = TOOLS / "node_modules" / "@daisy" / "ace-core"


class Absent(Exception):
    """A judge is not installed here; the message says what brings it."""


def _package(name: str) -> None:
    try:
        java.package(name)
    except outside.AbsentJudgeError as absent:
        raise Absent(f"{absent}: make test installs it") from None


def _java() -> None:
    """The machine in which two of the judges work. Raises `Absent`."""
    try:
        java.java()
    except outside.AbsentJudgeError as absent:
        raise Absent(f"{absent}: make test installs it") from None


def verapdf(document: Path | bytes, flavour: str = "ua1") -> list[str]:
    """veraPDF's verdict on a PDF as `ua1`, `3a`, `2a` or `2u`: a line for each rule broken, `7.1-3 (2 times) why`."""
    _java()
    return [f"{broken.rule} ({broken.times} times) {broken.why}" for broken in broken_rules(document, flavour)]


def epubcheck(book: Path) -> list[str]:
    """EPUBCheck's verdict: its fatal errors, errors and warnings, `ERROR RSC-005 EPUB/nav.xhtml:3 why`."""
    _java()
    found = []
    for said in complaints(book):
        places = " ".join(f"{path}:{line}" for path, line in said.places[:3])
        found.append(f"{said.severity} {said.code} {places} {said.message}")
    return found


def page_validation(path: Path, profile: str = "ua1") -> list[str]:
    """page-validation's verdict on a PDF, in milliseconds and without Java; a gate for PDF/UA-1 only."""
    _package("page")
    from page import validate_pdf

    report = validate_pdf(str(path), profile=profile)
    return [f"{failure.rule_id} {failure.message}" for failure in report.failures]


def ace(books: Sequence[Path], *, seconds: int = 60) -> dict[Path, list[str]]:
    """Ace's verdict on each EPUB: a line for each violation, `serious color-contrast article.xhtml why`.

    One browser looks at all of them; `seconds` is what each may take at most.
    """
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not ACE.is_dir() or chromium is None or shutil.which("node") is None:
        raise Absent("Ace is not installed: make ace brings it")
    with tempfile.TemporaryDirectory(prefix="ace-") as folder:
        environment = {**os.environ, "PUPPETEER_EXECUTABLE_PATH": chromium, "XDG_CONFIG_HOME": folder}
        command = ["node", str(Path(__file__).with_name("ace_books.cjs")), str(TOOLS), folder, *map(str, books)]
        # A process group of its own: a browser that outlives Ace (daisy/ace#423) is ended with it.
        run = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
        )
        try:
            _, said = run.communicate(timeout=30 + seconds * len(books))
        except subprocess.TimeoutExpired:
            said = b"no answer in time"
        finally:
            _end_group(run.pid)
            run.wait()
        return {book: _ace_verdict(Path(folder) / str(n) / "report.json", said) for n, book in enumerate(books)}


def _ace_verdict(report: Path, said: bytes) -> list[str]:
    if not report.is_file():
        return [f"Ace made no report: {said.decode(errors='replace').strip()}"]
    return _ace_findings(json.loads(report.read_text("utf-8")))


def _end_group(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return


def _ace_findings(report: dict[str, Any]) -> list[str]:
    found = []
    for document in report["assertions"]:
        for assertion in document["assertions"]:
            test, result = assertion["earl:test"], assertion["earl:result"]
            where = document["earl:testSubject"]["url"]
            description = " ".join(str(result.get("dct:description", "")).split())
            found.append(f"{test['earl:impact']} {test['dct:title']} {where} {description}")
    if report["earl:result"]["earl:outcome"] != "pass" and not found:
        found.append("failed without saying why")
    return found
