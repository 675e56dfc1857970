from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.indonesian import MONTHS, day_and_date, long_date
from scoring.matching.dates import mentions

PUBLISHED = date(2025, 3, 20)  # a Thursday


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Selasa (22/10/2024)", date(2024, 10, 22), date(2024, 10, 22)),
        ("Rabu (12/3)", date(2025, 3, 12), date(2025, 3, 12)),
        ("Jum'at, 7 Pebruari", date(2025, 2, 7), date(2025, 2, 7)),
        ("Kamis Pahing (6/3/2025)", date(2025, 3, 6), date(2025, 3, 6)),
        ("Sabtu malam 21 Juni 2025", date(2025, 6, 21), date(2025, 6, 21)),
        ("Minggu (18/6/23)", date(2023, 6, 18), date(2023, 6, 18)),
        ("8-9 Januari 2025", date(2025, 1, 8), date(2025, 1, 9)),
        ("4 hingga 12 November 2023", date(2023, 11, 4), date(2023, 11, 12)),
        ("(7-11/9)", date(2024, 9, 7), date(2024, 9, 11)),
        ("24-06-2024", date(2024, 6, 24), date(2024, 6, 24)),
    ],
)
def test_dates_are_read_as_newsrooms_write_them(text: str, first: date, last: date) -> None:
    (mention,) = mentions(f"acara digelar {text} di pendapa", PUBLISHED)
    assert (mention.first, mention.last) == (first, last)
    assert mention.exact


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("hari ini", date(2025, 3, 20)),
        ("kemarin", date(2025, 3, 19)),
        ("besok", date(2025, 3, 21)),
        ("Selasa kemarin", date(2025, 3, 18)),
        ("Selasa mendatang", date(2025, 3, 25)),
    ],
)
def test_relative_days_count_from_publication(text: str, day: date) -> None:
    (mention,) = mentions(f"Acara itu {text} dihadiri warga", PUBLISHED)
    assert mention.first == day
    assert not mention.exact


def test_relative_days_say_nothing_when_publication_is_unknown() -> None:
    assert mentions("kemarin dan hari ini", None) == []


def test_a_date_beside_kemarin_says_it_better() -> None:
    (mention,) = mentions("kemarin (18/3)", PUBLISHED)
    assert mention.first == date(2025, 3, 18)


@pytest.mark.parametrize(
    "text", ["buka 24/7", "skor 2-1", "Rp2.500.000", "pukul 10.30 WIB", "31/2/2024", "1/2 hektare"]
)
def test_other_figures_are_no_dates(text: str) -> None:
    assert mentions(text, PUBLISHED) == []


def test_a_weekday_that_contradicts_its_date_is_not_trusted() -> None:
    right, wrong = mentions("Rabu (12/3/2025) dan Kamis (12/3/2025)", PUBLISHED)
    assert right.trusted
    assert not wrong.trusted


def test_the_weekday_chooses_the_year() -> None:
    (mention,) = mentions("Rabu (13/4)", date(2023, 1, 2))
    assert mention.first == date(2022, 4, 13)


def test_without_publication_day_and_weekday_are_compared() -> None:
    (mention,) = mentions("Jumat (26/7)", None)
    assert mention.first is None
    assert mention.names(date(2024, 7, 26), date(2024, 7, 26))
    assert not mention.names(date(2023, 7, 26), date(2023, 7, 26))  # a Wednesday
    assert not mention.names(date(2024, 7, 27), date(2024, 7, 27))


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.integers(0, 40))
def test_what_we_write_we_read(day: date, later: int) -> None:
    published = day + timedelta(days=later)
    for text in (day_and_date(day), long_date(day), f"{day.day} {MONTHS[day.month - 1]}"):
        (mention,) = mentions(f"pada {text} lalu", published)
        assert mention.first == mention.last == day
        assert mention.trusted


@given(st.text(alphabet="0123456789/-. ()SelasaRbuJmt'5Januri", max_size=80), st.none() | st.just(PUBLISHED))
def test_no_text_breaks_the_reader(text: str, published: date | None) -> None:
    for mention in mentions(text, published):
        assert 0 <= mention.start < mention.end <= len(text)
