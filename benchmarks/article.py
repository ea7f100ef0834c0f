"""One cold article, three editions, against pandoc with WeasyPrint for the PDF alone, in one run.

Prints medians of interleaved rounds, their ratio and that of the fastest, and how fast `presswork --help` answers.
Machines differ, so only the ratios mean anything. The bar: reader + ebook + web together take at most 1.2 times the
peer's PDF.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pypandoc

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
SAMPLE = ROOT / "content" / "articles"


def timed(command: list[str], folder: Path) -> float:
    """Wall seconds of one command, from fork to exit; a failing command ends the benchmark."""
    started = time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=environment())
    seconds = time.perf_counter() - started
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return seconds


def environment() -> dict[str, str]:
    """The environment with this interpreter's programs first, so that pandoc finds WeasyPrint.

    Compiled modules and templates are kept, as they are where Presswork is installed, whatever the caller has set.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}


def commands(article: Path, folder: Path) -> dict[str, list[str]]:
    """What is measured, by name."""
    pandoc = str(pypandoc.get_pandoc_path())
    editions = ["-e", "reader", "-e", "ebook", "-e", "web"]
    ours = [sys.executable, "-m", "presswork", "build", str(article), *editions, "-o", str(folder / "out"), "--quiet"]
    pdf = [pandoc, str(article), "-o", str(folder / "peer.pdf"), "--pdf-engine=weasyprint", "--citeproc"]
    return {
        "presswork: reader, ebook and web": ours,
        "pandoc + WeasyPrint: PDF alone": [*pdf, f"--resource-path={article.parent}"],
        "pandoc: EPUB alone": [
            pandoc, str(article), "-o", str(folder / "peer.epub"), "-t", "epub3", "--citeproc",
            f"--resource-path={article.parent}",
        ],
        "presswork --help": [sys.executable, "-m", "presswork", "--help"],
    }  # fmt: skip


def copied(article: Path, folder: Path) -> Path:
    """The article in a copy of its publication, if it has one: what was made of it before is not recalled there."""
    publication = next((above for above in article.parents if (above / "publication.yaml").is_file()), None)
    if publication is None:
        return article
    shutil.copytree(publication, folder / "content", ignore=shutil.ignore_patterns(".presswork", "out"))
    return folder / "content" / article.relative_to(publication)


def measure(article: Path, rounds: int) -> dict[str, list[float]]:
    """Seconds of interleaved rounds; the first round warms the disk and is not counted."""
    times: dict[str, list[float]] = {}
    folder = Path(tempfile.mkdtemp())
    try:
        article = copied(article, folder)
        for turn in range(rounds + 1):
            for name, command in commands(article, folder).items():
                for made in ("out", ".presswork", "content/.presswork"):
                    shutil.rmtree(folder / made, ignore_errors=True)
                seconds = timed(command, article.parent)
                if turn:
                    times.setdefault(name, []).append(seconds)
    finally:
        shutil.rmtree(folder)
    return times


def main() -> None:
    """Run and print a table for each article; `--json FILE` keeps the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", nargs="*", type=Path, help="default: the first of content/articles")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    kept = {}
    for article in chosen.articles or sorted(SAMPLE.glob("*.md"))[:1]:
        times = kept[article.name] = measure(article.resolve(), chosen.rounds)
        peer = times["pandoc + WeasyPrint: PDF alone"]
        print(f"{article.name:<36}median    of the peer's PDF: medians, fastest rounds")
        for name, seconds in times.items():
            median, fastest = statistics.median(seconds) / statistics.median(peer), min(seconds) / min(peer)
            print(f"{name:<36}{statistics.median(seconds):6.2f} s  {median:5.2f}  {fastest:5.2f}")
    if chosen.json:
        chosen.json.write_text(json.dumps(kept, indent=2))


if __name__ == "__main__":
    main()
