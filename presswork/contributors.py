"""Contributors: names, their order for sorting, and their roles as MARC relator codes."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

from presswork.text import Text, names


class Relator(NamedTuple):
    """A MARC relator: its code, the term of the MARC list, and the words people use for it."""

    code: str
    term: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contributor:
    """A person or body with a role.

    `name` is as it is printed, `sort_name` as it is filed (`Roe, Jane`), `role` a MARC relator code; `orcid` is bare
    (`0000-0002-1825-0097`); `organization` marks a body, whose name is never turned around.
    """

    name: str
    sort_name: str = ""
    role: str = "aut"
    affiliation: str | None = None
    bio: Text | None = None
    email: str | None = None
    url: str | None = None
    orcid: str | None = None
    organization: bool = False

    def __post_init__(self) -> None:
        if not self.sort_name:
            object.__setattr__(self, "sort_name", self.name if self.organization else sort_name(self.name))

    @property
    def term(self) -> str:
        """The role in words, as the MARC list has it: `translator`."""
        return RELATORS[self.role].term if self.role in RELATORS else self.role


def _table(rows: str) -> dict[str, Relator]:
    """The relators from lines of `code | term | word, word`."""
    table = {}
    for row in re.sub(r"\n +", " ", rows).strip().splitlines():
        code, term, words = (cell.strip() for cell in row.split("|"))
        table[code] = Relator(code, term, tuple(filter(None, (w.strip() for w in words.split(",")))))
    return table


# Source: MARC code list for relators, https://www.loc.gov/marc/relators/relaterm.html (codes and terms).
RELATORS: dict[str, Relator] = _table("""
abr | abridger | abridged by
adp | adapter | adaptor, adaptation
anl | analyst |
ann | annotator | annotations, notes by
arc | architect |
arr | arranger |
art | artist | art, artwork, künstler, artista, artiste
aui | author of introduction | introduction, introduction by, intro
aut | author | authors, by, writer, written by, text, words, autor, autora, autores, auteur, autrice, autore,
    auteurs, verfasser, verfasserin
aft | author of afterword | afterword, afterword by, postface, nachwort
bkd | book designer | book design
cmp | composer | music, music by, compositor
com | compiler | compiled by
cov | cover designer | cover, cover design, cover art
cre | creator |
crr | corrector | proof corrector
csl | consultant |
ctb | contributor | contributors, collaborator, with, colaborador, colaboradora, mitarbeit, additional
    reporting, reporting
cur | curator |
cwt | commentator for written text | commentary
drm | technical draftsman | draftsman
dsr | designer | design, diseño, gestaltung
dte | dedicatee | dedicated to
edc | editor of compilation | series editor
edt | editor | editors, edited by, redaktion, redaktor, herausgeber, editora, éditeur, redattore, redactie
egr | engraver |
ill | illustrator | illustrators, illustration, illustrations, drawings, ilustrador, ilustradora, illustrateur,
    illustratrice, illustratore, zeichnungen
ins | inscriber |
itr | instrumentalist |
ive | interviewee | interview with
ivr | interviewer | interview by, interview
jud | judge |
lbt | librettist |
lyr | lyricist | lyrics
mod | moderator |
msd | musical director |
nrt | narrator | read by
org | originator |
oth | other |
pbd | publishing director |
pbl | publisher |
pfr | proofreader | proofreading, proof
pht | photographer | photographers, photo, photos, photograph, photographs, photography, pictures, foto, fotos,
    fotograf, fotografin, fotógrafo, fotógrafa, photographe, fotografo
prf | performer |
prg | programmer | code, software
prt | printer | printing
red | redaktor |
res | researcher | research, recherche, investigación
rev | reviewer | review by
scr | scribe |
spk | speaker |
spn | sponsor |
stl | storyteller |
trc | transcriber | transcription
trl | translator | translators, translation, translated by, traductor, traductora, traducteur, traductrice,
    traduttore, übersetzer, übersetzerin, übersetzung, tradutor, tradutora, vertaler, tłumacz
