"""What a book offers to readers who do not see, hear or hold it: computed from the book, claimed only when true."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from presswork.editions.container import Statement
from presswork.editions.summaries import summary
from presswork.pagemap import local_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from presswork.edition import Asset, StyleSheet

# The exact string that names the conformance level (EPUB Accessibility 1.1, section 2.3.3).
CONFORMANCE = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
# Declarations that take colour or size out of the reader's hands, so that nothing can be promised of them.
_FIXED = re.compile(
    r"(?<![-\w])(?:background(?:-color|-image)?|color)\s*:(?!\s*(?:inherit|transparent|none|currentcolor|unset|initial))"
    r"|(?<![-\w])(?:font-size|line-height)\s*:[^;}]*\d(?:pt|px|mm|cm|in|pc|q)\b",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a book holds, as far as it matters to accessibility."""

    images: int = 0
    described_images: int = 0
    math: bool = False
    described_math: bool = True
    headings: bool = False
    pages: bool = False
    moving: bool = False
    free_style: bool = True
    faults: frozenset[str] = frozenset()


def facts(
    documents: Iterable[Any],
    *,
    assets: Iterable[Asset] = (),
    sheets: Iterable[StyleSheet] = (),
    headings: bool = False,
    pages: bool = False,
) -> Facts:
    """The facts of a book from its XHTML trees (the cover's left out), its pictures and its style sheets."""
    elements = [e for document in documents for e in document.iter("{*}*")]
    pictures = [e for e in elements if local_name(e) in ("img", "svg") and not _decorative(e)]
    formulas = [e for e in elements if local_name(e) == "math"]
    return Facts(
        images=len(pictures),
        described_images=sum(map(_described, pictures)),
        math=bool(formulas),
        described_math=all(e.get("alttext") for e in formulas),
        headings=headings,
        pages=pages,
        moving=any(_moves(asset) for asset in assets),
        free_style=not any(_FIXED.search(_COMMENT.sub("", sheet.text)) for sheet in sheets),
        faults=frozenset(_faults(elements)),
    )


def _decorative(element: Any) -> bool:
    """A picture that says nothing, on purpose: an empty alt alone may also mean that nobody has described it."""
    return element.get("aria-hidden") == "true" or element.get("role") in ("presentation", "none")


def _described(element: Any) -> bool:
    named = element.get("alt") or element.get("aria-label") or element.get("aria-labelledby")
    return bool(named) or any(local_name(child) == "title" and child.text for child in element)


def _moves(asset: Asset) -> bool:
    """Whether a picture is an animation: a GIF with a second frame or a loop, an animated WebP, SMIL in an SVG."""
    if asset.media_type == "image/gif":
        return b"NETSCAPE2.0" in asset.data or asset.data.count(b"\x00\x21\xf9\x04") > 1
    if asset.media_type == "image/webp":
        return b"ANIM" in asset.data[:64]
    return asset.media_type == "image/svg+xml" and b"<animate" in asset.data


def _faults(elements: Sequence[Any]) -> Iterable[str]:
    """What fails WCAG 2.2 AA visibly in the markup: nameless links, tables without heads, levels skipped."""
    level = 1
    for element in elements:
        name = local_name(element)
        if name == "a" and not _name_of(element):
            yield "a link has no words"
        elif name == "table" and not any(local_name(e) == "th" for e in element.iter("{*}*")):
            yield "a table has no head"
        elif re.fullmatch("h[1-6]", name):
            if int(name[1]) > level + 1:
                yield "a heading skips a level"
            level = int(name[1])


def _name_of(link: Any) -> str:
    texts = [*link.itertext(), *(e.get("alt") or "" for e in link.iter("{*}img"))]
    return (link.get("aria-label") or "".join(texts)).strip()


def obstacles(known: Facts) -> tuple[str, ...]:
    """Why WCAG 2.2 AA cannot be claimed, in words; empty when all is described, faultless and free in style."""
    found = (
        ("a picture has no text alternative", known.images > known.described_images),
        ("a formula has no text alternative", not known.described_math),
        ("a picture moves", known.moving),
        ("a style sheet sets colours or sizes that the reader cannot change", not known.free_style),
    )
    return (*(why for why, true in found if true), *sorted(known.faults))


def features(known: Facts) -> tuple[str, ...]:
    """The terms of schema.org's accessibilityFeature that are true of the book (Accessibility vocabulary 2.0)."""
    offered = (
        ("tableOfContents", True),
        ("readingOrder", True),
        ("ARIA", True),
        ("structuralNavigation", known.headings),
        ("displayTransformability", known.free_style),
        ("alternativeText", known.images > 0 and known.images == known.described_images),
        ("MathML", known.math),
        ("describedMath", known.math and known.described_math),
        ("pageNavigation", known.pages),
        ("pageBreakMarkers", known.pages),
        ("unlocked", True),
    )
    return tuple(name for name, true in offered if true)


def statements(
    known: Facts, *, language: str, certifier: str = "", pages_of: str | None = None
) -> tuple[Statement, ...]:
    """The package's accessibility metadata (EPUB Accessibility 1.1, section 2; schema.org terms).

    `certifier` is who vouches for the conformance: without one none is claimed. `pages_of` is the identifier of the
    printed edition whose pages are marked.
    """
    described = known.images == known.described_images
    modes = ["textual", *(["visual"] if known.images or known.math else [])]
    enough = [*(["textual"] if described and known.described_math else []), *([",".join(modes)] if modes[1:] else [])]
    claims = bool(certifier) and not obstacles(known)
    found = [
        *(Statement("schema:accessMode", mode) for mode in modes),
        *(Statement("schema:accessModeSufficient", mode) for mode in enough),
        *(Statement("schema:accessibilityFeature", name) for name in features(known)),
        Statement("schema:accessibilityHazard", "unknown" if known.moving else "none"),
        summary(known, language, conforms=claims),
    ]
    if pages_of:
        found.append(Statement("pageBreakSource", pages_of))
    if claims:
        found += [
            Statement("dcterms:conformsTo", CONFORMANCE, {"id": "conformance"}),
            Statement("a11y:certifiedBy", certifier, {"refines": "#conformance"}),
        ]
    return tuple(found)
