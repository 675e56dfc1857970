import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from uuid import UUID
from zoneinfo import ZoneInfo

from core.nouns import Candidate, Channel, ChannelKind, Outlet
from crawler.causes import Cause
from crawler.channels import ListingResponse
from crawler.plan import Finding, OutletTask
from crawler.probing import OutletProbe
from crawler.reading import Advance, OutletReading

WIB = ZoneInfo("Asia/Jakarta")
NOW = dt.datetime(2026, 8, 10, 14, tzinfo=dt.UTC)
OUTLET = Outlet("pelita", "Pelita Lembah", "https://pelita.example/")
FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Pelita</title>
<item><title>Panen raya di Lembah</title><link>https://pelita.example/panen</link>
<pubDate>Sun, 09 Aug 2026 08:00:00 +0700</pubDate><description>Ringkas.</description></item></channel></rss>"""
HOME = b'<html><head><link rel="alternate" type="application/rss+xml" href="/kabar.xml"></head><body>Beranda</body></html>'
POSTS = json.dumps(
    [
        {
            "id": 7,
            "date": "2026-08-09T08:00:00",
            "date_gmt": "2026-08-09T01:00:00",
            "modified": "2026-08-09T08:00:00",
            "modified_gmt": "2026-08-09T01:00:00",
            "link": "https://pelita.example/panen",
            "title": {"rendered": "Panen raya"},
            "content": {"rendered": "<p>Panen.</p>"},
            "status": "publish",
        }
    ]
).encode()

Site = Callable[[str], tuple[int, bytes, dict[str, str]] | Cause]


class Nothing:
    """A memory in which nothing is known."""

    def known(self, ids: Sequence[UUID]) -> Mapping[UUID, dt.datetime | None]:  # noqa: ARG002
        return {}

    def recent(self, outlet_id: str, limit: int) -> Sequence[Candidate]:  # noqa: ARG002
        return []


def reading(*channels: Channel, read_before: bool = False) -> OutletReading:
    task = OutletTask(OUTLET, channels, read_before=read_before)
    return OutletReading(task, Nothing(), now=NOW, backfill=dt.timedelta(days=30), since=None, zone=WIB)


def run(reading: OutletReading, site: Site) -> list[Advance]:
    """Every advance of a night, in order."""
    advances, ask = [], reading.start()
    while ask is not None:
        answer = site(ask.url)
        if isinstance(answer, Cause):
            advance = reading.failed(answer)
        else:
            status, body, headers = answer
            advance = reading.answer(ask, ListingResponse(ask.url, status, body, headers))
        advances.append(advance)
        assert len(advances) < 40
        ask = advance.ask
    return advances


def wordpress(url: str) -> tuple[int, bytes, dict[str, str]]:
    if "wp-json" in url:
        headers = {"X-WP-Total": "1", "X-WP-TotalPages": "1", "Content-Type": "application/json"}
        return 200, POSTS, headers
    return 404, b"", {}


def feed_only(url: str) -> tuple[int, bytes, dict[str, str]]:
    if url.endswith("/kabar.xml"):
        return 200, FEED, {"Content-Type": "application/rss+xml"}
    return (
        (200, HOME, {"Content-Type": "text/html"})
        if url == OUTLET.url
        else (404, b"<html>tidak ada</html>", {})
    )


def test_an_unknown_outlet_is_guessed_to_be_wordpress_at_one_request() -> None:
    night = reading()
    advances = run(night, wordpress)
    assert advances[-1].read
    assert [c.url for advance in advances if advance.listing for c in advance.listing.candidates] == [
        "https://pelita.example/panen"
    ]
    assert (night.tally.watched, night.tally.new, night.tally.gap) == (1, 1, 0)
    assert night.tally.read_from == 20260711, "thirty days back, in the office's zone"


def test_a_first_night_that_died_is_a_first_night_again() -> None:
    stored = Channel(
        "pelita", ChannelKind.WORDPRESS, "https://pelita.example/wp-json/wp/v2/posts", watermark=NOW
    )
    again, later = reading(stored), reading(stored, read_before=True)
    run(again, wordpress)
    run(later, wordpress)
    assert (again.tally.read_from, later.tally.read_from) == (20260711, 0)


def test_a_feed_says_nothing_of_the_time_before_its_oldest_entry() -> None:
    night = reading()
    run(night, feed_only)
    assert night.tally.read_from == 20260810, "the day after its one entry"


def test_what_the_home_page_announces_is_read_when_wordpress_is_not_there() -> None:
    night = reading()
    advances = run(night, feed_only)
    assert advances[-1].read
    stored = advances[-1].listing
    assert stored is not None
    assert stored.channel is not None
    assert (stored.channel.kind, stored.channel.url) == (ChannelKind.FEED, "https://pelita.example/kabar.xml")


def test_a_site_that_is_away_costs_one_request_and_is_an_issue() -> None:
    for cause in (Cause.DNS, Cause.REFUSED, Cause.TIMEOUT, Cause.NOT_HTTP, Cause.ROBOTS_DOWN):
        night = reading()
        (only,) = run(night, lambda _url, cause=cause: cause)  # type: ignore[misc]
        assert [issue.code for issue in only.issues] == [cause]
        assert night.tally.watched == 0


def test_an_outlet_without_any_channel_is_an_issue_after_few_requests() -> None:
    night = reading()
    advances = run(
        night, lambda _url: (200, b"<html><body>Selamat datang</body></html>", {"Content-Type": "text/html"})
    )
    assert [issue.code for issue in advances[-1].issues] == [Cause.NO_CHANNEL]
    assert len(advances) <= 12
    assert night.tally.watched == 0


def test_a_planned_channel_that_is_only_busy_is_not_replaced() -> None:
    planned = Channel("pelita", ChannelKind.FEED, "https://pelita.example/kabar.xml", watermark=NOW)
    night = reading(planned)
    advances = run(night, lambda _url: (503, b"", {}))
    assert len(advances) == 1
    assert [issue.code for issue in advances[0].issues] == ["channel_unavailable"]


def test_a_planned_channel_that_is_gone_is_looked_for_anew() -> None:
    planned = Channel("pelita", ChannelKind.FEED, "https://pelita.example/lama.xml", watermark=NOW)
    night = reading(planned)
    assert run(night, feed_only)[-1].read


def test_robots_that_close_one_channel_leave_the_next() -> None:
    night = reading()
    advances = run(
        night, lambda url: Cause.ROBOTS if "wp-json" in url or "rest_route" in url else feed_only(url)
    )
    assert advances[-1].read


def probe(site: Site) -> Finding:
    look = OutletProbe(OUTLET, now=NOW, zone=WIB)
    step: object = look.start()
    for _ in range(20):
        if isinstance(step, Finding):
            return step
        ask = step
        answer = site(ask.url)  # type: ignore[attr-defined]
        if isinstance(answer, Cause):
            step = look.failed(answer, ask.url)  # type: ignore[attr-defined]
        else:
            status, body, headers = answer
            step = look.answer(ask, ListingResponse(ask.url, status, body, headers))  # type: ignore[attr-defined,arg-type]
    raise AssertionError("a probe must end")


def test_a_probe_ranks_what_works_and_says_so() -> None:
    finding = probe(lambda url: wordpress(url) if "wp-json" in url else feed_only(url))
    assert [channel.kind for channel in finding.channels] == [ChannelKind.WORDPRESS, ChannelKind.FEED]
    assert [channel.rank for channel in finding.channels] == [0, 1]
    assert "1 berita dalam 30 hari" in finding.words
    assert finding.issues == ()


def test_a_probe_of_a_site_without_channels_says_what_was_tried() -> None:
    finding = probe(lambda _url: (404, b"", {}))
    assert finding.channels == ()
    assert [issue.code for issue in finding.issues] == [Cause.NO_CHANNEL]


def test_a_probe_of_a_dead_site_asks_once() -> None:
    finding = probe(lambda _url: Cause.DNS)
    assert [issue.code for issue in finding.issues] == [Cause.DNS]
