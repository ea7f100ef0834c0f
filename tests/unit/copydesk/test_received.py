"""Received texts: cases as folders, and what must not be taken for one.

Each folder under tests/cases/received holds a text as it came (in.txt or in.md), the manuscript made of it (out.md) and
what was said about it (findings.txt). `ACCEPT=1 pytest tests/unit/copydesk/test_received.py` writes the last two anew:
read the difference before committing it.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from presswork import yamlsource
from presswork.codes import CODES
from presswork.copydesk.received import Received, recognise, to_manuscript_text

CASES = sorted((Path(__file__).parents[2] / "cases" / "received").iterdir())


def received(folder: Path) -> Received:
    source = next(folder.glob("in.*"))
    found = recognise(source.read_text(encoding="utf-8"), path=source.name)
    assert found is not None
    return found


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_case(folder: Path) -> None:
    found = received(folder)
    made = {
        "out.md": to_manuscript_text(found),
        "findings.txt": "".join(f"{finding}\n" for finding in found.findings),
    }
    for name, text in made.items():
        if os.environ.get("ACCEPT"):
            (folder / name).write_text(text, encoding="utf-8")
        assert text == (folder / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_the_manuscript_made_of_it_says_the_same(folder: Path) -> None:
    found = received(folder)
    text = to_manuscript_text(found)
    assert recognise(text, path="out.md") is None
    _, front, body = text.split("---\n", 2)
    assert yamlsource.load(front, path="out.md").value == found.front
    assert body.strip() == found.body.strip()


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_words_stay_and_aligned_text_stands_on_its_lines(folder: Path) -> None:
    found = received(folder)
    lines = next(folder.glob("in.*")).read_text(encoding="utf-8").replace("\f", "").split("\n")
    for block in found.blocks:
        first = found.aligned.split("\n")[block.number - 1]
        assert first.split()[-1][:3] in first
        assert lines[block.number - 1].strip(" #|*")[:4].strip("\"'“‘«„- ") in first.replace("’", "'")
    assert found.aligned.split() == found.body.split()


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_every_inference_is_a_note_with_a_line_and_a_code_of_the_table(folder: Path) -> None:
    for finding in received(folder).findings:
        assert finding.code in CODES
        assert finding.code.startswith("T3")
        assert finding.location is not None
        assert finding.location.line is not None


PARAGRAPH = "The tide came in at four and went out at ten, as it does, and nobody on the quay looked up from a net.\n"
ORDINARY = {
    "front matter": f"---\ntitle: A\n---\n\nJane Roe\n16 March 2021\n\n{PARAGRAPH}",
    "title block": f"% A title\n% Jane Roe\n% 16 March 2021\n\n{PARAGRAPH}",
    "heading and text": f"# The quay\n\n{PARAGRAPH}\n{PARAGRAPH}",
    "heading and a name": f"# The quay\n\nJane Roe\n\n{PARAGRAPH}",
    "heading and a subhead that could be a name": f"# The quay\n\n## Harbour Street\n\n{PARAGRAPH}",
    "text only": PARAGRAPH * 3,
    "text that begins with a date": f"On 16 March 2021 it rained.\n\n{PARAGRAPH}",
    "a sentence for a first line": f"It rained on the quay.\n\nBy Jane Roe\n\n{PARAGRAPH}",
    "a list of changes": "# Changes\n\n2021-03-16\n\n- one\n- two\n",
    "footnotes": f"# The quay\n\nBy Jane Roe\n\n{PARAGRAPH}\n[^1]: A note.\n",
    "divs": f"# The quay\n\nBy Jane Roe\n\n::: pullquote\nSo it is.\n:::\n\n{PARAGRAPH}",
    "a letter": f"From: the quay\n\n{PARAGRAPH}",
    "empty": "",
    "blank": "\n \n\f\n",
    "a headline alone": "The quay\n\nBy Jane Roe\n",
}


@pytest.mark.parametrize("text", ORDINARY.values(), ids=ORDINARY)
def test_an_ordinary_manuscript_is_left_alone(text: str) -> None:
    assert recognise(text, path="a.md") is None


def made(opening: str, body: str = PARAGRAPH) -> Received:
    found = recognise(f"{opening}\n\n{body}", path="a.txt")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("By Jane Roe", ["Jane Roe"]),
        ("by JANE ROE and JOHN VAN DOE", ["Jane Roe", "John van Doe"]),
        ("Von Anna Beispiel und Karl-Heinz Maier", ["Anna Beispiel", "Karl-Heinz Maier"]),
        ("Por José Ortega y Gasset", ["José Ortega y Gasset"]),
        ("Par Marie Curie, Pierre Curie et Irène Joliot-Curie", ["Marie Curie", "Pierre Curie", "Irène Joliot-Curie"]),
        ("By J. R. Hale Jr. & M.-L. O'Neill", ["J. R. Hale Jr.", "M.-L. O'Neill"]),
        ("By Jane Roe, chief reporter", [{"name": "Jane Roe", "affiliation": "chief reporter"}]),
        ("Translated by Eva Klein", [{"name": "Eva Klein", "role": "trl"}]),
        ("Автор: Иван Петров", ["Иван Петров"]),
    ],
)
def test_bylines(line: str, people: list[object]) -> None:
    assert made(f"The quay at four\n\n{line}").front["contributors"] == people


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("16 March 2021", "2021-03-16"),
        ("Tuesday, March 16th, 2021", "2021-03-16"),
        ("Dienstag, den 16. März 2021", "2021-03-16"),
        ("le 1er mars 2020", "2020-03-01"),
        ("martes 16 de marzo de 2021", "2021-03-16"),
        ("quarta-feira, 16 de março de 2021", "2021-03-16"),
        ("16 марта 2021 г.", "2021-03-16"),
        ("2021年3月16日", "2021-03-16"),
        ("16.3.2021", "2021-03-16"),
        ("2021-03-16T08:00", "2021-03-16"),
        ("Published: 3 May 2021, 10:30 am", "2021-05-03"),
        ("16 مارس 2021", "2021-03-16"),
    ],
)
def test_dates(line: str, date: str) -> None:
    assert str(made(f"The quay at four\n\n{line}").front["published"]) == date


def test_a_date_that_could_be_two_is_a_warning_with_both() -> None:
    found = made("The quay\n\nBy Jane Roe\n03/04/2021")
    warning = next(finding for finding in found.findings if finding.code == "T313")
    assert warning.severity == "warning"
    assert warning.hints == ("write 2021-04-03 or 2021-03-04 to be sure",)


def test_published_and_updated() -> None:
    front = made("The quay\n\nBy Jane Roe\nPublished: 3 May 2021\nUpdated: 4 May 2021").front
    assert (str(front["published"]), str(front["updated"])) == ("2021-05-03", "2021-05-04")


def test_byline_and_date_on_one_line() -> None:
    front = made("The quay\n\nJane Roe | 16 March 2021").front
    assert (front["contributors"], str(front["published"])) == (["Jane Roe"], "2021-03-16")
    assert made("The quay\n\nBy Jane Roe\nBerlin, 16. März 2021").front["place"] == "Berlin"


def test_the_publications_language_keeps_its_region() -> None:
    found = recognise(f"The quay\n\nBy Jane Roe\n\n{PARAGRAPH * 2}", path="a.txt", language="en-GB")
    assert found is not None
    assert found.front["language"] == "en-GB"


def test_a_text_too_short_to_tell_has_no_language() -> None:
    assert "language" not in made("The quay\n\nBy Jane Roe", "Brief.").front


JOINED = "It would not be possible, they said at the end of the day, to go on with the work"
NOT_CUT = {
    "a full stop": (f"{JOINED}.", "and so on."),
    "a full stop in quotation marks": (f"{JOINED}.”", "and so on."),
    "a note after it": (f"{JOINED}.[1]", "and so on."),
    "a colon": (f"{JOINED}:", "first, the tide."),
    "a short line": ("The tide", "comes in."),
    "a new sentence": (JOINED, "The tide came in."),
    "a list": (JOINED, "- the tide"),
    "a lettered list": (JOINED, "b) the tide"),
    "a name with a small letter": (JOINED, "iPhone prices fell."),
    "a heading": (JOINED, "### and so on"),
    "a quotation": (JOINED, "> and so on"),
}


@pytest.mark.parametrize(("before", "after"), NOT_CUT.values(), ids=NOT_CUT)
def test_what_is_not_cut_is_not_joined(before: str, after: str) -> None:
    found = made("The quay\n\nBy Jane Roe", f"{PARAGRAPH}\n{before}\n\n{after}\n\n{PARAGRAPH}")
    assert "T305" not in {finding.code for finding in found.findings}


CUT = {
    "a small letter": (JOINED, "on the north quay."),
    "a small letter in quotation marks": (f"{JOINED}, he said,", "“in this weather.”"),
    "emphasis": (JOINED, "*before* the winter."),
    "a name after an article": (f"{JOINED} of the", "Harbour Trust."),
    "a parted word": (f"{JOINED} and the infor-", "mation they had."),
}


@pytest.mark.parametrize(("before", "after"), CUT.values(), ids=CUT)
def test_what_is_cut_is_joined(before: str, after: str) -> None:
    found = made("The quay\n\nBy Jane Roe", f"{PARAGRAPH}\n{before}\n\n{after}\n\n{PARAGRAPH}")
    assert [finding.location.line for finding in found.findings if finding.code == "T305" and finding.location] == [7]
    assert len(found.blocks) == 3


def test_numbered_sections_are_no_page_numbers() -> None:
    body = "".join(f"{number}\n\n{PARAGRAPH * 9}\n" for number in (1, 2, 3))
    assert made("The quay\n\nBy Jane Roe", body).body.count("\n\n2\n\n") == 1


def test_a_subhead_needs_long_text_after_it() -> None:
    found = made("The quay\n\nBy Jane Roe", f"{PARAGRAPH}\nWind and weather\n\n{PARAGRAPH}")
    assert "\n## Wind and weather\n" in found.body


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("1986. It was a dry year.", "1986\\. It was a dry year."),
        ("Write to @quay or a@quay.example.", "Write to \\@quay or a@quay.example."),
        ("• one\n• two", "- one\n- two"),
        ("– Yes.\n– No, she said, not\nyet.", "– Yes.\n\n– No, she said, not yet."),
    ],
)
def test_prose_stays_prose(written: str, wanted: str) -> None:
    assert made("The quay\n\nBy Jane Roe", f"{PARAGRAPH}\n{written}\n").body.split("\n\n", 1)[1].strip() == wanted


def test_marks_leave_markdown_syntax_alone() -> None:
    body = f'{PARAGRAPH}\nSee ["this"](a--b.html "x - y"), `"code"` -- and {{title="x"}} "that".\n'
    wanted = 'See [“this”](a--b.html "x - y"), `"code"`—and {title="x"} “that”.'
    assert made("The quay\n\nBy Jane Roe", body).body.strip().endswith(wanted)


@pytest.mark.parametrize(
    "text",
    [
        "The quay\n\nBy Jane Roe\n\n" + "and so on it went with the tide, which nobody saw and\n\n" * 4000,
        "The quay\n\nBy Jane Roe\n\n" + "12\n\n" * 20_000,
        "The quay\n\nBy Jane Roe\n\nA " + "well-\nknown " * 20_000,
        "The quay\n\nBy Jane Roe\n\n" + "'a \"b " * 30_000,
        "The quay\n\nBy Jane Roe\n\n" + "a.a@a-a/a:" * 20_000,
        "\f" * 50_000 + "The quay\n\nBy Jane Roe\n\nIt rained.",
        "By " * 50_000,
    ],
    ids=["cut", "numbers", "hyphens", "quotation marks", "addresses", "form feeds", "bylines"],
)
def test_no_text_takes_long(text: str) -> None:
    start = time.perf_counter()
    recognise(text, path="a.txt")
    assert time.perf_counter() - start < 10


def test_a_running_head_that_breaks_into_a_sentence_marks_a_page_end() -> None:
    cut = "It was said, by those who had been there, that the whole of the"
    head = "\n\nThe Quay Review\n\n"
    body = f"{cut}{head}Lower Town stood under water.\n\n{JOINED} on the{head}quay did.\n"
    found = made("The quay\n\nBy Jane Roe", body)
    assert found.body.count("The Quay Review") == 0
    assert "of the Lower Town stood" in found.body
    assert "on the quay did" in found.body


def test_a_refrain_is_no_running_head() -> None:
    found = made("The quay\n\nBy Jane Roe", f"{PARAGRAPH}\nSo it goes\n\n{PARAGRAPH}\nSo it goes\n\n{PARAGRAPH}")
    assert found.body.count("So it goes") == 2
