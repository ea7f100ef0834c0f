"""What must be alike on two machines for them to make the same bytes: Presswork, its packages, libraries, the house."""

from __future__ import annotations

import hashlib
import re
import sys
import zlib
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from presswork.house import shipped
from presswork.store.ingredients import libraries

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Packages that make bytes, each with all that it needs; `presswork` names the rest where it is installed.
_MAKERS = ("presswork", "weasyprint", "ebooklib", "pypandoc-binary", "pikepdf", "pillow", "jinja2", "lxml")
# Compiled modules, and the house's files in an installed package, which are looked at where they are found.
_NOT_OURS = frozenset({"__pycache__", "_house"})
_NAME = re.compile(r"[\w.-]+")


def likeness(root: Path | None) -> dict[str, str]:
    """Versions and digests by what a user would call them; `root` is the publication's folder.

    Contents count, not where they lie or when they were written: machines have their own copies.
    """
    folders = {"Presswork's code": Path(__file__).parent}
    folders |= {f"Presswork's {name}": shipped() / name for name in ("templates", "styles")}
    if root is not None:
        folders |= {f"{name}/": root / name for name in ("templates", "styles", "fonts", "printers")}
    return {
        "Python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        **dict(sorted(_packages())),
        **{Path(file).name: "present" for file in libraries()},
        **{name: _contents(folder) for name, folder in folders.items()},
    }


def unlike(here: Mapping[str, str], there: Mapping[str, str]) -> str:
    """The first thing that differs, with both versions; empty when nothing does."""
    for name in {**here, **there}:
        if here.get(name) != there.get(name):
            return f"{name} ({there.get(name, 'missing')}; here {here.get(name, 'missing')})"
    return ""


def _packages() -> Iterator[tuple[str, str]]:
    """The packages that make bytes and all that they need, with their versions."""
    open_, seen = [*_MAKERS], set[str]()
    while open_:
        name = re.sub(r"[-_.]+", "-", open_.pop()).lower()
        if name in seen:
            continue
        seen.add(name)
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # not for this system, or Presswork runs from its checkout
        yield name, found.version
        needed = (each for each in found.requires or () if "extra ==" not in each)
        open_ += [match[0] for each in needed if (match := _NAME.match(each))]


def _contents(folder: Path) -> str:
    """A short digest of all files below a folder, with their names."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file() and not _NOT_OURS & set(path.relative_to(folder).parts):
            name = path.relative_to(folder).as_posix().encode("utf-8", "surrogatepass")
            digest.update(name + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]
