"""Images -> assets: each found in the publication, made fit, and named by its content in body and metadata."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from presswork.copydesk.pictures import BadPicture, asset_of, fit
from presswork.copydesk.pictures.files import read_image
from presswork.diagnostics import Diagnostic, Findings, Severity
from presswork.text import shown

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.etree import _Element as Element

    from presswork.article import Figure, Metadata, Text
    from presswork.edition import Asset

LineOf = Callable[[str], int | None]
# What was done to an image is for the editor to know; that a drawing wanted to run or load something is a warning.
_SEVERITY = {"T408": Severity.WARNING, "T407": Severity.NOTE, "T412": Severity.NOTE, "T413": Severity.WARNING}


@dataclass
class Intake:
    """The images of one article as they come in: each file once, however often it is shown."""

    media: Mapping[str, bytes]
    folder: Path
    root: Path | None
    line_of: LineOf
    findings: Findings
    assets: dict[str, Asset] = field(default_factory=dict)
    seen: dict[str, Asset | None] = field(default_factory=dict)

    def take(self, source: str) -> Asset | None:
        """The asset of an image; None, with its finding, when it cannot be used."""
        if source not in self.seen:
            self.seen[source] = self._take(source)
        return self.seen[source]

    def _take(self, source: str) -> Asset | None:
        line = self.line_of(source) or self.line_of(unquote(source))
        try:
            data = self.media.get(source)
            if data is None:
                data = read_image(source, folder=self.folder, root=self.root)
            picture = fit(data)
        except BadPicture as error:
            hints = (error.hint,) if error.hint else ()
            self.findings.error(error.code, f"the image '{_short(source)}' {error}", line, hints=hints)
            return None
        for code, what, hint in picture.remarks:
            message = f"the image '{_short(source)}' {what}"
            severity = _SEVERITY.get(code, Severity.NOTE)
            self.findings.add(code, message, severity=severity, line=line, hints=(hint,) if hint else ())
        asset = asset_of(unquote(source), picture)
        self.assets[asset.name] = asset
        return asset


def _short(source: str) -> str:
    return shown(source, 80)


def take_in(
    body: str,
    meta: Metadata,
    media: Mapping[str, bytes],
    *,
    folder: Path,
    root: Path | None,
    path: str,
    line_of: LineOf,
) -> tuple[str, Metadata, tuple[Asset, ...], tuple[Diagnostic, ...]]:
    """Body and metadata with every image an asset, the assets, and what was found about them.

    Images in the body get their asset's `src`, `width` and `height`; lead image, cover and figures of the metadata
    name assets afterwards. `media` are images that came inside the manuscript, by the src used in the body; files are
    read from `folder`, inside `root`. Raises `Rejected` with every image that cannot be used.
    """
    intake = Intake(media, folder, root, line_of, Findings(path))
    new_body = _rewrite(body, meta.figures, intake)
    lead = _lead(meta, intake)
    cover = _cover(meta, intake)
    _unused(meta.figures, intake)
    intake.findings.stop_on_error()
    figures = tuple(replace(f, source=a.name) if (a := intake.seen.get(f.source)) else f for f in meta.figures)
    changed = meta.model_copy(update={"lead_image": lead, "cover": cover, "figures": figures})
    return new_body, changed, tuple(intake.assets.values()), tuple(intake.findings.items)


def _lead(meta: Metadata, intake: Intake) -> Figure | None:
    """The lead image as an asset, with what `figures` says of the same source where it says nothing itself."""
    lead = meta.lead_image
    if lead is None:
        return None
    asset = intake.take(lead.source)
    if (same := _said_of(lead.source, meta.figures)) is not None:
        lead = replace(
            lead, alt=lead.alt or same.alt, caption=lead.caption or same.caption, credit=lead.credit or same.credit
        )
    if not lead.alt and not lead.decorative:
        hint = "write 'image-alt: what it shows', or 'decorative: true' when it only adorns"
        line = intake.line_of(lead.source)
        intake.findings.warn("T410", f"the lead image '{_short(lead.source)}' has no description", line, hints=(hint,))
        if lead.caption:
            lead = replace(lead, alt=lead.caption.plain)
    return replace(lead, source=asset.name) if asset else lead


def _cover(meta: Metadata, intake: Intake) -> Figure | None:
    """The editor's own cover as an asset; without a description it is described by the title."""
    if meta.cover is None:
        return None
    asset = intake.take(meta.cover.source)
    return replace(meta.cover, source=asset.name) if asset else meta.cover


def _said_of(source: str, figures: Iterable[Figure]) -> Figure | None:
    """What the metadata says of an image: the entry of the same source, `./` and percent signs aside."""
    name = _bare(source)
    return next((figure for figure in figures if _bare(figure.source) == name), None)


def still_true(findings: Iterable[Diagnostic], figures: Iterable[Figure]) -> tuple[Diagnostic, ...]:
    """The findings about the text without those that an image has no description (T221), where the metadata has one."""
    described = [f"'{_bare(f.source)[:80]}'" for f in figures if f.alt or f.decorative]
    return tuple(d for d in findings if d.code != "T221" or not any(name in _bare_in(d.message) for name in described))


def _bare_in(message: str) -> str:
    return unquote(message).replace("'./", "'")


def _bare(source: str) -> str:
    return unquote(source).removeprefix("./")


def _unused(figures: Iterable[Figure], intake: Intake) -> None:
    shown = {_bare(source) for source in intake.seen}
    for figure in figures:
        if _bare(figure.source) not in shown:
            message = f"figures: '{_short(figure.source)}' is shown nowhere in the article"
            hint = "write its source as the text does"
            intake.findings.warn("T411", message, intake.line_of(figure.source), hints=(hint,))


def _rewrite(body: str, figures: tuple[Figure, ...], intake: Intake) -> str:
    if "<img" not in body:
        return body
    from lxml import etree

    from presswork.markup.tree import inner

    root = etree.fromstring(f"<body>{body}</body>", etree.XMLParser(resolve_entities=False, huge_tree=True))
    for image in root.iter("img"):
        source = str(image.get("src", ""))
        if (figure := _said_of(source, figures)) is not None:
            _describe(image, figure)
        if (asset := intake.take(source)) is not None:
            image.set("src", asset.name)
            image.set("width", str(asset.width))
            image.set("height", str(asset.height))
    return inner(root)


def _describe(image: Element, figure: Figure) -> None:
    """Give an image in the body what the metadata says of it and the text does not."""
    if figure.decorative:
        image.set("alt", "")
        image.set("role", "presentation")
    elif figure.alt:
        image.set("alt", figure.alt)
    around = next(image.iterancestors("figure"), None)
    if around is None:
        return
    if figure.position:
        around.set("class", f"{around.get('class', 'figure')} {figure.position}")
    for name, text in (("caption", figure.caption), ("credit", figure.credit)):
        if text:
            _caption(around, name, text)


def _caption(around: Element, name: str, text: Text) -> None:
    """Add a caption or credit to the figcaption, unless the text has its own."""
    from lxml import etree

    caption = around.find("figcaption")
    if caption is None:
        caption = etree.SubElement(around, "figcaption")
    if any(name in str(span.get("class", "")).split() for span in caption.iter("span")):
        return
    span = etree.fromstring(f'<span class="{name}">{text.html}</span>')
    if len(caption):
        caption[-1].tail = f"{(caption[-1].tail or '').rstrip()} "
    caption.append(span)
