"""The body vocabulary as XHTML of an e-book: notes that pop up, roles and semantics, sections, several files."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lxml import etree

from presswork.editions.container import XML_LANG
from presswork.editions.notes import lift_notes
from presswork.pagemap import local_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from presswork.labels import Labels

OPS = "http://www.idpf.org/2007/ops"
XHTML_NAMESPACE = "{http://www.w3.org/1999/xhtml}"
EPUB_TYPE = f"{{{OPS}}}type"
# A file much longer than this opens slowly on e-ink readers; a shorter one is not worth cutting.
LONGEST_FILE = 250_000
_HEADING = re.compile(r"h[2-6]")
# A link to a work of the bibliography; in a volume ids begin with the article's slug.
_WORK = re.compile(r"#(?:[^#]+--)?ref-")
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)

# Structural semantics and their ARIA twins (EPUB SSV 1.1, DPUB-ARIA 1.1), by tag and class of the vocabulary.
SEMANTICS: tuple[tuple[str, str, str, str], ...] = (
    ("aside", "pullquote", "pullquote", "doc-pullquote"),
    ("blockquote", "epigraph", "epigraph", "doc-epigraph"),
    ("section", "bibliography", "bibliography", "doc-bibliography"),
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the text for the table of contents: level 2 to 6, its plain words, and where it stands."""

    level: int
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """One file of the text: its body and its notes as XHTML, its headings, the manifest properties it needs."""

    name: str
    body: str = field(repr=False)
    notes: tuple[str, ...] = ()
    headings: tuple[Heading, ...] = ()
    ids: frozenset[str] = frozenset()
    note_ids: frozenset[str] = frozenset()
    properties: tuple[str, ...] = ()


def parse(body: str) -> Any:
    """The body as an lxml tree under one `div` that knows the `epub` prefix."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, huge_tree=True)
    return etree.fromstring(f'<div xmlns:epub="{OPS}">{body}</div>', parser)


def keep_open(element: Any) -> None:
    """Make elements without content be written `<td></td>` and not `<td/>`, which HTML parsers take for a start tag."""
    for child in element.iter("{*}*"):
        foreign = child.tag[0] == "{" and not child.tag.startswith(XHTML_NAMESPACE)
        if len(child) == 0 and not child.text and not foreign and local_name(child) not in _VOID:
            child.text = ""


def inner_xml(element: Any) -> str:
    """What stands inside an element, as XHTML that HTML parsers understand too."""
    keep_open(element)
    text = str(etree.tostring(element, encoding="unicode", with_tail=False))
    return text[text.index(">") + 1 : text.rindex("</")]


def _outer_xml(element: Any) -> str:
    """The element itself as XHTML, the `epub` prefix being known where it will stand."""
    wrapper = etree.Element("div", nsmap={"epub": OPS})
    wrapper.append(element)
    return inner_xml(wrapper)


def plain_text(element: Any) -> str:
    """The words of a heading as they read, without notes, markers and superfluous space."""
    references = "*[@role='doc-noteref' or @role='doc-pagebreak']"
    parts = element.xpath(f".//text()[not(ancestor::{references})]")
    return re.sub(r"[ \t\r\n]+", " ", "".join(parts)).strip().replace("\u00ad", "")


def lift_out(element: Any) -> None:
    """Take the element out of the tree, but not the text that follows it."""
    parent, previous = element.getparent(), element.getprevious()
    if previous is not None:
        previous.tail = (previous.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    element.tail = None
    parent.remove(element)


def take_out_notes(root: Any, labels: Labels) -> dict[str, Any]:
    """The notes by id, in order, as `aside` elements; their references stay in `root`, which is changed.

    A reference stands in a `sup`, for readers who switch styles off, and behind a link instead of inside it.
    """
    asides = {aside.get("id"): aside for aside in lift_notes(root, labels=labels)}
    for aside in asides.values():
        aside.set(EPUB_TYPE, "footnote")
    for reference in [a for a in root.iter("a") if a.get("role") == "doc-noteref"]:
        reference.set(EPUB_TYPE, "noteref")
        _raise_reference(reference)
    return asides


def _raise_reference(reference: Any) -> None:
    sup = etree.Element("sup")
    link = next(reference.iterancestors("a"), None)
    if link is None:
        sup.tail, reference.tail = reference.tail, None
        reference.getparent().replace(reference, sup)
    else:
        lift_out(reference)
        sup.tail, link.tail = link.tail, None
        link.addnext(sup)
    sup.append(reference)


def _of_class(element: Any, name: str) -> bool:
    return name in (element.get("class") or "").split()


def add_semantics(root: Any) -> None:
    """Say in `xml:lang`, `epub:type` and `role` what the vocabulary says in tags and classes. Changes `root`."""
    for element in root.iter("{*}*"):
        if (language := element.get("lang")) is not None:
            element.set(XML_LANG, language)
        for tag, name, kind, role in SEMANTICS:
            if element.tag == tag and _of_class(element, name):
                element.set(EPUB_TYPE, kind)
                element.set("role", role)
        if element.tag == "a" and _WORK.match(element.get("href") or ""):
            element.set(EPUB_TYPE, "biblioref")
            element.set("role", "doc-biblioref")


def _level(element: Any) -> int | None:
    """The heading level that a top-level element opens: of a heading, or of a section by its first heading."""
    if _HEADING.fullmatch(element.tag):
        return int(element.tag[1])
    if element.tag == "section":
        return next((int(e.tag[1]) for e in element.iter("{*}*") if _HEADING.fullmatch(local_name(e))), 2)
    return None


def into_sections(root: Any) -> Any:
    """The body with what follows each heading gathered in a `section` labelled by it, nested by level.

    A page marker right before a heading goes with the heading.
    """
    whole = etree.Element("div", nsmap={"epub": OPS})
    whole.text, waiting = root.text, []
    open_sections: list[tuple[int, Any]] = [(1, whole)]
    for child in list(root):
        if child.get(EPUB_TYPE) == "pagebreak":
            waiting.append(child)
            continue
        level = _level(child)
        while level is not None and open_sections[-1][0] >= level:
            open_sections.pop()
        if level is not None and child.tag != "section":
            section = etree.SubElement(open_sections[-1][1], "section", {"aria-labelledby": child.get("id")})
            open_sections.append((level, section))
        open_sections[-1][1].extend([*waiting, child])
        waiting = []
    open_sections[-1][1].extend(waiting)
    return whole


def _give_ids(root: Any) -> None:
    """Every heading needs an id for the table of contents; those of the vocabulary have one."""
    taken = {element.get("id") for element in root.iter("{*}*")}
    for number, heading in enumerate((e for e in root.iter("{*}*") if _HEADING.fullmatch(local_name(e))), 1):
        if not heading.get("id"):
            heading.set("id", next(i for n in range(number, 10_000) if (i := f"heading-{n}") not in taken))
            taken.add(heading.get("id"))


def _files(whole: Any) -> Iterator[Any]:
    """The body cut between its top-level elements into trees of at most LONGEST_FILE characters where possible."""
    sizes = [len(etree.tostring(child, encoding="unicode")) for child in whole]
    if sum(sizes) <= LONGEST_FILE:
        yield whole
        return
    part, length = etree.Element("div", nsmap={"epub": OPS}), 0
    for child, size in zip(list(whole), sizes, strict=True):
        if length and length + size > LONGEST_FILE:
            yield part
            part, length = etree.Element("div", nsmap={"epub": OPS}), 0
        part.append(child)
        length += size
    yield part


def _own(notes: Mapping[str, Any], part: Any) -> list[Any]:
    """The notes that a part refers to and that stand behind it, in order."""
    names = [e.get("href")[1:] for e in part.iter("a") if e.get("role") == "doc-noteref"]
    return [notes[name] for name in names if name in notes]


def _link_across(parts: Mapping[str, Any], notes: Mapping[str, Any], homes: Mapping[str, str]) -> None:
    """Point each link, in the text and in its notes, at the file in which its target stands."""
    home = {e.get("id"): name for name, part in parts.items() for e in part.iter("{*}*") if e.get("id")} | dict(homes)
    for name, part in parts.items():
        for link in (a for tree in (part, *_own(notes, part)) for a in tree.iter("a")):
            target = (link.get("href") or "").removeprefix("#")
            if link.get("href", "").startswith("#") and home.get(target, name) != name:
                link.set("href", f"{home[target]}#{target}")


def _chapter(name: str, part: Any, notes: Mapping[str, Any]) -> Chapter:
    own = _own(notes, part)
    elements = list(part.iter("{*}*"))
    names = {local_name(e) for tree in (part, *own) for e in tree.iter("{*}*")}
    headings = [e for e in elements if _HEADING.fullmatch(local_name(e)) and not _boxed(e)]
    properties = [p for tag, p in (("svg", "svg"), ("math", "mathml")) if tag in names]
    note_ids = frozenset(i for note in own for e in note.iter("{*}*") if (i := e.get("id")))
    return Chapter(
        name=name,
        body=inner_xml(part),
        notes=tuple(_outer_xml(note) for note in own),
        headings=tuple(Heading(int(h.tag[1]), plain_text(h), f"{name}#{h.get('id')}") for h in headings),
        ids=frozenset(e.get("id") for e in elements if e.get("id")),
        note_ids=note_ids,
        properties=tuple(properties),
    )


def _boxed(heading: Any) -> bool:
    """Whether a heading stands in an aside or a quotation, and so not in the article's outline."""
    return any(a.tag in ("aside", "blockquote", "figure", "td", "th") for a in heading.iterancestors())


