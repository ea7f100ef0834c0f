"""Many articles: how fast they are made, and remade, against the peers in the same run; what memory they take.

Each part runs alone: `python benchmarks/scale.py cold unchanged workers --articles 40`. Machines differ, so only ratios
mean anything; on a busy machine take those of processor time. The bars are those of docs/performance.md.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypandoc
from generated import WORDS, article, write_publication
from measuring import Run, presswork, run

if TYPE_CHECKING:
    from collections.abc import Callable

ENGINES = ("weasyprint", "ebooklib", "pikepdf", "PIL", "pypdfium2", "pypandoc")


@dataclass
class Bench:
    """Sizes, the folder to work in, and what was found, by part."""

    folder: Path
    articles: int
    many: int
    sample: int
    found: dict[str, Any] = field(default_factory=dict)
    cold_run: Run | None = None

    def publication(self, count: int, name: str = "") -> Path:
        """A publication of so many articles, of which nothing is made yet."""
        folder = self.folder / (name or f"of-{count}")
        if folder.exists():
            shutil.rmtree(folder)
        write_publication(folder, count)
        return folder

    def cold(self) -> Run:
        """The articles built with nothing there; the folder stays for the parts that build it again."""
        if self.cold_run is None:
            self.cold_run = run(presswork("build", "--quiet"), self.publication(self.articles, "archive"))
        return self.cold_run

    def note(self, part: str, **values: Any) -> None:
        """Keep what a part found."""
        self.found[part] = {name: each.plain() if isinstance(each, Run) else each for name, each in values.items()}

    def tell(self, what: str, value: str, bar: str = "") -> None:
        """One line of the table."""
        print(f"{what:<66}{value:>22}   {bar}", flush=True)


def cold(bench: Bench) -> None:
    """All articles from nothing, against the peers' programs started for every article."""
    ours = bench.cold()
    count = bench.articles
    pdf, epub = peer_pdf(bench), peer_epub(bench)
    wall, cpu = (pdf.wall + epub.wall) * count, (pdf.cpu + epub.cpu) * count
    bench.tell(f"{count} articles, PDF and EPUB, cold", took(ours))
    bench.tell(f"  pandoc+weasyprint and epub3, {bench.sample} of them, extrapolated", f"{wall:.1f} s, CPU {cpu:.1f} s")
    bench.tell("  articles per second, of the peer's", f"{wall / ours.wall:.1f}", "at least 10")
    bench.tell(
        "  processor time, the peer's of ours", f"{cpu / ours.cpu:.2f}", f"{ours.cpu / count * 1000:.0f} ms each"
    )
    bench.tell("  peak memory of any process; of the first", f"{ours.peak:.0f}; {ours.first:.0f} MB", "first: 300")
    found = {"peer_wall": wall, "peer_cpu": cpu, "ratio_wall": wall / ours.wall, "ratio_cpu": cpu / ours.cpu}
    if typst := peer_typst(bench):
        bench.tell("  pandoc+Typst, PDF alone, extrapolated", f"{typst.wall * count:.1f} s")
        found["typst_wall"] = typst.wall * count
    bench.note("cold", articles=count, ours=ours, **found)


def unchanged(bench: Bench) -> None:
    """The same again, nothing changed: the best of five."""
    whole = bench.cold()
    archive = bench.folder / "archive"
    runs = [run(presswork("build", "--quiet"), archive) for _ in range(5)]
    best = min(runs, key=lambda each: each.wall)
    timed = [sys.executable, "-X", "importtime", "-m", "presswork", "build", "--quiet"]
    imported = {line.rpartition("|")[2].strip().split(".")[0] for line in run(timed, archive).errors.splitlines()}
    engines = sorted(imported & set(ENGINES))
    bench.tell(f"{bench.articles} articles, nothing changed", took(best), "under 0.6 s")
    bench.tell(
        "  of the cold time; of its processor time",
        f"1/{whole.wall / best.wall:.0f}; 1/{whole.cpu / best.cpu:.0f}",
        "1/100",
    )
    bench.tell("  engines imported", ", ".join(engines) or "none", "none")
    bench.note(
        "unchanged", best=best, ratio_wall=whole.wall / best.wall, ratio_cpu=whole.cpu / best.cpu, engines=engines
    )