tyd | type designer |
tyg | typographer | typesetter, typesetting, layout
vdg | videographer | video
wdc | woodcutter |
wit | witness |
wpr | writer of preface | preface, vorwort, prologue
win | writer of introduction |
wfw | writer of foreword | foreword, prólogo, préface
""")
# Codes and terms come before everyday words: `redaktor` is a term of its own, and an editor in other languages.
_WORDS: dict[str, str] = {code: code for code in RELATORS} | {r.term: r.code for r in RELATORS.values()}
for _relator in RELATORS.values():
    for _word in _relator.words:
        _WORDS.setdefault(_word, _relator.code)


def role_words() -> tuple[str, ...]:
    """Every code, term and word that `role_code` understands, for hints."""
    return tuple(_WORDS)


def role_code(word: str) -> str | None:
    """The MARC code of a role written as code, term or everyday word (`trl`, `translator`, `translated by`)."""
    return _WORDS.get(" ".join(word.lower().replace("-", " ").replace("_", " ").split()).rstrip(":"))


_SUFFIXES = names("jr jr. sr sr. ii iii iv phd ph.d. md m.d. esq esq. mbe obe cbe frs s.j. sj o.p. mp")
# Lower-case particles that go to the end (Beethoven, Ludwig van) and those that stay before the name (ibn Sina, Ali).
_TRAILING = names(
    "de del della dei degli di da do dos das du d' des van von vom zu zum zur der den het ter ten te af av op "
    "y e i la le las los les 't"
)
_LEADING = names("al el bin ibn bint abu ben ap ab mac mc o st st. saint san santa ó ní nic uí ua")
_BODY_WORDS = names(
    "agency alliance archive archives association associates board bureau centre center church city club co. "
    "co collective college commission committee company consortium cooperative corp corp. corporation council "
    "court department desk editors federation forum foundation fund gmbh group inc inc. initiative institute "
    "institution journal library limited llc llp ltd ltd. magazine ministry museum network news newspaper "
    "office organisation organization party press project publishers publishing radio review school service "
    "services society staff state studio studios team times trust union university verlag verein workshop "
    "redaktion redacción rédaction editorial editores équipe colectivo institut"
)

_BODY_STARTS = names("the university ministry department institute staff association")


def is_body(name: str) -> bool:
    """Whether a name looks like that of a body: its last word, or its first, is one that bodies have."""
    words = [w.strip(",").lower() for w in name.split()]
    if len(words) < 2:
        return name.isupper() and len(name) > 2
    return words[0] in _BODY_STARTS or words[-1] in _BODY_WORDS


def _turnable(name: str) -> bool:
    """Whether the name's script files people under their last name (East Asian names already begin with it)."""
    for char in name:
        if char.isalpha():
            script = unicodedata.name(char, "").split(" ")[0]
            return script in {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN", "HEBREW"}
    return False


def sort_name(name: str) -> str:
    """How a person's name is filed: `Jane Roe` under `Roe, Jane`, `Ludwig van Beethoven` under `Beethoven, Ludwig van`.

    Names of one word, and of scripts that write the family name first or do not turn names, stay as they are; where
    custom differs (Hungarian, Icelandic, Spanish double surnames) the manuscript gives `sort-name:`.
    """
    if "," in name and (turned := _with_comma(name)):
        return turned
    words = name.replace(",", "").split()
    suffix: list[str] = []
    while len(words) > 2 and words[-1].lower() in _SUFFIXES:
        suffix.insert(0, words.pop())
    if len(words) < 2 or not _turnable(name):
        return name
    start = len(words) - 1
    while start > 1 and _belongs(words[start - 1]):
        start -= 1
    given, family = words[:start], words[start:]
    turned = f"{' '.join(family)}, {' '.join(given)}"
    return ", ".join([turned, *suffix])


def _belongs(word: str) -> bool:
    """Whether a word before the last name is part of it: a capitalised particle (De Niro), or one that leads (ibn)."""
    low = word.lower()
    return low in _LEADING or (word[0].isupper() and low in _TRAILING and len(low) > 1)


def _with_comma(name: str) -> str | None:
    """A name already turned (`Roe, Jane`); None when what follows the comma is a title such as `PhD`."""
    tail = name.split(",", 1)[1].strip()
    return None if tail.lower().rstrip(".") in {s.rstrip(".") for s in _SUFFIXES} else re.sub(r"\s*,\s*", ", ", name)


def display_name(name: str) -> str:
    """A name as it is printed: `Roe, Jane` becomes `Jane Roe`; others stay."""
    name = " ".join(name.split())
    if name.count(",") == 1 and not is_body(name.replace(",", "")) and _with_comma(name):
        family, given = (part.strip() for part in name.split(","))
        return f"{given} {family}" if given and family else name.strip(", ")
    return name


_AND = re.compile(r"\s+(?:and|&|und|et|e|y|en|och|og|и)\s+")


def split_names(text: str) -> tuple[str, ...]:
    """The people named in one string: `Jane Roe, Ana Ruiz and Li Wei` are three, `Roe, Jane; Ruiz, Ana` two.

    An `and` or comma divides only where each side has two words or more, so that `Roe, Jane`, `José Ortega y Gasset`
    and `Smith and Sons` stay whole; `;` and `|` always divide.
    """
    if re.search(r"[;|\n]", text):
        return tuple(name for part in re.split(r"\s*[;|\n]\s*", text) if part for name in split_names(part))
    pieces = re.split(r",?" + _AND.pattern, text)
    commas = [name.strip() for piece in pieces for name in re.split(r"\s*,\s*", piece)]
    if all(_full(name) for name in commas):
        return tuple(commas)
    if all(_full(name) for name in pieces) and len(pieces) > 1:
        return tuple(name.strip() for name in pieces)
    return (" ".join(text.split()),) if text.strip() else ()


def _full(name: str) -> bool:
    """Whether this is a whole name: two words that are not both titles, or one in a script without spaces."""
    words = [w for w in name.split() if w.lower().strip(".") not in _SUFFIXES]
    return len(words) >= 2 or (bool(name.strip()) and not _turnable(name) and len(name.strip()) > 1)


def contributors_from(text: str, role: str = "aut") -> tuple[Contributor, ...]:
    """The contributors named in one string, all with one role, their sort names inferred."""
    return tuple(
        Contributor(display_name(name), role=role, organization=True)
        if is_body(name)
        else Contributor(display_name(name), sort_name(name), role)
        for name in split_names(text)
    )
