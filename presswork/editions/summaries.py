"""The accessibility summary in words, in the book's language where the house has the words, else in English."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from presswork.editions.container import XML_LANG, Statement

if TYPE_CHECKING:
    from presswork.editions.accessibility import Facts


class _Sentences(NamedTuple):
    """The sentences a summary is made of; each is said only when it is true."""

    conforms: str
    adapts: str
    headings: str
    described: str
    undescribed: str
    math: str
    pages: str


_WORDS: dict[str, _Sentences] = {
    "en": _Sentences(
        "This publication meets WCAG 2.2 level AA.",
        "Typeface, size, spacing and colours can be changed by the reader.",
        "Headings and a table of contents lead through the text.",
        "All pictures have a text alternative.",
        "Some pictures have no text alternative.",
        "Formulas are written in MathML.",
        "The pages of the printed edition are marked and listed.",
    ),
    "de": _Sentences(
        "Diese Publikation entspricht WCAG 2.2, Stufe AA.",
        "Schriftart, Schriftgröße, Abstände und Farben lassen sich anpassen.",
        "Überschriften und ein Inhaltsverzeichnis führen durch den Text.",
        "Alle Bilder haben einen Alternativtext.",
        "Einige Bilder haben keinen Alternativtext.",
        "Formeln sind in MathML geschrieben.",
        "Die Seiten der gedruckten Ausgabe sind gekennzeichnet und verzeichnet.",
    ),
    "fr": _Sentences(
        "Cette publication est conforme au niveau AA des WCAG 2.2.",
        "Police, taille, espacement et couleurs peuvent être modifiés.",
        "Des intertitres et une table des matières guident la lecture.",
        "Toutes les images ont un texte de remplacement.",
        "Certaines images n’ont pas de texte de remplacement.",
        "Les formules sont écrites en MathML.",
        "Les pages de l’édition imprimée sont signalées et répertoriées.",
    ),
    "es": _Sentences(
        "Esta publicación cumple las WCAG 2.2 en el nivel AA.",
        "Se pueden cambiar el tipo de letra, el tamaño, los espacios y los colores.",
        "Los ladillos y un índice guían la lectura.",
        "Todas las imágenes tienen texto alternativo.",
        "Algunas imágenes no tienen texto alternativo.",
        "Las fórmulas están escritas en MathML.",
        "Las páginas de la edición impresa están señaladas y enumeradas.",
    ),
    "it": _Sentences(
        "Questa pubblicazione è conforme alle WCAG 2.2, livello AA.",
        "Carattere, corpo, spaziatura e colori possono essere modificati.",
        "I titoli e un indice guidano la lettura.",
        "Tutte le immagini hanno un testo alternativo.",
        "Alcune immagini non hanno un testo alternativo.",
        "Le formule sono scritte in MathML.",
        "Le pagine dell’edizione a stampa sono segnalate ed elencate.",
    ),
    "pt": _Sentences(
        "Esta publicação cumpre as WCAG 2.2 no nível AA.",
        "O tipo de letra, o tamanho, os espaços e as cores podem ser alterados.",
        "Os títulos e um índice orientam a leitura.",
        "Todas as imagens têm texto alternativo.",
        "Algumas imagens não têm texto alternativo.",
        "As fórmulas estão escritas em MathML.",
        "As páginas da edição impressa estão assinaladas e listadas.",
    ),
    "nl": _Sentences(
        "Deze publicatie voldoet aan WCAG 2.2 niveau AA.",
        "Lettertype, grootte, witruimte en kleuren zijn aan te passen.",
        "Koppen en een inhoudsopgave leiden door de tekst.",
        "Alle afbeeldingen hebben een tekstalternatief.",
        "Sommige afbeeldingen hebben geen tekstalternatief.",
        "Formules zijn in MathML geschreven.",
        "De pagina’s van de gedrukte uitgave zijn gemarkeerd en opgesomd.",
    ),
    "ar": _Sentences(
        "يستوفي هذا المنشور المستوى AA من إرشادات WCAG 2.2.",
        "يمكن للقارئ تغيير الخط وحجمه والتباعد والألوان.",
        "ترشد العناوين وقائمة المحتويات إلى أجزاء النص.",
        "لجميع الصور نصوص بديلة.",
        "لبعض الصور لا توجد نصوص بديلة.",
        "المعادلات مكتوبة بلغة MathML.",
        "صفحات الطبعة الورقية معلَّمة ومدرجة في قائمة.",
    ),
}


def summary(known: Facts, language: str, *, conforms: bool) -> Statement:
    """schema:accessibilitySummary: the true sentences, in a language the house has words for."""
    primary = language.split("-")[0].lower()
    tongue = primary if primary in _WORDS else "en"
    words = _WORDS[tongue]
    said = (
        (words.conforms, conforms),
        (words.adapts, known.free_style),
        (words.headings, known.headings),
        (words.described, known.images > 0 and known.images == known.described_images),
        (words.undescribed, known.images > known.described_images),
        (words.math, known.math),
        (words.pages, known.pages),
    )
    text = " ".join(sentence for sentence, true in said if true)
    return Statement("schema:accessibilitySummary", text, {XML_LANG: tongue})
