"""Pull quotes, asides, verse, epigraphs and attributed quotations, from pandoc's divs, line blocks and Word styles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from presswork.markup.tree import (
    HEADINGS,
    classes,
    drop,
    inner,
    move_content,
    set_classes,
    text_of,
    unwrap,
    with_class,
)

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from presswork.markup.draft import Draft

PULLQUOTE = frozenset({"pullquote", "pull-quote", "pull"})
ASIDE = frozenset({"aside", "sidebar", "box", "note", "tip", "warning", "important", "caution", "admonition"})
VERSE = frozenset({"verse", "poem", "poetry", "line-block"})
EPIGRAPH = frozenset({"epigraph", "motto"})
# Word's and LibreOffice's names of paragraph styles, lower case and without blanks, to what they mean here.
STYLES: dict[str, str] = {
    "quote": "quotation",
    "quotations": "quotation",
    "blockquote": "quotation",
    "blocktext": "quotation",
    "intensequote": "pullquote",
    "pullquote": "pullquote",
    "epigraph": "epigraph",
    "verse": "verse",
    "poem": "verse",
    "poetry": "verse",
    "sidebar": "aside",
    "aside": "aside",
    "caption": "caption",
    "imagecaption": "caption",
    "tablecaption": "caption",
    "illustration": "caption",
    "figurecaption": "caption",
    "figure": "caption",
    "table": "caption",
    "drawing": "caption",
}
# The same of character styles.
CHARACTER_STYLES: dict[str, str] = {
    "emphasis": "em",
    "subtleemphasis": "em",
    "intenseemphasis": "em",
    "booktitle": "cite",
    "citation": "cite",
    "strong": "strong",
    "strongemphasis": "strong",
    "sourcetext": "code",
    "verbatimchar": "code",
    "userentry": "kbd",
}
_ATTRIBUTION = re.compile(r"\A\s*(?:[\u2014\u2015\u2013]|---?)\s*(?=\S)")
_LINE_INDENT = re.compile("^[ \u00a0\u2003\t]+")


def rewrite_divisions(draft: Draft) -> None:
    """Give every division of the text the element that the vocabulary has for it."""
    _read_styles(draft)
    for division in list(draft.root.iter("div")):
        names = set(classes(division))
        if names & PULLQUOTE:
            _quotation(division, "aside", "pullquote", PULLQUOTE)
        elif names & EPIGRAPH:
            _quotation(division, "blockquote", "epigraph", EPIGRAPH)
        elif names & VERSE:
            _verse(division)
        elif names & ASIDE:
            division.tag = "aside"
    for quotation in draft.root.iter("blockquote"):
        _attribute(quotation)
    for aside in list(draft.root.iter("aside")):
        if not set(classes(aside)) & PULLQUOTE:
            _aside(aside)


def _read_styles(draft: Draft) -> None:
    """Word paragraphs in one style, each in a div of its own, become one division of that meaning."""
    for division in list(draft.root.iterdescendants("div", "p", "span")):
        style = division.attrib.pop("data-custom-style", None)
        meaning = STYLES.get(_style_name(style)) if style else None
        if not style:
            continue
        if division.tag == "span":
            division.tag = CHARACTER_STYLES.get(_style_name(style), "span")
        if division.tag != "div":
            continue
        if meaning is None:
            unwrap(division)
            continue
        for quotation in list(division.iterchildren("blockquote")):
            # Pandoc knows some of the styles itself.
            unwrap(quotation)
        set_classes(division, [meaning])
        before = division.getprevious()
        if (
            meaning != "caption"
            and before is not None
            and classes(before) == [meaning]
            and not (before.tail or "").strip()
        ):
            move_content(division, before)
            drop(division)
    for quotation in with_class(draft.root, "quotation", "div"):
        quotation.tag = "blockquote"
        quotation.attrib.pop("class", None)


def _style_name(style: str) -> str:
    return re.sub(r"[\s_-]+|\d+$", "", style.lower())


def _quotation(division: Element, tag: str, name: str, meanings: frozenset[str]) -> None:
    division.tag = tag
    kept = [word for word in classes(division) if word not in meanings]
    set_classes(division, [name, *kept])
    for quotation in list(division.iterchildren("blockquote")):
        unwrap(quotation)
    _attribute(division)


def _attribute(quotation: Element) -> None:
    """The last paragraph that begins with a dash, or the attribute `by`, is who said it: a footer."""
    by = quotation.attrib.pop("data-by", None)
    if by:
        footer = etree.SubElement(quotation, "footer")
        footer.text = by
        return
    last = quotation[-1] if len(quotation) else None
    if last is not None and last.tag == "footer":
        last.text = _ATTRIBUTION.sub("", last.text or "", count=1) if last.text else None
        return
    if last is None or last.tag != "p" or not (match := _ATTRIBUTION.match(last.text or "")):
        return
    # A lone paragraph with a dash is speech, as Spanish and French write it.
    if len(quotation) > 1 and len(text_of(last)) < 160:
        last.tag = "footer"
        last.text = (last.text or "")[match.end() :]


def _aside(aside: Element) -> None:
    names = ["aside", *(name for name in classes(aside) if name not in {"sidebar", "box", "aside"})]
    set_classes(aside, names)
    named = next((block for block in aside.iterchildren("div") if "title" in classes(block)), None)
    if named is not None:
        # How the readers of reStructuredText, AsciiDoc and DocBook write an admonition.
        aside.set("data-title", text_of(named))
        drop(named)
    if title := aside.attrib.pop("data-title", None) or aside.attrib.pop("title", None):
        # One level below the heading before it, whatever that is: `headings` raises it without a word.
        heading = etree.Element("h6", {"data-title": ""})
        heading.text = title
        aside.insert(0, heading)
        heading.tail, aside.text = aside.text, None
    first = next(aside.iterchildren(*HEADINGS), None)
    if first is not None:
        # Its id is given when all ids are: `ids.label_asides`.
        aside.set("aria-labelledby", "")


def _verse(division: Element) -> None:
    """Lines with breaks between them, a paragraph for each stanza."""
    set_classes(division, ["verse", *(name for name in classes(division) if name not in VERSE)])
    for block in list(division.iterdescendants("div")):
        if "line-block" in classes(block):
            block.tag = "p"
            block.attrib.pop("class", None)
    if division.find("p") is None:
        holder = etree.Element("p")
        move_content(division, holder)
        division.append(holder)
    for paragraph in list(division.iter("p")):
        _stanzas(paragraph)


def _stanzas(paragraph: Element) -> None:
    """Line ends as written are line ends; an empty line begins a new stanza; indents are em spaces."""
    text = inner(paragraph)
    lines = [line.strip("\n") for line in re.split(r"<br\s*/?>(?:</br>)?\n?|\n", text)]
    stanzas: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            stanzas[-1].append(_LINE_INDENT.sub(_em_spaces, line))
        elif stanzas[-1]:
            stanzas.append([])
    made = [etree.fromstring(f"<p>{'<br/>'.join(stanza)}</p>") for stanza in stanzas if stanza]
    for stanza in made:
        paragraph.addprevious(stanza)
    drop(paragraph)


def _em_spaces(indent: re.Match[str]) -> str:
    width = sum(2 if character in "\u2003\t" else 1 for character in indent[0])
    return "\u2003" * max(1, round(width / 2))
