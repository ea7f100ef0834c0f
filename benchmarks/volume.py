"""A book of 300 pages, printed: how fast it is made, and made again when one of its 30 texts changed; against pandoc.

The peer is `pandoc --pdf-engine=weasyprint --toc` on the same text, on the same paper and in the same run. Ours is
PDF/UA-1 with running heads, notes at the foot, contents with page numbers and lines broken as a whole; the peer's is
what its defaults give. Machines differ, so only ratios mean anything; on a busy one take those of processor time.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypandoc
import pypdfium2
from generated import PUBLICATION, body, write_publication
from measuring import Run, presswork, run

if TYPE_CHECKING:
    from collections.abc import Callable

TEXTS, WORDS = 30, 2650
VOLUME = """kind: book
title: Tide Tables
author: Ana Ruiz
date: 2026-01-01
language: en-GB
layout: {paper: a5, columns: 1}
front: [title, contents]
contents:
"""
# The peer's page: as many words on it as on ours.
PEERS_PAGE = "@page{size:a5;margin:17mm}body{font:10pt serif;max-width:none;padding:0}"
BUILD = presswork("build", "content/volumes/tides.yaml", "-e", "reader", "--quiet")


def write_volume(folder: Path, texts: int) -> Path:
    """A publication with a book of so many texts; the text in the middle."""
    paths = write_publication(folder, texts, WORDS, PUBLICATION)
    volume = folder / "content" / "volumes" / "tides.yaml"
    volume.parent.mkdir()
    volume.write_text(VOLUME + "".join(f"  - ../articles/{path.name}\n" for path in paths), "utf-8")
    return paths[texts // 2]


def write_whole(folder: Path, texts: int) -> Path:
    """The same texts as one manuscript for the peer, each under its heading and with notes of its own."""
    parts = [f"# Text {n}\n\n" + body(n, WORDS).replace("[^", f"[^{n}-") for n in range(texts)]
    (folder / "page.css").write_text(PEERS_PAGE, "utf-8")
    whole = folder / "whole.md"
    whole.write_text("---\ntitle: Tide Tables\nlang: en-GB\n---\n\n" + "\n\n".join(parts), "utf-8")
    return whole


def pages(path: Path) -> int:
    """How many pages a PDF has."""
    with pypdfium2.PdfDocument(path) as pdf:
        return len(pdf)


def best(times: int, measure: Callable[[], Run]) -> Run:
    """The quickest of several runs by processor time."""
    return min((measure() for _ in range(times)), key=lambda each: each.cpu)


def cold(folder: Path) -> Run:
    """The book with nothing there."""
    for name in (".presswork", "out"):
        shutil.rmtree(folder / name, ignore_errors=True)
    return run(BUILD, folder)


def peer(folder: Path, whole: Path) -> Run:
    """`pandoc --pdf-engine=weasyprint` with a table of contents."""
    words = [whole.name, "-s", "--toc", "--css", "page.css", "--pdf-engine=weasyprint", "-o", "whole.pdf"]
    return run([pypandoc.get_pandoc_path(), *words], folder)


def changed(folder: Path, text: Path, how: Callable[[str], str]) -> Run:
    """The book made again after a change in one text; then everything is as before."""
    before = text.read_text("utf-8")
    text.write_text(how(before), "utf-8")
    again = run(BUILD, folder)
    text.write_text(before, "utf-8")
    run(BUILD, folder)
    return again


def in_place(text: str) -> str:
    """Other words of the same length."""
    return text.replace(" harbour", " herbour", 1).replace(" the ", " teh ", 3)


def longer(text: str) -> str:
    """Two pages more, which a book whose texts begin on right-hand pages cannot take in."""
    return text + "\n\n" + body(999, 700)


def tell(what: str, ours: Run, than: Run, bar: str) -> None:
    """One line of the table."""
    ratio = f"{ours.wall / than.wall:.2f} of the time, {ours.cpu / than.cpu:.2f} of the processor time"
    print(f"{what:<44}{ours.wall:7.2f} s, CPU {ours.cpu:6.2f} s   {ratio}   {bar}", flush=True)


def main() -> None:
    """Measure, print a line for each figure with its bar; `--json FILE` keeps the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=TEXTS)
    parser.add_argument("--times", type=int, default=2, help="runs of each, of which the best counts")
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        text, whole = write_volume(folder, chosen.texts), write_whole(folder, chosen.texts)
        theirs = best(chosen.times, lambda: peer(folder, whole))
        ours = best(chosen.times, lambda: cold(folder))
        sizes = pages(folder / "out" / "reader" / "tides.pdf"), pages(folder / "whole.pdf")
        print(f"{chosen.texts} texts: {sizes[0]} pages, the peer's {sizes[1]}; it took {theirs.wall:.2f} s, ", end="")
        print(f"CPU {theirs.cpu:.2f} s, and {theirs.peak:.0f} MB at most")
        tell("the book, of the peer's", ours, theirs, "at most 0.65")
        again = best(chosen.times, lambda: run(BUILD, folder))
        tell("nothing changed, of a full build", again, ours, "")
        words = best(chosen.times, lambda: changed(folder, text, in_place))
        tell("words of one text changed", words, ours, "at most 0.25")
        more = best(chosen.times, lambda: changed(folder, text, longer))
        tell("one text two pages longer", more, ours, "")
        print(f"the largest process: {ours.peak:.0f} MB; the peer's: {theirs.peak:.0f} MB")
    if chosen.json:
        found: dict[str, Any] = {"pages": sizes[0], "peer_pages": sizes[1]}
        runs = {"peer": theirs, "ours": ours, "unchanged": again, "words_changed": words, "longer": more}
        chosen.json.parent.mkdir(parents=True, exist_ok=True)
        figures = found | {name: each.plain() for name, each in runs.items()}
        chosen.json.write_text(json.dumps(figures, indent=2), "utf-8")


if __name__ == "__main__":
    main()
