import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from core.nouns import Activity, Period, Run, RunState
from reports.details import Details, spans
from reports.nights import nights_of
from reports.pages import CellState

ZONE = ZoneInfo("Asia/Jakarta")
OCTOBER = Period(dt.date(2026, 10, 1), dt.date(2026, 10, 31))
MATTERS = Activity("a", "Bazar Rekaan", dt.date(2026, 10, 10))


def night(day: int, *, state: RunState = RunState.DONE, **counts: int) -> Run:
    """A crawl at two in the morning, local; without counts it says nothing of the outlet."""
    started = dt.datetime(2026, 10, day, 2, tzinfo=ZONE).astimezone(dt.UTC)
    return Run(uuid4(), "crawl", started, state, outlets={"x": counts} if counts else {})


def days(found: Sequence[dt.date]) -> list[int]:
    return [day.day for day in found]


def test_nights_are_local_days_and_two_crawls_of_one_day_are_one_night() -> None:
    runs = [night(3, watched=1), night(2, watched=0), night(2, watched=1), night(1, watched=0)]
    watch = nights_of(runs, "x", ZONE).watch(OCTOBER, ())
    assert (days(watch.told), days(watch.failed), watch.latest_ok) == ([2, 3], [1], True)
    assert watch.latest_success is not None
    assert watch.latest_success.isoformat() == "2026-10-03T02:00:00+07:00"


def test_nights_outside_the_period_do_not_count() -> None:
    september = Period(dt.date(2026, 9, 1), dt.date(2026, 9, 30))
    watch = nights_of([night(3, watched=1)], "x", ZONE).watch(september, ())
    assert (watch.told, watch.failed) == ((), ())


def test_a_reading_after_the_period_counts_the_days_it_tells_of() -> None:
    september = Period(dt.date(2026, 9, 1), dt.date(2026, 9, 30))
    watch = nights_of([night(5, watched=1, read_from=20260921)], "x", ZONE).watch(september, ())
    assert (days(watch.told), watch.failed) == (list(range(21, 31)), ())


def test_which_days_are_told_is_for_the_scores_to_say() -> None:
    nights = nights_of([night(1, watched=1), night(9, watched=1)], "x", ZONE)
    told = frozenset(dt.date(2026, 10, day) for day in (1, 2, 3, 8))
    watch = nights.watch(OCTOBER, (), Details(told=told, down=frozenset({dt.date(2026, 10, 5)})))
    assert (days(watch.told), days(watch.failed)) == ([1, 2, 3, 8], [4, 6, 7])


def test_days_are_said_as_spans() -> None:
    found = spans(dt.date(2026, 10, day) for day in (9, 1, 2, 3, 2))
    assert [(span.start.day, span.end.day) for span in found] == [(1, 3), (9, 9)]


def test_a_killed_crawl_failed_whom_it_should_have_read() -> None:
    watch = nights_of([night(1, watched=1), night(2, state=RunState.DIED)], "x", ZONE).watch(OCTOBER, ())
    assert days(watch.failed) == [2]
    assert nights_of([night(2, state=RunState.DIED)], "x", ZONE).watch(OCTOBER, ()).failed == ()


def test_a_crawl_of_other_outlets_says_nothing() -> None:
    assert days(nights_of([night(1, watched=1), night(2)], "x", ZONE).watch(OCTOBER, ()).told) == [1]


def test_an_outlet_never_tried_has_no_data_and_one_never_read_is_our_failure() -> None:
    assert nights_of([], "x", ZONE).watch(OCTOBER, ()).state is CellState.NO_DATA
    assert nights_of([night(20, watched=0)], "x", ZONE).watch(OCTOBER, ()).state is CellState.OUR_FAILURE
    assert nights_of([night(20, watched=1)], "x", ZONE).watch(OCTOBER, ()).state is CellState.WATCHED


@pytest.mark.parametrize(
    ("counts", "state"),
    [
        ({"watched": 1, "read_from": 20260925}, CellState.WATCHED),
        ({"watched": 1, "read_from": 20261003}, CellState.NO_DATA),
        ({"watched": 1}, CellState.NO_DATA),
    ],
)
def test_a_reading_speaks_for_the_days_it_reached_back_to(counts: dict[str, int], state: CellState) -> None:
    september = Period(dt.date(2026, 9, 1), dt.date(2026, 9, 30))
    reading = replace(night(5), outlets={"x": counts})
    assert nights_of([reading], "x", ZONE).watch(september, ()).state is state


def test_a_reading_tells_what_came_since_the_one_before_unless_there_was_a_gap() -> None:
    between = Period(dt.date(2026, 10, 10), dt.date(2026, 10, 11))
    first = night(5, watched=1)
    assert (
        nights_of([first, night(20, watched=1, gap=0)], "x", ZONE).watch(between, ()).state
        is CellState.WATCHED
    )
    gap = nights_of([first, night(20, watched=1, gap=1)], "x", ZONE)
    assert gap.watch(between, ()).state is CellState.OUR_FAILURE


def test_a_cell_chances_is_zero_unless_the_scores_left_it_out() -> None:
    nights = nights_of([night(5, watched=1)], "x", ZONE)
    assert nights.chance(MATTERS, {}) is CellState.WATCHED
    for state in (CellState.SITE_DOWN, CellState.NOT_YET_DUE, CellState.OUR_FAILURE):
        assert nights.chance(MATTERS, {"a": state}) is state


def test_before_an_outlet_was_followed_nobody_failed() -> None:
    later = nights_of([night(15, watched=1)], "x", ZONE)
    assert later.chance(MATTERS, {"a": CellState.OUR_FAILURE}) is CellState.NO_DATA
    never_read = nights_of([night(15, watched=0)], "x", ZONE)
    assert never_read.chance(MATTERS, {"a": CellState.OUR_FAILURE}) is CellState.OUR_FAILURE
