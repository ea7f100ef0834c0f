"""What the PDF engine may fetch: the page's own assets, fonts and styles, and nothing else in the world."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from weasyprint.urls import URLFetcher, URLFetcherResponse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presswork.edition import Asset, Page

# Image resources in a PDF are named after their address, so the address must not depend on any folder.
# `.invalid` never resolves (RFC 6761, 6.4).
BASE_URL = "https://presswork.invalid/"


class Refused(ValueError):
    """An address that a page may not use."""


class OwnFetcher(URLFetcher):  # type: ignore[misc]  # the engine ships no types
    """Serves what travels with one page under `BASE_URL`, and images in `data:` addresses; refuses all else.

    What it refuses it remembers (see `take_refused`).
    """

    def __init__(self, page: Page) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self._assets: Mapping[str, Asset] = page.assets
        self._styles = {sheet.name: sheet.text for sheet in page.styles}
        self._refused: dict[str, None] = {}

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:  # noqa: ARG002  (the engine's signature)
        """The response for `url`. Raises `Refused`, which the engine reports and survives."""
        if url.startswith("data:"):
            return self._data(url)
        if not url.startswith(BASE_URL):
            raise self._refusal(url)
        name = unquote(urlsplit(url).path.lstrip("/"))
        if asset := self._assets.get(name):
            return URLFetcherResponse(url, asset.data, {"Content-Type": asset.media_type})
        if (style := self._styles.get(name)) is not None:
            return URLFetcherResponse(url, style, {"Content-Type": "text/css"})
        raise self._refusal(url)

    def take_refused(self) -> tuple[str, ...]:
        """The addresses refused since this was last asked, once each, in the order they were wanted."""
        taken = tuple(self._refused)
        self._refused.clear()
        return taken

    def _data(self, url: str) -> Any:
        """An image that stands in its own address (RFC 2397)."""
        head, comma, payload = url[len("data:") :].partition(",")
        media_type = head.split(";")[0].strip().lower()
        if not comma or not media_type.startswith("image/"):
            raise self._refusal(url)
        raw = unquote_to_bytes(payload)
        try:
            data = base64.b64decode(raw, validate=False) if head.lower().endswith(";base64") else raw
        except binascii.Error:
            raise self._refusal(url) from None
        return URLFetcherResponse(url, data, {"Content-Type": media_type})

    def _refusal(self, url: str) -> Refused:
        self._refused.setdefault(url, None)
        return Refused("not part of the article")
