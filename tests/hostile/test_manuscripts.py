"""Manuscripts from strangers: each is one clear error, leaves no file of its own, and takes no other article down."""

from __future__ import annotations

import os
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from presswork.diagnostics import Severity
from presswork.jobs import plan, world_now
from presswork.production import build

if TYPE_CHECKING:
    from collections.abc import Callable

    from presswork.results import BuildResult

HEAD = "---\ntitle: A stranger's article\nauthor: Nobody\ndate: 2026-01-02\n---\n\n"
GOOD = HEAD.replace("A stranger's article", "A good article") + "It is built whatever the others do.\n"
SECRET = "the secret of the house"


@dataclass(frozen=True)
class Case:
    """A hostile manuscript: what lays it down, and what the one error must say."""

    name: str
    lay: Callable[[Path], Path]
    says: str


def markdown(body: str, head: str = HEAD) -> Callable[[Path], Path]:
    return raw("bad.md", (head + body).encode())


def raw(name: str, data: bytes) -> Callable[[Path], Path]:
    def lay(articles: Path) -> Path:
        path = articles / name
        path.write_bytes(data)
        return path

    return lay


def symlinked_manuscript(articles: Path) -> Path:
    path = articles / "bad.md"
    path.symlink_to(articles.parents[2] / "secret.md")
    return path


def symlinked_image(articles: Path) -> Path:
    (articles / "picture.png").symlink_to(articles.parents[2] / "secret.png")
    return markdown("![A picture](picture.png)")(articles)


def zip_bomb(articles: Path) -> Path:
    path = articles / "bad.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * 700_000_000)
    return path


def sparse(articles: Path, size: int = 101 * 2**20) -> Path:
    path = articles / "bad.md"
    path.write_text(HEAD, "utf-8")
    os.truncate(path, size)
    return path


def big_image(articles: Path) -> Path:
    """A PNG that says it is 30,000 pixels wide and high: 900 million pixels in a few bytes."""
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    data = (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")
    )
    (articles / "big.png").write_bytes(data)
    return markdown("![A picture](big.png)")(articles)


def no_image(articles: Path, name: str = "note.jpg") -> Path:
    (articles / name).write_text("this is no picture", "utf-8")
    return markdown(f"![A picture]({name})")(articles)


def svg(content: str) -> Callable[[Path], Path]:
    def lay(articles: Path) -> Path:
        (articles / "drawing.svg").write_text(content, "utf-8")
        return markdown("![A drawing](drawing.svg)")(articles)

    return lay


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<?xml version="1.0"?><!DOCTYPE article [<!ENTITY l0 "ha">{LAUGHS}]>'
XXE = '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="10" height="10">'
ALIASES = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 9))

