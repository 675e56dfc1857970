import datetime as dt
import os
import sys
from collections.abc import Callable
from uuid import uuid4

import pytest

from core.nouns import Run, RunState
from storage.database import Database
from storage.runs import LEASED, Holder, LeaseTaken, RobotsEntry

AT = dt.datetime(2024, 10, 23, 1, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def _alive(_holder: Holder) -> bool:
    return True


def _dead(_holder: Holder) -> bool:
    return False


def _states(database: Database) -> dict[str, RunState]:
    with database.reading() as unit:
        return {run.job: run.state for run in unit.runs.all()}


def test_a_run_comes_back_with_its_counts(database: Database) -> None:
    with database.unit() as unit:
        run = unit.runs.start("crawl", AT, "gerbang", 41)
        assert run == Run(run.id, "crawl", AT, RunState.RUNNING)
    counts, outlets = {"requests": 12, "articles": 3}, {"kabar-lontara": {"articles": 3}}
    with database.unit() as unit:
        unit.runs.finish(run.id, AT + HOUR, RunState.DONE, counts, outlets)
    with database.unit() as unit:
        assert unit.runs.latest("crawl") == Run(
            run.id, "crawl", AT, RunState.DONE, AT + HOUR, counts, outlets
        )


def test_runs_are_listed_newest_first(database: Database) -> None:
    with database.unit() as unit:
        runs = [unit.runs.start("crawl", AT + number * HOUR, "gerbang", 41) for number in range(3)]
    with database.unit() as unit:
        assert unit.runs.all() == runs[::-1]
        assert unit.runs.latest("crawl") == runs[-1]
        assert unit.runs.latest("score") is None


def test_finishing_a_run_that_never_began_is_an_error(database: Database) -> None:
    with pytest.raises(KeyError), database.unit() as unit:
        unit.runs.finish(uuid4(), AT, RunState.DONE, {}, {})


def test_the_lease_is_refused_while_its_holder_lives(database: Database) -> None:
    with database.unit() as unit:
        unit.runs.take_lease("nightly", AT, "gerbang", 41, _alive)
    with pytest.raises(LeaseTaken, match=r"gerbang \(pid 41\)"), database.unit() as unit:
        unit.runs.take_lease("nightly", AT + HOUR, "gerbang", 42, _alive)
    assert _states(database) == {"nightly": RunState.RUNNING}


def test_the_lease_of_a_finished_run_is_free(database: Database) -> None:
    with database.unit() as unit:
        run = unit.runs.take_lease("nightly", AT, "gerbang", 41, _alive)
        unit.runs.finish(run.id, AT, RunState.DONE, {}, {})
    with database.unit() as unit:
        assert unit.runs.take_lease("nightly", AT + HOUR, "gerbang", 42, _alive).state == RunState.RUNNING


def test_what_ran_in_a_dead_process_died(database: Database) -> None:
    with database.unit() as unit:
        dead = unit.runs.take_lease("nightly", AT, "gerbang", 41, _dead)
        unit.runs.start("crawl", AT, "gerbang", 43)
        unit.runs.start("score", AT, "menara", 43)
    with database.unit() as unit:
        lease = unit.runs.take_lease(
            "nightly", AT + HOUR, "gerbang", 42, lambda holder: holder.host == "menara"
        )
    with database.reading() as unit:
        runs = {run.job: run for run in unit.runs.all() if run.id != lease.id}
    assert runs["nightly"] == Run(dead.id, "nightly", AT, RunState.DIED, AT + HOUR)
    assert (runs["crawl"].state, runs["score"].state) == (RunState.DIED, RunState.RUNNING)


def test_a_holder_with_our_own_number_is_dead(database: Database) -> None:
    # In a container every process has the same number.
    with database.unit() as unit:
        unit.runs.take_lease("nightly", AT, "gerbang", 1, _alive)
    with database.unit() as unit:
        unit.runs.take_lease("nightly", AT + HOUR, "gerbang", 1, _alive)
    with database.reading() as unit:
        assert [run.state for run in unit.runs.all()] == [RunState.RUNNING, RunState.DIED]


def test_a_holder_with_our_number_and_another_birth_is_asked_about(database: Database) -> None:
    with database.unit() as unit:
        unit.runs.take_lease("nightly", AT, "gerbang", 41, _alive, born="kemarin")
    with pytest.raises(LeaseTaken), database.unit() as unit:
        unit.runs.take_lease("crawl", AT + HOUR, "gerbang", 41, _alive, born="hari ini")
    with database.unit() as unit:
        unit.runs.take_lease(
            "crawl", AT + HOUR, "gerbang", 41, lambda holder: holder.born != "kemarin", born="hari ini"
        )
    assert _states(database) == {"nightly": RunState.DIED, "crawl": RunState.RUNNING}


@pytest.mark.parametrize("held", sorted(LEASED))
@pytest.mark.parametrize("wanted", sorted(LEASED))
def test_whatever_visits_sites_keeps_the_others_out(database: Database, held: str, wanted: str) -> None:
    with database.unit() as unit:
        unit.runs.take_lease(held, AT, "gerbang", 41, _alive, born="a")
    with pytest.raises(LeaseTaken, match=f"`{held}`"), database.unit() as unit:
        unit.runs.take_lease(wanted, AT + HOUR, "gerbang", 42, _alive, born="b")


def test_a_job_inside_a_night_shares_its_lease(database: Database) -> None:
    with database.unit() as unit:
        unit.runs.take_lease("nightly", AT, "gerbang", 41, _alive, born="a")
    with database.unit() as unit:
        inner = unit.runs.take_lease("crawl", AT, "gerbang", 41, _alive, born="a")
    with pytest.raises(LeaseTaken, match="`nightly`"), database.unit() as unit:
        unit.runs.take_lease("probe", AT, "gerbang", 42, _alive, born="b")
    with database.unit() as unit:
        unit.runs.finish(inner.id, AT, RunState.DONE, {}, {})
    with pytest.raises(LeaseTaken, match="`nightly`"), database.unit() as unit:
        unit.runs.take_lease("crawl", AT, "gerbang", 42, _alive, born="b")


def test_other_jobs_keep_nobody_out(database: Database) -> None:
    with database.unit() as unit:
        unit.runs.start("score", AT, "gerbang", 41)
    with database.unit() as unit:
        unit.runs.take_lease("nightly", AT, "gerbang", 42, _alive)
    assert _states(database) == {"score": RunState.RUNNING, "nightly": RunState.RUNNING}


def test_a_renewed_lease_says_when(database: Database) -> None:
    with database.unit() as unit:
        assert unit.runs.lease_holder() is None
        run = unit.runs.take_lease("nightly", AT, "gerbang", 41, _alive, born="a")
        assert unit.runs.lease_holder() == Holder("nightly", "gerbang", 41, "a", AT, AT)
    with database.unit() as unit:
        unit.runs.renew(run.id, AT + HOUR)
    with database.unit() as unit:
        assert unit.runs.lease_holder() == Holder("nightly", "gerbang", 41, "a", AT, AT + HOUR)
        unit.runs.finish(run.id, AT + HOUR, RunState.DONE, {}, {})
        assert unit.runs.lease_holder() is None


def test_a_run_that_is_over_is_not_renewed(database: Database, dump: Callable[[], object]) -> None:
    with database.unit() as unit:
        run = unit.runs.start("score", AT, "gerbang", 41)
        unit.runs.finish(run.id, AT, RunState.DONE, {}, {})
    before = dump()
    with database.unit() as unit:
        unit.runs.renew(run.id, AT + HOUR)
    assert dump() == before


def test_what_a_run_noted_outlives_it_and_gives_way_to_its_end(database: Database) -> None:
    with database.unit() as unit:
        run = unit.runs.take_lease("crawl", AT, "gerbang", 41, _alive, born="a")
        unit.runs.note(run.id, "kabar-lontara", {"watched": 1})
    with database.unit() as unit:
        unit.runs.note(run.id, "suara-pesisir", {"watched": 1})
        unit.runs.take_lease("nightly", AT + HOUR, "gerbang", 42, _dead, born="b")
    with database.unit() as unit:
        died = unit.runs.latest("crawl")
        assert died is not None
        assert died.outlets == {"kabar-lontara": {"watched": 1}, "suara-pesisir": {"watched": 1}}
        unit.runs.finish(run.id, AT, RunState.DONE, {}, {"kabar-lontara": {"watched": 0}})
    with database.unit() as unit:
        ended = unit.runs.latest("crawl")
        assert ended is not None
        assert ended.outlets == {"kabar-lontara": {"watched": 0}, "suara-pesisir": {"watched": 1}}


def test_noting_for_a_run_that_never_began_is_an_error(database: Database) -> None:
    with pytest.raises(KeyError), database.unit() as unit:
        unit.runs.note(uuid4(), "kabar-lontara", {})


def test_of_many_that_begin_at_once_one_gets_the_lease(
    database: Database, url: str, at_once: Callable[..., list[int | None]]
) -> None:
    def begin() -> None:
        try:
            with Database(url).unit() as unit:
                unit.runs.take_lease("nightly", AT, "gerbang", os.getpid(), _alive)
        except LeaseTaken:
            sys.exit(7)

    assert sorted(at_once(*[begin] * 5)) == [0, 7, 7, 7, 7]  # type: ignore[type-var]
    with database.reading() as unit:
        assert len(unit.runs.all()) == 1


def test_robots_are_kept_as_bytes_and_replaced(database: Database, written: list[str]) -> None:
    first = RobotsEntry("kabarlontara.example", AT, 200, b"User-agent: *\nDisallow: /admin\xff\x00")
    silent = RobotsEntry("kabarlontara.example", AT + HOUR, None, b"")
    with database.unit() as unit:
        assert unit.robots.get(first.host) is None
        unit.robots.save(first)
    written.clear()
    with database.unit() as unit:
        unit.robots.save(first)
        assert unit.robots.get(first.host) == first
    assert written == []
    with database.unit() as unit:
        unit.robots.save(silent)
        assert unit.robots.get(first.host) == silent
