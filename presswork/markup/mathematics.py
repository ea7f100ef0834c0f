"""Mathematics: MathML with the TeX as its text alternative, displays in paragraphs of their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presswork.markup.tree import drop, set_classes, text_of, unwrap, with_class

if TYPE_CHECKING:
    from presswork.markup.draft import Draft


def rewrite_mathematics(draft: Draft) -> None:
    """Move each formula's TeX from its annotation to `alttext`; report formulas that pandoc could not read (T240)."""
    for math in list(draft.root.iter("math")):
        tex = " ".join((annotation.text or "") for annotation in math.iter("annotation")).strip()
        tex = re.sub(r"\\(?:begin|end)\{(?:equation|displaymath|math)\*?\}|\\label\{[^}]*\}", "", tex).strip()
        for annotation in list(math.iter("annotation")):
            drop(annotation)
        for semantics in list(math.iter("semantics")):
            unwrap(semantics)
        math.set("alttext", math.get("alttext") or tex or text_of(math))
        math.set("display", "block" if math.get("display") == "block" else "inline")
        _mark_block(math.getparent())
    for failed in with_class(draft.root, "math", "span"):
        hint = "check the TeX; macros that are not defined in the formula are not known"
        draft.warn("T240", f"the formula '{text_of(failed)}' cannot be set as mathematics", failed, hint)
        set_classes(failed, [])


def _mark_block(paragraph: object) -> None:
    """Give a paragraph that holds nothing but one displayed formula its class."""
    from lxml.etree import _Element

    if not isinstance(paragraph, _Element) or paragraph.tag not in {"p", "div"} or len(paragraph) != 1:
        return
    alone = not (paragraph.text or "").strip() and not (paragraph[0].tail or "").strip()
    if alone and paragraph[0].get("display") == "block":
        paragraph.set("class", "math-block")
        paragraph.text = paragraph[0].tail = None
