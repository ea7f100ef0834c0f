"""Bytes of a text file into characters: UTF-8, UTF-16 by its mark, else Windows-1252, and no control characters."""

from __future__ import annotations

import codecs
import re

from presswork.diagnostics import Diagnostic, Location, Severity
from presswork.manuscript.formats import refused

# XML 1.0 (2.2 Characters) admits tab, line feed and carriage return of the controls; form feed and the C1 controls are
# what old word processors leave behind and are dropped without harm, NEL (U+0085) is a line end.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""<\?xml[^>]*encoding=["']([\w.:-]+)|<meta[^>]*charset=["']?([\w.:-]+)""", re.IGNORECASE)
_CONTROLS = dict.fromkeys([*range(0x80, 0x85), *range(0x86, 0xA0), 0xFEFF])


def decoded(data: bytes, format_: str, display: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """The text of a file with line feeds as line ends, and a warning when its encoding was guessed.

    Raises `Rejected`: T107 when the bytes are no text in the encoding they declare, T108 for a control character.
    """
    encoding = _encoding(data, format_)
    findings: tuple[Diagnostic, ...] = ()
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        if encoding != "utf-8" or b"\0" in data:
            raise _undecodable(data, encoding, error, display) from None
        text, findings = _guessed(data, error, display)
    # PDFium writes U+FFFE where a line end parted a word. A form feed is a page's end, and received text wants to know.
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n").replace("\ufffe", "\u00ad")
    if bad := _FORBIDDEN.search(text):
        raise _forbidden(text, bad.start(), display)
    return text.translate(_CONTROLS) if not text.isascii() else text, findings


def _encoding(data: bytes, format_: str) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if data[:2].count(0) == 1 and data[2:4].count(0) == 1:
        return "utf-16-le" if data[1] == 0 else "utf-16-be"
    if format_ in {"html", "xml", "docbook"} and (declared := _DECLARED.search(data[:2048])):
        name = (declared[1] or declared[2]).decode("ascii", "replace").lower()
        # WHATWG Encoding 4.2: what calls itself Latin-1 or ASCII on the web is Windows-1252.
        return "cp1252" if name in {"iso-8859-1", "latin1", "latin-1"} else name.replace("us-ascii", "utf-8")
    return "utf-8"


def _guessed(data: bytes, error: Exception, display: str) -> tuple[str, tuple[Diagnostic, ...]]:
    at = error.start if isinstance(error, UnicodeDecodeError) else 0
    line = data.count(b"\n", 0, at) + 1
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise refused(
            "T107", "the encoding of the file cannot be told", display, "save it as UTF-8", line=line
        ) from None
    message = "the text is not UTF-8 and was read as Windows-1252 (Western European)"
    hint = "check the accented letters from this line on, and save the file as UTF-8"
    return text, (Diagnostic("T107", message, Severity.WARNING, Location(display, line), (hint,)),)


def _undecodable(data: bytes, encoding: str, error: Exception, display: str) -> Exception:
    if b"\0" in data and encoding == "utf-8":
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        return refused("T108", "the file holds NUL bytes: it is not text", display, "save it as UTF-8 text", line=line)
    if isinstance(error, LookupError):
        return refused("T107", f"the file declares an unknown encoding '{encoding}'", display, "save it as UTF-8")
    return refused("T107", f"the file is not the {encoding.upper()} that it says it is", display, "save it as UTF-8")


def _forbidden(text: str, at: int, display: str) -> Exception:
    line = text.count("\n", 0, at) + 1
    name = "a NUL byte" if text[at] == "\0" else f"the control character U+{ord(text[at]):04X}"
    return refused("T108", f"the text holds {name}", display, "delete it; an editor can show invisibles", line=line)
