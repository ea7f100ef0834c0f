"""Every finding code that the package uses stands in the one table, and none stands there unused."""

from __future__ import annotations

import re
from pathlib import Path

from presswork.codes import CODES, as_markdown

PACKAGE = Path(__file__).parents[2] / "presswork"
CODE = re.compile(r"""["']([MTHEIP][0-9]{3})["']""")


def used() -> set[str]:
    files = [path for path in PACKAGE.rglob("*.py") if path.parent.name != "codes"]
    return {code for path in files for code in CODE.findall(path.read_text("utf-8"))}


def test_every_code_is_documented() -> None:
    assert sorted(used() - set(CODES)) == []


def test_no_row_is_unused() -> None:
    assert sorted(set(CODES) - used()) == []


def test_each_row_is_two_sentences() -> None:
    for code, row in CODES.items():
        assert row.meaning.endswith("."), code
        assert row.remedy.endswith("."), code


def test_the_manuals_page_is_up_to_date() -> None:
    manual = Path(__file__).parents[2] / "docs" / "manual" / "findings.md"
    assert manual.read_text("utf-8") == as_markdown(), "run: python -m presswork.codes > docs/manual/findings.md"
