"""Photographs scaled for a screen: a page that carries its images inside must stay light enough for a phone."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from presswork.edition import Asset

# Twice the width of the widest figure (52 rem of 16 px), which is sharp on dense screens.
WIDEST = 1664
_QUALITY = 82
_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG"}


def for_screen(asset: Asset) -> Asset:
    """The image with at most `WIDEST` pixels across, colour profile kept; an image that is small enough stays as it is.

    The name stays, and so do the dimensions that the page states: they are the image's proportion there.
    """
    if asset.width <= WIDEST or asset.media_type not in _FORMATS:
        return asset
    data = _scaled(asset)
    return replace(asset, data=data) if len(data) < len(asset.data) else asset


def _scaled(asset: Asset) -> bytes:
    from PIL import Image

    height = max(1, round(asset.height * WIDEST / asset.width))
    out = io.BytesIO()
    with Image.open(io.BytesIO(asset.data)) as opened:
        image: Any = opened
        profile = image.info.get("icc_profile")
        image.draft(None, (WIDEST, height))  # a JPEG is decoded at a half or a quarter of its size, which is fast
        palette = image.mode == "P"
        if palette:
            image = image.convert("RGBA" if "transparency" in image.info else "RGB")
        small = image.resize((WIDEST, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        if palette:
            small = small.quantize(method=Image.Quantize.FASTOCTREE)
        options: dict[str, Any] = {"icc_profile": profile} if profile else {}
        if asset.media_type == "image/jpeg":
            options |= {"quality": _QUALITY, "progressive": True}
        small.save(out, _FORMATS[asset.media_type], optimize=True, **options)
    return out.getvalue()
