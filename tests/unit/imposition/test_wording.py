"""What is done with sheets, in every language of the house: complete, and read back from the made instruction."""

from __future__ import annotations

import string
from xml.etree import ElementTree

import pypdfium2
import pytest

from presswork import labels
from presswork.house import House
from presswork.imposition import instructions
from presswork.imposition.order import Order
from presswork.imposition.plan import PageSize, Plan
from presswork.imposition.planning import plan_for
from presswork.imposition.schemes import SCHEMES
from presswork.imposition.sheet_map import as_svg
from presswork.imposition.wording import finishing, folding, printing, words_for
from presswork.paper import PAPERS

A6 = PageSize(297.64, 419.53)


def plan(pages: int, fold: str, signature: int | None = None) -> Plan:
    return plan_for((A6,) * pages, Order(fold=fold, signature=signature))


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", labels.languages())
def test_each_language_of_the_house_has_every_word_with_the_same_placeholders(language: str) -> None:
    english, words = words_for("en"), words_for(language)
    assert words.keys() == english.keys()
    assert all(words[key] for key in english)
    for key, text in english.items():
        assert placeholders(words[key]) == placeholders(text), key
    if language != "en":
        assert words["never_fit"] != english["never_fit"]


@pytest.mark.parametrize("language", labels.languages())
@pytest.mark.parametrize("fold", [scheme.name for scheme in SCHEMES])
def test_every_scheme_can_be_told(language: str, fold: str) -> None:
    pages = {"zine": 8, "accordion": 8, "double-gate": 8, "roll-four": 8, "gate": 2}.get(fold, 6)
    made = plan(2 if "fold" in fold or "gate" in fold or fold in ("accordion", "roll-four") else pages, fold)
    words = words_for(language)
    told = [printing(made, words), *(folding(step, made, words) for step in made.folds), *finishing(made, words)]
    assert all(each and "{" not in each for each in told)


@pytest.mark.parametrize("language", ["de-AT", "fr", "ru", "he", "ar"])
def test_the_instruction_is_in_the_language_that_is_asked_for(language: str) -> None:
    made = plan(15, "folio")
    document = pypdfium2.PdfDocument(instructions.as_pdf(made, House(), title="1984", language=language))
    assert len(document) == 1
    said = document[0].get_textpage().get_text_range()
    words = words_for(language)
    for key in ("fold_and_finish", "print", "binding"):
        assert all(letter in said for letter in words[key] if letter.isalpha())
    if language in ("de-AT", "fr", "ru"):
        flat = " ".join(said.split())
        assert words["staple"] in flat
        assert words["print_short_edge"] in flat


def test_a_language_without_words_is_told_in_english() -> None:
    made = plan(4, "folio")
    assert as_svg(made, language="ja") == as_svg(made, language="en")
    assert as_svg(made, language="pt-BR") == as_svg(made, language="pt")


def test_the_map_speaks_the_language_and_stays_as_it_lies() -> None:
    made = plan_for((A6,) * 7, Order(fold="folio", sheet=PAPERS["a4"]))
    texts = [each.text for each in ElementTree.fromstring(as_svg(made, language="de")).iter() if each.text]
    assert "leer" in texts
    assert "Rückseite" in texts
    assert "1  Den linken Teil hinter den Rest falzen" in texts
