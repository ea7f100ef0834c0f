"""The structure tree: what assistive technology is told, read back from the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pikepdf
import pytest
from page import validate_pdf  # type: ignore[import-not-found]
from pdf_samples import made, opened, paragraphs, tags

from presswork.edition import Asset, EditionFile

if TYPE_CHECKING:
    from pathlib import Path

EVERYTHING = (
    "<h2>First</h2>"
    + paragraphs(3, length=3, notes=True)
    + '<ul><li><p>one</p><p>two</p></li><li>three<ol style="list-style:lower-alpha"><li>in</li></ol></li></ul>'
    "<dl><dt>Crane</dt><dt>Derrick</dt><dd>A machine.</dd><dt>Quay</dt><dd><p>A place.</p><p>For ships.</p></dd></dl>"
    '<figure id="fig-1"><img src="images/crane.jpg" alt="A crane" width="80" height="60"/>'
    '<figcaption><span class="label">Figure 1</span> The crane.</figcaption></figure>'
    '<table id="tab-1"><caption>Ships</caption><thead><tr><th scope="col">Year</th><th scope="col">Ships</th></tr>'
    '</thead><tbody><tr><th scope="row">1911</th><td>41</td></tr>'
    '<tr><th scope="row">1912</th><td></td></tr></tbody></table>'
    '<blockquote><p>Quoted.</p></blockquote><aside class="pullquote"><p>Pulled.</p><footer>A mason</footer></aside>'
    '<div class="verse"><p>One line<br/>another</p></div><pre class="code"><code>x = 1</code></pre><hr/>'
    '<p>An <abbr title="World Trade Organization">WTO</abbr> <q>quip</q>, <em>so</em>, '
    '<a href="https://a.example/">there</a> <span lang="es">hasta luego</span>.</p><p class="end">End.</p>'
)


def judged(file: EditionFile, tmp_path: Path) -> list[str]:
    path = tmp_path / "judged.pdf"
    path.write_bytes(file.data)
    return re.findall(r"FAIL.*", str(validate_pdf(str(path), profile="ua1"))) or re.findall(
        r"Result: (?!no failures).*", str(validate_pdf(str(path), profile="ua1"))
    )


@pytest.mark.parametrize("columns", [1, 2])
def test_everything_in_a_body_passes_pdf_ua(columns: int, tmp_path: Path) -> None:
    assert judged(made(EVERYTHING, columns=columns), tmp_path) == []


ODD = {
    "terms in groups": "<dl><div><dt>a</dt><dd>b</dd></div><dd>c</dd><dt>d</dt></dl>",
    "text in a section": "<section><h2>a</h2>text <em>x</em><p>b</p>tail</section>",
    "list without marks": '<ol style="list-style:none"><li>a<p>b</p></li></ol>',
    "marks inside": '<ul style="list-style-position:inside"><li><p>a</p></li><li></li></ul>',
    "caption below": '<table style="caption-side:bottom"><caption>C</caption><tr><td>1</td></tr></table>',
    "table in a table": "<table><tr><td><table><tr><td>x</td></tr></table></td></tr></table>",
    "grid": '<div style="display:grid;grid-template-columns:1fr 1fr"><p>a</p><span>b</span></div>',
    "absolute": '<p style="position:relative">x<span style="position:absolute;top:0">abs</span></p>',
    "float": '<p><span style="float:left">F</span>oo <span style="display:inline-block">ib <b>c</b></span></p>',
    "note in a table": '<table><tr><td>x<fn-note id="n"><span class="note-p">in</span></fn-note></td></tr></table>',
    "note in a heading": '<h2>H<fn-note id="n"><span class="note-p">in</span></fn-note></h2>',
    "note over pages": f'<p>x<fn-note id="n"><span class="note-p">{"long note " * 250}</span></fn-note></p>',
    "raw formula": '<p><math xmlns="http://www.w3.org/1998/Math/MathML" alttext="x"><mi>x</mi></math></p>',
    "running": '<p style="position:running(x)">r</p>',
    "nothing": "",
}


@pytest.mark.parametrize("body", ODD.values(), ids=ODD)
def test_odd_bodies_pass_too(body: str, tmp_path: Path) -> None:
    assert judged(made(f"<h2>H</h2>{body}<p>After.</p>", columns=2), tmp_path) == []


def test_the_judge_notices_a_bad_file(tmp_path: Path) -> None:
    assert judged(made('<p><img src="images/crane.jpg" width="8" height="6"/></p>'), tmp_path) != []


def test_the_article_is_an_art_with_a_heading() -> None:
    tree = tags(made(paragraphs(1)))
    assert tree.role == "Document"
    assert [tag.role for tag in tree.below()][:3] == ["Art", "Div", "H1"]


def test_a_paragraph_over_two_pages_and_columns_is_one_paragraph() -> None:
    file = made(paragraphs(1, length=40), columns=2)
    assert file.measure >= 2
    body = tags(file).all("Div")[1]
    assert body.outline() == ("Div", "P")


def test_lists_have_labels_bodies_and_numbering() -> None:
    (outer, inner, terms) = tags(made(EVERYTHING)).all("L")
    assert outer.entries["/A"] == {"/O": "/List", "/ListNumbering": "/Disc"}
    assert inner.entries["/A"]["/ListNumbering"] == "/LowerAlpha"
    assert outer.outline() == (
        "L",
        ("LI", "Lbl", ("LBody", "P", "P")),
        ("LI", "Lbl", ("LBody", ("L", ("LI", "Lbl", "LBody")))),
    )
    assert terms.outline() == ("L", ("LI", "Lbl", "Lbl", "LBody"), ("LI", "Lbl", ("LBody", "P", "P")))


def test_notes_follow_their_reference_in_the_text() -> None:
    tree = tags(made(EVERYTHING))
    paragraph = next(tag for tag in tree.all("P") if any(kid.role == "Note" for kid in tag.below()))
    roles = [kid.role if not isinstance(kid, int) else "text" for kid in paragraph.kids]
    assert roles[roles.index("Reference") : roles.index("Reference") + 3] == ["Reference", "Note", "text"]
    assert [note.entries["/ID"] for note in tree.all("Note")] == ["note-fn-0", "note-fn-1", "note-fn-2"]
    assert tree.all("Note")[0].outline() == ("Note", "Lbl", ("P", "Em"))


def test_note_identifiers_can_be_looked_up() -> None:
    with opened(made(EVERYTHING)) as pdf:
        leaf = pdf.Root.StructTreeRoot.IDTree.Kids[0]
        assert [str(name) for name in list(leaf.Names)[::2]] == ["note-fn-0", "note-fn-1", "note-fn-2"]
        assert str(leaf.Names[1].S) == "/Note"


def test_tables_have_caption_heads_and_scopes() -> None:
    (table,) = tags(made(EVERYTHING)).all("Table")
    assert [kid.role for kid in table.kids if not isinstance(kid, int)] == ["Caption", "THead", "TBody"]
    assert [head.entries["/A"]["/Scope"] for head in table.all("TH")] == ["/Column", "/Column", "/Row", "/Row"]
    assert [len([kid for kid in row.kids if not isinstance(kid, int)]) for row in table.all("TR")] == [2, 2, 2]


def test_spanning_cells_say_so(tmp_path: Path) -> None:
    body = (
        '<table><thead><tr><th scope="col" rowspan="2">Year</th><th scope="colgroup" colspan="2">Ships</th></tr>'
        '<tr><th scope="col">in</th><th scope="col">out</th></tr></thead>'
        "<tbody><tr><td>1911</td><td>4</td><td>5</td></tr></tbody></table>"
    )
    file = made(body)
    heads = tags(file).all("TH")
    assert heads[0].entries["/A"]["/RowSpan"] == "2"
    assert heads[1].entries["/A"]["/ColSpan"] == "2"
    assert judged(file, tmp_path) == []


def test_a_table_head_printed_again_is_no_content() -> None:
    rows = "".join(f'<tr><th scope="row">{year}</th><td>{year % 50}</td></tr>' for year in range(1850, 1930))
    file = made(f"<table><thead><tr><th>Year</th><th>Ships</th></tr></thead><tbody>{rows}</tbody></table>")
    assert file.measure >= 2
    (table,) = tags(file).all("Table")
    assert len(table.all("THead")) == len(table.all("TBody")) == 1
    assert len(table.all("TR")) == 81


def test_pictures_have_words_and_a_place() -> None:
    with opened(made(EVERYTHING)) as pdf:
        height = float(pdf.pages[0].MediaBox[3])
    (figure,) = tags(made(EVERYTHING)).all("Figure")
    assert figure.entries["/Alt"] == "A crane"
    left, bottom, right, top = map(float, figure.entries["/A"]["/BBox"])
    assert 0 < left < right
    assert 0 < bottom < top < height
    assert (right - left, top - bottom) == (pytest.approx(60, abs=0.1), pytest.approx(45, abs=0.1))


def test_a_figure_holds_picture_and_caption() -> None:
    tree = tags(made(EVERYTHING))
    holder = next(tag for tag in tree.all("Div") if tag.outline() == ("Div", "Figure", "Caption"))
    assert holder


def test_formulas_are_formulas_with_their_source() -> None:
    drawing = Asset(
        "images/m.svg", "image/svg+xml", b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', 9, 9
    )
    file = made('<p>Let <img class="math" src="images/m.svg" alt="x^2"/> be.</p>', assets=(drawing,))
    (formula,) = tags(file).all("Formula")
    assert formula.entries["/Alt"] == "x^2"


def test_drawings_in_the_text_are_named_by_their_title(tmp_path: Path) -> None:
    drawn = '<title>A square</title><rect width="4" height="4"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{drawn}</svg>'
    file = made(f"<p>See {svg}.</p>")
    assert [figure.entries["/Alt"] for figure in tags(file).all("Figure")] == ["A square"]
    assert judged(file, tmp_path) == []


@pytest.mark.parametrize("marks", ['alt=""', 'alt="x" role="presentation"', 'alt="x" aria-hidden="true"'])
def test_decorative_pictures_are_artifacts(marks: str, tmp_path: Path) -> None:
    file = made(f'<p>Text.</p><p><img src="images/crane.jpg" {marks} width="80" height="60"/></p>')
    assert tags(file).all("Figure") == []
    assert judged(file, tmp_path) == []
    assert file.findings == ()


def test_a_picture_without_words_is_a_finding() -> None:
    (found,) = made('<p><img src="images/crane.jpg" width="80" height="60"/></p>').findings
    assert (found.code, "crane.jpg" in found.message) == ("E122", True)


def test_parts_have_their_language() -> None:
    file = made(EVERYTHING + '<p lang="fr">Bonjour</p><p dir="rtl" lang="ar">مرحبا</p>', language="en-GB")
    tree = tags(file)
    assert [tag.entries["/Lang"] for tag in tree.below() if "/Lang" in tag.entries] == ["es", "fr", "ar"]
    assert next(tag.role for tag in tree.below() if tag.entries.get("/Lang") == "es") == "Span"
    with opened(file) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"


def test_inline_types() -> None:
    tree = tags(made(EVERYTHING))
    assert [len(tree.all(role)) for role in ("Code", "Quote", "Link", "BlockQuote")] == [1, 1, 1, 2]
    assert [tag.entries["/E"] for tag in tree.all("Span") if "/E" in tag.entries] == ["World Trade Organization"]
    with opened(made(EVERYTHING)) as pdf:
        assert {k: str(v) for k, v in pdf.Root.StructTreeRoot.RoleMap.items()} == {"/Em": "/Span", "/Strong": "/Span"}


def test_a_link_over_two_lines_is_one_link_with_two_areas() -> None:
    file = made(f'<p>{"A long beginning " * 4}<a href="https://a.example/">{"with linked words " * 6}</a></p>')
    (_link,) = tags(file).all("Link")
    with opened(file) as pdf:
        areas = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/OBJR"]
        assert len(areas) >= 2
        assert all(area.Obj.Contents for area in areas)


def test_what_stands_inside_a_link_adds_no_second_area(tmp_path: Path) -> None:
    body = (
        '<p>See <a href="https://a.example/"><span lang="es">hasta <em>luego</em></span></a> and '
        '<a href="https://b.example/"><img src="images/crane.jpg" alt="A crane" width="8" height="6"/></a></p>'
        '<a href="https://c.example/"><span style="display:block">A block</span></a>'
    )
    file = made(body, css='a[href="https://a.example/"]::after{content:" (there)"}')
    with opened(file) as pdf:
        targets = [str(link.A.URI) for link in pdf.pages[0].Annots]
    assert targets.count("https://a.example/") == 1
    assert set(targets) == {f"https://{name}.example/" for name in "abc"}
    assert judged(file, tmp_path) == []


def artifacts(file: EditionFile) -> list[str]:
    """The property lists of the artifacts on the pages, in order of painting."""
    found = []
    with opened(file) as pdf:
        for page in pdf.pages:
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "BDC" and str(operands[0]) == "/Artifact":
                    found.append(" ".join(str(operands[1].get(key, "")) for key in ("/Type", "/Subtype")).strip())
    return found


def test_running_heads_folios_and_end_marks_are_artifacts() -> None:
    file = made(paragraphs(8) + '<p class="end">End.</p>')
    found = artifacts(file)
    assert found.count("/Pagination /Header") == file.measure - 1
    assert found.count("/Pagination /Footer") == file.measure
    assert found.count("/Layout") == 1


def test_everything_painted_is_content_or_artifact() -> None:
    file = made(EVERYTHING, columns=2)
    with opened(file) as pdf:
        for page in pdf.pages:
            depth = 0
            for _, operator in pikepdf.parse_content_stream(page):
                depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(str(operator), 0)
                assert depth > 0 or str(operator) not in ("Tj", "TJ", "Do")


def test_the_parent_table_knows_every_marked_content() -> None:
    file = made(EVERYTHING, columns=2)
    with opened(file) as pdf:
        nums = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        table = dict(zip(nums[::2], nums[1::2], strict=True))
        for page in pdf.pages:
            operators = pikepdf.parse_content_stream(page)
            marked = [o[1].MCID for o, op in operators if str(op) == "BDC" and "/MCID" in o[1]]
            owners = table[page.StructParents]
            assert sorted(marked) == list(range(len(owners)))
            assert all(owner.Type == "/StructElem" for owner in owners)
            for annotation in page.get("/Annots", []):
                assert table[annotation.StructParent].S == "/Link"


def test_the_untagged_standard_has_no_tree() -> None:
    with opened(made(paragraphs(1), standard="pdf/a-2u")) as pdf:
        assert "/StructTreeRoot" not in pdf.Root
