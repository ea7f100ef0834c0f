"""Each metadata field, from the front matter through the whole walk, read back from the finished files.

`PROOFS` has a value for every field that nothing else has, and what each place must say then. The tests run over the
declarations, so a field, or a place of it, that is declared without a proof fails.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from ebook_samples import png
from lxml import etree, html
from sample_publication import WORLD
from test_samples import letters, printed_pages

from presswork.fields import BY_ATTRIBUTE, FIELDS, TARGETS, Field, Target, place_names
from presswork.jobs import plan
from presswork.production import build

if TYPE_CHECKING:
    from pathlib import Path

LICENCE = "https://creativecommons.org/licenses/by-sa/4.0/"
FORMATS = ("pdf", "epub", "html")
# Parts of the page that only some formats have.
ONLY_IN = {"running head": ("pdf",), "contents": ("epub",)}
Said = Mapping[str, list[str]]


@dataclass(frozen=True)
class Made:
    """What was made of the article: the text of each edition as it is read, what its metadata says, and the files."""

    read: Mapping[str, str]
    said: Mapping[Target, Said]
    files: Mapping[str, Path]
    markup: Mapping[str, str]


@dataclass(frozen=True)
class Proof:
    """A value of a field, and where it must come out.

    `says` is what every declared place contains, `places` what those contain that say it otherwise; `shown` the words
    that a reader sees; `effect` proves a field that is not written anywhere, but makes something different.
    """

    yaml: str
    says: tuple[str, ...] = ()
    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shown: tuple[str, ...] = ()
    effect: Callable[[Made], bool] | None = None


def line(text: str) -> Proof:
    """The proof of a field that is written and shown as it stands."""
    return Proof(text, (text,), shown=(text,))


def is_priced(made: Made) -> bool:
    return any(letters("$12.50") in page for page in printed_pages(made.files["cover"]))


def is_b5(made: Made) -> bool:
    with pikepdf.open(made.files["pdf"]) as pdf:
        return [round(float(x)) for x in pdf.pages[0].MediaBox] == [0, 0, 499, 709]


def speaks_english(made: Made) -> bool:
    with pikepdf.open(made.files["pdf"]) as pdf:
        return str(pdf.Root.Lang) == "en-GB" and all('lang="en-GB"' in made.markup[name] for name in ("epub", "html"))


def runs_from_left(made: Made) -> bool:
    return all('dir="ltr"' in made.markup[name] for name in ("epub", "html"))


def expands_abbreviations(made: Made) -> bool:
    return all('<abbr title="Hand and Reed Vellum">HRV</abbr>' in made.markup[name] for name in ("epub", "html"))


def is_covered(made: Made) -> bool:
    """The e-book's cover is the editor's own picture, for shops and on its page."""
    with zipfile.ZipFile(made.files["epub"]) as book:
        package = etree.fromstring(book.read("EPUB/content.opf"))
        (name,) = [i.get("href") for i in package.iter("{*}item") if i.get("properties") == "cover-image"]
        own = book.read(f"EPUB/{name}") == png(1600, 1800)
    shown = f'<img src="{name}" alt="A quire and its cover" role="doc-cover" width="1600" height="1800"/>'
    return own and shown in made.markup["epub"] and "<svg" not in made.markup["epub"]


def everywhere(text: str) -> Callable[[Made], bool]:
    return lambda made: all(letters(text) in made.read[name] for name in FORMATS)


PEOPLE = """[{name: Jane Quillon, bio: Jane Quillon cuts quills., affiliation: Vellum Works},
  {name: Ana Retablo, role: translator}, {name: Edda Bindery, role: editor}, {name: Fox Camera, role: photographer}]"""
PROOFS: dict[str, Proof] = {
    "title": line("The Zephyr Ledger"),
    "short_title": line("Zephyr Brief"),
    "subtitle": line("Quoin under quoin"),
    "kicker": line("Kickerwort"),
    "standfirst": line("A standfirst about quillwork."),
    "contributors": Proof(
        PEOPLE,
        ("Jane Quillon",),
        {
            "editor": ("Edda Bindery",),
            "translator": ("Ana Retablo",),
            "contributor": ("Fox Camera",),
            "dc:contributor": ("Ana Retablo", "Edda Bindery", "Fox Camera"),
        },
        ("Jane Quillon", "Ana Retablo", "Edda Bindery", "Fox Camera", "Jane Quillon cuts quills.", "Vellum Works"),
    ),
    "published": Proof("2026-03-07", ("2026-03-07",), shown=("7 March 2026",)),
    "updated": Proof("2026-04-09", ("2026-04-09",), shown=("9 April 2026",)),
    "place": line("Port Isinglass"),
    "language": Proof("en-GB", ("en-GB",), {"og:locale": ("en_GB",)}, effect=speaks_english),
    "direction": Proof("ltr", effect=runs_from_left),
    "section": line("Deckle Reports"),
    "subjects": Proof("[burnishing, gilt edges]", ("burnishing", "gilt edges")),
    "summary": line("What burnishers know."),
    "lead_image": Proof(
        "{source: ../figures/lead.png, alt: A burnisher, caption: The leading caption., credit: Lead Archive}",
        ("A burnisher",),
        shown=("The leading caption.", "Lead Archive"),
    ),
    "cover": Proof("{image: ../figures/cover.png, alt: A quire and its cover}", effect=is_covered),
    "figures": Proof(
        "[{source: ../figures/types.png, alt: A case of types, caption: The inner caption., credit: Type Archive}]",
        shown=("The inner caption.", "Type Archive"),
        effect=lambda made: all('alt="A case of types"' in made.markup[name] for name in ("epub", "html")),
    ),
    "slug": Proof("zephyr-file", effect=lambda made: {path.stem for path in made.files.values()} == {"zephyr-file"}),
    "series": Proof("{title: Working vellum, number: 37}", ("Working vellum",), shown=("Working vellum", "37")),
    "identifiers": Proof(
        "{isbn: 978-3-16-148410-0, doi: 10.5555/12345678}",
        ("9783161484100", "10.5555/12345678"),
        {"dc:identifier": ("9783161484100",), "identifier": ("978-3-16-148410-0", "10.5555/12345678")},
        ("9783161484100", "10.5555/12345678"),
    ),
    "rights": Proof(
        "{licence: CC BY-SA 4.0, holder: Jane Quillon, year: 2024, statement: Copy it for a friend.}",
        ("2024 Jane Quillon", "CC BY-SA 4.0"),
        {
            **dict.fromkeys(("license", "dcterms:license", "xmpRights:WebStatement"), (LICENCE,)),
            **dict.fromkeys(("usageInfo", "xmpRights:UsageTerms"), ("Copy it for a friend.",)),
            "copyrightNotice": ("2024 Jane Quillon",),
            "copyrightHolder": ("Jane Quillon",),
            "copyrightYear": ("2024",),
            "xmpRights:Marked": ("True",),
        },
        ("2024 Jane Quillon", "CC BY-SA 4.0", "Copy it for a friend."),
    ),
    "publisher": line("Foolscap Press"),
    "canonical_url": Proof(
        "https://foolscap.example/zephyr", ("https://foolscap.example/zephyr",), shown=("foolscap.example/zephyr",)
    ),
    "contact": Proof(
        "{text: Write to us on paper., email: desk@foolscap.example}", shown=("Write to us on paper.", "desk@foolscap")
    ),
    "corrections": Proof(
        "[{date: 2026-04-11, text: The quire had 24 sheets.}]",
        ("The quire had 24 sheets.",),
        shown=("The quire had 24 sheets.", "11 April 2026"),
    ),
    "related": Proof("[{title: The bone folder, slug: bone-folder}]", ("The bone folder",), shown=("The bone folder",)),
    "translation_of": Proof(
        '{title: El libro del céfiro, url: "https://puerto.example/cefiro", language: es}',
        ("https://puerto.example/cefiro",),
        {"translationOfWork": ("El libro del céfiro",)},
        ("El libro del céfiro",),
    ),
    "translations": Proof(
        '[{title: Das Zephyrbuch, url: "https://hafen.example/zephyr", language: de}]',
        ("https://hafen.example/zephyr",),
        {"workTranslation": ("Das Zephyrbuch",)},
        ("Das Zephyrbuch",),
    ),
    "notes": line("A note by the keepers of vellum."),
    "price": Proof("12.50 USD", effect=is_priced),
    "status": Proof("draft", effect=lambda made: "draft" in made.read["pdf"]),
    "embargo": Proof("2026-12-24T06:00:00Z", effect=lambda made: letters("24 December 2026") in made.read["pdf"]),
    "template": Proof("folio", effect=lambda made: letters("Set in folio") in made.read["pdf"]),
    "layout": Proof("{reader: {paper: b5}}", effect=is_b5),
    "bibliography": Proof("../sources.bib", effect=everywhere("Gilding for Beginners")),
    "csl": Proof("../brackets.csl", effect=everywhere("Cited as Vera Vellum")),
    "abbreviations": Proof("{HRV: Hand and Reed Vellum}", effect=expands_abbreviations),
}
BODY = (
    """
