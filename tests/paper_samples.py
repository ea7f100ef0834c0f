"""Articles set with the house's paper templates, and what is read back from the laid-out pages."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from presswork.article import Article, Contact, Metadata, Rights, Text
from presswork.contributors import Contributor
from presswork.edition import Asset, Edition
from presswork.house import House
from presswork.pages import compose
from presswork.paper import PAPERS
from presswork.publication import Publication
from presswork.typesetting.fonts import with_fonts

POINTS = 0.75
WORDS = re.findall(
    r"\w+",
    "the quay keeps a ledger of tides and of the ships that came in under them with coal or salt "
    "and every clerk who wrote in it had learned to read the water before he learned to read",
)


def paragraph(number: int, words: int = 60, *, note: str = "", inside: str = "") -> str:
    text = " ".join(WORDS[(number * 7 + i * 5) % len(WORDS)] for i in range(words)).capitalize()
    called = f'<fn-note id="fn-{number}"><span class="note-p">{note}</span></fn-note>' if note else ""
    return f"<p>{text}{inside}{called}.</p>"


def figure(number: int, *, kind: str = "figure") -> str:
    return (
        f'<figure id="fig-{number}" class="{kind}"><img src="images/a.svg" alt="A crane" width="600" height="389"/>'
        f'<figcaption><span class="label">Figure {number}</span> <span class="caption">A crane.</span></figcaption>'
        "</figure>"
    )


QUOTE = (
    '<aside class="pullquote"><p>A tide that nobody writes down has not been lost, it has only been left to the '
    "water</p><footer>The harbour master</footer></aside>"
)
TABLE = (
    '<table id="tab-1"><caption><span class="label">Table 1</span> Tides</caption><thead><tr><th scope="col">Day</th>'
    '<th scope="col" class="right">Height</th></tr></thead><tbody><tr><td>Monday</td><td class="right">4.1</td></tr>'
    '<tr><td>Tuesday</td><td class="right">3.9</td></tr></tbody></table>'
)
CODE = '<pre class="code" data-language="python" tabindex="0"><code>def tide(hour):\n    return hour % 12</code></pre>'
LIST = "<ul><li>one thing that is long enough for a second line in a narrow column;</li><li>another</li></ul>"
IMAGE = Asset(
    "images/a.svg",
    "image/svg+xml",
    b'<svg xmlns="http://www.w3.org/2000/svg" width="600" height="389"><rect width="600" height="389"/></svg>',
    600,
    389,
)


@dataclass(frozen=True)
class Line:
    """A line of the text: its page, left edge and baseline in points from the page's top left, and its words."""

    page: int
    x: float
    baseline: float
    text: str


def article(body: str, **kind: object) -> Article:
    given: dict[str, object] = {
        "title": Text.of("The harbour that kept its own account of the moon"),
        "slug": "moon",
        "contributors": (Contributor("Jane Roe", bio=Text.of("Jane Roe writes about ports.")),),
        "published": dt.date(2026, 3, 1),
        "standfirst": Text.of("For a century one clerk copied the tides by hand, and never once looked at the sea."),
        "contact": Contact(email="desk@harbour.example"),
        "rights": Rights(licence="CC-BY-SA-4.0", holder="Jane Roe", year=2026),
        **kind,
    }
    made = Article.of(Metadata.model_validate(given), body, epoch=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    return Article(**{**{f: getattr(made, f) for f in made.__dataclass_fields__}, "assets": (IMAGE,)})


def laid_out(body: str, *, template: str = "article", paper: str = "a4", columns: int = 2, **kind: object) -> Any:
    """The engine's document of an article with this body."""
    from presswork.editions import engine
    from presswork.editions.standards import standard_named

    edition = Edition("reader", "pdf", template, PAPERS[paper], columns)
    publication = Publication(title="The Harbour Review")
    page = compose(article(body, **kind), edition, publication, House(None), target="paper")
    return engine.lay_out(with_fonts(page, {}), standard_named(None)).document


def boxes(box: Any) -> list[Any]:
    """The box and all boxes inside it, in order."""
    children = getattr(box, "children", ())
    return [box, *(inner for child in children for inner in boxes(child))]


def has_class(box: Any, name: str) -> bool:
    element = getattr(box, "element", None)
    return element is not None and name in (element.get("class") or "").split()


def text_lines(document: Any) -> list[Line]:
    """The lines of the running text's paragraphs: no heads, notes, captions, tables, quotations or end matter."""
    found = []
    for number, page in enumerate(document.pages, start=1):
        texts = [box for box in boxes(page._page_box) if has_class(box, "text") and not box.element_tag.count("::")]
        for box in (inner for text in texts[:1] for inner in boxes(text)):
            if type(box).__name__ == "LineBox" and box.element_tag == "p" and box.style["font_size"] < 13.5:
                words = "".join(getattr(inner, "text", "") for inner in boxes(box))
                baseline = (box.position_y + box.baseline) * POINTS
                found.append(Line(number, round(box.position_x * POINTS, 1), baseline, words))
    return found
