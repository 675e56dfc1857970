from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from core.nouns import ChannelKind, Found
from crawler.extractors.dates import Basis, Clock, Published, find_modified, find_published
from crawler.extractors.page import Page, parse
from crawler.extractors.structured import read_structured
from crawler.extractors.vicinity import around

WIB, WITA, WIT = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Makassar"), ZoneInfo("Asia/Jayapura")
TITLE = "Warga Karangsari Panen Raya Padi Organik"
FoundFactory = Callable[..., Found]
MORNING = datetime(2024, 10, 22, 18, 20, tzinfo=UTC)  # 01.20 WIB on the 23rd, still the 22nd in UTC


def published(
    announced: Found, html: str = "", *, zone: ZoneInfo = WIB, fetched_at: datetime = MORNING
) -> Published | None:
    tree = parse(f"<html><body>{html or '<p></p>'}</body></html>")
    page = Page(announced.candidate.url, tree)
    clock = Clock(fetched_at, zone)
    return find_published(announced.candidate, page, read_structured(tree), around(tree, TITLE), clock)


def jsonld(value: str) -> str:
    return (
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "{value}"}}</script>'
    )


HEADLINE = f"<h1>{TITLE}</h1>"


def test_sources_are_believed_in_order(found: FoundFactory) -> None:
    meta = '<meta property="article:published_time" content="2024-10-22T12:00:00+07:00">'
    time = f'<article>{HEADLINE}<time datetime="2024-10-22T13:00:00+07:00">x</time></article>'
    text = f"{HEADLINE}<p>Selasa, 22 Oktober 2024 | 14:00 WIB</p>"
    announced = found(channel=ChannelKind.FEED, published=datetime(2024, 10, 22, 3, 0, tzinfo=UTC))
    everything = jsonld("2024-10-22T11:00:00+07:00") + meta + time + text
    assert published(announced, everything) == Published(
        datetime(2024, 10, 22, 3, 0, tzinfo=UTC), Basis.FEED, time_known=True
    )
    for html, hour, basis in (
        (everything, 4, Basis.JSONLD), (meta + time + text, 5, Basis.META), (time + text, 6, Basis.TIME), (text, 7, Basis.TEXT),
    ):  # fmt: skip
        expected = Published(datetime(2024, 10, 22, hour, 0, tzinfo=UTC), basis, time_known=True)
        assert published(found(), html) == expected


def test_the_cms_midnight_is_a_time_and_the_feeds_is_a_day(found: FoundFactory) -> None:
    midnight = datetime(2024, 10, 21, 17, 0, tzinfo=UTC)
    by_cms = published(found(channel=ChannelKind.WORDPRESS, published=midnight))
    by_feed = published(found(channel=ChannelKind.FEED, published=midnight))
    assert by_cms == Published(midnight, Basis.CMS, time_known=True)
    assert by_feed == Published(midnight, Basis.FEED, time_known=False)


@pytest.mark.parametrize(
    ("shown", "zone", "expected"),
    [
        ("Rabu, 23 Oktober 2024 | 01:10 WIB", WIB, datetime(2024, 10, 22, 18, 10, tzinfo=UTC)),
        ("Rabu, 23 Oktober 2024 | 01:10", WIB, datetime(2024, 10, 22, 18, 10, tzinfo=UTC)),
        ("Rabu, 23 Oktober 2024 | 02:10 WITA", WIB, datetime(2024, 10, 22, 18, 10, tzinfo=UTC)),
        ("Rabu, 23 Oktober 2024 | 02:10", WITA, datetime(2024, 10, 22, 18, 10, tzinfo=UTC)),
        ("Rabu, 23 Oktober 2024 | 03:10 WIT", WIB, datetime(2024, 10, 22, 18, 10, tzinfo=UTC)),
        ("Rabu, 23 Oktober 2024 | 03:10", WIT, datetime(2024, 10, 22, 18, 10, tzinfo=UTC)),
        ("Kamis, 24 Oktober 2024 | 01:00 WIB", WIB, datetime(2024, 10, 23, 18, 0, tzinfo=UTC)),
    ],
)
def test_after_midnight_is_not_lost_to_a_utc_clock(
    found: FoundFactory, shown: str, zone: ZoneInfo, expected: datetime
) -> None:
    result = published(found(), f"{HEADLINE}<p>{shown}</p>", zone=zone)
    assert result == Published(expected, Basis.TEXT, time_known=True)


def test_htmldate_accepts_the_local_day_that_utc_has_not_reached(found: FoundFactory) -> None:
    announced = found("https://kabarlembahwening.example/2024/10/23/panen-raya")
    result = published(announced, "<p>Panen raya.</p>")
    assert result == Published(datetime(2024, 10, 22, 17, 0, tzinfo=UTC), Basis.HTMLDATE, time_known=False)


def test_a_date_too_far_ahead_gives_way_to_the_next_source(found: FoundFactory) -> None:
    html = jsonld("2031-01-01T08:00:00+07:00") + f"{HEADLINE}<p>22 Oktober 2024 14:00 WIB</p>"
    result = published(found(published=datetime(2025, 1, 1, tzinfo=UTC)), html)
    assert result == Published(datetime(2024, 10, 22, 7, 0, tzinfo=UTC), Basis.TEXT, time_known=True)


def test_a_date_before_the_web_is_not_believed(found: FoundFactory) -> None:
    assert published(found(), jsonld("1970-01-01T00:00:01+00:00")) is None


