"""A Dask cluster of separate processes: the same bytes whatever befalls its workers; one clear word when it fails."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from presswork.cluster import joining
from presswork.diagnostics import Rejected
from presswork.jobs import plan, world_now
from presswork.production import build

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from presswork.results import BuildResult

distributed = pytest.importorskip("distributed")
ROOT = Path(__file__).parents[2]
ARTICLES = 4
NOWHERE = "tcp://127.0.0.1:9"
# Dask and Tornado close sockets when the garbage collector comes by.
pytestmark = [
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore:.*:DeprecationWarning"),
]


@pytest.fixture(scope="module")
def dask() -> Iterator[Any]:
    """Two workers, each a process of its own, and their scheduler."""
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0") as cluster:
        yield cluster


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What comes of the publication without a cluster."""
    return alone(lay(tmp_path_factory.mktemp("alone")))


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The publication; nothing is made yet."""
    return lay(tmp_path)


def lay(root: Path) -> Path:
    """A few articles, each with a picture, in three editions."""
    write(root, "content/publication.yaml", "title: The Review\nbuild: [reader, ebook, web]\n")
    write(root, "content/figures/quay.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30"/>')
    for number in range(ARTICLES):
        head = f"---\ntitle: Walk {number}\nauthor: Ana Ruiz\ndate: 2026-01-02\nsummary: S.\n---\n\n"
        body = "It began at the quay. " * (number + 1) * 20
        write(root, f"content/articles/walk-{number}.md", f"{head}{body}\n\n![The quay](../figures/quay.svg)\n")
    return root


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def made(root: Path, address: str | None = None) -> BuildResult:
    (job,) = plan([root], base=root)
    return build(job, world_now(), cluster=address)


def bytes_of(root: Path) -> dict[str, str]:
    files = (path for path in (root / "out").glob("*/*") if path.is_file())
    return {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def anew(root: Path) -> None:
    for name in ("out", ".presswork"):
        shutil.rmtree(root / name, ignore_errors=True)


def alone(root: Path) -> dict[str, str]:
    """What another process makes here, without a cluster; nothing of it is left."""
    ended = program(root, "build", "--quiet")
    assert ended.wait() == 0, ended.communicate()
    found = bytes_of(root)
    anew(root)
    return found


def program(root: Path, *words: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    command = [sys.executable, "-m", "presswork", *words]
    return subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def until(true: Callable[[], object], seconds: float = 120.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def on_workers(dask: Any, change: Callable[[], object]) -> None:
    with distributed.Client(dask.scheduler_address, set_as_default=False) as client:
        client.run(change)


# --- what comes of it -----------------------------------------------------------------------------------


def test_a_cluster_makes_the_same_bytes_and_what_it_made_is_remembered(
    house: Path, dask: Any, wanted: dict[str, str]
) -> None:
    answer = program(house, "build", "--cluster", dask.scheduler_address)
    said, told = answer.communicate()
    assert (answer.returncode, told) == (0, "")
    assert f"{ARTICLES * 3} files from {ARTICLES} articles" in said
    assert bytes_of(house) == wanted
    assert all(each.reused for each in made(house, NOWHERE).files), "nothing is to be made, so no cluster is asked"


def test_what_a_killed_worker_had_is_made_by_another(house: Path, dask: Any, wanted: dict[str, str]) -> None:
    killed: list[int] = []

    def kill() -> None:
        while not (busy := [each for each in dask.scheduler.workers.values() if each.processing]):
            time.sleep(0.01)
        pid = next(nanny.pid for nanny in dask.workers.values() if nanny.worker_address == busy[0].address)
        os.kill(pid, signal.SIGKILL)
        killed.append(pid)

    killer = threading.Thread(target=kill)
    killer.start()
    result = made(house, dask.scheduler_address)
    killer.join()
    assert killed
    assert (result.failed, result.all_findings) == (False, ())
    assert bytes_of(house) == wanted


def test_two_coordinators_at_once_do_no_harm(house: Path, dask: Any, wanted: dict[str, str]) -> None:
    both = [program(house, "build", "--quiet", "--cluster", dask.scheduler_address) for _ in range(2)]
    assert [(*each.communicate(), each.returncode) for each in both] == [("", "", 0)] * 2
    assert bytes_of(house) == wanted
    assert all(each.reused for each in made(house).files)


def test_a_worker_that_was_there_before_sees_what_changed(house: Path, dask: Any) -> None:
    made(house, dask.scheduler_address)
    write(house, "styles/paper/article.css", '@import "!house/paper/article.css"; p { color: #123456 }')
    write(house, "templates/screen/article.html.j2", "<html><head><title>t</title></head><body>New</body></html>")
    write(house, "content/figures/quay.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"/>')
    made(house, dask.scheduler_address)
    found = bytes_of(house)
    anew(house)
    assert found == alone(house)


def test_an_article_that_kills_its_workers_is_told_and_the_others_are_made(house: Path, dask: Any) -> None:
    class Deadly(distributed.WorkerPlugin):  # type: ignore[misc]
        def setup(self, worker: object) -> None:
            import os

            from presswork import walk
            from presswork.cluster import worker as cluster

            cluster.make = lambda press, path, *more: (  # type: ignore[attr-defined]
                os._exit(1) if path.name == "walk-2.md" else walk.make(press, path, *more)
            )

        def teardown(self, worker: object) -> None:
            from presswork import walk
            from presswork.cluster import worker as cluster

            cluster.make = walk.make  # type: ignore[attr-defined]

    allowed, dask.scheduler.allowed_failures = dask.scheduler.allowed_failures, 0
    try:
        with distributed.Client(dask.scheduler_address, set_as_default=False) as client:
            client.register_plugin(Deadly(), name="deadly")
            result = made(house, dask.scheduler_address)
            client.unregister_worker_plugin("deadly")
    finally:
        dask.scheduler.allowed_failures = allowed
    assert [found.code for found in result.all_findings] == ["E011"], result.all_findings
    (finding,) = result.all_findings
    assert (finding.code, finding.location.path if finding.location else "") == ("E011", "content/articles/walk-2.md")
    assert len(bytes_of(house)) == (ARTICLES - 1) * 3


# --- workers that do not see the folder -----------------------------------------------------------------


@pytest.fixture
def blind() -> Iterator[Any]:
    """A cluster of one worker, which will not see a folder."""
    with distributed.LocalCluster(n_workers=1, threads_per_worker=1, processes=True, dashboard_address=":0") as cluster:
        yield cluster


def hide(dask: Any, root: Path) -> None:
    """From here on no worker sees the folder; whichever tries to read there nevertheless fails."""
    place = str(root)

    def blind() -> None:
        import sys
        from pathlib import Path

        from presswork.cluster import worker

        def refuse(event: str, arguments: tuple[object, ...]) -> None:
            if event in ("open", "os.listdir", "os.scandir") and str(arguments[0]).startswith(place):
                raise AssertionError(f"a worker looked at {arguments[0]}")

        worker.sees = lambda root: False
        assert Path(place).is_dir()
        sys.addaudithook(refuse)

    on_workers(dask, blind)


@pytest.fixture
def rich(house: Path) -> Path:
    """What is hard to carry: files by names that no text holds, a bibliography, a neighbour, a volume, own styles."""
    write(house, "content/figures/old quay.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="70" height="30"/>')
    write(house, "content/refs.bib", "@book{roe, author={Roe, Jane}, title={Tides}, year={1990}}")
    write(house, "styles/paper/article.css", '@import "!house/paper/article.css"; p { color: #123456 }')
    head = "---\ntitle: Last walk\nauthor: Ana Ruiz\ndate: 2026-01-02\nsummary: S.\nbibliography: ../refs.bib\n---\n\n"
    text = "As in [](walk-1.md), it ended [@roe].\n\n![The old quay](<../figures/old quay.svg>)\n"
    write(house, "content/articles/z-last.md", head + text)
    write(
        house,
        "content/volumes/issue.yaml",
        "kind: issue\nnumber: 7\ndate: 2026-02-01\nbuild: [reader]\n"
        "contents: [../articles/z-last.md, ../articles/walk-0.md, ../articles/walk-1.md]\n",
    )
    return house


def test_workers_that_do_not_see_the_folder_are_sent_what_an_article_reads(rich: Path, blind: Any) -> None:
    wanted = alone(rich)
    assert any("issue" in name for name in wanted)
    hide(blind, rich)
    result = made(rich, blind.scheduler_address)
    assert not result.failed, result.all_findings
    assert bytes_of(rich) == wanted
    assert not any("presswork-" in str(finding) for finding in result.all_findings)
    assert all(each.reused for each in made(rich, NOWHERE).files), "what was read is known as it lies here"


# --- what may be wrong with it --------------------------------------------------------------------------


@pytest.mark.parametrize("address", [NOWHERE, "no address", "ftp://somewhere:21", "tls://127.0.0.1:9"])
def test_a_cluster_that_cannot_be_reached_is_told_in_one_sentence(
    house: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joining, "ANSWER", 1.0)
    with pytest.raises(Rejected, match=r"E013 the cluster at .* cannot be reached: no scheduler answers there"):
        made(house, address)


def test_a_cluster_without_workers_is_told(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "PATIENCE", 1.0)
    with (
        distributed.LocalCluster(n_workers=0, processes=True, dashboard_address=":0") as empty,
        pytest.raises(Rejected, match=r"E013 .* has no workers"),
    ):
        made(house, empty.scheduler_address)


def test_a_scheduler_that_is_lost_ends_the_build_and_what_is_finished_stays(house: Path) -> None:
    words = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--no-dashboard", "--no-show", "--host"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    file = house / "scheduler.json"
    scheduler = subprocess.Popen(
        [*words, "127.0.0.1", "--port", "0", "--scheduler-file", str(file)], env=environment, stderr=subprocess.DEVNULL
    )
    until(file.is_file)
    address = json.loads(file.read_text("utf-8"))["address"]
    words = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--no-dashboard", "--no-nanny"]
    worker = subprocess.Popen([*words, "--nthreads", "1"], cwd=house, env=environment, stderr=subprocess.DEVNULL)
    built = program(house, "build", "--quiet", "--cluster", address)
    until(lambda: list((house / "out").glob("*/*.pdf")))
    scheduler.kill()
    said, told = built.communicate()
    assert (built.returncode, said, told.splitlines()[0]) == (1, "", f"error E013 the cluster at {address} was lost")
    assert len(told.splitlines()) == 2, told
    worker.terminate()
    worker.wait()
    scheduler.wait()
    left = bytes_of(house)
    assert any(each.reused for each in made(house).files)
    assert left.items() <= bytes_of(house).items()


def test_a_worker_of_another_version_is_not_trusted(house: Path, dask: Any) -> None:
    def older() -> None:
        from presswork import likeness
        from presswork.cluster import worker as cluster

        cluster._opened.cache_clear()
        cluster.likeness = lambda root: likeness.likeness(root) | {"weasyprint": "69.0"}  # type: ignore[attr-defined]

    def mended() -> None:
        from presswork import likeness
        from presswork.cluster import worker as cluster

        cluster.likeness = likeness.likeness  # type: ignore[attr-defined]

    on_workers(dask, older)
    try:
        with pytest.raises(Rejected, match=r"E014 .*tcp://127\.0\.0\.1:\d+ has another weasyprint \(69\.0; here 70"):
            made(house, dask.scheduler_address)
    finally:
        on_workers(dask, mended)
    assert not made(house, dask.scheduler_address).failed


def test_the_command_line_says_what_to_install(house: Path) -> None:
    code = "import sys; sys.modules['distributed'] = None; from presswork.cli import main; main(sys.argv[1:])"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    answer = subprocess.run(
        [sys.executable, "-c", code, "build", "--cluster", NOWHERE],
        cwd=house, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert answer.returncode == 3
    assert answer.stderr.splitlines() == [
        "a package is missing: distributed",
        "    hint: python -m pip install 'presswork[cluster]'",
    ]


def test_the_command_line_tells_a_cluster_that_is_not_there(house: Path) -> None:
    answer = program(house, "build", "--cluster", NOWHERE)
    _, told = answer.communicate()
    assert answer.returncode == 1
    assert [line.split(" ")[:2] for line in told.splitlines() if "hint" not in line] == [["error", "E013"]]
