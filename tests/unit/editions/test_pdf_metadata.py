"""What a PDF says of itself: XMP, information dictionary, claims."""

from __future__ import annotations

import datetime as dt
from xml.etree import ElementTree

import pytest
from pdf_samples import STATED, made, opened, paragraphs

from presswork.article import Article, Identifier, Metadata, Related, Rights, Series, Text
from presswork.contributors import Contributor
from presswork.edition import PDF_STANDARDS, Edition, EditionFile
from presswork.editions import xmp
from presswork.editions.pdf_metadata import information, pdf_date, statements
from presswork.editions.standards import STANDARDS, standard_named
from presswork.editions.xmp import PROPERTIES, Statement
from presswork.publication import Publication

NS = xmp.NAMESPACES
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def said(file: EditionFile) -> ElementTree.Element:
    with opened(file) as pdf:
        return ElementTree.fromstring(pdf.Root.Metadata.read_bytes())


def values(root: ElementTree.Element, name: str) -> list[str]:
    """The values of a property: the items of its container, or its text."""
    found = []
    for holder in root.iterfind(f".//{name}", NS):
        items = [item.text or "" for item in holder.iterfind(".//rdf:li", NS)]
        found += items or [holder.text or ""]
    return found


def article(**kind: object) -> Article:
    given = {
        "title": Text.of("The last tide table"),
        "slug": "tide",
        "contributors": (Contributor("Jane Roe"), Contributor("Li Wei", role="trl")),
        "published": dt.date(2026, 3, 1),
        "updated": dt.datetime(2026, 3, 4, 6, tzinfo=dt.timezone(dt.timedelta(hours=1))),
        "place": "Port Alma",
        "section": Text.of("Reports"),
        "subjects": ("tides", "harbours"),
        "summary": Text.of("How a harbour forgot the moon."),
        "series": Series(Text.of("Working water"), "3"),
        "identifiers": (Identifier("doi", "10.5555/12345678"), Identifier("isbn", "978-3-16-148410-0")),
        "rights": Rights(
            licence="CC-BY-SA-4.0", url="https://creativecommons.org/licenses/by-sa/4.0/", holder="Jane Roe"
        ),
        "publisher": "Harbour Press",
        "canonical_url": "https://harbour.example/tide",
        "related": (Related(Text.of("The moon clerk"), slug="moon-clerk"),),
        **kind,
    }
    return Article.of(Metadata.model_validate(given), "<p>x</p>", epoch=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))


def stated(**kind: object) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in statements(article(**kind), Edition("reader", "pdf"), Publication(title="Review")):
        found.setdefault(name, []).append(value)
    return found


def test_dublin_core_reaches_the_file() -> None:
    root = said(made("<p>x</p>"))
    assert values(root, "dc:title") == ["The crane & the quay"] * 2
    assert [item.get(XML_LANG) for item in root.iterfind(".//dc:title//rdf:li", NS)] == ["x-default", "en"]
    assert values(root, "dc:creator") == ["Jane Roe", "Ana Ruiz"]
    assert values(root, "xmp:CreateDate") == ["2026-03-01"]


def test_there_is_one_rdf_and_the_claim_is_in_it() -> None:
    for standard, part, level in (("pdf/a-3a", "3", "A"), ("pdf/a-2a", "2", "A"), ("pdf/a-2u", "2", "U")):
        root = said(made("<p>x</p>", standard=standard))
        assert len(root.findall("rdf:RDF", NS)) == 1
        assert (values(root, "pdfaid:part"), values(root, "pdfaid:conformance")) == ([part], [level])
        assert values(root, "pdfuaid:part") == (["1"] if level == "A" else [])
    assert values(said(made("<p>x</p>", standard="none")), "pdfuaid:part") == []
    assert values(said(made("<p>x</p>", standard="none")), "dc:creator") == ["Jane Roe", "Ana Ruiz"]


def test_the_information_dictionary_says_the_same() -> None:
    with opened(made(paragraphs(1))) as pdf:
        found = {key: str(value) for key, value in pdf.docinfo.items()}
    assert found == {
        "/Title": "The crane & the quay",
        "/Author": "Jane Roe, Ana Ruiz",
        "/Subject": "A crane without a purpose.",
        "/Keywords": "cranes, quays",
        "/Creator": "Presswork",
        "/Producer": "WeasyPrint 70.0",
        "/CreationDate": "D:20260301",
        "/ModDate": "D:20260304060000+01'00",
    }


def test_every_statement_has_a_shape() -> None:
    assert set(stated()) <= set(PROPERTIES)


def test_statements_of_a_full_article() -> None:
    found = stated()
    assert found["dc:creator"] == ["Jane Roe"]
    assert found["dc:contributor"] == ["Li Wei"]
    assert found["dc:identifier"] == ["doi:10.5555/12345678"]
    assert found["xmp:Identifier"][:2] == ["doi:10.5555/12345678", "urn:isbn:9783161484100"]
    assert found["xmp:Identifier"][2].startswith("urn:uuid:")
    assert found["dc:relation"] == ["Working water, 3", "The moon clerk"]
    assert found["xmpRights:Marked"] == ["True"]
    assert found["xmpRights:WebStatement"] == ["https://creativecommons.org/licenses/by-sa/4.0/"]
    assert found["xmp:ModifyDate"] == ["2026-03-04T06:00:00+01:00"]


def test_a_bare_article_still_has_its_dates_from_the_epoch() -> None:
    bare = {"published": None, "updated": None, "rights": None, "identifiers": (), "summary": None, "place": None}
    found = stated(**bare)
    assert found["xmp:CreateDate"] == found["xmp:ModifyDate"] == ["2026-01-01T00:00:00+00:00"]
    assert not {"dc:rights", "dc:date", "dc:description", "dc:coverage"} & set(found)


def test_the_public_domain_is_not_marked() -> None:
    assert stated(rights=Rights(licence="CC0-1.0"))["xmpRights:Marked"] == ["False"]


@pytest.mark.parametrize(
    ("written", "in_pdf"),
    [
        ("2026-03-01", "D:20260301"),
        ("2026-03-01T06:05:00", "D:20260301060500"),
        ("2026-03-01T06:05:00+00:00", "D:20260301060500+00'00"),
        ("2026-03-01T06:00:00-03:30", "D:20260301060000-03'30"),
    ],
)
def test_dates(written: str, in_pdf: str) -> None:
    assert pdf_date(written) == in_pdf


def test_unknown_properties_are_our_bug() -> None:
    with pytest.raises(KeyError, match="dc:colour"):
        xmp.packet([Statement("dc:colour", "red")], standard_named(None), "en")


def test_markup_in_values_is_text() -> None:
    root = ElementTree.fromstring(xmp.packet([Statement("dc:title", "<b>&\u00e9")], standard_named(None), "en"))
    assert values(root, "dc:title")[0] == "<b>&\u00e9"


def test_information_without_statements_is_empty() -> None:
    assert information(()) == {}
    assert information(STATED)["Author"] == "Jane Roe, Ana Ruiz"


def test_the_standards_are_those_of_the_settings() -> None:
    assert set(STANDARDS) == set(PDF_STANDARDS)
    assert standard_named(None).name == "pdf/ua-1"
    assert all(standard.pdfua for standard in STANDARDS.values() if standard.pdfa and standard.tagged)
