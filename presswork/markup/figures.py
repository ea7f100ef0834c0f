"""Figures: image, caption and credit in one form, whatever the manuscript wrote them in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from presswork.markup.credits import credit_of, strip_ends
from presswork.markup.tree import (
    BLOCKS,
    classes,
    drop,
    is_empty,
    move_content,
    replace,
    set_classes,
    text_of,
    unwrap,
    with_class,
    wrap,
)

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from presswork.markup.draft import Draft

_HINTS = {
    "markdown": '![](file.jpg){alt="what it shows"}, or {.decorative} when it only adorns',
    "docx": "in Word, right-click the picture and choose Edit Alt Text",
    "odt": "in LibreOffice, right-click the picture and choose Alternative Text",
    "html": 'add alt="what it shows"; alt="" with role="presentation" when it only adorns',
}
# A figure asked to be at most this wide (per cent of the measure) is a half one.
_HALF = 60
_DECORATIVE = frozenset({"decorative", "ornament"})


def rewrite_figures(draft: Draft) -> None:
    """Make `<figure class="figure"><img/><figcaption>` of every image that stands alone, with caption and credit."""
    _restore_placeholders(draft)
    _take_data_images(draft)
    _find_attachments(draft)
    for image in list(draft.root.iter("img")):
        if not image.get("src", "").strip():
            draft.warn(
                "T220", "an image without a file is left out", image, "name the file: ![what it shows](file.jpg)"
            )
            around = next(image.iterancestors("figure"), None)
            drop(image if around is None or len(list(around.iter("img"))) > 1 else around)
    _flatten(draft)
    for image in list(draft.root.iter("img")):
        _enclose(image)
    for paragraph in list(draft.root.iter("p", "div")):
        _stand_alone(paragraph)
    for caption in with_class(draft.root, "caption"):
        _join_caption(caption)
    for figure in list(draft.root.iter("figure")):
        _rewrite(figure)
    for image in draft.root.iter("img"):
        _describe(image, draft)
    for figure in draft.root.iter("figure"):
        figure.attrib.pop("data-caption", None)


def _find_attachments(draft: Draft) -> None:
    """A notebook's `attachment:plot.png` is the picture that pandoc took out under a longer name."""
    for image in draft.root.iter("img"):
        if image.get("src", "").startswith("attachment:"):
            name = image.get("src", "").removeprefix("attachment:")
            image.set("src", next((key for key in draft.media if key.endswith(f"-{name}")), name))


def _restore_placeholders(draft: Draft) -> None:
    """Pandoc puts the description in the place of an image that it may not read; the image comes back."""
    for span in with_class(draft.root, "placeholder", "span"):
        if src := span.get("original-image-src"):
            replace(span, etree.Element("img", {"src": src, "alt": text_of(span)}))


def _take_data_images(draft: Draft) -> None:
    """Images written into the text as data: URLs become media (RFC 2397, base64 only)."""
    import base64
    import binascii

    for image in draft.root.iter("img"):
        match = re.match(r"data:image/([\w.+-]+);base64,", image.get("src", ""), re.IGNORECASE)
        if match is None:
            continue
        suffix = match[1].lower().partition("+")[0].replace("jpeg", "jpg")
        name = f"media/inline-{len(draft.media) + 1}.{suffix}"
        try:
            draft.media[name] = base64.b64decode(image.get("src", "")[match.end() :])
        except (binascii.Error, ValueError):
            continue
        image.set("src", name)


def _flatten(draft: Draft) -> None:
    """Images in paragraphs of a figure stand in it themselves; a label that Typst sets after a figure is its id."""
    for figure in draft.root.iter("figure"):
        for wrapper in list(figure.iterchildren("p", "div", "figure")):
            if wrapper.find(".//img") is not None and not text_of(wrapper):
                unwrap(wrapper)
    for paragraph in list(draft.root.iter("p")):
        before = paragraph.getprevious()
        label = paragraph[0].get("id") if len(paragraph) == 1 and not text_of(paragraph) else None
        if label and before is not None and before.tag in {"figure", "table"} and "id" not in before.attrib:
            before.set("id", label)
            drop(paragraph)


def _enclose(image: Element) -> None:
    """An image that stands between blocks is a paragraph of its own."""
    parent, before, after = image.getparent(), image.getprevious(), image.getnext()
    if parent is None or parent.tag not in {"body", "div", "section", "aside", "blockquote"}:
        return
    text = parent.text if before is None else before.tail
    between_blocks = all(near is None or near.tag in BLOCKS | {"img"} for near in (before, after))
    if between_blocks and not (text or "").strip() and not (image.tail or "").strip():
        wrap(image, "p")


