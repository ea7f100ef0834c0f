"""Page numbers in counter styles (CSS Counter Styles 3), figures and Roman numerals without bringing the engine in."""

from __future__ import annotations

PLAIN = "decimal"
# 6.1: Roman numerals reach from 1 to 3999; outside, figures stand in.
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_HIGHEST = 3999


def written(number: int, style: str) -> str:
    """A page's number in a counter style, as the engine would print it."""
    if style == PLAIN:
        return str(number)
    if style in ("lower-roman", "upper-roman"):
        roman = _roman(number) if 1 <= number <= _HIGHEST else str(number)
        return roman.upper() if style == "upper-roman" else roman
    from weasyprint.css.counters import CounterStyle
    from weasyprint.html import UA_COUNTER_STYLE

    counter_style = CounterStyle()
    counter_style.update(UA_COUNTER_STYLE)
    return str(counter_style.render_value(number, style))


def _roman(number: int) -> str:
    found = ""
    for value, letters in _ROMAN:
        found += letters * (number // value)
        number %= value
    return found