The HRV was founded by a reader of its own first issue [@vellum].

![](../figures/types.png)

"""
    + "The pages went to the binder, and the binder sent them back. " * 160
)
BIBLIOGRAPHY = "@book{vellum, author={Vellum, Vera}, title={Gilding for Beginners}, date={1911}, publisher={Quire}}\n"
STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>Brackets</title><id>https://foolscap.example/brackets</id><updated>2026-01-01T00:00:00+00:00</updated></info>
<citation><layout prefix="(Cited as " suffix=")"><names variable="author"/></layout></citation>
<bibliography><layout><text variable="title" prefix="Under: "/></layout></bibliography></style>"""
SETTINGS = """title: The Foolscap Review
publisher: The house
language: de
editions: {cover: {format: cover, pages-of: reader}}
build: [reader, ebook, web, cover]
"""
TEMPLATE = '{% extends "!house/paper/article.html.j2" %}{% block page %}<p>Set in folio</p>{{ super() }}{% endblock %}'


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """An article in which every field says something, made into all three editions, and its cover."""
    folder = tmp_path_factory.mktemp("fields")
    front = "".join(f"{BY_ATTRIBUTE[name].name}: {proof.yaml}\n" for name, proof in PROOFS.items())
    laid = {
        "content/publication.yaml": SETTINGS,
        "content/articles/all.md": f"---\n{front}---\n{BODY}\n",
        "content/sources.bib": BIBLIOGRAPHY,
        "content/brackets.csl": STYLE,
        "templates/paper/folio.html.j2": TEMPLATE,
        "styles/paper/folio.css": '@import "!house/paper/article.css";\n',
    }
    for name, text in laid.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    (folder / "content" / "figures").mkdir()
    for name, width in (("lead", 640), ("types", 480)):
        (folder / "content" / "figures" / f"{name}.png").write_bytes(png(width, 320))
    (folder / "content" / "figures" / "cover.png").write_bytes(png(1600, 1800))
    (job,) = plan([folder / "content" / "articles" / "all.md"], base=folder)
    result = build(job, WORLD)
    assert [str(found) for found in result.all_findings if found.severity != "note"] == []
    files = {each.edition if each.edition == "cover" else each.path.suffix[1:]: each.path for each in result.files}
    return Made(read_text(files), said_by(files), files, markup(files))


