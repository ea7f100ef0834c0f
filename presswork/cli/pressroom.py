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
from presswork.paper import PAPERS, Length
from presswork.results import count_text, size_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presswork.house import House
    from presswork.imposition.order import Order
    from presswork.imposition.plan import Plan
    from presswork.imposition.sources import Document

# What the settings of an edition read, too.
_SETTINGS = (
    "fold", "sheet", "duplex", "binding", "signature", "creep", "caliper", "blanks", "marks", "bleed", "printer",
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

        plan, findings = plan_only(self._read(), self._orders(), name=str(self.file))
        self.terminal.findings(findings)
        self.terminal.say(as_text(plan))
        self.terminal.record("plan", plan=asdict(replace(plan, findings=())))

    def make(self) -> None:
        """The sheets, and what goes with them."""
        from presswork.imposition.drawing import Part
        from presswork.imposition.imposing import impose

        data, order = self._read(), self._orders()
        fold = (self.asked["fold"] or "saddle").replace(" ", "").replace(":", "-")
        target = self._target(f"-{fold}")
        backs = Part("back", reverse=self.asked["reverse_backs"], half_turn=self.asked["turn_backs"])
        house = _house() if self.asked["instructions"] or self.asked["duplex"] == "manual" else None
        imposed = impose(data, order, name=str(self.file), tags=self.asked["tags"], backs=backs, instructions=house)
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
            value = self.asked[key]
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
        margins, finer = _margins(self.asked["margins"]), dict(map(_set, self.asked["set"] or ()))
        front, back = (_offset(f"{side}-offset", self.asked[f"{side}_offset"]) for side in ("front", "back"))

        def order(document: Document) -> Order:
            title = self.asked["title"] or document.title or stem
            made = with_options(Order.of(edition, title=title, rtl=document.rtl, back_cover=True), finer)
            return replace(made, shrink=self.asked["shrink"], margins=margins, front_offset=front, back_offset=back)

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
