"""PDF editions: what a reader, a viewer and a printer find in the file."""

from __future__ import annotations

import base64
import io
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pikepdf
import pytest
from pdf_samples import CSS, STATED, URN, jpeg, made, opened, page, page_texts, paragraphs, sentence

from presswork.diagnostics import Diagnostic, Rejected, Severity
from presswork.edition import Asset, Edition, StyleSheet
from presswork.editions import FORMATS, engine, engine_import
from presswork.editions.pdf import typeset, warm_up
from presswork.editions.stand_ins import stand_in_findings

ROOT = Path(__file__).parents[3]
FIGURE = '<figure id="fig-1"><img src="images/crane.jpg" alt="A crane" width="80" height="60"/></figure>'


def test_the_text_stands_on_its_pages() -> None:
    file = made(paragraphs(8))
    texts = page_texts(file)
    assert file.measure == len(texts) >= 2
    assert "In the 1800th ledger" in texts[0]
    assert "its 39 unremarkable bollards" in texts[-1]
    assert file.suffix == ".pdf"
    assert file.unit == "page"
    assert file.identifier == URN
    assert file.findings == ()


def test_it_is_one_of_the_formats() -> None:
    assert FORMATS["pdf"].name == "pdf"
    assert FORMATS["pdf"].suffix == ".pdf"


def test_running_head_and_folio_are_printed_but_not_on_what_opens() -> None:
    texts = page_texts(made(paragraphs(8)))
    assert texts[0].count("The crane") == 1
    assert "The crane" in texts[1]


def test_headings_become_bookmarks() -> None:
    file = made("<h2>First part</h2>" + paragraphs(3) + "<h3>Detail</h3>" + paragraphs(5) + "<h2>Second part</h2>")
    with opened(file) as pdf, pdf.open_outline() as outline:
        crane = outline.root[0]
        assert crane.title == "The crane"
        assert [item.title for item in crane.children] == ["First part", "Second part"]
        assert [item.title for item in crane.children[0].children] == ["Detail"]


def test_links_lead_out_and_inside() -> None:
    body = '<p id="top">See <a href="https://harbour.example/a?b=1">the harbour</a> and <a href="#end">the end</a>.</p>'
    with opened(made(body + paragraphs(9) + '<p id="end">End.</p>')) as pdf:
        links = list(pdf.pages[0].Annots)
        assert [str(link.A.URI) for link in links if "/A" in link] == ["https://harbour.example/a?b=1"]
        assert [str(link.Dest) for link in links if "/Dest" in link] == ["end"]
        assert {str(link.Contents) for link in links} == {"the harbour", "the end"}


def test_fonts_are_embedded_and_subset() -> None:
    with opened(made(paragraphs(2))) as pdf:
        fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"]
        assert fonts
        for font in fonts:
            assert any(key in font for key in ("/FontFile", "/FontFile2", "/FontFile3"))
            assert str(font.FontName)[7] == "+"
    assert len(made(paragraphs(2)).data) < 60_000


def test_a_jpeg_is_in_the_file_byte_for_byte() -> None:
    for standard in ("pdf/ua-1", "pdf/a-3a"):
        assert jpeg() in made(FIGURE, standard=standard).data


def test_the_same_page_gives_the_same_bytes_in_every_folder(tmp_path: Path) -> None:
    script = (
        "import sys; from pdf_samples import made, paragraphs\n"
        f"sys.stdout.buffer.write(made(paragraphs(4, notes=True) + {FIGURE!r}, columns=2).data)"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "77", "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
    command = [sys.executable, "-c", script]
    there = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=True).stdout
    assert there == made(paragraphs(4, notes=True) + FIGURE, columns=2).data


def test_documents_made_before_leave_no_trace() -> None:
    alone = made(paragraphs(4), columns=2).data
    made(paragraphs(2), language="es", css=".text{font-variant-caps:small-caps;letter-spacing:1pt}")
    assert made.__wrapped__(paragraphs(4), columns=2).data == alone


def test_the_urn_is_the_permanent_identifier() -> None:
    with opened(made(paragraphs(1))) as one, opened(made(paragraphs(2))) as other:
        assert bytes(one.trailer.ID[0]) == bytes(other.trailer.ID[0])
        assert bytes(one.trailer.ID[1]) != bytes(other.trailer.ID[1])


def test_page_labels_are_the_folios() -> None:
    with opened(made(paragraphs(8), css="@page :first { counter-reset: page 41 }")) as pdf:
        assert [page_.label for page_ in pdf.pages][:2] == ["41", "42"]


def test_roman_folios_are_labels_too() -> None:
    file = made(paragraphs(8), css="@page { @bottom-center { content: counter(page, lower-roman) } }")
    assert [start.label for start in file.page_starts][:2] == ["i", "ii"]
    with opened(file) as pdf:
        assert [page_.label for page_ in pdf.pages][:2] == ["i", "ii"]


