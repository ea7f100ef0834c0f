"""Every key, field and part of a volume, from its file through the whole walk, read back from print and e-book.

`PROOFS` and `PARTS` have a value for every key and every role that nothing else has. The tests run over the
declarations, so a key, a field or a role without a proof fails.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from ebook_samples import png
from lxml import etree
from PIL import Image
from sample_publication import WORLD
from test_fields_read_back import said_by_package, said_by_xmp
from test_samples import letters, printed_pages

from presswork.fields import BY_ATTRIBUTE, FIELDS
from presswork.jobs import plan
from presswork.production import build
from presswork.volumes.keys import ARTICLES_ONLY, KEYS, KINDS, ONLY_IN_PRINT, ROLES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

Both = ("pdf", "epub")


@dataclass(frozen=True)
class Made:
    """What was made of the volume: its letters by format, the package and XMP by place, markup, files, findings."""

    read: Mapping[str, str]
    package: Mapping[str, list[str]]
    xmp: Mapping[str, list[str]]
    markup: str
    files: Mapping[str, Path]
    told: str


@dataclass(frozen=True)
class Proof:
    """A value, and where it must come out: the words that readers of print and e-book see, and places of metadata."""

    yaml: str
    shown: tuple[str, ...] = ()
    only: tuple[str, ...] = Both
    package: Mapping[str, str] = field(default_factory=dict)
    xmp: Mapping[str, str] = field(default_factory=dict)
    effect: Callable[[Made], bool] | None = None


def has_cover(made: Made) -> bool:
    with zipfile.ZipFile(made.files["epub"]) as book:
        package = etree.fromstring(book.read("EPUB/content.opf"))
        (name,) = [i.get("href") for i in package.iter("{*}item") if i.get("properties") == "cover-image"]
        return book.read(f"EPUB/{name}") == png(1600, 1800) and 'alt="A quire and its cover"' in made.markup


def is_b5(made: Made) -> bool:
    with pikepdf.open(made.files["pdf"]) as pdf:
        return [round(float(x)) for x in pdf.pages[0].MediaBox] == [0, 0, 499, 709]


def in_order(*words: str) -> Callable[[Made], bool]:
    """Whether print and e-book say these one after the other."""

    def ordered(made: Made) -> bool:
        return all(_places(made.read[name], words) == sorted(_places(made.read[name], words)) for name in Both)

    return ordered


def _places(text: str, words: tuple[str, ...]) -> list[int]:
    return [text.index(letters(each)) for each in words]


PEOPLE = """[{name: Jane Quillon, bio: Jane Quillon cuts quills., affiliation: Vellum Works},
  {name: Edda Bindery, role: editor, sort-name: "Binderei, Edda"}, {name: Fox Camera, role: photographer}]"""
PROOFS: dict[str, Proof] = {
    # --- the volume's own keys
    "kind": Proof("issue", effect=lambda made: made.package["collection-type"] == ["series", "series"]),
    "number": Proof(
        "3719", ("3719",), package={"schema:issueNumber": "3719", "group-position": "3719", "dc:title": "3719"}
    ),
    "isbn": Proof(
        "{reader: 978-3-16-148410-0, ebook: 978-0-306-40615-7}",
        package={"dc:identifier": "urn:isbn:9780306406157"},
        xmp={"xmp:Identifier": "urn:isbn:9783161484100"},
        effect=lambda made: all(
            [
                letters("978-3-16-148410-0") in made.read["pdf"],
                letters("978-0-306-40615-7") in made.read["epub"],
                letters("978-3-16-148410-0") not in made.read["epub"],
                letters("978-0-306-40615-7") not in made.read["pdf"],
            ]
        ),
    ),
    "statement": Proof("Quoin edition", ("Quoin edition",), package={"schema:bookEdition": "Quoin edition"}),
    "build": Proof("[reader, ebook]", effect=lambda made: set(made.files) == {"pdf", "epub"}),
    "front": Proof("", effect=in_order("Dedicated to reeds", "Reed and time", "The foreword of reeds", "Ferry words")),
    "contents": Proof("", effect=in_order("Leading words", "Ferry words", "Walk words")),
    "back": Proof("", effect=in_order("Walk words", "The afterword of reeds", "Made at the reed press")),
    # --- the fields that it shares with articles
    "title": Proof("The Zephyr Ledger", ("The Zephyr Ledger",), package={"dc:title": "The Zephyr Ledger"}),
    "short_title": Proof("Zephyr Brief", ("Zephyr Brief",), only=("pdf",)),
    "subtitle": Proof("Quoin under quoin", ("Quoin under quoin",), package={"dc:title": "Quoin under quoin"}),
    "standfirst": Proof("A standfirst about quillwork.", ("A standfirst about quillwork.",)),
    "contributors": Proof(
        PEOPLE,
        ("Jane Quillon", "Edda Bindery", "Fox Camera", "Jane Quillon cuts quills.", "Vellum Works"),
        package={"dc:creator": "Jane Quillon", "dc:contributor": "Fox Camera", "role": "pht", "file-as": "Binderei"},
        xmp={"dc:creator": "Jane Quillon"},
    ),
    "published": Proof("2026-03-07", ("7 March 2026",), package={"dc:date": "2026-03-07"}),
    "updated": Proof("2026-04-09", ("9 April 2026",), package={"dcterms:modified": "2026-04-09"}),
    "place": Proof("Port Isinglass", ("Port Isinglass",)),
    "language": Proof("en-GB", package={"dc:language": "en-GB"}, effect=lambda made: 'lang="en-GB"' in made.markup),
    "direction": Proof("ltr", effect=lambda made: "<html xmlns" in made.markup and 'dir="ltr"' in made.markup),
    "subjects": Proof(
        "[burnishing, gilt edges]", package={"dc:subject": "gilt edges"}, xmp={"dc:subject": "burnishing"}
    ),
    "summary": Proof(
        "What burnishers know.",
        package={"dc:description": "What burnishers know."},
        xmp={"dc:description": "What burnishers know."},
    ),
    "cover": Proof("{image: ../figures/cover.png, alt: A quire and its cover}", effect=has_cover),
    "slug": Proof("zephyr-file", effect=lambda made: {path.stem for path in made.files.values()} == {"zephyr-file"}),
    "series": Proof(
        "{title: Working vellum, number: 37}", ("Working vellum",), package={"belongs-to-collection": "Working vellum"}
    ),
    "identifiers": Proof(
        "{issn: 2049-3630, doi: 10.5555/12345678}",
        ("2049-3630", "10.5555/12345678"),
        package={"dc:identifier": "10.5555/12345678", "dcterms:identifier": "urn:issn:2049-3630"},
    ),
    "rights": Proof(
        "{licence: CC BY-SA 4.0, holder: Jane Quillon, year: 2024}",
        ("2024 Jane Quillon", "CC BY-SA 4.0"),
        package={"dc:rights": "2024 Jane Quillon"},
        xmp={"xmpRights:Marked": "True"},
    ),
    "publisher": Proof("Foolscap Press", ("Foolscap Press",), package={"dc:publisher": "Foolscap Press"}),
    "canonical_url": Proof(
        "https://foolscap.example/zephyr",
        ("foolscap.example/zephyr",),
        package={"dc:source": "https://foolscap.example/zephyr"},
    ),
    "contact": Proof("{text: Write to us on paper., email: desk@foolscap.example}", ("Write to us", "desk@foolscap")),
    # A price is the printed copy's; shops refuse e-books that name one.
    "price": Proof("12.50 USD", ("12.50 USD",), only=("pdf",)),
    "corrections": Proof("[{date: 2026-04-11, text: It has 24 sheets.}]", ("It has 24 sheets.", "11 April 2026")),
    "translation_of": Proof(
        '{title: El libro del céfiro, url: "https://puerto.example/cefiro", language: es}', ("El libro del céfiro",)
    ),
    "translations": Proof(
        '[{title: Das Zephyrbuch, url: "https://hafen.example/zephyr", language: de}]', ("Das Zephyrbuch",)
    ),
    "notes": Proof("A note by the keepers of vellum.", ("A note by the keepers of vellum.",)),
    "status": Proof("draft", effect=lambda made: all("draft" in made.read[name] for name in Both)),
    "embargo": Proof(
        "2026-12-24T06:00:00Z", effect=lambda made: all("24december2026" in made.read[name] for name in Both)
    ),
    "template": Proof("folio", effect=lambda made: letters("Set in folio") in made.read["pdf"]),
    "layout": Proof("{reader: {paper: b5}}", effect=is_b5),
}


@dataclass(frozen=True)
class Part:
    """A part of the front or back matter as the file lists it, and the words by which one knows that it is there."""

    side: str
    yaml: str
    shown: tuple[str, ...]


PARTS: dict[str, Part] = {
    "cover": Part("front", "cover", ("Quoin under quoin",)),
    "half-title": Part("front", "half-title", ("Zephyr Brief",)),
    "title": Part("front", "title", ("Quoin under quoin",)),
    "imprint": Part("front", "imprint: Printed on reeds.", ("Printed on reeds.",)),
    "dedication": Part("front", "dedication: Dedicated to reeds.", ("Dedicated to reeds.",)),
    "epigraph": Part("front", "epigraph: Reed and time.", ("Reed and time.",)),
    "contents": Part("front", "contents: {title: What is inside}", ("What is inside",)),
    "foreword": Part("front", "foreword: ../articles/foreword.md", ("The foreword of reeds",)),
    "preface": Part("front", "preface: {title: Why, text: A preface of reeds.}", ("Why", "A preface of reeds.")),
    "editorial": Part("front", "editorial: ../articles/lead.md", ("Leading words",)),
    "figures": Part("front", "figures: {title: Pictures of reeds}", ("Pictures of reeds", "The captioned reed.")),
    "afterword": Part("back", "afterword: ../articles/afterword.md", ("The afterword of reeds",)),
    "advertisement": Part("back", "advertisement: {text: Buy reeds.}", ("Buy reeds.",)),
    "notes": Part("back", "notes: {title: Remarks on reeds}", ("A remark on reeds.",)),
    "bibliography": Part(
        "back", "bibliography: {title: Books on reeds, text: All of them are lost.}", ("Books on reeds", "All of them")
    ),
    "index": Part("back", "index: {title: Where reeds are}", ("Where reeds are", "Boats")),
    "colophon": Part("back", "colophon: Made at the reed press.", ("Made at the reed press.",)),
    "contributors": Part("back", "contributors: {title: Who cut reeds}", ("Who cut reeds", "Quillon cuts quills")),
    "back-cover": Part("back", "back-cover", ("What burnishers know.",)),
}
ARTICLE = "---\ntitle: {0}\nauthor: Ana Ruiz\ndate: 2026-01-02\nsummary: S.\nbibliography: ../sources.bib\n---\n\n{1}\n"
TEXTS = {
    "foreword": ("Before reeds", "The foreword of reeds."),
    "afterword": ("After reeds", "The afterword of reeds."),
    "lead": ("A lead", "Leading words."),
    "ferry": ("The ferry", "Ferry words.^[A remark on reeds.] They had [boats]{.index} [@vellum].\n\n"
              "![The captioned reed.](../figures/types.png){alt='A case of types'}"),
    "walk": ("The walk", "Walk words."),
}  # fmt: skip
CONTENTS = """contents:
  - ../articles/ferry.md
  - section: Paths of reeds
    articles:
      - {article: ../articles/walk.md, title: A shorter walk, section: By foot}
