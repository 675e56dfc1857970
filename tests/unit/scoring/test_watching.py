import datetime as dt
from uuid import uuid4
from zoneinfo import ZoneInfo

from core.nouns import Period, Run, RunState
from scoring.watching import unwatched_days

WIB = ZoneInfo("Asia/Jakarta")
AUGUST = Period(dt.date(2026, 8, 1), dt.date(2026, 8, 10))


def night(day: int, **counts: int) -> Run:
    started = dt.datetime(2026, 8, day, 21, tzinfo=WIB).astimezone(dt.UTC)
    return Run(uuid4(), "crawl", started, RunState.DONE, outlets={"pelita": counts})


def unwatched(*nights: Run) -> set[int]:
    return {day.day for day in unwatched_days(nights, ["pelita"], AUGUST, WIB)["pelita"]}


def test_an_outlet_never_read_is_unwatched_all_days() -> None:
    assert unwatched() == set(range(1, 11))
    assert unwatched(night(5, watched=0), night(6, watched=0)) == set(range(1, 11))


def test_a_first_reading_watches_back_to_where_it_reached() -> None:
    assert unwatched(night(5, watched=1, read_from=20260803)) == {1, 2, 6, 7, 8, 9, 10}


def test_nights_when_we_slept_are_watched_by_the_next_good_reading() -> None:
    assert unwatched(night(2, watched=1), night(7, watched=1)) == {1, 8, 9, 10}


def test_days_around_a_gap_are_unwatched() -> None:
    assert unwatched(night(2, watched=1), night(7, watched=1, gap=1)) == {1, 3, 4, 5, 6, 8, 9, 10}


def test_a_site_that_was_down_and_came_back_whole_is_watched() -> None:
    assert unwatched(night(2, watched=1), night(3, watched=0), night(6, watched=1)) == {1, 7, 8, 9, 10}


def test_the_order_of_runs_does_not_matter() -> None:
    nights = [night(2, watched=1), night(7, watched=1, gap=1), night(9, watched=1)]
    assert unwatched(*nights) == unwatched(*reversed(nights))


def test_a_night_belongs_to_its_local_day() -> None:
    late = dt.datetime(2026, 8, 4, 17, 30, tzinfo=dt.UTC)  # 00.30 on the 5th in WIB
    run = Run(uuid4(), "crawl", late, RunState.DONE, outlets={"pelita": {"watched": 1}})
    assert unwatched(run) == set(range(1, 11)) - {5}
