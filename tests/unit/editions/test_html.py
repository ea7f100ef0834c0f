"""The web page: whole in itself, readable by people in any light and by machines, in both directions."""

from __future__ import annotations

import base64
import datetime as dt
import io
import itertools
import json
import math
import re
from typing import TYPE_CHECKING, Any

import pytest
from fontTools.ttLib import TTFont
from lxml import etree

from presswork.article import (
    Article,
    Contact,
    Contributor,
    Correction,
    Figure,
    Identifier,
    Metadata,
    Related,
    Rights,
    Series,
    Text,
)
from presswork.edition import Asset, Edition
from presswork.editions.html import FORMAT
from presswork.editions.schema_org import as_script
from presswork.editions.screen_body import data_uri, screen_body
from presswork.fields import placements
from presswork.house import House, shipped
from presswork.labels import labels_for
from presswork.preflight.contrast import AA_TEXT, contrast, parse_colour
from presswork.publication import Publication
from presswork.typesetting import fonts

if TYPE_CHECKING:
    from pathlib import Path

PIXEL = Asset("images/crane-1.png", "image/png", b"\x89PNG\r\n\x1a\n", 800, 600)
BODY = (
    '<p>Water.<fn-note id="fn-1"><span class="note-p">A note.</span></fn-note></p><h2 id="h">Clocks</h2>'
    '<figure id="fig-1" class="figure"><img src="images/crane-1.png" alt="A crane" width="800" height="600"/></figure>'
    '<table id="tab-1"><caption>Clocks</caption><tbody><tr><td>a</td><td/></tr></tbody></table>'
    '<p><math xmlns="http://www.w3.org/1998/Math/MathML" display="inline" alttext="x"><mi>x</mi><mspace/></math></p>'
)
CC = Rights(
    "CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/", Text.of("Share it."), "Bollard Press", 2026
)
FULL: dict[str, Any] = {
    "title": Text.from_html("The <em>sea</em> & the sum"),
    "short_title": Text.of("The sum"),
    "subtitle": Text.of("How it was added"),
    "kicker": Text.of("Instruments"),
    "standfirst": Text.of("A brass calculator."),
    "slug": "sum",
    "contributors": (
        Contributor("Maren Holt", affiliation="Slack Water", bio=Text.of("Edits."), orcid="0000-0002-1825-0097"),
        Contributor("Ida Lund", role="ill"),
        Contributor("Ana Ruiz", role="trl"),
        Contributor("Ole Lund", role="edt"),
    ),
    "published": dt.date(2026, 3, 1),
    "updated": dt.date(2026, 3, 4),
    "place": "Liverpool",
    "language": "en-GB",
    "section": Text.of("Reports"),
    "subjects": ("tides", "sums"),
    "summary": Text.of("A sum of cosines."),
    "lead_image": Figure("images/crane-1.png", "A crane", Text.of("The basin."), Text.of("Port archive")),
    "series": Series(Text.of("Machines"), "4"),
    "identifiers": (Identifier("doi", "10.5555/1"),),
    "rights": CC,
    "publisher": "Bollard Press",
    "canonical_url": "https://slack.example/sum",
    "contact": Contact(email="letters@slack.example"),
    "corrections": (Correction(Text.of("It was 1911."), dt.date(2026, 3, 4)),),
    "related": (Related(Text.of("Light by steps"), slug="light"),),
    "translation_of": Related(Text.of("La suma"), url="https://puerto.example/suma", language="es"),
    "translations": (Related(Text.of("Die Summe"), slug="summe", language="de"),),
    "notes": Text.of("First printed in spring."),
}


def _produce(meta: dict[str, Any], body: str = BODY, publication: Publication | None = None) -> str:
    article = Article.of(Metadata(**meta), body, (PIXEL,), "sum.md")
    publication = publication or Publication(title="Slack Water", url="https://slack.example/")
    return FORMAT.produce(article, Edition("web", "html"), publication, house=House(None), needs={}).data.decode()


