"""Which structure type of PDF an HTML element has, and what PDF says about it (ISO 32000-1, 14.8.4)."""

from __future__ import annotations

from typing import Any

# An element in neither table has no type of its own: its text belongs to the element around it.
ROLES = {
    "main": "Part",
    "article": "Art",
    "section": "Sect",
    "aside": "Sect",
    "nav": "Sect",
    "header": "Div",
    "footer": "Div",
    "figure": "Div",
    "div": "Div",
    "address": "P",
    "blockquote": "BlockQuote",
    "p": "P",
    "pre": "P",
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
    "ul": "L",
    "ol": "L",
    "dl": "L",
    "li": "LI",
    "dt": "Lbl",
    "dd": "LBody",
    "table": "Table",
    "caption": "Caption",
    "figcaption": "Caption",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "img": "Figure",
    "svg": "Figure",
    "math": "Formula",
    "q": "Quote",
    "code": "Code",
    "em": "Em",
    "strong": "Strong",
    "abbr": "Span",
    "fn-note": "Note",
}
# PDF 2.0 has these two; a reader that knows only PDF 1.7 is told that they are spans.
ROLE_MAP = {"Em": "Span", "Strong": "Span"}

# Types that hold other types and no text of their own (14.8.4.2).
GROUPING = frozenset(["Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Table", "THead", "TBody", "TFoot", "TR"])
# Types that stand in a line of text (14.8.4.4).
INLINE = frozenset(["Span", "Em", "Strong", "Quote", "Code", "Link", "Reference", "Note"])
# Cells stay in the tree when they are empty, or the columns of their table would shift.
KEPT_EMPTY = frozenset({"TD", "TH"})

LIST_NUMBERING = {
    "disc": "Disc",
    "circle": "Circle",
    "square": "Square",
    "decimal": "Decimal",
    "decimal-leading-zero": "Decimal",
    "lower-alpha": "LowerAlpha",
    "lower-latin": "LowerAlpha",
    "upper-alpha": "UpperAlpha",
    "upper-latin": "UpperAlpha",
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
}
SCOPES = {"row": "Row", "rowgroup": "Row", "col": "Column", "colgroup": "Column"}


def name_of(element: Any) -> str:
    """The element's HTML, SVG or MathML name without its namespace; empty for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def classes(element: Any) -> frozenset[str]:
    """The element's classes."""
    return frozenset(element.get("class", "").split())


def role_of(element: Any) -> str | None:
    """The structure type of an element, None when its text belongs to the element around it."""
    name = name_of(element)
    if name == "a":
        return "Link" if element.get("href") else None
    if name in ("img", "svg"):
        return "Formula" if element.get("role") == "math" or "math" in classes(element) else "Figure"
    if name == "aside" and "pullquote" in classes(element):
        return "BlockQuote"
    if name == "span" and "note-p" in classes(element):
        return "P"
    return ROLES.get(name) or ("Span" if element.get("lang") else None)


def is_decorative(element: Any) -> bool:
    """Whether an element says nothing: an image with an empty alt, or one hidden from assistive technology."""
    if element.get("aria-hidden") == "true":
        return True
    return name_of(element) == "img" and (element.get("alt") == "" or element.get("role") in ("presentation", "none"))


def alternative(element: Any) -> str:
    """What stands in words for an image, drawing or formula; empty when nothing does."""
    named = element.get("alt") or element.get("alttext") or element.get("aria-label")
    if named:
        return str(named)
    titles = (child for child in element if name_of(child) == "title")
    return "".join(next(titles, element).itertext()).strip() if name_of(element) != "img" else ""


def visible_text(element: Any) -> str:
    """The text inside an element on one line, without notes."""
    parts = [element.text or ""]
    for child in element:
        if name_of(child) != "fn-note":
            parts.append(visible_text(child))
        parts.append(child.tail or "")
    return " ".join("".join(parts).split())
