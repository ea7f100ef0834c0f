"""A PDF for the press as preflight sees it: colours, transparency, boxes, fonts, ink, claims (read by pikepdf)."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_COLOUR_OPERATORS = "g G rg RG k K cs CS gs Do sh scn SCN sc SC"
_BOXES = ("/MediaBox", "/BleedBox", "/TrimBox")
_NEARLY = 0.01  # points
# Annotations that belong to printing and may lie on a page (ISO 15930-7, 6.17).
_OF_THE_TRADE = ("/TrapNet", "/PrinterMark")


@dataclass(frozen=True, slots=True)
class Intent:
    """An output intent for PDF/X: its identifier, the class and colour space of its profile, and the profile."""

    identifier: str
    device: str
    space: str
    profile: bytes = field(repr=False)


@dataclass(slots=True)
class Survey:
    """What was found in a file for the press.

    Dictionaries have what was found with the first page (1-based) that has it. `densest` is the most ink in percent,
    its page, and what lays it. `claims` are XMP and information dictionary as text by name, `version` the header's.
    """

    version: str
    intents: tuple[Intent, ...] = ()
    claims: dict[str, str] = field(default_factory=dict)
    identified: bool = False
    foreign: dict[str, int] = field(default_factory=dict)
    transparent: dict[str, int] = field(default_factory=dict)
    boxes: dict[str, int] = field(default_factory=dict)
    active: dict[str, int] = field(default_factory=dict)
    unembedded: dict[str, int] = field(default_factory=dict)
    densest: tuple[float, int, str] = (0.0, 0, "")


def survey(data: bytes) -> Survey:
    """Look through everything that a PDF paints with. Raises ValueError when it cannot be read."""
    import pikepdf

    try:
        return _surveyed(data)
    except pikepdf.PdfError as error:
        raise ValueError(str(error)) from error


def _surveyed(data: bytes) -> Survey:
    import pikepdf

    with pikepdf.open(BytesIO(data)) as pdf:
        found = Survey(pdf.pdf_version, tuple(_intents(pdf)), _claims(pdf), "/ID" in pdf.trailer)
        look = _Look(found)
        for number, page in enumerate(pdf.pages, start=1):
            look.page = number
            _boxes(page.obj, number, found)
            _annotations(page.obj, number, found)
            look.group(page.obj)
            look.content(page.obj, page.obj.get("/Resources", {}))
        for number, page in enumerate(pdf.pages, start=1):
            # what no page paints, but could
            look.page = number
            look.resources(page.obj.get("/Resources", {}))
        for key in ("/OpenAction", "/AA", "/AcroForm"):
            if key in pdf.Root:
                found.active[f"{key[1:]} in the catalog"] = 1
    return found


def _intents(pdf: Any) -> Iterator[Intent]:
    from pikepdf import Name

    for intent in pdf.Root.get("/OutputIntents", ()):
        if intent.get("/S") == Name.GTS_PDFX:
            stream = intent.get("/DestOutputProfile")
            profile = stream.read_bytes() if stream is not None else b""
            device, space = (profile[at : at + 4].decode("latin-1").strip() for at in (12, 16))
            yield Intent(str(intent.get("/OutputConditionIdentifier", "")), device, space, profile)


def _claims(pdf: Any) -> dict[str, str]:
    claims = {str(key).lstrip("/"): str(value) for key, value in pdf.docinfo.items()}
    if "/Metadata" in pdf.Root:
        claims["XMP"] = pdf.Root.Metadata.read_bytes().decode("utf-8", "replace")
    return claims


def _boxes(page: Any, number: int, found: Survey) -> None:
    media, bleed, trim = ([float(edge) for edge in page[key]] if key in page else None for key in _BOXES)
    if trim is None:
        found.boxes.setdefault("it has no trim box", number)
    elif media is None or not _inside(trim, bleed or media) or not _inside(bleed or trim, media):
        found.boxes.setdefault("its trim, bleed and media boxes do not lie in each other", number)


def _inside(inner: list[float], outer: list[float]) -> bool:
    return (
        outer[0] <= inner[0] + _NEARLY
        and outer[1] <= inner[1] + _NEARLY
        and inner[2] <= outer[2] + _NEARLY
        and inner[3] <= outer[3] + _NEARLY
    )


def _annotations(page: Any, number: int, found: Survey) -> None:
    """Annotations that touch what may be printed: all that are not wholly outside the bleed."""
    box = [float(edge) for edge in page.get("/BleedBox", page.get("/TrimBox", page.MediaBox))]
    for each in page.get("/Annots", ()):
        kind = str(each.get("/Subtype", ""))
        left, bottom, right, top = (float(edge) for edge in each.get("/Rect", [0, 0, 0, 0]))
        outside = right <= box[0] or left >= box[2] or top <= box[1] or bottom >= box[3]
        if kind not in _OF_THE_TRADE and not outside:
            found.active.setdefault(f"an annotation ({kind.lstrip('/')})", number)


class _Look:
    """Looks at content streams and resources, each once, and notes what it finds with the page it is on."""

    def __init__(self, found: Survey) -> None:
        self.found, self.page = found, 0
        self._seen: set[tuple[int, int]] = set()

    def _first(self, each: Any) -> bool:
        if not each.is_indirect:
            return True
        new = each.objgen not in self._seen
        self._seen.add(each.objgen)
        return new

    def content(self, stream: Any, resources: Any) -> None:
        """A page, form or pattern: the colours that it sets, and what it paints with."""
        import pikepdf

        for each in pikepdf.parse_content_stream(stream, _COLOUR_OPERATORS):
            self._operator(list(each.operands), str(each.operator), resources)

    def _operator(self, operands: list[Any], operator: str, resources: Any) -> None:
        if operator in ("rg", "RG"):
            self._note(self.found.foreign, "DeviceRGB")
        elif operator in ("k", "K"):
            self._ink(sum(map(float, operands)) * 100, "a colour")
        elif operator in ("cs", "CS"):
            self._space(_named(resources, "/ColorSpace", operands[0], operands[0]))
        elif operator == "gs":
            self._state(_named(resources, "/ExtGState", operands[0], {}))
        elif operator == "sh":
            self._shading(_named(resources, "/Shading", operands[0], {}))
        elif operator == "Do":
            self._painted(_named(resources, "/XObject", operands[0], {}))
        elif operator in ("scn", "SCN") and str(operands[-1]).startswith("/"):
            self._painted(_named(resources, "/Pattern", operands[-1], {}))

    def _note(self, where: dict[str, int], what: str) -> None:
        where.setdefault(what, self.page)

    def _ink(self, percent: float, what: str) -> None:
        if percent > self.found.densest[0]:
            self.found.densest = (percent, self.page, what)

    def resources(self, resources: Any) -> None:
        """Everything that a resource dictionary has, painted or not."""
        for state in _each(resources, "/ExtGState"):
            self._state(state)
        for shading in _each(resources, "/Shading"):
            self._shading(shading)
        for part in ("/XObject", "/Pattern"):
            for each in _each(resources, part):
                self._painted(each)
        for font in _each(resources, "/Font"):
            if self._first(font):
                self._font(font)

    def _painted(self, each: Any) -> None:
        from pikepdf import Name

        if not each or not self._first(each):
            return
        if each.get("/Subtype") == Name.Image:
            self._picture(each)
        elif each.get("/PatternType") == 2:
            self._shading(each.Shading)
        else:
            self.group(each)
            self.content(each, each.get("/Resources", {}))
            self.resources(each.get("/Resources", {}))

    def group(self, each: Any) -> None:
        """What a transparency group says: that it is one, and in which space it blends."""
        group = each.get("/Group")
        if group is not None:
            self._note(self.found.transparent, "a transparency group")
            if "/CS" in group:
                self._space(group.CS)

    def _state(self, state: Any) -> None:
        from pikepdf import Dictionary, Name

        for key in ("/ca", "/CA"):
            if float(state.get(key, 1)) < 1:
                self._note(self.found.transparent, f"an opacity of {float(state[key]):g}")
        if state.get("/BM", Name.Normal) not in (Name.Normal, Name.Compatible):
            self._note(self.found.transparent, "a blend mode")
        mask = state.get("/SMask")
        if isinstance(mask, Dictionary):
            self._note(self.found.transparent, "a soft mask")
            self._painted(mask.G)

    def _shading(self, shading: Any) -> None:
        if "/ColorSpace" in shading:
            self._space(shading.ColorSpace)
        function = shading.get("/Function")
        if getattr(function, "_type_name", "") == "stream" and len(function.get("/Range", ())) == 8:
            table = function.read_bytes()
            self._ink(max(sum(table[at : at + 4]) for at in range(0, len(table), 4)) / 2.55, "a gradient")

    def _space(self, space: Any) -> None:
        """Note a colour space that is none of the press (ISO 32000-1, 8.6)."""
        from pikepdf import Array

        family = str(space[0] if isinstance(space, Array) else space).lstrip("/")
        if family in ("DeviceRGB", "CalRGB", "Lab", "CalGray"):
            self._note(self.found.foreign, family)
        elif family == "ICCBased" and int(space[1].get("/N", 0)) == 3:
            self._note(self.found.foreign, "an ICC profile of three colours")
        elif family in ("Indexed", "Separation", "DeviceN", "Pattern") and isinstance(space, Array) and len(space) > 1:
            self._space(space[1] if family in ("Indexed", "Pattern") else space[2])

    def _picture(self, picture: Any) -> None:
        from pikepdf import Name

        if picture.get("/ImageMask"):
            return
        self._space(picture.get("/ColorSpace"))
        if "/SMask" in picture:
            self._note(self.found.transparent, "an image with a soft mask")
        if picture.get("/ColorSpace") == Name.DeviceCMYK:
            self._ink(_densest(picture) / 2.55, "an image")

    def _font(self, font: Any) -> None:
        from pikepdf import Name

        if font.get("/Subtype") == Name.Type3:
            for glyph in _each(font, "/CharProcs"):
                self.content(glyph, font.get("/Resources", {}))
            return
        for each in font.get("/DescendantFonts", [font]):
            descriptor = each.get("/FontDescriptor", {})
            if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                self._note(self.found.unembedded, str(each.get("/BaseFont", "?")).lstrip("/"))


def _each(resources: Any, part: str) -> list[Any]:
    found = resources.get(part, {})
    return [found[name] for name in sorted(found.keys())]


def _named(resources: Any, part: str, name: Any, default: Any) -> Any:
    return resources.get(part, {}).get(str(name), default)


def _densest(picture: Any) -> int:
    """The largest sum of inks (0 to 1020) in an image of DeviceCMYK; 0 when it cannot be read."""
    from pikepdf import Name
    from PIL import Image

    from presswork.editions.press.separation import densest_spot

    size = int(picture.Width), int(picture.Height)
    try:
        if picture.get("/Filter") == Name.DCTDecode:
            return densest_spot(Image.open(BytesIO(picture.read_raw_bytes())).convert("CMYK"))
        return densest_spot(Image.frombytes("CMYK", size, picture.read_bytes()))
    except (OSError, ValueError):
        return 0
