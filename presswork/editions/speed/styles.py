"""Computed styles kept in a worker, so that documents with the same sheets do not compute them again."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from weasyprint.css import AnonymousStyle, ComputedStyle, InitialStyle, StyleFor
from weasyprint.logger import LOGGER

from presswork.editions.speed.sheets import Said
from presswork.editions.speed.substitution import Substitute, Substitutes

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

# The house's article has about a hundred.
_KEPT = 4096
# The name of an element is its own, and nothing follows from it. The others are set by the engine for other reasons
# than the sheets', and then inherited: by the whole document, by a list's mark.
_NAME = "anchor"
_ALWAYS_COMPUTED = {_NAME, "overflow"}
_ALWAYS_COMPUTED_ANONYMOUSLY = {"white_space"}
_SPECIFIED = ("position", "float", "display")


@dataclass(slots=True)
class Known:
    """What is known of a style, whatever document it is in: computed and specified values, never one set afterwards.

    `of` keeps alive what the style follows from, by whose identity it is found. `texts` is what Pango is told of it,
    `strut` the height of its lines.
    """

    of: Any = None
    values: dict[str, Any] = field(default_factory=dict)
    specified: dict[str, Any] = field(default_factory=dict)
    ratios: dict[str, Any] = field(default_factory=dict)
    inside: Known | None = None
    texts: Any = None
    strut: Any = None

    def anonymous(self) -> Known:
        """What is known of the style of anonymous boxes inside."""
        if self.inside is None:
            self.inside = Known()
        return self.inside


class _Pool:
    """The styles of this process, and whether the engine has been silent since `begin`: what it says is said again."""

    def __init__(self) -> None:
        self.styles: dict[Hashable, Known] = {}
        self.said = Said()
        self.silent = 0
        self.alone = False
        LOGGER.addHandler(self.said)

    def begin(self) -> None:
        """Begin a document; what an earlier one had something said about is forgotten."""
        if self.said.count != self.silent or self.alone or len(self.styles) > _KEPT:
            self.styles.clear()
        self.silent, self.alone = self.said.count, False

    def known(self, parent: Any, cascaded: Mapping[str, Any], rest: tuple[Any, ...]) -> Known:
        """What is known of the style with these declarations inside `parent`."""
        if self.alone or self.said.count != self.silent:
            return Known()
        declared = (
            (name, _identity(value), *_ranks(weight)) for name, (value, weight) in cascaded.items() if name != _NAME
        )
        key = (id(parent), *map(_identity, rest), *declared)
        if key not in self.styles:
            self.styles[key] = Known((parent, rest, cascaded))
        return self.styles[key]


_pool = _Pool()


def _identity(value: Any) -> Any:
    # Names and languages come from the elements, all other values from sheets that are parsed once.
    words = value if type(value) is tuple else (value,)
    return value if all(type(word) is str for word in words) else id(value)


def _ranks(weight: tuple[Any, ...]) -> tuple[Any, ...]:
    *ranks, specificity = weight
    return (*ranks, *specificity)


class _Kept(ComputedStyle):  # type: ignore[misc]
    """The engine's style of one document that notes down what it computes."""

    known: Known

    def __init__(self, known: Known, *given: Any) -> None:
        super().__init__(*given)
        self.known = known
        if self.parent_style is None:
            self.cache = known.ratios
        self.update(known.values)
        self.specified.update(known.specified)

    def __missing__(self, key: str) -> Any:
        value = super().__missing__(key)
        if key not in _ALWAYS_COMPUTED:
            self.known.values[key] = value
            if key in _SPECIFIED:
                self.known.specified[key] = self.specified[key]
        return value

    def copy(self) -> ComputedStyle:
        """A style that the engine goes on to change, of which nothing is noted down."""
        copy = ComputedStyle(
            self.parent_style, self.cascaded, self.pseudo_type, self.root_style, self.base_url, self.font_config,
            self._initial_page_sizes,
        )  # fmt: skip
        copy.update(self)
        copy.specified = self.specified.copy()
        return copy

    @cached_property
    def anonymous_style(self) -> _KeptAnonymous:
        return _KeptAnonymous(self)

    @property
    def initial_page_sizes(self) -> Any:
        # Lengths in parts of the first page are of this document only, and so is all that follows from them.
        _pool.alone = True
        return self._initial_page_sizes

    @initial_page_sizes.setter
    def initial_page_sizes(self, sizes: Any) -> None:
        self._initial_page_sizes = sizes


class _KeptAnonymous(AnonymousStyle):  # type: ignore[misc]
    """The engine's style of anonymous boxes in one document that notes down what it computes."""

    known: Known

    def __init__(self, parent: Any) -> None:
        super().__init__(parent)
        self.known = parent.known.anonymous()
        self.update(self.known.values)

    def __missing__(self, key: str) -> Any:
        value = super().__missing__(key)
        if key not in _ALWAYS_COMPUTED_ANONYMOUSLY:
            self.known.values[key] = value
        return value

    def copy(self) -> AnonymousStyle:
        """A style that the engine goes on to change, of which nothing is noted down."""
        copy = AnonymousStyle(self.parent_style)
        copy.update(self)
        return copy

    @cached_property
    def anonymous_style(self) -> _KeptAnonymous:
        return _KeptAnonymous(self)


def kept_styles() -> Substitutes:
    """A style that an earlier document had begins with the values that were computed there.

    Safe because a style follows from its parent's and from its declarations, which are the same objects as long as
    their sheets are; each document has a style object of its own, so that what the engine sets in it stays there.
    Where the engine has something to say, or a length depends on the first page, every document computes for itself.
    """
    _pool.begin()

    def set_computed_styles(
        self: Any,
        element: Any,
        parent: Any,
        root: Any = None,
        pseudo_type: str | None = None,
        base_url: str | None = None,
        target_collector: Any = None,
    ) -> None:
        cascaded = self._cascaded_styles.get((element, pseudo_type), {})
        styles = self._computed_styles
        if element == root and pseudo_type is None:
            above, roots = None, InitialStyle(self.font_config)
            known = _pool.known(None, cascaded, (base_url, self.font_config))
        else:
            above, roots = styles[parent, None], styles[root, None]
            known = _pool.known(above.known, cascaded, (pseudo_type,))
        if target_collector is None and "display" in cascaded:
            # The engine looks at the display of a page's boxes once they have values.
            known = Known()
        style = styles[element, pseudo_type] = _Kept(
            known, above, cascaded, pseudo_type, roots, base_url, self.font_config, self.initial_page_sizes
        )
        if target_collector and style["anchor"]:
            target_collector.collect_anchor(style["anchor"])

    return [Substitute(StyleFor, "set_computed_styles", set_computed_styles)]
