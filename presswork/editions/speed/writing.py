"""Objects of a PDF written out once, though the engine asks for them twice."""

from __future__ import annotations

from typing import Any

import pydyf

from presswork.editions.speed.substitution import Substitute, Substitutes


def objects_written_once() -> Substitutes:
    """What an object of the file is as bytes is kept until the file is written.

    The engine writes, and compresses, all objects for the file and then again for the checksum of them all in its /ID.
    Safe because objects are not changed while a file is written; those without a number, which may be parts made for
    the moment, are not kept.
    """
    engines_write, engines_stream = pydyf.PDF.write, pydyf.Stream.data.fget
    written: dict[int, bytes] | None = None

    def write(self: Any, *arguments: Any, **named: Any) -> None:
        nonlocal written
        written = {}
        try:
            engines_write(self, *arguments, **named)
        finally:
            written = None

    def of_stream(self: Any) -> Any:
        return _kept(self, written, engines_stream)

    def of_dictionary(self: Any) -> Any:
        return _kept(self, written, _dictionary)

    return [
        Substitute(pydyf.PDF, "write", write),
        Substitute(pydyf.Stream, "data", property(of_stream)),
        Substitute(pydyf.Dictionary, "data", property(of_dictionary)),
    ]


def _kept(item: Any, written: dict[int, bytes] | None, write: Any) -> Any:
    if written is None or item.number is None:
        return write(item)
    data = written.get(id(item))
    if data is None:
        data = written[id(item)] = write(item)
    return data


def _dictionary(self: Any) -> bytes:
    """A dictionary as the engine writes it."""
    to_bytes = pydyf._to_bytes
    entries = [b"/%b %b" % (to_bytes(key), to_bytes(value)) for key, value in self.items()]
    return b"<<" + b"".join(entries) + b">>"
