"""What each language's typesetters expect, case by case. `~` is U+00A0 and `^` is U+202F, so that they can be seen."""

from __future__ import annotations

import pytest

from presswork.typography import refine_text


def shown(text: str) -> str:
    return text.replace("\u00a0", "~").replace("\u202f", "^")


CASES: dict[str, list[tuple[str, str]]] = {
    "en": [
        ('"The tide," she said, "waits."', "“The tide,” she said, “waits.”"),
        ("\"He called it 'a trade' once,\" Ann wrote.", "“He called it ‘a trade’ once,” Ann wrote."),
        ("It's the boats' harbour, not Charles's.", "It’s the boats’ harbour, not Charles’s."),
        ("'Tis late; 'twas dark in the '90s, and we sold 'em.", "’Tis late; ’twas dark in the ’90s, and we sold ’em."),
        ("Rock 'n' roll at the fish 'n' chips shop", "Rock ’n’ roll at the fish ’n’ chips shop"),
        ("('quietly', as they say)", "(‘quietly’, as they say)"),
        ("\"'No,' he said,\" she told us.", "“‘No,’ he said,” she told us."),
        ("He read 'the sailors' tale' aloud.", "He read ‘the sailors’ tale’ aloud."),
        ("The crane--the old one--was sold.", "The crane—the old one—was sold."),
        ("The crane -- the old one - was sold.", "The crane—the old one—was sold."),
        ("The crane – the old one – was sold.", "The crane~– the old one~– was sold."),
        ('"Wait--" he cried.', "“Wait—” he cried."),
        ("And then... nothing.", "And then… nothing."),
        ("From 1914-18, and 1999-2004, on pp. 12-15", "From 1914–18, and 1999–2004, on pp.~12–15"),
        ("It takes 3-4 hours and costs $5-$10.", "It takes 3–4 hours and costs $5–$10."),
        ("Open 10:30-11:45; they won 3-2.", "Open 10:30–11:45; they won 3-2."),
        ("On 2021-03-16 and in 2010-12", "On 2021-03-16 and in 2010-12"),
        ("ISBN 978-3-16-148410-0, ISSN 2049-3630", "ISBN 978-3-16-148410-0, ISSN 2049-3630"),
        ("Call 555-1234, (212) 555-1234 or +1 212-555-1234.", "Call 555-1234, (212) 555-1234 or +1 212-555-1234."),
        ("A Boeing 737-800 and COVID-19, F-16, 10-year-old", "A Boeing 737-800 and COVID-19, F-16, 10-year-old"),
        (
            "https://example.org/a--b?c='d'e and ana@x--y.example",
            "https://example.org/a--b?c='d'e and ana@x--y.example",
        ),
        ('See "https://example.org/x--y".', "See “https://example.org/x--y”."),
        ("Run it with --quiet from ../src/a--b.py", "Run it with --quiet from ../src/a--b.py"),
        ("It fell to -5 °C, then -$20", "It fell to −5~°C, then −$20"),
        ("5'10\" tall, a 6\" pipe, 12' long", "5′10″ tall, a 6″ pipe, 12′ long"),
        ('"the class of 1999"', "“the class of 1999”"),
        ("10 x 15 cm, 3x4, 1920x1080, 2x4x8", "10~×~15~cm, 3×4, 1920×1080, 2×4×8"),
        ("0x1F, x86, 4 x per week", "0x1F, x86, 4 x per week"),
        ("2 1/2 miles; dated 1/2; 1/2 full", "2½ miles; dated 1/2; 1/2 full"),
        ("Mr. Roe, Dr. J. R. Hale and Mrs. Poe", "Mr.~Roe, Dr.~J.~R.~Hale and Mrs.~Poe"),
        ("No. 5, fig. 3, § 12, Smith & Sons", "No.~5, fig.~3, §~12, Smith~&~Sons"),
        ("No. It was 5.", "No. It was 5."),
        ("on 16 March at 10 a.m., 5 km away, 3 million", "on 16~March at 10~a.m., 5~km away, 3~million"),
        ("“Already set,” ‘right’ – and left…", "“Already set,” ‘right’~– and left…"),
    ],
    "en-GB": [
        ("The crane - the old one -- was sold.", "The crane~– the old one~– was sold."),
        ("'I said \"no\",' he wrote.", "‘I said “no”,’ he wrote."),
        ("Mr Roe met Dr Hale.", "Mr~Roe met Dr~Hale."),
    ],
    "de": [
        ("\"Das ist 'gut'\", sagte sie.", "„Das ist ‚gut‘“, sagte sie."),
        ("„Schon gesetzt“ bleibt.", "„Schon gesetzt“ bleibt."),
        ("Der Hafen - leer - liegt da.", "Der Hafen~– leer~– liegt da."),
        ("z.B. oder z. B., d.h. am 16. März, Nr. 5, S. 12", "z.^B. oder z.^B., d.^h. am 16.~März, Nr.~5, S.~12"),
        ("25 000 Euro, 5 %, 3 Mio. Menschen, 1914-1918", "25^000~Euro, 5~%, 3~Mio. Menschen, 1914–1918"),
        ("Wie geht's? So 'n Wetter!", "Wie geht’s? So ’n Wetter!"),
    ],
    "de-CH": [("\"Das ist 'gut'\", sagte sie.", "«Das ist ‹gut›», sagte sie.")],
    "fr": [
        ('"Bonjour", dit-il.', "«^Bonjour^», dit-il."),
        ("« Bonjour ! » Quoi? Non; voici: rien.", "«^Bonjour^!^» Quoi^? Non^; voici~: rien."),
        ("L'ami d'Anne, aujourd'hui", "L’ami d’Anne, aujourd’hui"),
        ("À 10:30, voir https://a.example: oui", "À 10:30, voir https://a.example~: oui"),
        ("M. Roe, n° 5, 25 000 euros, 5 %", "M.~Roe, n°~5, 25^000~euros, 5~%"),
        ("le 16 mars - un mardi", "le 16~mars~– un mardi"),
        ('"Il a dit "non" hier"', "«^Il a dit «^non^» hier^»"),
    ],
    "fr-CA": [('Vraiment? "Oui!" Voici: rien', "Vraiment? «~Oui!~» Voici~: rien")],
    "es": [
        ('"Hola", dijo. ¿"Sí"?', "«Hola», dijo. ¿«Sí»?"),
        ("El puerto --viejo-- cerró.", "El puerto —viejo— cerró."),
        ("--Buenos días --dijo Juan--.", "—Buenos días —dijo Juan—."),
        ("El Sr. Roe, n.º 5, EE.UU.", "El Sr.~Roe, n.º~5, EE.^UU."),
    ],
    "es-MX": [('"Hola", dijo.', "“Hola”, dijo.")],
    "it": [("\"L'onda\" dell'Adriatico", "«L’onda» dell’Adriatico"), ("il Sig. Roe, n. 5", "il Sig.~Roe, n.~5")],
    "pt": [('"Olá" - disse', "“Olá”~– disse")],
    "pt-PT": [('"Olá"', "«Olá»")],
    "nl": [("\"Dag\", 's ochtends in 't veld", "“Dag”, ’s ochtends in ’t veld")],
    "pl": [('"Tak" i w domu, nr 5', "„Tak” i~w~domu, nr~5")],
    "cs": [('"Ano" v domě s 5 Kč', "„Ano“ v~domě s~5~Kč")],
    "sk": [('"Áno" v dome', "„Áno“ v~dome")],
    "ru": [
        ('"Да" - сказал он в порту', "«Да»~— сказал он в~порту"),
        ("т.е. если бы он, № 5, 1914-1918 гг.", "т.^е. если~бы он, №~5, 1914–1918~гг."),
    ],
    "uk": [('"Так", об\'єкт у місті', "«Так», об’єкт у~місті")],
    "sv": [('"Hej" - sade hon', "”Hej”~– sade hon")],
    "fi": [('"Hei"', "”Hei”")],
    "da": [('"Hej"', "»Hej«")],
    "nb": [('"Hei"', "«Hei»")],
    "hu": [('"Igen"', "„Igen”")],
    "ro": [('"Da"', "„Da”")],
    "hr": [('"Da"', "„Da”")],
    "el": [('"Ναι"', "«Ναι»")],
    "tr": [('"Evet" İstanbul\'da', "“Evet” İstanbul’da")],
    "ar": [('قال "نعم"', "قال «نعم»")],
    "he": [('צה"ל אמר "כן"...', 'צה"ל אמר "כן"…')],
    "ja": [('"はい"...', '"はい"...')],
    "zh": [('"是" -- 2-3', '"是" -- 2-3')],
    "xx": [('"who knows" - 1914-18...', '"who knows"~– 1914–18…')],
}


@pytest.mark.parametrize(
    ("language", "written", "wanted"),
    [(language, written, wanted) for language, cases in CASES.items() for written, wanted in cases],
)
def test_case(language: str, written: str, wanted: str) -> None:
    assert shown(refine_text(written, language)) == wanted


def test_a_region_falls_back_on_its_language() -> None:
    assert refine_text('"so"', "de-AT") == refine_text('"so"', "de_DE") == "„so“"


def test_each_paragraph_starts_with_its_own_quotation() -> None:
    assert refine_text('"One goes on\n\n"and on."', "en") == "“One goes on\n\n“and on.”"
