"""What `presswork new` lays down: a small publication of the user's own, which builds at once.

Each kind is a folder here; `every` holds what all kinds have. A program's name ends in `.in`, so that nobody takes it
for a part of the package.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from presswork.output import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
KINDS = ("article", "pamphlet", "magazine", "book")
IGNORED = "out/\n.presswork/\n"


def start(folder: Path, kind: str) -> Iterator[Path]:
    """Write the starter of `kind` into `folder`; yields each file written. The title is made from the folder's name."""
    title = folder.resolve().name.replace("-", " ").replace("_", " ").strip().capitalize() or "My review"
    for source in (HERE / "every", HERE / kind):
        for file in sorted(path for path in source.rglob("*") if path.is_file() and "__pycache__" not in path.parts):
            text = file.read_text("utf-8")
            if file.name == "publication.yaml":
                text = text.format(title=title)
            yield _written(folder / str(file.relative_to(source)).removesuffix(".in"), text)
    yield _written(folder / ".gitignore", IGNORED)
    for name in ("templates", "styles", "content/figures"):
        (folder / name).mkdir(parents=True, exist_ok=True)


def _written(path: Path, text: str) -> Path:
    write_whole(path, text.encode())
    return path
