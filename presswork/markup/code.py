"""Program code: pandoc's highlighting kept as token classes, its scaffolding taken down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presswork.markup.tree import classes, drop, set_text, unwrap
from presswork.text import names

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from presswork.markup.draft import Draft

# The short classes of skylighting's tokens, as pandoc writes them.
TOKENS = names("al an at bn bu cf ch cn co cv do dt dv er ex fl fu im in kw op ot pp re sc ss st va vs wa")
_SCAFFOLD = frozenset({"sourceCode", "numberSource", "numberLines", "number-lines", "literate", "code"})


def rewrite_code(draft: Draft) -> None:
    """Code blocks as `<pre class="code" data-language=.. tabindex="0"><code>`, inline code without classes."""
    for block in list(draft.root.iter("pre")):
        _rewrite_block(block)
    for code in draft.root.iter("code"):
        if all(around.tag != "pre" for around in code.iterancestors()):
            set_text(code, "".join(str(part) for part in code.itertext()))
            code.attrib.pop("class", None)


def _rewrite_block(block: Element) -> None:
    wrapper = block.getparent()
    if wrapper is not None and wrapper.tag == "div" and "sourceCode" in classes(wrapper):
        if (name := wrapper.get("id", "")) and not name.startswith("cb"):
            block.set("id", name)
        unwrap(wrapper)
    language = block.get("data-language") or next((name for name in classes(block) if name not in _SCAFFOLD), None)
    for anchor in list(block.iter("a")):
        drop(anchor)
    for span in list(block.iter("span")):
        if not TOKENS.intersection(classes(span)):
            unwrap(span)
        span.attrib.pop("id", None)
    if block.find("code") is None:
        _enclose(block)
    for code in block.iter("code"):
        code.attrib.clear()
    block.set("class", "code")
    if language:
        block.set("data-language", language.lower())
    # A block that scrolls must be reachable by keyboard (WCAG 2.1.1).
    block.set("tabindex", "0")


def _enclose(block: Element) -> None:
    text = "".join(str(part) for part in block.itertext())
    for child in list(block):
        block.remove(child)
    block.text = None
    code = block.makeelement("code", {})
    code.text = text
    block.append(code)
