"""A volume is fitted as a whole: the pages asked for, one leading in all its texts, blank pages only for the rest."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from presswork import settings
from presswork.edition import Fit
from presswork.editions import FORMATS, volume_fit
from presswork.editions.binding.ledger import Ledger
from presswork.editions.binding.part_layout import PartLaid, PartTask, lay_out_part
from presswork.editions.volume_lengths import Foresight, Trial, changes, pages_in_all
from presswork.house import House
from presswork.pages.volumes import PartPage
from presswork.settings.editions import HOUSE_EDITIONS
from presswork.store import Store
from presswork.store.parts import Parts
from presswork.volumes import Bindery, bind, editions_of, read_volume

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from presswork.diagnostics import Diagnostic
    from presswork.edition import EditionFile

WORDS = "The keeper wrote the height of the water into the book, and the water did as it had been told. " * 12
LENGTHS = (9, 3, 4)
VOLUME = """kind: anthology
title: The Low Shore
author: Ada Moor
date: 2026-03-01
language: en-GB
layout: {paper: a5, columns: 1}
front: [title, imprint, contents]
contents: [t0.md, t1.md, t2.md]
back: [index]
"""


class Making:
    """Makes a small volume, and remembers how it was fitted."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.fitted: list[volume_fit.FittedVolume] = []

    def __call__(
        self, fit: Fit | None, template: str | None = None, workers: int = 1, shelf: Parts | None = None
    ) -> EditionFile:
        publication = settings.read_publication(self.root / "publication.yaml", display="publication.yaml")
        volume, _ = read_volume(self.root / "s.yaml", display="s.yaml", publication=publication)
        day = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)
        bound, _ = bind(volume, Bindery(publication, lambda path: path.name, day, day))
        edition = replace(editions_of(volume, publication)["reader"], fit=fit)
        edition = replace(edition, template=template) if template else edition
        return FORMATS["pdf"].produce_volume(  # type: ignore[attr-defined,no-any-return]
            bound, edition, publication, house=House(self.root), needs={}, workers=workers, shelf=shelf
        )


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Making]:
    root = tmp_path_factory.mktemp("fitted")
    (root / "publication.yaml").write_text("title: Shore\npublisher: Bollard\n", "utf-8")
    for number, paragraphs in enumerate(LENGTHS):
        text = "\n\n".join([WORDS] * paragraphs)
        head = f"---\ntitle: Tide {number}\nauthor: {{name: Ada Moor}}\n---\n\nA [weir]{{.index}} stood.\n\n"
        see = "See [the first](t0.md)." if number else "Read on."
        (root / f"t{number}.md").write_text(f"{head}{text}\n\n{see}\n", "utf-8")
    (root / "s.yaml").write_text(VOLUME, "utf-8")
    making = Making(root)
    with pytest.MonkeyPatch.context() as patched:
        original = volume_fit.fit_volume

        def watched(*given: object) -> volume_fit.FittedVolume:
            making.fitted.append(original(*given))  # type: ignore[arg-type]
            return making.fitted[-1]

        patched.setattr(volume_fit, "fit_volume", watched)
        yield making


@pytest.fixture(scope="module")
def natural(make: Making) -> EditionFile:
    return make(None)


def codes(file: EditionFile) -> dict[str, Diagnostic]:
    return {finding.code: finding for finding in file.findings if finding.code.startswith("E30")}


def leadings(file: EditionFile) -> dict[str, float]:
    """The distance of the lines that is most frequent in each text, in points, read off the pages."""
    found: dict[str, Counter[float]] = {}
    with pypdfium2.PdfDocument(file.data) as pdf:
        for page, start in zip(pdf, file.page_starts, strict=False):
            if re.match(r"t\d", start.chapter or ""):
                text = page.get_textpage()
                feet = [text.get_rect(n)[1] for n in range(text.count_rects())]
                lines = sorted({round(foot * 4) / 4 for foot in feet}, reverse=True)
                steps = (round(a - b, 1) for a, b in pairwise(lines) if a - b > 8)
                found.setdefault(start.chapter, Counter()).update(steps)
    return {chapter: steps.most_common(1)[0][0] for chapter, steps in found.items()}


