"""Separation: colours of the screen as amounts of the four inks, greys in black alone, within the limit of ink."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import product
from math import ceil
from typing import TYPE_CHECKING, Any

from presswork.editions.colours import luminance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presswork.editions.press.profile import OutputProfile

RGB = tuple[float, float, float]
CMYK = tuple[float, float, float, float]
PAPER: CMYK = (0.0, 0.0, 0.0, 0.0)
BLACK: CMYK = (0.0, 0.0, 0.0, 1.0)
# Text in a dark grey would be broken up by the screen: what is darker than this lightness (CIE L*) is full black,
# even with a cast of so much chroma. Lighter greys are black alone while no eye sees a colour in them.
_DARK, _DARK_CHROMA, _GREY_CHROMA = 20.0, 10.0, 2.0
# Inks below this share are a haze of dots that no press holds.
_HAZE = 0.012
_STRIP = 256


@dataclass(frozen=True, slots=True)
class _Tables:
    """What is made of a profile once: the ways into it, the lightness of its blacks, the most ink that it lays."""

    from_srgb: Any
    from_lab: Any
    press: Any
    blacks: tuple[float, ...]
    most: int


@lru_cache(maxsize=4)
def _tables(profile: OutputProfile) -> _Tables:
    from PIL import ImageCms

    press = ImageCms.ImageCmsProfile(BytesIO(profile.data))
    from_srgb = _way(ImageCms.createProfile("sRGB"), press, "RGB")
    from_lab = _way(ImageCms.createProfile("LAB"), press, "LAB")
    return _Tables(from_srgb, from_lab, press, _blacks(press), _most_ink(from_srgb))


def _way(source: Any, press: Any, mode: str) -> Any:
    """Relative colorimetric with black point compensation, as pressrooms convert."""
    from PIL import ImageCms

    return ImageCms.buildTransform(
        source,
        press,
        mode,
        "CMYK",
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )


def _way_from(profile: bytes, press: Any) -> Any:
    """The way from a picture's own profile; None when that cannot be used."""
    from PIL import ImageCms

    try:
        return _way(ImageCms.ImageCmsProfile(BytesIO(profile)), press, "RGB")
    except (OSError, ImageCms.PyCMSError):
        return None


def _applied(transform: Any, image: Any) -> Any:
    from PIL import ImageCms

    return ImageCms.applyTransform(image, transform)


def _most_ink(from_srgb: Any) -> int:
    """The most ink in percent that a profile's own tables give, rounded up to tens: what it was built for."""
    from PIL import Image

    levels = bytes(part for colour in product(range(0, 256, 17), repeat=3) for part in colour)
    inks = _applied(from_srgb, Image.frombytes("RGB", (16, 256), levels)).tobytes()
    densest: int = max(sum(inks[at : at + 4]) for at in range(0, len(inks), 4))
    return 10 * ceil(densest / 255 * 10 - 0.05)


def _blacks(press: Any) -> tuple[float, ...]:
    """The lightness (CIE L*, 0 to 100) of each of 256 amounts of black, as the profile has it."""
    from PIL import Image, ImageCms

    inks = b"".join(bytes((0, 0, 0, black)) for black in range(256))
    lab = ImageCms.createProfile("LAB")
    to_lab = ImageCms.buildTransform(press, lab, "CMYK", "LAB", ImageCms.Intent.RELATIVE_COLORIMETRIC)
    made = _applied(to_lab, Image.frombytes("CMYK", (256, 1), inks)).tobytes()
    return tuple(made[at] / 2.55 for at in range(0, len(made), 3))


