"""Exit codes, in one place, and what is said when the fault is ours."""

from __future__ import annotations

import sys
import traceback

FINE = 0
FINDINGS = 1
USAGE = 2
ENGINE_MISSING = 3
BUG = 70
INTERRUPTED = 130  # 128 + SIGINT, as shells say it


def report_bug() -> None:
    """Say that the fault is ours, and what to send us."""
    traceback.print_exc()
    print(
        "\nThis is a fault in Presswork, not in your text. Please report it with the lines above,\n"
        "the command you gave and the output of `presswork doctor`.",
        file=sys.stderr,
    )
