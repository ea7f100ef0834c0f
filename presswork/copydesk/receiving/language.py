"""Guesses the language of a text from its script and its commonest words; says nothing when it is not clear."""

from __future__ import annotations

import re
from collections import Counter

# The commonest words of running text, those shared by fewest neighbours first.
_COMMON: dict[str, str] = {
    "en": "the of and to in that is was for it with as his on be at by had not are but from they which this have were",
    "de": "der die und das den nicht von sie ist des sich mit dem dass er es ein ich auf eine auch als an "
    "nach wie im für",
    "fr": "le la les et des est dans une qui que du en pour il ne sur au pas par plus ce sont avec elle mais cette aux",
    "es": "el la los de que y en las del se por con una para su al lo como más pero sus le ha era ser dos "
    "también hasta",
    "pt": "o a os de que e do da em um para não com uma as no na se por mais dos como mas foi ao ele das tem são pelo",
    "it": "il di che la è e un a per non in una sono con le del si gli della da al più dei nel alla anche come ha lo",
    "nl": "de het een van en in is dat op te zijn met voor niet aan er om ook als dan maar bij nog uit naar heeft werd",
    "sv": "och att det i en är som på av för med den till inte har de om ett han men var jag från vi så kan när",
    "da": "og at det i en er som på af for med den til ikke har de om et han men var jeg fra vi så kan når blev",
    "nb": "og at det i en er som på av for med den til ikke har de om et han men var jeg fra vi så kan når ble",
    "fi": "ja on ei se että oli hän mutta ovat myös kun joka kuin niin ole hänen sen tai jos vain mukaan nyt",
    "pl": "i w nie na się z do że to jest o jak ale po co tak za od jego przez tym są był który oraz dla przy",
    "cs": "a se v na je že to s z do o i jako ale za by pro jsem od po který jeho ze byl jsou při také nebo",
    "sk": "a sa v na je že to s z do o i ako ale za by pre som od po ktorý jeho zo bol sú pri tiež alebo",
    "hu": "a az és hogy nem is egy volt ez meg csak de már van még azt mint ki ha vagy el aki amely",
    "ro": "și de în la cu nu a o că pe se un din este mai care pentru ce să sunt lui al fi fost prin",
    "hr": "i je u se na da su za od s kao a o koji ne iz to će bio što ili nije kako po sve",
    "tr": "ve bir bu da de için çok ile olarak daha gibi kadar olan ne sonra ama en var o değil ki her",
    "ca": "el la de i que les els en un una per amb no és del al com més ha va són dels però aquest també",
    "eu": "eta da ez bat du izan zen dira ere bere egin baina hau zuen dute edo beste gero oso baino",
    "ru": "и в не на что с по как он это из его к но от за для до так же был все они она также которые",
    "uk": "і в не на що з та як він це із його до але від за для так був все вони вона також які є",
    "bg": "и в на да се не от за е по че с това като са до към но има който беше след още както",
}
_SCRIPTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("el", re.compile(r"[α-ωά-ώ]")),
    ("he", re.compile(r"[א-ת]")),
    ("fa", re.compile(r"[پچژگ]")),
    ("ar", re.compile(r"[ء-ي]")),
    ("ja", re.compile(r"[ぁ-ヿ]")),
    ("ko", re.compile(r"[가-힣]")),
    ("zh", re.compile(r"[一-鿿]")),
)
_WORD = re.compile(r"[^\W\d_]+")


def guess_language(text: str) -> str | None:
    """The language (BCP 47) in which a text is surely written, or None: too short, or too near to another one."""
    sample = text[:20_000]
    letters = sum(map(str.isalpha, sample)) or 1
    for language, script in _SCRIPTS:
        share = len(script.findall(sample)) / letters
        if share > (0.02 if language in ("fa", "ja") else 0.5):
            return language
    return _by_words(Counter(word.lower() for word in _WORD.findall(sample)))


def _by_words(words: Counter[str]) -> str | None:
    total = sum(words.values())
    if total < 25:
        return None
    scores = {language: sum(words[w] for w in common.split()) for language, common in _COMMON.items()}
    (first, best), (_, next_best) = Counter(scores).most_common(2)
    # About a third of running text is such words; a neighbour shares up to most of them.
    return first if best / total > 0.12 and best > next_best * 1.12 else None


def common_words(language: str) -> frozenset[str]:
    """The words of a language that no sentence ends with, as far as we know them."""
    return frozenset(_COMMON.get(language.partition("-")[0], "").split())