def documents(book: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(book) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name.endswith((".xhtml", ".opf"))}


def markup(files: Mapping[str, Path]) -> dict[str, str]:
    pages = [data.decode() for name, data in documents(files["epub"]).items() if name.endswith(".xhtml")]
    return {"epub": "\n".join(pages), "html": files["html"].read_text("utf-8")}


def read_text(files: Mapping[str, Path]) -> dict[str, str]:
    """The letters of each edition as a reader sees them."""
    pages = [etree.fromstring(data) for name, data in documents(files["epub"]).items() if name.endswith(".xhtml")]
    book = "".join("".join(page.find("{*}body").itertext()) for page in pages)
    return {
        "pdf": "".join(printed_pages(files["pdf"])),
        "epub": letters(book),
        "html": letters("".join(web_page(files).find("body").xpath(".//text()[not(ancestor::script)]"))),
    }


def web_page(files: Mapping[str, Path]) -> Any:
    return html.document_fromstring(files["html"].read_bytes())


def said_by(files: Mapping[str, Path]) -> dict[Target, Said]:
    """What the metadata of each format says, by place."""
    page = web_page(files)
    return {
        "html": said_by_head(page),
        "jsonld": said_by_jsonld(page),
        "epub": said_by_package(documents(files["epub"])),
        "xmp": said_by_xmp(files["pdf"]),
    }