@pytest.fixture(scope="module")
def page() -> str:
    return _produce(FULL)


@pytest.fixture(scope="module")
def tree(page: str) -> Any:
    return etree.fromstring(page.encode())


def _json_ld(tree: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(tree.findtext(".//script[@type='application/ld+json']"))
    return found


def test_the_page_asks_the_network_for_nothing(tree: Any, page: str) -> None:
    assert {s.get("type") for s in tree.iter("script")} == {"application/ld+json"}
    assert all(image.get("src").startswith("data:") for image in tree.iter("img"))
    fetched = {link.get("rel") for link in tree.iter("link")} - {"canonical", "license", "alternate", "schema.dcterms"}
    assert fetched == {"icon"}
    assert tree.find(".//link[@rel='icon']").get("href") == "data:,"
    sheets = "".join(tree.itertext("style"))
    assert "@import" not in sheets
    assert "url(" not in sheets
    assert "default-src 'none'" in page


def test_what_a_reader_sees(tree: Any) -> None:
    text = " ".join("".join(tree.find("body").itertext()).split())
    for words in (
        "The sea & the sum", "How it was added", "Instruments", "A brass calculator.", "By Maren Holt",
        "Illustrated by Ida Lund", "Translated by Ana Ruiz", "Liverpool", "1 March 2026", "Updated 4 March 2026",
        "Reports", "Machines · No. 4", "Translation of La suma", "In other languages: Die Summe", "The basin.",
        "Port archive", "Correction 4 March 2026: It was 1911.", "Editors’ note First printed in spring.",
        "About the author Edits.", "Related articles Light by steps", "letters@slack.example", "© 2026 Bollard Press",
        "CC BY-SA 4.0", "DOI 10.5555/1", "slack.example/sum",
    ):  # fmt: skip
        assert words in text, words


def test_one_h1_landmarks_and_a_way_past_the_head(tree: Any) -> None:
    assert len(tree.findall(".//h1")) == 1
    assert len(tree.findall(".//main")) == 1
    skip = tree.find("body")[0]
    assert skip.get("class") == "skip"
    assert tree.find(f".//*[@id='{skip.get('href')[1:]}']") is not None


def test_notes_link_both_ways_and_every_inner_link_arrives(tree: Any) -> None:
    identifiers = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(identifiers) == len(set(identifiers))
    inner = [a.get("href")[1:] for a in tree.iter("a") if a.get("href", "").startswith("#")]
    assert {"fn-1", "fn-1-ref"} <= set(inner) <= set(identifiers)


def test_licence_link(tree: Any) -> None:
    assert [a.get("href") for a in tree.findall(".//a[@rel='license']")] == [CC.url]


def test_each_declared_place_of_a_field_is_filled(tree: Any) -> None:
    metas = {(m.get("name") or m.get("property"), m.get("content")) for m in tree.iter("meta")}
    there = metas | {(link.get("rel"), link.get("href")) for link in tree.iter("link")}
    data = _json_ld(tree)
    meta = Metadata(**FULL)
    assert {(p.place, p.value) for p in placements(meta, "html")} <= there
    for placed in placements(meta, "jsonld"):
        assert placed.value in json.dumps(data[placed.place], ensure_ascii=False), placed


def test_json_ld_says_who_and_when(tree: Any) -> None:
    data = _json_ld(tree)
    assert data["headline"] == "The sea & the sum"
    assert data["author"][0] == {
        "@type": "Person", "name": "Maren Holt", "sameAs": "https://orcid.org/0000-0002-1825-0097",
        "description": "Edits.", "affiliation": {"@type": "Organization", "name": "Slack Water"},
    }  # fmt: skip
    assert [data[role][0]["name"] for role in ("translator", "contributor", "editor")] == [
        "Ana Ruiz",
        "Ida Lund",
        "Ole Lund",
    ]
    assert data["datePublished"] == "2026-03-01"
    assert data["correction"] == [{"@type": "CorrectionComment", "text": "It was 1911.", "datePublished": "2026-03-04"}]
    assert data["copyrightHolder"] == {"@type": "Organization", "name": "Bollard Press"}


def test_what_is_not_known_is_not_said() -> None:
    page = _produce({"title": Text.of("Plain"), "slug": "plain"}, "<p>Text.</p>", Publication())
    tree = etree.fromstring(page.encode())
    assert _json_ld(tree).keys() == {"@context", "@type", "headline", "name", "inLanguage", "wordCount"}
    assert all(meta.get("content") for meta in tree.iter("meta") if meta.get("content") is not None)
    assert not re.search(r"<(p|section|h2|ul|span)[^>]*>\s*</\1>", page)
    assert "None" not in page


def test_a_script_in_the_metadata_cannot_end_the_data() -> None:
    assert "<" not in as_script({"a": "</script><!-- & -->"})
    assert json.loads(as_script({"a": "</script>&"})) == {"a": "</script>&"}


def test_direction_and_words_follow_the_language() -> None:
    page = _produce({"title": Text.of("البحر"), "slug": "bahr", "language": "ar", "direction": "rtl"})
    tree = etree.fromstring(page.encode())
    assert (tree.get("lang"), tree.get("dir")) == ("ar", "rtl")
    assert tree.findtext(".//h2[@id='notes-title']") == labels_for("ar").notes


def test_tables_scroll_and_the_keyboard_reaches_them(tree: Any) -> None:
    region = tree.find(".//div[@class='scroll']")
    assert (region.get("role"), region.get("tabindex")) == ("region", "0")
    assert tree.find(f".//caption[@id='{region.get('aria-labelledby')}']") is not None


def test_a_section_is_not_said_twice() -> None:
    meta = {"title": Text.of("T"), "slug": "t", "section": Text.of("Places")}
    assert _produce(meta).count("Places</p>") == 1
    assert _produce(meta | {"kicker": Text.of("Places")}).count("Places</p>") == 1
    assert _produce(meta, publication=Publication()).count("Places</p>") == 1


def test_a_pull_quote_is_no_landmark() -> None:
    page = _produce({"title": Text.of("T"), "slug": "t"}, '<aside class="pullquote"><p>Salt.</p></aside>')
    assert '<aside class="pullquote" role="doc-pullquote">' in page


def test_empty_cells_have_end_tags_as_html_wants(page: str) -> None:
    assert "<td></td>" in page
    assert "<td/>" not in page


def test_svg_stays_text_in_its_address() -> None:
    address = data_uri(Asset("images/a.svg", "image/svg+xml", b'<svg fill="#fff">\n  50% </svg>'))
    assert address == "data:image/svg+xml,%3Csvg fill=%22%23fff%22%3E 50%25 %3C/svg%3E"


def test_each_margin_note_stands_below_the_one_before() -> None:
    note = '<fn-note id="fn-{0}"><span class="note-p">n</span></fn-note>'
    body = screen_body(f"<p>a{note.format(1)}b{note.format(2)}</p>", {}, labels_for("en"))
    assert "#fn-2{anchor-name:--n1;top:max(anchor(--r1 top),calc(anchor(--n0 bottom) + .75rem))}" in body.note_rules


def test_the_same_article_gives_the_same_bytes(page: str) -> None:
    assert _produce(FULL) == page


def test_a_publication_changes_a_token(tmp_path: Path) -> None:
    (tmp_path / "styles" / "screen").mkdir(parents=True)
    (tmp_path / "styles" / "screen" / "article.css").write_text('@import "!house/screen/article.css";\nh1{color:red}')
    article = Article.of(Metadata(title=Text.of("T"), slug="t"), "<p>x</p>")
    publication = Publication(root=tmp_path, tokens={"accent": "#123456"})
    page = FORMAT.produce(article, Edition("web", "html"), publication, house=House(tmp_path), needs={}).data.decode()
    assert "--accent:#123456" in page
    assert "h1{color:red}" in page
    assert ".masthead" in page


def test_typefaces_are_embedded_where_the_publication_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    face = next(face for face in fonts.faces({}) if face.weight == 400)
    monkeypatch.setattr(fonts, "faces", lambda *_: (face,))  # one is enough: each costs a third of a second
    article = Article.of(Metadata(title=Text.of("Tide"), slug="t"), "<p>Water</p>")
    edition = Edition("web", "html", embed_fonts=True)
    page = FORMAT.produce(article, edition, Publication(), house=House(None), needs={}).data.decode()
    [(family, data)] = re.findall(r'font-family:"([^"]+)";[^}]*src:url\(data:font/woff2;base64,([^)]+)\)', page)
    assert family == face.family
    cut = TTFont(io.BytesIO(base64.b64decode(data)))
    assert {ord(c) for c in "TideWater"} <= cut.getBestCmap().keys()
    assert ord("Ж") not in cut.getBestCmap()


def _palette(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})", css))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_colours_keep_aa_contrast(scheme: str) -> None:
    light, dark = (shipped() / "styles/screen/base.css").read_text().split("@media (prefers-color-scheme: dark)")
    house = _palette((shipped() / "styles/house.css").read_text())
    palette = _palette(light) | {"text": house["ink"]} if scheme == "light" else _palette(dark)
    for name in ("text", "soft", *(n for n in palette if n.startswith("code-"))):
        for ground in ("page", "panel"):
            colour, back = parse_colour(palette[name]), parse_colour(palette[ground])
            assert colour is not None
            assert back is not None
            assert contrast(colour, back) >= AA_TEXT, (name, ground)


