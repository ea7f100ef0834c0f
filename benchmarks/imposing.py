"""329 A5 pages onto A4 sheets as a saddle-stitched booklet, against pdfimpose and pdfjam, in one run.

Prints the best of interleaved rounds from fork to exit, what the library calls take alone, and the sizes of what comes
out. Machines differ, so only the ratios mean anything. The bars: at least 4 times as fast as pdfimpose and 8 times as
pdfjam, a file at most 1.1 times theirs, and at least 1000 source pages a second. A tagged source takes longer, as its
structure tree has to be read to be dropped. pdfimpose comes from PyPI, pdfjam from
Debian's texlive-extra-utils; one that is not installed is left out and said so.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
PAGES = 329
SENTENCE = "In the {}th ledger the harbourmaster describes the basin, its {} bollards and the difficulty of mooring. "


def sample(path: Path, *, tags: bool) -> None:
    """A document of 329 A5 pages, set by WeasyPrint as ours are: text, two typefaces, links and bookmarks."""
    import weasyprint

    style = "@page{size:A5;margin:15mm;@bottom-center{content:counter(page)}}p{text-align:justify;font:10pt/13pt serif}"
    parts = []
    for page in range(1, PAGES + 1):
        text = "".join(SENTENCE.format(page, page * 20 + line) for line in range(12))
        link = f'<a href="#c{page % PAGES + 1}">next</a>' if page % 5 == 0 else ""
        head = f'<h2 id="c{page}" style="break-before:page;font:600 14pt sans-serif">Chapter {page}</h2>'
        parts.append(f"{head}<p>{text}</p>{link}")
    weasyprint.HTML(string=f"<style>{style}</style>{''.join(parts)}").write_pdf(path, pdf_tags=tags)


def commands(source: Path, folder: Path) -> dict[str, list[str]]:
    """What is measured, by name."""
    found = {
        "presswork": [
            sys.executable, "-m", "presswork", "impose", str(source), "--fold", "saddle", "--sheet", "a4",
            "-o", str(folder / "presswork.pdf"), "--quiet",
        ],
    }  # fmt: skip
    if importlib.util.find_spec("pdfimpose"):
        # The same sheets: folded once, all in one gathering.
        found["pdfimpose"] = [
            sys.executable, "-m", "pdfimpose", "saddle", "--signature", "2x1", "-o", str(folder / "pdfimpose.pdf"),
            str(source),
        ]  # fmt: skip
    if shutil.which("pdfjam"):
        found["pdfjam"] = [
            "pdfjam", "--quiet", "--booklet", "true", "--landscape", "--paper", "a4paper", "--outfile",
            str(folder / "pdfjam.pdf"), "--", str(source),
        ]  # fmt: skip
    return found


def timed(command: list[str], folder: Path) -> float:
    """Wall seconds of one command, from fork to exit; a failing command ends the benchmark."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    started = time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=environment)
    seconds = time.perf_counter() - started
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return seconds


def calls(source: Path, folder: Path) -> dict[str, Callable[[], object]]:
    """The library calls alone, without start and imports, file to file."""
    sys.path.insert(0, str(ROOT))
    from presswork.imposition.imposing import impose
    from presswork.imposition.order import Order
    from presswork.paper import PAPERS

    order = Order(fold="saddle", sheet=PAPERS["a4"])
    found: dict[str, Callable[[], object]] = {
        "presswork": lambda: (folder / "call.pdf").write_bytes(impose(source.read_bytes(), order).data),
        "presswork, tags kept": lambda: (folder / "call.pdf").write_bytes(
            impose(source.read_bytes(), order, tags=True).data
        ),
    }
    if importlib.util.find_spec("pdfimpose"):
        from pdfimpose.schema import saddle

        found["pdfimpose"] = lambda: saddle.impose(files=[str(source)], output=str(folder / "call.pdf"), folds="h")
    return found


def measured(things: dict[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """The best of interleaved rounds, as others may work on the machine; the first warms the disk and counts not."""
    times: dict[str, list[float]] = {name: [] for name in things}
    for turn in range(rounds + 1):
        for name, thing in things.items():
            seconds = thing()
            if turn:
                times[name].append(seconds)
    return {name: min(values) for name, values in times.items()}


def clock(call: Callable[[], object]) -> float:
    """Wall seconds of a call."""
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def table(title: str, seconds: dict[str, float], sizes: dict[str, int]) -> None:
    """Print what was measured, with ratios to ours."""
    print(f"\n{title:<28}{'seconds':>9}{'of ours':>9}{'pages/s':>9}{'kB':>8}{'of ours':>9}")
    for name, value in seconds.items():
        size = sizes.get(name, 0)
        shown = f"{size / 1000:8.0f}{size / sizes['presswork']:9.2f}" if size else ""
        print(f"{name:<28}{value:9.3f}{value / seconds['presswork']:9.1f}{PAGES / value:9.0f}{shown}")


def main() -> None:
    """Run and print the tables; `--json FILE` keeps the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plain, tagged = folder / "plain.pdf", folder / "tagged.pdf"
        sample(plain, tags=False)
        sample(tagged, tags=True)
        asked = commands(plain, folder)
        whole = measured({n: (lambda c=c: timed(c, folder)) for n, c in asked.items()}, chosen.rounds)
        sizes = {n: (folder / f"{n}.pdf").stat().st_size for n in asked}
        alone = {
            source.stem: measured({n: (lambda c=c: clock(c)) for n, c in calls(source, folder).items()}, chosen.rounds)
            for source in (plain, tagged)
        }
    table("command, from fork to exit", whole, sizes)
    for name, seconds in alone.items():
        table(f"library call, {name} source", seconds, {})
    for missing in {"pdfimpose", "pdfjam"} - set(asked):
        print(f"{missing} is not installed and was left out")
    if chosen.json:
        figures = {"pages": PAGES, "seconds": whole, "bytes": sizes, "calls": alone}
        chosen.json.write_text(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
