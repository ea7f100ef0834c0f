"""Takes the names of glyphs out of the typefaces in a PDF, whose text knows glyphs by number."""

from __future__ import annotations

from contextlib import contextmanager
from struct import Struct, pack, unpack
from typing import TYPE_CHECKING, Any, NamedTuple

from weasyprint.pdf.fonts import Font

from presswork.editions.cff import UnexpectedProgramError, keyed_by_number

if TYPE_CHECKING:
    from collections.abc import Iterator

# A table in the directory of a font file: tag, checksum, place, length. The file's own checksum stands in `head`, whose
# checksum is without it.
_ENTRY = Struct(">4sIII")
_ADJUSTMENT, _WHOLE = slice(8, 12), 0xB1B0AFBA
_WORD = 0xFFFFFFFF


class _Table(NamedTuple):
    data: bytes
    checksum: int


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
        cff = keyed_by_number(tables[b"CFF "].data)
    except (UnexpectedProgramError, KeyError):
        return program
    return _joined(program[:4], tables | {b"CFF ": _Table(cff, _checksum(cff))})


def _tables(program: bytes) -> Iterator[tuple[bytes, _Table]]:
    for number in range(int.from_bytes(program[4:6], "big")):
        tag, checksum, start, length = _ENTRY.unpack_from(program, 12 + _ENTRY.size * number)
        yield tag, _Table(program[start : start + length], checksum)


def _joined(flavour: bytes, tables: dict[bytes, _Table]) -> bytes:
    """A font file of tables (OpenType specification, "Organization of an OpenType font")."""
    power = len(tables).bit_length() - 1
    directory = [flavour, pack(">4H", len(tables), 16 << power, power, 16 * len(tables) - (16 << power))]
    place, bodies = 12 + _ENTRY.size * len(tables), {}
    for tag, (data, checksum) in sorted(tables.items()):
        directory.append(_ENTRY.pack(tag, checksum, place, len(data)))
        bodies[tag] = data + bytes(-len(data) % 4)
        place += len(bodies[tag])
    opened, head = b"".join(directory), bytearray(bodies[b"head"])
    total = _checksum(opened) + sum(table.checksum for table in tables.values())
    head[_ADJUSTMENT] = pack(">I", (_WHOLE - total) & _WORD)
    bodies[b"head"] = bytes(head)
    return opened + b"".join(bodies.values())


def _checksum(data: bytes) -> int:
    """The sum of the words of a table."""
    padded = data + bytes(-len(data) % 4)
    return int(sum(unpack(f">{len(padded) // 4}I", padded)) & _WORD)