def changed(bench: Bench) -> None:
    """One of the articles changed, against a cold build of that article alone."""
    bench.cold()
    archive, number = bench.folder / "archive", bench.articles // 2
    path = archive / "content" / "articles" / f"article-{number:05}.md"
    again, alone = [], []
    for turn in range(3):
        path.write_text(path.read_text("utf-8") + f"\nAnd so it ended, for the {turn + 1}. time.\n", "utf-8")
        again.append(run(presswork("build", "--quiet"), archive))
        single = bench.publication(0, "single")
        shutil.copy(path, single / "content" / "articles")
        alone.append(run(presswork("build", "--quiet"), single))
    ours, bare = (statistics.median(each.wall for each in runs) for runs in (again, alone))
    cpu = statistics.median(each.cpu for each in again) / statistics.median(each.cpu for each in alone)
    bench.tell(f"one of {bench.articles} articles changed", f"{ours:.2f} s")
    bench.tell("  of a cold build of it alone; by processor time", f"{ours / bare:.2f}; {cpu:.2f}", "under 1.5")
    bench.note("changed", wall=ours, ratio_wall=ours / bare, ratio_cpu=cpu)


def workers(bench: Bench) -> None:
    """Two workers against one."""
    count = bench.articles
    one, two = (
        run(presswork("build", "--quiet", "-j", str(number)), bench.publication(count, f"by-{number}"))
        for number in (1, 2)
    )
    bench.tell(f"{count} articles by one worker; by two", f"{one.wall:.1f}; {two.wall:.1f} s")
    bench.tell("  two against one", f"{one.wall / two.wall:.2f}", f"1.85; CPU {two.cpu / one.cpu:.2f}")
    bench.note("workers", articles=count, one=one, two=two, ratio=one.wall / two.wall)


def growth(bench: Bench) -> None:
    """How time and memory grow from some articles to many."""
    few = bench.cold()
    expected = few.wall * bench.many / bench.articles
    print(f"  {bench.articles} took {few.wall:.0f} s; {bench.many} will take about {expected:.0f} s", flush=True)
    many = run(presswork("build", "--quiet"), bench.publication(bench.many, "many"))
    again = run(presswork("build", "--quiet"), bench.folder / "many")
    shutil.rmtree(bench.folder / "many")
    times = bench.many / bench.articles
    bench.tell(f"{bench.many} articles", took(many))
    wall, cpu = many.wall / few.wall, many.cpu / few.cpu
    bench.tell(f"  of {bench.articles}: time; processor time", f"{wall:.2f}; {cpu:.2f}", f"{1.05 * times:.1f}")
    bench.tell("  peak memory of any process", f"{many.peak / few.peak:.2f}, {many.peak:.0f} MB", "1.2")
    bench.tell("  the first process", f"{many.first:.0f} MB", "300 MB")
    bench.tell("  nothing changed", took(again))
    bench.note("growth", few=few, many=many, unchanged=again, articles=[bench.articles, bench.many])


def overhead(bench: Bench) -> None:
    """All of our work against a bare warm loop of the same engine calls, in one process each."""
    count = min(bench.articles, 40)
    folder = bench.publication(count, "bare")
    run([sys.executable, Path(__file__).parent / "bare_loop.py", folder, str(count)], folder)
    seconds = json.loads((folder / "bare.json").read_text())
    start = run(presswork("build", "--quiet", "-j", "2"), bench.publication(8, "few"))
    whole = run(presswork("build", "--quiet", "-j", "2"), bench.publication(8 + count, "more"))
    ours = (whole.cpu - start.cpu) / count
    bare_each, engine_each = seconds["bare"] / count, seconds["engine"] / count
    figures = f"{ours * 1000:.0f}; {bare_each * 1000:.0f}; {engine_each * 1000:.0f} ms"
    bench.tell("an article, CPU: all; the bare engine; the engine with our lines", figures)
    bench.tell("  overhead over the bare engine", f"{(ours / bare_each - 1) * 100:.0f} %", "15 %")
    bench.tell("  over the engine with our lines and savings", f"{(ours / engine_each - 1) * 100:.0f} %")
    bench.note("overhead", ours=ours, bare=bare_each, engine=engine_each)


