"""Small pictures of finished files for the report: the first pages of a PDF, the cover of an e-book."""

from __future__ import annotations

import base64
import io
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

# Wider than they are shown, for dense screens; and an eighth of our covers, a size to which a JPEG is decoded fast.
WIDTH = 200
_SHOWN = 0.625
_QUALITY = 72


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A picture as a `data:` address, its size in CSS pixels, and the page it shows (0: a cover)."""

    source: str
    width: int
    height: int
    page: int = 0


class PagesShown:
    """Draws a PDF's first pages while somebody walks through them: to open one again costs as much as to draw it."""

    def __init__(self, pages: int) -> None:
        self._pages, self.drawn = pages, list[Thumbnail]()

    def __call__(self, page: Any, number: int) -> None:
        """Draw an open page of PDFium's, whose number counts from 1."""
        with suppress(OSError, ValueError, RuntimeError):
            if number <= self._pages:
                self.drawn.append(_page(page, number))


def cover_thumbnail(small: bytes) -> Thumbnail:
    """The small JPEG of a cover, WIDTH pixels wide, as it is shown."""
    from PIL import Image

    with Image.open(io.BytesIO(small)) as picture:
        return _shown(small, picture.size, 0)


def thumbnails_of(data: bytes, suffix: str, *, pages: int) -> tuple[Thumbnail, ...]:
    """The first `pages` pages of a PDF, the cover of an EPUB, nothing of other files; `suffix` tells which it is.

    A file that cannot be read has no pictures: preflight says what is wrong with it.
    """
    try:
        if suffix == ".pdf":
            return tuple(_pdf_pages(data, pages))
        if suffix == ".epub":
            return tuple(_cover(data))
    except (OSError, ValueError, RuntimeError, zipfile.BadZipFile):
        return ()
    return ()


def _pdf_pages(data: bytes, pages: int) -> Iterator[Thumbnail]:
    import pypdfium2  # type: ignore[import-untyped]

    document = pypdfium2.PdfDocument(data)
    try:
        for number in range(min(pages, len(document))):
            page = document[number]
            yield _page(page, number + 1)
            page.close()
    finally:
        document.close()


def _page(page: Any, number: int) -> Thumbnail:
    bitmap = page.render(scale=WIDTH / page.get_width(), draw_annots=False, may_draw_forms=False)
    return _thumbnail(bitmap.to_pil(), number)


def _cover(data: bytes) -> Iterator[Thumbnail]:
    """The file that the manifest calls `cover-image`; ours is always images/cover with its suffix."""
    from PIL import Image

    with zipfile.ZipFile(io.BytesIO(data)) as book:
        names = [n for n in book.namelist() if "/images/cover" in n and n.endswith((".jpg", ".jpeg", ".png"))]
        if names:
            picture: Any = Image.open(io.BytesIO(book.read(names[0])))
            picture.draft("RGB", (WIDTH, WIDTH))
            picture.thumbnail((WIDTH, WIDTH * 2))
            yield _thumbnail(picture.convert("RGB"), 0)


def _thumbnail(picture: Any, page: int) -> Thumbnail:
    out = io.BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=_QUALITY)
    return _shown(out.getvalue(), picture.size, page)


def _shown(jpeg: bytes, size: tuple[int, int], page: int) -> Thumbnail:
    address = "data:image/jpeg;base64," + base64.b64encode(jpeg).decode("ascii")
    return Thumbnail(address, round(size[0] * _SHOWN), round(size[1] * _SHOWN), page)
