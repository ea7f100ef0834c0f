"""Content streams for the press: what becomes of the operators that set colours."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from presswork.edition import Edition
from presswork.editions.press.operators import GreyMask, Inking
from presswork.editions.press.profile import profile_of
from presswork.editions.press.separation import Separation


@cache
def separation() -> Separation:
    return Separation(profile_of(Edition("press", "pdf")))


def inked(content: str) -> list[str]:
    return Inking(separation()).inked(content.encode()).decode().split("\n")


class Pale:
    """What a stream paints with: states named by their opacity, such as `/a0.5`, and copies named after originals."""

    def opacity(self, state: str) -> tuple[float | None, float | None]:
        value = float(state[2:])
        return (value, None) if state[1] == "a" else (None, value)

    def masks(self, state: str) -> bool:
        return False

    def faded_object(self, name: str, opacity: float) -> str:
        return f"{name}.{opacity:g}"

    def faded_shading(self, name: str, opacity: float, mask: str | None) -> str:
        return f"{name}.{opacity:g}"


def flattened(content: str, ground: float = 1.0) -> list[str]:
    return Inking(separation(), Pale(), ground).inked(content.encode()).decode().split("\n")


def test_black_letters_overprint_and_what_follows_does_not() -> None:
    made = inked("0.08 0.08 0.08 rg\nBT\n<0041> Tj\nET\n0 0 9 9 re\nf")
    assert made == ["0 0 0 1 k", "/PressText gs", "BT", "<0041> Tj", "ET", "/PressKnock gs", "0 0 9 9 re", "f"]


def test_coloured_letters_and_black_rules_do_not_overprint() -> None:
    assert not [line for line in inked("0.5 0.1 0.1 rg\nBT\n<0041> Tj\nET") if "gs" in line]
    assert not [line for line in inked("0 0 0 rg\n0 0 9 9 re\nf") if "gs" in line]


def test_black_lines_overprint_until_their_colour_changes() -> None:
    made = inked("0 0 0 RG\n0 0 m\n9 9 l\nS\n0 0 0 rg\nBT\n<0041> Tj\nET\n1 0 0 RG\n0 0 m\n9 9 l\nS")
    states = [line for line in made if line.endswith(" gs") or line in ("S", "BT", "ET")]
    assert states == ["/PressLine gs", "S", "/PressBoth gs", "BT", "ET", "/PressLine gs", "/PressKnock gs", "S"]


def test_a_form_begins_without_overprint() -> None:
    assert inked("0 0 0 RG\n/x0 Do\nS")[1:] == ["/PressLine gs", "/PressKnock gs", "/x0 Do", "/PressLine gs", "S"]


def test_the_state_that_is_given_back_is_the_one_that_was_saved() -> None:
    made = inked("0 0 0 rg\nq\n1 0 0 rg\nQ\nBT\n<0041> Tj\nET")
    assert made.index("/PressText gs") > made.index("Q")


def test_colours_in_lab_and_in_inks_become_plain_inks() -> None:
    assert inked("/lab-d50 cs\n0 0 0 scn") == ["0 0 0 1 k"]
    assert inked("/DeviceCMYK CS\n0 0.5 1 0 SCN") == ["0 0.5 1 0 K"]
    assert inked("/Pattern cs\n/p0 scn") == ["/Pattern cs", "/p0 scn"]


def test_opacity_goes_into_the_colour_whichever_is_set_first() -> None:
    assert flattened("/a0.5 gs\n0 0 0 rg\n0 0 9 9 re\nf")[-3:] == ["0 0 0 0.5 k", "0 0 9 9 re", "f"]
    assert flattened("0 0 0 rg\n/a0.5 gs\n0 0 9 9 re\nf")[-3:] == ["0 0 0 0.5 k", "0 0 9 9 re", "f"]
    assert flattened("0 0 0 RG\n/A0.25 gs")[-2:] == ["0 0 0 0.25 K", "/PressKnock gs"]


def test_opacity_ends_with_its_state_and_multiplies_with_the_ground() -> None:
    made = flattened("q\n/a0.5 gs\n/x0 Do\nQ\n/x0 Do\n0 0 0 rg")
    assert [line for line in made if "Do" in line] == ["/x0.0.5 Do", "/x0 Do"]
    assert made[-1] == "0 0 0 1 k"
    assert flattened("/a0.5 gs\n0 0 0 rg", ground=0.5)[-1] == "0 0 0 0.25 k"


def test_a_mask_is_written_in_grey_by_its_light() -> None:
    assert GreyMask().inked(b"1 1 1 rg\n0 0 9 9 re\nf\n0 0 0 RG") == b"1 g\n0 0 9 9 re\nf\n0 G"


LEVEL = st.sampled_from(["0", "0.5", "1", "0.2"])
LINE = st.one_of(
    st.tuples(LEVEL, LEVEL, LEVEL, st.sampled_from(["rg", "RG"])).map(" ".join),
    st.sampled_from(["0 0 9 9 re", "f", "S", "/a1.0 gs", "1 0 0 1 3 4 cm", "/lab-d65 cs\n50 9 9 scn"]),
)


@st.composite
def streams(draw: st.DrawFn, depth: int = 2) -> str:
    parts: list[str] = []
    for _ in range(draw(st.integers(1, 5))):
        inner = streams(depth=depth - 1) if depth else LINE
        kind = draw(st.sampled_from(["line", "saved", "text"]))
        if kind == "line":
            parts.append(draw(LINE))
        elif kind == "saved":
            parts.append(f"q\n{draw(inner)}\nQ")
        else:
            parts.append("BT\n<0041> Tj\nET")
    return "\n".join(parts)


@given(streams())
@settings(max_examples=120, deadline=None)
def test_nothing_but_colours_changes_and_no_colour_of_light_is_left(content: str) -> None:
    ours = {"k", "K", "rg", "RG", "cs", "scn"}
    made = inked(content)
    operators = [line.split()[-1] for line in made]
    assert not {"rg", "RG", "cs", "scn"} & set(operators)
    kept = [line for line in content.split("\n") if line.split()[-1] not in ours]
    assert [line for line in made if line.split()[-1] not in ours and "/Press" not in line] == kept
    over = [line for line in made if "/Press" in line or line in ("q", "Q", "BT", "ET")]
    for before, line in pairwise(over):
        assert not (before in ("/PressText gs", "/PressBoth gs") and line != "BT"), "of what is filled, text alone"
