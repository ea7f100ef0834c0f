"""The EPUB container: finished documents, package metadata and reading order in, the bytes of the archive out."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Mapping

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XHTML = "application/xhtml+xml"
NCX = "application/x-dtbncx+xml"

# Compressed formats are stored: deflating them again costs time and gains nothing.
_STORED = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp", "font/woff", "font/woff2"})
# The earliest time a zip entry can bear; the book's real date is dcterms:modified.
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the book: its manifest id, its path beside the package document, and its manifest properties."""

    uid: str
    name: str
    media_type: str
    data: bytes = field(repr=False)
    properties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One metadata element: `dc:...` by its name, else a `meta` with that property (EPUB 3.3, section 5.5)."""

    name: str
    value: str
    attributes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Package:
    """Everything the package document says, and the files it lists; `spine` holds manifest ids in reading order."""

    identifier: str
    language: str
    direction: str
    modified: datetime
    statements: tuple[Statement, ...]
    entries: tuple[Entry, ...]
    spine: tuple[str, ...]
    cover_image: str | None = None


class _Zip(zipfile.ZipFile):
    """An archive whose bytes depend on nothing but names and contents."""

    def writestr(  # type: ignore[override]
        self, name: str, data: str | bytes, compress_type: int | None = None, compresslevel: int | None = None
    ) -> None:
        if name in self.NameToInfo:
            raise ValueError(f"two files of the book are called '{name}'")
        info = zipfile.ZipInfo(name, _ZIP_EPOCH)
        info.create_system, info.external_attr = 3, 0o644 << 16
        info.compress_type = zipfile.ZIP_DEFLATED if compress_type is None else compress_type
        super().writestr(info, data, compresslevel=compresslevel)


@cache
def _writer_class() -> type[Any]:
    """The writer on top of ebooklib's, made on first use so that importing this module does not import ebooklib.

    ebooklib 0.20 would date the archive with the clock, leave the package without language, name itself as
    generator, and compress everything alike. Its private methods are overridden: the version is pinned.
    """
    from ebooklib import epub

    class Writer(epub.EpubWriter):  # type: ignore[misc]
        def _write_opf_file(self, root: Any) -> None:
            root.set(XML_LANG, self.book.language)
            root.attrib.pop("prefix", None)  # it declares `rendition`, which is reserved and unused
            metadata = root.find("metadata")
            for generator in metadata.findall("meta[@name='generator']"):
                metadata.remove(generator)
            super()._write_opf_file(root)

        def _write_items(self) -> None:
            for item in self.book.get_items():
                stored = zipfile.ZIP_STORED if item.media_type in _STORED else None
                self.out.writestr(f"{self.book.FOLDER_NAME}/{item.file_name}", item.content, stored)

        def write(self) -> None:
            with _Zip(self.file_name, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as self.out:
                self.out.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
                self._write_container()
                self._write_opf()
                self._write_items()

    return Writer


def _item(entry: Entry) -> Any:
    """The entry as ebooklib's plain item, whose bytes are written as they are.

    XHTML is checked to be well formed here, where a mistake in a template shows, and not in the reader's hands;
    `EpubHtml` would re-parse it and lose head, body attributes and the case of SVG names.
    """
    from ebooklib import epub

    if entry.media_type in (XHTML, NCX):
        etree.fromstring(entry.data, etree.XMLParser(resolve_entities=False, no_network=True))
    item = epub.EpubItem(entry.uid, entry.name, entry.media_type, entry.data)
    item.properties = list(entry.properties)
    return item


def _state(book: Any, statement: Statement) -> None:
    if statement.name.startswith("dc:"):
        book.add_metadata("DC", statement.name[3:], statement.value, dict(statement.attributes))
    else:
        book.add_metadata(None, "meta", statement.value, {"property": statement.name, **statement.attributes})


def pack(package: Package) -> bytes:
    """The book as an EPUB archive, byte for byte the same for the same package.

    Raises `lxml.etree.XMLSyntaxError` when an XHTML entry is not well formed, ValueError when two entries have one
    name.
    """
    from ebooklib import epub

    book = epub.EpubBook()
    book.set_identifier(package.identifier)
    book.language = package.language
    book.set_direction(package.direction)
    for statement in package.statements:
        _state(book, statement)
    if package.cover_image:
        # Readers of EPUB 2 find the cover by this element and not by the manifest's property.
        book.add_metadata(None, "meta", "", {"name": "cover", "content": package.cover_image})
    for entry in package.entries:
        book.add_item(_item(entry))
    book.spine = list(package.spine)
    modified = package.modified.astimezone(UTC) if package.modified.tzinfo else package.modified
    target = io.BytesIO()
    _writer_class()(target, book, {"mtime": modified, "epub2_guide": False, "raise_exceptions": True}).write()
    return target.getvalue()
