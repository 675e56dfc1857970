"""Where the outlet files an article: its section and its tags."""

from crawler.extractors.page import Page
from crawler.extractors.structured import Structured
from crawler.extractors.text import fold, plain

MAX_TAGS = 30
MAX_TAG_CHARS = 80


def find_section(page: Page, said: Structured) -> str | None:
    """The section as JSON-LD or meta tags state it, else the theme's link to the category."""
    for section in said.sections:
        return section.split(",")[0].strip() or None
    linked = _linked(page, "category")
    return linked[0] if linked else None


def find_tags(page: Page, said: Structured, section: str | None) -> tuple[str, ...]:
    """Tags by meta, else keywords, else the theme's links; without the section itself."""
    keywords = [part for stated in said.keywords for part in stated.split(",")]
    tags = list(said.tags) or [part.strip() for part in keywords] or _linked(page, "tag")
    seen: dict[str, str] = {}
    for tag in tags:
        if 0 < len(tag) <= MAX_TAG_CHARS and fold(tag) != fold(section or ""):
            seen.setdefault(fold(tag), tag)
    return tuple(seen.values())[:MAX_TAGS]


def _linked(page: Page, kind: str) -> list[str]:
    """Texts of links with `rel="category tag"` (WordPress categories) or `rel="tag"` alone."""
    found = []
    for link in page.tree.iter("a"):
        rel = (link.get("rel") or "").split()
        if "tag" in rel and ("category" in rel) == (kind == "category"):
            found.append(plain(link.text_content()))
    return [text for text in found if text]
