"""Pages that answer 200 and are no article."""

import re
from urllib.parse import urlsplit

from crawler.extractors.errors import ExtractionError, Refusal
from crawler.extractors.page import Page
from crawler.extractors.structured import Structured

_ERROR_TITLE = re.compile(
    r"^\W*(?:(?:error\s*)?(?:40[0134]|410|429|50[0-4])\b(?=\W|$)(?!\s*(?:ribu|juta|miliar|triliun|orang|warga|siswa|kk|km|kg|ton|\w{4,}))|"
    r"(?:halaman|artikel|berita|konten|laman)\s+(?:yang\s+\w+\s+\w+\s+)?(?:tidak|tak)\s+(?:ditemukan|tersedia)|"
    r"page\s+not\s+found|not\s+found|oops!?\W|just\s+a\s+moment|attention\s+required|access\s+denied|"
    r"(?:403\s+)?forbidden|one\s+moment,\s+please|checking\s+your\s+browser|account\s+suspended|"
    r"error\s+establishing\s+a\s+database\s+connection|(?:situs|website)\s+(?:sedang\s+)?(?:dalam\s+)?(?:perbaikan|maintenance))",
    re.IGNORECASE,
)
_LISTING_TITLE = re.compile(
    r"^\W*(?:hasil\s+(?:pencarian|penelusuran)|search\s+results?|you\s+searched\s+for|anda\s+mencari)\b",
    re.IGNORECASE,
)
# WordPress writes on `<body>` what kind of page it is.
_LISTING_CLASSES = frozenset(("search", "search-results", "archive", "category", "tag", "author", "date"))
_SINGLE_CLASSES = frozenset(("single", "page", "attachment", "single-post", "singular"))


def refuse_non_article(page: Page, said: Structured, announced_url: str) -> None:
    """Raise for error pages and for listings, where it is evident.

    Raises:
        ExtractionError: `error_page` or `listing_page`.
    """
    body = page.tree.find(".//body")
    classes = set((body.get("class") or "").split()) if body is not None else set()
    if "error404" in classes or _ERROR_TITLE.match(said.page_title):
        raise ExtractionError(Refusal.ERROR_PAGE)
    listing = classes & _LISTING_CLASSES and not classes & _SINGLE_CLASSES
    if listing or _LISTING_TITLE.match(said.page_title) or _went_home(page.url, announced_url):
        raise ExtractionError(Refusal.LISTING_PAGE)


def _went_home(url: str, announced_url: str) -> bool:
    """Whether the outlet answered an article's address with its home page."""
    return _is_home(url) and not _is_home(announced_url)


def _is_home(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path.rstrip("/") == "" and not parts.query
