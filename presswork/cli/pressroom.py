"""What `presswork impose` does with a PDF: its sheets shown, or made, or sheets that measure the printer."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presswork.cli.exits import FINDINGS, FINE, USAGE
from presswork.cli.terminal import Terminal
from presswork.diagnostics import Diagnostic, Location, Rejected
from presswork.paper import PAPERS, parse_offset
from presswork.results import count_text, size_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presswork.edition import Edition
    from presswork.house import House
    from presswork.imposition.drawing import Part
    from presswork.imposition.order import Order
    from presswork.imposition.plan import FourSides, Plan
    from presswork.imposition.sources import Document

# What the settings of an edition read, too.
_SETTINGS = (
    "fold", "sheet", "duplex", "binding", "signature", "creep", "caliper", "blanks", "marks", "bleed", "printer",
    "front-offset", "back-offset",
)  # fmt: skip


def run(asked: Mapping[str, Any]) -> int:
    """Do what the options of `impose_options` ask for; the exit code: 2 for a wrong option, 1 for a refused file."""
    terminal = Terminal(asked["quiet"], asked["json"])
    job = _Job(terminal, asked)
    try:
        if asked["calibrate"]:
            job.calibrate()
        elif asked["dry_run"]:
            job.show()
        else:
            job.make()
    except ValueError as error:
        message, _, hint = str(error).partition("; ")
        print(f"presswork impose: {message}" + (f"\n    hint: {hint}" if hint else ""), file=sys.stderr)
        return USAGE
    except Rejected as rejected:
        terminal.findings(map(_with_option, rejected.findings))
        return FINDINGS
    return FINE


def _with_option(finding: Diagnostic) -> Diagnostic:
    """The finding that the pages do not fit, with the option that makes them."""
    if finding.code != "I010":
        return finding
    return replace(finding, hints=(*finding.hints, "or give --shrink to make them smaller"))


@dataclass(frozen=True, slots=True)
class _Job:
    """What the command line asks for, as it was written, and where it is told of."""

    terminal: Terminal
    asked: Mapping[str, Any]

    @property
    def file(self) -> Path | None:
        """The PDF that is to be imposed."""
        found: Path | None = self.asked["file"]
        return found

    def show(self) -> None:
        """The sheets on the terminal, or as one JSON line."""
        from presswork.imposition.imposing import plan_only
        from presswork.imposition.sheet_text import as_text
        from presswork.imposition.wording import finishing, words_for

        plan, findings = plan_only(self._read(), self._orders(), name=str(self.file))
        self.terminal.findings(findings)
        self.terminal.say(as_text(plan))
        told = {"finishing": list(finishing(plan, words_for("en")))}
        self.terminal.record("plan", plan={**asdict(replace(plan, findings=())), **told})

    def make(self) -> None:
        """The sheets, and what goes with them."""
        from presswork.imposition.imposing import impose

        data, order = self._read(), self._orders()
        fold = (self.asked["fold"] or "saddle").replace(" ", "").replace(":", "-")
        target = self._target(f"-{fold}")
        backs = self._backs()
        house = _house() if self.asked["instructions"] or self._changes().get("duplex") == "manual" else None
        imposed = impose(data, order, name=str(self.file), tags=self.asked["tags"], backs=backs, instructions=house)
        self.terminal.findings(imposed.findings)
        self._keep(target, imposed.data, _summary(imposed.plan))
        for each in imposed.companions:
            self._keep(target.with_suffix(f".{each.name}{each.suffix}"), each.data, each.name)

    def _backs(self) -> Part:
        """How the printer takes the sheets back in: as is said, or as its file has it."""
        from presswork.imposition.drawing import Part

        changes = self._changes()
        return Part(
            "back",
            reverse=self.asked["reverse_backs"] or changes.get("reverse_backs", False),
            half_turn=self.asked["turn_backs"] or changes.get("turn_backs", False),
        )

    def calibrate(self) -> None:
        """The sheets that measure a printer."""
        from presswork.imposition.calibration import as_pdf

        changes = self._changes()
        paper = changes.get("sheet") or PAPERS["a4"]
        data = as_pdf(paper, _house(), manual=changes.get("duplex") == "manual")
        self._keep(self.asked["out"] or Path(f"calibration-{paper.name}.pdf"), data, "calibration sheets")

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
        target = self.asked["out"] or self.file.with_name(f"{self.file.stem}{ending}.pdf")
        if target.exists() and target.samefile(self.file):
            raise ValueError("the source would be overwritten; name another file with -o")
        return target

    def _changes(self) -> dict[str, Any]:
        """The options as an edition's settings: read by the readers that publication.yaml's go through."""
        from presswork.settings.editions import EDITION_SETTINGS

        readers = {setting.key: setting for setting in EDITION_SETTINGS}
        changes: dict[str, Any] = {}
        for key in _SETTINGS:
            value = self.asked[key.replace("-", "_")]
            if value is None:
                continue
            try:
                written = value.split(",") if key == "marks" else value
                changes[readers[key].attribute] = readers[key].read(written)
            except ValueError as error:
                raise ValueError(f"--{key}: {error}") from None
        if "printer" in changes:
            from presswork.printers import settings_for

            return settings_for(changes["printer"], _root()) | changes
        return changes

    def _orders(self) -> Callable[[Document], Order]:
        """What makes the order: the options, and what the document says of its title and direction of reading."""
        from presswork.edition import Edition
        from presswork.imposition.order import Order
        from presswork.imposition.order_options import with_options

        assert self.file is not None
        edition = replace(Edition("impose", "pdf"), **self._changes())
        stem = self.file.stem
        margins, finer = self._margins(edition), dict(map(_set, self.asked["set"] or ()))

        def order(document: Document) -> Order:
            title = self.asked["title"] or document.title or stem
            made = with_options(Order.of(edition, title=title, rtl=document.rtl, back_cover=True), finer)
            return replace(made, shrink=self.asked["shrink"], margins=margins, language=document.language)

        return order

    def _margins(self, edition: Edition) -> FourSides:
        """What the printer leaves white: as it is said, else as the file of the printer has it."""
        if self.asked["margins"] or not edition.printer:
            return _margins(self.asked["margins"])
        from presswork.imposition.gathering import unprintable

        return unprintable(edition, _root())

    def _keep(self, path: Path, data: bytes, what: str) -> None:
        from presswork.output import write_whole

        write_whole(path, data)
        self.terminal.say(f"{path}  {what}, {size_text(len(data))}")
        self.terminal.record("file", path=str(path), what=what, size=len(data))


def _root() -> Path | None:
    """The folder of the publication in which the command is given, which may hold printers of its own."""
    from presswork.settings import find_publication

    file = find_publication(Path.cwd())
    return (file.parent.parent if file.parent.name == "content" else file.parent) if file else None


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


def _margins(written: str | None) -> tuple[float, float, float, float]:
    """One length for all edges, or four: left, bottom, right, top."""
    values = [_margin(part) for part in (written or "0").split(",")]
    if len(values) not in (1, 4) or min(values) < 0:
        raise ValueError(f"--margins: '{written}' is neither one length nor four; write 4mm, or 4mm,12mm,4mm,4mm")
    left, bottom, right, top = values if len(values) == 4 else values * 4
    return (left, bottom, right, top)


def _margin(written: str) -> float:
    try:
        return parse_offset(written)[0]
    except ValueError as error:
        raise ValueError(f"--margins: {error}") from None
