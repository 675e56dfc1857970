import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.registry.cells import CellError
from app.registry.dates import Span, read_day, read_span
from core.indonesian import DAYS, MONTHS, day_and_date, long_date

OCT_22 = dt.date(2024, 10, 22)  # a Tuesday


@pytest.mark.parametrize(
    "cell",
    [
        "2024-10-22",
        "2024/10/22",
        "2024-10-22T09:30:00+07:00",
        "2024-10-22 09:30:00",
        "22/10/2024",
        "22-10-2024",
        "22.10.2024",
        "22/10/2024 09:30",
        "'22/10/2024",
        "22 Oktober 2024",
        "22 oktober 2024",
        "22 Okt 2024",
        "22-Okt-2024",
        "22 October 2024",
        "Selasa, 22 Oktober 2024",
        "selasa 22 Oktober 2024",
        "Selasa (22/10/2024)",
        "Selasa, 22 Oktober 2024 pukul 09.00 WIB",
        "22 Oktober 2024, 09.00 - 11.30 WITA",
        "22 Oktober 2024 09.00 WIB s.d selesai",
        " 22\u00a0Oktober\u200b 2024 ",
        dt.date(2024, 10, 22),
        dt.datetime(2024, 10, 22, 9, 30),  # noqa: DTZ001 - spreadsheets have no zones
    ],
)
def test_spellings_of_one_day(cell: object) -> None:
    assert read_span(cell) == Span(OCT_22)
    assert read_day(cell) == OCT_22


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("22-24 Oktober 2024", (2024, 10, 22), (2024, 10, 24)),
        ("22 – 24 Oktober 2024", (2024, 10, 22), (2024, 10, 24)),
        ("22 s.d. 24 Oktober 2024", (2024, 10, 22), (2024, 10, 24)),
        ("22 s/d 24 Oktober 2024", (2024, 10, 22), (2024, 10, 24)),
        ("22 sampai dengan 24 Oktober 2024", (2024, 10, 22), (2024, 10, 24)),
        ("30 September - 2 Oktober 2024", (2024, 9, 30), (2024, 10, 2)),
        ("30 September 2024 - 2 Oktober 2024", (2024, 9, 30), (2024, 10, 2)),
        ("28 Desember 2024 - 2 Januari 2025", (2024, 12, 28), (2025, 1, 2)),
        ("22/10/2024 - 24/10/2024", (2024, 10, 22), (2024, 10, 24)),
        ("2024-10-22 s.d. 2024-10-24", (2024, 10, 22), (2024, 10, 24)),
        ("2024-10-22 - 2024-10-24", (2024, 10, 22), (2024, 10, 24)),
        ("Selasa-Kamis, 22-24 Oktober 2024", (2024, 10, 22), (2024, 10, 24)),
        ("Selasa, 22 Oktober 2024 s.d. Kamis, 24 Oktober 2024", (2024, 10, 22), (2024, 10, 24)),
    ],
)
def test_spans(cell: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    assert read_span(cell) == Span(dt.date(*first), dt.date(*last))


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("10/22/2024", "tidak ada"),
        ("31 April 2024", "tidak ada"),
        ("29/02/2023", "tidak ada"),
        ("22/10/24", "empat angka"),
        ("22-Okt-24", "empat angka"),
        ("Selasa, 22/10/24", "empat angka"),
        ("Rabu, 22 Oktober 2024", "hari Selasa, bukan Rabu"),
        ("22 Oktobr 2024", "bulan tidak dikenal"),
        ("24-22 Oktober 2024", "berakhir sebelum mulai"),
        ("22 Oktober 0204", "di luar"),
        ("22 Oktober 20244", "bukan tanggal"),
        ("menyusul", "bukan tanggal"),
        ("Oktober 2024", "bukan tanggal"),
        ("22 dan 24 Oktober 2024", "bukan tanggal"),
    ],
)
def test_wrong_dates_say_why_and_what_was_read(cell: str, reason: str) -> None:
    with pytest.raises(CellError, match=reason) as caught:
        read_span(cell)
    assert repr(cell) in str(caught.value)


@pytest.mark.parametrize("cell", [45587, 45587.5, dt.time(9, 30), dt.timedelta(1), True, ["22/10/2024"]])
def test_what_is_no_date_at_all_is_refused(cell: object) -> None:
    with pytest.raises(CellError, match="bukan tanggal"):
        read_span(cell)


@pytest.mark.parametrize("cell", [None, "", "  ", "-"])
def test_a_blank_date_is_missing(cell: object) -> None:
    with pytest.raises(CellError, match="wajib diisi"):
        read_span(cell)


def test_a_span_is_no_single_day() -> None:
    with pytest.raises(CellError, match="bukan rentang"):
        read_day("22-24 Oktober 2024")


days = st.dates(dt.date(2000, 1, 1), dt.date(2100, 12, 31))


@given(
    days,
    st.sampled_from(
        [
            "{d}/{m}/{y}",
            "{d}-{m}-{y}",
            "{d:02}.{m:02}.{y}",
            "{y}-{m:02}-{d:02}",
            "{d} {month} {y}",
            "{day}, {d} {month} {y}",
        ]
    ),
)
def test_every_day_is_read_back(day: dt.date, shape: str) -> None:
    text = shape.format(
        d=day.day, m=day.month, y=day.year, month=MONTHS[day.month - 1], day=DAYS[day.weekday()]
    )
    assert read_span(text) == Span(day)


@given(days)
def test_what_reports_write_is_read_back(day: dt.date) -> None:
    assert read_day(long_date(day)) == read_day(day_and_date(day)) == day


@given(st.text() | st.from_regex(r"[0-9a-z.,/ -]{0,30}", fullmatch=True))
def test_any_text_is_a_date_or_a_message(text: str) -> None:
    try:
        span = read_span(text)
    except CellError:
        return
    assert span.last is None or span.first <= span.last
