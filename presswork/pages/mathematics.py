"""Formulas for paper: MathML drawn as SVG on the baseline of the text."""

from __future__ import annotations

import copy
import hashlib
import re
import warnings
from collections.abc import Iterable, Mapping
from contextlib import suppress
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


# Formulas that were drawn before, by their MathML; None where one cannot be drawn.
Formulas = Mapping[str, Drawn | None]
# What pandoc takes for a formula in a text, or something that looks like it.
_LOOKS_LIKE_ONE = re.compile(r"\$\S(?:[^$]*?\S)?\$(?!\d)|\\\(|\\\[|<math|\\begin\{")


def may_hold_formulas(text: str) -> bool:
    """Whether a manuscript's text may hold mathematics, so that it is worth while to bring in what draws it."""
    return _LOOKS_LIKE_ONE.search(text) is not None


def bring_in() -> None:
    """Import what draws formulas, 0.1 s; that it is missing is told by the first formula."""
    with suppress(ImportError):
        _engine()


def formulas_in(body: str) -> tuple[str, ...]:
    """The MathML of each formula of a body, as `drawn` takes it."""
    return tuple(_source(math) for math in etree.fromstring(f"<div>{body}</div>").iter(f"{MATHML}math"))


def drawn(formulas: Iterable[str]) -> dict[str, Drawn | None]:
    """Formulas drawn, each once. May be called in another process than what they are for."""
    return {source: _drawn(source) for source in dict.fromkeys(formulas)}


def _engine() -> Any:
    with warnings.catch_warnings():
        # One of its own imports is deprecated; nothing of ours can change that.
        warnings.simplefilter("ignore", DeprecationWarning)
        from ziamath.config import config
        from ziamath.zmath import Math

    config.svg2 = False  # plain paths: references inside the drawing need ids, which would repeat on a page
    config.precision = 3
    return Math


def _source(math: Any) -> str:
    plain = copy.deepcopy(math)
    plain.tail = None
    for annotation in plain.findall(f".//{MATHML}annotation"):
        annotation.getparent().remove(annotation)
    return str(etree.tostring(plain, encoding="unicode"))


def _drawn(source: str) -> Drawn | None:
    """A formula drawn; None for MathML that cannot be drawn."""
    engine = _engine()
    try:
        svg = str(engine(source, size=TEXT_SIZE).svg())
    except (KeyError, IndexError, AttributeError, TypeError, ZeroDivisionError, ValueError):
        return None
    box = _VIEW_BOX.search(svg)
    if box is None:
        return None
    _, top, width, height = map(float, box.groups())
    data = svg.encode()
    name = f"math/{hashlib.sha256(data).hexdigest()[:12]}.svg"
    asset = Asset(name, "image/svg+xml", data, round(width), round(height))
    return Drawn(asset, width / TEXT_SIZE, height / TEXT_SIZE, (top + height) / TEXT_SIZE)


def as_images(root: Any, known: Formulas | None = None) -> tuple[Asset, ...]:
    """Put an `img.math` in the place of each formula under `root`; the drawings, those of `known` not drawn again.

    A formula that cannot be drawn stays as it is, and the engine sets its characters in a row.
    """
    done = dict(known or {})
    images: dict[str, Asset] = {}
    for math in list(root.iter(f"{MATHML}math")):
        source = _source(math)
        formula = done[source] if source in done else done.setdefault(source, _drawn(source))
        if formula is None:
            continue
        images[formula.asset.name] = formula.asset
        image = etree.Element(
            "img",
            {"class": "math", "src": formula.asset.name, "style": formula.style(inline=math.get("display") != "block")},
        )
        image.set("alt", math.get("alttext") or "".join(math.itertext()))
        image.tail = math.tail
        math.getparent().replace(math, image)
    return tuple(images.values())
