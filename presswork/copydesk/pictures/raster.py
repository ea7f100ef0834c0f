"""Photographs and other pixel images: JPEG and PNG cleaned without loss, other kinds turned into one of them."""

from __future__ import annotations

import io
import threading
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

from presswork.copydesk.pictures import BadPicture, Picture, check_size
from presswork.copydesk.pictures.jpeg import strip_jpeg
from presswork.copydesk.pictures.png import has_chunk, strip_png

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

Remarks = tuple[tuple[str, str, str], ...]
KINDS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP", "AVIF")
QUALITY = 95
# What is said to Pillow and to `warnings` meanwhile is said to all threads.
_ONE_AT_A_TIME = threading.RLock()
_ORIENTATION = 0x0112  # EXIF 2.3, 4.6.4
_DAMAGED = "open it in an image editor and save it again, or get the original"

# What people send that is no image we read, by its first bytes, and what to do with it.
_OTHERS: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"%PDF", "a PDF", "export the page as SVG or PNG"),
    (0, b"%!PS", "PostScript", "export it as SVG or PNG"),
    (0, b"\xc5\xd0\xd3\xc6", "PostScript", "export it as SVG or PNG"),
    (4, b"ftyphei", "HEIC", "save it as JPEG; a telephone does so when it sends 'most compatible'"),
    (4, b"ftypmif", "HEIF", "save it as JPEG"),
    (0, b"8BPS", "a Photoshop file", "export it as PNG or JPEG"),
    (0, b"\x1f\x8b", "compressed", "save the drawing as plain SVG"),
    (0, b"PK\x03\x04", "a ZIP archive", "unpack it and name the image inside"),
    (0, b"\xd7\xcd\xc6\x9a", "a Windows metafile", "save it as PNG or SVG"),
    (40, b" EMF", "a Windows metafile", "save it as PNG or SVG"),
    (0, b"<", "markup", "name an image file"),
)


def clean_raster(data: bytes) -> Picture:
    """A pixel image made fit: nothing hidden in it, upright, in RGB or grey, as JPEG or PNG.

    Raises `BadPicture` when it is no image (T404), damaged (T405) or too large (T406).
    """
    from PIL import Image, UnidentifiedImageError

    with _ONE_AT_A_TIME, warnings.catch_warnings(), _whole_files():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=_kinds()) as image:
                check_size(*image.size)
                return _clean(data, image)
        except BadPicture:
            raise
        except UnidentifiedImageError:
            raise _unknown(data) from None
        except Image.DecompressionBombError:
            message = "is too large: more than 30,000 pixels wide or high, or more than a page can hold"
            raise BadPicture("T406", message, "scale it down") from None
        except (OSError, ValueError, SyntaxError, MemoryError, EOFError, IndexError, KeyError, TypeError) as error:
            # Pillow raises any of these on broken files, depending on where the break is.
            raise BadPicture("T405", f"is damaged: {_reason(error)}", _DAMAGED) from None


@contextmanager
def _whole_files() -> Iterator[None]:
    """Pillow refusing files that are cut short: the PDF engine, once imported, makes it accept them everywhere."""
    from PIL import ImageFile

    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _kinds() -> list[str]:
    """The kinds that this build of Pillow reads: WebP and AVIF are left out of some."""
    from PIL import features

    return [kind for kind in KINDS if kind not in ("WEBP", "AVIF") or features.check(kind.lower())]


def _reason(error: Exception) -> str:
    said = str(error).splitlines()[0] if str(error) else type(error).__name__
    return "it is cut short" if "truncated" in said or isinstance(error, EOFError) else said[:120]