def _oklch_to_srgb(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    """CSS Color 4, section 9: OKLCH to sRGB, clipped to the gamut."""
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    l_, m_, s_ = (
        (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3,
        (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3,
        (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3,
    )
    linear = (
        4.0767416621 * l_ - 3.3077115913 * m_ + 0.2309699292 * s_,
        -1.2684380046 * l_ + 2.6097574011 * m_ - 0.3413193965 * s_,
        -0.0041960863 * l_ - 0.7034186147 * m_ + 1.7076147010 * s_,
    )
    clipped = [min(1.0, max(0.0, c)) for c in linear]
    red, green, blue = (12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in clipped)
    return red, green, blue


def _srgb_to_oklch(red: float, green: float, blue: float) -> tuple[float, float, float]:
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue))
    l_ = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    m_ = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    s_ = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    lightness = 0.2104542553 * l_ + 0.7936177850 * m_ - 0.0040720468 * s_
    a = 1.9779984951 * l_ - 2.4285922050 * m_ + 0.4505937099 * s_
    b_ = 0.0259040371 * l_ + 0.7827717662 * m_ - 0.8086757660 * s_
    return lightness, math.hypot(a, b_), math.atan2(b_, a)


def test_whatever_the_accent_links_keep_aa_contrast() -> None:
    css = (shipped() / "styles/screen/base.css").read_text()
    grounds = [parse_colour(c) for c in re.findall(r"--panel:\s*(#\w+)", css)]
    lightest = re.search(r"min\(l, ([\d.]+)\)", css)
    dark = re.search(r"var\(--accent\) ([\d.]+) min\(c, ([\d.]+)\)", css)
    assert lightest is not None
    assert dark is not None
    steps = [step / 8 for step in range(9)]
    for accent in itertools.product(steps, steps, steps):
        lightness, chroma, hue = _srgb_to_oklch(*accent)
        on_light = _oklch_to_srgb(min(lightness, float(lightest[1])), chroma, hue)
        on_dark = _oklch_to_srgb(float(dark[1]), min(chroma, float(dark[2])), hue)
        for colour, ground in zip((on_light, on_dark), grounds, strict=True):
            assert ground is not None
            assert contrast(colour, ground) >= AA_TEXT, accent
