"""Pages that answer 200 and are no article."""

import re
from urllib.parse import urlsplit

from crawler.extractors.errors import ExtractionError, Refusal
from crawler.extractors.page import Page
from crawler.extractors.structured import Structured

# These match the whole of a title's first part: a headline that begins with such words says more.
_CODE = r"(?:error\W*)?(?:400|401|403|404|410|429|500|502|503|504)(?:\W*error)?"
_PHRASE = (
    r"(?:maaf\W+)?(?:halaman|artikel|berita|konten|laman)(?:\s+yang\s+anda\s+\w+)?\s+(?:tidak|tak)\s+(?:ditemukan|tersedia|ada)|"
    r"(?:the\s+)?page\s+(?:could\s+)?not\s+(?:be\s+)?found|nothing\s+found|not\s+found|(?:access\s+)?(?:denied|forbidden)|"
    r"just\s+a\s+moment|attention\s+required|one\s+moment(?:\W+please)?|checking\s+your\s+browser|account\s+suspended|"
    r"(?:internal\s+)?server\s+error|bad\s+gateway|service\s+unavailable|database\s+error|too\s+many\s+requests|"
    r"(?:error\s+)?establishing\s+a\s+database\s+connection|"
    r"(?:situs|website|web)\s+(?:ini\s+)?(?:sedang\s+)?(?:dalam\s+)?(?:perbaikan|pemeliharaan|maintenance)"
)
_ERROR_TITLE = re.compile(rf"\W*(?:{_CODE}|(?:{_CODE}\W+)?(?:{_PHRASE}))\W*", re.IGNORECASE)
_PART = re.compile(r"\s+[-–—|»•·]\s+|\s*[|»]\s*")
_LISTING_TITLE = re.compile(
    r"^\W*(?:hasil\s+(?:pencarian|penelusuran)|search\s+results?|you\s+searched\s+for|anda\s+mencari)\b",
    re.IGNORECASE,
)
# WordPress writes on `<body>` what kind of page it is.
_LISTING_CLASSES = frozenset(("archive", "search-results", "search-no-results"))
_SINGLE_CLASSES = frozenset(("single", "page", "attachment", "single-post", "singular"))


def refuse_non_article(page: Page, said: Structured, announced_url: str) -> None:
    """Raise for error pages and for listings, where it is evident.

    Raises:
        ExtractionError: `error_page` or `listing_page`.
    """
    body = page.tree.find(".//body")
    classes = set((body.get("class") or "").split()) if body is not None else set()
    if "error404" in classes or _ERROR_TITLE.fullmatch(_PART.split(said.page_title, maxsplit=1)[0]):
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
