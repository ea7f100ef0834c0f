"""Content streams for the press: the operators of colour written anew in inks, black text and lines overprinting."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol

from presswork.editions.press.gradients import faded
from presswork.editions.press.separation import BLACK, CMYK

if TYPE_CHECKING:
    from collections.abc import Callable

    from presswork.editions.press.separation import Separation

# The graphics states that we add to a page's resources, by what overprints: letters, strokes.
_NOTHING = (False, False)
OVERPRINTS = {
    _NOTHING: "/PressKnock",
    (True, False): "/PressText",
    (False, True): "/PressLine",
    (True, True): "/PressBoth",
}


class Painted(Protocol):
    """What a content stream paints with, as its resources have it. Names have their slash."""

    def opacity(self, state: str) -> tuple[float | None, float | None]:
        """The opacity for filling and for strokes that a graphics state sets; None where it leaves it."""

    def faded_object(self, name: str, opacity: float) -> str:
        """The name of an XObject that shows the named one, faded into the paper."""

    def faded_shading(self, name: str, opacity: float, mask: str | None) -> str:
        """The name of a shading that shows the named one, faded by a number and by the mask of a graphics state."""

    def masks(self, state: str) -> bool:
        """Whether a graphics state sets a soft mask."""


@dataclass(slots=True)
class _Ink:
    """One of the two colours of a graphics state: its space, its inks when they are known, its opacity."""

    space: str = ""
    inks: CMYK | None = BLACK
    opacity: float = 1.0


@dataclass(slots=True)
class _State:
    fill: _Ink = field(default_factory=_Ink)
    stroke: _Ink = field(default_factory=_Ink)
    mask: str | None = None
    over: tuple[bool, bool] = _NOTHING

    def copied(self) -> _State:
        return _State(replace(self.fill), replace(self.stroke), self.mask, self.over)


class Inking:
    """Rewrites one content stream, operator by operator, as the engine writes them: one on a line.

    With `painted`, transparency is flattened: colours are mixed with the paper by their opacity. `ground` is the
    opacity of the whole stream.
    """

    def __init__(self, separation: Separation, painted: Painted | None = None, ground: float = 1.0) -> None:
        self._separation, self._painted, self._ground = separation, painted, ground
        self._state = _State(_Ink(opacity=ground), _Ink(opacity=ground))
        self._saved: list[_State] = []
        self._in_text = self.overprints = False
        self._written: list[str] = []
        self._operators: dict[str, Callable[[list[str], str], None]] = {
            "q": self._save,
            "Q": self._restore,
            "rg": self._rgb,
            "RG": self._rgb,
            "g": self._grey,
            "G": self._grey,
            "k": self._cmyk,
            "K": self._cmyk,
            "cs": self._space,
            "CS": self._space,
            "scn": self._components,
            "SCN": self._components,
            "sc": self._components,
            "SC": self._components,
            "gs": self._graphics_state,
            "Do": self._object,
            "sh": self._shading,
            "BT": self._begin_text,
            "ET": self._end_text,
        }

    def inked(self, content: bytes) -> bytes:
        """The stream in inks."""
        for line in content.decode("latin-1").split("\n"):
            operator = line.rpartition(" ")[2]
            if act := self._operators.get(operator):
                act(line.split()[:-1], operator)
            else:
                self._written.append(line)
        return "\n".join(self._written).encode("latin-1")

    def _write(self, *words: str) -> None:
        self._written.append(" ".join(words))

    def _save(self, _: list[str], operator: str) -> None:
        self._saved.append(self._state.copied())
        self._write(operator)

    def _restore(self, _: list[str], operator: str) -> None:
        if self._saved:
            self._state = self._saved.pop()
        self._write(operator)

    def _ink(self, operator: str) -> _Ink:
        return self._state.fill if operator.islower() else self._state.stroke

    def _set(self, operator: str, inks: CMYK) -> None:
        ink = self._ink(operator)
        ink.inks, ink.space = inks, "DeviceCMYK"
        self._emit(ink, "k" if ink is self._state.fill else "K")
        self._overprint()

    def _emit(self, ink: _Ink, operator: str) -> None:
        if ink.inks is not None:
            shown = faded(ink.inks, ink.opacity) if self._painted else ink.inks
            self._write(*(f"{part:g}" for part in shown), operator)

    def _rgb(self, values: list[str], operator: str) -> None:
        red, green, blue = map(float, values)
        self._set(operator, self._separation.colour((red, green, blue)))

    def _grey(self, values: list[str], operator: str) -> None:
        self._set(operator, (0.0, 0.0, 0.0, round(1 - float(values[0]), 3)))

    def _cmyk(self, values: list[str], operator: str) -> None:
        cyan, magenta, yellow, black = map(float, values)
        self._set(operator, self._separation.counted((cyan, magenta, yellow, black)))

    def _space(self, values: list[str], operator: str) -> None:
        ink = self._ink(operator)
        ink.space, ink.inks = values[0].lstrip("/"), None
        if not ink.space.startswith(("lab-", "DeviceCMYK", "DeviceRGB")):
            self._write(*values, operator)

    def _components(self, values: list[str], operator: str) -> None:
        space = self._ink(operator).space
        if space.startswith("lab-"):
            lightness, a, b = map(float, values)
            self._set(operator, self._separation.lab(lightness, a, b))
        elif space == "DeviceCMYK":
            self._cmyk(values, operator)
        elif space == "DeviceRGB":
            self._rgb(values, operator)
        else:
            self._write(*values, operator)

    def _graphics_state(self, values: list[str], operator: str) -> None:
        """In flattening, opacity goes into the colours that are set already, and masks into what is painted next."""
        if self._painted is None:
            self._write(*values, operator)
            return
        if self._painted.masks(values[0]):
            self._state.mask = values[0]
            return
        for ink, opacity, letter in zip(
            (self._state.fill, self._state.stroke), self._painted.opacity(values[0]), "kK", strict=True
        ):
            if opacity is not None and opacity * self._ground != ink.opacity:
                ink.opacity = opacity * self._ground
                self._emit(ink, letter)
        self._overprint()

    def _object(self, values: list[str], operator: str) -> None:
        """A form begins with the graphics state of the moment, and must find no overprint in it."""
        if self._painted and self._state.fill.opacity < 1:
            values = [self._painted.faded_object(values[0], self._state.fill.opacity)]
        self._turn(_NOTHING)
        self._write(*values, operator)
        self._overprint()

    def _shading(self, values: list[str], operator: str) -> None:
        if self._painted and (self._state.fill.opacity < 1 or self._state.mask):
            values = [self._painted.faded_shading(values[0], self._state.fill.opacity, self._state.mask)]
        self._write(*values, operator)

    def _begin_text(self, _: list[str], operator: str) -> None:
        self._in_text = True
        self._overprint()
        self._write(operator)

    def _end_text(self, _: list[str], operator: str) -> None:
        self._write(operator)
        self._in_text = False
        self._overprint()

    def _overprint(self) -> None:
        """Black letters and lines overprint, so that no white shows beside them where a tint lies under them.

        Black areas do not: what lies under them would be seen through them.
        """
        self._turn((self._in_text and _is_black(self._state.fill), _is_black(self._state.stroke)))

    def _turn(self, wanted: tuple[bool, bool]) -> None:
        if wanted != self._state.over:
            self._state.over = wanted
            self.overprints = True
            self._write(OVERPRINTS[wanted], "gs")


def _is_black(ink: _Ink) -> bool:
    return ink.space == "DeviceCMYK" and ink.inks == BLACK and ink.opacity >= 1


class GreyMask:
    """Rewrites the content of a luminosity mask: its colours mean how much is seen, not how much ink is laid."""

    def inked(self, content: bytes) -> bytes:
        """The stream with its colours as light, in grey."""
        return "\n".join(map(self._line, content.decode("latin-1").split("\n"))).encode("latin-1")

    def _line(self, line: str) -> str:
        operator = line.rpartition(" ")[2]
        if operator not in ("rg", "RG"):
            return line
        red, green, blue = map(float, line.split()[:3])
        return f"{0.3 * red + 0.59 * green + 0.11 * blue:.4g} {'g' if operator == 'rg' else 'G'}"


def overprint_states() -> dict[str, Any]:
    """The graphics states by which black letters, black lines, both or neither overprint what is under them, by name.

    ISO 32000-1, 8.6.7: with mode 1 an ink that a colour does not use leaves what lies on the paper.
    """
    from pikepdf import Dictionary, Name

    return {
        name: Dictionary(Type=Name.ExtGState, op=letters, OP=lines, OPM=int(letters or lines))
        for (letters, lines), name in OVERPRINTS.items()
    }
