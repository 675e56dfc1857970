"""Dates as feeds of Indonesian newsrooms write them."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.channels.feed_dates import parse_date, plain_dates

WIB = ZoneInfo("Asia/Jakarta")
WIT = ZoneInfo("Asia/Jayapura")
MOMENT = dt.datetime(2026, 11, 22, 0, 15, tzinfo=dt.UTC)  # 07.15 WIB


@pytest.mark.parametrize(
    "text",
    [
        "Sun, 22 Nov 2026 07:15:00 WIB",
        "Sun, 22 Nov 2026 08:15:00 WITA",
        "Sun, 22 Nov 2026 09:15:00 WIT",
        "Min, 22 Nop 2026 07:15:00 +0700",
        "Ahad, 22 November 2026 | 07:15 WIB",
        "Minggu, 22 November 2026 - 07.15 (WIB)",
        "Minggu, 22 November 2026 pukul 07.15 WIB",
        "Sun, 22 Nov 2026 00:15:00 GMT",
        "Sun, 22 Nov 26 00:15 UT",
        "Sunday, 22-Nov-2026 00:15:00 UTC",
        "Sun, 22 Nov 2026 07:15:00 GMT+7",
        "Sun, 22 Nov 2026 07:15:00 GMT+0700 (WIB)",
        "Sat, 21 Nov 2026 19:15:00 EST",
        "2026-11-22T00:15:00Z",
        "2026-11-22T07:15:00.123+07:00",
        "2026-11-21T20:45:00-0330",
        "2026-11-22 07:15:00",
        "  2026-11-22T07:15 ",
        "22/11/2026 07:15",
        "22 November 2026 07:15",
        "November 22, 2026 7:15 AM",
    ],
)
def test_the_same_moment_in_many_spellings(text: str) -> None:
    assert parse_date(text, WIB) == MOMENT


def test_fridays_apostrophes_do_not_matter() -> None:
    for day in ("Jumat", "Jum'at", "Jum’at"):
        assert parse_date(f"{day}, 20 Nopember 2026 07:15 WIB", WIT) == MOMENT - dt.timedelta(days=2)


def test_a_day_alone_is_its_midnight_in_the_outlets_zone() -> None:
    assert parse_date("2026-11-22", WIT) == dt.datetime(2026, 11, 21, 15, tzinfo=dt.UTC)


def test_a_date_without_a_zone_is_in_the_outlets() -> None:
    assert parse_date("2026-11-22 09:15:00", WIT) == MOMENT


@pytest.mark.parametrize(
    "text",
    ["", "kemarin", "0000-00-00 00:00:00", "31 Februari 2026", "Sun, 22 Foo 2026 07:15:00 GMT", "2026",
     "Sun, 22 Nov 2026 07:15:00 XYZ", "Sun, 22 Nov 2026 07:15:00 +9900", "2026-11-22 25:00", "1/2/26"],
)  # fmt: skip
def test_what_cannot_be_read_is_unknown(text: str) -> None:
    assert parse_date(text, WIB) is None


def test_dates_are_rewritten_where_they_stand() -> None:
    document = (
        "<item><pubDate>Sun, 22 Nov 2026 07:15:00 WIB</pubDate><dc:date>\n 2026-11-22T07:15:00+07:00 </dc:date>"
        "<updated><![CDATA[22 Nop 2026 07:15]]></updated><pubDate>entah</pubDate>"
        "<title>Sun, 22 Nov 2026 07:15:00 WIB</title></item>"
    )
    plain = "2026-11-22T00:15:00+00:00"
    assert plain_dates(document, WIB) == (
        f"<item><pubDate>{plain}</pubDate><dc:date>{plain}</dc:date>"
        f"<updated>{plain}</updated><pubDate></pubDate><title>Sun, 22 Nov 2026 07:15:00 WIB</title></item>"
    )


@given(
    st.text(max_size=60)
    | st.from_regex(r"\d{1,4}-\d{1,2}-\d{1,2}T\d{1,2}:\d\d(Z|[+-]\d{4})?", fullmatch=True)
)
def test_any_text_gives_a_moment_or_nothing(text: str) -> None:
    moment = parse_date(text, WIB)
    assert moment is None or moment.tzinfo is dt.UTC


@given(st.integers(0, 4_000_000_000))
def test_iso_and_rfc_822_agree(seconds: int) -> None:
    moment = dt.datetime.fromtimestamp(seconds, tz=dt.UTC)
    assert parse_date(moment.isoformat(), WIB) == moment
    assert parse_date(f"{moment:%a, %d %b %Y %H:%M:%S} +0000", WIB) == moment
