"""Walks through everything that a PDF paints with, pages to masks, and has it written anew in inks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from presswork.editions.press.gradients import separate_shading
from presswork.editions.press.operators import GreyMask, Inking, overprint_states
from presswork.editions.press.pictures import separate_picture

if TYPE_CHECKING:
    from presswork.editions.press.separation import Separation

# What a stream's dictionary says of its bytes, which is not true of a copy's.
_OF_STREAM = ("/Length", "/Filter", "/DecodeParms")


@dataclass(slots=True)
class Painting:
    """A document that is being written in inks. With `opaque`, all transparency is flattened onto the paper.

    `flattened` counts what was mixed with the paper; `blended` and `masked` what cannot be flattened.
    """

    pdf: Any
    separation: Separation
    opaque: bool
    flattened: int = 0
    blended: int = 0
    masked: int = 0
    _seen: set[tuple[int, int]] = field(default_factory=set)
    _contents: dict[tuple[int, int], bytes] = field(default_factory=dict)
    _visited: list[Any] = field(default_factory=list)
    _overprints: dict[str, Any] = field(default_factory=dict)

    def separate(self) -> None:
        """Write all pages in inks, in place."""
        for page in self.pdf.pages:
            resources = page.obj.Resources
            data = page.obj.Contents.read_bytes()
            page.obj.Contents = self.pdf.make_stream(self._rewritten(data, resources, 1.0))
        # only now: what one page fades is needed as the engine made it
        for page in self.pdf.pages:
            self._resources(page.obj.Resources)
        for resources in self._visited:
            self._forget_states(resources)

    def _rewritten(self, data: bytes, resources: Any, ground: float) -> bytes:
        inking = Inking(self.separation, _Painted(self, resources) if self.opaque else None, ground)
        inked = inking.inked(data)
        if inking.overprints:
            states = resources.get("/ExtGState")
            if states is None:
                resources.ExtGState = states = self.pdf.make_indirect({})
            self._overprints = self._overprints or overprint_states()
            for name, state in self._overprints.items():
                states[name] = state
        return inked

    def _resources(self, resources: Any) -> None:
        """Everything under the names of one resource dictionary, each object once."""
        self._visited.append(resources)
        shadings = resources.get("/Shading", {})
        for name in list(shadings.keys()):
            if (made := separate_shading(self.pdf, shadings[name], self.separation)) is not None:
                shadings[name] = made
        for part in ("/XObject", "/Pattern"):
            for _, each in _sorted(resources.get(part, {})):
                self._stream(each)
        for _, state in _sorted(resources.get("/ExtGState", {})):
            self._mask(state)
        spaces = resources.get("/ColorSpace", {})
        for name in [name for name in spaces.keys() if name.startswith("/lab-")]:  # noqa: SIM118
            del spaces[name]

    def _stream(self, each: Any) -> None:
        from pikepdf import Name

        if each.objgen in self._seen:
            return
        self._seen.add(each.objgen)
        if each.get("/Subtype") == Name.Image:
            separate_picture(self.pdf, each, self.separation, opaque=self.opaque)
        elif each.get("/Subtype") == Name.Form or each.get("/PatternType") == 1:
            self.content(each)
            self._form(each, 1.0)

    def content(self, form: Any) -> bytes:
        """A form's content as the engine wrote it, even when it has been rewritten."""
        return self._contents.setdefault(form.objgen, form.read_bytes())

    def _form(self, form: Any, ground: float) -> None:
        from pikepdf import Name

        if "/Resources" not in form:
            form.Resources = self.pdf.make_indirect({})
        form.write(self._rewritten(self.content(form), form.Resources, ground))
        if "/Group" in form:
            if self.opaque:
                del form["/Group"]
            else:
                form.Group.CS = Name.DeviceCMYK
        self._resources(form.Resources)

    def faded_form(self, form: Any, opacity: float) -> Any:
        """A copy of a form, all of whose colours are mixed with the paper."""
        copy = self.pdf.make_stream(b"", {key: value for key, value in form.items() if key not in _OF_STREAM})
        copy.Resources = _branched(form.get("/Resources", {}))
        self._contents[copy.objgen] = self.content(form)
        self._seen.add(copy.objgen)
        self._form(copy, opacity)
        return copy

    def _mask(self, state: Any) -> None:
        """Make the soft mask of a graphics state one in grey."""
        from pikepdf import Dictionary, Name

        mask = state.get("/SMask")
        if not isinstance(mask, Dictionary) or mask.G.objgen in self._seen or self.opaque:
            return
        group = mask.G
        self._seen.add(group.objgen)
        group.write(GreyMask().inked(group.read_bytes()))
        group.Group.CS = Name.DeviceGray

    def _forget_states(self, resources: Any) -> None:
        """In flattening, take out the graphics states that made things transparent."""
        states = resources.get("/ExtGState", {}) if self.opaque else {}
        for name in list(states.keys()):
            if any(key in states[name] for key in ("/ca", "/CA", "/SMask", "/BM")):
                del states[name]


