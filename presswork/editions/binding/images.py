"""Embeds each picture once, however many parts of a volume show it."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from pikepdf import Dictionary, Object, Stream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pikepdf import Pdf


def resources(out: Pdf) -> Iterator[Any]:
    """All resource dictionaries (ISO 32000-1, 7.8.3) of pages, forms and patterns, each once."""
    seen: set[tuple[int, int]] = set()
    stack = [page.obj.Resources for page in out.pages if "/Resources" in page.obj]
    while stack:
        found = stack.pop()
        if found.is_indirect:
            if found.objgen in seen:
                continue
            seen.add(found.objgen)
        yield found
        for kind in ("/XObject", "/Pattern"):
            for value in found.get(kind, Dictionary()).as_dict().values():
                if isinstance(value, Stream) and "/Resources" in value and value.objgen not in seen:
                    seen.add(value.objgen)
                    stack.append(value.Resources)


def share_images(out: Pdf) -> None:
    """Let equal pictures (8.9.5) be one."""
    first: dict[bytes, Any] = {}
    known: dict[tuple[int, int], bytes] = {}
    for found in resources(out):
        holder = found.get("/XObject", Dictionary())
        for name in list(holder.keys()):
            image = holder[name]
            if image.get("/Subtype") != "/Image":
                continue
            if image.objgen not in known:
                known[image.objgen] = _digest(image)
            holder[name] = first.setdefault(known[image.objgen], image)


def _digest(image: Any) -> bytes:
    """What tells a picture from others: its data, and everything its dictionary says."""
    said = sorted((key, _value(key, value)) for key, value in image.stream_dict.as_dict().items())
    return sha256(repr(said).encode() + image.read_raw_bytes()).digest()


def _value(key: str, value: Any) -> Any:
    if key == "/SMask":
        return _digest(value)
    return value.unparse(resolved=True) if isinstance(value, Object) else repr(value)