@pytest.mark.parametrize("change", [-1, 1])
def test_a_volume_gets_the_pages_asked_for_with_one_leading_and_few_layouts(
    make: Making, natural: EditionFile, change: int
) -> None:
    file = make(Fit(pages=natural.measure + change))
    assert file.measure == natural.measure + change
    assert len(pypdfium2.PdfDocument(file.data)) == file.measure
    assert make.fitted[-1].blanks == 0
    assert make.fitted[-1].layouts <= volume_fit.LAYOUTS
    assert re.match(rf"fitted to {file.measure} pages: leading [+\N{{MINUS SIGN}}]", codes(file)["E301"].message)
    was, now = leadings(natural), leadings(file)
    assert len(now) == len(LENGTHS)
    assert max(now.values()) - min(now.values()) <= 0.25
    assert all((now[chapter] - was[chapter]) * change > 0 for chapter in now)


def test_the_numbers_in_a_fitted_volume_are_those_of_its_pages(make: Making, natural: EditionFile) -> None:
    file = make(Fit(pages=natural.measure - 1))
    at = {start.chapter: n for n, start in reversed(list(enumerate(file.page_starts))) if start.label}
    with pypdfium2.PdfDocument(file.data) as pdf:
        contents = pdf[at["contents"]].get_textpage().get_text_bounded()
        index = pdf[at["index"]].get_textpage().get_text_bounded()
        named = [pdf.get_page_label(n) for n in range(len(pdf))]
    for number in range(len(LENGTHS)):
        assert re.search(rf"Tide {number}[ .]+{named[at[f't{number}']]}\b", contents)
    assert re.search("weir, " + ", ".join(named[at[f"t{n}"]] for n in range(len(LENGTHS))), index)


