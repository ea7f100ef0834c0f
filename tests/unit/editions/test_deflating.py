"""Streams of PDFs are compressed once, at a level that pays."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

import pydyf
from pdf_samples import STATED, URN, paragraphs
from pdf_samples import page as page_around

from presswork.edition import Edition
from presswork.editions import deflating
from presswork.editions.deflating import lightly_deflated
from presswork.editions.pdf import typeset

if TYPE_CHECKING:
    import pytest

READER = Edition("reader", "pdf")
REAL = zlib.compressobj


class Counted:
    """A compressor that notes down, in `kept`, every level at which it was asked for, and every text given to it."""

    def __init__(self, kept: list[Any], level: int) -> None:
        self._kept, self._real = kept, REAL(level)
        kept.append(level)

    def compress(self, data: bytes) -> bytes:
        self._kept.append(data)
        return self._real.compress(data)

    def flush(self) -> bytes:
        return self._real.flush()


def test_each_stream_of_a_file_is_compressed_once_and_lightly(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[Any] = []
    monkeypatch.setattr(zlib, "compressobj", lambda level: Counted(kept, level))
    file = typeset(page_around(paragraphs(3)), READER, STATED, URN)
    monkeypatch.undo()
    levels, texts = kept[0::2], kept[1::2]
    assert set(levels) == {deflating.LEVEL}
    assert len(texts) == len(set(texts)) == file.data.count(b"/FlateDecode")


def test_a_lighter_file_is_hardly_larger(monkeypatch: pytest.MonkeyPatch) -> None:
    page = page_around(paragraphs(20, notes=True), columns=2)
    light = typeset(page, READER, STATED, URN).data
    monkeypatch.setattr(deflating, "LEVEL", 9)
    heavy = typeset(page, READER, STATED, URN).data
    assert len(heavy) < len(light) < 1.03 * len(heavy)


def test_the_writer_compresses_as_before_afterwards() -> None:
    with lightly_deflated():
        assert pydyf.zlib.decompress(pydyf.zlib.compress(b"abc")) == b"abc"
        assert pydyf.zlib.compressobj(level=1).compress(b"") == zlib.compressobj(1).compress(b"")
    assert pydyf.zlib is zlib
