"""The process beside: the same files come out of it, it dies with its parent, nothing is lost when it dies first."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from presswork.diagnostics import Diagnostic, Rejected

ROOT = Path(__file__).parents[2]
ARTICLE = (
    "---\ntitle: A short walk\nauthor: Ana Ruiz\ndate: 2026-01-02\nsummary: A walk.\n---\n\nIt began at the quay.\n"
)
# Builds in this process, then with a worker, and says whether the bytes are the same; then kills the worker and builds.
SCRIPT = """
import os, signal, sys
from pathlib import Path
from presswork.jobs import plan, world_now
from presswork.production import build
from presswork.workers import beside

def made(out, worker):
    (job,) = plan([Path("walk.md")], base=Path.cwd(), out=Path(out))
    result = build(job, world_now(), beside=worker)
    assert not result.failed, result.all_findings
    return {m.edition: m.path.read_bytes() for m in result.files}

with beside() as worker:
    pid = worker.submit(os.getpid).result()
    assert pid != os.getpid()
    there = made("there", worker)
    os.kill(pid, signal.SIGKILL)
    after = made("after", worker)
assert there == after == made("here", None)
print("the same")
"""


def python(code: str, folder: Path) -> subprocess.Popen[str]:
    environment = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]}
    return subprocess.Popen(
        [sys.executable, "-c", code], cwd=folder, env=environment, stdout=subprocess.PIPE, text=True
    )


def test_the_same_files_come_from_either_process_and_after_its_death(tmp_path: Path) -> None:
    (tmp_path / "walk.md").write_text(ARTICLE, "utf-8")
    with python(SCRIPT, tmp_path) as process:
        said, _ = process.communicate(timeout=60)
    assert said == "the same\n"


def test_nothing_is_left_running_when_the_parent_is_killed(tmp_path: Path) -> None:
    code = (
        "import os, time\nfrom presswork.workers import beside\nwith beside() as worker:\n"
        "    print(worker.submit(os.getpid).result(), flush=True)\n    time.sleep(60)"
    )
    with python(code, tmp_path) as process:
        assert process.stdout is not None
        worker = int(process.stdout.readline())
        process.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 10
    while Path(f"/proc/{worker}").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not Path(f"/proc/{worker}").exists()


def test_a_process_that_need_not_warm_up_is_forked_when_it_has_something_to_do(tmp_path: Path) -> None:
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom presswork.workers import beside\n"
        "def children(): return Path(f'/proc/self/task/{os.getpid()}/children').read_text().split()\n"
        "with beside(warm=False) as worker:\n"
        "    print(len(children()), 'multiprocessing' in sys.modules)\n"
        "    print(str(worker.submit(os.getpid).result()) in children())\n"
        "with beside(warm=False): pass\n"
    )
    with python(code, tmp_path) as process:
        said, _ = process.communicate(timeout=60)
    assert said == "0 False\nTrue\n"
    assert process.returncode == 0


def test_findings_travel_between_processes() -> None:
    import pickle

    findings = (Diagnostic("H001", "there is no template 'x'", hints=("y",)),)
    assert pickle.loads(pickle.dumps(Rejected(findings))).findings == findings