def test_a_day_is_completed_by_a_later_source_of_the_same_day(found: FoundFactory) -> None:
    html = jsonld("2024-10-22") + f"{HEADLINE}<p>Selasa, 22 Oktober 2024 14:00 WIB</p>"
    assert published(found(), html) == Published(
        datetime(2024, 10, 22, 7, 0, tzinfo=UTC), Basis.TEXT, time_known=True
    )


def test_a_day_is_not_moved_by_a_source_of_another_day(found: FoundFactory) -> None:
    html = jsonld("2024-10-21") + f"{HEADLINE}<p>Selasa, 22 Oktober 2024 14:00 WIB</p>"
    assert published(found(), html) == Published(
        datetime(2024, 10, 20, 17, 0, tzinfo=UTC), Basis.JSONLD, time_known=False
    )


@pytest.mark.parametrize(
    "stated", ["2024-10-22T14:00:00+00:00", "2024-10-22T14:00:30Z", "2024-10-22T00:00:07+07:00"]
)
def test_a_machine_time_with_a_wrong_zone_gives_way_to_the_shown_one(
    found: FoundFactory, stated: str
) -> None:
    html = (
        jsonld(stated) + f"{HEADLINE}<p>Selasa, 22 Oktober 2024 14:00 WIB</p><p>22 Oktober 2024 07:00 WIB</p>"
    )
    result = published(found(), html)
    assert result is not None
    assert (result.moment.minute, result.basis) == (0, Basis.TEXT)


def test_the_shown_change_is_not_the_publication(found: FoundFactory) -> None:
    html = f"{HEADLINE}<p>Diperbarui: 23 Oktober 2024 00:50 WIB</p><p>Terbit: 22 Oktober 2024 14:00 WIB</p>"
    assert published(found(), html) == Published(
        datetime(2024, 10, 22, 7, 0, tzinfo=UTC), Basis.TEXT, time_known=True
    )


def test_the_clock_in_the_sites_head_does_not_outrank_the_date_below_the_headline(
    found: FoundFactory,
) -> None:
    html = f"<p>Rabu, 23 Oktober 2024 01:15 WIB</p>{HEADLINE}<p>Selasa, 22 Oktober 2024 14:00 WIB</p>"
    result = published(found(), html)
    assert result is not None
    assert result.moment == datetime(2024, 10, 22, 7, 0, tzinfo=UTC)


def test_a_date_inside_a_paragraph_is_at_most_a_guess_of_the_day(found: FoundFactory) -> None:
    sentence = "Panen raya itu digelar kelompok tani di hamparan sawah Desa Karangsari sejak pagi, Senin (21/10/2024) pukul 08.00 WIB."
    result = published(found("https://kabarlembahwening.example/panen"), f"{HEADLINE}<p>{sentence}</p>")
    assert result is not None
    assert (result.basis, result.time_known) == (Basis.HTMLDATE, False)


@pytest.mark.parametrize(
    "html",
    [
        f'<article>{HEADLINE}<p>Isi</p><footer><time class="entry-date published updated" datetime="2024-10-22T14:00:00+07:00">x</time></footer></article>',
        f'<main><div><time datetime="2024-10-22T14:00:00+07:00">x</time></div>{HEADLINE}<p>Isi</p></main>',
        f'<article>{HEADLINE}<time class="updated" datetime="2024-10-23T00:30:00+07:00">x</time><time class="entry-date" datetime="2024-10-22T14:00:00+07:00">x</time></article>',
        f'<article>{HEADLINE}<time>22 Oktober 2024 14.00 WIB</time></article><aside><time datetime="2024-10-01">x</time></aside>',
    ],
)
def test_the_time_element_of_the_article_is_found(found: FoundFactory, html: str) -> None:
    assert published(found(), html) == Published(
        datetime(2024, 10, 22, 7, 0, tzinfo=UTC), Basis.TIME, time_known=True
    )


def test_times_of_several_days_without_a_headline_say_nothing(found: FoundFactory) -> None:
    html = '<div><time datetime="2024-10-20">a</time><time datetime="2024-10-21">b</time></div>'
    result = published(found("https://kabarlembahwening.example/x"), html)
    assert result is None or result.basis is Basis.HTMLDATE


def test_the_modification_is_told_apart(found: FoundFactory) -> None:
    tree = parse('<meta property="article:modified_time" content="2024-10-22T16:00:00+07:00"><p>x</p>')
    clock = Clock(MORNING, WIB)
    by_page = find_modified(found().candidate, read_structured(tree), clock)
    by_cms = find_modified(found(modified=MORNING).candidate, read_structured(tree), clock)
    assert (by_page, by_cms) == (datetime(2024, 10, 22, 9, 0, tzinfo=UTC), MORNING)


@pytest.mark.parametrize("stated", ["9999-12-31T23:59:59-10:00", "0001-01-01T00:00:01+09:00"])
def test_the_edges_of_the_calendar_are_survived(found: FoundFactory, stated: str) -> None:
    html = f'<meta property="article:modified_time" content="{stated}"><meta name="pubdate" content="{stated}"><p>x</p>'
    tree = parse(html)
    assert find_modified(found().candidate, read_structured(tree), Clock(MORNING, WIB)) is None
    assert published(found("https://kabarlembahwening.example/x"), html) is None
