"""How the texts of options become values."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import typer

from app.options import in_zone, parse_period, parse_since
from core.nouns import Period


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2026", Period(dt.date(2026, 1, 1), dt.date(2026, 12, 31))),
        ("2024-02", Period(dt.date(2024, 2, 1), dt.date(2024, 2, 29))),
        ("2026-08-01..2026-10-31", Period(dt.date(2026, 8, 1), dt.date(2026, 10, 31))),
        (None, None),
    ],
)
def test_periods(text: str | None, period: Period | None) -> None:
    assert parse_period(text) == period


@pytest.mark.parametrize(
    "text",
    ["", "26", "2026-13", "2026-02-30..2026-03-01", "2026-08-01", "9999", "0001", "1990-01-01..9999-12-31"],
)
def test_no_periods(text: str) -> None:
    with pytest.raises(typer.BadParameter):
        parse_period(text)


def test_since_is_a_day_of_the_office_or_an_exact_moment() -> None:
    zone = ZoneInfo("Asia/Makassar")
    assert in_zone(parse_since("2026-08-01"), zone) == dt.datetime(2026, 7, 31, 16, tzinfo=dt.UTC)
    assert in_zone(parse_since("2026-08-01T05:00+07:00"), zone) == dt.datetime(2026, 7, 31, 22, tzinfo=dt.UTC)
    assert in_zone(parse_since(None), zone) is None


@pytest.mark.parametrize("text", ["kemarin", "2026-13-01", "0001-01-01", "9999-12-31"])
def test_no_days(text: str) -> None:
    with pytest.raises(typer.BadParameter):
        parse_since(text)
