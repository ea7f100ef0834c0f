"""Template code in a manuscript: what a template engine elsewhere would have filled in is no text to print."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from presswork.manuscript import ARCHIVES
from presswork.markup.prose import prose_of, without_code
from presswork.markup.tree import BLOCKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element as Element

    from presswork.markup.draft import Draft
    from presswork.yamlsource import Path

# Jinja, Liquid, Handlebars, Twig, Mustache: an expression or a tag. Sets of sets have braces too: {{1}, {2}}.
_CODE = re.compile(r"\{\{[^{}]*\}\}|\{\{[-~]?\s.*?\s[-~]?\}\}|\{%.*?%\}", re.DOTALL)
# The same as it is written, no brace of it behind a backslash.
_WRITTEN = re.compile(r"(?<!\\)(?:\{\{(?:(?!\n[ \t]*\n).)*?\}\}|\{%(?:(?!\n[ \t]*\n).)*?%\})", re.DOTALL)
# Where people show code.
_SHOWN = frozenset({"code", "pre", "kbd", "samp", "math"})
_ATTRIBUTES = ("alt", "title", "data-alt", "data-credit", "data-title", "data-caption")
# Formats whose source does not spell text as it reads.
_UNREADABLE = ARCHIVES | {"rtf"}
HINT = "write what it stands for; to write about template code, set it as code: `{{ ... }}`, or write \\{{"


def refuse_template_code(draft: Draft, metadata: Mapping[str, Any]) -> None:
    """One error (T207) for all template code in body and metadata that is neither set as code nor escaped."""
    found = [*_in_metadata(draft, metadata), *_in_body(draft)]
    if not found:
        return
    line, example = found[0]
    more = f", and {len(found) - 1} times more" if len(found) > 1 else ""
    what = f"template code stands in the text: '{_short(example)}'{more.replace('1 times', 'once')}"
    draft.findings.error("T207", what, line, hints=[HINT])


def _in_body(draft: Draft) -> list[tuple[int | None, str]]:
    printed = [match[0] for text in _texts(draft.root) for match in _CODE.finditer(text)]
    if not printed or draft.manuscript.format in _UNREADABLE:
        return [(draft.manuscript.line_of(example), example) for example in printed]
    source, first = prose_of(draft.manuscript), draft.manuscript.body_line
    letters = set(map(_letters, printed))
    written = (found for found in _WRITTEN.finditer(source) if _letters(found[0]) in letters)
    return [(first + source.count("\n", 0, found.start()), found[0]) for found in written]


def _letters(code: str) -> str:
    """What markup does not change of it: TeX and sets have braces too, and are not printed with these letters."""
    return "".join(re.findall(r"[^\W_]+", code))


def _in_metadata(draft: Draft, metadata: Mapping[str, Any]) -> list[tuple[int | None, str]]:
    front = draft.manuscript.front
    if front is None:
        texts = (re.sub(r"<(code)\b.*?</\1>|<[^>]*>", "", text) for _, text in _strings(metadata, ()))
        return [(None, match[0]) for text in texts for match in _CODE.finditer(text)]
    return [
        (front.place(path)[0], match[0])
        for path, text in _strings(front.value, ())
        for match in _WRITTEN.finditer(without_code(text))
    ]


def _strings(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _strings(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _strings(item, (*path, index))


def _texts(root: Element) -> Iterator[str]:
    """The text of each stretch between blocks, marked-up words joined and code left out; then that of attributes."""
    parts: list[str] = []
    _walk(root, parts)
    yield from "".join(parts).split("\0")
    for element in root.iter():
        yield from (element.get(name, "") for name in _ATTRIBUTES)


def _walk(element: Element, parts: list[str]) -> None:
    parted = element.tag in BLOCKS
    parts.append("\0" if parted else "")
    if element.tag in _SHOWN:
        parts.append("\0")
    else:
        parts.append(element.text or "")
        for child in element:
            _walk(child, parts)
            parts.append(child.tail or "")
    parts.append("\0" if parted else "")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 50 else f"{line[:47]}..."
