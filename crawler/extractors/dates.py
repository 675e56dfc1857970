"""When an article was first published: by whose word, and whether a time of day is known."""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from htmldate import find_date
from lxml.html import HtmlElement

from core.nouns import Candidate, ChannelKind
from crawler.extractors.page import Page
from crawler.extractors.structured import Structured
from crawler.extractors.vicinity import Vicinity
from crawler.extractors.written import Written, find_written, read_machine

# Outlets schedule pieces, and their clocks are wrong by hours; nobody publishes the day after tomorrow.
MAX_AHEAD = timedelta(days=1)
EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)  # before the first Indonesian news site
MAX_LINE_CHARS = 160  # a line that shows a date shows little else
MIN_DATE_SHARE = 0.3
_CHANGED = re.compile(r"updat|diperbarui|perbarui|modified|diubah|revisi|edited|last", re.IGNORECASE)
_MARKED = re.compile(r"published|entry-date|datepublished|post-date|dateline", re.IGNORECASE)
_LOG = logging.getLogger(__name__)


class Basis(StrEnum):
    """Where the publication time was read, in the order of belief."""

    CMS = "cms"
    FEED = "feed"
    JSONLD = "jsonld"
    META = "meta"
    TIME = "time"
    TEXT = "text"
    HTMLDATE = "htmldate"


_STRUCTURED = frozenset((Basis.JSONLD, Basis.META, Basis.TIME))


@dataclass(frozen=True, slots=True)
class Published:
    """A publication: the moment in UTC, the source, and whether the source gave a time of day."""

    moment: datetime
    basis: Basis
    time_known: bool


@dataclass(frozen=True, slots=True)
class Clock:
    """What judging a date needs: when the page was fetched, and the outlet's own zone."""

    fetched_at: datetime
    zone: ZoneInfo

    def accepts(self, moment: datetime) -> bool:
        """Whether something can have been published at this moment."""
        return EARLIEST <= moment <= self.fetched_at + MAX_AHEAD


def find_published(
    candidate: Candidate, page: Page, said: Structured, near: Vicinity, clock: Clock
) -> Published | None:
    """The first source in the order of belief that can be true.

    Where it gives only a day, a later source that gives a time on the same local day completes it.
    """
    first: Published | None = None
    for published in _readings(candidate, page, said, near, clock):
        if first is None or (
            published.time_known
            and _local(published.moment, clock).date() == _local(first.moment, clock).date()
        ):
            first = published
        if first.time_known:
            break
    if first is None:
        return _by_htmldate(page, clock)
    return _zone_corrected(first, near, clock)


def _zone_corrected(stated: Published, near: Vicinity, clock: Clock) -> Published:
    """The time readers are shown, where the machine-readable one is that time with a wrong zone.

    Home-made CMSs write local times as UTC, or UTC as local: off by exactly the zone's offset.
    """
    if stated.basis not in _STRUCTURED:
        return stated
    offset = _local(stated.moment, clock).utcoffset()
    for shown in _accepted(Basis.TEXT, _visible(near), clock):
        if shown.time_known and abs(stated.moment.replace(second=0) - shown.moment) == offset:
            return shown
    return stated


def find_modified(candidate: Candidate, said: Structured, clock: Clock) -> datetime | None:
    """When the outlet says it last changed the piece."""
    if candidate.modified is not None and clock.accepts(candidate.modified):
        return candidate.modified
    stated = _accepted(Basis.META, [read_machine(text) for text in said.modified], clock)
    return next((modified.moment for modified in stated), None)


def _readings(
    candidate: Candidate, page: Page, said: Structured, near: Vicinity, clock: Clock
) -> Iterator[Published]:
    if candidate.published is not None and clock.accepts(candidate.published):
        basis = Basis.CMS if candidate.channel is ChannelKind.WORDPRESS else Basis.FEED
        # A feed that knows only the day writes midnight, in its zone or in UTC.
        guessed = basis is Basis.FEED and time() in {
            candidate.published.time(),
            _local(candidate.published, clock).time(),
        }
        yield Published(candidate.published, basis, time_known=not guessed)
    for basis, texts in ((Basis.JSONLD, said.published_jsonld), (Basis.META, said.published_meta)):
        yield from _accepted(basis, [read_machine(text) for text in texts], clock)
    yield from _accepted(Basis.TIME, [_of_time_element(page.tree, near)], clock)
    yield from _accepted(Basis.TEXT, _visible(near), clock)


def _accepted(basis: Basis, writings: list[Written | None], clock: Clock) -> Iterator[Published]:
    for written in writings:
        if written is None:
            continue
        try:
            moment = written.moment(clock.zone)
        except OverflowError:  # the first or last day of the calendar, moved by a zone
            continue
        if clock.accepts(moment):
            known = written.time is not None and _local(moment, clock).time() != time()
            yield Published(moment, basis, time_known=known)


def _local(moment: datetime, clock: Clock) -> datetime:
    return moment.astimezone(clock.zone)


def _of_time_element(tree: HtmlElement, near: Vicinity) -> Written | None:
    """The `<time>` of the headline's article: one marked as publication, else the first.

    Themes put it below the headline, above it, or in the article's footer. Without a headline only a
    page that shows a single day is believed.
    """
    scope = _article_of(near.headline) if near.headline is not None else tree
    times = [element for element in scope.iter("time") if not _is_change(element)]
    marked = [element for element in times if _MARKED.search(_label(element))]
    read = [written for element in marked or times if (written := _read_time(element))]
    if near.headline is None and len({written.day for written in read}) > 1:
        return None
    return read[0] if read else None


def _article_of(headline: HtmlElement) -> HtmlElement:
    """The `<article>` or main block around the headline, else the smallest one that has a `<time>`."""
    for parent in headline.iterancestors():
        if parent.tag in {"article", "main", "body"} or next(parent.iter("time"), None) is not None:
            return parent
    return headline


def _is_change(element: HtmlElement) -> bool:
    return bool(_CHANGED.search(_label(element))) and not _MARKED.search(_label(element))


def _label(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('itemprop') or ''}"


def _read_time(element: HtmlElement) -> Written | None:
    return read_machine(element.get("datetime") or "") or read_machine(element.text_content())


def _visible(near: Vicinity) -> list[Written | None]:
    """Dates shown after the headline, then before it; those with a time and not of a change first."""
    shown: list[tuple[bool, bool, int, Written]] = []
    for place, line in enumerate([*near.after, *reversed(near.before)]):
        if len(line.text) > MAX_LINE_CHARS:
            continue
        for written in find_written(line.text):
            if written.end - written.start >= MIN_DATE_SHARE * len(line.text):
                changed = bool(_CHANGED.search(line.text[: written.start]))
                shown.append((changed, written.time is None, place, written))
    return [entry[-1] for entry in sorted(shown, key=lambda entry: entry[:3])]


def _by_htmldate(page: Page, clock: Clock) -> Published | None:
    """A guess of htmldate: a day, never later than tomorrow by the outlet's own calendar.

    Its own limit is today by the machine's clock, which at night in Indonesia is still yesterday.
    """
    tomorrow = _local(clock.fetched_at, clock).date() + timedelta(days=1)
    try:
        text = find_date(
            page.tree,
            url=page.url,
            original_date=True,
            min_date=EARLIEST.date().isoformat(),
            max_date=f"{tomorrow}T23:59:59",
        )
    except Exception as error:  # noqa: BLE001 — third-party guessing on hostile pages; no date is an answer
        _LOG.debug("htmldate failed on %s: %s", page.url, error)
        return None
    written = read_machine(text) if text else None
    return next(_accepted(Basis.HTMLDATE, [written], clock), None)
