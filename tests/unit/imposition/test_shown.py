"""What shows a plan: the sheet map, the terminal, the instruction; and the calibration sheets."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pypdfium2
import pytest
from sheet_samples import find, numbered, on_slot, sides, words_of

from presswork.house import House
from presswork.imposition import calibration, instructions
from presswork.imposition.order import Order
from presswork.imposition.plan import PageSize, Plan
from presswork.imposition.planning import plan_for
from presswork.imposition.sheet_map import as_svg
from presswork.imposition.sheet_text import as_text
from presswork.imposition.sources import read_pages
from presswork.paper import PAPERS

SVG = "{http://www.w3.org/2000/svg}"
A5 = PageSize(419.53, 595.28)


def plan(count: int, size: PageSize = A5, **order: Any) -> Plan:
    return plan_for((size,) * count, Order(**order))


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def shown_pages(svg: str) -> list[tuple[float, float, int, str]]:
    """Where each page is drawn, how it is turned (clockwise, as SVG has it), and what is written on it."""
    found = []
    for group in ElementTree.fromstring(svg).iter(f"{SVG}g"):
        x, y, turn = re.findall(r"-?[\d.]+", group.get("transform", ""))
        found.append((float(x), float(y), int(turn), group.findall(f"{SVG}text")[0].text or ""))
    return found


@pytest.mark.parametrize("fold", ["folio", "octavo", "duodecimo", "zine", "cut-stack:2x2"])
def test_the_map_shows_every_page_where_it_lies_and_as_it_is_turned(fold: str) -> None:
    made = plan(8 if fold == "zine" else 14, fold=fold)
    pages = shown_pages(as_svg(made))
    slots = [slot for side in sides(made) for slot in side.slots]
    assert len(pages) == len(slots)
    for (_, _, turn, word), slot in zip(pages, slots, strict=True):
        assert word == (str(slot.page) if slot.page else "blank")
        assert turn == -slot.rotation % 360
    at = 0
    for side in sides(made):
        drawn = pages[at : at + len(side.slots)]
        at += len(side.slots)
        by_place = [slot.page for slot in sorted(side.slots, key=lambda s: (round(-s.y), round(s.x)))]
        by_map = [word for _, _, _, word in sorted(drawn, key=lambda p: (round(p[1]), round(p[0])))]
        assert by_map == [str(page) if page else "blank" for page in by_place]


def test_the_map_numbers_the_folds_in_their_order_and_says_them() -> None:
    made = plan(16, fold="octavo")
    told = texts(as_svg(made))
    assert [t for t in told if t[:1].isdigit() and "Fold" in t] == [
        "1  Fold the left part behind the rest",
        "2  Fold the top part behind the rest",
        "3  Fold the left part behind the rest",
    ]
    circles = list(ElementTree.fromstring(as_svg(made)).iter(f"{SVG}circle"))
    assert len(circles) == 3
    view = [float(v) for v in ElementTree.fromstring(as_svg(made)).get("viewBox", "").split()]
    assert all(0 < float(c.get("cx", 0)) < view[2] and 0 < float(c.get("cy", 0)) < view[3] for c in circles)


def test_a_slit_is_drawn_heavy_and_said() -> None:
    svg = as_svg(plan(8, fold="zine"))
    assert any(t.endswith("Cut along the heavy line") for t in texts(svg))


def test_a_long_job_is_shown_by_its_first_and_last_sheets() -> None:
    svg = as_svg(plan(400, fold="folio"))
    assert "Sheets 5 to 98 go on in the same way." in texts(svg)
    words = {word for _, _, _, word in shown_pages(svg)}
    assert {"1", "400", "200", "201"} <= words
    assert "100" not in words
    assert len(svg) < 15_000


def test_the_map_is_one_element_small_and_reads_in_the_dark() -> None:
    svg = as_svg(plan(4, fold="folio"))
    root = ElementTree.fromstring(svg)
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert root.get("aria-label") == "Sheet map (Pages: 4, Sheets: 1)"
    assert "prefers-color-scheme: dark" in svg
    assert len(svg) < 4000


def test_the_terminal_shows_the_sides_and_the_steps() -> None:
    assert as_text(plan(4, fold="folio")).splitlines() == [
        "sheet 1",
        "  front       back",
        "  ┌───┬───┐   ┌───┬───┐",
        "  │ 4 │ 1 │   │ 2 │ 3 │",
        "  └───┴───┘   └───┴───┘",
        "",
        "Print on both sides, flipped on the short edge.",
        "1. Fold the left part behind the rest",
        "Fold each sheet once.",
    ]


def test_the_terminal_marks_turned_and_blank_pages() -> None:
    lines = as_text(plan(15, fold="octavo", blanks="at-end")).splitlines()
    assert lines[3].split("│")[1:5] == ["  5↓ ", " 12↓ ", "  9↓ ", "  8↓ "]
    assert lines[5].split("│")[1:5] == ["  4  ", "  13 ", "  ·  ", "  1  "]


def test_a_long_job_on_the_terminal_is_shortened() -> None:
    told = as_text(plan(400, fold="folio"))
    assert "... sheets 5 to 98 in the same way" in told
    assert told.count("front") == 6


def only_page(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    assert len(document) == 1
    return " ".join(words_of(document[0]).split())


def test_the_instruction_is_one_page_that_says_how_to_print_and_fold() -> None:
    made = plan(15, fold="folio", sheet=PAPERS["a4"])
    data = instructions.as_pdf(made, House(), title="The Harbour Crane")
    told = only_page(data)
    for words in (
        "The Harbour Crane", "Print on both sides, flipped on the short edge, in actual size.", "15 and 1 blank",
        "4 of A4, 210 × 297 mm", "148 × 210 mm", "Fold each sheet once.", "Staple through the spine.",
    ):  # fmt: skip
        assert words in told
    assert pypdfium2.PdfDocument(data)[0].get_size() == pytest.approx((595.3, 841.9), abs=0.1)
    assert data == instructions.as_pdf(made, House(), title="The Harbour Crane")


def test_an_american_job_is_told_in_inches_on_letter() -> None:
    made = plan(8, PageSize(396, 612), fold="folio", sheet=PAPERS["letter"])
    data = instructions.as_pdf(made, House())
    assert "5.5 × 8.5 in" in only_page(data)
    assert pypdfium2.PdfDocument(data)[0].get_size() == (612, 792)


@pytest.mark.parametrize("paper", ["a4", "letter", "a5"])
def test_the_marks_of_the_scales_lie_as_far_from_the_edge_as_they_say(paper: str) -> None:
    document = pypdfium2.PdfDocument(calibration.as_pdf(PAPERS[paper], House()))
    assert len(document) == 2
    for page in document:
        width, height = page.get_size()
        left = [box for box in boxes(page, "10") if box[0] < 60 and abs((box[1] + box[3]) / 2 - height / 2) < 15]
        assert len(left) == 1
        assert (left[0][0] + left[0][2]) / 2 / 72 * 25.4 == pytest.approx(10, abs=0.15)
        bottom = [box for box in boxes(page, "10") if box[1] < 60 and abs((box[0] + box[2]) / 2 - width / 2) < 15]
        assert len(bottom) == 1
        assert (bottom[0][1] + bottom[0][3]) / 2 / 72 * 25.4 == pytest.approx(10, abs=0.15)


def boxes(page: Any, text: str) -> list[tuple[float, float, float, float]]:
    words = page.get_textpage()
    search = words.search(text, match_whole_word=True)
    found = []
    while (match := search.get_next()) is not None:
        letters = [words.get_charbox(match[0] + at) for at in range(match[1])]
        found.append((min(b[0] for b in letters), min(b[1] for b in letters),
                      max(b[2] for b in letters), max(b[3] for b in letters)))  # fmt: skip
    return found


def test_manual_duplex_is_calibrated_with_two_sheets_fronts_first() -> None:
    document = pypdfium2.PdfDocument(calibration.as_pdf(PAPERS["a4"], House(), manual=True))
    told = [words_of(page).split() for page in document]
    assert [next(word for word in told_there if word in ("A", "B")) for told_there in told] == ["A", "B", "A", "B"]
    assert ["back" in told_there and len(told_there) < 40 for told_there in told] == [False, False, True, True]
    assert "--reverse-backs" in " ".join(told[0])


def run(*arguments: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    root = Path(__file__).parents[3]
    command = [sys.executable, "-m", "presswork", "impose", *map(str, arguments)]
    environment = {"PYTHONPATH": str(root), "PATH": "/usr/bin:/bin", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=environment)


def test_the_command_imposes_and_leaves_the_source_alone(tmp_path: Path) -> None:
    data = numbered(8)
    (tmp_path / "crane.pdf").write_bytes(data)
    done = run("crane.pdf", "--fold", "folio", "--instructions", "--marks", "crop,slug", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "crane-folio.instructions.pdf",
        "crane-folio.pdf",
        "crane.pdf",
    ]
    assert (tmp_path / "crane.pdf").read_bytes() == data
    assert "crane-folio.pdf  8 pages on 2 sheets" in done.stdout
    drawn = pypdfium2.PdfDocument(tmp_path / "crane-folio.pdf")
    made = plan_for(read_pages(data), Order(fold="folio", marks=("crop", "slug")))
    for page, side in zip(drawn, sides(made), strict=True):
        for slot in side.slots:
            if slot.page:
                box = find(page, f"Top{slot.page:03d}")
                assert box
                assert box[:2] == pytest.approx(on_slot(slot, 40, 370), abs=2)


def test_a_dry_run_shows_the_sheets_and_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "crane.pdf").write_bytes(numbered(4))
    done = run("crane.pdf", "--dry-run", folder=tmp_path)
    assert done.returncode == 0
    assert "│ 4 │ 1 │   │ 2 │ 3 │" in done.stdout
    assert [p.name for p in tmp_path.iterdir()] == ["crane.pdf"]


def test_manual_duplex_makes_fronts_backs_and_the_instruction(tmp_path: Path) -> None:
    (tmp_path / "crane.pdf").write_bytes(numbered(8))
    done = run("crane.pdf", "--duplex", "manual", "-o", "sheets.pdf", folder=tmp_path)
    assert done.returncode == 0
    fronts, backs = (pypdfium2.PdfDocument(tmp_path / name) for name in ("sheets.pdf", "sheets.backs.pdf"))
    assert [sorted(w for w in words_of(p).split() if w.startswith("Top")) for p in fronts] == [
        ["Top001", "Top008"],
        ["Top003", "Top006"],
    ]
    assert [p.get_rotation() for p in backs] == [180, 180]  # sheets on their side, fed about their long edge
    turned = run("crane.pdf", "--duplex", "manual", "--turn-backs", "--reverse-backs", "-o", "t.pdf", folder=tmp_path)
    assert turned.returncode == 0
    other = pypdfium2.PdfDocument(tmp_path / "t.backs.pdf")
    assert [p.get_rotation() for p in other] == [0, 0]
    assert "Top002" in words_of(backs[0])
    assert "Top002" in words_of(other[1])
    assert "Print the fronts" in only_page((tmp_path / "sheets.instructions.pdf").read_bytes())


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--fold", "octvo"), 1, "did you mean 'octavo'?"),
        (("--marks", "crops"), 2, "--marks: 'crops' is no mark"),
        (("--sheet", "a44"), 2, "--sheet: 'a44' is no known paper"),
        (("--back-offset", "1mm,2mm,3mm"), 2, "more than two lengths"),
        (("--margins", "-2mm"), 2, "neither one length nor four"),
        (("-o", "crane.pdf"), 2, "the source would be overwritten"),
        (("--printer", "nobody"), 2, "there is no printer 'nobody'"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    tmp_path: Path, options: tuple[str, ...], code: int, said: str
) -> None:
    (tmp_path / "crane.pdf").write_bytes(numbered(2))
    done = run("crane.pdf", *options, folder=tmp_path)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["crane.pdf"]


def test_offsets_move_the_sides_and_calibration_sheets_are_made(tmp_path: Path) -> None:
    (tmp_path / "crane.pdf").write_bytes(numbered(4))
    assert run("crane.pdf", "-s", "a4", "-o", "a.pdf", folder=tmp_path).returncode == 0
    assert run("crane.pdf", "-s", "a4", "-o", "b.pdf", "--back-offset", "-2mm,1mm", folder=tmp_path).returncode == 0
    first, second = (pypdfium2.PdfDocument(tmp_path / name) for name in ("a.pdf", "b.pdf"))
    fronts = find(first[0], "Top001"), find(second[0], "Top001")
    assert fronts[0] == fronts[1]
    before, after = find(first[1], "Top002"), find(second[1], "Top002")
    assert before
    assert after
    assert (after[0] - before[0], after[1] - before[1]) == pytest.approx((-2 / 25.4 * 72, 1 / 25.4 * 72), abs=0.01)
    assert run("--calibrate", "--sheet", "letter", folder=tmp_path).returncode == 0
    assert (tmp_path / "calibration-letter.pdf").stat().st_size > 5000


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("de-AT", "Falzen"),
        ("", "Fold"),
        ("en-GB", "Fold"),
        ("<b>", "Fold"),
        ("de_<i>&\x00", "Falzen"),
        ("x" * 500, "Fold"),
    ],
)
def test_the_instruction_speaks_the_language_that_the_pdf_says_it_has(tmp_path: Path, tag: str, said: str) -> None:
    with pikepdf.open(io.BytesIO(numbered(4))) as pdf:
        pdf.Root.Lang = pikepdf.String(tag)
        pdf.save(tmp_path / "crane.pdf")
    done = run("crane.pdf", "--instructions", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert said in only_page((tmp_path / "crane-saddle.instructions.pdf").read_bytes())


def test_a_language_that_is_no_text_is_none(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(numbered(4))) as pdf:
        pdf.Root.Lang = pikepdf.Array([1])
        pdf.save(tmp_path / "crane.pdf")
    assert run("crane.pdf", folder=tmp_path).returncode == 0
