"""Articles for the tests of e-books: one that uses most of the body vocabulary, one from right to left."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import replace

from presswork.article import Article, Contact, Contributor, Correction, Figure, Metadata, Related, Rights, Series, Text
from presswork.edition import Asset, Edition, EditionFile, PageStart
from presswork.identifiers import identifier
from presswork.pagemap import body_characters
from presswork.publication import Publication

MATHML = "http://www.w3.org/1998/Math/MathML"
BODY = f"""
<p>The tide table hung by the door of the harbour office, and Marta Quill copied it every
December<fn-note id="fn-1"><span class="note-p">She used a <em>steel</em> pen.</span><span class="note-p">It is in the
museum, <span lang="es">donde nadie la ve</span>.</span></fn-note> for forty years.</p>
<p>She never made a mistake that anyone found, and <em>un</em>believable as it sounds she never looked at the sea.</p>
<h2 id="the-clock">The clock &amp; the moon</h2>
<p>A harbour clock loses a minute in a week, as <a class="xref" href="#fig-1" data-kind="figure">Figure 1</a>
shows<fn-note id="fn-2"><span class="note-p">See <a href="https://tides.example/clock">the
clock</a>.</span></fn-note>.</p>
<figure id="fig-1" class="figure"><img src="images/clock.png" alt="A clock with one hand" width="120" height="80"/>
<figcaption><span class="label">Figure 1</span> <span class="caption">The clock.</span> <span class="credit">Ana
Ruiz</span>
</figcaption></figure>
<h3 id="minutes">Minutes</h3>
<table id="tab-1"><caption><span class="label">Table 1</span> Lost minutes</caption><thead><tr><th
scope="col">Year</th>
<th scope="col">Minutes</th></tr></thead><tbody><tr><td class="left">1911</td><td
class="right">52</td></tr></tbody></table>
<p class="math-block"><math xmlns="{MATHML}" display="block" alttext="t =
52/m"><mi>t</mi><mo>=</mo><mfrac><mn>52</mn><mi>m</mi>
</mfrac></math></p>
<aside class="pullquote"><p>She never looked at the sea.</p><footer>A clerk</footer></aside>
<blockquote class="epigraph"><p>Time and tide.</p><footer>A proverb</footer></blockquote>
<div class="verse"><p>One wave,<br/>\u2003and another.</p></div>
<ul><li>High water</li><li><p>Low water</p></li></ul>
<pre class="code" data-language="python" tabindex="0"><code><span class="kw">print</span>(<span
class="st">"tide"</span>)</code></pre>
<h2 id="after">After her</h2>
<p>What came after was a printed book, says the almanac <span class="citation">(<a href="#ref-quill">Quill
1911</a>)</span>.</p>
<section class="bibliography" id="bibliography"><h2 id="sources">Sources</h2><div class="entry" id="ref-quill">Quill,
M. 1911.
</div></section>
"""
ARABIC = """
<p>كان جدول المدّ معلقًا بجانب باب مكتب الميناء<fn-note id="fn-1"><span class="note-p">في المتحف الآن.</span></fn-note>.
</p>
<h2 id="h">الساعة</h2><p>تخسر الساعة دقيقة كل أسبوع، كما تقول <span lang="en" dir="ltr">the almanac</span>.</p>
"""


def png(width: int = 120, height: int = 80) -> bytes:
    """A plain picture."""
    from PIL import Image

    target = io.BytesIO()
    Image.new("RGB", (width, height), "#31708f").save(target, "PNG")
    return target.getvalue()


def rich_article() -> Article:
    """An article with nearly everything."""
    meta = Metadata(
        title=Text.from_html("The last <em>tide</em> table & its clerk"),
        short_title=Text.of("Tide table"),
        subtitle=Text.of("How a harbour forgot the moon"),
        kicker=Text.of("Harbour life"),
        standfirst=Text.of("For a century one clerk copied the tides by hand."),
        slug="tide-table",
        contributors=(
            Contributor("Jane Roe", bio=Text.of("Jane Roe writes about water."), url="https://roe.example"),
            Contributor("Ana Ruiz", role="trl", affiliation="Harbour Press"),
        ),
        published=dt.date(2026, 3, 1),
        updated=dt.date(2026, 3, 4),
        place="Port Alma",
        language="en-GB",
        section=Text.of("Reports"),
        subjects=("harbours", "tides"),
        summary=Text.of("A clerk and the sea."),
        series=Series(Text.of("Clerks"), "2"),
        identifiers=(identifier("978-3-16-148410-0"), identifier("10.5555/12345678")),
        rights=Rights("CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/", None, "Jane Roe", 2026),
        publisher="Harbour Press",
        canonical_url="https://harbour.example/tide-table",
        contact=Contact(email="letters@harbour.example"),
        corrections=(Correction(Text.of("The clock is from 1911, not 1912."), dt.date(2026, 3, 5)),),
        related=(Related(Text.of("The moon clerk"), url="https://harbour.example/moon-clerk"),),
        translation_of=Related(Text.of("La última tabla"), url="https://puerto.example/tabla", language="es"),
        notes=Text.of("First printed in the spring issue."),
    )
    return Article.of(meta, BODY, (Asset("images/clock.png", "image/png", png(), 120, 80),), "tide-table.md")


def plain_article(**changes: object) -> Article:
    """The least an article can be."""
    meta = Metadata(title=Text.of("Salt"), slug="salt")
    return Article.of(meta.model_copy(update=changes), "<p>Salt is old.</p>", source="salt.md")


def article_with_lead(asset: Asset) -> Article:
    """A plain article with a lead image."""
    figure = Figure(asset.name, "A harbour at low water", Text.of("Low water."), Text.of("Ana Ruiz"))
    return replace(plain_article(lead_image=figure), assets=(asset,))


def arabic_article() -> Article:
    """An article in a script that runs from right to left."""
    meta = Metadata(
        title=Text.of("آخر جدول للمدّ"),
        slug="madd",
        language="ar",
        direction="rtl",
        contributors=(Contributor("جين رو"),),
    )
    return Article.of(meta, ARABIC, source="madd.md")


PUBLICATION = Publication(
    title="The Harbour Review", publisher="Harbour Press", url="https://harbour.example", language="en"
)
EBOOK = Edition("ebook", "epub", pages_of="reader")


def printed(article: Article, *words: str) -> dict[str, EditionFile]:
    """A PDF whose pages begin at the body's start and at the first occurrence of each of `words` (without spaces)."""
    from presswork.editions.epub_body import parse

    text = "".join(c.char for c in body_characters(parse(article.body)))
    offsets = [0, *(text.index(word) if word else len(text) for word in words)]
    starts = tuple(PageStart(str(n), offset) for n, offset in enumerate(offsets, 1))
    return {"reader": EditionFile("reader", ".pdf", b"", len(starts), "page", "urn:uuid:reader", starts)}


def book(
    article: Article, edition: Edition = EBOOK, publication: Publication = PUBLICATION, *words: str
) -> EditionFile:
    """The article's e-book, with the pages of a PDF that begin at `words`."""
    from presswork.editions.epub import FORMAT
    from presswork.house import House

    needs = printed(article, *words) if edition.pages_of else {}
    return FORMAT.produce(article, edition, publication, house=House(publication.root), needs=needs)


def files(made: EditionFile) -> dict[str, bytes]:
    """The files of an e-book by their names beside the package document."""
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        return {name.removeprefix("EPUB/"): archive.read(name) for name in archive.namelist()}


def changed(made: EditionFile, name: str, old: str, new: str) -> bytes:
    """The e-book with a piece of text in one of its files replaced, to make it a bad one."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made.data)) as source, zipfile.ZipFile(target, "w") as archive:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == f"EPUB/{name}":
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode())
            archive.writestr(info, data)
    return target.getvalue()


def with_meta(article: Article, **changes: object) -> Article:
    """The article with some of its metadata changed."""
    return replace(article, meta=article.meta.model_copy(update=changes))
