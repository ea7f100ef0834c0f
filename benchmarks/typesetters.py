"""Sets a text with each of the programs that are compared: same typeface, size, measure, indents and language."""

from __future__ import annotations

import shutil
import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypandoc
import pyphen
import typst

from presswork.edition import Page
from presswork.typesetting.fonts import with_fonts
from presswork.typesetting.typefaces import package_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FAMILY = "Source Serif Pro"
SIZE, LEADING, INDENT, GUTTER = 9.8, 13.0, 1.2, 7.0


@dataclass(frozen=True, slots=True)
class Measure:
    """A text area: the width of a column in mm, of which paper, with what margins (mm), how many columns."""

    width: float
    paper: str
    side: float
    head: float
    columns: int


MEASURES = (
    Measure(52.0, "a4", 20.0, 22.0, 3),
    Measure(81.5, "a4", 20.0, 22.0, 2),
    Measure(110.0, "a5", 19.0, 18.0, 1),
)


@dataclass(frozen=True, slots=True)
class Source:
    """A text that is set: a Markdown file and its language, a BCP 47 tag."""

    path: Path
    language: str

    def as_format(self, name: str) -> str:
        """The text as pandoc writes it in a format, without links."""
        text = self.path.read_text("utf-8")
        return str(pypandoc.convert_text(text, name, format="markdown", extra_args=["--wrap=none"]))


def by_presswork(source: Source, measure: Measure, target: Path, *, css: str = "") -> float:
    """Set with our engine; the seconds of its layout."""
    from presswork.editions import engine
    from presswork.editions.standards import standard_named

    page = _page(source, measure, css)
    clock = time.process_time()
    laid = engine.lay_out(page, standard_named(None))
    seconds = time.process_time() - clock
    target.write_bytes(engine.write(laid, standard_named(None), (), "urn:presswork:setting").data)
    return seconds


def by_the_engine(source: Source, measure: Measure, target: Path) -> float:
    """Set with the engine's own lines; the seconds of its layout."""
    return by_presswork(source, measure, target, css=":root { --line-breaking: greedy }")


def _page(source: Source, measure: Measure, css: str) -> Page:
    after = 3 if source.language.startswith("en") else 2
    style = (
        f"@page {{ size: {measure.paper}; margin: {measure.head}mm {measure.side}mm }} "
        f"html {{ font: {SIZE}pt/{LEADING}pt '{FAMILY}' }} body {{ margin: 0; "
        f"columns: {measure.columns}; column-gap: {GUTTER}mm; column-fill: auto; text-align: justify; hyphens: auto; "
        f"hyphenate-limit-chars: 5 2 {after} }} "
        f"p {{ margin: 0; text-indent: {INDENT}em }}"
    )
    head = f"<head><meta charset='utf-8'/><title>.</title><style>{style}{css}</style></head>"
    html = f"<html lang='{source.language}'>{head}<body>{source.as_format('html')}</body></html>"
    return with_fonts(Page("paper", ".", source.language, html), {})


def by_typst(source: Source, measure: Measure, target: Path, *, limits: str = "") -> float:
    """Set with Typst, with its own justification limits unless others are given; the seconds of all its work."""
    language, _, region = source.language.partition("-")
    region = f', region: "{region}"' if region else ""
    text = (
        f'#set page(paper: "{measure.paper}", margin: (x: {measure.side}mm, y: {measure.head}mm), '
        f"columns: {measure.columns})\n#set columns(gutter: {GUTTER}mm)\n"
        f'#set text(font: "{FAMILY}", size: {SIZE}pt, lang: "{language}"{region}, hyphenate: true)\n'
        f"#set par(justify: true, first-line-indent: {INDENT}em, spacing: .65em{limits})\n"
    )
    made = target.with_suffix(".typ")
    made.write_text(text + source.as_format("typst"), "utf-8")
    clock = time.process_time()
    typst.compile(str(made), output=str(target), font_paths=[str(_fonts())])
    return time.process_time() - clock


def by_tracking_typst(source: Source, measure: Measure, target: Path) -> float:
    """Set with Typst that may track letters as far as we may."""
    limits = ", justification-limits: (tracking: (min: -0.015em, max: 0.015em))"
    return by_typst(source, measure, target, limits=limits)


def by_lualatex(source: Source, measure: Measure, target: Path) -> float:
    """Set with LuaLaTeX and microtype, words divided by the patterns that we use; the seconds that it takes."""
    columns = f"\\begin{{multicols}}{{{measure.columns}}}" if measure.columns > 1 else ""
    end = "\\end{multicols}" if measure.columns > 1 else ""
    fonts = f"Path={_fonts()}/,Extension=.otf,UprightFont=*-Regular,ItalicFont=*-It,BoldFont=*-Bold"
    after = 3 if source.language.startswith("en") else 2
    patterns = target.with_suffix(".pat")
    patterns.write_text(_patterns(source.language), "utf-8")
    text = (
        f"\\documentclass{{article}}\\usepackage[{measure.paper}paper,hmargin={measure.side}mm,vmargin={measure.head}mm]"
        f"{{geometry}}\\usepackage{{fontspec,multicol,microtype}}\\usepackage[hidelinks]{{hyperref}}"
        f"\\setmainfont{{SourceSerifPro}}[{fonts}]\\setlength\\columnsep{{{GUTTER}mm}}\\setlength\\parindent{{{INDENT}em}}"
        "\\pagestyle{empty}\\newlanguage\\ours\\begin{document}\\language\\ours"
        f"\\lefthyphenmin=2 \\righthyphenmin={after} "
        f"\\directlua{{lang.patterns(lang.new(\\the\\ours), io.open('{patterns}'):read('*a'))}}"
        f"\\fontsize{{{SIZE}bp}}{{{LEADING}bp}}\\selectfont {columns}\n"
    )
    made = target.with_suffix(".tex")
    made.write_text(f"{text}{source.as_format('latex')}\n{end}\\end{{document}}", "utf-8")
    clock = time.perf_counter()
    command = ["lualatex", "--interaction=batchmode", f"--output-directory={target.parent}", str(made)]
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - clock


def _patterns(language: str) -> str:
    """The hyphenation patterns of a language, which are TeX's, from pyphen's file (in the form of Hunspell)."""
    charset, _, rest = pyphen.LANGUAGES[pyphen.language_fallback(language)].read_bytes().partition(b"\n")
    lines = rest.decode(charset.decode("ascii").strip().replace("microsoft-", "")).splitlines()
    return "\n".join(
        line for line in lines if line and line[0] not in "%#" and "/" not in line and "HYPHEN" not in line
    )


def _fonts() -> Path:
    folder = package_folder("font_source_serif_pro")
    if folder is None:
        raise SystemExit("the typeface is missing: pip install font-source-serif-pro")
    return folder / "files"


def typesetters() -> dict[str, Callable[[Source, Measure, Path], float]]:
    """The programs that are here, by name."""
    found: dict[str, Callable[[Source, Measure, Path], float]] = {
        "presswork": by_presswork,
        "engine alone": by_the_engine,
        "Typst": by_typst,
        "Typst, tracking 1.5 %": by_tracking_typst,
    }
    if shutil.which("lualatex"):
        found["LuaLaTeX, microtype"] = by_lualatex
    return found