class Separation:
    """Separates colours and images for one profile, and counts the ink that it lays.

    `limit` is the most ink in percent that may lie on one spot: a printer's, or what the profile was built for.
    `densest` is the most that has been laid.
    """

    def __init__(self, profile: OutputProfile, limit: int | None = None) -> None:
        self._tables = _tables(profile)
        self._colours: dict[RGB, CMYK] = {}
        self.limit = min(limit or self._tables.most, self._tables.most)
        self.densest = 0.0

    def colour(self, rgb: RGB) -> CMYK:
        """An sRGB colour (0 to 1) in inks: white is paper, near-black is black, greys are black alone."""
        if rgb not in self._colours:
            self._colours[rgb] = self._decided(rgb)
        return self.counted(self._colours[rgb])

    def _decided(self, rgb: RGB) -> CMYK:
        lightness, chroma = _lightness_and_chroma(rgb)
        if lightness <= _DARK and chroma <= _DARK_CHROMA:
            return BLACK
        if chroma <= _GREY_CHROMA:
            return (0.0, 0.0, 0.0, self._black_for(lightness))
        return self.shade(rgb)

    def shade(self, rgb: RGB) -> CMYK:
        """An sRGB colour in inks by the profile alone, for the steps of a gradient."""
        if min(rgb) >= 1:
            return PAPER
        pixel = bytes(round(max(0.0, min(1.0, part)) * 255) for part in rgb)
        return self._through(self._tables.from_srgb, "RGB", pixel)

    def lab(self, lightness: float, a: float, b: float) -> CMYK:
        """A CIE Lab colour in inks."""
        chroma = (a * a + b * b) ** 0.5
        if lightness <= _DARK and chroma <= _DARK_CHROMA:
            return self.counted(BLACK)
        if chroma <= _GREY_CHROMA:
            return self.counted((0.0, 0.0, 0.0, self._black_for(lightness)))
        pixel = bytes((round(lightness * 2.55), *(int(max(-128, min(127, part))) & 255 for part in (a, b))))
        return self.counted(self._through(self._tables.from_lab, "LAB", pixel))

    def _through(self, transform: Any, mode: str, pixel: bytes) -> CMYK:
        from PIL import Image

        made = _applied(transform, Image.frombytes(mode, (1, 1), pixel)).tobytes()
        cyan, magenta, yellow, black = (0.0 if part / 255 < _HAZE else round(part / 255, 3) for part in made)
        return limited((cyan, magenta, yellow, black), self.limit)

    def _black_for(self, lightness: float) -> float:
        """How much black looks as light as a grey does, when paper is white and full black is black."""
        blacks = self._tables.blacks
        target = blacks[255] + (blacks[0] - blacks[255]) * lightness / 100
        nearest = min(range(256), key=lambda black: abs(blacks[black] - target))
        return round(nearest / 255, 3)

    def counted(self, inks: CMYK) -> CMYK:
        """The same inks; their total is remembered in `densest` (percent)."""
        self.densest = max(self.densest, sum(inks) * 100)
        return inks

    def picture(self, image: Any, source: bytes | None = None, *, spare: int = 0) -> Any:
        """A Pillow image in RGB as one in CMYK; `source` is its own ICC profile, sRGB when it has none.

        `spare` is as in `within_limit`.
        """
        transform = (_way_from(source, self._tables.press) if source else None) or self._tables.from_srgb
        return self.within_limit(_applied(transform, image), spare=spare)

    def within_limit(self, image: Any, *, spare: int = 0) -> Any:
        """A CMYK image with its coloured inks reduced wherever all inks together are more than the limit.

        `spare` is so much less in percent, for an image that is to be compressed with losses.
        """
        most = int((self.limit - spare) * 2.55)
        for box in _strips(image):
            strip = image.crop(box)
            total = _densest(strip)
            if total > most:
                strip = _reduced(strip, most)
                image.paste(strip, box)
            self.densest = max(self.densest, min(total, most) / 2.55)
        return image


def limited(inks: CMYK, limit: float) -> CMYK:
    """The inks with cyan, magenta and yellow reduced in proportion until all together are `limit` percent at most."""
    cyan, magenta, yellow, black = inks
    coloured, room = cyan + magenta + yellow, limit / 100 - black
    if coloured <= room:
        return inks
    # rounded down, so that three of them never exceed what is left
    cyan, magenta, yellow = (int(part * room / coloured * 1000) / 1000 for part in (cyan, magenta, yellow))
    return (cyan, magenta, yellow, black)


def densest_spot(image: Any) -> int:
    """The largest sum of the four inks in a CMYK image, 0 to 1020."""
    return max((_densest(image.crop(box)) for box in _strips(image)), default=0)


def _strips(image: Any) -> Iterator[tuple[int, int, int, int]]:
    """The boxes of an image's strips: sums take four times the room of the pixels."""
    for top in range(0, image.height, _STRIP):
        yield (0, top, image.width, min(top + _STRIP, image.height))


def _densest(strip: Any) -> int:
    from PIL import ImageMath

    parts = dict(zip("cmyk", strip.split(), strict=True))
    total = ImageMath.lambda_eval(lambda own: own["c"] + own["m"] + own["y"] + own["k"], **parts)
    return int(total.getextrema()[1])


def _reduced(image: Any, most: int) -> Any:
    from PIL import Image, ImageMath

    *coloured, black = image.split()
    parts = dict(zip("cmyk", (*coloured, black), strict=True))

    def share(own: Any) -> Any:
        room = own["float"](most - own["k"])
        return own["min"](room / own["max"](own["float"](own["c"] + own["m"] + own["y"]), 1), 1)

    factor = ImageMath.lambda_eval(share, **parts)
    lowered = [
        ImageMath.lambda_eval(lambda own: own["convert"](own["i"] * own["f"], "L"), i=ink, f=factor) for ink in coloured
    ]
    return Image.merge("CMYK", (*lowered, black))


def _lightness_and_chroma(rgb: RGB) -> tuple[float, float]:
    """CIE L* and C* of an sRGB colour (IEC 61966-2-1), relative to its own white."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, luminance(rgb), z))
    a, b = 500 * (fx - fy), 200 * (fy - fz)
    return 116 * fy - 16, (a * a + b * b) ** 0.5
