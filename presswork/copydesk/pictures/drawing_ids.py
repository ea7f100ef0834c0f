"""The ids of a drawing made XML names, each once, as EPUBCheck wants them; references follow."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NAME = re.compile(r"[^\W\d][\w.-]*")  # an XML name without colons, near enough for what editors write
_URL = re.compile(r"url\(\s*(['\"]?)#([^)'\"]*)\1\s*\)")
_SELECTOR = re.compile(r"[^{}]++(?=\{)")  # not the colours, which look like ids
_ID = re.compile(r"#([\w-]+)")
_XLINK = "{http://www.w3.org/1999/xlink}href"
_LISTS = ("aria-labelledby", "aria-describedby")


def repair_ids(root: Element) -> None:
    """Give every id that is no XML name one, and take an id away where it stands a second time."""
    ids = [str(element.get("id")) for element in root.iter() if element.get("id") is not None]
    taken = {name for name in ids if _NAME.fullmatch(name)}
    changed: dict[str, str] = {}
    for old in ids:
        if old not in taken and old not in changed:
            changed[old] = _free(old, taken)
            taken.add(changed[old])
    seen: set[str] = set()
    for element in root.iter():
        if (written := element.get("id")) is None:
            continue
        if written in seen:
            del element.attrib["id"]
        else:
            seen.add(str(written))
            element.set("id", changed.get(written, written))
    if changed:
        _follow(root, changed)


def _free(old: str, taken: set[str]) -> str:
    name = re.sub(r"[^\w.-]+", "-", old) or "id"
    name = name if _NAME.fullmatch(name) else f"_{name}"
    if name not in taken:
        return name
    return next(free for n in range(2, len(taken) + 3) if (free := f"{name}-{n}") not in taken)


def _follow(root: Element, changed: dict[str, str]) -> None:
    def renamed(match: re.Match[str]) -> str:
        return f"url(#{changed.get(match[2], match[2])})"

    def selected(match: re.Match[str]) -> str:
        return _ID.sub(lambda found: "#" + changed.get(found[1], found[1]), match[0])

    for element in root.iter():
        for key, value in list(element.attrib.items()):
            name, text = str(key), str(value)
            if name in ("href", _XLINK) and text.startswith("#"):
                element.set(key, "#" + changed.get(text[1:], text[1:]))
            elif "url(" in text:
                element.set(key, _URL.sub(renamed, text))
            elif name in _LISTS:
                element.set(key, " ".join(changed.get(word, word) for word in text.split()))
        if str(element.tag).endswith("}style") and element.text:
            element.text = _SELECTOR.sub(selected, _URL.sub(renamed, element.text))
