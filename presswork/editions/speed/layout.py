"""Short answers to what the engine asks of every box, for the boxes of which the answer is plain."""

from __future__ import annotations

from typing import Any

from weasyprint import layout as engines_layout
from weasyprint.css import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES, ComputedStyle
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.formatting_structure import boxes
from weasyprint.layout import absolute, background, block, column, flex, grid, inline, page, percent, preferred, table
from weasyprint.layout import float as floats

from presswork.editions.speed.lines import forgetting
from presswork.editions.speed.substitution import Substitute, Substitutes

_SIDES = ("top", "right", "bottom", "left")
_USED = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES),
    *(f"border_{side}_width" for side in _SIDES),
    *(f"{limit}{axis}" for limit in ("", "min_", "max_") for axis in ("width", "height")),
)
_RADII = tuple(f"border_{y}_{x}_radius" for y in ("top", "bottom") for x in ("left", "right"))
_ORDINARY = frozenset({boxes.TextBox, boxes.InlineBox, boxes.LineBox, boxes.BlockBox})
_ASKING = (absolute, block, column, flex, floats, grid, inline, page, percent, preferred, table)


def sizes_by_style() -> Substitutes:
    """Margins, paddings, borders and sizes are worked out once for a style in a block of one size.

    Safe for ordinary boxes, whose used values follow from these two. Not for items of flex and grid containers, whose
    styles the engine changes, nor in tables with collapsed borders. Forgotten with each page.
    """
    known: dict[Any, tuple[Any, dict[str, Any]]] = {}
    engines = percent.resolve_percentages

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        if type(box) not in _ORDINARY or box.is_flex_item or box.is_grid_item:
            engines(box, containing_block)
            return
        if isinstance(containing_block, tuple):
            key = (id(box.style), *containing_block)
        else:
            key = id(box.style), containing_block.width, containing_block.height
        if key in known:
            vars(box).update(known[key][1])
            return
        engines(box, containing_block)
        if box.style["border_collapse"] != "collapse":
            values = vars(box)
            known[key] = box.style, {name: values[name] for name in _USED}

    asking = [module for module in _ASKING if vars(module).get("resolve_percentages") is engines]
    return [
        *(Substitute(module, "resolve_percentages", resolve_percentages) for module in asking),
        Substitute(page, "make_page", forgetting(page.make_page, known.clear)),
    ]


def quick_flow() -> Substitutes:
    """Whether a box is in normal flow takes two look-ups instead of six calls.

    Safe because a box that neither floats nor is positioned can be nothing else; others are asked as before.
    """
    engines = boxes.Box.is_in_normal_flow

    def is_in_normal_flow(self: Any) -> Any:
        style = self.style
        if style["float"] == "none" and style["position"] in ("static", "relative"):
            return True
        return engines(self)

    return [Substitute(boxes.Box, "is_in_normal_flow", is_in_normal_flow)]


def no_floats_to_avoid() -> Substitutes:
    """A line from left to right takes the width of its block where nothing floats.

    Safe because without floats the engine's own rule comes to that.
    """
    engines = inline.avoid_collisions

    def avoid_collisions(context: Any, box: Any, containing_block: Any, outer: bool = True) -> Any:
        alone = not context.excluded_shapes and not outer and type(box) is boxes.LineBox
        if not alone or containing_block.style["direction"] != "ltr":
            return engines(context, box, containing_block, outer)
        left = containing_block.content_box_x()
        # In the engine's order, as sums of such numbers depend on it.
        right = left + containing_block.width - box.margin_right
        left += box.margin_left
        return left - box.margin_left, box.border_box_y() - box.margin_top, right - left

    return [Substitute(inline, "avoid_collisions", avoid_collisions)]


def no_backgrounds_of_text() -> Substitutes:
    """Text boxes are not asked for backgrounds and round corners, which only the boxes around them have.

    Safe because their styles are looked at once for whatever would make a difference.
    """
    known: dict[int, tuple[Any, bool]] = {}
    bare = dict.fromkeys(_RADII, (0, 0)) | {"background": None}
    engines = background.layout_box_backgrounds

    def layout_box_backgrounds(
        page_box: Any, box: Any, get_image_from_uri: Any, layout_children: bool = True, style: Any = None
    ) -> None:
        if type(box) is boxes.TextBox and style is None:
            if id(box.style) not in known:
                known[id(box.style)] = box.style, _is_bare(box.style)
            if known[id(box.style)][1]:
                vars(box).update(bare)
                return
        engines(page_box, box, get_image_from_uri, layout_children, style)

    return [
        Substitute(background, "layout_box_backgrounds", layout_box_backgrounds),
        Substitute(engines_layout, "layout_backgrounds", forgetting(background.layout_backgrounds, known.clear)),
    ]


def _is_bare(style: Any) -> bool:
    return (
        all((0, "px") in style[radius] for radius in _RADII)
        and style["border_image_source"][0] == style["mask_border_source"][0] == "none"
        and style["visibility"] != "hidden"
        and not style["box_shadow"]
        and all(kind == "none" for kind, _ in style["background_image"])
        and style["background_color"] != "currentcolor"
        and getattr(style["background_color"], "alpha", 1) == 0
    )


def plain_properties() -> Substitutes:
    """Properties that no rule sets get their initial or inherited value without the engine's questions.

    Safe for those with no rule of their own: directions, text decoration, named pages, positions and values that have
    to be computed are left to the engine.
    """
    special = {"float", "display", "position", "page", *PHYSICAL_FUNCTIONS}
    usual = {key for key in INITIAL_VALUES if key not in special and not key.startswith("text_decoration_")}
    inherited = usual & set(INHERITED)
    initial = usual - inherited - set(INITIAL_NOT_COMPUTED)
    simple = (str, int, float)
    engines = ComputedStyle.__missing__

    def missing(self: Any, key: str) -> Any:
        if key not in self.cascaded:
            if key in initial:
                value = self[key] = INITIAL_VALUES[key]
                return value
            if key in inherited and self.parent_style is not None:
                value = self.parent_style[key]
                if type(value) in simple:
                    self[key] = value
                    return value
        return engines(self, key)

    return [Substitute(ComputedStyle, "__missing__", missing)]
