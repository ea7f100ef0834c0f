"""The settings of editions: the keys, and what a mapping of them changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from presswork.diagnostics import close_matches
from presswork.edition import PDF_STANDARDS, Blanks, Creep, Duplex, Edition, Fit, Mark
from presswork.paper import PAPERS, Length
from presswork.settings.setting import (
    Parsed,
    Setting,
    choice,
    choices,
    count,
    flag,
    length,
    offset,
    paper,
    parsed,
    text,
)
from presswork.text import BadValue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presswork.diagnostics import Findings
    from presswork.yamlsource import Path as YamlPath
    from presswork.yamlsource import YamlSource

PAGED = frozenset({"pdf", "cover"})


def _fit(value: Any) -> Fit:
    wanted = {"pages": value} if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(wanted, dict) or set(wanted) not in ({"pages"}, {"multiple"}, {"multiple", "near"}):
        raise ValueError("must be a number of pages, or a multiple; write {pages: 4} or {multiple: 4}")
    if "pages" in wanted:
        return Fit(pages=count(1, 999)(wanted["pages"]))
    return Fit(multiple=count(1, 999)(wanted["multiple"]), near=flag(wanted.get("near", False)))


def _path(value: Any) -> Path:
    return Path(text(value))


def _options(kind: Any) -> tuple[str, ...]:
    return tuple(get_args(kind))


EDITION_SETTINGS: tuple[Setting, ...] = (
    Setting("format", "format", "what is made: pdf, epub, html or cover", text, "pdf"),
    Setting("template", "template", "the template in templates/ that sets it", text, "report"),
    Setting("paper", "paper", "the page's paper, by name or as a size", paper, "a5"),
    Setting("columns", "columns", "columns of text, 1 to 3", count(1, 3), "2"),
    Setting(
        "standard",
        "standard",
        "the PDF standard the file keeps",
        choice(PDF_STANDARDS, "is no PDF standard we make"),
        "pdf/ua-1",
    ),
    Setting("pages-of", "pages_of", "the edition whose pages an e-book marks, or a cover wraps", text, "reader"),
    Setting("embed-fonts", "embed_fonts", "whether the house's typefaces go into the e-book or web page", flag, "true"),
    Setting("fit", "fit", "how many pages it shall have: so many, or a multiple", _fit, "{multiple: 4}"),
    Setting("printer", "printer", "who prints it: sets what that printer asks for", text, "office-a4"),
    Setting("bleed", "bleed", "how far pictures and tints run over the trimmed edge", length, "3mm"),
    Setting("profile", "profile", "the ICC profile of the press, a file or the name of one of ours", _path, "fogra39"),
    Setting("fold", "fold", "how sheets are folded: a scheme's name, or folds such as tl", text, "saddle"),
    Setting("sheet", "sheet", "the paper that goes through the printer", paper, "a4"),
    Setting(
        "duplex", "duplex", "how the back is printed", choice(_options(Duplex), "is no way to print backs"), "long-edge"
    ),
    Setting("binding", "binding", "the edge of the spine", choice(("left", "right"), "is no edge to bind"), "left"),
    Setting("signature", "signature", "sheets of a gathering, where not all go into one", count(1, 64), "4"),
    Setting("creep", "creep", "how inner leaves are pushed out", choice(_options(Creep), "is no fold"), "round"),
    Setting("caliper", "caliper", "the paper's thickness", length, "0.1mm"),
    Setting("blanks", "blanks", "where empty pages go", choice(_options(Blanks), "is no place for blanks"), "at-end"),
    Setting(
        "marks", "marks", "what is drawn around the pages", choices(_options(Mark), "is no mark"), "[crop, fold, slug]"
    ),
    Setting("instructions", "instructions", "whether a page says how to print and fold the sheets", flag, "true"),
    Setting("front-offset", "front_offset", "moves the fronts right and up", offset, "[0.5mm, -1mm]"),
    Setting("back-offset", "back_offset", "moves the backs right and up", offset, "[0.5mm, -1mm]"),
    Setting("reverse-backs", "reverse_backs", "manual duplex: whether the last back is printed first", flag, "true"),
    Setting("turn-backs", "turn_backs", "manual duplex: whether backs are printed the other way up", flag, "true"),
)


def edition_changes(
    raw: Any,
    source: YamlSource,
    at: YamlPath,
    findings: Findings,
    *,
    folder: Path | None = None,
    root: Path | None = None,
) -> dict[str, Parsed]:
    """The edition settings in the mapping `raw`, written at `at`, as attributes of `Edition`; bad ones are findings.

    A printer brings its own settings, over which those of the mapping lie. `folder` is where files are looked for that
    the publication's own settings name; a manuscript's settings (None) may name none. `root` is the
    publication's folder, which may hold printers of its own.
    """
    known = {s.key: s for s in EDITION_SETTINGS} | {s.attribute: s for s in EDITION_SETTINGS}
    label = ".".join(map(str, at))
    if not isinstance(raw, dict):
        findings.error("M181", f"{label} must be a list of settings", *source.place(at), hints=("write key: value",))
        return {}
    changes: dict[str, Parsed] = {}
    for key, value in raw.items():
        place = source.place((*at, key))
        if key not in known:
            hints = close_matches(key, known) or (f"there are: {', '.join(s.key for s in EDITION_SETTINGS)}",)
            findings.error("M182", f"unknown setting '{key}' in {label}", *place, hints=hints)
        elif (read := parsed(known[key], value, findings, place, f"{label}.{key}")) is not None:
            changes[known[key].attribute] = read
    if "profile" in changes:
        _find_profile(changes, source.place((*at, "profile")), findings, folder)
    if "printer" in changes:
        changes = _printed_by(changes, source.place((*at, "printer")), findings, root)
    return changes


def _printed_by(
    changes: dict[str, Parsed], place: tuple[int, int], findings: Findings, root: Path | None
) -> dict[str, Parsed]:
    """The changes over what their printer asks for; finding M181 when there is no such printer."""
    from presswork import printers

    try:
        return printers.settings_for(changes["printer"], root) | changes
    except BadValue as bad:
        findings.error("M181", f"printer: {bad.message}", *place, hints=(bad.hint,) if bad.hint else ())
        return changes


def _find_profile(changes: dict[str, Parsed], place: tuple[int, int], findings: Findings, folder: Path | None) -> None:
    """Put the file of the profile into `changes`: one of the publication's, or one of ours by its name."""
    written: Path = changes.pop("profile")
    shipped = Path(__file__).parents[1] / "profiles"
    ours = {file.stem: file for file in shipped.glob("*.icc")}
    if written.name.lower() in ours and len(written.parts) == 1:
        changes["profile"] = ours[written.name.lower()]
    elif folder is None:
        hint = "set it under editions: in publication.yaml, or name one of ours"
        findings.error("M181", "profile: a manuscript may name no profile of its own", *place, hints=(hint,))
    elif not (folder / written).is_file():
        hints = (*close_matches(written.name, ours), f"we have: {', '.join(sorted(ours)) or 'none'}")
        findings.error("M181", f"profile: there is no file {written.as_posix()}", *place, hints=hints[:1])
    else:
        changes["profile"] = (folder / written).resolve()


