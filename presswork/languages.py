"""Language tags (BCP 47): checked against the registry's languages that Babel carries, and their direction."""

from __future__ import annotations

import re
from typing import Literal

from presswork.diagnostics import close_matches
from presswork.text import BadValue, names

# Scripts written from right to left (Unicode, ISO 15924), and languages whose usual script is one of them.
_RTL_SCRIPTS = names("adlm arab aran armi avst hebr mand mani mend nkoo phli phlp phnx rohg samr syrc thaa")
_RTL_LANGUAGES = names("ar arc arz ary ckb dv fa glk he iw ks lrc mzn nqo pnb ps sd syr ug ur yi azb bal")
_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|\d{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*)(?P<rest>(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?)"
)


def parse_language(text: str) -> str:
    """A language as a BCP 47 tag in its usual spelling: `pt_br` is `pt-BR`, `German` is `de`.

    Raises `BadValue` when the tag is malformed, or its language, script or region does not exist.
    """
    written = text.strip().replace("_", "-")[:100]
    match = _TAG.fullmatch(written.lower())
    if not match or not _known("languages", match["language"]):
        return _by_name(text)
    script = match["script"].title() if match["script"] else None
    region = match["region"].upper() if match["region"] else None
    for kind, value in (("scripts", script), ("territories", region)):
        if value and not _known(kind, value):
            what = "script" if kind == "scripts" else "region"
            raise BadValue(f"'{text}' is no language tag: there is no {what} '{value}'", _EXAMPLE)
    tail = match["variants"].strip("-"), match["rest"].strip("-")
    return "-".join(filter(None, (match["language"], script, region, *tail)))


_EXAMPLE = "write a tag such as en, en-GB, es, ar-EG or zh-Hant"


# The commonest, for which Babel need not be brought in: that takes longer than reading a short article.
_COMMON = {
    "languages": names("ar cs de en es fr he it nl pl pt ru sv tr uk"),
    "territories": names("AR AT AU BE BR CA CH CZ DE EG ES FR GB IE IL IT MA MX NL NZ PL PT RU SE TR UA US ZA"),
    "scripts": names("Arab Cyrl Hans Hant Hebr Latn"),
}


def _known(kind: str, value: str) -> bool:
    if value in _COMMON[kind]:
        return True
    from babel import Locale

    return value in getattr(Locale("en"), kind) or (kind == "languages" and value in {"iw", "mis", "mul", "und", "zxx"})


def _by_name(text: str) -> str:
    """The tag of a language written by its name, in English or in itself. Raises `BadValue`."""
    from babel import Locale, UnknownLocaleError

    by_name = {str(name).lower(): str(tag) for tag, name in Locale("en").languages.items()}
    word = text.strip().lower()
    if word in by_name:
        return by_name[word].replace("_", "-")
    for tag in _OWN_NAMES:
        try:
            if str(Locale.parse(tag).get_display_name(tag)).lower() == word:
                return tag
        except UnknownLocaleError:  # pragma: no cover - the tags are Babel's
            continue
    hints = close_matches(word, by_name) if 3 < len(word) < 40 else ()
    raise BadValue(f"'{text}' is no language", hints[0] if hints else _EXAMPLE)


_OWN_NAMES = sorted(names("ar cs da de el en es fa fi fr he hi hu id it ja ko nb nl pl pt ro ru sv tr uk ur vi zh"))


def direction_of(language: str) -> Literal["ltr", "rtl"]:
    """The direction a language is written in: by its script if the tag names one, else by its usual script."""
    primary, *others = language.lower().split("-")
    script = next((part for part in others if len(part) == 4 and part.isalpha()), None)
    if script:
        return "rtl" if script in _RTL_SCRIPTS else "ltr"
    return "rtl" if primary in _RTL_LANGUAGES else "ltr"
