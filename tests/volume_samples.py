"""A small publication with a volume, written into a folder: for the tests of volumes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from presswork.identifiers import identifier
from presswork.publication import Publication
from presswork.settings import HOUSE_EDITIONS
from presswork.volumes import Bindery, bind, editions_of, read_volume

if TYPE_CHECKING:
    from pathlib import Path

    from presswork.diagnostics import Diagnostic
    from presswork.edition import EditionFile, PageStart
    from presswork.volume import Bound, Volume

ARTICLES = {
    "one.md": """---
title: One tide
author: {name: Jane Roe, bio: "**Jane Roe** writes about *water*."}
date: 2026-03-01
---
The [crane]{.index entry="Harbour!cranes"} turns.^[A note on [salt]{.index}.] See [](two.md#fig-quay),
[the other](two.md) and [the dock](two.md#fig-dock).

## The clock {#clock}

It stops; see [the clock](#clock). A [range]{.index entry="Docks" range=start} begins here.

It goes on and [ends]{.index entry="Docks" range=end}.
""",
    "two.md": """---
title: Two tides
short-title: Two
author: Ana Ruiz
photographer: Li Wei
date: 2026-03-01
related: [one]
---
![The quay in 1911.](quay.png){#fig-quay}

See @fig:quay. A [crane]{.index entry="harbour!cranes" see-also="Docks"} and [Éire]{.index}, back to
[one](#one).^[Here, too.]

## The clock {#clock}

It goes. [Ships]{.index entry="Vessels" see="Docks"}
""",
    "three.md": """---
title: Hacia el mar
language: es
author: {name: Ana Ruiz, bio: "**Ana Ruiz** vive en Ferrol."}
date: 2026-02-01
rights: CC BY 4.0
---
Nada más.
""",
}
ISSUE = """kind: issue
number: 7
date: 2026-03-01
issn: 2049-3630
isbn: {ebook: 978-3-16-148410-0}
editors: [Maren Holt]
front: [contents, imprint]
contents:
  - editorial: articles/three.md
  - section: Reports
    articles:
      - articles/one.md
      - {article: articles/two.md, title: A shorter headline}
back: [contributors, index]
"""
TODAY = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Shelf:
    """A publication's folder with articles and the file of one volume."""

    root: Path

    @property
    def publication(self) -> Publication:
        return Publication(
            root=self.root,
            title="Slack Water",
            publisher="Bollard Press",
            url="https://slackwater.example/",
            identifiers=(identifier("2049-3630", "issn"),),
            editions=MappingProxyType(HOUSE_EDITIONS),
        )

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def read(self, text: str) -> tuple[Volume, tuple[Diagnostic, ...]]:
        return read_volume(self.write("spring.yaml", text), display="spring.yaml", publication=self.publication)

    def bound(
        self, text: str = ISSUE, *, named: bool = False, today: dt.datetime = TODAY
    ) -> tuple[Bound, tuple[Diagnostic, ...]]:
        volume, _ = self.read(text)
        epoch = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
        return bind(volume, Bindery(self.publication, lambda path: path.name, today, epoch, named=named))

    def book(self, text: str = ISSUE, pages: tuple[PageStart, ...] = ()) -> EditionFile:
        from presswork.edition import EditionFile
        from presswork.editions.epub import FORMAT
        from presswork.house import House

        bound, _ = self.bound(text)
        edition = editions_of(bound.volume, self.publication)["ebook"]
        needs = {"reader": EditionFile("reader", ".pdf", b"", len(pages), "page", "urn:uuid:reader", pages)}
        house = House(self.root)
        return FORMAT.produce_volume(bound, edition, self.publication, house=house, needs=needs if pages else {})


def shelf(root: Path) -> Shelf:
    """A publication with three articles and a picture."""
    from ebook_samples import png

    made = Shelf(root)
    for name, text in ARTICLES.items():
        made.write(f"articles/{name}", text)
    (root / "articles" / "quay.png").write_bytes(png())
    return made
