"""Checks on a finished e-book: what makes reading systems and shops refuse it, and what readers would miss."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presswork.diagnostics import Severity
from presswork.preflight.check import Check, Found
from presswork.preflight.epubreading import DC, OPF, OPS_TYPE, EpubSubject

if TYPE_CHECKING:
    from collections.abc import Iterator

# Apple's asset guide: at most 5.6 million pixels (another page of theirs says 4); covers at least 1400 px across.
# A cover of 1600 by 2560, which Kindle asks for, has 4.1 million: it is held to the first number.
APPLE_PIXELS = 4_000_000
APPLE_COVER_PIXELS = 5_600_000
APPLE_COVER = 1400
KINDLE_LIMIT = 650 * 2**20
GOOGLE_LIMIT = 2 * 2**30
_REMOTE = ("http:", "https:", "//", "file:")


def _container(epub: EpubSubject) -> Iterator[Found]:
    """EPUB 3.3, 4.2.6.2 and 4.2.6.3.1."""
    first = epub.zip.infolist()[0] if epub.names else None
    if (
        first is None
        or first.filename != "mimetype"
        or first.compress_type
        or epub.zip.read(first) != b"application/epub+zip"
    ):
        yield Found("'mimetype' is not the first file, uncompressed and right")
    if epub.package is None:
        yield Found("META-INF/container.xml leads to no package document")
    repeated = sorted({name for name in epub.names if epub.names.count(name) > 1})
    yield from (Found(f"the file '{name}' is there twice") for name in repeated)


def _manifest(epub: EpubSubject) -> Iterator[Found]:
    listed = {item.path for item in epub.items}
    for path in sorted(listed - set(epub.names)):
        yield Found(f"the manifest lists '{path}', which is not in the file")
    extra = {name for name in epub.names if not name.startswith("META-INF/") and not name.endswith("/")}
    for path in sorted(extra - listed - {"mimetype", epub.package_path}):
        yield Found(f"'{path}' is not in the manifest", severity=Severity.WARNING)


def _metadata(epub: EpubSubject) -> Iterator[Found]:
    """EPUB 3.3, 5.5.3: what each package must say of itself."""
    if epub.package is None:
        return
    for name in ("identifier", "title", "language"):
        if not any((element.text or "").strip() for element in epub.package.iter(f"{DC}{name}")):
            yield Found(f"the package has no dc:{name}", inside=epub.package_path)
    modified = [m for m in epub.package.iter(f"{OPF}meta") if m.get("property") == "dcterms:modified"]
    if len(modified) != 1:
        yield Found("the package does not say once when it was modified", inside=epub.package_path)


def _documents(epub: EpubSubject) -> Iterator[Found]:
    for path, root in epub.documents.items():
        if root is None:
            yield Found("the page is not well formed", inside=path)
            continue
        if next(root.iter("{*}script"), None) is not None:
            yield Found("the page has a script, which shops refuse", inside=path)
        if not root.get("lang") and not root.get("{http://www.w3.org/XML/1998/namespace}lang"):
            yield Found("the page does not say its language", inside=path, severity=Severity.WARNING)


def _links(epub: EpubSubject) -> Iterator[Found]:
    for path, root in epub.documents.items():
        if root is None:
            continue
        for element in root.iter("{*}a", "{*}img", "{*}link", "{*}image"):
            address = element.get("href") or element.get("src") or element.get("{http://www.w3.org/1999/xlink}href")
            if address:
                yield from _arrives(epub, path, address, is_link=element.tag.endswith("}a"))


def _arrives(epub: EpubSubject, base: str, address: str, *, is_link: bool) -> Iterator[Found]:
    if ":" in address.partition("/")[0] or address.startswith("//"):
        if not is_link and address.startswith(_REMOTE):
            yield Found(f"'{address}' would be fetched from outside the book", inside=base)
        return
    path, fragment = epub.resolve(base, address), address.partition("#")[2]
    if path not in epub.names:
        yield Found(f"'{address}' is not in the book", inside=base)
    elif fragment and path in epub.identifiers and fragment not in epub.identifiers[path]:
        yield Found(f"'{address}' leads to a place that is not there", inside=base)


def _navigation(epub: EpubSubject) -> Iterator[Found]:
    if not epub.nav_path:
        yield Found("the book has no navigation document")
    elif not epub.nav_links("toc"):
        yield Found("the table of contents is empty", inside=epub.nav_path)


def page_markers(epub: EpubSubject) -> list[tuple[str, str]]:
    """Path and id of each page-break marker, in the order of the manifest and the text."""
    return [
        (path, element.get("id", ""))
        for path, root in epub.documents.items()
        if root is not None
        for element in root.iter("{*}span", "{*}div", "{*}hr")
        if element.get(OPS_TYPE) == "pagebreak" or element.get("role") == "doc-pagebreak"
    ]


def _page_list(epub: EpubSubject) -> Iterator[Found]:
    """EPUB Accessibility 1.1, 3.2: a page list leads to every marker, and names the edition whose pages it gives."""
    listed = [(epub.resolve(epub.nav_path, href), href.partition("#")[2]) for _, href in epub.nav_links("page-list")]
    markers = page_markers(epub)
    if listed != markers:
        yield Found(f"the page list has {len(listed)} entries for {len(markers)} page markers", inside=epub.nav_path)
    if epub.edition.pages_of and not markers:
        yield Found(f"the pages of '{epub.edition.pages_of}' are not marked", severity=Severity.WARNING)
    if markers and not any(_says(m, "pageBreakSource") for m in epub.package.iter(f"{OPF}meta")):
        yield Found("the page markers do not name the edition they come from", inside=epub.package_path)


def _printed_pages(epub: EpubSubject) -> Iterator[Found]:
    """The promise of `pages-of`: a marker for each printed page on which the text stands, with the printed folio."""
    if epub.printed is None:
        return
    listed = [label for label, _ in epub.nav_links("page-list")]
    # A page without a folio is blank, and no text begins on it.
    printed = [start.label for start in epub.printed.page_starts if start.label]
    if listed and printed and listed != printed:
        message = f"the page list has the pages {_span(listed)}, '{epub.printed.edition}' has {_span(printed)}"
        yield Found(message, inside=epub.nav_path)


def _span(labels: list[str]) -> str:
    return labels[0] if len(labels) == 1 else f"{labels[0]} to {labels[-1]} ({len(labels)})"


def _says(meta: Any, name: str) -> bool:
    return str(meta.get("property", "")).endswith(name) and bool((meta.text or "").strip())


def _images(epub: EpubSubject) -> Iterator[Found]:
    from presswork.preflight.imagesize import pixel_size

    for item in epub.items:
        if item.media_type not in ("image/jpeg", "image/png") or item.path not in epub.names:
            continue
        size = pixel_size(epub.zip.read(item.path))
        if size is None:
            yield Found("the image cannot be read", inside=item.path, severity=Severity.ERROR)
            continue
        width, height = size
        most = APPLE_COVER_PIXELS if "cover-image" in item.properties else APPLE_PIXELS
        if width * height > most:
            message = f"the image has {width * height / 1e6:.1f} million pixels; Apple Books takes {most / 1e6:g}"
            yield Found(message, inside=item.path, hints=("make it smaller",))
        if "cover-image" in item.properties and min(width, height) < APPLE_COVER:
            message = f"the cover is {width} × {height} pixels; shops want {APPLE_COVER} on its shorter side"
            yield Found(message, inside=item.path, hints=("use a larger picture",))


def _size(epub: EpubSubject) -> Iterator[Found]:
    size = len(epub.file.data)
    if size > GOOGLE_LIMIT:
        yield Found("the file is larger than the 2 GB that shops take", severity=Severity.ERROR)
    elif size > KINDLE_LIMIT:
        yield Found("the file is larger than the 650 MB that Kindle takes")


CHECKS: tuple[Check, ...] = (
    Check("P140", Severity.ERROR, "epub", "the container is right", _container),
    Check("P141", Severity.ERROR, "epub", "the manifest lists what is there", _manifest),
    Check("P142", Severity.ERROR, "epub", "the package says what it must", _metadata),
    Check("P143", Severity.ERROR, "epub", "every page is well formed", _documents),
    Check("P144", Severity.ERROR, "epub", "every link inside the book arrives", _links),
    Check("P145", Severity.ERROR, "epub", "the table of contents leads somewhere", _navigation),
    Check("P146", Severity.ERROR, "epub", "the page list and the page markers agree", _page_list),
    Check("P149", Severity.ERROR, "epub", "the page list has the printed pages", _printed_pages),
    Check("P147", Severity.NOTE, "epub", "shops take images of this size", _images),
    Check("P148", Severity.WARNING, "epub", "shops take a file of this size", _size),
)
