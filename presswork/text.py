"""Short text with inline markup, as titles, captions and notes have it: once plain, once as safe HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape, unescape
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


def tidy(text: str) -> str:
    """The text on one line: runs of white space become one space, control characters go (no-break spaces stay)."""
    return re.sub(r"[ \t\r\n]+", " ", _CONTROL.sub("", text)).strip(" ")


def shown(text: str, limit: int = 300) -> str:
    """Text fit for a message: on one line, without control characters, its middle left out when it is long."""
    line = tidy(text)
    return line if len(line) <= limit else f"{line[: limit // 2]} … {line[-limit // 4 :]}"


class BadValue(ValueError):
    """A value of the user's is impossible: the message is a sentence, `hint` says what to do; `str()` gives both."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.message = shown(message)
        self.hint = shown(hint)
        super().__init__(f"{self.message}; {self.hint}" if hint else self.message)


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
        reader.read(html)
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


# Comments, declarations, tags, text, and a `<` that begins none of them; possessive, so that no input takes long.
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<[!?][^>]*+>?"
    r"|<(?P<end>/?)(?P<tag>[a-zA-Z][\w:-]*+)(?P<attributes>[^<>\"']*+(?:(?:\"[^\"]*+\"|'[^']*+')[^<>\"']*+)*+)>"
    r"|(?P<text>[^<]++|<)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([a-zA-Z][\w:-]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")


@dataclass
class _Inline:
    """Writes down what is inline and safe, closes what is left open, and keeps the plain text beside it."""

    html_parts: list[str] = field(default_factory=list)
    plain_parts: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    silent: str = ""

    def read(self, html: str) -> None:
        for token in _TOKEN.finditer(html):
            if token["text"]:
                self._text(unescape(token["text"]))
            elif token["tag"] and token["end"]:
                self._end(token["tag"].lower())
            elif token["tag"]:
                self._start(token["tag"].lower(), token["attributes"])

    def _start(self, tag: str, attributes: str) -> None:
        closed = attributes.rstrip().endswith("/")
        if self.silent:
            return
        if tag in SILENT:
            self.silent = "" if closed else tag
        elif tag in BLOCK:
            self._new_line()
        elif tag in INLINE or tag in MATH:
            self._open(tag, attributes, closed=closed or tag in VOID)

    def _open(self, tag: str, attributes: str, *, closed: bool) -> None:
        kept: dict[str, str] = {}
        for name, *values in _ATTRIBUTE.findall(attributes):
            value = _attribute(tag, name.lower(), unescape("".join(values)))
            if value is not None:
                kept.setdefault(name.lower(), tidy(value))
        if tag == "math":
            kept["xmlns"] = _MATHML
        if tag in ("a", "span") and not kept:
            return
        written = "".join(f' {name}="{escape(value)}"' for name, value in kept.items())
        self.html_parts.append(f"<{tag}{written}/>" if closed else f"<{tag}{written}>")
        if tag == "br":
            self.plain_parts.append(" ")
        if not closed:
            self.open.append(tag)

    def _end(self, tag: str) -> None:
        if self.silent:
            self.silent = "" if tag == self.silent else self.silent
        elif tag in BLOCK:
            self._new_line()
        elif tag in self.open:
            last = ""
            while last != tag:
                last = self.open.pop()
                self.html_parts.append(f"</{last}>")

    def _text(self, text: str) -> None:
        if not self.silent:
            clean = re.sub(r"[ \t\r\n]+", " ", _CONTROL.sub("", text))
            self.html_parts.append(escape(clean, quote=False))
            self.plain_parts.append(clean)

    def _new_line(self) -> None:
        if self.html_parts and not self.open:
            self.html_parts.append("<br/>")
            self.plain_parts.append(" ")

    def text(self) -> Text:
        closing = "".join(f"</{tag}>" for tag in reversed(self.open))
        html = re.sub(r"\s*(<br/>\s*)+", "<br/>", "".join(self.html_parts) + closing)
        html = re.sub(r"^(\s|<br/>)+|(\s|<br/>)+$", "", html)
        return Text(tidy("".join(self.plain_parts)), html)
