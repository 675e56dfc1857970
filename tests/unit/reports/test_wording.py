import datetime as dt

import pytest

from core.nouns import LinkState, Period
from reports import wording


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        ((2024, 10, 22), (2024, 10, 22), "22 Oktober 2024"),
        ((2024, 10, 1), (2024, 10, 31), "1–31 Oktober 2024"),
        ((2024, 10, 1), (2024, 11, 3), "1 Oktober – 3 November 2024"),
        ((2023, 12, 30), (2024, 1, 2), "30 Desember 2023 – 2 Januari 2024"),
    ],
)
def test_a_period_is_written_as_briefly_as_it_can_be(
    start: tuple[int, int, int], end: tuple[int, int, int], text: str
) -> None:
    assert wording.period(Period(dt.date(*start), dt.date(*end))) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.0, "0%"), (0.004, "0%"), (0.29, "29%"), (0.525, "53%"), (0.875, "88%"), (1.0, "100%")],
)
def test_a_share_is_rounded_as_a_spreadsheet_rounds_it(share: float, text: str) -> None:
    assert wording.percent(share) == text


@pytest.mark.parametrize(
    ("probability", "text"),
    [(1.0, "100%"), (0.9999, ">99%"), (0.994, "99%"), (0.42, "42%"), (0.001, "<1%"), (0.0, "0%")],
)
def test_what_is_not_certain_never_reads_certain(probability: float, text: str) -> None:
    assert wording.confidence(probability) == text


@pytest.mark.parametrize(
    ("value", "text"), [(82.45, "82,5"), (0.0, "0,0"), (100.0, "100,0"), (1234.56, "1.234,6")]
)
def test_decimals_have_a_comma_and_one_place(value: float, text: str) -> None:
    assert wording.decimal(value) == text


def test_thousands_have_a_point() -> None:
    assert wording.number(1_234_567) == "1.234.567"


def test_an_indicator_nobody_told_us_of_is_named_after_itself() -> None:
    assert wording.indicator_name("ketepatan_waktu") == "Tepat Waktu"
    assert wording.indicator_name("sebaran_kecamatan") == "Sebaran Kecamatan"
    assert not wording.is_share("sebaran_kecamatan")


def test_a_link_nobody_looked_at_is_not_alive() -> None:
    assert wording.link_state(None) == "belum dicek"
    assert len({wording.link_state(state) for state in (None, *LinkState)}) == 5


def test_times_are_shown_in_the_offices_zone() -> None:
    moment = dt.datetime(2024, 10, 22, 17, 30, tzinfo=dt.UTC)
    assert wording.date_and_hour(moment, "WIB") == "23 Oktober 2024 00.30 WIB"
    assert wording.date_and_hour(moment, "WIT") == "23 Oktober 2024 02.30 WIT"
