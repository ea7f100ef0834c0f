"""What a press-ready PDF says of itself and what it must not have: intent, boxes, conformance, bare fonts."""

from __future__ import annotations

import uuid
from io import BytesIO
from typing import TYPE_CHECKING, Any

from presswork.editions.xmp import Statement

if TYPE_CHECKING:
    from presswork.editions.press.profile import OutputProfile
    from presswork.editions.standards import Standard

# What a catalog may have that is of no use on a press, or forbidden there (ISO 15930-7, 6.17 and 6.18).
_FOR_SCREENS = (
    "/AA",
    "/AcroForm",
    "/Dests",
    "/MarkInfo",
    "/Names",
    "/OpenAction",
    "/Outlines",
    "/PageMode",
    "/StructTreeRoot",
)
_ON_PAGES = ("/AA", "/Annots", "/CropBox", "/Group", "/StructParents", "/Tabs")
REGISTRY = "http://www.color.org"


def press_statements(urn: str) -> tuple[Statement, ...]:
    """What PDF/X-4 wants in the XMP of a file besides its version (ISO 15930-7, 6.16): the same for the same `urn`."""
    document = uuid.uuid5(uuid.NAMESPACE_URL, urn)
    return (
        Statement("pdf:Trapped", "False"),
        Statement("xmpMM:DocumentID", f"uuid:{document}"),
        Statement("xmpMM:RenditionClass", "default"),
        Statement("xmpMM:VersionID", "1"),
    )


def leave_only_pages(pdf: Any) -> None:
    """Take out links, bookmarks and tags: all that is no ink on paper."""
    for key in _FOR_SCREENS:
        if key in pdf.Root:
            del pdf.Root[key]
    for page in pdf.pages:
        for key in _ON_PAGES:
            if key in page.obj:
                del page.obj[key]


def state_intent(pdf: Any, profile: OutputProfile) -> None:
    """The output intent (ISO 32000-1, 14.11.5), with the profile inside."""
    from pikepdf import Array, Dictionary, Name, Stream

    intent = Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFX, OutputConditionIdentifier=profile.identifier)
    if profile.condition:
        intent.RegistryName = REGISTRY
    intent.OutputCondition = intent.Info = profile.description
    intent.DestOutputProfile = pdf.make_indirect(Stream(pdf, profile.data, N=4, Alternate=Name.DeviceCMYK))
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def state_conformance(pdf: Any, standard: Standard) -> None:
    """What the information dictionary says; XMP stays readable without a filter, as PDF/X-4 asks."""
    from pikepdf import Name, String

    pdf.docinfo.Trapped = Name("/False")
    if standard.pdf_version < "1.6":
        pdf.docinfo.GTS_PDFXVersion = String(standard.pdfx or "")
    metadata = pdf.Root.Metadata
    metadata.write(metadata.read_bytes())


def bare_fonts(pdf: Any) -> None:
    """Embed OpenType's outlines alone: whole OpenType files came into PDF with 1.6 (ISO 32000-1, table 126)."""
    from fontTools.ttLib import TTFont
    from pikepdf import Name, Stream

    for each in pdf.objects:
        if isinstance(each, Stream) and each.get("/Subtype") == Name.OpenType:
            reader = TTFont(BytesIO(each.read_bytes()), lazy=True).reader
            assert reader is not None
            each.write(reader["CFF "])
            each.Subtype = Name.CIDFontType0C
