"""Sets single paragraphs anew on pages that are laid out, where the text behind a link changed and no line is gained.

Where a paragraph keeps the number and the height of its lines, nothing else on the pages moves, so that they need not
be laid out again.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from weasyprint import document
from weasyprint.formatting_structure import boxes
from weasyprint.layout import LayoutContext, background, inline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# Sizes of lines that differ by less are the same, px.
_SAME = 1e-6


class UnfitError(Exception):
    """What a style puts behind a link is no text in a line, and cannot be taken out."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """How the engine asked for a line: of what, where on the page, from where on; and where the line was put (x, y)."""

    context: Any
    linebox: Any
    y: float
    foot: float
    page_bottom: float
    skip_stack: Any
    block: Any
    x_made: float = 0.0
    y_made: float = 0.0


class _LaidOut(NamedTuple):
    """What the engine laid out, how, and the notes that it had not placed yet."""

    html: Any
    root: Any
    context: Any
    notes: list[Any]


class _Stands(NamedTuple):
    """A line on a page: the index of the page, the box around the line, and the line."""

    page: int
    parent: Any
    line: Any


@dataclass
class Resetting:
    """The links whose text may change while the pages of one layout stay.

    `links` says for each of them how the text that its style puts behind it ends, and whether that stands on the
    pages; `around` are the elements that they are in; `behind` keeps the boxes of those texts.
    """

    links: Mapping[Any, tuple[str, bool]]
    around: set[Any] = field(default_factory=set)
    behind: dict[Any, Any] = field(default_factory=dict)
    laid_out: _LaidOut | None = None

    # --- before and while the pages are laid out ---------------------------------------------------------------------

    def take_out(self, root: Any) -> None:
        """Take what is not to stand on the pages out of a tree that is not laid out yet. Raises `UnfitError`."""
        for parent in list(root.descendants()):
            for child in parent.children:
                if (
                    child.element_tag != "a::after"
                    or parent.element_tag == "a::after"
                    or child.element not in self.links
                ):
                    continue
                shown = self.links[child.element][1]
                if _is_text(child) and parent.element is child.element:
                    self.behind[child.element] = child
                elif not shown:
                    raise UnfitError
                if not shown:
                    parent.children = [each for each in parent.children if each is not child]

    def asked(self, arguments: Sequence[Any]) -> _Asked | None:
        """What to remember of a line that is asked for; None where it cannot be set anew."""
        context, linebox, y, foot, skip_stack, block, *_, letter, first = arguments
        if block.element not in self.around or letter or first or context.excluded_shapes:
            return None
        return _Asked(context, linebox.copy(), y, foot, context.page_bottom, skip_stack, block)

    # --- afterwards --------------------------------------------------------------------------------------------------

    def reset(self, laid_out: Any, changes: Mapping[Any, tuple[str, str]]) -> bool:
        """Give links their new texts on the pages where they stand; whether that was possible, else nothing changed.

        `changes` are the old and the new end of the text behind each link, empty where there is none.
        """
        if not all(self._may_end(link, new) for link, (_, new) in changes.items()):
            return False
        lines = _lines(laid_out.pages)
        paragraphs: dict[int, Sequence[Any]] = {}
        for link in changes:
            if (children := _paragraph_of(link, lines)) is None:
                return False
            paragraphs[id(children)] = children
        made: list[tuple[_Stands, Any]] = []
        for key, children in paragraphs.items():
            if (new := _set(lines[key], self._changed(children, changes))) is None:
                return False
            made += zip(lines[key], new, strict=True)
        for stands, line in made:
            page = laid_out.pages[stands.page]._page_box
            background.layout_box_backgrounds(page, line, line.asked.context.get_image_from_uri)
            stands.parent.children = [line if each is stands.line else each for each in stands.parent.children]
        for number in {stands.page for stands, _ in made}:
            laid_out.pages[number] = document.Page(laid_out.pages[number]._page_box)
        return True

    def lay_out_again(self, laid_out: Any, changes: Mapping[Any, tuple[str, str]]) -> bool:
        """Lay the same boxes out once more with other texts behind links; whether that was possible.

        Styles and boxes are not made anew, and what is known of paragraphs that did not change is still known.
        """
        before = self.laid_out
        if before is None or not all(self._may_end(link, new) for link, (_, new) in changes.items()):
            return False
        boxes_of = [box for box in before.root.descendants() if isinstance(box, boxes.LineBox)]
        holding = [[box for box in boxes_of if _holds(box, link)] for link in changes]
        if any(len(found) != 1 for found in holding):
            return False
        for (box,) in {id(found[0]): found for found in holding}.values():
            box.children = self._changed(box.children, changes)
        old = before.context
        context = LayoutContext(
            old.style_for, old.get_image_from_uri.func, old.font_config, old.counter_style, old.target_collector
        )
        context.footnotes = before.notes.copy()
        laid_out.pages[:] = [
            document.Page(page) for page in document.layout_document(before.html, before.root, context)
        ]
        return True

    def _may_end(self, link: Any, new: str) -> bool:
        """Whether the text behind a link can be given another end, or be left out."""
        box = self.behind.get(link)
        return box is not None and (not new or box.children[0].text.endswith(self.links[link][0]))

    def _changed(self, children: Sequence[Any], changes: Mapping[Any, tuple[str, str]]) -> list[Any]:
        """The children of a line box that is not laid out, with the texts behind links changed."""
        made = []
        for child in children:
            if child.element in changes and child.element_tag == "a::after":
                continue
            if not isinstance(child, boxes.InlineBox):
                made.append(child)
                continue
            inner = self._changed(child.children, changes)
            if child.element in changes and child.element_tag == "a" and (new := changes[child.element][1]):
                inner.append(self._behind(child.element, new))
            made.append(child.copy_with_children(inner))
        return made

    def _behind(self, link: Any, new: str) -> Any:
        box = self.behind[link]
        (text,) = box.children
        return box.copy_with_children([text.copy_with_text(text.text.removesuffix(self.links[link][0]) + new)])


@contextmanager
def resetting(root: Any, links: Mapping[Any, tuple[str, bool]]) -> Iterator[Resetting]:
    """Inside the `with` block, pages are laid out so that the texts behind links of a document can be set anew.

    To be entered last, for it remembers what all else makes of a line.
    """
    found = Resetting(links, _around(root, links))
    build, next_linebox = document.build_formatting_structure, inline.get_next_linebox
    lay_out = document.layout_document

    def built(*arguments: Any, **options: Any) -> Any:
        root = build(*arguments, **options)
        found.take_out(root)
        return root

    def get_next_linebox(*arguments: Any) -> Any:
        asked = found.asked(arguments)
        line, resume_at = next_linebox(*arguments)
        if line is not None:
            line.asked = asked and replace(asked, x_made=line.position_x, y_made=line.position_y)
        return line, resume_at

    def layout_document(html: Any, root: Any, context: Any) -> Any:
        found.laid_out = _LaidOut(html, root, context, context.footnotes.copy())
        return lay_out(html, root, context)

    document.build_formatting_structure, inline.get_next_linebox = built, get_next_linebox
    document.layout_document = layout_document
    try:
        yield found
    finally:
        document.build_formatting_structure, inline.get_next_linebox = build, next_linebox
        document.layout_document = lay_out


def _paragraph_of(link: Any, lines: Mapping[int, list[_Stands]]) -> Sequence[Any] | None:
    """The children of the line box in which a link stands; None unless there is exactly one that can be changed."""
    found = []
    for standing in lines.values():
        children: Sequence[Any] = standing[0].line.asked.linebox.children
        if any(each.element is link for child in children for each in child.descendants()):
            found.append(children)
    return found[0] if len(found) == 1 and _is_plain(found[0]) else None


def _line(asked: _Asked, children: Sequence[Any], skip_stack: Any) -> tuple[Any, Any]:
    """A line of other children where another was asked for."""
    linebox, context = asked.linebox.copy_with_children(children), asked.context
    page_bottom, context.page_bottom = context.page_bottom, asked.page_bottom
    # Nothing floated beside the old line.
    context.create_block_formatting_context(asked.block)
    try:
        line, resume_at = inline.get_next_linebox(
            context, linebox.copy(), asked.y, asked.foot, skip_stack, asked.block, [], [], None, None
        )
    finally:
        context.finish_block_formatting_context()
        context.page_bottom = page_bottom
    if line is not None:
        line.asked = replace(asked, linebox=linebox, x_made=line.position_x, y_made=line.position_y)
    return line, resume_at


def _set(standing: Sequence[_Stands], children: Sequence[Any]) -> list[Any] | None:
    """The lines of a paragraph with other children; None unless they take the very room of the old ones."""
    if standing[0].line.asked.skip_stack is not None:
        return None
    made: list[Any] = []
    resume: Any = None
    for number, stands in enumerate(standing):
        if number and resume is None:
            return None
        line, resume = _line(stands.line.asked, children, resume)
        old = stands.line
        if line is None or abs(line.height - old.height) > _SAME or abs(line.baseline - old.baseline) > _SAME:
            return None
        if _notes(line) != _notes(old):
            return None
        line.resume_at = resume
        line.translate(old.position_x - old.asked.x_made, old.position_y - old.asked.y_made)
        line.asked = old.asked
        made.append(line)
    return made if resume is None else None


def _lines(pages: Sequence[Any]) -> dict[int, list[_Stands]]:
    """The lines on the pages that can be set anew, in order, by the children (identity) of the box that they are of."""
    found: dict[int, list[_Stands]] = {}
    for number, page in enumerate(pages):
        for parent in page._page_box.descendants():
            for child in parent.children:
                if isinstance(child, boxes.LineBox) and getattr(child, "asked", None):
                    children = child.asked.linebox.children
                    found.setdefault(id(children), []).append(_Stands(number, parent, child))
    return found


def _around(root: Any, links: Mapping[Any, Any]) -> set[Any]:
    """The elements that links are in."""
    parents = {child: parent for parent in root.iter() for child in parent}
    found = set()
    for link in links:
        while (link := parents.get(link)) is not None:
            found.add(link)
    return found


def _is_text(box: Any) -> bool:
    """Whether a box behind a link holds one text, with no space before what follows."""
    if not isinstance(box, boxes.InlineBox) or len(box.children) != 1:
        return False
    (text,) = box.children
    return isinstance(text, boxes.TextBox) and text.text == text.text.rstrip()


def _holds(linebox: Any, link: Any) -> bool:
    """Whether a link stands in a line box, and not in what stands in it as a whole."""
    inner = [linebox]
    while inner:
        box = inner.pop()
        if box.element is link and box.element_tag == "a":
            return True
        inner += [child for child in box.children if isinstance(child, boxes.InlineBox)]
    return False


def _is_plain(children: Sequence[Any]) -> bool:
    """Whether there are only texts and inline boxes in normal flow."""
    for child in children:
        if isinstance(child, boxes.InlineBox):
            if child.is_leader or not child.is_in_normal_flow() or not _is_plain(child.children):
                return False
        elif type(child) is not boxes.TextBox:
            return False
    return True


def _notes(line: Any) -> list[Any]:
    return [box.footnote for box in line.descendants() if box.footnote is not None]
