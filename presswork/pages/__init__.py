"""Article + template -> page: one HTML document ready for an engine."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from presswork.edition import Page, StyleSheet, Target
from presswork.labels import format_date, labels_for
from presswork.languages import comma, counter_style

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presswork.article import Article
    from presswork.edition import Edition
    from presswork.house import House
    from presswork.pages.mathematics import Formulas
    from presswork.publication import Publication


def context(article: Article, edition: Edition, publication: Publication) -> dict[str, Any]:
    """What every template is given: values only, no functions that reach outside (docs/manual/templates.md)."""
    meta = article.meta
    language = meta.language
    images = {asset.name: asset for asset in article.assets}
    return {
        "meta": meta,
        "article": article,
        "body": Markup(article.body),  # noqa: S704  (cleaned by markup; the only way into a body)
        "publication": publication,
        "edition": edition,
        "labels": labels_for(language),
        "date": lambda value: format_date(value, language),
        "isodate": lambda value: value.isoformat(),
        "image": lambda figure: images.get(figure.source) if figure else None,
        "role": lambda code: [c for c in meta.contributors if c.role == code],
    }


# Below this width a running head has room for the shortened title only.
NARROW_MM = 160


# A sheet that tells left pages from right ones lays out pages that face each other over a spine.
_FACING = re.compile(r"@page\b[^{;]*:\s*(?:left|right)\b")


def paper_sheet(edition: Edition, *, facing: bool = False) -> StyleSheet:
    """The generated sheet that comes last: the paper's size and the number of columns, as the sheets' tokens.

    Pages bleed as the edition says, those that are `facing` not into the spine.
    """
    paper = edition.paper
    size = f";--page-width:{paper.width.css};--page-height:{paper.height.css}" if paper else ""
    narrow = "h1{string-set:publication attr(data-publication),title attr(data-short)}"
    text = f":root{{--columns:{edition.columns}{size}}}"
    text += _bleed(edition, facing=facing)
    return StyleSheet("paper.css", text + narrow if paper and paper.width.mm < NARROW_MM else text)


def _numerals(language: str) -> StyleSheet:
    """The generated sheet that says how the language writes page numbers and the comma before them."""
    tokens = f'--folio:{counter_style(language)};--page-comma:"{comma(language)} "'
    return StyleSheet("numerals.css", f":root{{{tokens}}}")


def _bleed(edition: Edition, *, facing: bool) -> str:
    if edition.bleed is None or not edition.bleed.pt:
        return ""
    spine = "@page :left{bleed-right:0}@page :right{bleed-left:0}" if facing else ""
    return f"@page{{bleed:{edition.bleed.css}}}{spine}"


def compose(
    article: Article,
    edition: Edition,
    publication: Publication,
    house: House,
    *,
    target: Target,
    template: str | None = None,
    extra: Mapping[str, Any] | None = None,
    formulas: Formulas | None = None,
) -> Page:
    """The article set in a template of `target`; `formulas` were drawn before.

    Raises `Rejected` (H0xx) when template or style fails.
    """
    name = template or edition.template
    sheets = house.sheets(target, name, publication.tokens)
    assets = {asset.name: asset for asset in article.assets}
    values = context(article, edition, publication) | dict(extra or {})
    if target == "paper":
        from presswork.pages.paper import set_for_paper
        from presswork.pages.printer import printer_sheet
        from presswork.printers import find

        facing = any(_FACING.search(sheet.text) for sheet in sheets)
        sheets = (*sheets, _numerals(article.meta.language))
        if edition.printer:
            printer = find(edition.printer, publication.root)
            facing = facing and printer.margins.bleed_sides == "outside"
            sheets = (*sheets, printer_sheet(article, edition, printer))
        sheets = (*sheets, paper_sheet(edition, facing=facing))
        body, drawn = set_for_paper(article, edition, formulas)
        values["body"] = Markup(body)  # noqa: S704  (made from the clean body)
        assets |= {asset.name: asset for asset in drawn}
    html = house.render(target, name, values | {"styles": sheets})
    return Page(target, article.meta.title.plain, article.meta.language, html, sheets, assets)