def killed(bench: Bench, times: int = 50) -> None:
    """`kill -9` at a random moment, so many times, then a build: all there, and the very same bytes."""
    from killing import killed_and_built

    differing = killed_and_built(bench.folder, times)
    bench.tell(f"killed {times} times, then built: files that differ", str(len(differing)), "0")
    bench.note("killed", times=times, differing=differing)


# --- the peers ------------------------------------------------------------------------------------------------------


def each_of(bench: Bench, command: Callable[[Path, Path], list[str]]) -> Run:
    """What a program takes for one article, the mean over the sample."""
    folder = bench.folder / "peer"
    folder.mkdir(exist_ok=True)
    taken = []
    for number in range(bench.sample):
        path = folder / f"{number}.md"
        path.write_text(article(number * max(1, bench.articles // bench.sample), WORDS), "utf-8")
        taken.append(run(command(path, folder / str(number)), folder))
    mean = (statistics.mean(getattr(each, name) for each in taken) for name in ("wall", "cpu", "peak", "first"))
    return Run(*mean)


def peer_pdf(bench: Bench) -> Run:
    """`pandoc --pdf-engine=weasyprint`."""
    pandoc = pypandoc.get_pandoc_path()
    return each_of(bench, lambda path, to: [pandoc, str(path), "-s", "--pdf-engine=weasyprint", "-o", f"{to}.pdf"])


def peer_epub(bench: Bench) -> Run:
    """`pandoc -t epub3`."""
    pandoc = pypandoc.get_pandoc_path()
    return each_of(bench, lambda path, to: [pandoc, str(path), "-t", "epub3", "-o", f"{to}.epub"])


def peer_typst(bench: Bench) -> Run | None:
    """pandoc and Typst as its Python package has it, a process for each article; None where it is not installed."""
    try:
        import typst  # noqa: F401
    except ImportError:
        return None
    pandoc = pypandoc.get_pandoc_path()
    script = (
        f"import subprocess, sys, typst; source, to = sys.argv[1:]; typ = to + '.typ'; "
        f"subprocess.run([{pandoc!r}, source, '-s', '-t', 'typst', '-o', typ], check=True); "
        f"typst.compile(typ, output=to + '.t.pdf')"
    )
    return each_of(bench, lambda path, to: [sys.executable, "-c", script, str(path), str(to)])


def took(one: Run) -> str:
    """Wall and processor seconds in words."""
    return f"{one.wall:.2f} s, CPU {one.cpu:.2f} s"


PARTS: dict[str, Callable[[Bench], None]] = {
    part.__name__: part for part in (cold, unchanged, changed, workers, overhead, growth, killed)
}


def main() -> None:
    """Run parts and print a line for each figure with its bar; `--json FILE` keeps the figures, part by part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)}; default: all but growth and killed")
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--many", type=int, default=2000)
    parser.add_argument("--sample", type=int, default=6, help="articles that the peers make")
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    if unknown := set(chosen.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(Path(name), chosen.articles, chosen.many, chosen.sample)
        for part in chosen.parts or [name for name in PARTS if name not in ("growth", "killed")]:
            PARTS[part](bench)
    if chosen.json:
        earlier = json.loads(chosen.json.read_text()) if chosen.json.is_file() else {}
        chosen.json.parent.mkdir(parents=True, exist_ok=True)
        chosen.json.write_text(json.dumps(earlier | bench.found, indent=2), "utf-8")


if __name__ == "__main__":
    main()
