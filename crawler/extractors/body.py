"""The text of an article: a cascade of steps, the first that finds it speaks."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from trafilatura import bare_extraction
from trafilatura.settings import Document

from core.nouns import Candidate
from crawler.extractors import cms
from crawler.extractors.bare_text import with_paragraphs
from crawler.extractors.edges import split_edges
from crawler.extractors.errors import ExtractionError, Refusal
from crawler.extractors.furniture import without_furniture
from crawler.extractors.language import is_indonesian
from crawler.extractors.page import Page
from crawler.extractors.text import BLOCKS, paragraphs

MIN_TEXT_CHARS = 40  # a photo page's caption has more; less is a label, not an article
MAX_BLOCKS = 2_500  # above it, trafilatura's fallbacks take too long: jusText needs time in their square
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Body:
    """A text in normal form, and the step of the cascade that gave it.

    `frame` holds the lines that were taken off its beginning and end: date, byline, credits.
    """

    text: str
    step: str
    frame: tuple[str, ...] = ()


Step = Callable[[Page, Candidate, str], Body | None]


def find_body(page: Page, candidate: Candidate, title: str, steps: tuple[Step, ...] | None = None) -> Body:
    """The first step's text.

    Raises:
        ExtractionError: `no_text` when no step finds any.
    """
    for step in steps or STEPS:
        body = step(page, candidate, title)
        if body is not None:
            return body
    raise ExtractionError(Refusal.NO_TEXT)


def from_cms(page: Page, candidate: Candidate, title: str) -> Body | None:
    """The channel's content where it is whole; however short, since a caption is an article too.

    A piece of pictures or video alone has an empty text: what the page shows around it is not its text.
    """
    if not candidate.content:
        return None
    text = cms.content_text(candidate.content)
    if cms.always_whole(candidate):
        return Body(text, "cms") if text or cms.is_media_only(candidate.content) else None
    if cms.looks_cut(text):
        return None
    page_body = from_trafilatura(page, candidate, title)
    if page_body is not None and not cms.is_whole(text, page_body.text):
        return page_body
    return Body(text, "cms")


def from_trafilatura(page: Page, _candidate: Candidate, title: str) -> Body | None:
    """The main text by trafilatura."""
    # Measured: on Indonesian news its precision mode leaves out more furniture and loses no text; on
    # pages in other languages it loses text.
    precise = is_indonesian(page.tree)
    fast = sum(1 for _ in page.tree.iter(*BLOCKS)) > MAX_BLOCKS
    try:
        document = bare_extraction(
            with_paragraphs(page.tree),
            url=page.url,
            include_comments=False,
            favor_precision=precise,
            fast=fast,
        )
    except Exception as error:  # noqa: BLE001 — third-party heuristics on hostile pages; no text is an answer
        _LOG.debug("trafilatura failed on %s: %s", page.url, error)
        return None
    if not isinstance(document, Document):
        return None
    text, frame = split_edges(without_furniture(paragraphs(_without_table_edges(document.text or ""))), title)
    return Body(text, "trafilatura", frame) if len(text) >= MIN_TEXT_CHARS else None


def _without_table_edges(text: str) -> str:
    """The text with rows as words: trafilatura draws them "| a | b |"."""
    return "\n".join(line.strip(" \t|") for line in text.splitlines())


STEPS: tuple[Step, ...] = (from_cms, from_trafilatura)
