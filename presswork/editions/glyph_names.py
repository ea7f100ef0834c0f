"""Takes the names of glyphs out of the typefaces in a PDF, whose text knows glyphs by number."""

from __future__ import annotations

from contextlib import contextmanager
from struct import Struct, pack, unpack
from typing import TYPE_CHECKING, Any

from weasyprint.pdf.fonts import Font

from presswork.editions.cff import UnexpectedProgramError, keyed_by_number

if TYPE_CHECKING:
    from collections.abc import Iterator

# A table of a font file: tag, checksum, place, length. The file's own checksum stands in `head`.
_TABLE = Struct(">4sIII")
_ADJUSTMENT, _WHOLE = slice(8, 12), 0xB1B0AFBA
_WORD = 0xFFFFFFFF


@contextmanager
def nameless_glyphs() -> Iterator[None]:
    """Inside the `with` block CFF typefaces are written to PDFs without names of glyphs (ISO 32000-1, 9.7.4.2).

    HarfBuzz keeps the names of all glyphs up to the last one that is used, which is most of a small subset.
    """
    engines = Font.clean

    def clean(font: Any, *arguments: Any) -> None:
        engines(font, *arguments)
        font.file_content = without_names(font.file_content)

    Font.clean = clean
    try:
        yield
    finally:
        Font.clean = engines


def without_names(program: bytes) -> bytes:
    """A font file whose CFF outlines have numbers instead of names; unchanged when its outlines are not such."""
    if program[:4] != b"OTTO":
        return program
    tables = dict(_tables(program))
    try:
        tables[b"CFF "] = keyed_by_number(tables[b"CFF "])
    except (UnexpectedProgramError, KeyError):
        return program
    return _joined(program[:4], tables)


def _tables(program: bytes) -> Iterator[tuple[bytes, bytes]]:
    for number in range(int.from_bytes(program[4:6], "big")):
        tag, _, start, length = _TABLE.unpack_from(program, 12 + _TABLE.size * number)
        yield tag, program[start : start + length]


def _joined(flavour: bytes, tables: dict[bytes, bytes]) -> bytes:
    """A font file of tables (OpenType specification, "Organization of an OpenType font")."""
    head = bytearray(tables[b"head"])
    head[_ADJUSTMENT] = bytes(4)
    contents = {tag: bytes(head) if tag == b"head" else tables[tag] for tag in sorted(tables)}
    power = len(tables).bit_length() - 1
    directory = [flavour, pack(">4H", len(tables), 16 << power, power, 16 * len(tables) - (16 << power))]
    place, total = 12 + _TABLE.size * len(tables), 0
    for tag, data in contents.items():
        checksum = _checksum(data)
        directory.append(_TABLE.pack(tag, checksum, place, len(data)))
        place, total = place + len(data) + -len(data) % 4, total + checksum
    opened = b"".join(directory)
    head[_ADJUSTMENT] = pack(">I", (_WHOLE - total - _checksum(opened)) & _WORD)
    contents[b"head"] = bytes(head)
    return opened + b"".join(data + bytes(-len(data) % 4) for data in contents.values())


def _checksum(data: bytes) -> int:
    """The sum of the words of a table."""
    padded = data + bytes(-len(data) % 4)
    return int(sum(unpack(f">{len(padded) // 4}I", padded)) & _WORD)
