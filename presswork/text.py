"""Short text with inline markup, as titles, captions and notes have it: once plain, once as safe HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from urllib.parse import urlsplit


def names(written: str) -> frozenset[str]:
    """A closed set of names, written as one string with spaces between them."""
    return frozenset(written.split())


INLINE = names("em strong i b cite q sub sup small s abbr code kbd samp span a br bdi bdo dfn del ins time mark")
MATH = names(
    "math semantics mrow mi mn mo ms mtext mspace msup msub msubsup mfrac msqrt mroot mover munder munderover mstyle"
    " mpadded mphantom mtable mtr mtd"
)
SILENT = names("script style title template noscript iframe object svg annotation annotation-xml")
VOID = frozenset({"br", "mspace"})
BLOCK = names("p div li ul ol blockquote section article h1 h2 h3 h4 h5 h6 pre table tr td th dl dt dd")
ATTRIBUTES = names("lang dir title datetime class href xmlns display alttext mathvariant")
CLASSES = frozenset({"small-caps", "smallcaps"})
_MATHML = "http://www.w3.org/1998/Math/MathML"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


class BadValue(ValueError):  # noqa: N818 - it names what is bad, as `Rejected` does
    """A value of the user's is impossible: the message is a sentence, `hint` says what to do; `str()` gives both."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message}; {hint}" if hint else message)
        self.message = message
        self.hint = hint


def tidy(text: str) -> str:
    """The text on one line: runs of white space become one space, control characters go (no-break spaces stay)."""
    return re.sub(r"[ \t\r\n]+", " ", _CONTROL.sub("", text)).strip(" ")


def parse_url(text: str) -> str:
    """A web address, absolute, with http or https and a host. Raises `BadValue`."""
    address = text.strip()
    try:
        parts = urlsplit(address)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s<>\"\\^`{|}]", address)
    except ValueError:
        good = False
    if not good:
        raise BadValue(f"'{text}' is no web address", "write it in full, such as https://harbour.example/article")
    return address


def parse_email(text: str) -> str:
    """An e-mail address, `mailto:` taken off. Raises `BadValue`."""
    address = text.strip().removeprefix("mailto:")
    if not re.fullmatch(r"[^\s@<>\",;:()\\]{1,64}@[^\s@<>\",;:()\\.][^\s@<>\",;:()\\]*\.[^\s@<>\",;:()\\.]+", address):
        raise BadValue(f"'{text}' is no e-mail address", "write it as name@harbour.example")
    return address


@dataclass(frozen=True, slots=True)
class Text:
    """Inline text: `plain` for places that know no markup, `html` as safe, XML-well-formed inline HTML.

    Jinja prints `html` (through `__html__`), `str()` gives `plain`. An empty Text is false.
    """

    plain: str
    html: str

    @classmethod
    def of(cls, plain: str) -> Text:
        """Text without markup: `Text.of("a & b").html == "a &amp; b"`."""
        line = tidy(plain)
        return cls(line, escape(line, quote=False))

    @classmethod
    def from_html(cls, html: str) -> Text:
        """Text from an HTML fragment, reduced to inline markup that is safe and well formed.

        Scripts go with their content; blocks become lines (`<br/>`); links keep http, https and mailto addresses.
        """
        reader = _Inline()
        reader.feed(html)
        reader.close()
        return reader.text()

    def __html__(self) -> str:
        return self.html

    def __str__(self) -> str:
        return self.plain

    def __bool__(self) -> bool:
        return bool(self.plain)


def _attribute(tag: str, name: str, value: str) -> str | None:
    """The attribute's value if it may stay on the element, made safe."""
    if name not in ATTRIBUTES:
        return None
    if name == "href":
        return value.strip() if tag == "a" and _harmless(value) else None
    if name == "class":
        return " ".join("small-caps" for word in value.split() if word in CLASSES) or None
    if name == "xmlns":
        return _MATHML if tag == "math" and value == _MATHML else None
    return value


def _harmless(href: str) -> bool:
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return False
    return parts.scheme in ("http", "https", "mailto") and "\x00" not in href


@dataclass
class _Inline(HTMLParser):
    """Writes down what is inline and safe, closes what is left open, and keeps the plain text beside it."""

    html_parts: list[str] = field(default_factory=list)
    plain_parts: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self.silent.append(tag)
        if self.silent:
            return
        if tag in BLOCK:
            self._new_line()
        elif tag in INLINE or tag in MATH:
            self._start(tag, attrs)

    def _start(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = [(name, safe) for name, value in attrs if (safe := _attribute(tag, name, value or "")) is not None]
        if tag == "math" and not any(name == "xmlns" for name, _ in kept):
            kept.append(("xmlns", _MATHML))
        if tag in ("a", "span") and not kept:
            return
        written = "".join(f' {name}="{escape(tidy(value))}"' for name, value in dict(kept).items())
        self.html_parts.append(f"<{tag}{written}/>" if tag in VOID else f"<{tag}{written}>")
        if tag == "br":
            self.plain_parts.append(" ")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.silent:
            if tag == self.silent[-1]:
                self.silent.pop()
        elif tag in BLOCK:
            self._new_line()
        elif tag in self.open:
            while True:
                last = self.open.pop()
                self.html_parts.append(f"</{last}>")
                if last == tag:
                    break

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        if not self.silent:
            clean = re.sub(r"[ \t\r\n]+", " ", _CONTROL.sub("", data))
            self.html_parts.append(escape(clean, quote=False))
            self.plain_parts.append(clean)

    def _new_line(self) -> None:
        if "".join(self.plain_parts).strip() and not self.open:
            self.html_parts.append("<br/>")
            self.plain_parts.append(" ")

    def text(self) -> Text:
        closing = "".join(f"</{tag}>" for tag in reversed(self.open))
        html = re.sub(r"\s*(<br/>\s*)+", "<br/>", "".join(self.html_parts) + closing)
        html = re.sub(r"^(\s|<br/>)+|(\s|<br/>)+$", "", html)
        return Text(tidy("".join(self.plain_parts)), html)
