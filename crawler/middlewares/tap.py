"""Keeps each response's wire bytes for the archive, below the decompression layer.

Writing what came over the wire is faithful, and costs a sixth of compressing the page again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.items import Wire

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response


class WireTap:
    """Downloader middleware; stands just below HttpCompression and puts a `Wire` into `request.meta`."""

    def process_response(self, request: Request, response: Response) -> Response:
        """Keep the bytes of responses that somebody will archive (`meta["archive"]`)."""
        if request.meta.get("archive"):
            request.meta["wire"] = Wire(
                url=response.url,
                status=response.status,
                headers=_pairs(response.headers),
                body=response.body,
                request_headers=_pairs(request.headers),
            )
        return response


def _pairs(headers: object) -> tuple[tuple[str, str], ...]:
    items = headers.items() if hasattr(headers, "items") else []
    return tuple(
        (key.decode("latin-1"), value.decode("latin-1")) for key, values in items for value in _many(values)
    )


def _many(values: list[bytes] | bytes) -> list[bytes]:
    return values if isinstance(values, list) else [values]
