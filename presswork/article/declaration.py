"""What one declaration of a metadata field carries: its help, an example, how it is read and where it goes."""

from __future__ import annotations

from dataclasses import dataclass

GROUPS = {
    "headline": "Headline and introduction",
    "people": "People",
    "time and place": "Time and place",
    "subject": "Subject",
    "pictures": "Pictures",
    "identity": "Identity",
    "rights": "Rights and publisher",
    "service": "For readers",
    "making": "How it is made",
}


@dataclass(frozen=True, slots=True)
class Places:
    """Where formats put a field: names with spaces between them, in the vocabulary of each format.

    `html` are names and properties of meta elements and relations of links, `jsonld` properties of schema.org's
    Article, `epub` Dublin Core elements and meta properties of EPUB 3, `xmp` properties of the XMP namespaces that
    PDF/A allows without an extension schema (ISO 19005-2, 6.6.2.3).
    """

    html: str = ""
    jsonld: str = ""
    epub: str = ""
    xmp: str = ""


@dataclass(frozen=True, slots=True)
class Declared:
    """The declaration of a field of the front matter.

    `help` is one sentence, `example` YAML as an editor writes it after the field's name. `kind` names the reader in
    `presswork.copydesk.readers` and the shape in `presswork.fields`. `also` are other names people write. `places`
    are those in formats, `shown` the parts of the page where a reader sees the field. `falls_back` names the field
    whose value stands in for an empty one in these places.
    """

    help: str
    example: str
    kind: str
    group: str = "making"
    also: tuple[str, ...] = ()
    places: Places = Places()
    shown: str = ""
    falls_back: str | None = None