def test_references_name_the_page_of_their_target() -> None:
    far = '<a class="xref" href="#there" data-kind="section">Section 2</a>'
    file = made(f"<p>{far}.</p>" + paragraphs(11, notes=True) + f'<h2 id="there">There</h2><p>Back: {far}.</p>')
    texts = page_texts(file)
    there = next(number for number, text in enumerate(texts, 1) if "There" in text)
    assert there > 2
    assert f"Section 2, page {there}." in " ".join(texts[0].split())
    assert "Back: Section 2." in " ".join(texts[there - 1].split())


def test_each_note_is_printed_once_although_the_page_was_laid_out_twice() -> None:
    far = '<p><a class="xref" href="#there">Section 2</a></p>'
    texts = "".join(page_texts(made(far + paragraphs(11, notes=True) + '<h2 id="there">There</h2>')))
    assert [texts.count(f"See ledger {i}.") for i in range(11)] == [1] * 11


def test_references_that_never_settle_are_reported() -> None:
    # The printed number decides whether its own target moves: on page 2 it says 3, on page 3 it says 2.
    body = f'<p><a class="xref" href="#there">S</a></p>{paragraphs(2, length=4)}<h2 id="there">There</h2>'
    css = 'a.xref[data-page="2"]::after{content:""; display:block; height:170mm} h2{break-before:page}'
    file = made(body, css=css)
    assert [f.code for f in file.findings] == ["E121"]


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="stylesheet" href="file:///etc/passwd"/>',
        '<link rel="attachment" href="file:///etc/passwd" title="x"/>',
        '<link rel="attachment" href="images/crane.jpg"/>',
        "<style>@import url(https://elsewhere.example/a.css);</style>",
        "<style>@font-face{font-family:x;src:url(file:///etc/passwd)}</style>",
        "<style>body{background:url(../../../etc/passwd)}</style>",
        '<style>@import "data:text/css,p{color:red}";</style>',
    ],
)
def test_nothing_but_the_articles_own_is_loaded(head: str) -> None:
    file = made(paragraphs(1), head=head)
    assert "E101" in [f.code for f in file.findings]
    with opened(file) as pdf:
        assert "/EmbeddedFiles" not in pdf.Root.get("/Names", {})
        assert not pdf.attachments


@pytest.mark.parametrize(
    "source",
    ["file:///etc/hostname", "http://127.0.0.1:1/x.png", "../images/crane.jpg/../../x.png", "data:text/html,x"],
)
def test_images_from_elsewhere_are_refused(source: str) -> None:
    file = made(f'<p><img src="{source}" alt="x"/></p>')
    found = [f for f in file.findings if f.code == "E101"]
    assert len(found) == 1
    assert found[0].severity is Severity.ERROR
    assert "belongs to the article" in found[0].message
    assert found[0].hints


def test_links_cannot_attach_files() -> None:
    with opened(made('<p><a rel="attachment" href="file:///etc/passwd">x</a></p>')) as pdf:
        assert b"FileAttachment" not in b"".join(bytes(str(o), "utf-8") for o in pdf.objects)


def test_an_image_inside_its_own_address_is_fine() -> None:
    dot = f"data:image/jpeg;base64,{base64.b64encode(jpeg()).decode()}"
    assert made(f'<p><img src="{dot}" alt="A dot"/></p>').findings == ()


def test_drawings_may_not_fetch_either() -> None:
    drawing = (
        b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">'
        b'<image width="9" height="9" xlink:href="file:///etc/passwd"/><rect width="4" height="4"/></svg>'
    )
    asset = Asset("images/d.svg", "image/svg+xml", drawing, 9, 9)
    file = made('<p><img src="images/d.svg" alt="A square"/></p>', assets=(asset,))
    assert [f.code for f in file.findings] == ["E101"]


def test_a_character_that_no_typeface_has_is_one_finding_that_names_it() -> None:
    (found,) = made("<p>\U00012345</p>").findings
    assert found.code == "H102"
    assert "(U+12345 CUNEIFORM SIGN URU TIMES KI)" in found.message
    if found.severity == "error":
        assert "is not printed" in found.message
    else:
        assert "of this machine" not in found.message
        assert "stood in" in found.message


def test_the_engines_own_word_for_a_missing_character_is_not_repeated() -> None:
    notdef = Diagnostic("E110", "no typeface has the character 'x' (U+12345)")
    other = Diagnostic("E110", "no typeface has the character 'y' (U+12346)")
    said = stand_in_findings(("\U00012345",), (notdef, other), (), frozenset())
    assert [(each.code, str(each.severity)) for each in said] == [("E110", "error"), ("H102", "error")]
    assert said[0] is other