def said_by_head(page: Any) -> Said:
    said = defaultdict(list)
    for each in page.find("head").iter("meta", "link"):
        for name in (each.get("name") or each.get("property") or each.get("rel") or "").split():
            said[name].append(each.get("content") or each.get("href"))
    return said


def said_by_jsonld(page: Any) -> Said:
    (script,) = page.xpath("//script[@type='application/ld+json']")
    return {name: list(map(str, leaves(value))) for name, value in json.loads(script.text).items()}


def leaves(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [leaf for each in value.values() for leaf in leaves(each)]
    return [leaf for each in value for leaf in leaves(each)] if isinstance(value, list) else [value]


def said_by_package(inside: Mapping[str, bytes]) -> Said:
    said = defaultdict(list)
    metadata = etree.fromstring(inside["EPUB/content.opf"]).find("{*}metadata")
    for each in metadata.iterchildren("*"):
        name = etree.QName(each)
        place = f"dc:{name.localname}" if "purl.org/dc" in name.namespace else each.get("property") or each.get("rel")
        said[place].append(each.text or each.get("href") or "")
    return said


def said_by_xmp(path: Path) -> Said:
    with pikepdf.open(path) as pdf:
        root = etree.parse(io.BytesIO(pdf.Root.Metadata.read_bytes())).getroot()
    said = defaultdict(list)
    for description in root.iter("{*}Description"):
        for each in description:
            said[f"{each.prefix}:{etree.QName(each).localname}"] += ["".join(each.itertext()).strip(), *each.itertext()]
    return said


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("declared", FIELDS, ids=lambda each: each.name)
def test_every_declared_place_says_it(made: Made, declared: Field, target: Target) -> None:
    proof = PROOFS[declared.attribute]
    for place in place_names(declared, target):
        said = "\n".join(made.said[target].get(place, []))
        expected = proof.places.get(place, proof.says)
        assert expected, f"no proof for {declared.name} in {place}"
        assert [value for value in expected if value not in said] == [], f"{place} says {said!r}"


@pytest.mark.parametrize("declared", FIELDS, ids=lambda each: each.name)
def test_every_reader_sees_what_is_shown(made: Made, declared: Field) -> None:
    proof = PROOFS[declared.attribute]
    parts = [part.strip() for part in declared.declared.shown.split(",") if part.strip()]
    assert not parts or proof.shown or proof.effect, f"no proof that {declared.name} is shown"
    for name in {name for part in parts for name in ONLY_IN.get(part, FORMATS)}:
        assert [words for words in proof.shown if letters(words) not in made.read[name]] == [], name


@pytest.mark.parametrize("declared", FIELDS, ids=lambda each: each.name)
def test_every_field_does_something(made: Made, declared: Field) -> None:
    """A field that has no place and is shown nowhere has an effect, or it would be a promise that nobody keeps."""
    proof = PROOFS[declared.attribute]
    if not declared.declared.shown and not any(place_names(declared, target) for target in TARGETS):
        assert proof.effect
    assert proof.effect is None or proof.effect(made)


def test_the_information_dictionary_says_the_same(made: Made) -> None:
    with pikepdf.open(made.files["pdf"]) as pdf:
        info = {key: str(value) for key, value in pdf.docinfo.items()}
    assert info["/Title"] == "The Zephyr Ledger"
    assert info["/Author"] == "Jane Quillon"
    assert info["/Subject"] == "What burnishers know."
    assert info["/Keywords"] == "burnishing, gilt edges"
    assert re.match(r"D:20260307", info["/CreationDate"])
