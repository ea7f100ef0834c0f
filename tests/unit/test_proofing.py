"""The proof: the pages as they are, what is wrong marked where it is; the edition's own bytes the same without it."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from presswork.breaks import Area, Break, BreakReport, Figures
from presswork.jobs import World, plan, with_proofs
from presswork.production import build

if TYPE_CHECKING:
    from pathlib import Path

WORLD = World(dt.datetime(2026, 3, 1, tzinfo=dt.UTC))
HEAD = "---\ntitle: A walk\nauthor: Ana Ruiz\ndate: 2026-01-02\nsummary: S.\n---\n\n"
EVEN = "The ferry leaves at six and is full by ten past, and nobody at the quay has seen it late since the spring. " * 6
LOOSE = f"{EVEN}\n\nIt was\n`{'unbreakable' * 4}`\nand so on. {EVEN}"


def built(root: Path, body: str, *, proof: bool, paper: str = "") -> Path:
    (root / "walk.md").write_text(HEAD + body, "utf-8")
    (root / "publication.yaml").write_text("title: The Quay\n" + paper, "utf-8")
    (job,) = plan([root / "walk.md"], base=root, editions=["reader"])
    build(with_proofs(job) if proof else job, WORLD, remember=False)
    return root / "out"


def pages(path: Path) -> list[Any]:
    import pypdfium2

    return list(pypdfium2.PdfDocument(path))


def text_of(page: Any, bottom: float, top: float) -> str:
    return str(page.get_textpage().get_text_bounded(bottom=bottom, top=top))


def test_the_edition_is_the_same_with_and_without_a_proof(tmp_path: Path) -> None:
    made = [(built(tmp_path, LOOSE, proof=proof) / "reader" / "walk.pdf").read_bytes() for proof in (False, True)]
    assert made[0] == made[1]


def test_a_proof_goes_when_it_is_no_longer_asked_for(tmp_path: Path) -> None:
    proof = built(tmp_path, LOOSE, proof=True) / "reader" / "walk.proof.pdf"
    assert proof.is_file()
    built(tmp_path, LOOSE, proof=False)
    assert not proof.exists()


def test_marks_are_where_the_faults_are_and_a_legend_is_below(tmp_path: Path) -> None:
    out = built(tmp_path, LOOSE, proof=True)
    lines = json.loads((out / "report.json").read_text("utf-8"))["articles"][0]["files"][0]["lines"]
    loose = next(each for each in lines["breaks"] if each["kind"] == "loose")
    (page, *_), (flat, *_) = pages(out / "reader" / "walk.proof.pdf"), pages(out / "reader" / "walk.pdf")
    box = page.get_mediabox()
    legend = text_of(page, box[1], box[1] + 30)
    assert re.search(r"\d+ loose line", legend)
    assert "word spaces" in legend
    assert box[3] - box[1] == pytest.approx(flat.get_height() + 30, abs=0.01)
    assert (
        text_of(page, 0, flat.get_height()).replace(f"{loose['amount']:.2f}", "").split()[:9]
        == (text_of(flat, 0, flat.get_height()).split()[:9])
    )
    picture = page.render(scale=1).to_pil()
    orange = [
        y for y in range(picture.height - 40) for x in range(0, picture.width, 3)
        if _is_orange(picture.getpixel((x, y)))
    ]  # fmt: skip
    assert orange
    assert max(orange) - min(orange) > 8


def _is_orange(pixel: Any) -> bool:
    red, green, blue = pixel[:3]
    return red > 240 and 180 < green < 225 and blue < 190


def test_the_report_tells_the_manuscript_s_line(tmp_path: Path) -> None:
    out = built(tmp_path, LOOSE, proof=False)
    lines = json.loads((out / "report.json").read_text("utf-8"))["articles"][0]["files"][0]["lines"]
    loose = next(each for each in lines["breaks"] if each["kind"] == "loose")
    assert (loose["code"], loose["serious"]) == ("P401", False)
    written = (tmp_path / "walk.md").read_text("utf-8").split("\n")
    assert written[loose["source_line"] - 1] == loose["text"] == "It was"
    assert "loose line" in (out / "report.html").read_text("utf-8")


def test_a_line_that_is_printed_twice_is_told_at_its_own_line(tmp_path: Path) -> None:
    from presswork.manuscript import from_text

    text = HEAD + "The same few words here.\n\nOther words.\n\nThe same few words here.\n"
    manuscript = from_text(text, path=tmp_path / "a.md", display="a.md")
    assert [manuscript.line_of_nth("same few words", nth) for nth in (1, 2, 3)] == [8, 12, 8]
    assert manuscript.line_of_nth("Other words The same", 1, before=2) == 12
    assert manuscript.line_of_nth("never written words at all", 1) is None
    assert manuscript.line_of_nth("", 1) is None


@pytest.mark.parametrize("where", ["top", "foot"])
def test_places_count_from_the_trimmed_page_where_there_is_bleed(where: str) -> None:
    """A mark of a whole line's height at a known place covers the pixels there, bleed or not."""
    from io import BytesIO

    import pikepdf
    import pypdfium2

    from presswork.proofing import STRIP, proof

    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(220, 320))
    pdf.pages[0].obj.MediaBox = pikepdf.Array([-10, -10, 210, 310])
    pdf.pages[0].obj.TrimBox = pikepdf.Array([0, 0, 200, 300])
    data = BytesIO()
    pdf.save(data, deterministic_id=True)
    y = 20.0 if where == "top" else 260.0
    area = Area(1, 50, y, 100, 20)
    report = BreakReport((Break("overfull", 1, line=1, areas=(area,)),), Figures(lines=1))
    marked = proof(data.getvalue(), report)
    assert marked == proof(data.getvalue(), report)
    picture = pypdfium2.PdfDocument(marked)[0].render(scale=1).to_pil()
    assert picture.size == (220, 320 + STRIP)
    inside, outside = picture.getpixel((10 + 100, int(10 + y + 10))), picture.getpixel((10 + 100, int(10 + y - 5)))
    assert inside[0] > 200 > inside[1], "red where the fault is"
    assert outside[:3] == (255, 255, 255)


def test_a_folded_edition_is_proofed_page_by_page_and_a_cover_not_at_all(tmp_path: Path) -> None:
    editions = (
        "editions:\n  little: {format: pdf, template: report, paper: a5, fold: saddle, sheet: a4}\n"
        "  wrap: {format: cover, pages-of: little}\n"
    )
    (tmp_path / "walk.md").write_text(HEAD + f"{LOOSE}\n\n" * 6, "utf-8")
    (tmp_path / "publication.yaml").write_text("title: The Quay\n" + editions, "utf-8")
    (job,) = plan([tmp_path / "walk.md"], base=tmp_path, editions=["little", "wrap"])
    build(with_proofs(job), WORLD, remember=False)
    (proof,) = (tmp_path / "out").rglob("*.proof.pdf")
    assert proof.parent.name == "little"
    assert {round(page.get_width()) for page in pages(proof)} == {420}, "A5, not the sheet"
