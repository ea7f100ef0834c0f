"""Bodies as folders: tests/cases/body/NAME/in.md becomes out.html there, with the findings in findings.txt.

`PRESSWORK_ACCEPT=1 pytest tests/unit/markup/test_cases.py` writes what comes out; look at the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from lxml import etree

from presswork import manuscript, markup

CASES = sorted((Path(__file__).parents[2] / "cases" / "body").iterdir())
VOID = {"br", "hr", "img", "mspace", "mprescripts"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_body_becomes_the_vocabulary(case: Path) -> None:
    source = next(case.glob("in.*"))
    bibliography = tuple(case.glob("works.*"))
    read = manuscript.read(source, display=source.name, root=None)
    converted = markup.convert(
        read,
        language="en",
        bibliography=bibliography,
        csl=next(case.glob("*.csl"), None),
        abbreviations={"WHO": "World Health Organization"},
    )
    told = "".join(f"{finding}\n" for finding in converted.findings)
    for name, made in (("out.html", f"{converted.body}\n"), ("findings.txt", told)):
        expected = case / name
        if os.environ.get("PRESSWORK_ACCEPT"):
            expected.write_text(made, "utf-8") if made else expected.unlink(missing_ok=True)
        assert made == (expected.read_text("utf-8") if expected.exists() else "")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_comes_out_is_well_formed(case: Path) -> None:
    root = etree.fromstring(f"<body>{(case / 'out.html').read_text('utf-8')}</body>")
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for element in root.iter():
        name = etree.QName(element).localname
        assert name != "h1"
        assert not any(attribute.startswith("on") or attribute == "style" for attribute in element.attrib)
        if name == "a" and element.get("href", "").startswith("#"):
            assert element.get("href", "")[1:] in ids
        if name in {"h2", "h3", "h4", "h5", "h6", "figure", "table"}:
            assert element.get("id")
