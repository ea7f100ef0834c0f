"""The list of schemes, and finding one by what people write."""

from __future__ import annotations

from pathlib import Path

import pytest
from imposition_samples import page, plan

from presswork.diagnostics import Rejected
from presswork.imposition.folding import grid
from presswork.imposition.schemes import NAMES, SCHEMES, find
from presswork.imposition.sheet_text import as_text

MANUAL = Path(__file__).parents[3] / "docs" / "manual" / "imposition.md"


def test_every_scheme_has_one_line_of_help_and_names_of_its_own() -> None:
    names = [name for scheme in SCHEMES for name in (scheme.name, *scheme.aliases)]
    assert len(names) == len(set(names)) == len(NAMES)
    for scheme in SCHEMES:
        assert scheme.help
        assert len(scheme.help) < 90
        assert "\n" not in scheme.help


@pytest.mark.parametrize(
    ("name", "pages"),
    [("folio", 4), ("quarto", 8), ("octavo", 16), ("sextodecimo", 32), ("sexto", 12), ("duodecimo", 24)],
)
def test_the_named_formats_have_their_pages(name: str, pages: int) -> None:
    rows, columns = grid(find(name).parsed)
    assert 2 * rows * columns == pages


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("saddle", "folio"),
        ("Booklet", "folio"),
        ("16mo", "sextodecimo"),
        ("oblong", "oblong-octavo"),
        ("step and repeat", "repeat"),
        ("mini_zine", "zine"),
        ("4-up", "n-up"),
        ("2 up", "n-up"),
    ],
)
def test_schemes_are_found_as_people_write_them(written: str, name: str) -> None:
    assert find(written).name == name


def test_what_follows_the_name_is_read() -> None:
    assert find("repeat:2x5").grid == (2, 5)
    assert find("n-up:2×3").count == 6
    assert find("accordion:5").panels == 5
    assert find("9-up").count == 9


def test_fold_strings_stand_wherever_a_name_does() -> None:
    assert find("l t1 b1 l").parsed == find("duodecimo").parsed
    assert find("ltl").name == "ltl"


@pytest.mark.parametrize(
    ("written", "code", "hint"),
    [
        ("sadle", "I001", "did you mean 'saddle'?"),
        ("origami", "I001", "there are: folio"),
        ("ltlx", "I002", "the folds are l, r, t and b"),
        ("repeat:axb", "I005", "write repeat:2x3"),
        ("accordion:99", "I005", "write accordion:5"),
        ("gate:3", "I005", "write gate"),
        ("0-up", "I005", "write 2-up"),
        ("repeat:0x4", "I005", "write repeat:2x3"),
        ("9" * 5000 + "-up", "I005", "write 2-up"),
        ("repeat:" + "9" * 5000 + "x1", "I005", "write repeat:2x3"),
        ("accordion:" + "9" * 5000, "I005", "write accordion:5"),
        ("4" * 5000, "I001", "there are: folio"),
    ],
)
def test_what_is_no_scheme_is_refused_with_what_was_meant(written: str, code: str, hint: str) -> None:
    with pytest.raises(Rejected) as caught:
        find(written)
    (finding,) = caught.value.findings
    assert finding.code == code
    assert finding.hints[0].startswith(hint)
    assert len(finding.message) < 200


def test_the_manual_tells_of_every_scheme_and_its_folds() -> None:
    manual = MANUAL.read_text("utf-8")
    for scheme in SCHEMES:
        assert f"`{scheme.name}`" in manual
        if scheme.folds:
            (line,) = [line for line in manual.splitlines() if line.startswith(f"| `{scheme.name}`")]
            assert f"| `{scheme.folds}` |" in line


def test_the_manual_shows_what_is_shown() -> None:
    manual = MANUAL.read_text("utf-8")
    assert f"```text\n{as_text(plan(16, 'octavo', size=page('a6')))}\n```" in manual
    with pytest.raises(Rejected) as caught:
        find("l3")
    assert str(caught.value) in manual
