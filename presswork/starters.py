"""What `presswork new` lays down: a small publication of the user's own, which builds at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presswork.output import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BUILD = '''"""Build content/ into out/."""

import sys
from pathlib import Path

from presswork.cli import main

if __name__ == "__main__":
    main(["build", str(Path(__file__).resolve().parent), *sys.argv[1:]])
'''

_PUBLICATION = """\
# Everything here may be changed; what you leave out, the house sets.
title: {title}
publisher: {title} Press
language: en
contact: mail@example.org
rights: CC BY-SA 4.0
tokens:
  accent: "#8c1d18"
build: [reader, ebook, web]
"""

_ARTICLE = """\
---
title: The ferry that would not be a bridge
standfirst: >
  Every few years someone draws a bridge across the narrows. Every few years the
  ferry goes on crossing them.
author: Your Name
date: 2026-03-01
section: Reports
tags: [ferries, coast]
---

At six in the morning the ramp comes down with a clang that half the village still takes for
its alarm clock. Two vans, a milk tanker and a girl with a bicycle go aboard; eleven minutes
later they are on the other side, and the ferry has already turned round.^[Replace this article
with your own. It shows a note, a heading, a pull quote and a table.]

## Eleven minutes

A bridge would take ninety seconds. It would also take the one place where everybody in the
district meets everybody else, whether they like it or not.

::: pullquote
Nobody has ever fallen in love on a bridge. On a ferry there is time.
:::

What the crossing costs, and what it carries, fits into a small table.

| Who           | Crossings a day | Fare  |
|---------------|----------------:|------:|
| On foot       |             140 |  free |
| With a car    |              64 |  4.20 |
| With a lorry  |               9 | 18.00 |

: One weekday in February

## What you do next

Change this text, add files to `content/articles/`, and run `python build.py` again. The finished
editions lie in `out/`.
"""


def _files(title: str) -> dict[str, str]:
    return {
        "build.py": _BUILD,
        "content/publication.yaml": _PUBLICATION.format(title=title),
        "content/articles/the-ferry.md": _ARTICLE,
        ".gitignore": "out/\n.presswork/\n",
    }


KINDS = {"article": _files}


def start(folder: Path, kind: str) -> Iterator[Path]:
    """Write the starter of `kind` into `folder`; yields each file written. The title is made from the folder's name."""
    title = folder.resolve().name.replace("-", " ").replace("_", " ").strip().capitalize() or "My review"
    for name, text in KINDS[kind](title).items():
        path = folder / name
        write_whole(path, text.encode())
        yield path
    for name in ("templates", "styles", "content/figures"):
        (folder / name).mkdir(parents=True, exist_ok=True)
