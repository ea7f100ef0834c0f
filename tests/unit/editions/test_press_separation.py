"""Separation: which inks a colour becomes, and how much of them."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from presswork.edition import Edition
from presswork.editions.press.gradients import faded
from presswork.editions.press.profile import FOLDER, profile_of
from presswork.editions.press.separation import BLACK, PAPER, Separation, densest_spot, limited

NAMES = sorted(file.stem for file in FOLDER.glob("*.icc"))
CHANNEL = st.integers(0, 255).map(lambda level: level / 255)
COLOUR = st.tuples(CHANNEL, CHANNEL, CHANNEL)
INK = st.floats(0, 1)


def separation(name: str = "fogra39", limit: int | None = None) -> Separation:
    return Separation(profile_of(Edition("press", "pdf", profile=FOLDER / f"{name}.icc")), limit)


def seen(name: str, inks: tuple[float, ...]) -> tuple[float, float, float]:
    """CIE Lab of inks as the profile says that they look on its paper."""
    press = ImageCms.ImageCmsProfile(io.BytesIO((FOLDER / f"{name}.icc").read_bytes()))
    way = ImageCms.buildTransform(press, ImageCms.createProfile("LAB"), "CMYK", "LAB", 1)
    pixel = bytes(round(part * 255) for part in inks)
    made = ImageCms.applyTransform(Image.frombytes("CMYK", (1, 1), pixel), way)
    assert made is not None
    lightness, a, b = made.getpixel((0, 0))
    return lightness / 2.55, a - 128, b - 128


@pytest.mark.parametrize("name", NAMES)
def test_white_is_paper_and_the_colours_of_text_are_black_alone(name: str) -> None:
    inks = separation(name)
    assert inks.colour((1, 1, 1)) == PAPER
    for ink in ("#000000", "#161616", "#2b2b2b", "#1d1b1a"):
        red, green, blue = (int(ink[at : at + 2], 16) / 255 for at in (1, 3, 5))
        assert inks.colour((red, green, blue)) == BLACK


@given(CHANNEL, CHANNEL)
@settings(max_examples=60, deadline=None)
def test_greys_are_black_alone_and_darker_ones_have_more_of_it(one: float, other: float) -> None:
    inks = separation()
    dark, light = (inks.colour((level,) * 3) for level in sorted((one, other)))
    assert dark[:3] == light[:3] == (0, 0, 0)
    assert dark[3] >= light[3]


def test_a_grey_looks_as_light_as_it_did_between_paper_and_full_black() -> None:
    """A grey of #777 is L* 50: half way from black to paper, whatever the dots gain on the press."""
    for name in NAMES:
        paper, black = seen(name, PAPER)[0], seen(name, BLACK)[0]
        grey = separation(name).colour((0x77 / 255,) * 3)
        assert seen(name, grey)[0] == pytest.approx(black + (paper - black) * 0.5, abs=1.5)


@pytest.mark.parametrize(("rgb", "hue"), [((0.55, 0.11, 0.09), 33), ((0.04, 0.33, 0.39), 219), ((0.8, 0.5, 0.2), 68)])
def test_a_colour_keeps_its_hue(rgb: tuple[float, float, float], hue: float) -> None:
    import math

    _, a, b = seen("fogra39", separation().colour(rgb))
    assert math.degrees(math.atan2(b, a)) % 360 == pytest.approx(hue, abs=8)


@given(COLOUR, st.sampled_from([200, 240, 280]))
@settings(max_examples=80, deadline=None)
def test_no_colour_has_more_ink_than_the_limit(rgb: tuple[float, float, float], limit: int) -> None:
    inks = separation("fogra39", limit)
    assert sum(inks.colour(rgb)) * 100 <= limit + 0.001
    assert inks.densest <= limit + 0.001


@given(INK, INK, INK, INK, st.integers(100, 400))
def test_limiting_takes_colour_not_black_and_keeps_the_hue(c: float, m: float, y: float, k: float, limit: int) -> None:
    made = limited((c, m, y, k), limit)
    assert made[3] == k
    assert sum(made) * 100 <= max(limit, 100 * k) + 0.001
    if c + m + y > 0.01 and sum(made[:3]) > 0.01:
        assert made[0] / sum(made[:3]) == pytest.approx(c / (c + m + y), abs=0.02 / sum(made[:3]))


def test_no_pixel_of_a_picture_has_more_ink_than_the_limit() -> None:
    noise = Image.effect_noise((200, 600), 120)
    image = Image.merge("RGB", (noise, noise.rotate(180), noise.transpose(Image.Transpose.FLIP_LEFT_RIGHT)))
    for limit in (220, 260):
        inks = separation("gracol", limit)
        made = inks.picture(image)
        assert 200 * 2.55 <= densest_spot(made) <= limit * 2.55
        assert inks.densest <= limit + 0.001


def test_the_limit_is_what_the_profile_was_built_for_unless_the_printer_takes_less() -> None:
    assert {name: separation(name).limit for name in NAMES} == {
        "fogra39": 300,
        "fogra47": 270,
        "gracol": 300,
        "ifra26": 210,
    }
    assert separation("fogra39", 240).limit == 240
    assert separation("fogra47", 320).limit == 270


def test_a_picture_with_a_profile_of_its_own_is_read_by_it() -> None:
    """The same numbers mean other colours: a picture's grey of a linear space is a far lighter one."""
    image = Image.new("RGB", (4, 4), (90, 60, 60))
    plain = separation().picture(image.copy())
    swapped = separation().picture(image.copy(), (FOLDER / "fogra39.icc").read_bytes())
    assert plain.getpixel((0, 0)) == swapped.getpixel((0, 0)), "a profile for inks cannot read a picture in light"
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert separation().picture(image.copy(), lab).getpixel((0, 0)) == pytest.approx(plain.getpixel((0, 0)), abs=2)


@given(INK, INK, INK, INK, st.floats(0, 1))
def test_fading_leads_from_the_inks_to_the_paper(c: float, m: float, y: float, k: float, opacity: float) -> None:
    made = faded((c, m, y, k), opacity)
    assert all(ink - 0.001 <= part + 0.001 for ink, part in zip(made, (c, m, y, k), strict=True))
    assert faded((c, m, y, k), 0) == PAPER
    assert faded((c, m, y, k), 1) == (c, m, y, k)
