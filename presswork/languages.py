"""Language tags (BCP 47): checked against the registry's languages that Babel carries; their direction and digits."""

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


# Languages whose usual digits (CLDR 48, defaultNumberingSystem) are not those of Europe, by the counter style that CSS
# has for them (CSS Counter Styles 3, 6.1) and the script that they go with.
_ARAB_REGIONS = "bh dj eg er il iq jo km kw lb mr om ps qa sa sd so ss sy td ye"
_STYLES = {
    ("arabic-indic", "arab"): names("ckb sd sdh") | {f"ar-{region}" for region in _ARAB_REGIONS.split()},
    ("persian", "arab"): names("bgn fa ks lrc mzn ps ur-in az-arab pa-arab uz-arab"),
    ("devanagari", "deva"): names("bgc bho mr ne raj sa sat-deva"),
    ("bengali", "beng"): names("as bn mni"),
    ("myanmar", "mymr"): frozenset({"my"}),
    ("tibetan", "tibt"): frozenset({"dz"}),
}


def counter_style(language: str) -> str:
    """The CSS counter style of a language's usual digits: `arabic-indic` for ar-EG, `decimal` for ar and English."""
    primary, *others = language.lower().split("-")
    script = next((part for part in others if len(part) == 4 and part.isalpha()), "")
    region = next((part for part in others if len(part) == 2), "")
    tags = {primary, f"{primary}-{script}", f"{primary}-{region}"}
    fitting = (style for (style, its), languages in _STYLES.items() if script in ("", its) and tags & languages)
    return next(fitting, "decimal")


# Zero in each of the styles; the other nine follow it (Unicode 4.6).
_ZEROS = {
    "arabic-indic": 0x660, "persian": 0x6F0, "devanagari": 0x966, "bengali": 0x9E6, "myanmar": 0x1040, "tibetan": 0xF20,
}  # fmt: skip


def digits(number: int | str, language: str) -> str:
    """A number, or a text with numbers, in the usual digits of a language: 12 is `١٢` in ar-EG."""
    zero = _ZEROS.get(counter_style(language))
    return str(number).translate({ord("0") + n: zero + n for n in range(10)}) if zero else str(number)


# Where a comma before a page number is the Arabic one (Unicode 9.2).
_ARABIC_COMMA = names("ar ckb fa ps sd ug ur")


def comma(language: str) -> str:
    """The comma of a language's script: U+060C in Arabic, Persian, Urdu and their neighbours."""
    return "\u060c" if language.split("-")[0].lower() in _ARABIC_COMMA and direction_of(language) == "rtl" else ","
