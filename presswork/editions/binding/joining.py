"""Joins parts laid out one by one into one tagged PDF: pages, tags, links, outline, labels, one of each font."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, Pdf, String

from presswork.editions.binding.fonts import share_fonts
from presswork.editions.binding.images import share_images
from presswork.editions.binding.ledger import SCHEME
from presswork.editions.binding.outline import Item, items_of, write_outline
from presswork.editions.binding.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Sequence

# What the catalog of the first part says for the whole.
_OF_THE_WHOLE = ("/Lang", "/ViewerPreferences", "/MarkInfo", "/Metadata", "/OutputIntents")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part on its way into the volume: its PDF, the blank pages before it, where it stands in the outline.

    `style` is the counter style of its folios as PDF names it (`D`, `r`), `number` its first one.
    """

    key: str
    data: bytes = field(repr=False)
    blanks: int = 0
    style: str = "D"
    number: int = 1
    section: str = ""
    section_key: int = -1


def join(leaves: Sequence[Leaf], identifier: bytes, added: int = 0) -> bytes:
    """The joined document; `identifier` is its permanent name, `added` how many blank pages come at its end.

    The same bytes for the same parts.
    """
    sources = [Pdf.open(BytesIO(leaf.data)) for leaf in leaves]
    out = Pdf.new()
    tree = Tree(out) if "/StructTreeRoot" in sources[0].Root else None
    names: dict[str, Any] = {}
    outline: list[tuple[int, Item]] = []
    labels: Any = Array()
    for leaf, source in zip(leaves, sources, strict=True):
        for _ in range(leaf.blanks):
            out.pages.append(_blank(out, source))
        first = len(out.pages)
        labels.extend([first, Dictionary(S=Name("/" + leaf.style), St=leaf.number)])
        _take_pages(out, source)
        copied = _catalog(source, out)
        if tree is not None:
            language = str(source.Root.Lang) if source.Root.get("/Lang") != sources[0].Root.get("/Lang") else None
            tree.add(leaf.key, copied.StructTreeRoot, list(out.pages)[first:], language)
        names |= dict(NameTree(copied.Dests).items()) if "/Dests" in copied else {}
        _gather(outline, leaf, list(items_of(copied.get("/Outlines"))))
    for _ in range(added):
        out.pages.append(_blank(out, sources[-1]))
    if tree is not None:
        tree.finish()
    _settle_links(out, names)
    share_fonts(out)
    share_images(out)
    _state(out, sources[0], names, [item for _, item in outline], labels)
    out.trailer.ID = Array([String(identifier), String(identifier)])
    target = BytesIO()
    mode = pikepdf.ObjectStreamMode.generate
    out.save(target, force_version="1.7", deterministic_id=True, object_stream_mode=mode, fix_metadata_version=False)
    return target.getvalue()


def _take_pages(out: Pdf, source: Pdf) -> None:
    """All pages of a part; what hangs off its catalog, of which pikepdf warns, comes behind them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        out.pages.extend(source.pages)


def _blank(out: Pdf, like: Pdf) -> Any:
    """A page without any content, with the boxes of the part that it goes before."""
    model = like.pages[0]
    page = Dictionary(Type=Name.Page, Resources=Dictionary(), Contents=out.make_stream(b""))
    for key in ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox"):
        if key in model:
            page[key] = Array([float(value) for value in model[key]])
    return pikepdf.Page(out.make_indirect(page))


def _catalog(source: Pdf, out: Pdf) -> Any:
    """What hangs off a part's catalog, copied in one go behind its pages, so that references to these stay right."""
    wanted = {key: source.Root[key] for key in ("/StructTreeRoot", "/Outlines") if key in source.Root}
    dests = source.Root.get("/Names", Dictionary()).get("/Dests")
    if dests is not None:
        wanted["/Dests"] = dests if dests.is_indirect else source.make_indirect(dests)
    return out.copy_foreign(source.make_indirect(Dictionary(wanted)))


def _gather(outline: list[tuple[int, Item]], leaf: Leaf, items: list[Item]) -> None:
    """Put a part's entries under its section's, which leads to where the section begins."""
    if not items:
        return
    if not leaf.section:
        outline += [(-1, item) for item in items]
        return
    if not outline or outline[-1][0] != leaf.section_key:
        outline.append((leaf.section_key, Item(leaf.section, items[0].dest, [])))
    if not leaf.key.startswith("section-") or items[0].title != leaf.section:
        outline[-1][1].below.extend(items)


def _settle_links(out: Pdf, names: dict[str, Any]) -> None:
    """Make links between parts of addresses that stand for them; one that leads nowhere is taken out."""
    for page in out.pages:
        for link in page.get("/Annots", ()):
            action = link.get("/A")
            uri = str(action.get("/URI", "")) if action is not None else ""
            if uri.startswith(SCHEME):
                name = unquote(uri.removeprefix(SCHEME))
                del link["/A"]
                link.Dest = String(name)
                if name not in names:
                    del link["/Dest"]


def _state(out: Pdf, lead: Pdf, names: dict[str, Any], outline: list[Item], labels: Array) -> None:
    root = out.Root
    dests = NameTree.new(out)
    for name in sorted(names, key=lambda each: bytes(String(each))):
        dests[name] = names[name]
    root.Names = Dictionary(Dests=dests.obj)
    if outline:
        root.Outlines = write_outline(out, outline)
    root.PageLabels = Dictionary(Nums=labels)
    said = {key: lead.Root[key] for key in _OF_THE_WHOLE if key in lead.Root}
    copied = out.copy_foreign(lead.make_indirect(Dictionary(said)))
    for key in said:
        root[key] = copied[key]
    for key, value in lead.docinfo.items():
        out.docinfo[key] = String(str(value))
