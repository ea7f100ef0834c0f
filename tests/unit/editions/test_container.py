"""The archive: the same bytes for the same book, in the order and form that readers need."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import replace

import pytest
from lxml import etree

from presswork.editions.container import XHTML, Entry, Package, Statement, pack

DOCUMENT = b'<html xmlns="http://www.w3.org/1999/xhtml"><body><svg viewBox="0 0 1 1"/></body></html>'
BOOK = Package(
    identifier="urn:uuid:1",
    language="ar",
    direction="rtl",
    modified=dt.datetime(2026, 3, 1, 1, 30, tzinfo=dt.timezone(dt.timedelta(hours=2))),
    statements=(Statement("dc:title", "A & B", {"id": "t"}), Statement("title-type", "main", {"refines": "#t"})),
    entries=(
        Entry("nav", "nav.xhtml", XHTML, DOCUMENT, ("nav",)),
        Entry("picture", "images/a.png", "image/png", b"png" * 100),
        Entry("ncx", "toc.ncx", "application/x-dtbncx+xml", b"<ncx/>"),
    ),
    spine=("nav",),
    cover_image="picture",
)


def opened(package: Package) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(pack(package)))


def package_document(package: Package) -> etree._Element:
    return etree.fromstring(opened(package).read("EPUB/content.opf"))


def test_the_same_book_has_the_same_bytes() -> None:
    assert pack(BOOK) == pack(BOOK)


def test_mimetype_comes_first_and_is_stored() -> None:
    first = opened(BOOK).infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")


def test_nothing_in_the_archive_tells_when_or_where_it_was_made() -> None:
    for info in opened(BOOK).infolist():
        assert info.date_time == (1980, 1, 1, 0, 0, 0)
        assert (info.create_system, info.external_attr >> 16) == (3, 0o644)


def test_documents_are_written_as_they_are() -> None:
    assert opened(BOOK).read("EPUB/nav.xhtml") == DOCUMENT


def test_pictures_are_not_compressed_twice() -> None:
    assert opened(BOOK).getinfo("EPUB/images/a.png").compress_type == zipfile.ZIP_STORED


def test_the_package_says_language_direction_and_the_moment_in_utc() -> None:
    root = package_document(BOOK)
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"
    assert root.find("{*}spine").get("page-progression-direction") == "rtl"
    assert root.findtext(".//{*}meta[@property='dcterms:modified']") == "2026-02-28T23:30:00Z"


def test_the_package_names_no_program_and_points_at_the_ncx() -> None:
    root = package_document(BOOK)
    assert root.find(".//{*}meta[@name='generator']") is None
    assert root.find("{*}spine").get("toc") == "ncx"


def test_statements_and_properties_arrive() -> None:
    root = package_document(BOOK)
    assert root.findtext(".//{*}title") == "A & B"
    assert root.find(".//{*}meta[@refines='#t']").text == "main"
    assert [item.get("properties") for item in root.iter("{*}item")] == ["nav", None, None]
    assert root.find(".//{*}meta[@name='cover']").get("content") == "picture"


def test_two_files_of_one_name_are_refused() -> None:
    twice = replace(BOOK, entries=(*BOOK.entries, Entry("again", "images/a.png", "image/png", b"")))
    with pytest.raises(ValueError, match=r"images/a\.png"):
        pack(twice)


def test_a_document_that_is_not_well_formed_is_refused() -> None:
    broken = replace(BOOK, entries=(Entry("nav", "nav.xhtml", XHTML, b"<html><br></html>"),))
    with pytest.raises(etree.XMLSyntaxError):
        pack(broken)