def _unknown(data: bytes) -> BadPicture:
    if not data.strip():
        return BadPicture("T404", "is empty", "get the original")
    for offset, magic, name, hint in _OTHERS:
        if data[offset : offset + len(magic)] == magic:
            return BadPicture("T404", f"is {name}, no image that every edition can show", hint)
    if data.startswith((b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF", b"II*\0", b"MM\0*", b"BM")):
        return BadPicture("T405", "is damaged: its beginning cannot be read", _DAMAGED)
    return BadPicture("T404", "is no image", "images are JPEG, PNG, SVG, GIF, WebP, AVIF, TIFF or BMP files")


def _clean(data: bytes, image: Image) -> Picture:
    kind = str(image.format)
    frames = getattr(image, "n_frames", 1) if kind != "MPO" else 1
    upright = image.getexif().get(_ORIENTATION, 1) in (0, 1)
    moving = frames > 1 or (kind == "PNG" and has_chunk(data, b"acTL"))
    remarks = (("T413", "moves or has several pages: its first one is kept", ""),) if moving else ()
    if kind in ("JPEG", "MPO") and upright and image.mode in ("RGB", "L"):
        size = image.size
        image.draft(image.mode, (1, 1))  # decode at an eighth: enough to see that the file is whole
        image.load()
        return Picture(strip_jpeg(data), "image/jpeg", *size)
    image.load()
    if kind == "PNG" and upright:
        return Picture(strip_png(data), "image/png", *image.size, remarks)
    return _converted(image, data[:4096], remarks, upright=upright)


def _converted(image: Image, start: bytes, remarks: Remarks, *, upright: bool) -> Picture:
    """The image saved anew: as JPEG where it was a photograph, else as PNG; each change is a remark."""
    from PIL import ImageOps

    kind = str(image.format)
    turned = image if upright else ImageOps.exif_transpose(image)
    image_, recoloured = _in_screen_colours(turned)
    lossy = _is_photograph(image, kind, start) and image_.mode in ("RGB", "L")
    if recoloured:
        remarks = (
            *remarks,
            ("T412", "was in CMYK and is now in RGB", "give an RGB image to decide its colours yourself"),
        )
    if kind in ("JPEG", "MPO") and not upright:
        hint = "turn it in an image editor to keep its pixels as they are"
        remarks = (*remarks, ("T407", f"was turned upright and saved again at quality {QUALITY}", hint))
    elif kind not in ("JPEG", "MPO", "PNG"):
        name = "JPEG" if lossy else "PNG"
        remarks = (*remarks, ("T407", f"is {kind} and was saved as {name}", "give a JPEG or PNG to keep it as it is"))
    return _saved(image_, lossy, None if recoloured else image.info.get("icc_profile"), remarks)


def _saved(image: Image, lossy: bool, profile: bytes | None, remarks: Remarks) -> Picture:
    out = io.BytesIO()
    image.info = {}  # neither comments nor EXIF go along
    if lossy:
        image.save(out, "JPEG", quality=QUALITY, subsampling=0, optimize=True, icc_profile=profile)
        return Picture(out.getvalue(), "image/jpeg", *image.size, remarks)
    image.save(out, "PNG", optimize=False, icc_profile=profile)
    return Picture(out.getvalue(), "image/png", *image.size, remarks)


def _is_photograph(image: Image, kind: str, start: bytes) -> bool:
    if kind == "TIFF":
        return image.info.get("compression") in ("jpeg", "tiff_jpeg")
    # A lossy WebP has a `VP8 ` chunk, a lossless one `VP8L` (RFC 9649, 2.5).
    return kind in ("JPEG", "MPO", "AVIF") or (kind == "WEBP" and b"VP8L" not in start)


def _in_screen_colours(image: Image) -> tuple[Image, bool]:
    """The image in RGB, RGBA, grey or palette; whether it was CMYK. An embedded CMYK profile is used."""
    if image.mode in ("RGB", "RGBA", "L", "LA", "P", "1"):
        return (image.convert("RGBA") if image.mode == "LA" else image), False
    if image.mode == "CMYK":
        return _from_cmyk(image), True
    if image.mode.startswith("I;16") or image.mode == "I":
        return image.point(lambda value: value / 256).convert("L"), False
    return image.convert("RGBA" if image.mode in ("PA", "La", "RGBa") else "RGB"), False


def _from_cmyk(image: Image) -> Image:
    from PIL import ImageCms

    if profile := image.info.get("icc_profile"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            screen = ImageCms.createProfile("sRGB")
            if (found := ImageCms.profileToProfile(image, source, screen, outputMode="RGB")) is not None:
                return found
        except (ImageCms.PyCMSError, OSError):
            pass  # a broken profile says nothing; the plain conversion is what any viewer would show
    return image.convert("RGB")
