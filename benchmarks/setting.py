"""How evenly texts are set at three measures, by us and by others: the table of docs/decisions on lines.

Word spaces from ink to ink in em: standard deviation and 95th percentile over the justified lines, hyphens at line
ends, three or more of them in a row. Typst is always compared (pip install typst), LuaLaTeX where it is installed.
The last column is our layout's time over that of the engine's own lines, the best of several in one run.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from gauge import Setting, gauge  # noqa: E402
from typesetters import MEASURES, Measure, Source, by_presswork, by_the_engine, typesetters  # noqa: E402

TEXTS = ROOT / "benchmarks" / "texts"
LANGUAGES = {"en": "en-GB"}


def own_texts() -> list[Source]:
    """The texts beside this file, named `<name>.<language>.md`."""
    files = sorted(TEXTS.glob("*.md"))
    return [Source(file, LANGUAGES.get(tag := file.suffixes[0][1:], tag)) for file in files]


def times(source: Source, measure: Measure, folder: Path, rounds: int) -> float:
    """Our layout's time over the engine's own, each the best of interleaved rounds."""
    target, ours, engines = folder / "time.pdf", [], []
    for _ in range(rounds):
        engines.append(by_the_engine(source, measure, target))
        ours.append(by_presswork(source, measure, target))
    return min(ours) / min(engines)


def row(name: str, setting: Setting, ratio: str = "") -> str:
    """A row of the table."""
    return (
        f"| {name} | {setting.lines} | {setting.mean:.3f} | {setting.deviation:.3f} | {setting.p95:.3f} "
        f"| {setting.hyphens} | {setting.ladders} | {ratio} |"
    )


def main() -> None:
    """Set every text at every measure with every program, and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", nargs="*", help="Markdown files as FILE:LANGUAGE instead of our own texts")
    parser.add_argument("--keep", type=Path, help="a folder for the PDFs")
    parser.add_argument("--rounds", type=int, default=5, help="how often layouts are timed")
    chosen = parser.parse_args()
    named = [Source(Path(path), language) for path, _, language in (text.rpartition(":") for text in chosen.texts)]
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for measure in MEASURES:
            compare(named or own_texts(), measure, folder, chosen.rounds)


def compare(sources: list[Source], measure: Measure, folder: Path, rounds: int) -> None:
    """Print the table of one measure, with the means over all texts at its end."""
    print(f"\n## {measure.width:g} mm\n\n| | lines | mean | sd | p95 | hyphens | ladders | time |\n|{'---|' * 8}")
    all_of: dict[str, list[Setting]] = {}
    for source in sources:
        ratio = f"{times(source, measure, folder, rounds):.2f}"
        for name, sets in typesetters().items():
            target = folder / f"{source.path.stem}-{measure.width:g}-{name.split(',')[0].replace(' ', '-')}.pdf"
            sets(source, measure, target)
            setting = gauge(target)
            all_of.setdefault(name, []).append(setting)
            print(row(f"{source.path.stem}: {name}", setting, ratio if name == "presswork" else ""), flush=True)
    if len(sources) > 1:
        for name, settings in all_of.items():
            print(row(f"**all: {name}**", total(settings)), flush=True)


def total(settings: list[Setting]) -> Setting:
    """Means of what is a mean, sums of what is counted."""
    mean, deviation, p95 = (statistics.mean(getattr(s, n) for s in settings) for n in ("mean", "deviation", "p95"))
    lines, hyphens, ladders = (sum(getattr(s, n) for s in settings) for n in ("lines", "hyphens", "ladders"))
    return Setting(lines, mean, deviation, p95, hyphens, ladders)


if __name__ == "__main__":
    main()
