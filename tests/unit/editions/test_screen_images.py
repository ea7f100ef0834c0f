"""Large photographs become small enough for a screen; small ones are left alone."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageCms

from presswork.edition import Asset
from presswork.editions.screen_images import WIDEST, for_screen


def _asset(kind: str, size: tuple[int, int], mode: str = "RGB") -> Asset:
    noise = Image.effect_noise(size, 80)
    out = io.BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    noise.convert(mode).save(out, kind, icc_profile=profile)
    return Asset("images/a", f"image/{kind.lower()}", out.getvalue(), *size)


@pytest.mark.parametrize(
    ("kind", "mode"), [("JPEG", "RGB"), ("JPEG", "CMYK"), ("PNG", "RGBA"), ("PNG", "P"), ("PNG", "L")]
)
def test_a_large_image_is_scaled_with_its_profile(kind: str, mode: str) -> None:
    large = _asset(kind, (2400, 300), mode)
    small = for_screen(large)
    with Image.open(io.BytesIO(small.data)) as image:
        assert image.size == (WIDEST, 208)
        assert image.format == kind
        assert image.info.get("icc_profile")
    assert len(small.data) < len(large.data)
    assert (small.name, small.width, small.height) == (large.name, 2400, 300)


def test_the_same_image_gives_the_same_bytes() -> None:
    large = _asset("JPEG", (2400, 200))
    assert for_screen(large).data == for_screen(large).data


def test_a_small_image_and_a_drawing_stay_as_they_are() -> None:
    small = _asset("JPEG", (WIDEST, 900))
    drawing = Asset("images/a.svg", "image/svg+xml", b"<svg/>", 4000, 3000)
    assert for_screen(small) is small
    assert for_screen(drawing) is drawing