CASES = [
    Case("path out of the folder", markdown("![A picture](../../../secret.png)"), "outside"),
    Case("absolute path", markdown("![A picture](/etc/hostname)"), "/etc/hostname"),
    Case("symlinked image", symlinked_image, "outside"),
    Case("symlinked manuscript", symlinked_manuscript, "outside"),
    Case("file URL in Markdown", markdown("![A picture](file:///etc/hostname)"), "file:"),
    Case("http URL in Markdown", markdown("![A picture](http://127.0.0.1:9/a.png)"), "127.0.0.1"),
    Case("file URL in HTML", markdown('<img src="file:///etc/hostname" alt="x">'), "file:"),
    Case("http URL in HTML", markdown('<p><img src="http://127.0.0.1:9/a.png" alt="x"></p>'), "127.0.0.1"),
    Case("attachment", markdown('<a rel="attachment" href="file:///etc/hostname">take it</a>'), "attachment"),
    Case("linked attachment", markdown('<link rel="attachment" href="../../../secret.md">\n\nText.'), "attachment"),
    Case("style with a URL", markdown("<style>@import url(file:///etc/hostname);</style>\n\nText."), "style"),
    Case("SVG that reaches out", svg(f'{SVG}<image xlink:href="file:///etc/hostname"/></svg>'), "drawing.svg"),
    Case("SVG with entities", svg(f"{BOMB}{SVG}<text>&l9;</text></svg>"), "drawing.svg"),
    Case("SVG with an external entity", svg(f"{XXE}{SVG}<text>&x;</text></svg>"), "drawing.svg"),
    Case("entity bomb", raw("bad.xml", f"{BOMB}<article><para>&l9;</para></article>".encode()), "entit"),
    Case("zip bomb", zip_bomb, "bad.docx"),
    Case("no archive", raw("bad.docx", b"this is no Word file"), "bad.docx"),
    Case("100 MB", sparse, "larger than"),
    Case("deep nesting", markdown(">" * 20_000 + " deep"), "deep"),
    Case("deep HTML", markdown("<div>" * 20_000 + "deep"), "deep"),
    Case("broken encoding", raw("bad.md", b"---\ntitle: \xff\xfe\x81\x8d\n---\n\n\x81\x8d\x8f"), ""),
    Case("NUL bytes", raw("bad.md", HEAD.encode() + b"one\0two\n"), "NUL"),
    Case("control characters", raw("bad.md", HEAD.encode() + b"one\x1b[31mtwo\x07\n"), "control"),
    Case("no image", no_image, "note.jpg"),
    Case("a file that no page can show", lambda articles: no_image(articles, "note.pdf"), "note.pdf"),
    Case("a cover out of the folder", markdown("Text.", HEAD[:-5] + "cover: ../../../secret.png\n---\n\n"), "outside"),
    Case(
        "a cover on the web",
        markdown("Text.", HEAD[:-5] + "cover: {image: 'http://127.0.0.1:9/a.png'}\n---\n\n"),
        "127",
    ),
    Case("30,000 pixels", big_image, "30"),
    Case("YAML aliases", markdown("Text.", f"---\ntitle: X\nl0: &l0 [x, x]\n{ALIASES}\n---\n\n"), "YAML"),
    Case("a bad date", markdown("Text.", "---\ntitle: X\ndate: 2026-02-30\n---\n\n"), "2026-02-30"),
    Case("a date that is none", markdown("Text.", "---\ntitle: X\ndate: next Tuesday-ish\n---\n\n"), "date"),
    Case("Jinja in a body", markdown("Hello {{ ''.__class__.__mro__ }} {% for x in y %}."), "bad.md:7"),
    Case("Jinja across marked words", markdown("Hello {{ *meta*.title }}."), "{{"),
    Case("Jinja in the title", markdown("Text.", "---\ntitle: 'Hello {{ name }}'\n---\n\n"), "bad.md:2"),
    Case("Jinja in a description", markdown("![A {{ thing }}](a.png)\n"), "{{ thing }}"),
    Case("a script", markdown("Text.\n\n<script>alert(1)</script>\n"), "bad.md:9"),
    Case("an event handler", markdown('<p onclick="alert(1)">Text.</p>\n'), "onclick"),
    Case("a frame", markdown('Text.\n\n<iframe src="https://a.example/"></iframe>\n'), "frame"),
    Case("a link that runs a script", markdown("[Text](javascript:alert(1))\n"), "runs a script"),
    Case("a disguised one", markdown('<a href=" JaVa&#10;Script:alert(1)">Text</a>\n'), "runs a script"),
    Case("a link that is a page", markdown("[Text](data:text/html,x)\n"), "runs a script"),
    Case("an image that runs a script", markdown('<img src="javascript:alert(1)" alt="x">\n'), "runs a script"),
    Case("a style sheet", markdown('<link rel="stylesheet" href="http://127.0.0.1:9/a.css">\n\nText.'), "style sheet"),
    Case("an empty file", raw("bad.md", b""), "empty"),
    Case("only white space", raw("bad.md", b"\n \n\t\n"), "empty"),
]


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A publication with one good article, and secrets beside it."""
    folder = tmp_path / "publication" / "content" / "articles"
    folder.mkdir(parents=True)
    (folder.parent / "publication.yaml").write_text("title: House\neditions: {ebook: {pages-of: reader}}\n", "utf-8")
    (folder / "good.md").write_text(GOOD, "utf-8")
    (tmp_path / "secret.md").write_text(f"# Secret\n\n{SECRET}", "utf-8")
    (tmp_path / "secret.png").write_text(SECRET, "utf-8")
    return folder


def built(articles: Path) -> BuildResult:
    root = articles.parents[1]
    (job,) = plan([root], base=root, editions=("web",))
    return build(job, world_now())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_one_clear_error_and_the_others_are_built(case: Case, articles: Path) -> None:
    bad = case.lay(articles)
    result = built(articles)
    by_source = {Path(article.source).name: article for article in result.articles}
    assert not by_source["good.md"].failed
    hostile = by_source[bad.name]
    errors = [d for d in hostile.findings if d.severity is Severity.ERROR]
    assert len(errors) == 1, [str(d) for d in hostile.findings]
    assert case.says in str(errors[0])
    assert errors[0].hints
    assert not hostile.fault
    assert not hostile.files
    web = sorted(path.name for path in (articles.parents[1] / "out" / "web").iterdir())
    assert web == ["good.html"]
    assert SECRET not in (articles.parents[1] / "out" / "web" / "good.html").read_text("utf-8")


def test_template_code_may_be_shown_as_code_or_escaped(articles: Path) -> None:
    body = (
        "Write `{{ meta.title }}`, or:\n\n```\n{% for x in y %}\n```\n\nThis is text: \\{\\{ so \\}\\}, \\{% so %}.\n"
    )
    (articles / "code.md").write_text(HEAD + body, "utf-8")
    result = built(articles)
    assert not result.failed
    page = (articles.parents[1] / "out" / "web" / "code.html").read_text("utf-8")
    assert "This is text: {{ so }}, {% so %}." in page


def test_each_kind_of_thing_that_acts_is_one_error_with_its_line(articles: Path) -> None:
    body = (
        'Code may be shown: `<script>`.\n\n<script>alert(1)</script><p onclick="a()" onfocus="b()">Text.</p>\n'
        '<script src="x.js"></script>\n<iframe src="x"></iframe>\n\n[A link](javascript:alert(1))\n'
    )
    (articles / "acts.md").write_text(HEAD + body, "utf-8")
    result = built(articles)
    acting = next(article for article in result.articles if article.source.endswith("acts.md"))
    said = [str(d).splitlines()[0].partition("acts.md:")[2] for d in acting.findings if d.severity is Severity.ERROR]
    assert said == [
        "9: error T206 the text has 2 scripts (the first is <script>)",
        "9: error T206 the text has 2 event handlers (the first is onclick of <p>)",
        "11: error T206 the text has a frame (<iframe>)",
        "13: error T206 the text has a link that runs a script ('javascript:alert(1)')",
    ]
    assert not acting.files
    assert not (articles.parents[1] / "out" / "web" / "acts.html").exists()


def test_markup_that_does_no_harm_is_repaired(articles: Path) -> None:
    body = '<div style="color: red" class="site-box"><blink>Kept.</blink></div><form><input name="x"></form>\n'
    (articles / "odd.md").write_text(HEAD + body, "utf-8")
    assert not built(articles).failed
    page = (articles.parents[1] / "out" / "web" / "odd.html").read_text("utf-8")
    assert "Kept." in page
    for word in ("color: red", "blink", "<form", "<input"):
        assert word not in page


def test_a_saved_web_page_is_refused_with_the_way_out_and_import_takes_it(articles: Path) -> None:
    from presswork.receiving import import_file

    page = """<!DOCTYPE html>
<html lang="en"><head><title>Tides</title><link rel="stylesheet" href="https://a.example/a.css">
<script src="https://a.example/count.js"></script><script type="application/ld+json">{}</script></head>
<body onload="count()"><article>
<h1>Tides</h1><p>The <a href="javascript:more()">water</a> rises.</p></article></body></html>"""
    path = raw("bad.html", page.encode())(articles)
    errors = [d for d in built(articles).articles[0].findings if d.severity is Severity.ERROR]
    assert [d.code for d in errors] == ["T206"] * 3
    assert all("presswork import" in d.hints[-1] for d in errors)
    imported = import_file(path, display="bad.html")
    assert [str(d).splitlines()[0] for d in imported.findings if d.code == "T193"] == [
        "bad.html: note T193 left out of the page: a script, an event handler, a link that runs a script"
    ]
    path.unlink()
    (articles / "tides.md").write_text(imported.text, "utf-8")
    assert not built(articles).failed
    assert "The water rises." in (articles.parents[1] / "out" / "web" / "tides.html").read_text("utf-8")
