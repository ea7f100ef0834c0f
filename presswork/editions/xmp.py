"""Metadata packets for PDF: statements written as XMP (ISO 16684-1), with what PDF/A, PDF/UA and PDF/X claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple
from xml.etree.ElementTree import Element, SubElement, tostring

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presswork.editions.standards import Standard

Shape = Literal["text", "bag", "seq", "alt"]

NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}

# The properties we write and the shape of their values (ISO 16684-1, clause 8). All are in the schemas that PDF/A
# predefines, so that none needs an extension schema.
PROPERTIES: dict[str, Shape] = {
    "dc:title": "alt",
    "dc:creator": "seq",
    "dc:contributor": "bag",
    "dc:description": "alt",
    "dc:subject": "bag",
    "dc:publisher": "bag",
    "dc:date": "seq",
    "dc:language": "bag",
    "dc:identifier": "text",
    "dc:source": "text",
    "dc:relation": "bag",
    "dc:coverage": "text",
    "dc:rights": "alt",
    "dc:format": "text",
    "xmp:Identifier": "bag",
    "xmp:CreateDate": "text",
    "xmp:ModifyDate": "text",
    "xmp:MetadataDate": "text",
    "xmp:CreatorTool": "text",
    "xmpRights:Marked": "text",
    "xmpRights:WebStatement": "text",
    "xmpRights:UsageTerms": "alt",
    "xmpMM:DocumentID": "text",
    "xmpMM:RenditionClass": "text",
    "xmpMM:VersionID": "text",
    "pdf:Keywords": "text",
    "pdf:Producer": "text",
    "pdf:Trapped": "text",
    "photoshop:City": "text",
    "photoshop:SupplementalCategories": "bag",
}
_CONTAINERS = {"bag": "rdf:Bag", "seq": "rdf:Seq", "alt": "rdf:Alt"}


class Statement(NamedTuple):
    """One property and one of its values, such as `("dc:creator", "Jane Roe")`."""

    property: str
    value: str


def packet(statements: Iterable[Statement], standard: Standard, language: str) -> bytes:
    """The packet's `rdf:RDF` element. Values of one property stay in their order; a text takes the first of them.

    Raises KeyError for a property that is not in `PROPERTIES`.
    """
    rdf = Element("rdf:RDF", {f"xmlns:{prefix}": uri for prefix, uri in NAMESPACES.items()})
    _claim(rdf, standard)
    values: dict[str, list[str]] = {}
    for name, value in statements:
        if value and value not in values.setdefault(name, []):
            values[name].append(value)
    described = _description(rdf)
    for name, shape in PROPERTIES.items():
        if found := values.pop(name, None):
            _property(described, name, shape, found, language)
    if values:
        raise KeyError(", ".join(values))
    written: bytes = tostring(rdf, encoding="utf-8")
    return written


def _description(rdf: Element) -> Element:
    return SubElement(rdf, "rdf:Description", {"rdf:about": ""})


def _property(parent: Element, name: str, shape: Shape, values: list[str], language: str) -> None:
    holder = SubElement(parent, name)
    if shape == "text":
        holder.text = values[0]
        return
    container = SubElement(holder, _CONTAINERS[shape])
    if shape == "alt":
        # The default comes first (ISO 16684-1, 8.2.2.4); the same text follows under its language.
        SubElement(container, "rdf:li", {"xml:lang": "x-default"}).text = values[0]
        SubElement(container, "rdf:li", {"xml:lang": language}).text = values[0]
        return
    for value in values:
        SubElement(container, "rdf:li").text = value


def _claim(rdf: Element, standard: Standard) -> None:
    """What the file says it conforms to; PDF/A wants the PDF/UA property described, as it does not know it."""
    if standard.pdfa:
        claim = _description(rdf)
        for name, value in zip(("pdfaid:part", "pdfaid:conformance"), standard.pdfa, strict=True):
            SubElement(claim, name).text = value
    if standard.pdfx:
        SubElement(_description(rdf), "pdfxid:GTS_PDFXVersion").text = standard.pdfx
    if standard.pdfua:
        SubElement(_description(rdf), "pdfuaid:part").text = "1"
    if standard.pdfa and standard.pdfua:
        _describe_pdfua(_description(rdf))


def _describe_pdfua(parent: Element) -> None:
    """The extension schema of `pdfuaid` (ISO 19005-2, 6.6.2.3.3)."""
    schema = _resource(SubElement(SubElement(parent, "pdfaExtension:schemas"), "rdf:Bag"))
    SubElement(schema, "pdfaSchema:schema").text = "PDF/UA identification schema"
    SubElement(schema, "pdfaSchema:namespaceURI").text = NAMESPACES["pdfuaid"]
    SubElement(schema, "pdfaSchema:prefix").text = "pdfuaid"
    part = _resource(SubElement(SubElement(schema, "pdfaSchema:property"), "rdf:Seq"))
    described = {"name": "part", "valueType": "Integer", "category": "internal", "description": "Part of ISO 14289"}
    for name, value in described.items():
        SubElement(part, f"pdfaProperty:{name}").text = value


def _resource(container: Element) -> Element:
    return SubElement(container, "rdf:li", {"rdf:parseType": "Resource"})