HOUSE_EDITIONS: dict[str, Edition] = {
    "reader": Edition("reader", "pdf", paper=PAPERS["a4"], columns=2, standard="pdf/ua-1"),
    "pamphlet": Edition(
        "pamphlet",
        "pdf",
        "report",
        paper=PAPERS["a5"],
        standard="none",
        fit=Fit(multiple=4, near=True),
        fold="saddle",
        sheet=PAPERS["a4"],
        printer="office-a4",
        duplex="long-edge",
        creep="round",
        caliper=Length.parse("0.1mm"),
    ),
    "ebook": Edition("ebook", "epub", pages_of="reader"),
    "press": Edition(
        "press",
        "pdf",
        "report",
        paper=PAPERS["a5"],
        standard="pdf/x-4",
        bleed=Length.parse("3mm"),
        printer="offset-generic",
    ),
    "web": Edition("web", "html"),
}


def read_editions(raw: Any, source: YamlSource, findings: Findings, folder: Path, root: Path) -> dict[str, Edition]:
    """The house's editions with those of publication.yaml, in `folder`, laid over them."""
    editions = dict(HOUSE_EDITIONS)
    if not isinstance(raw, dict):
        findings.error("M181", "editions must name editions", *source.place(("editions",)))
        return editions
    for name, settings in raw.items():
        changes = edition_changes(settings, source, ("editions", name), findings, folder=folder, root=root)
        base = editions.get(name)
        if base is None and "format" not in changes:
            hints = (*close_matches(name, editions), "a new edition says its format, e.g. format: pdf")
            findings.error("M183", f"edition '{name}' has no format", *source.place(("editions", name)), hints=hints)
            continue
        editions[name] = replace(base or Edition(name, changes["format"]), **changes)
    for edition in editions.values():
        check_needs(edition, editions, source.place(("editions", edition.name, "pages-of")), findings)
    return editions


def check_needs(
    edition: Edition, editions: Mapping[str, Edition], place: tuple[int | None, int | None], findings: Findings
) -> None:
    """Add M184 when the edition whose pages this one marks or wraps does not exist or has no pages."""
    needed = edition.pages_of
    if needed is None and edition.format == "cover":
        hint = "write pages-of: press, for example"
        findings.error("M184", f"edition '{edition.name}' does not say what it wraps", *place, hints=(hint,))
    elif needed is not None and (needed not in editions or editions[needed].format != "pdf"):
        printed = [name for name, each in editions.items() if each.format == "pdf"]
        hints = close_matches(needed, printed) or (f"name an edition of format pdf: {', '.join(printed)}",)
        findings.error("M184", f"edition '{edition.name}' wants the pages of '{needed}'", *place, hints=hints)
