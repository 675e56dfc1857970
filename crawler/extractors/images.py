"""The lead image of an article."""

import re
from urllib.parse import urljoin, urlsplit

from crawler.extractors.page import Page
from crawler.extractors.structured import Structured

MAX_URL_CHARS = 2_000
_FEATURED = re.compile(r"wp-post-image|featured-image|post-thumbnail")


def find_image(page: Page, said: Structured) -> str | None:
    """The absolute address of the image the page names as its own, else of WordPress's featured image."""
    featured = [
        img.get("src") or ""
        for img in page.tree.iter("img")
        if _FEATURED.search(f"{img.get('class') or ''} {img.getparent().get('class') or ''}")
    ]
    for address in (*said.images, *featured):
        if absolute := _absolute(page.url, address):
            return absolute
    return None


def _absolute(base: str, address: str) -> str | None:
    try:
        url = urljoin(base, address.strip())
        usable = urlsplit(url).scheme in {"http", "https"}
    except ValueError:
        return None
    return url if usable and len(url) <= MAX_URL_CHARS else None
