"""Archives and XML documents that are built to exhaust a reader, refused before any reader sees them."""

from __future__ import annotations

import io
import re

from presswork.manuscript.formats import refused

MAX_ENTRIES = 5_000
MAX_UNPACKED = 400 * 2**20
MAX_ENTRY_XML = 60 * 2**20
# Deflate cannot do better than about 1032:1; text of a book reaches 20:1, the flat areas of a drawing some 200:1.
MAX_RATIO = 250
_RATIO_FLOOR = 4 * 2**20

_EXPECTED = {"docx": "[Content_Types].xml", "odt": "content.xml", "epub": "META-INF/container.xml"}
_ENTITY = re.compile(r"<!ENTITY\b", re.IGNORECASE)


def check_container(data: bytes, format_: str, display: str) -> None:
    """Raise `Rejected` when a DOCX, ODT or EPUB is no such archive (T109) or would unpack into too much (T110)."""
    import zipfile

    kind = {"docx": "Word", "odt": "OpenDocument", "epub": "EPUB"}[format_]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_sizes(entries, len(data), display)
            names = {entry.filename for entry in entries}
            if _EXPECTED[format_] not in names:
                raise refused(
                    "T109", f"this is no {kind} file: {_EXPECTED[format_]} is missing in it", display, "save it again"
                )
            if any(entry.flag_bits & 1 for entry in entries):
                raise refused("T109", f"the {kind} file is encrypted", display, "save it without a password")
            _check_unpacked(archive, entries, display)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, OSError, EOFError, ValueError):
        hint = "open it in its program and save it again"
        raise refused("T109", f"this is no {kind} file, or it is damaged", display, hint) from None


def _check_sizes(entries: list, packed: int, display: str) -> None:  # type: ignore[type-arg]
    total = sum(entry.file_size for entry in entries)
    hint = "save the document again in its program; if it comes from a stranger, do not open it"
    if len(entries) > MAX_ENTRIES:
        raise refused("T110", f"the archive holds {len(entries):,} files", display, hint)
    if total > MAX_UNPACKED or (total > _RATIO_FLOOR and total > MAX_RATIO * packed):
        raise refused("T110", f"the archive would unpack into {total // 2**20:,} MB", display, hint)
    for entry in entries:
        if entry.file_size > MAX_ENTRY_XML and entry.filename.endswith((".xml", ".xhtml", ".html", ".opf")):
            raise refused(
                "T110", f"'{entry.filename}' would unpack into {entry.file_size // 2**20:,} MB", display, hint
            )


def _check_unpacked(archive, entries: list, display: str) -> None:  # type: ignore[no-untyped-def,type-arg]
    """Read the XML entries: a directory that lies about their size is found out, entities are refused."""
    import zlib

    for entry in entries:
        if not entry.filename.endswith((".xml", ".xhtml", ".html", ".htm", ".opf", ".rels", ".ncx")):
            continue
        try:
            with archive.open(entry) as stream:
                head = stream.read(65536)
        except zlib.error:
            raise refused("T109", f"'{entry.filename}' in the archive is damaged", display, "save it again") from None
        if b"<!ENTITY" in head:
            raise refused("T111", f"'{entry.filename}' in the archive declares XML entities", display, "write them out")


def check_xml(text: str, display: str) -> None:
    """Raise `Rejected` (T111) when an XML or HTML document declares entities of its own."""
    if found := _ENTITY.search(text):
        line = text.count("\n", 0, found.start()) + 1
        hint = "write the characters themselves"
        raise refused("T111", "the document declares XML entities, which are not read", display, hint, line=line)
