"""Images for the press: a PDF's pictures in the colours of the screen made pictures in inks, in place."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from presswork.editions.press.separation import Separation

# A photograph is compressed once more: at this quality nobody sees it.
QUALITY = 95
# What its losses may add to the ink on a spot, in percent.
_SPARE = 5
# Channels that differ by no more are those of a grey picture.
_ALIKE = 3


def separate_picture(pdf: Any, picture: Any, separation: Separation, *, opaque: bool, opacity: float = 1.0) -> None:
    """Write an image XObject anew in inks; grey pictures become or stay grey.

    With `opaque` its transparency ends: what is half transparent lies on white, what is wholly so is masked out
    (ISO 32000-1, 8.9.6.3), and `opacity` fades it into the paper.
    """
    from pikepdf import Name

    if picture.get("/ImageMask"):
        return
    space = picture.get("/ColorSpace")
    mask = picture.get("/SMask") if opaque else None
    if space == Name.DeviceGray and mask is None and opacity >= 1:
        return
    image, own = _opened(picture)
    if image is None or (mask is None and opacity >= 1 and _is_separated(image, separation)):
        return
    lossy = picture.get("/Filter") == Name.DCTDecode and mask is None
    if mask is not None:
        _lay_on_paper(pdf, picture, mask, image := _as_light(image))
    made = _inked(image, own, separation, spare=_SPARE if lossy else 0)
    _write(picture, _paler(made, opacity), lossy=lossy)


def _opened(picture: Any) -> tuple[Any, bytes | None]:
    """The pixels, and the ICC profile inside a JPEG; nothing for a kind of image that the engine never writes."""
    from pikepdf import Name
    from PIL import Image

    if picture.get("/Filter") == Name.DCTDecode:
        image = Image.open(BytesIO(picture.read_raw_bytes()))
        image.load()
        return image, image.info.get("icc_profile") if image.mode == "RGB" else None
    modes = {Name.DeviceRGB: "RGB", Name.DeviceGray: "L", Name.DeviceCMYK: "CMYK"}
    space = picture.get("/ColorSpace")
    if not isinstance(space, Name) or space not in modes or int(picture.get("/BitsPerComponent", 8)) != 8:
        return None, None
    return Image.frombytes(modes[space], (int(picture.Width), int(picture.Height)), picture.read_bytes()), None


def _is_separated(image: Any, separation: Separation) -> bool:
    """Whether the pixels are inks already, within the limit: such a picture is its maker's affair."""
    from presswork.editions.press.separation import densest_spot

    if image.mode != "CMYK" or densest_spot(image) > separation.limit * 2.55:
        return False
    separation.within_limit(image)  # counts its ink
    return True


def _as_light(image: Any) -> Any:
    return image if image.mode in ("RGB", "L") else image.convert("RGB")


def _lay_on_paper(pdf: Any, picture: Any, mask: Any, image: Any) -> None:
    """Lay `image` on white where its soft mask is not full, and leave out the places where nothing is seen."""
    from pikepdf import Array, Name, Stream
    from PIL import Image, ImageChops

    alpha = Image.frombytes("L", (int(mask.Width), int(mask.Height)), mask.read_bytes()).resize(image.size)
    white = Image.new(image.mode, image.size, "white")
    image.paste(white, mask=ImageChops.invert(alpha))
    del picture["/SMask"]
    if _range(alpha)[0] > 0:
        return
    unseen = alpha.point([255] + [0] * 255).convert("1")
    stencil = Stream(pdf, unseen.tobytes())
    stencil.Type, stencil.Subtype = Name.XObject, Name.Image
    stencil.Width, stencil.Height = image.size
    stencil.ImageMask, stencil.BitsPerComponent = True, 1
    # a 1 of the stencil is a place that is not painted
    stencil.Decode = Array([0, 1])
    picture.Mask = pdf.make_indirect(stencil)


def _inked(image: Any, own: bytes | None, separation: Separation, *, spare: int) -> Any:
    from PIL import ImageChops

    if image.mode == "L":
        return image
    if image.mode == "CMYK":
        return separation.within_limit(image, spare=spare)
    image = image.convert("RGB")
    red, green, blue = image.split()
    alike = (ImageChops.difference(red, green), ImageChops.difference(green, blue))
    if all(_range(each)[1] <= _ALIKE for each in alike):
        return image.convert("L")
    return separation.picture(image, own, spare=spare)


def _range(channel: Any) -> tuple[int, int]:
    least, most = channel.getextrema()
    return least, most


def _paler(image: Any, opacity: float) -> Any:
    if opacity >= 1:
        return image
    if image.mode == "L":
        return image.point([round(255 - (255 - level) * opacity) for level in range(256)])
    return image.point([round(level * opacity) for level in range(256)] * 4)


def _write(picture: Any, image: Any, *, lossy: bool) -> None:
    """Put the pixels into the XObject: as JPEG, or without loss with the row filters of PNG."""
    from pikepdf import Array, Dictionary, Name

    picture.ColorSpace = Name.DeviceGray if image.mode == "L" else Name.DeviceCMYK
    picture.BitsPerComponent = 8
    for key in ("/Decode", "/DecodeParms"):
        if key in picture:
            del picture[key]
    target = BytesIO()
    if lossy:
        image.save(target, "JPEG", quality=QUALITY)
        picture.write(target.getvalue(), filter=Name.DCTDecode)
        if image.mode == "CMYK":
            # the inks of such a JPEG are stored upside down, as Adobe's are
            picture.Decode = Array([1, 0] * 4)
        return
    rows, colours = _png_rows(image)
    parameters = Dictionary(Predictor=15, Colors=colours, BitsPerComponent=8, Columns=image.width)
    picture.write(rows, filter=Name.FlateDecode, decode_parms=parameters)


def _png_rows(image: Any) -> tuple[bytes, int]:
    """The compressed rows that a PNG of the image has; four inks are written as if they were red to alpha."""
    from PIL import Image

    four = image.mode == "CMYK"
    shown = Image.frombytes("RGBA", image.size, image.tobytes()) if four else image
    target = BytesIO()
    shown.save(target, "PNG", compress_level=9)
    data, at, rows = target.getvalue(), 8, []
    while at < len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] == b"IDAT":
            rows.append(data[at + 8 : at + 8 + length])
        at += 12 + length
    return b"".join(rows), 4 if four else 1
