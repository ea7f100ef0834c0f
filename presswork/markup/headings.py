"""Headings: one headline, and below it levels in which none is skipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presswork.markup.tree import HEADINGS, drop, inner, is_empty, move_content, text_of
from presswork.text import Text

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from presswork.markup.draft import Draft


def rewrite_headings(draft: Draft, *, titled: bool) -> Text | None:
    """Take the headline out and put every heading on its right level, h2 to h6.

    With `titled` the article has its title elsewhere: a first heading that repeats it is the caller's to compare.
    Returns the headline if the body begins with a first-level heading and no title is known otherwise.
    """
    _drop_empty(draft)
    title = None if titled else _take_title(draft)
    headings = list(draft.root.iter(*HEADINGS))
    if not titled:
        for stray in (heading for heading in headings if heading.tag == "h1"):
            hint = "the headline is the only first-level heading; begin sections with ##"
            draft.note("T211", f"the heading '{text_of(stray)}' is set one level lower", stray, hint)
    _level(headings, draft)
    return title


def drop_repeated_title(draft: Draft, title: str) -> None:
    """Take out a first heading that says the title once more."""
    first = first_heading(draft)
    if first is not None and _folded(text_of(first)) == _folded(title):
        _keep_notes(first, draft)
        drop(first)


def first_heading(draft: Draft) -> Element | None:
    """The first-level heading with which the body begins, if it begins with one."""
    if (draft.root.text or "").strip():
        return None
    for element in draft.root.iter():
        if element is draft.root or (element.tag in {"section", "div"} and not (element.text or "").strip()):
            continue
        if element.tag in {"p", "span"} and is_empty(element):
            continue
        return element if element.tag == "h1" else None
    return None


def _take_title(draft: Draft) -> Text | None:
    first = first_heading(draft)
    if first is None:
        return None
    _keep_notes(first, draft)
    title = Text.from_html(inner(first))
    if name := first.get("id"):
        draft.aliases[name] = ""
    drop(first)
    return title


def _keep_notes(heading: Element, draft: Draft) -> None:
    """A note on the headline goes to the end of the first paragraph: the headline is printed in other places too."""
    notes = list(heading.iter("fn-note"))
    paragraph = next(iter(draft.root.iter("p")), None)
    for note in notes:
        drop(note)
        if paragraph is not None:
            paragraph.append(note)
    if notes:
        draft.note("T214", "the footnote on the headline stands at the end of the first paragraph", heading)


def _drop_empty(draft: Draft) -> None:
    for heading in list(draft.root.iter(*HEADINGS)):
        if not text_of(heading) and heading.find(".//img") is None and heading.find(".//math") is None:
            body = heading.getparent()
            if body is not None:
                holder = heading.makeelement("p", {})
                move_content(heading, holder)
                heading.addprevious(holder)
            drop(heading)
        for image in list(heading.iter("img")):
            draft.note("T215", "an image in a heading is left out", heading, "put the image into the text")
            drop(image)


def _level(headings: list[Element], draft: Draft) -> None:
    """Each heading one below the nearest earlier one that outranks it, from h2 on (WCAG technique H42)."""
    outline: list[tuple[int, int]] = []
    for heading in headings:
        written = int(str(heading.tag)[1])
        while outline and outline[-1][0] >= written:
            outline.pop()
        above_written, above = outline[-1] if outline else (written - 1, 1)
        level = min(above + 1, 6)
        if written - above_written > 1 and heading.attrib.pop("data-title", None) is None:
            draft.note(
                "T212",
                f"the heading '{text_of(heading)}' skips a level ({above_written} to {written}) and was raised",
                heading,
                f"make it a heading of level {above_written + 1}",
            )
        heading.attrib.pop("data-title", None)
        outline.append((written, level))
        heading.tag = f"h{level}"


def _folded(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
