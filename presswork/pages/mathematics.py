"""Formulas for paper: MathML drawn as SVG on the baseline of the text."""

from __future__ import annotations

import copy
import hashlib
import re
import warnings
from dataclasses import dataclass
from typing import Any

from lxml import etree

from presswork.edition import Asset

MATHML = "{http://www.w3.org/1998/Math/MathML}"
# The text size of the sheets in points; sizes go into the page in em, so that notes and captions scale with theirs.
TEXT_SIZE = 9.6
_VIEW_BOX = re.compile(r'viewBox="([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+)"')


@dataclass(frozen=True, slots=True)
class Drawn:
    """A formula as SVG: its asset, and its width, height and depth below the baseline in em."""

    asset: Asset
    width: float
    height: float
    depth: float

    def style(self, *, inline: bool) -> str:
        """Size and place on the baseline as CSS declarations.

        What hangs below the baseline in a line of text is a negative margin, so that it does not part the lines.
        """
        place = f"margin-bottom:{-self.depth:.3f}em" if inline else f"vertical-align:{-self.depth:.3f}em"
        return f"width:{self.width:.3f}em;height:{self.height:.3f}em;{place}"


def draw(math: Any) -> Drawn:
    """One `math` element (lxml) drawn. Raises ValueError for MathML that cannot be drawn."""
    with warnings.catch_warnings():
        # One of its own imports is deprecated; nothing of ours can change that.
        warnings.simplefilter("ignore", DeprecationWarning)
        from ziamath.config import config
        from ziamath.zmath import Math

    config.svg2 = False  # plain paths: references inside the drawing need ids, which would repeat on a page
    config.precision = 3
    plain = copy.deepcopy(math)
    plain.tail = None
    for annotation in plain.findall(f".//{MATHML}annotation"):
        annotation.getparent().remove(annotation)
    try:
        svg = str(Math(etree.tostring(plain, encoding="unicode"), size=TEXT_SIZE).svg())
    except (KeyError, IndexError, AttributeError, TypeError, ZeroDivisionError) as error:
        raise ValueError(str(error)) from error
    box = _VIEW_BOX.search(svg)
    if box is None:
        raise ValueError("the drawing has no size")
    _, top, width, height = map(float, box.groups())
    data = svg.encode()
    name = f"math/{hashlib.sha256(data).hexdigest()[:12]}.svg"
    asset = Asset(name, "image/svg+xml", data, round(width), round(height))
    return Drawn(asset, width / TEXT_SIZE, height / TEXT_SIZE, (top + height) / TEXT_SIZE)


def as_images(root: Any) -> tuple[Asset, ...]:
    """Put an `img.math` in the place of each formula under `root`; the drawings.

    A formula that cannot be drawn stays as it is, and the engine sets its characters in a row.
    """
    drawn: dict[str, Asset] = {}
    for math in list(root.iter(f"{MATHML}math")):
        try:
            formula = draw(math)
        except ValueError:
            continue
        drawn[formula.asset.name] = formula.asset
        image = etree.Element(
            "img",
            {"class": "math", "src": formula.asset.name, "style": formula.style(inline=math.get("display") != "block")},
        )
        image.set("alt", math.get("alttext") or "".join(math.itertext()))
        image.tail = math.tail
        math.getparent().replace(math, image)
    return tuple(drawn.values())
