"""`presswork impose`: any PDF onto press sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from presswork.cli.exits import FINDINGS, USAGE
from presswork.cli.options import Json, Quiet
from presswork.cli.terminal import Terminal
from presswork.diagnostics import Diagnostic, Location, Rejected
from presswork.paper import PAPERS, Length
from presswork.results import count_text, size_text

if TYPE_CHECKING:
    from presswork.house import House
    from presswork.imposition.order import Order
    from presswork.imposition.plan import Plan
    from presswork.imposition.sources import Document

NAME = "impose"


def _option(said: str, *names: str) -> Any:
    return typer.Option(*names, help=said, show_default=False)


def command(
    file: Annotated[Path | None, typer.Argument(help="The PDF.", show_default=False)] = None,
    fold: Annotated[str | None, _option("A scheme (`list folds`) or folds: ltl; else saddle.", "--fold", "-f")] = None,
    sheet: Annotated[str | None, _option("The paper; otherwise the smallest that does.", "--sheet", "-s")] = None,
    out: Annotated[Path | None, _option("The PDF to make.", "--out", "-o")] = None,
    dry_run: Annotated[bool, _option("Show how the pages lie; write nothing.", "--dry-run", "-n")] = False,
    printer: Annotated[str | None, _option("Set what it wants (`list printers`).", "--printer")] = None,
    duplex: Annotated[str | None, _option("long-edge, short-edge, manual or single.", "--duplex")] = None,
    binding: Annotated[str | None, _option("The edge of the spine: left or right.", "--binding")] = None,
    signature: Annotated[int | None, _option("Sheets of a gathering.", "--signature")] = None,
    creep: Annotated[str | None, _option("Inner leaves: none, pressed, round or square.", "--creep")] = None,
    caliper: Annotated[str | None, _option("The paper's thickness: 0.1mm.", "--caliper")] = None,
    blanks: Annotated[str | None, _option("Empty pages: before-back-cover, at-end ...", "--blanks")] = None,
    marks: Annotated[str | None, _option("crop,fold,collating,registration,colour-bar,slug", "--marks")] = None,
    bleed: Annotated[str | None, _option("How far pages run over the trim: 3mm.", "--bleed")] = None,
    margins: Annotated[str | None, _option("What the printer leaves white: 4mm, or four.", "--margins")] = None,
    front_offset: Annotated[str | None, _option("Move the fronts: 0.5mm,-1mm.", "--front-offset")] = None,
    back_offset: Annotated[str | None, _option("Move the backs: 0.5mm,-1mm.", "--back-offset")] = None,
    finer: Annotated[list[str] | None, _option("Finer points: gutter=6mm, uneven=even ...", "--set")] = None,
    shrink: Annotated[bool, _option("Make the pages smaller where they do not fit.", "--shrink")] = False,
    reverse_backs: Annotated[bool, _option("Manual duplex: the last back first.", "--reverse-backs")] = False,
    turn_backs: Annotated[bool, _option("Manual duplex: backs the other way up.", "--turn-backs")] = False,
    title: Annotated[str | None, _option("For the slug line and the instruction.", "--title")] = None,
    tags: Annotated[bool, _option("Keep the tags, for sheets that are read on a screen.", "--tags")] = False,
    instructions: Annotated[bool, _option("Make a page that says how to fold, too.", "--instructions")] = False,
    calibrate: Annotated[bool, _option("Make sheets that measure the printer instead.", "--calibrate")] = False,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Put the pages of any PDF onto press sheets, to be folded or cut.

    Links, bookmarks, layers and metadata stay; the source is never written to.

    Example: presswork impose crane.pdf --fold octavo --sheet sra3 --dry-run
    """
    terminal = Terminal(quiet, json)
    given = {
        "fold": fold, "sheet": sheet, "duplex": duplex, "binding": binding, "signature": signature, "creep": creep,
        "caliper": caliper, "blanks": blanks, "marks": marks, "bleed": bleed, "printer": printer,
    }  # fmt: skip
    moves = {"margins": margins, "front-offset": front_offset, "back-offset": back_offset}
    job = _Job(
        terminal, file, out, given, moves, finer or [], title, shrink=shrink, tags=tags, instructions=instructions
    )
    with _refusing(terminal):
        if calibrate:
            job.calibrate()
        elif dry_run:
            job.show()
        else:
            job.make(reverse=reverse_backs, half_turn=turn_backs)


@contextmanager
def _refusing(terminal: Terminal) -> Iterator[None]:
    """Tell what is refused: a wrong option with exit code 2, a file or an order that cannot be with 1."""
    try:
        yield
    except ValueError as error:
        message, _, hint = str(error).partition("; ")
        typer.echo(f"presswork impose: {message}" + (f"\n    hint: {hint}" if hint else ""), err=True)
        raise typer.Exit(USAGE) from None
    except Rejected as rejected:
        terminal.findings(map(_with_option, rejected.findings))
        raise typer.Exit(FINDINGS) from None


def _with_option(finding: Diagnostic) -> Diagnostic:
    """The finding that the pages do not fit, with the option that makes them."""
    if finding.code != "I010":
        return finding
    return replace(finding, hints=(*finding.hints, "or give --shrink to make them smaller"))


