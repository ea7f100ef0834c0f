"""What `presswork build` and `presswork check` do when their options are read: plan, make, tell."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presswork.cli.exits import BUG, ENGINE_MISSING, FINDINGS, FINE
from presswork.cli.terminal import Terminal, summary
from presswork.diagnostics import Diagnostic, Rejected, Severity

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from presswork.jobs import Job
    from presswork.results import BuildResult

    Judge = Callable[[Sequence[BuildResult], Terminal], list[Diagnostic]]

# Findings that say an engine is missing: pandoc, or the release of the PDF engine that we know.
MISSING = frozenset({"T120", "E102"})


def build(asked: Mapping[str, Any], worker: Executor | None) -> int:
    """Do what the options of `build_options.BUILD` ask for; the exit code."""
    return run(
        asked["paths"] or [],
        asked["edition"] or [],
        asked["out"],
        Terminal(asked["quiet"], asked["json"]),
        worker=worker,
        strict=asked["strict"],
        keep=True,
        jobs=asked["jobs"],
        cluster=asked["cluster"],
        explain=asked["explain"],
        proof=asked["proof"],
    )


def run(
    paths: Sequence[Path],
    editions: Sequence[str],
    out: Path | None,
    terminal: Terminal,
    *,
    worker: Executor | None,
    strict: bool,
    keep: bool,
    judge: Judge | None = None,
    jobs: int | None = None,
    cluster: str | None = None,
    explain: bool = False,
    lines: bool = False,
    proof: bool = False,
) -> int:
    """Plan, build and tell; the exit code is 1 when there are errors, or warnings and `strict`.

    `worker` is the process beside that makes PDFs, if there is one; `jobs` how many processes make articles, None for
    one on each processor; `cluster` the address of machines that make them instead; `explain` says why editions were
    made, `lines` all that is to be said of lines and columns, and `proof` makes a copy of each PDF with that marked;
    `judge` says more of what was made, whose files are in `out` then, and are not spoken of.
    """
    from presswork import jobs as planning
    from presswork import production
    from presswork.workers import processors

    base = Path.cwd()
    try:
        planned = planning.plan(paths, base=base, out=out, editions=editions)
        planned = [planning.with_proofs(job) for job in planned] if proof else planned
    except Rejected as rejected:
        terminal.findings(rejected.findings)
        return FINDINGS
    make = partial(
        production.build,
        keep=keep or judge is not None,
        beside=worker if jobs != 1 else None,
        workers=jobs or processors(),
        cluster=cluster,
        lines=lines,
    )
    results = _build_each(planned, base, terminal, make, told=keep)
    if explain:
        _explain(results, terminal)
    findings = [d for result in results for d in result.all_findings]
    if judge is not None:
        findings += judge(results, terminal)
    return _conclude(results, findings, terminal, strict=strict)


def _conclude(
    results: Sequence[BuildResult], findings: Sequence[Diagnostic], terminal: Terminal, *, strict: bool
) -> int:
    """The summary, and the exit code that goes with it."""
    articles = [a for result in results for a in result.articles]
    seconds = sum(result.seconds for result in results)
    terminal.say(summary(articles, findings, seconds))
    terminal.record(
        "summary", files=sum(len(a.files) for a in articles), articles=len(articles), seconds=round(seconds, 3)
    )
    if faults := [article.fault for article in articles if article.fault]:
        print("\n".join(faults), file=sys.stderr)
        return BUG
    if MISSING & {finding.code for finding in findings}:
        return ENGINE_MISSING
    return FINDINGS if _failed(findings, strict) else FINE


def _build_each(
    jobs: Sequence[Job], base: Path, terminal: Terminal, make: Callable[..., BuildResult], *, told: bool
) -> list[BuildResult]:
    from presswork.jobs import world_now

    results: list[BuildResult] = []
    for job in jobs:
        with terminal.progress() as progress:
            result = make(job, world_now(), progress=progress)
        tell(result, base, terminal, keep=told)
        results.append(result)
    return results


def _explain(results: Sequence[BuildResult], terminal: Terminal) -> None:
    """Why each edition was made that was not there already."""
    for article in (each for result in results for each in result.articles):
        for edition, why in article.reasons.items():
            terminal.say(f"{article.source}: made '{edition}' because {why}")
            terminal.record("reason", source=article.source, edition=edition, why=why)


def tell(result: BuildResult, base: Path, terminal: Terminal, *, keep: bool) -> None:
    """One line for each file made, then all findings."""
    if keep:
        for made in result.files:
            path = made.path.absolute()
            shown = path.relative_to(base).as_posix() if path.is_relative_to(base) else str(path)
            terminal.made(made, shown)
    terminal.findings(result.all_findings)


def _failed(findings: Sequence[Diagnostic], strict: bool) -> bool:
    serious = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(finding.severity in serious for finding in findings)
