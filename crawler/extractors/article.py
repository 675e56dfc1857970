"""One archived page becomes one article."""

from zoneinfo import ZoneInfo

from core.nouns import Article, Candidate, Found
from crawler.extractors.body import find_body
from crawler.extractors.bylines import find_authors
from crawler.extractors.cms import always_whole
from crawler.extractors.dates import Clock, find_modified, find_published
from crawler.extractors.errors import ExtractionError, Refusal
from crawler.extractors.images import find_image
from crawler.extractors.page import Page, parse, read_page
from crawler.extractors.refusal import refuse_non_article
from crawler.extractors.sections import find_section, find_tags
from crawler.extractors.structured import read_structured
from crawler.extractors.titles import find_title
from crawler.extractors.vicinity import around


def extract(found: Found, body: bytes, content_type: str | None, zone: ZoneInfo) -> Article:
    """Read the article out of its archived page; pure, and deterministic for the same arguments.

    `body` has its content encoding undone; `zone` is the outlet's, in which times without a zone are
    read. Where the channel carried the article whole, an unreadable page costs only what the page
    would have added.

    Raises:
        ExtractionError: with a code of `Refusal` and an Indonesian message. Nothing else escapes.
    """
    candidate = found.candidate
    page = _page(found, body, content_type)
    said = read_structured(page.tree)
    if not _carried_whole(candidate):
        refuse_non_article(page, said, candidate.url)
    title = find_title(candidate, page, said)
    if title is None:
        raise ExtractionError(Refusal.NO_TITLE)
    text = find_body(page, candidate, title)
    near = around(page.tree, title)
    clock = Clock(found.snapshot.fetched_at, zone)
    published = find_published(candidate, page, said, near, clock)
    section = find_section(page, said)
    return Article(
        id=candidate.id,
        outlet_id=candidate.outlet_id,
        url=candidate.url,
        title=title,
        text=text.text,
        published=published.moment if published else None,
        first_seen=found.first_seen,
        snapshot_id=found.snapshot.id,
        published_basis=published.basis.value if published else None,
        time_known=published.time_known if published else False,
        modified=find_modified(candidate, said, clock),
        authors=find_authors(page, said, near, text),
        section=section,
        tags=find_tags(page, said, section),
        image=find_image(page, said),
        step=text.step,
    )


def _carried_whole(candidate: Candidate) -> bool:
    return bool(candidate.content) and always_whole(candidate)


def _page(found: Found, body: bytes, content_type: str | None) -> Page:
    try:
        return read_page(found.snapshot.url, body, content_type)
    except ExtractionError:
        if not _carried_whole(found.candidate):
            raise
        return Page(found.snapshot.url, parse("<html><body></body></html>"))