def _stand_alone(paragraph: Element) -> None:
    """A paragraph with nothing in it but images is as many figures."""
    images = [child for child in paragraph if child.tag == "img" or (child.tag == "a" and _lone_image(child))]
    if not images or len(images) != len(paragraph) or paragraph.getparent() is None:
        return
    tails = [paragraph.text, *(image.tail for image in images)]
    if any((text or "").strip() for text in tails):
        return
    for image in images:
        image.tail = None
        picture = image if image.tag == "img" else image[0]
        figure = etree.Element("figure")
        figure.append(picture)
        paragraph.addprevious(figure)
    drop(paragraph)


def _lone_image(link: Element) -> bool:
    return len(link) == 1 and link[0].tag == "img" and not text_of(link)


def _join_caption(caption: Element) -> None:
    """A paragraph in Word's style Caption belongs to the figure or table next to it."""
    if caption.tag == "span" or caption.getparent() is None:
        return
    before, after = caption.getprevious(), caption.getnext()
    figure = before if before is not None and before.tag == "figure" else after
    if figure is not None and figure.tag == "figure" and figure.find("figcaption") is None:
        move_content(caption, etree.SubElement(figure, "figcaption"))
        drop(caption)
        return
    table = after if after is not None and after.tag == "table" else before
    if table is not None and table.tag == "table" and table.find("caption") is None:
        heading = etree.Element("caption")
        move_content(caption, heading)
        table.insert(0, heading)
        drop(caption)
        return
    unwrap(caption) if len(caption) else set_classes(caption, [])


def _rewrite(figure: Element) -> None:
    for wrapper in list(figure.iterchildren("p", "div", "a")):
        if wrapper.find(".//img") is not None:
            unwrap(wrapper)
    for image in figure.iter("img"):
        _image(image, figure)
    set_classes(figure, ["figure", *(name for name in classes(figure) if name not in {"figure", "plain"})])
    _caption(figure)


def _image(image: Element, figure: Element) -> None:
    """Move to the figure what belongs to it."""
    names = classes(image)
    set_classes(figure, [*classes(figure), *(name for name in names if name not in _DECORATIVE)])
    image.attrib.pop("class", None)
    if (name := image.attrib.pop("id", None)) and "id" not in figure.attrib:
        figure.set("id", name)
    if credit := image.attrib.pop("data-credit", None):
        figure.set("data-credit", credit)
    if text := image.attrib.pop("data-alt", None):
        image.set("alt", text)
    image.attrib.pop("title", None)
    width = re.search(r"width:\s*(\d+)(?:\.\d+)?%", image.attrib.pop("style", ""))
    if width and int(width[1]) <= _HALF:
        set_classes(figure, [*classes(figure), "half"])
    if image.attrib.pop("data-decorative", None) is not None or _DECORATIVE.intersection(names):
        image.set("role", "presentation")


def _describe(image: Element, draft: Draft) -> None:
    """See that an image has a description, its caption at worst, or says that it needs none."""
    if image.get("role") == "presentation":
        image.set("alt", "")
        return
    alt = " ".join(image.get("alt", "").split())
    if alt == "image" and draft.manuscript.format == "rtf":
        alt = ""
    figure = next(image.iterancestors("figure"), None)
    whole, caption = _captions(figure) if figure is not None else ("", "")
    # Pandoc gives the whole caption, credit and all, as description where the author gives none.
    image.set("alt", caption if alt in {"", whole} else alt)
    if not image.get("alt"):
        hint = _HINTS.get(draft.manuscript.format, "say in its alternative text what it shows")
        draft.warn("T221", f"the image '{image.get('src', '')[:80]}' has no description", image, hint)


def _captions(figure: Element) -> tuple[str, str]:
    """The caption as it was written, credit included, and the caption alone."""
    written = figure.get("data-caption", "")
    caption = next(iter(with_class(figure, "caption", "span")), None)
    return written, text_of(caption) if caption is not None else ""


def _caption(figure: Element) -> None:
    """The figcaption's content as a caption and a credit; no figcaption where there is neither."""
    credit = figure.attrib.pop("data-credit", None)
    old = figure.find("figcaption")
    caption = etree.Element("span", {"class": "caption"})
    if old is not None:
        figure.set("data-caption", text_of(old))
        for block in list(old.iterchildren("p", "div")):
            unwrap(block)
        move_content(old, caption)
        drop(old)
    strip_ends(caption)
    credited = credit_of(caption, credit)
    strip_ends(caption)
    parts = [part for part in (caption, credited) if part is not None and not (is_empty(part) and not len(part))]
    if not parts:
        return
    new = etree.SubElement(figure, "figcaption")
    for index, part in enumerate(parts):
        part.tail = " " if index < len(parts) - 1 else None
        new.append(part)
