"""The editions of a volume: the publication's, with the volume's own settings and ISBNs laid over them."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from presswork import settings
from presswork.diagnostics import Findings
from presswork.yamlsource import YamlSource

if TYPE_CHECKING:
    from presswork.article import Metadata
    from presswork.edition import Edition
    from presswork.publication import Publication
    from presswork.volume import Kind, Volume

# The template that sets a volume on paper, where neither the volume nor its edition asks for one of its own.
TEMPLATES: dict[Kind, str] = {"issue": "magazine", "book": "book", "anthology": "anthology", "pamphlet": "book"}
# Templates that set one article, and so no volume.
_OF_ARTICLES = frozenset({"article", "report"})


def check_layout(source: YamlSource, meta: Metadata | None, publication: Publication, findings: Findings) -> None:
    """Report what is wrong with a volume's `layout:`, at its places."""
    if meta is not None and meta.layout:
        key = next((key for key in source.value if str(key).lower() == "layout"), "layout")
        _resolved(meta, publication, source, str(key), findings)


def editions_of(volume: Volume, publication: Publication) -> dict[str, Edition]:
    """The publication's editions as the volume has them.

    What its `layout:` says outright is for every PDF, what it says under an edition's name for that one. An edition
    with an ISBN has it as its option `isbn`. A PDF whose template sets articles gets that of the volume's kind.
    """
    editions = _resolved(volume.meta, publication, YamlSource({}, {}), "layout", Findings())
    return {name: _for_volume(edition, volume) for name, edition in editions.items()}


def _for_volume(edition: Edition, volume: Volume) -> Edition:
    if edition.format == "pdf" and edition.template in _OF_ARTICLES:
        edition = replace(edition, template=TEMPLATES[volume.kind])
    if number := volume.isbn.get(edition.name):
        edition = replace(edition, options=MappingProxyType({**edition.options, "isbn": number}))
    return edition


def _resolved(
    meta: Metadata, publication: Publication, source: YamlSource, key: str, findings: Findings
) -> dict[str, Edition]:
    layout = dict(meta.layout)
    own = {name: layout.pop(name) for name in list(layout) if name in publication.editions}
    printed = settings.edition_changes(layout, source, (key,), findings, root=publication.root)
    if meta.template:
        printed.setdefault("template", meta.template)
    resolved: dict[str, Edition] = {}
    for name, edition in publication.editions.items():
        changes = printed if edition.format == "pdf" else {}
        if name in own:
            changes = changes | settings.edition_changes(
                own[name], source, (key, name), findings, root=publication.root
            )
        resolved[name] = replace(edition, **changes)
    for name in own:
        settings.check_needs(resolved[name], resolved, source.place((key, name, "pages-of")), findings)
    return resolved
