import datetime as dt
from dataclasses import replace
from uuid import uuid4
from zoneinfo import ZoneInfo

from core.nouns import Period, Run, RunState
from scoring.watching import down_days, unwatched_days

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
    assert unwatched(night(5, watched=1, read_from=20260803)) == {1, 2, 5, 6, 7, 8, 9, 10}


def test_the_day_of_the_last_reading_was_not_over() -> None:
    assert 7 in unwatched(night(2, watched=1, read_from=20260801), night(7, watched=1))
    assert 7 not in unwatched(night(2, watched=1, read_from=20260801), night(8, watched=1))


def test_nights_when_we_slept_are_watched_by_the_next_good_reading() -> None:
    assert unwatched(night(2, watched=1), night(7, watched=1)) == {1, 2, 7, 8, 9, 10}


def test_days_around_a_gap_are_unwatched() -> None:
    nights = night(1, watched=1), night(3, watched=1), night(7, watched=1, gap=1), night(10, watched=1)
    assert unwatched(*nights) == {1, 3, 4, 5, 6, 7, 10}


def test_a_site_that_was_down_and_came_back_whole_is_watched() -> None:
    assert unwatched(night(2, watched=1), night(3, watched=0), night(6, watched=1)) == {1, 2, 6, 7, 8, 9, 10}


def test_days_wait_for_the_pages_that_could_not_be_had() -> None:
    first, stuck, later = (
        night(2, watched=1, read_from=20260801),
        night(5, watched=1, pending=3),
        night(7, watched=1),
    )
    assert unwatched(first, stuck) == {2, 3, 4, 5, 6, 7, 8, 9, 10}
    assert unwatched(first, stuck, later) == {7, 8, 9, 10}


def test_a_site_that_does_not_answer_is_down_only_while_others_do() -> None:
    def both(day: int, mine: dict[str, int], other: dict[str, int]) -> Run:
        return replace(night(day), outlets={"pelita": mine, "gema": other})

    alone = both(3, {"away": 1}, {"away": 1})
    real = both(4, {"away": 1}, {"watched": 1})
    back = [both(5, {"away": 1}, {"watched": 1}), both(5, {"watched": 1}, {"watched": 1})]
    assert down_days([alone, real, *back], ["pelita"], WIB)["pelita"] == {dt.date(2026, 8, 4)}


def test_the_order_of_runs_does_not_matter() -> None:
    nights = [night(2, watched=1), night(7, watched=1, gap=1), night(9, watched=1)]
    assert unwatched(*nights) == unwatched(*reversed(nights))


def test_a_night_belongs_to_its_local_day() -> None:
    late = dt.datetime(2026, 8, 4, 17, 30, tzinfo=dt.UTC)  # 00.30 on the 5th in WIB
    run = Run(
        uuid4(), "crawl", late, RunState.DONE, outlets={"pelita": {"watched": 1, "read_from": 20260801}}
    )
    assert unwatched(run) == {5, 6, 7, 8, 9, 10}
