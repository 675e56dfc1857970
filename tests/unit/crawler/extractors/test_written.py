from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.indonesian import DAYS, MONTHS, ZONES
from crawler.extractors.written import Written, find_written, read_machine

WIB = ZoneInfo("Asia/Jakarta")


@pytest.mark.parametrize(
    ("text", "day", "clock"),
    [
        ("Selasa, 22 Oktober 2024 | 14:30 WIB", date(2024, 10, 22), time(14, 30)),
        ("Selasa, 22 Oktober 2024 14.30", date(2024, 10, 22), time(14, 30)),
        ("Selasa (22/10/2024) pukul 14.30 WIB", date(2024, 10, 22), time(14, 30)),
        ("Jum'at, 5 Pebruari 2021 08.15", date(2021, 2, 5), time(8, 15)),
        ("Jum’at 05 Peb 2021, 08:15 WIB", date(2021, 2, 5), time(8, 15)),
        ("Ahad, 3 Nopember 2019 - 23:59:59 WIB", date(2019, 11, 3), time(23, 59)),
        ("Senin Pahing, 4 Agustus 2025", date(2025, 8, 4), None),
        ("22/10/24 14:30", date(2024, 10, 22), time(14, 30)),
        ("22-10-2024 • 07:05", date(2024, 10, 22), time(7, 5)),
        ("22.10.2024 14.30", date(2024, 10, 22), time(14, 30)),
        ("2024-10-22 14:30", date(2024, 10, 22), time(14, 30)),
        ("22 Okt 2024 - 14:30", date(2024, 10, 22), time(14, 30)),
        ("22 Okt '24", date(2024, 10, 22), None),
        ("14:30 WIB - Selasa, 22 Oktober 2024", date(2024, 10, 22), time(14, 30)),
        ("Diterbitkan 17 Agst 2023 pkl. 09.00", date(2023, 8, 17), time(9, 0)),
        ("Rabu 1 Mei 2024 jam 6:45", date(2024, 5, 1), time(6, 45)),
        ("October 22, 2024 2:30 pm", date(2024, 10, 22), time(14, 30)),
        ("22 October 2024 12:05 AM", date(2024, 10, 22), time(0, 5)),
        ("10/22/2024", date(2024, 10, 22), None),
    ],
)
def test_dates_are_read_as_newsrooms_write_them(text: str, day: date, clock: time | None) -> None:
    assert [(written.day, written.time) for written in find_written(text)] == [(day, clock)]


@pytest.mark.parametrize(("name", "hours"), [("WIB", 7), ("WITA", 8), ("WIT", 9)])
def test_the_three_zones_are_told_apart(name: str, hours: int) -> None:
    (written,) = find_written(f"Kamis, 24 Oktober 2024 | 01:10 {name}")
    assert written.moment(ZoneInfo("UTC")) == datetime(2024, 10, 24, 1, 10, tzinfo=UTC) - timedelta(
        hours=hours
    )


@pytest.mark.parametrize(
    "text",
    ["", "3 jam yang lalu", "32 Oktober 2024", "30 Februari 2024", "22/13/2024", "Rp22.102.024", "pukul 14.30 WIB",
     "skor 2-1-2", "Rabu (12/3)", "Jalan 17 Agustus", "Pasal 5 ayat 2", "telepon 0812-2024-1122"],
)  # fmt: skip
def test_what_is_no_complete_date_is_none(text: str) -> None:
    assert find_written(text) == []


def test_percentages_and_money_after_a_date_are_no_time() -> None:
    (written,) = find_written("22 Oktober 2024 naik 14.30%")
    assert written.time is None


def test_the_place_in_the_text_is_told() -> None:
    text = "Terbit: 22 Oktober 2024 14:30 WIB, Bandar"
    (written,) = find_written(text)
    assert text[written.start : written.end].strip() == "22 Oktober 2024 14:30 WIB"


@given(st.dates(date(1995, 1, 1), date(2099, 12, 31)), st.times(), st.sampled_from(sorted(ZONES)))
def test_every_date_written_out_is_read_back(day: date, clock: time, zone: str) -> None:
    text = f"{DAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]} {day.year} | {clock:%H:%M} {zone}"
    (written,) = find_written(text)
    assert written.moment(WIB) == datetime.combine(day, clock.replace(second=0, microsecond=0), ZONES[zone])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-10-22T18:10:00+00:00", datetime(2024, 10, 22, 18, 10, tzinfo=UTC)),
        ("2024-10-22T18:10:00.123Z", datetime(2024, 10, 22, 18, 10, tzinfo=UTC)),
        ("2024-10-23T01:10:00+0700", datetime(2024, 10, 22, 18, 10, tzinfo=UTC)),
        ("2024-10-23T01:10+07", datetime(2024, 10, 22, 18, 10, tzinfo=UTC)),
        ("2024-10-23 01:10:00", datetime(2024, 10, 22, 18, 10, tzinfo=UTC)),
        ("2024/10/23 01:10:00", datetime(2024, 10, 22, 18, 10, tzinfo=UTC)),
        ("2024-10-23T01:10:00WIB", datetime(2024, 10, 22, 18, 10, tzinfo=UTC)),
        ("20241023T0110", datetime(2024, 10, 22, 18, 10, tzinfo=UTC)),
        ("Wed, 23 Oct 2024 01:10:00 +0700", datetime(2024, 10, 22, 18, 10, tzinfo=UTC)),
        (
            "Wed Oct 23 2024 01:10:00 GMT+0700 (Waktu Indonesia Barat)",
            datetime(2024, 10, 22, 18, 10, tzinfo=UTC),
        ),
        ("1729620600", datetime(2024, 10, 22, 18, 10, tzinfo=UTC)),
        ("1729620600000", datetime(2024, 10, 22, 18, 10, tzinfo=UTC)),
        ("Rabu, 23 Oktober 2024 | 01:10 WIB", datetime(2024, 10, 22, 18, 10, tzinfo=UTC)),
    ],
)
def test_machine_readable_values_and_their_misspellings(text: str, expected: datetime) -> None:
    written = read_machine(text)
    assert written is not None
    assert written.moment(WIB) == expected


@pytest.mark.parametrize(
    "text", ["2024-10-22", "2024-10-22T00:00:00+07:00", "2024-10-22T00:00:00Z", "22/10/2024"]
)
def test_midnight_sharp_is_a_day_alone(text: str) -> None:
    written = read_machine(text)
    assert written is not None
    assert (written.day, written.time) == (date(2024, 10, 22), None)


@pytest.mark.parametrize(
    "text", ["", "0000-00-00 00:00:00", "-0001-11-30T00:00:00+00:00", "2024-13-45", "kemarin", "[object]"]
)
def test_nonsense_is_none(text: str) -> None:
    assert read_machine(text) is None


def test_a_day_alone_is_its_local_midnight() -> None:
    assert Written(date(2024, 10, 23)).moment(WIB) == datetime(2024, 10, 22, 17, 0, tzinfo=UTC)
    assert Written(date(2024, 10, 23), time(1), timezone(timedelta(hours=9))).moment(WIB).day == 22


@given(st.text(max_size=200))
def test_reading_never_fails(text: str) -> None:
    find_written(text)
    read_machine(text)