def test_style_faults_are_findings_with_their_place() -> None:
    found = made("<p>x</p>", css="p { colour: red }").findings
    assert [f.code for f in found] == ["E112"]
    assert "colour: red" in found[0].message


def test_a_style_fault_is_found_in_its_sheet() -> None:
    sheets = (StyleSheet("house.css", "\n\np{color:red}"), StyleSheet("paper/own.css", "h1{}\np { colour: red }"))
    styles = "".join(f"<style>/*<![CDATA[*/\n{sheet.text}\n/*]]>*/</style>" for sheet in sheets)
    composed = page("<p>x</p>", head=styles)
    found = typeset(replace(composed, styles=sheets), Edition("r", "pdf"), STATED, URN).findings
    assert [str(f).split(" unknown")[0] for f in found] == [
        "styles/paper/own.css:2:5: warning E112 the style declaration 'colour: red' has no effect:"
    ]


def test_links_to_nowhere_are_findings() -> None:
    found = made('<p><a href="#nowhere">x</a></p>').findings
    assert [(f.code, "#nowhere" in f.message) for f in found] == [("E116", True)]


def test_a_typeface_of_the_machine_is_reported() -> None:
    found = made("<p>x</p>", css="p { font-family: monospace }").findings
    assert [f.code for f in found] == ["E124"]


def test_empty_elements_do_not_swallow_what_follows() -> None:
    assert engine.as_html('<p><a id="x"/>a<br/><span class="y" />b</p>') == (
        '<p><a id="x"></a>a<br/><span class="y"></span>b</p>'
    )
    assert "after" in page_texts(made('<p><a id="x"/>before</p><div/><p>after</p>'))[0]


def test_importing_the_engine_starts_no_program_and_leaves_no_stand_ins() -> None:
    script = (
        "import subprocess, sys\n"
        "def refuse(*a, **k): raise SystemExit('a program was started')\n"
        "subprocess.Popen = refuse\n"
        "from presswork.editions.engine_import import bring_engine\n"
        "bring_engine()\n"
        "assert 'fontTools.varLib' not in sys.modules and 'fontTools.subset' not in sys.modules\n"
        "from weasyprint.pdf import fonts\n"
        "assert fonts.subset.Subsetter.__module__ == 'fontTools.subset'\n"
        "import fontTools.varLib.instancer as real\n"
        "from fontTools.ttLib import TTFont\n"
        "from presswork.typesetting.typefaces import family_cuts\n"
        "try:\n    fonts.instantiateVariableFont(TTFont(family_cuts('Source Serif Pro')[0].path), {})\n"
        "except (KeyError, ValueError, NotImplementedError) as static: print('asked', real.__name__)\n"
    )
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (0, "asked fontTools.varLib.instancer\n"), run.stderr


def test_another_release_of_the_engine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["weasyprint"], "__version__", "71.0")
    with pytest.raises(Rejected) as stopped:
        engine_import.bring_engine()
    (found,) = stopped.value.findings
    assert found.code == "E102"
    assert "71.0" in found.message
    assert "pip install weasyprint==70.0" in found.hints[0]


@pytest.mark.parametrize(
    ("error", "message", "hint"),
    [
        (ModuleNotFoundError("no", name="weasyprint"), "missing (weasyprint)", "pip install"),
        (OSError("cannot load library 'libpango-1.0-0'"), "libpango", "apt-get install"),
    ],
)
def test_a_missing_engine_is_a_finding(
    error: Exception, message: str, hint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise error

    monkeypatch.setattr(engine_import, "_import", fail)
    monkeypatch.delitem(sys.modules, "weasyprint")
    with pytest.raises(Rejected) as stopped:
        engine_import.bring_engine()
    (found,) = stopped.value.findings
    assert (found.code, message in found.message, hint in found.hints[0]) == ("E102", True, True)


def test_a_failing_engine_rejects_the_article_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AssertionError("boxes do not fit")

    monkeypatch.setattr(engine.weasyprint.HTML, "render", fail)
    with pytest.raises(Rejected) as stopped:
        made("<p>x</p>")
    assert stopped.value.findings[0].code == "E123"


def test_warming_up_in_a_thread_changes_nothing() -> None:
    expected = made(paragraphs(4), columns=2).data
    thread = Thread(target=warm_up, args=("en",))
    thread.start()
    found = made.__wrapped__(paragraphs(4), columns=2).data
    thread.join()
    assert found == expected


def test_findings_bear_the_manuscripts_name() -> None:
    file = typeset(page('<p><a href="#no">x</a></p>'), Edition("r", "pdf"), STATED, URN, source="content/one.md")
    assert str(file.findings[0]).startswith("content/one.md: ")


def test_the_sample_style_is_what_the_tests_think() -> None:
    assert "columns: var(--columns)" in CSS
    assert sentence(1) != sentence(2)
    assert io.BytesIO(jpeg()).read(2) == b"\xff\xd8"
