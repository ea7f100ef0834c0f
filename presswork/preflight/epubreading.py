"""A finished e-book as preflight sees it: its files, package document and pages, each parsed once."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

if TYPE_CHECKING:
    from presswork.edition import Edition, EditionFile

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
OPS_TYPE = "{http://www.idpf.org/2007/ops}type"
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the manifest, its address resolved to the path inside the file."""

    identifier: str
    path: str
    media_type: str
    properties: frozenset[str]


class EpubSubject:
    """An e-book opened once for all checks, and the PDF whose pages it marks, if any.

    Raises `zipfile.BadZipFile` when it is no zip file.
    """

    def __init__(self, file: EditionFile, edition: Edition, printed: EditionFile | None = None) -> None:
        self.file, self.edition, self.printed = file, edition, printed
        self.zip = zipfile.ZipFile(io.BytesIO(file.data))
        self.names = self.zip.namelist()

    def close(self) -> None:
        """Give the memory back; the subject cannot be used afterwards."""
        self.zip.close()

    def parse(self, name: str) -> Any:
        """The root of an XML file inside; None when it is missing or not well formed."""
        from lxml import etree

        if name not in self.names:
            return None
        try:
            return etree.fromstring(self.zip.read(name), etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError:
            return None

    @cached_property
    def package_path(self) -> str:
        """Where the package document lies by META-INF/container.xml (EPUB 3.3, 4.2.6.3.1); empty when untold."""
        root = self.parse("META-INF/container.xml")
        rootfile = root.find(f".//{_CONTAINER}rootfile") if root is not None else None
        return str(rootfile.get("full-path")) if rootfile is not None else ""

    @cached_property
    def package(self) -> Any:
        """The root of the package document, or None."""
        return self.parse(self.package_path)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The manifest."""
        if self.package is None:
            return ()
        return tuple(
            Item(
                item.get("id", ""),
                self.resolve(self.package_path, item.get("href", "")),
                item.get("media-type", ""),
                frozenset((item.get("properties") or "").split()),
            )
            for item in self.package.iter(f"{OPF}item")
        )

    @cached_property
    def documents(self) -> dict[str, Any]:
        """By path, the root of each XHTML document; None for one that is not well formed."""
        return {item.path: self.parse(item.path) for item in self.items if item.media_type == "application/xhtml+xml"}

    @cached_property
    def nav_path(self) -> str:
        """The path of the navigation document; empty when the manifest names none."""
        return next((item.path for item in self.items if "nav" in item.properties), "")

    @cached_property
    def identifiers(self) -> dict[str, frozenset[str]]:
        """By path, the ids in each XHTML document."""
        return {
            path: frozenset(e.get("id") for e in root.iter() if e.get("id"))
            for path, root in self.documents.items()
            if root is not None
        }

    @staticmethod
    def resolve(base: str, href: str) -> str:
        """The path inside the file that a relative address in `base` names, without its fragment."""
        path = unquote(href.partition("#")[0])
        return posixpath.normpath(posixpath.join(posixpath.dirname(base), path)) if path else base

    def nav_links(self, kind: str) -> list[tuple[str, str]]:
        """Text and address of each link in the `nav` of a kind (`toc`, `page-list`, `landmarks`)."""
        root = self.documents.get(self.nav_path)
        if root is None:
            return []
        navs = [nav for nav in root.iter(f"{XHTML}nav") if nav.get(OPS_TYPE) == kind]
        return [("".join(a.itertext()).strip(), a.get("href", "")) for nav in navs for a in nav.iter(f"{XHTML}a")]