@dataclass(frozen=True, slots=True)
class _Job:
    """What the command line asks for, as it was written."""

    terminal: Terminal
    file: Path | None
    out: Path | None
    given: dict[str, Any]
    moves: dict[str, str | None]
    finer: list[str]
    title: str | None
    shrink: bool
    tags: bool
    instructions: bool

    def show(self) -> None:
        """The sheets on the terminal, or as one JSON line."""
        from presswork.imposition.imposing import plan_only
        from presswork.imposition.sheet_text import as_text

        plan, findings = plan_only(self._read(), self._orders(), name=str(self.file))
        self.terminal.findings(findings)
        self.terminal.say(as_text(plan))
        self.terminal.record("plan", plan=asdict(replace(plan, findings=())))

    def make(self, *, reverse: bool, half_turn: bool) -> None:
        """The sheets, and what goes with them."""
        from presswork.imposition.drawing import Part
        from presswork.imposition.imposing import impose

        data, order = self._read(), self._orders()
        fold = (self.given["fold"] or "saddle").replace(" ", "").replace(":", "-")
        target = self._target(f"-{fold}")
        backs = Part("back", reverse=reverse, half_turn=half_turn)
        house = _house() if self.instructions or self.given["duplex"] == "manual" else None
        imposed = impose(data, order, name=str(self.file), tags=self.tags, backs=backs, instructions=house)
        self.terminal.findings(imposed.findings)
        self._keep(target, imposed.data, _summary(imposed.plan))
        for each in imposed.companions:
            self._keep(target.with_suffix(f".{each.name}{each.suffix}"), each.data, each.name)

    def calibrate(self) -> None:
        """The sheets that measure a printer."""
        from presswork.imposition.calibration import as_pdf

        changes = self._changes()
        paper = changes.get("sheet") or PAPERS["a4"]
        data = as_pdf(paper, _house(), manual=changes.get("duplex") == "manual")
        self._keep(self.out or Path(f"calibration-{paper.name}.pdf"), data, "calibration sheets")

    def _read(self) -> bytes:
        if self.file is None:
            raise ValueError("which PDF?; presswork impose crane.pdf --fold saddle")
        try:
            return self.file.read_bytes()
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            hint = "check the name"
            place = Location(str(self.file))
            raise Rejected([Diagnostic("E001", f"cannot be read: {reason}", location=place, hints=(hint,))]) from None

    def _target(self, ending: str) -> Path:
        assert self.file is not None
        target = self.out or self.file.with_name(f"{self.file.stem}{ending}.pdf")
        if target.exists() and target.samefile(self.file):
            raise ValueError("the source would be overwritten; name another file with -o")
        return target

    def _changes(self) -> dict[str, Any]:
        """The options as an edition's settings: read by the readers that publication.yaml's go through."""
        from presswork.settings.editions import EDITION_SETTINGS

        readers = {setting.key: setting for setting in EDITION_SETTINGS}
        changes: dict[str, Any] = {}
        for key, value in self.given.items():
            if value is None:
                continue
            try:
                written = value.split(",") if key == "marks" else value
                changes[readers[key].attribute] = readers[key].read(written)
            except ValueError as error:
                raise ValueError(f"--{key}: {error}") from None
        if "printer" in changes:
            from presswork.printers import settings_for

            return settings_for(changes["printer"]) | changes
        return changes

    def _orders(self) -> Callable[[Document], Order]:
        """What makes the order: the options, and what the document says of its title and direction of reading."""
        from presswork.edition import Edition
        from presswork.imposition.order import Order
        from presswork.imposition.order_options import with_options

        assert self.file is not None
        edition = replace(Edition("impose", "pdf"), **self._changes())
        stem = self.file.stem
        margins, finer = _margins(self.moves["margins"]), dict(map(_set, self.finer))
        front, back = (_offset(name, self.moves[name]) for name in ("front-offset", "back-offset"))

        def order(document: Document) -> Order:
            title = self.title or document.title or stem
            made = with_options(Order.of(edition, title=title, rtl=document.rtl, back_cover=True), finer)
            return replace(made, shrink=self.shrink, margins=margins, front_offset=front, back_offset=back)

        return order

    def _keep(self, path: Path, data: bytes, what: str) -> None:
        from presswork.output import write_whole

        write_whole(path, data)
        self.terminal.say(f"{path}  {what}, {size_text(len(data))}")
        self.terminal.record("file", path=str(path), what=what, size=len(data))


def _house() -> House:
    from presswork.house import House

    return House()


def _summary(plan: Plan) -> str:
    side = "fronts, " if plan.duplex == "manual" else ""
    return f"{side}{count_text(plan.pages, 'page')} on {count_text(len(plan.sheets), 'sheet')} of {plan.paper}"


def _set(written: str) -> tuple[str, str]:
    """A finer point of the order: name and value."""
    name, equals, value = written.partition("=")
    if not equals:
        raise ValueError(f"--set: '{written}' sets nothing; write --set gutter=6mm")
    return name.strip(), value


def _offset(option: str, written: str | None) -> tuple[float, float]:
    """Two lengths with a comma, which may be less than nothing: right and up, in points."""
    values = [_signed(option, part) for part in (written or "0").split(",")]
    if len(values) > 2:
        raise ValueError(f"--{option}: '{written}' is more than two lengths; write 0.5mm,-1mm")
    return (values[0], values[1] if len(values) == 2 else 0.0)


def _margins(written: str | None) -> tuple[float, float, float, float]:
    """One length for all edges, or four: left, bottom, right, top."""
    values = [_signed("margins", part) for part in (written or "0").split(",")]
    if len(values) not in (1, 4) or min(values) < 0:
        raise ValueError(f"--margins: '{written}' is neither one length nor four; write 4mm, or 4mm,12mm,4mm,4mm")
    left, bottom, right, top = values if len(values) == 4 else values * 4
    return (left, bottom, right, top)


def _signed(option: str, written: str) -> float:
    bare = written.strip()
    if bare in ("0", "-0", "0.0"):
        return 0.0
    try:
        return Length.parse(bare.removeprefix("-")).pt * (-1 if bare.startswith("-") else 1)
    except ValueError as error:
        raise ValueError(f"--{option}: {error}") from None
