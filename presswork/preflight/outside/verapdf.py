"""veraPDF, the judge of PDF/A and PDF/UA: the rules that a file breaks."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from presswork.preflight.outside.java import java

if TYPE_CHECKING:
    from pathlib import Path

PROFILES = {"ua1": "PDFUA-1", "3a": "PDFA-3A", "2a": "PDFA-2A", "2u": "PDFA-2U"}
_NAMESPACE = "{http://www.verapdf.org/ValidationProfile}"


class Broken(NamedTuple):
    """A rule that a PDF breaks: its clause and test (`7.1-3`), how often, and why it is broken the first time."""

    rule: str
    times: int
    why: str


@cache
def _profile(flavour: str) -> Any:
    """A validation profile of veraPDF, read from its XML: the reader inside needs JAXB, which the jar left out."""
    find = java()
    profiles = find("org.verapdf.pdfa.validation.profiles.Profiles")
    source = profiles.class_.getResourceAsStream(f"/org/verapdf/pdfa/validation/{PROFILES[flavour]}.xml")
    root = ET.fromstring(bytes(source.readAllBytes()))  # noqa: S314  (the judge's own file)
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


def broken_rules(document: Path | bytes, flavour: str = "ua1") -> list[Broken]:
    """VeraPDF's verdict on a PDF as one of PROFILES, in the order of the rules. Raises `AbsentJudgeError`."""
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
    return [Broken(rule, len(said), said[0]) for rule, said in sorted(failed.items())]
