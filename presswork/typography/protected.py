"""Finds what only looks like prose: addresses, paths, options, codes and dates that no typographic rule may touch."""

from __future__ import annotations

import re

# Marks that end a sentence or a quotation, not an address; the typographic ones too, so that a second pass sees the same.
_TRAILING = ".,;:!?…'\"’‘“”„»«›‹)]}–—\u2212"
_STOP = r"\s<>\"“”„«»‹›\ufffc"
_TLD = (
    "com|org|net|edu|gov|info|int|io|eu|uk|us|ca|au|nz|ie|de|at|ch|fr|be|nl|es|pt|it|pl|cz|sk|se|no|dk|fi|gr|tr|ru|ua|"
    "br|ar|mx|cl|co|in|jp|cn|kr|il|ir|za|tv|me|press|example|test|local|news|media|app|dev|xyz"
)

# (a string without which the pattern cannot match, the pattern): most texts hold few of the triggers.
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (trigger, re.compile(pattern))
    for trigger, pattern in (
        ("://", rf"\b[A-Za-z][A-Za-z0-9+.-]*://[^{_STOP}]+"),
        ("www.", rf"\bwww\.[^{_STOP}]+"),
        ("@", r"[\w.+'-]*[\w+]@[\w-]+(?:\.[\w-]+)*"),
        ("@", r"(?<!\w)@\w[\w.-]*"),
        (":", rf"\b(?:mailto|doi|urn|tel|isbn|arXiv):[^{_STOP}]+"),
        (".", rf"(?<![\w.@/-])(?:[\w-]+\.)+(?:{_TLD})\b(?:[/?#:][^{_STOP}]*)?"),
        (".", r"(?<![\w.])[\w-]+\.(?:py|js|md|txt|html?|css|ya?ml|json|xml|toml|csv|pdf|epub|docx?|odt|zip|jpe?g|png|svg)\b"),
        ("/", r"(?<![\w/.])(?:~|\.{1,2}|[A-Za-z]:)?/[\w.-]+(?:/[\w.-]+)+/?"),
        ("/", r"(?<![\w/.])\.{1,2}/[\w./-]*"),
        ("\\", r"(?:\b[A-Za-z]:)?\\\\?[\w.-]+(?:\\[\w.-]+)*"),
        ("10.", r"\b10\.\d{4,9}/\S+"),
        ("ISBN", r"\bISBN(?:-1[03])?:?[ \u00a0]*[\dX][\d Xx\u00a0-]{8,}"),
        ("ISSN", r"\bISSN:?[ \u00a0]*\d{4}-\d{3}[\dXx]"),
        ("-", r"(?<![\w.-])\d{4}-\d{2}(?:-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?)?(?![\w-])(?<!\d{4}-(?:1[3-9]|[2-9]\d))"),
        ("-", r"(?<![\w-])\w+(?:-\w+){2,}(?<=\d)"),
        ("-", r"(?<![\w-])\d[\w]*(?:-\w+){2,}(?![\w-])"),
        ("-", r"\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b"),
        ("--", r"(?<![^\s(\[])--[a-z][\w-]*(?:=[^\s]+)?(?!\S*--)(?=[\s.,;:)\]]|$)"),
        ("+", r"(?<!\w)\+\d[\d\u00a0 ()/.-]{5,}\d"),
        ("", r"(?<!\w)(?:[Tt]el|[Tt]él|[Pp]hone|[Ff]ax|[Mm]ob(?:ile)?|[Cc]all|Telefon|[Tt]eléfono|[Tt]elefono)\.?:?[ \u00a0]\(?\d[\d\u00a0 ()/.-]{3,}\d"),
        ("(", r"\(\d{2,5}\)[ \u00a0]?\d[\d -]{3,}\d"),
        (".", r"(?<![\w.])v?\d+(?:\.\d+){2,}(?:-\w+)?"),
        ("<", r"<[^<>\s][^<>]*>"),
        ("`", r"`[^`\n]+`"),
    )
)


def protected_spans(text: str, *, options: bool = True) -> list[tuple[int, int]]:
    """Ascending (start, end) of the stretches to leave alone; they may overlap.

    `options`: whether `--word` is an option of a command (in Spanish it opens an aside).
    """
    spans = [
        (match.start(), match.start() + len(match.group().rstrip(_TRAILING)))
        for trigger, pattern in _PATTERNS
        if trigger in text and (options or trigger != "--")
        for match in pattern.finditer(text)
    ]
    return sorted(span for span in spans if span[1] > span[0])
