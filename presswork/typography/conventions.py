"""What each language's typesetters do: quotation marks, dashes, spaces, abbreviations that hold to what follows."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from functools import lru_cache

NBSP = "\u00a0"
# Source Serif has no glyph of its own for U+202F; HarfBuzz draws it from the face's space (tried: same font in the
# PDF, extracted as a space). U+2011, U+2060 and U+200A are never added: U+2011 would come from another face.
NARROW = "\u202f"

Pair = tuple[str, str]


class Dash(Enum):
    """How a dash between parts of a sentence is set."""

    CLOSED_EM = "word—word"
    SPACED_EN = "word – word"
    SPACED_EM = "word — word"
    RAYA = "word —aside— word"


@dataclass(frozen=True, slots=True)
class Convention:
    """The typesetting habits of one language.

    Words stand in one string, with spaces between them; `~` is a space within one.
    """

    double: Pair
    single: Pair
    dash: Dash = Dash.SPACED_EN
    quotes: bool = True
    untouched: bool = False
    guillemet_space: str = ""
    high: dict[str, str] = field(default_factory=dict)
    group_space: bool = False
    short_words: str = ""
    particles: str = ""
    before_number: str = ""
    before_name: str = ""
    after_number: str = ""
    spaced_abbreviations: str = ""
    elisions: str = ""
    months: str = ""


CURLY: Pair = ("“", "”")
CURLY_SINGLE: Pair = ("‘", "’")
LOW_HIGH: Pair = ("„", "“")
LOW_HIGH_SINGLE: Pair = ("‚", "‘")
LOW_RIGHT: Pair = ("„", "”")
GUILLEMETS: Pair = ("«", "»")
SMALL_GUILLEMETS: Pair = ("‹", "›")

_ENGLISH = Convention(
    CURLY,
    CURLY_SINGLE,
    Dash.CLOSED_EM,
    before_number=(
        "No. Nos. p. pp. vol. Vol. ch. Ch. fig. Fig. figs. art. Art. c. ca. l. ll. col. n. Figure Table Chapter"
    ),
    before_name=(
        "Mr. Mrs. Ms. Mx. Dr. Prof. St. Rev. Gen. Col. Capt. Maj. Sgt. Lt. Gov. Sen. Rep. Pres. Hon. Fr. Sr. "
        "Mt. Mr Mrs Ms Mx Dr Prof St"
    ),
    after_number="a.m. p.m. am pm AM PM million billion trillion thousand percent per~cent BC AD BCE CE",
    elisions=(
        "tis twas twere twill twould tisn't twasn't em til till cause coz cos bout round gainst neath nother "
        "fraid kay ere im ow ello n"
    ),
    months=(
        "January February March April May June July August September October November December Jan. Feb. Mar. "
        "Apr. Aug. Sept. Oct. Nov. Dec."
    ),
)
_GERMAN = Convention(
    LOW_HIGH,
    LOW_HIGH_SINGLE,
    group_space=True,
    before_number="Nr. S. Bd. Abs. Art. Kap. Abb. Tab. Abschn. Ziff. Z. H. Sp. ca. um Jg.",
    before_name="Dr. Prof. Hr. Fr. St. Sankt Frhr.",
    after_number="Uhr Euro Mio. Mrd. Millionen Milliarden Prozent Jh. v. n.",
    spaced_abbreviations=(
        "z.B. d.h. u.a. i.d.R. o.Ä. u.Ä. z.T. v.a. i.A. u.U. s.o. s.u. v.Chr. n.Chr. m.E. z.Zt. i.e.S. a.a.O."
    ),
    elisions="s n ne nen nem ner rum raus rein runter rauf ran türlich",
    months="Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember",
)
_FRENCH = Convention(
    GUILLEMETS,
    CURLY,
    guillemet_space=NARROW,
    # Imprimerie nationale: a thin space before ; ! ? and a full no-break space before the colon.
    high={";": NARROW, "!": NARROW, "?": NARROW, ":": NBSP},
    group_space=True,
    before_number="n° nº nos p. pp. vol. chap. fig. art. t. f° v.",
    before_name="M. MM. Mme Mmes Mlle Mlles Dr Pr Me Mgr St Ste",
    after_number="h heures ans euros millions milliards million milliard",
    months="janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
)
_SPANISH = Convention(
    GUILLEMETS,
    CURLY,
    Dash.RAYA,
    group_space=True,
    before_number="n.º núm. núms. p. pp. pág. págs. vol. cap. fig. art. t.",
    before_name="Sr. Sra. Srta. Sres. Dr. Dra. D. Dña. Prof. Ud. Lic. Ing. Gral.",
    after_number="h horas años euros millones millón",
    spaced_abbreviations="a.C. d.C. EE.UU. CC.OO. JJ.OO. FF.AA.",
)
_ITALIAN = Convention(
    GUILLEMETS,
    CURLY,
    before_number="n. nn. p. pp. pag. vol. cap. fig. art. t.",
    before_name="Sig. Sig.ra sig. sig.ra Dott. dott. Dott.ssa Prof. prof. On. Ing. Avv. Mons. S.",
    after_number="euro milioni miliardi milione miliardo anni",
    elisions="ndrangheta sta sto sti ste na no sto",
)
_PORTUGUESE = Convention(
    CURLY,
    CURLY_SINGLE,
    before_number="n.º nº p. pp. pág. vol. cap. fig. art.",
    before_name="Sr. Sra. Dr. Dra. Prof. Profa. D. Eng. Exmo.",
    after_number="milhões bilhões mil milhão bilhão reais euros anos horas h",
)
_DUTCH = Convention(
    CURLY,
    CURLY_SINGLE,
    before_number="nr. p. pp. blz. art. hfst. afb. dl. ca.",
    before_name="Dhr. dhr. Mevr. mevr. Mw. mw. Dr. dr. Prof. prof. Ir. ir. Mr. mr. Drs. drs. St.",
    after_number="uur euro miljoen miljard procent",
    elisions="t n s k m r ns",
)
_POLISH = Convention(
    LOW_RIGHT,
    GUILLEMETS,
    group_space=True,
    short_words="aiouwzAIOUWZ",
    before_number="nr s. str. t. rozdz. rys. art. ust. pkt ok.",
    before_name="p. pp. dr prof. inż. mgr św. gen. płk ks.",
    after_number="r. w. zł tys. mln mld godz.",
)
_CZECH = Convention(
    LOW_HIGH,
    LOW_HIGH_SINGLE,
    group_space=True,
    short_words="ksvzouaiKSVZOUAI",
    before_number="č. s. str. sv. kap. obr. tab. čl. odst. r.",
    before_name="p. dr. prof. ing. Ing. Mgr. MUDr. JUDr. sv. gen.",
    after_number="Kč tis. mil. mld. hod. let",
)
_RUSSIAN = Convention(
    GUILLEMETS,
    LOW_HIGH,
    Dash.SPACED_EM,
    group_space=True,
    short_words="авиксоуяАВИКСОУЯ",
    particles="бы же ли б ж ль",
    before_number="№ с. стр. т. гл. рис. табл. ст. п.",
    before_name="г. гг. г-н г-жа им. проф. акад. ул. св. д-р",
    after_number="г. гг. в. вв. тыс. млн млрд руб. лет года году",
    spaced_abbreviations="т.е. т.д. т.п. т.к. н.э. и.о.",
)
_UKRAINIAN = replace(
    _RUSSIAN,
    short_words="авзійкоуяєАВЗІЙОУЯЄ",
    particles="б би ж же",
    after_number="р. рр. ст. тис. млн млрд грн років року",
    spaced_abbreviations="т.д. т.п. н.е.",
)
_NORDIC = Convention(
    ("”", "”"),
    ("’", "’"),
    group_space=True,
    before_number="nr nr. s. kap. fig. ca.",
    before_name="dr. prof.",
    after_number="kr kr. mn md miljoner miljarder",
)
_ARABIC = Convention(GUILLEMETS, SMALL_GUILLEMETS)

CONVENTIONS: dict[str, Convention] = {
    "en": _ENGLISH,
    "en-gb": replace(_ENGLISH, dash=Dash.SPACED_EN),
    **{f"en-{region}": replace(_ENGLISH, dash=Dash.SPACED_EN) for region in ("au", "ie", "nz", "za", "in")},
    "de": _GERMAN,
    "de-ch": replace(_GERMAN, double=GUILLEMETS, single=SMALL_GUILLEMETS),
    "de-li": replace(_GERMAN, double=GUILLEMETS, single=SMALL_GUILLEMETS),
    "fr": _FRENCH,
    "fr-ca": replace(_FRENCH, guillemet_space=NBSP, high={":": NBSP}),
    "fr-ch": replace(_FRENCH, single=SMALL_GUILLEMETS),
    "es": _SPANISH,
    # The press of the Americas sets “ ”, the Academy and Spain « ».
    **{
        f"es-{region}": replace(_SPANISH, double=CURLY, single=CURLY_SINGLE)
        for region in (
            "419",
            "ar",
            "bo",
            "cl",
            "co",
            "cr",
            "cu",
            "do",
            "ec",
            "gt",
            "hn",
            "mx",
            "ni",
            "pa",
            "pe",
            "pr",
            "py",
            "sv",
            "us",
            "uy",
            "ve",
        )
    },
    "ca": replace(_SPANISH, elisions=""),
    "gl": _SPANISH,
    "eu": Convention(GUILLEMETS, CURLY),
    "it": _ITALIAN,
    "it-ch": replace(_ITALIAN, single=SMALL_GUILLEMETS),
    "pt": _PORTUGUESE,
    "pt-pt": replace(_PORTUGUESE, double=GUILLEMETS, single=CURLY, group_space=True),
    "nl": _DUTCH,
    "af": _DUTCH,
    "pl": _POLISH,
    "cs": _CZECH,
    "sk": replace(_CZECH, short_words="ksvzouaiKSVZOUAI", after_number="€ tis. mil. mld. hod. rokov"),
    "sl": Convention(("„", "“"), LOW_HIGH_SINGLE, group_space=True),
    "hr": Convention(LOW_RIGHT, ("‚", "’")),
    "bs": Convention(LOW_RIGHT, ("‚", "’")),
    "sr": Convention(LOW_HIGH, ("‚", "‘")),
    "hu": Convention(LOW_RIGHT, ("»", "«"), group_space=True, before_name="dr. Dr. prof. ifj. id."),
    "ro": Convention(
        LOW_RIGHT,
        GUILLEMETS,
        before_number="nr. p. pp. vol. cap. art.",
        before_name="dl. d-l dr. prof. Sf. sf.",
    ),
    "bg": Convention(LOW_HIGH, LOW_HIGH_SINGLE, group_space=True, short_words="авикосуяАВИКОСУЯ"),
    "ru": _RUSSIAN,
    "be": replace(_RUSSIAN, short_words="абвізйкоуяАБВІЗЙКОУЯ"),
    "uk": _UKRAINIAN,
    "sv": _NORDIC,
    "fi": _NORDIC,
    "da": replace(_NORDIC, double=("»", "«"), single=("›", "‹"), group_space=False),
    "nb": replace(_NORDIC, double=GUILLEMETS, single=CURLY_SINGLE),
    "nn": replace(_NORDIC, double=GUILLEMETS, single=CURLY_SINGLE),
    "no": replace(_NORDIC, double=GUILLEMETS, single=CURLY_SINGLE),
    "is": Convention(LOW_HIGH, LOW_HIGH_SINGLE),
    "et": Convention(("„", "“"), ("‚", "‘"), group_space=True),
    "lv": Convention(("„", "”"), ("‚", "’"), group_space=True),
    "lt": Convention(LOW_HIGH, LOW_HIGH_SINGLE, group_space=True),
    "el": Convention(GUILLEMETS, CURLY, before_number="αρ. σ. σσ. τ. κεφ.", before_name="κ. κα Δρ."),
    "tr": Convention(CURLY, CURLY_SINGLE, before_number="No. s. c.", before_name="Dr. Prof. Doç. Av."),
    "eo": Convention(CURLY, CURLY_SINGLE),
    # « » mirror with the direction of the text, “ ” do not: so only the former open and close rightly in Arabic.
    "ar": _ARABIC,
    "fa": _ARABIC,
    # Straight marks are also the gershayim of Hebrew abbreviations: left as written.
    "he": Convention(CURLY, CURLY_SINGLE, quotes=False),
    "yi": Convention(CURLY, CURLY_SINGLE, quotes=False),
    **{
        language: Convention(CURLY, CURLY_SINGLE, untouched=True)
        for language in ("ja", "zh", "ko", "th", "km", "lo", "my")
    },
}
# A language nobody described: its author's quotation marks and dashes stay, only what is the same everywhere is set.
UNKNOWN = Convention(CURLY, CURLY_SINGLE, quotes=False)


@lru_cache(maxsize=64)
def convention_for(language: str) -> Convention:
    """The convention of a BCP 47 tag ("en-GB"): of the tag itself, else of its language, else `UNKNOWN`."""
    tag = language.replace("_", "-").lower()
    parts = tag.split("-")
    region = next((part for part in parts[1:] if len(part) == 2 or part.isdigit()), "")
    return CONVENTIONS.get(f"{parts[0]}-{region}") or CONVENTIONS.get(parts[0]) or UNKNOWN