def _branched(resources: Any) -> Any:
    """A resource dictionary to which names can be added without changing the one it comes from."""
    from pikepdf import Dictionary

    return Dictionary(
        {
            key: Dictionary(dict(part.items())) if isinstance(part, Dictionary) else part
            for key, part in resources.items()
        }
    )


def _sorted(found: Any) -> list[tuple[str, Any]]:
    return sorted(found.items())


class _Painted:
    """What one content stream paints with, and its paler copies."""

    def __init__(self, painting: Painting, resources: Any) -> None:
        self._painting, self._resources = painting, resources

    def _state(self, name: str) -> Any:
        return self._resources.get("/ExtGState", {}).get(name, {})

    def opacity(self, state: str) -> tuple[float | None, float | None]:
        found = self._state(state)
        from pikepdf import Name

        if found.get("/BM", Name.Normal) not in (Name.Normal, Name.Compatible):
            self._painting.blended += 1
        fill, stroke = (None if key not in found else float(found[key]) for key in ("/ca", "/CA"))
        if min(fill or 1, stroke or 1) < 1 or 0 in (fill, stroke):
            self._painting.flattened += 1
        return fill, stroke

    def masks(self, state: str) -> bool:
        from pikepdf import Dictionary

        mask = self._state(state).get("/SMask")
        if not isinstance(mask, Dictionary):
            return False
        if _only_shading(mask.G) is None:
            self._painting.masked += 1
        return True

    def faded_object(self, name: str, opacity: float) -> str:
        from pikepdf import Name

        objects = self._resources.XObject
        paler = f"{name}x{round(opacity * 1000)}"
        if paler not in objects:
            original = objects[name]
            if original.get("/Subtype") == Name.Form:
                objects[paler] = self._painting.faded_form(original, opacity)
            else:
                objects[paler] = self._faded_picture(original, opacity)
        return paler

    def _faded_picture(self, original: Any, opacity: float) -> Any:
        pdf = self._painting.pdf
        copy = pdf.make_stream(original.read_raw_bytes(), dict(original.items()))
        separate_picture(pdf, copy, self._painting.separation, opaque=True, opacity=opacity)
        self._painting._seen.add(copy.objgen)
        return copy

    def faded_shading(self, name: str, opacity: float, mask: str | None) -> str:
        shadings = self._resources.Shading
        fade = _only_shading(self._state(mask).SMask.G) if mask else None
        paler = f"{name}x{round(opacity * 1000)}{(mask or '').lstrip('/')}"
        made = separate_shading(self._painting.pdf, shadings[name], self._painting.separation, fade, opacity)
        if made is None:
            return name
        self._painting.flattened += 1
        shadings[paler] = made
        return paler


def _only_shading(group: Any) -> Any:
    """The shading of a mask that is nothing but a shading; None for any other."""
    words = group.read_bytes().split()
    if len(words) == 2 and words[1] == b"sh":
        return group.Resources.Shading.get(words[0].decode())
    return None
