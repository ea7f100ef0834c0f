"""Gradients for the press: the functions of a PDF's shadings sampled and written anew in inks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presswork.editions.press.separation import CMYK, PAPER, RGB

if TYPE_CHECKING:
    from collections.abc import Callable

    from presswork.editions.press.separation import Separation

# Ink and light do not mix alike: halfway between two colours there is another one in inks. So many steps hide that.
STEPS = 256


def separate_shading(pdf: Any, shading: Any, separation: Separation, fade: Any = None, opacity: float = 1.0) -> Any:
    """The shading (ISO 32000-1, 8.7.4.5) in DeviceCMYK; None when it is of a kind that the engine never writes.

    `fade` is the shading of a soft mask in grey by which, and by `opacity`, the colours are mixed with the white of
    the paper.
    """
    from pikepdf import Array, Dictionary, Name, Stream

    function = shading.get("/Function")
    if shading.get("/ColorSpace") != Name.DeviceRGB or not isinstance(function, Dictionary):
        return None
    try:
        colours = sampled(function)
        shares = sampled(fade.Function) if fade is not None else [(1.0,)] * STEPS
    except ValueError:
        return None
    inks = _inks(colours, separation)
    mixed = [faded(each, share[0] * opacity) for each, share in zip(inks, shares, strict=True)]
    data = bytes(round(part * 255) for each in mixed for part in each)
    table = Stream(
        pdf,
        data,
        FunctionType=0,
        Domain=function.Domain,
        Range=Array([0, 1] * 4),
        Size=Array([STEPS]),
        BitsPerSample=8,
    )
    made = Dictionary(dict(shading.items()))
    made.ColorSpace, made.Function = Name.DeviceCMYK, pdf.make_indirect(table)
    return pdf.make_indirect(made)


def _inks(colours: list[tuple[float, ...]], separation: Separation) -> list[CMYK]:
    """A gradient between greys is black alone; any other goes by the profile, lest it break where grey begins."""
    rgb: list[RGB] = [(red, green, blue) for red, green, blue in colours]
    grey = all(max(each) - min(each) < 0.01 for each in rgb)
    return [separation.counted(separation.colour(each) if grey else separation.shade(each)) for each in rgb]


def faded(inks: CMYK, opacity: float) -> CMYK:
    """Inks that cover their ground with `opacity` (0 to 1), when the ground is paper."""
    if opacity >= 1:
        return inks
    cyan, magenta, yellow, black = (
        round(paper + (ink - paper) * opacity, 3) for ink, paper in zip(inks, PAPER, strict=True)
    )
    return (cyan, magenta, yellow, black)


def sampled(function: Any) -> list[tuple[float, ...]]:
    """A function's values at `STEPS` places over its domain. ValueError when it is neither of type 2 nor 3."""
    evaluate = _evaluator(function)
    start, end = (float(bound) for bound in function.Domain)
    return [evaluate(start + (end - start) * step / (STEPS - 1)) for step in range(STEPS)]


def _evaluator(function: Any) -> Callable[[float], tuple[float, ...]]:
    kind = int(function.FunctionType)
    if kind == 2:
        return _exponential(function)
    if kind == 3:
        return _stitched(function)
    raise ValueError(kind)


def _exponential(function: Any) -> Callable[[float], tuple[float, ...]]:
    """ISO 32000-1, 7.10.3."""
    first, last = ([float(part) for part in function[key]] for key in ("/C0", "/C1"))
    power = float(function.N)

    def value(x: float) -> tuple[float, ...]:
        share = max(0.0, min(1.0, x)) ** power
        return tuple(a + share * (b - a) for a, b in zip(first, last, strict=True))

    return value


def _stitched(function: Any) -> Callable[[float], tuple[float, ...]]:
    """ISO 32000-1, 7.10.4."""
    parts = [_evaluator(part) for part in function.Functions]
    start, end = (float(bound) for bound in function.Domain)
    bounds = [start, *(float(bound) for bound in function.Bounds), end]
    encode = [float(part) for part in function.Encode]

    def value(x: float) -> tuple[float, ...]:
        index = sum(1 for bound in bounds[1:-1] if x >= bound)
        low, high = bounds[index], bounds[index + 1]
        first, last = encode[2 * index], encode[2 * index + 1]
        place = first if high == low else first + (x - low) * (last - first) / (high - low)
        return parts[index](place)

    return value
