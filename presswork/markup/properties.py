"""The properties of a document (title, authors, date, language) from inside a DOCX, ODT or EPUB file."""

from __future__ import annotations

import io
import re
import zipfile
from html import escape
from typing import TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lxml.etree import _Element as Element

    from presswork.manuscript import Manuscript

_NAMES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "container": "urn:oasis:names:tc:opendocument:xmlns:container",
    "opf": "http://www.idpf.org/2007/opf",
}
# What programs write when nobody has: no author of ours.
_NOBODY = frozenset({"", "python-docx", "microsoft office user", "user", "admin", "administrator", "unknown", "author"})
_MAX = 2**20

# Our name of a property -> where each kind of file has it, the first that is there. The day on which a Word or ODT
# file was begun is no day of publication, and is left out.
_PLACES: dict[str, dict[str, tuple[str, ...]]] = {
    "docx": {
        "title": ("dc:title",),
        "author": ("dc:creator",),
        "language": ("dc:language",),
        "keywords": ("cp:keywords",),
    },
    "odt": {
        "title": ("dc:title",),
        "subtitle": ("meta:user-defined[@meta:name='subtitle']",),
        "author": ("meta:initial-creator", "dc:creator"),
        "date": ("meta:user-defined[@meta:name='date']",),
        "language": ("dc:language",),
        "keywords": ("meta:keyword",),
    },
    "epub": {
        "title": ("dc:title",),
        "author": ("dc:creator",),
        "date": ("dc:date",),
        "language": ("dc:language",),
        "publisher": ("dc:publisher",),
        "keywords": ("dc:subject",),
    },
}


def properties_of(manuscript: Manuscript) -> dict[str, Any]:
    """What the document says of itself, strings as HTML: title, subtitle, author and keywords (lists), date, language.

    Properties that are empty, or that name a program, are left out; so is everything when the file has none.
    """
    if manuscript.format == "rtf":
        return dict(_values(_rtf_properties(manuscript.text)))
    places = _PLACES.get(manuscript.format)
    if places is None:
        return {}
    with zipfile.ZipFile(io.BytesIO(manuscript.data)) as archive:
        root = _described(archive, manuscript.format)
    if root is None:
        return {}
    found = {name: _texts(root, queries) for name, queries in places.items()}
    return dict(_values(found))


def _described(archive: zipfile.ZipFile, format_: str) -> Element | None:
    if format_ == "epub":
        container = _xml(archive, "META-INF/container.xml")
        rootfile = None if container is None else container.find(".//container:rootfile", _NAMES)
        return None if rootfile is None else _xml(archive, rootfile.get("full-path", ""))
    return _xml(archive, {"docx": "docProps/core.xml", "odt": "meta.xml"}[format_])


def _xml(archive: zipfile.ZipFile, name: str) -> Element | None:
    try:
        with archive.open(name) as stream:
            data = stream.read(_MAX)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        return etree.fromstring(data, parser)
    except (KeyError, etree.XMLSyntaxError, zipfile.BadZipFile, OSError):
        return None


def _texts(root: Element, queries: Iterable[str]) -> list[str]:
    for query in queries:
        texts = [" ".join("".join(element.itertext()).split()) for element in root.iterfind(f".//{query}", _NAMES)]
        if any(texts):
            return [text for text in texts if text]
    return []


def _rtf_properties(text: str) -> dict[str, list[str]]:
    """Title, author and keywords of an RTF file's information group (RTF 1.9.1, "Information Group")."""
    info = text[:100_000].partition(r"{\info")[2]
    found = {}
    for name in ("title", "author", "keywords"):
        if match := re.search(rf"{{\\{name}\b ?([^{{}}]*)}}", info):
            found[name] = [" ".join(_rtf_text(match[1]).split())]
    return found


def _rtf_text(text: str) -> str:
    text = re.sub(r"\\u(-?\d+) ?(?:\\'..|\?)?", lambda code: chr(int(code[1]) % 65536), text)
    text = re.sub(r"\\'([0-9a-fA-F]{2})", lambda code: bytes([int(code[1], 16)]).decode("cp1252", "replace"), text)
    return re.sub(r"\\[a-z]+-?\d* ?", "", text)


def _values(found: Mapping[str, list[str]]) -> Iterable[tuple[str, Any]]:
    for name, texts in found.items():
        parts = texts
        if name in {"author", "keywords"}:
            # Word joins several with semicolons (keywords also with commas) in one property.
            pattern = r"\s*[;,]\s*" if name == "keywords" else r"\s*;\s*"
            parts = [part for text in texts for part in re.split(pattern, text)]
            parts = [escape(part, quote=False) for part in parts if part.strip().lower() not in _NOBODY]
            if parts:
                yield name, parts
        elif parts:
            # A moment of creation is a day of publication at most.
            yield name, parts[0][:10] if name == "date" else escape(parts[0], quote=False)
