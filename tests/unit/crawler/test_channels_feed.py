"""Nights at a feed: overflow, gaps, what vanished, and how far a first reading goes."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qs, urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.nouns import Candidate, Channel, ChannelKind, Outlet
from core.urls import article_id
from crawler.channels import Call, ListingResponse, ProblemCode, Step, open_session

OUTLET = Outlet("gema-lembah", "Gema Lembah", "https://gemalembah.example")
FEED = "https://gemalembah.example/feed/"
WIB = ZoneInfo("Asia/Jakarta")
START = dt.datetime(2026, 3, 1, 20, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


@dataclass
class Site:
    """A feed of ten entries, newest first; `pages` is whether `?paged=` shows the older ones."""

    posts: dict[str, dt.datetime] = field(default_factory=dict)
    pages: bool = True
    generator: str = "https://wordpress.org/?v=6.1"
    down_from_page: int = 1_000
    size: int = 10
    made: int = 0

    def publish(self, count: int, since: dt.datetime) -> list[str]:
        new = {f"kabar-{self.made + n}": since + n * dt.timedelta(minutes=7) for n in range(count)}
        self.posts |= new
        self.made += count
        return list(new)

    def answer(self, url: str) -> ListingResponse:
        page = int(parse_qs(urlsplit(url).query).get("paged", ["1"])[0])
        if page >= self.down_from_page:
            return ListingResponse(url, 503, b"busy")
        newest = sorted(self.posts.items(), key=lambda post: post[1], reverse=True)
        start = (page - 1) * self.size if self.pages else 0
        rows = newest[start : start + self.size]
        items = "".join(
            f"<item><title>{slug}</title><link>https://gemalembah.example/{slug}</link>"
            f"<pubDate>{moment:%a, %d %b %Y %H:%M:%S} +0000</pubDate></item>"
            for slug, moment in rows
        )
        body = f"<rss><channel><generator>{self.generator}</generator>{items}</channel></rss>"
        return ListingResponse(url, 200 if rows or page == 1 else 404, body.encode())


@dataclass
class Desk:
    """What storage and spider do around a session."""

    site: Site
    channel: Channel = field(default_factory=lambda: Channel(OUTLET.id, ChannelKind.FEED, FEED))
    stored: dict[UUID, Candidate] = field(default_factory=dict)
    gone: set[UUID] = field(default_factory=set)
    calls: list[Call] = field(default_factory=list)

    def known(self, ids: Sequence[UUID]) -> Mapping[UUID, dt.datetime | None]:
        return {key: self.stored[key].modified for key in ids if key in self.stored}

    def read(self, since: dt.datetime | None = None) -> Step:
        recent = [item for key, item in self.stored.items() if key not in self.gone]
        session = open_session(
            self.channel, outlet=OUTLET, zone=WIB, known=self.known, since=since, recent=recent
        )
        self.calls = [session.start()]
        step = session.read(self.calls[0], self.site.answer(self.calls[0].url))
        while step.next is not None:
            assert not step.candidates
            self.calls.append(step.next)
            step = session.read(step.next, self.site.answer(step.next.url))
        self.stored |= {item.id: item for item in step.candidates}
        self.gone |= {item.id for item in step.vanished}
        self.channel = step.channel or self.channel
        return step

    def has(self, slugs: Sequence[str]) -> bool:
        return all(article_id(f"https://gemalembah.example/{slug}") in self.stored for slug in slugs)


def read_once(**site: object) -> Desk:
    desk = Desk(replace(Site(), **site))  # type: ignore[arg-type]
    desk.site.publish(40, START - 10 * DAY)
    desk.read()
    return desk


def test_a_first_reading_without_since_is_one_page() -> None:
    desk = read_once()
    assert len(desk.calls) == 1
    assert len(desk.stored) == 10
    assert desk.channel.watermark == max(desk.site.posts.values())


def test_a_first_reading_goes_back_to_since_where_the_site_has_pages() -> None:
    desk = Desk(Site())
    old, new = desk.site.publish(40, START - 20 * DAY), desk.site.publish(35, START)
    step = desk.read(since=START)
    assert desk.has(new)
    assert not desk.has(old[-1:])
    assert (len(desk.calls), step.gap) == (4, False)


def test_how_far_back_a_short_feed_reaches_is_no_gap() -> None:
    desk = Desk(Site(pages=False, generator=""))
    desk.site.publish(40, START)
    step = desk.read(since=START - DAY)
    assert (len(desk.calls), step.gap) == (2, False)
    assert len(desk.stored) == 10


def test_a_quiet_night_is_one_call_and_changes_nothing() -> None:
    desk = read_once()
    before = desk.channel
    assert desk.read() == Step(channel=before)
    assert len(desk.calls) == 1


def test_an_overflowing_feed_is_read_on_to_a_known_entry() -> None:
    desk = read_once()
    new = desk.site.publish(33, START)
    step = desk.read()
    assert desk.has(new)
    assert (len(desk.calls), step.gap) == (4, False)


def test_nothing_is_handed_over_before_the_gap_is_closed() -> None:
    desk = read_once()
    desk.site.publish(33, START)
    session = open_session(
        desk.channel, outlet=OUTLET, zone=WIB, known=desk.known, recent=list(desk.stored.values())
    )
    call = session.start()
    first = session.read(call, desk.site.answer(call.url))
    assert first.next is not None
    assert (first.candidates, first.channel) == ((), None)


@pytest.mark.parametrize(
    "site", [{"pages": False, "generator": "Drupal"}, {"pages": False}, {"down_from_page": 2}]
)
def test_an_overflow_that_cannot_be_read_is_a_gap_and_keeps_what_was_found(site: dict[str, object]) -> None:
    desk = read_once(**site)
    new = desk.site.publish(33, START)
    step = desk.read()
    assert (len(desk.calls), step.gap) == (2, True)
    assert desk.has(new[-10:])
    assert not desk.read().gap


def test_the_end_of_the_archive_closes_every_gap() -> None:
    desk = Desk(Site())
    desk.site.publish(5, START - DAY)
    desk.read()
    desk.site.posts.clear()
    new = desk.site.publish(25, START)
    step = desk.read()
    assert desk.has(new)
    assert not step.gap


def test_an_old_article_dated_anew_does_not_hide_an_overflow() -> None:
    desk = read_once()
    known = list(desk.site.posts)[-1]
    new = desk.site.publish(15, START)
    desk.site.posts[known] = START + DAY
    step = desk.read()
    assert desk.has(new)
    assert not step.gap


def test_an_article_missing_between_two_others_has_vanished_and_older_ones_have_not() -> None:
    desk = read_once()
    victim = list(desk.site.posts)[-4]
    del desk.site.posts[victim]
    desk.site.publish(3, START)
    step = desk.read()
    assert [item.url for item in step.vanished] == [f"https://gemalembah.example/{victim}"]


def test_an_older_article_that_moves_up_when_one_is_taken_down_is_no_overflow() -> None:
    desk = read_once()
    del desk.site.posts[list(desk.site.posts)[-2]]
    step = desk.read()
    assert len(desk.calls) == 1
    assert [item.title for item in step.candidates] == ["kabar-29"]


def test_a_feed_that_lacks_most_of_what_is_known_is_a_selection() -> None:
    desk = read_once()
    for slug in list(desk.site.posts)[-9:-1]:
        del desk.site.posts[slug]
    assert desk.read().vanished == ()


def test_an_article_whose_address_was_edited_stays_the_same_article() -> None:
    def feed(slug: str) -> ListingResponse:
        items = (
            f"<item><link>https://gemalembah.example/{slug}</link><guid>https://gemalembah.example/?p=7</guid>"
            "<pubDate>Sun, 01 Mar 2026 10:00:00 +0000</pubDate></item>"
        )
        return ListingResponse(FEED, 200, f"<rss><channel>{items}</channel></rss>".encode())

    desk = Desk(Site())
    session = open_session(desk.channel, outlet=OUTLET, zone=WIB, known=desk.known)
    (first,) = session.read(session.start(), feed("judul-salah")).candidates
    desk.stored[first.id] = first
    session = open_session(desk.channel, outlet=OUTLET, zone=WIB, known=desk.known, recent=[first])
    step = session.read(session.start(), feed("judul-benar"))
    assert (step.candidates, step.vanished) == ((), ())


def test_what_was_not_modified_changes_nothing() -> None:
    desk = read_once()
    session = open_session(desk.channel, outlet=OUTLET, zone=WIB, known=desk.known)
    assert session.read(session.start(), ListingResponse(FEED, 304, b"")) == Step(channel=desk.channel)


def test_a_feed_that_cannot_be_read_leaves_the_state_as_it_is() -> None:
    desk = read_once()
    desk.site.down_from_page = 1
    step = desk.read()
    assert step.problem is not None
    assert step.problem.code is ProblemCode.UNAVAILABLE
    assert (step.channel, step.done) == (None, True)


@settings(max_examples=60, deadline=None)
@given(
    nights=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 3)), min_size=1, max_size=5),
    size=st.integers(3, 30),
)
def test_where_there_are_pages_every_article_is_found_and_a_second_reading_finds_nothing(
    nights: list[tuple[int, int]], size: int
) -> None:
    desk = Desk(Site(size=size))
    desk.site.publish(50, START - 20 * DAY)
    desk.read()
    for night, (count, deleted) in enumerate(nights):
        new = desk.site.publish(count, START + night * DAY)
        for slug in list(desk.site.posts)[-deleted:][:deleted]:
            desk.site.posts.pop(slug)
        step = desk.read()
        assert desk.has([slug for slug in new if slug in desk.site.posts])
        assert not step.gap
        assert len(desk.calls) <= 2 + count // size + deleted
        state = desk.channel
        again = desk.read()
        assert again.channel == state
        assert again.candidates == ()
