"""Makes a page of the source into a form XObject, which a sheet paints wherever it lies (ISO 32000-1, 8.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Name, Page, Stream

from presswork.imposition.inks import box
from presswork.imposition.sources import PageTree

if TYPE_CHECKING:
    from presswork.imposition.sources import SourcePage


class Forms:
    """The forms of a document's pages, each made when it is first asked for.

    The page's content stream itself becomes the form: its bytes are neither read nor packed again, which is what makes
    imposing fast. `tags` lets a form keep the page's marked content for the structure tree.
    """

    def __init__(self, pdf: pikepdf.Pdf, pages: list[SourcePage], *, tags: bool) -> None:
        self.pdf = pdf
        self.pages = pages
        self.tags = tags
        self._made: dict[int, Any] = {}
        self._taken: set[tuple[int, int]] = set()
        self._tree = PageTree()
        self._shared: dict[tuple[int, int], Any] = {}

    def __getitem__(self, number: int) -> Any:
        """The form of the page with a number from 1."""
        if number not in self._made:
            self._made[number] = self._form(self.pages[number - 1])
        return self._made[number]

    def __contains__(self, number: int) -> bool:
        return number in self._made

    def _form(self, page: SourcePage) -> Any:
        form = self._stream(page.object)
        form.Subtype = Name.Form
        # The whole media box: a form of qpdf's own making is cut at the trim, and the bleed would be lost.
        form.BBox = box(page.media)
        resources = self._resources(page.object)
        if resources is not None:
            form.Resources = resources
        group = page.object.get("/Group")
        if group is not None:
            form.Group = group
        parents = page.object.get("/StructParents")
        if self.tags and parents is not None:
            form.StructParents = parents
        return form

    def _stream(self, page: Any) -> Any:
        """The page's content as one stream that nothing else uses."""
        contents = page.get("/Contents")
        if isinstance(contents, Array):
            if len(contents) == 1:
                contents = contents[0]
            else:
                Page(page).contents_coalesce()
                contents = page.get("/Contents")
        if not isinstance(contents, Stream):
            return self.pdf.make_stream(b"")
        if contents.objgen in self._taken or contents.get("/Subtype") is not None:
            return self.pdf.make_stream(contents.read_bytes())
        self._taken.add(contents.objgen)
        return contents

    def _resources(self, page: Any) -> Any:
        """The page's resources; those that pages inherit are made one object, or each form would carry a copy."""
        own = page.get("/Resources")
        if own is not None:
            return own
        resources = self._tree.value(page, "/Resources")
        if resources is None or resources.is_indirect:
            return resources
        key = page.Parent.objgen
        if key not in self._shared:
            self._tree = PageTree()
        self._shared[key] = self.pdf.make_indirect(resources)
        return self._shared[key]
