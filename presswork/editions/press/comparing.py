"""Which pages look different after flattening: both states of a file painted small, and compared."""

from __future__ import annotations

from typing import Any

# A difference of so many levels of 255 is seen for certain. Less is due to the painter, who mixes colours as light.
_SEEN = 40
# Edges of one or two spots, a point each, are ground off; so many left are a place.
_SPOTS = 9


def changed_pages(before: bytes, after: bytes) -> tuple[int, ...]:
    """The numbers (from 1) of the pages that look different in two PDFs of the same pages."""
    import pypdfium2  # type: ignore[import-untyped]

    one, other = pypdfium2.PdfDocument(before), pypdfium2.PdfDocument(after)
    try:
        return tuple(number + 1 for number in range(len(one)) if _differ(one[number], other[number]))
    finally:
        one.close()
        other.close()


def _differ(one: Any, other: Any) -> bool:
    from PIL import ImageChops, ImageFilter

    before, after = (page.render(scale=1).to_pil().convert("RGB") for page in (one, other))
    red, green, blue = ImageChops.difference(before, after).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    levels = most.filter(ImageFilter.MinFilter(3)).histogram()
    return sum(levels[_SEEN:]) >= _SPOTS
