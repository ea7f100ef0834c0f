"""The volumes of the sample publication in print and as e-books, and their articles alone."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from lxml import etree
from sample_publication import ROOT, WORLD, Samples, built

from presswork.jobs import plan
from presswork.production import build
from presswork.volumes import manuscripts_of, read_volume, volumes_in

if TYPE_CHECKING:
    from pathlib import Path

    from presswork.volume import Volume

VOLUMES = tuple(path.relative_to(ROOT).as_posix() for path in volumes_in(ROOT))
EDITIONS = ("reader", "ebook")


def build_volumes(out: Path, *, base: Path = ROOT) -> Samples:
    """Every sample volume in print and as an e-book, none of them from a store."""
    (job,) = plan([base / name for name in VOLUMES], base=base, out=out, editions=EDITIONS)
    return Samples(built(partial(build, job, WORLD, remember=False)))


def build_alone(out: Path) -> Samples:
    """The articles of all sample volumes, each as an e-book of its own, without the pages of a print."""
    paths = dict.fromkeys(path for name in VOLUMES for path in manuscripts_of(sample_volume(name)))
    (job,) = plan(list(paths), base=ROOT, out=out, editions=("ebook",))
    ebook = replace(job.publication.editions["ebook"], pages_of=None)
    publication = replace(job.publication, editions=MappingProxyType({"ebook": ebook}))
    return Samples(built(partial(build, replace(job, publication=publication), WORLD, remember=False)))


def sample_volume(name: str) -> Volume:
    """A sample volume as its file says it."""
    (job,) = plan([ROOT / name], base=ROOT)
    volume, _ = read_volume(ROOT / name, display=name, publication=job.publication)
    return volume


def documents(book: Path) -> dict[str, Any]:
    """The XHTML documents of an e-book as trees."""
    with zipfile.ZipFile(book) as archive:
        names = [name for name in archive.namelist() if name.endswith(".xhtml")]
        return {name.removeprefix("EPUB/"): etree.fromstring(archive.read(name)) for name in names}
