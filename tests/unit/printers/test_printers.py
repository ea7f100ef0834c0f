"""Printers: each file is whole and dated, and a publication's own printers lie over ours."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presswork import printers
from presswork.edition import Edition
from presswork.paper import PAPERS, Length
from presswork.printers import PRINTERS
from presswork.text import BadValue

OWN = """
title = "Harbour Print"
date = 2026-03-01
extends = "offset-generic"
[edition]
bleed = "5mm"
[pages]
most = 96
[stocks]
blue = { leaf = "0.2mm" }
"""


def own(folder: Path, text: str, name: str = "harbour-print") -> Path:
    (folder / "printers").mkdir(exist_ok=True)
    (folder / "printers" / f"{name}.toml").write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize("name", list(PRINTERS))
def test_every_printer_says_when_and_where_its_rules_are_from(name: str) -> None:
    printer = PRINTERS[name]
    assert printer.date >= dt.date(2026, 1, 1)
    assert printer.help
    assert printer.sources


@pytest.mark.parametrize("name", list(PRINTERS))
def test_a_printer_sets_what_an_edition_has(name: str) -> None:
    edition = Edition("press", "pdf", **printers.settings_for(name))
    printer = PRINTERS[name]
    assert edition.caliper == (printer.stock.leaf if printer.stock else None)
    assert edition.paper is None or printer.pages.offers(edition.paper)
    assert edition.sheet is None or edition.sheet in printer.machine.sizes
    assert edition.duplex is None or edition.duplex in printer.machine.duplex


def test_the_spine_is_that_of_the_printer() -> None:
    def inches(name: str, pages: int) -> float:
        return round(printers.find(name).spine_width(pages).pt / 72, 3)

    assert inches("kdp-paperback", 200) == 0.450  # 200 × 0.002252
    assert inches("kdp-paperback/cream", 200) == 0.5
    assert inches("lulu", 444) == 1.06  # pages / 444 + 0.06


@given(st.integers(1, 900), st.integers(1, 900))
def test_thicker_books_never_have_narrower_spines_or_gutters(one: int, other: int) -> None:
    thin, thick = sorted((one, other))
    for printer in PRINTERS.values():
        assert printer.spine_width(thin) <= printer.spine_width(thick)
        assert printer.margins.inner_for(thin) <= printer.margins.inner_for(thick)


def test_margins_grow_with_pages_and_bleed() -> None:
    kdp = PRINTERS["kdp-paperback"]
    assert printers.margins_for(kdp, 150, None) == {"least-inner": "9.525mm", "least-outer": "6.35mm"}
    assert printers.margins_for(kdp, 301, Length(9)) == {"least-inner": "15.875mm", "least-outer": "9.525mm"}


def test_a_trim_is_the_same_in_inches_and_millimetres() -> None:
    assert PRINTERS["lulu"].pages.offers(PAPERS["a5"])
    assert not PRINTERS["lulu"].pages.offers(PAPERS["a6"])
    assert PRINTERS["offset-generic"].pages.offers(PAPERS["a6"])


def test_a_publication_has_printers_of_its_own(tmp_path: Path) -> None:
    folder = own(tmp_path, OWN)
    printer = printers.find("harbour-print", folder)
    assert "harbour-print" in printers.names(folder)
    assert printer.edition["bleed"] == Length.parse("5mm")
    assert printer.edition["standard"] == "pdf/x-4"
    assert (printer.pages.most, printer.pages.multiple) == (96, 4)
    assert [stock.name for stock in printer.stocks] == ["blue"]


def test_a_publication_may_change_a_shipped_printer(tmp_path: Path) -> None:
    text = 'title = "KDP"\ndate = 2027-01-01\nextends = "kdp-paperback"\n[pages]\nmost = 900\n'
    printer = printers.find("kdp-paperback", own(tmp_path, text, "kdp-paperback"))
    assert (printer.pages.least, printer.pages.most) == (24, 900)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title = ", "cannot be read"),
        ('title = "A"', "has no date"),
        ('title = "A"\ndate = "2026"', "date must be a day"),
        ('title = "A"\ndate = 2026-01-01\n[pages]\nleest = 4', "did you mean 'least'"),
        ('title = "A"\ndate = 2026-01-01\n[pages]\nleast = "four"', "pages.least: must be a whole number"),
        ('title = "A"\ndate = 2026-01-01\n[edition]\nbleed = "3"', "edition.bleed: '3' is not a length"),
        ('title = "A"\ndate = 2026-01-01\n[edition]\ncolumns = 3', "unknown key 'columns'"),
        ('title = "A"\ndate = 2026-01-01\nextends = "nobody"', "there is no printer 'nobody'"),
        ('title = "A"\ndate = 2026-01-01\nextends = "a"', "there is no printer 'a'"),
        ('title = "A"\ndate = 2026-01-01\n[cover]\nbarcode = {width = "1in"}', "lacks one of"),
        ('title = "A"\ndate = 2026-01-01\nstocks = 3', "stocks must be a table"),
        ('title = "A"\ndate = 2026-01-01\npages = 3', "pages must be a table"),
    ],
)
def test_what_is_wrong_in_a_printers_file_is_said(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadValue, match=re.escape(said)):
        printers.find("a", own(tmp_path, text, "a"))


@pytest.mark.parametrize("name", ["../secret", "", "kdp/../../x", "a.b"])
def test_a_name_is_no_path(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadValue):
        printers.find(name, tmp_path)


def test_another_paper_may_be_bound_in_other_numbers_of_pages() -> None:
    papers = ("kdp-paperback", "kdp-paperback/white", "kdp-paperback/cream", "kdp-paperback/colour")
    assert [printers.find(name).pages.most for name in papers] == [828, 828, 776, 600]
    assert [printers.find(name).pages.least for name in papers] == [24, 24, 24, 72]


def test_a_misspelt_name_or_paper_gets_the_near_one() -> None:
    with pytest.raises(BadValue, match="did you mean 'kdp-paperback'"):
        printers.find("kdp-paperbak")
    with pytest.raises(BadValue, match="did you mean 'cream'"):
        printers.find("kdp-paperback/crem")


def test_the_list_shows_date_and_sources_and_a_publications_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from presswork.cli.listing import LISTS

    own(tmp_path, OWN)
    own(tmp_path, "title = 3", "broken")
    (tmp_path / "publication.yaml").write_text("title: The Harbour Review\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    rows = dict(LISTS["printers"]())
    assert "as of 2026-03-01; sets bleed 5mm, standard pdf/x-4, marks none, creep none" in rows["harbour-print"]
    assert "established: ISO 15930-7" in rows["harbour-print"]
    assert "kdp-paperback/cream (black ink on cream)" in rows["kdp-paperback"]
    assert "broken.toml" in rows["broken"]


def test_the_printer_of_the_manual_can_be_used(tmp_path: Path) -> None:
    text = (Path(__file__).parents[3] / "docs" / "manual" / "printers.md").read_text("utf-8")
    (example,) = re.findall(r"^```toml\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    printer = printers.find("harbour-print", own(tmp_path, example))
    assert printer.margins.inner_for(80) == Length.parse("14mm")
    assert printer.sources[0].text == "their letter of 1 March 2026"
    for name in PRINTERS:
        assert f"`{name}`" in text
