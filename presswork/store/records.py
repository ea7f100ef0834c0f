"""Finished editions and findings as plain values for the store, and back."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from presswork.breaks import Break, BreakReport, Figures
from presswork.diagnostics import Diagnostic, Location, Severity
from presswork.edition import Companion, EditionFile, PageStart
from presswork.making import Finished
from presswork.report.thumbnails import Thumbnail

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presswork.store import Store

Record = dict[str, Any]


def of_findings(findings: Iterable[Diagnostic]) -> list[Record]:
    """Findings as plain values."""
    return [finding.as_dict() for finding in findings]


def findings_of(records: Iterable[Record]) -> tuple[Diagnostic, ...]:
    """The findings of plain values."""
    return tuple(
        Diagnostic(
            each["code"],
            each["message"],
            Severity(each["severity"]),
            Location(each["path"], each.get("line"), each.get("column"), each.get("page")) if "path" in each else None,
            tuple(each["hints"]),
        )
        for each in records
    )


def of_finished(done: Finished, store: Store) -> Record:
    """A finished edition as plain values; the bytes of its files go into the store."""
    file = done.file
    return {
        "edition": file.edition,
        "suffix": file.suffix,
        "data": store.keep(file.data),
        "size": len(file.data),
        "measure": file.measure,
        "unit": file.unit,
        "sheets": file.sheets,
        "blanks": file.blanks,
        "sheet_map": file.sheet_map,
        "identifier": file.identifier,
        "starts": [[start.label, start.offset, start.first_words, start.chapter] for start in file.page_starts],
        "breaks": _of_breaks(file.breaks),
        "companions": [[each.name, each.suffix, store.keep(each.data), len(each.data)] for each in file.companions],
        "file_findings": of_findings(file.findings),
        "findings": of_findings(done.findings),
        "pictures": [[each.source, each.width, each.height, each.page] for each in done.pictures],
    }


def finished_of(record: Record, data: dict[str, bytes]) -> Finished:
    """The finished edition of plain values; `data` holds the bytes by digest, as far as they are needed."""
    file = EditionFile(
        edition=record["edition"],
        suffix=record["suffix"],
        data=data.get(record["data"], b""),
        measure=record["measure"],
        unit=record["unit"],
        identifier=record["identifier"],
        page_starts=tuple(PageStart(*start) for start in record["starts"]),
        findings=findings_of(record["file_findings"]),
        companions=tuple(Companion(n, s, data.get(digest, b"")) for n, s, digest, _ in record["companions"]),
        sheets=record["sheets"],
        blanks=record.get("blanks", 0),
        sheet_map=record["sheet_map"],
        breaks=_breaks_of(record["breaks"]),
    )
    pictures = tuple(Thumbnail(*each) for each in record["pictures"])
    return Finished(file, findings_of(record["findings"]), 0.0, pictures, reused=True)


def _of_breaks(report: BreakReport | None) -> Record | None:
    """What is said of lines, as plain values: the places on the pages are of no use once a proof is drawn."""
    if report is None:
        return None
    return {
        "figures": asdict(report.figures),
        "breaks": [asdict(replace(each, areas=())) for each in report.breaks],
        "texts": [[source, asdict(figures)] for source, figures in report.texts],
    }


def _breaks_of(record: Record | None) -> BreakReport | None:
    if record is None:
        return None
    breaks = tuple(Break(**{**each, "areas": ()}) for each in record["breaks"])
    texts = tuple((source, Figures(**figures)) for source, figures in record["texts"])
    return BreakReport(breaks, Figures(**record["figures"]), texts=texts)


def digests_of(record: Record) -> dict[str, str]:
    """The files of a recorded edition by the end of their name (`.pdf`, `.backs.pdf`), each with its digest."""
    files = {record["suffix"]: record["data"]}
    return files | {f".{name}{suffix}": digest for name, suffix, digest, _ in record["companions"]}