"""
FOLIO = """{% extends "!house/paper/magazine.html.j2" %}
{% block imprint %}<p>Set in folio</p>{{ super() }}{% endblock %}"""


def yaml() -> str:
    lines = [
        f"{BY_ATTRIBUTE[name].name if name in BY_ATTRIBUTE else name}: {proof.yaml}"
        for name, proof in PROOFS.items()
        if proof.yaml
    ]
    for side in ("front", "back"):
        lines += [f"{side}:"] + [
            f"  - {part.yaml}" if ": " not in part.yaml else f"  - {{{part.yaml}}}"
            for part in PARTS.values()
            if part.side == side
        ]
    return "\n".join([*lines, CONTENTS])


def publication(folder: Path) -> Path:
    """A publication with one volume in which everything is said; its file."""
    laid = {
        "content/publication.yaml": "title: The Foolscap Review\npublisher: The house\nlanguage: de\n",
        "content/sources.bib": "@book{vellum, author={Vellum, Vera}, title={Gilding}, publisher={Quire}}\n",
        "content/volumes/all.yaml": yaml(),
        "templates/paper/folio.html.j2": FOLIO,
        "styles/paper/folio.css": '@import "!house/paper/magazine.css";\n',
        **{f"content/articles/{name}.md": ARTICLE.format(*said) for name, said in TEXTS.items()},
    }
    for name, text in laid.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    (folder / "content" / "figures").mkdir()
    for name, width, height in (("types", 480, 320), ("cover", 1600, 1800)):
        (folder / "content" / "figures" / f"{name}.png").write_bytes(png(width, height))
    Image.new("RGB", (1600, 1200), "#31708f").save(folder / "content" / "figures" / "lead.jpg")
    return folder / "content" / "volumes" / "all.yaml"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("volume")
    (job,) = plan([publication(folder)], base=folder)
    result = build(job, WORLD)
    told = "\n".join(str(found) for found in result.all_findings if found.severity != "note")
    files = {each.path.suffix[1:]: each.path for each in result.files}
    assert set(files) == set(Both), told
    with zipfile.ZipFile(files["epub"]) as book:
        inside = {name: book.read(name) for name in book.namelist() if name.endswith((".xhtml", ".opf"))}
    pages = [etree.fromstring(inside[name]) for name in _reading_order(inside)]
    read = {
        "pdf": "".join(printed_pages(files["pdf"])),
        "epub": letters("".join("".join(page.find("{*}body").itertext()) for page in pages)),
    }
    markup = "\n".join(data.decode() for name, data in inside.items() if name.endswith(".xhtml"))
    return Made(read, said_by_package(inside), said_by_xmp(files["pdf"]), markup, files, told)


def _reading_order(inside: Mapping[str, bytes]) -> list[str]:
    package: Any = etree.fromstring(inside["EPUB/content.opf"])
    names = {item.get("id"): item.get("href") for item in package.iter("{*}item")}
    return [f"EPUB/{names[item.get('idref')]}" for item in package.iter("{*}itemref")]


# A cover of one's own is instead of one that is drawn with the lead image, which has a test of its own.
ELSEWHERE = ARTICLES_ONLY | {"lead_image"}
NAMES = [*(key.name for key in KEYS), *(each.attribute for each in FIELDS if each.attribute not in ELSEWHERE)]


@pytest.mark.parametrize("name", NAMES)
def test_everything_that_a_volume_says_comes_out(made: Made, name: str) -> None:
    proof = PROOFS[name]
    for kind in proof.only:
        assert [words for words in proof.shown if letters(words) not in made.read[kind]] == [], kind
    for kind in set(Both) - set(proof.only):
        assert not any(letters(words) in made.read[kind] for words in proof.shown), kind
    for said, expected in ((made.package, proof.package), (made.xmp, proof.xmp)):
        assert {
            place: said.get(place) for place, value in expected.items() if value not in "\n".join(said[place])
        } == {}
    assert proof.shown or proof.package or proof.xmp or proof.effect
    assert proof.effect is None or proof.effect(made)


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_every_declared_place_of_a_key_is_proved(key: Any) -> None:
    assert set(key.places) <= set(PROOFS[key.name].package)
    assert not key.shown or PROOFS[key.name].shown or PROOFS[key.name].effect


@pytest.mark.parametrize("role", sorted(set(ROLES.values())))
def test_every_part_is_there(made: Made, role: str) -> None:
    part = PARTS[role]
    for kind in Both if role not in ONLY_IN_PRINT else ("pdf",):
        assert [words for words in part.shown if letters(words) not in made.read[kind]] == [], kind


def test_what_a_volume_says_of_an_article_is_said_there(made: Made) -> None:
    for kind in Both:
        assert letters("A shorter walk") in made.read[kind]
        assert letters("The walk") not in made.read[kind]
        assert letters("Paths of reeds") in made.read[kind]
    assert letters("By foot") in made.read["pdf"]


def test_nothing_is_found_worse_than_a_note(made: Made) -> None:
    """But that a draft's articles may wait."""
    assert made.told == ""