@dataclass(frozen=True, slots=True)
class Division:
    """A text divided into files: their trees by name, and its notes by id; `anchor` is the id of the text itself."""

    files: Mapping[str, Any] = field(repr=False)
    notes: Mapping[str, Any] = field(repr=False)
    anchor: str = ""


def divided(root: Any, labels: Labels, *, name: str = "article", joint: str = "-", anchor: str = "") -> Division:
    """The text in files, from a parsed body (page markers already set); changes `root`.

    One file, `article.xhtml`, unless the text is very long; then `article-1.xhtml` and so on, cut before headings.
    """
    _give_ids(root)
    notes = take_out_notes(root, labels)
    for tree in (root, *notes.values()):
        add_semantics(tree)
    parts = list(_files(into_sections(root)))
    names = [f"{name}.xhtml"] if len(parts) == 1 else [f"{name}{joint}{n}.xhtml" for n in range(1, len(parts) + 1)]
    return Division(dict(zip(names, parts, strict=True)), notes, anchor)


def linked(divisions: Sequence[Division]) -> tuple[tuple[Chapter, ...], ...]:
    """The files of each text of a book, their links leading to wherever in the book their targets stand.

    Ids are taken to be the book's own: no two texts have one in common to which anything links.
    """
    parts = {name: part for division in divisions for name, part in division.files.items()}
    notes = {name: note for division in divisions for name, note in division.notes.items()}
    homes = {division.anchor: next(iter(division.files)) for division in divisions if division.anchor}
    _link_across(parts, notes, homes)
    return tuple(
        tuple(_chapter(name, part, division.notes) for name, part in division.files.items()) for division in divisions
    )


def chapters(root: Any, labels: Labels) -> tuple[Chapter, ...]:
    """The files of an article's text, from a parsed body (page markers already set); changes `root`."""
    (found,) = linked([divided(root, labels)])
    return found
