"""Image files made fit for print, e-book and web: checked, freed of what does not show, named by their content."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field

from presswork.edition import Asset

MAX_BYTES = 64 * 2**20
MAX_SIDE = 30_000
MAX_PIXELS = 100_000_000


class BadPicture(ValueError):
    """An image cannot be used: code, sentence and hint of the finding."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code = code
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Picture:
    """A cleaned image: its bytes, what they are, and what was done to them (code, what, hint)."""

    data: bytes = field(repr=False)
    media_type: str
    width: int
    height: int
    remarks: tuple[tuple[str, str, str], ...] = ()


SUFFIXES = {"image/jpeg": "jpg", "image/png": "png", "image/svg+xml": "svg"}


def fit(data: bytes) -> Picture:
    """The image that the bytes are, made fit. Raises `BadPicture` when they are none, damaged, or too large."""
    if len(data) > MAX_BYTES:
        size = f"{len(data) / 2**20:.0f} MB"
        raise BadPicture("T406", f"is too large: {size}", f"save it with at most {MAX_BYTES // 2**20} MB")
    if _is_svg(data):
        from presswork.copydesk.pictures.drawing import clean_svg

        return clean_svg(data)
    from presswork.copydesk.pictures.raster import clean_raster

    return clean_raster(data)


def _is_svg(data: bytes) -> bool:
    start = data[:4096]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.decode("utf-16", "ignore").encode()
    return bool(re.match(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!--|!DOCTYPE|svg)", start)) and (
        b"<svg" in start or b":svg" in start or b"<!DOCTYPE" in start
    )


def check_size(width: int, height: int) -> None:
    """Raise `BadPicture` (T406) when an image has more pixels than a page can hold (or a computer should open)."""
    if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
        message = f"is too large: {width} x {height} pixels"
        raise BadPicture("T406", message, "scale it down; 6000 pixels fill an A4 page in offset print")


def asset_of(name: str, picture: Picture) -> Asset:
    """The asset of a cleaned image: `images/crane-1f2e3d4c.jpg`, from its file's name and its content."""
    stem = re.sub(r"\.[^.]*$", "", re.split(r"[/\\]", name)[-1])
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60].strip("-") or "image"
    mark = hashlib.sha256(picture.data).hexdigest()[:8]
    path = f"images/{slug}-{mark}.{SUFFIXES[picture.media_type]}"
    return Asset(path, picture.media_type, picture.data, picture.width, picture.height)