@pytest.mark.parametrize("name", sorted(ARTICLES_ONLY))
def test_a_field_of_which_a_volume_makes_nothing_is_told(tmp_path: Path, name: str) -> None:
    file = publication(tmp_path)
    written = BY_ATTRIBUTE[name].name
    file.write_text(f"{file.read_text('utf-8')}{written}: {BY_ATTRIBUTE[name].declared.example}\n", "utf-8")
    (job,) = plan([file], base=tmp_path, editions=("ebook",))
    from presswork.volumes import read_volume

    _, found = read_volume(file, display="all.yaml", publication=job.publication)
    assert [each.code for each in found if written in each.message] == ["M222"]


def test_the_cover_is_drawn_with_the_lead_image(tmp_path: Path) -> None:
    file = publication(tmp_path)
    plain = "\n".join(line for line in file.read_text("utf-8").splitlines() if not line.startswith("cover:"))
    covers = []
    for text in (plain, f"{plain}\nlead-image: {{source: ../figures/lead.jpg, alt: A burnisher}}\n"):
        file.write_text(text, "utf-8")
        (job,) = plan([file], base=tmp_path, editions=("ebook",))
        (book,) = [each.path for each in build(job, WORLD).files]
        with zipfile.ZipFile(book) as inside:
            covers.append((inside.read("EPUB/images/cover.jpg"), inside.read("EPUB/cover.xhtml").decode()))
    (bare, page), (pictured, drawn) = covers
    assert bare != pictured
    assert "<image" in drawn
    assert "<image" not in page


@pytest.mark.parametrize("word", KINDS)
def test_every_kind_is_understood(tmp_path: Path, word: str) -> None:
    from presswork.volumes import read_volume

    file = publication(tmp_path)
    file.write_text(file.read_text("utf-8").replace("kind: issue", f"kind: {word}"), "utf-8")
    (job,) = plan([file], base=tmp_path)
    volume, _ = read_volume(file, display="all.yaml", publication=job.publication)
    assert volume.kind == KINDS[word]