def test_processes_and_shelf_change_no_byte_and_a_second_time_no_text_is_laid_out(
    make: Making, natural: EditionFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = Fit(pages=natural.measure - 1)
    alone = make(wanted)
    assert make(wanted, workers=2).data == alone.data
    shelf = Parts(Store(tmp_path / "store"), ())
    assert make(wanted, shelf=shelf).data == alone.data

    keys: list[str] = []

    def laying(task: PartTask) -> PartLaid:
        keys.append(task.key)
        return lay_out_part(task)

    monkeypatch.setattr("presswork.editions.binding.settling.lay_out_part", laying)
    again = make(wanted, shelf=shelf)
    assert not [key for key in keys if re.fullmatch(r"t\d", key)], "texts are on the shelf in every setting tried"
    assert again.data == alone.data
    assert again.findings == alone.findings


def test_what_is_too_long_says_where_to_cut_and_cutting_that_helps(make: Making, natural: EditionFile) -> None:
    wanted = natural.measure - 3
    file = make(Fit(pages=wanted))
    assert file.data == natural.data, "it is set naturally"
    said = codes(file)["E305"]
    told = re.fullmatch(
        rf"{natural.measure} pages instead of {wanted}: about (\d) pages? \((\d+) lines?, (\d+) words\) too long "
        rf"for {wanted} even at the tightest; set naturally",
        said.message,
    )
    assert told, said.message
    cuts = {name: int(lines) for lines, name in re.findall(r"(\d+) lines? in (t\d\.md)", said.hints[0])}
    assert sum(cuts.values()) == int(told[2])
    kept = {name: (make.root / name).read_text("utf-8") for name in cuts}
    try:
        for name, lines in cuts.items():
            text = kept[name].split()
            cut = round(lines * int(told[3]) / int(told[2])) + 10
            head, tail = kept[name][: kept[name].index("The keeper")], " ".join(text[-4:])
            body = kept[name][len(head) :].rsplit("\n\n", 1)[0].split("\n\n")
            while cut > 0:
                words = body.pop().split()
                if len(words) > cut:
                    body.append(" ".join(words[:-cut]))
                cut -= len(words)
            (make.root / name).write_text(head + "\n\n".join([*body, tail]) + "\n", "utf-8")
        assert make(Fit(pages=wanted)).measure == wanted
    finally:
        for name, text in kept.items():
            (make.root / name).write_text(text, "utf-8")


def test_what_no_setting_fills_has_blank_pages_and_is_told(make: Making, natural: EditionFile) -> None:
    file = make(Fit(pages=natural.measure + 9))
    assert len(pypdfium2.PdfDocument(file.data)) == file.measure == natural.measure + 9
    said = codes(file)
    assert said["E304"].message == f"9 blank pages at the end, for {file.measure} in all"
    assert "too short" in said["E305"].message
    assert said["E305"].hints == ("another text or pictures of 9 pages would fill it",)


def test_a_wish_moves_no_size_and_leaves_blank_pages_to_the_sheets(make: Making, natural: EditionFile) -> None:
    far = next(n for n in range(7, 99) if 3 < natural.measure % n < n - 3)
    file = make(Fit(multiple=far, near=True))
    assert file.data == natural.data
    assert codes(file)["E305"].severity.name == "NOTE"
    assert f"no multiple of {far}" in codes(file)["E305"].message
    assert HOUSE_EDITIONS["pamphlet"].fit == Fit(multiple=4, near=True)
    near = make(Fit(multiple=natural.measure - 1, near=True))
    assert near.measure == natural.measure - 1
    assert abs(make.fitted[-1].tau) <= volume_fit.NEARBY
    assert " size " not in codes(near)["E301"].message


def test_books_that_begin_on_right_hand_pages_are_fitted(make: Making) -> None:
    natural = make(None, "book")
    file = make(Fit(pages=natural.measure - 2), "book")
    assert file.measure == natural.measure - 2
    assert make.fitted[-1].blanks <= 1
    firsts = {start.chapter: n for n, start in reversed(list(enumerate(file.page_starts))) if start.label}
    assert all(firsts[f"t{n}"] % 2 == 0 for n in range(len(LENGTHS)))


# --- what is foreseen


def a_part(key: str, opening: str = "next") -> PartPage:
    page = make_page()
    return PartPage(key, key, key, page, opening=opening, body="<p>Text.</p>")  # type: ignore[arg-type]


def make_page():
    from presswork.edition import Page

    return Page("paper", ".", "en", "<html><head></head><body></body></html>")


@pytest.mark.parametrize(
    "openings", [("next", "next", "next"), ("recto", "recto", "recto"), ("recto", "verso", "next")]
)
def test_pages_are_counted_as_the_ledger_counts_them(openings: tuple[str, ...]) -> None:
    parts = [a_part(f"p{n}", opening) for n, opening in enumerate(openings)]
    for counts in ((1, 1, 1), (3, 2, 4), (2, 5, 1)):
        ledger = Ledger(parts)
        for part, pages in zip(parts, counts, strict=True):
            ledger.enter(PartLaid(part.key, 1, tuple(map(str, range(pages))), {}))
        ledger.settle()
        last = ledger.first["p2"] + counts[2]
        assert pages_in_all(parts, dict(zip(("p0", "p1", "p2"), counts, strict=True))) == last


def test_foresight_goes_through_what_was_measured() -> None:
    parts = [a_part("p0"), a_part("p1")]
    trials = (Trial(0.0, 6, {"p0": 3.2, "p1": 2.5}), Trial(-0.5, 5, {"p0": 2.9, "p1": 2.2}))
    foresight = Foresight(parts, frozenset({"p0", "p1"}), {-1: 0.17, 1: 0.17}, trials)
    for trial in trials:
        assert foresight.lengths(trial.tau) == pytest.approx(trial.lengths)
    assert 2.9 < foresight.lengths(-0.25)["p0"] < 3.2
    assert foresight.lengths(-1.0)["p0"] < 2.9 < 3.2 < foresight.lengths(1.0)["p0"]


@pytest.mark.parametrize(("openings", "cut"), [("next", {"p1"}), ("recto", {"p0"})])
def test_the_cheapest_cut_is_where_it_saves_pages(openings: str, cut: set[str]) -> None:
    parts = [a_part("p0", openings), a_part("p1", openings), a_part("p2", openings)]
    # Before a right-hand opening, one page of four less saves none, and one of three two: the blank one goes with it.
    lengths = {"p0": 2.3, "p1": 3.05, "p2": 1.9} if openings == "next" else {"p0": 2.3, "p1": 3.9, "p2": 1.9}
    total = pages_in_all(parts, {"p0": 3, "p1": 4, "p2": 2})
    found = changes(parts, lengths, ["p0", "p1", "p2"], total - 1)
    assert {key for key, _ in found} == cut
