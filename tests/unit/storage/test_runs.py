import datetime as dt
import os
import sys
from collections.abc import Callable
from uuid import uuid4

import pytest

from core.nouns import Issue, Run, RunState
from storage.database import Database
from storage.runs import LeaseTaken, RobotsEntry, SeenIssue

AT = dt.datetime(2024, 10, 23, 1, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def _alive(_host: str, _pid: int) -> bool:
    return True


def _dead(_host: str, _pid: int) -> bool:
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
        lease = unit.runs.take_lease("nightly", AT + HOUR, "gerbang", 42, lambda host, _pid: host == "menara")
    with database.reading() as unit:
        runs = {run.job: run for run in unit.runs.all() if run.id != lease.id}
    assert runs["nightly"] == Run(dead.id, "nightly", AT, RunState.DIED, AT + HOUR)
    assert (runs["crawl"].state, runs["score"].state) == (RunState.DIED, RunState.RUNNING)


def test_a_holder_with_our_own_number_is_dead(database: Database) -> None:
    # In a container every process has the same number.
    with database.unit() as unit:
        unit.runs.take_lease("nightly", AT, "gerbang", 1, _alive)
        unit.runs.start("probe", AT, "gerbang", 1)
    with database.unit() as unit:
        unit.runs.take_lease("nightly", AT + HOUR, "gerbang", 1, _alive)
    with database.reading() as unit:
        assert [(run.job, run.state) for run in unit.runs.all() if run.job == "probe"] == [
            ("probe", RunState.RUNNING)
        ]
        assert sorted(run.state for run in unit.runs.all() if run.job == "nightly") == ["died", "running"]


def test_other_jobs_have_their_own_lease(database: Database) -> None:
    with database.unit() as unit:
        unit.runs.take_lease("nightly", AT, "gerbang", 41, _alive)
    with database.unit() as unit:
        unit.runs.take_lease("probe", AT, "gerbang", 42, _alive)
    assert _states(database) == {"nightly": RunState.RUNNING, "probe": RunState.RUNNING}


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


def test_an_issue_seen_again_is_one_issue(database: Database) -> None:
    first = Issue("down", "tidak menjawab", "kabar-lontara", "https://kabarlontara.example/")
    again = Issue("down", "tidak menjawab dua kali", "kabar-lontara", "https://kabarlontara.example/")
    with database.unit() as unit:
        unit.issues.see([first], AT)
        assert unit.issues.open() == [SeenIssue(first, AT, AT, 1)]
        unit.issues.see([again], AT + HOUR)
        assert unit.issues.open() == [SeenIssue(again, AT, AT + HOUR, 2)]


def test_issues_of_no_outlet_or_address_are_one_too(database: Database) -> None:
    everywhere = Issue("disk", "cakram hampir penuh")
    with database.unit() as unit:
        unit.issues.see([everywhere, Issue("disk", "cakram hampir penuh", "kabar-lontara"), everywhere], AT)
    with database.unit() as unit:
        assert sorted(seen.times for seen in unit.issues.open()) == [1, 2]


def test_a_closed_issue_opens_again_when_seen(database: Database) -> None:
    down, sick = Issue("down", "mati", "kabar-lontara"), Issue("sick", "sepi", "kabar-lontara")
    other = Issue("down", "mati", "suara-pesisir")
    with database.unit() as unit:
        unit.issues.see([down, sick, other], AT)
    with database.unit() as unit:
        unit.issues.close("kabar-lontara", {"down", "moved"}, AT + HOUR)
        assert {(seen.issue.outlet_id, seen.issue.code) for seen in unit.issues.open()} == {
            ("kabar-lontara", "sick"),
            ("suara-pesisir", "down"),
        }
        assert SeenIssue(down, AT, AT, 1, closed_at=AT + HOUR) in unit.issues.all()
    with database.unit() as unit:
        unit.issues.close("kabar-lontara", {"down"}, AT + 2 * HOUR)
        assert SeenIssue(down, AT, AT, 1, closed_at=AT + HOUR) in unit.issues.all()
        unit.issues.see([down], AT + 3 * HOUR)
        assert SeenIssue(down, AT, AT + 3 * HOUR, 2) in unit.issues.open()


def test_closing_issues_of_no_outlet(database: Database) -> None:
    with database.unit() as unit:
        unit.issues.see([Issue("disk", "penuh"), Issue("disk", "penuh", "kabar-lontara")], AT)
        unit.issues.close(None, {"disk"}, AT)
        assert [seen.issue.outlet_id for seen in unit.issues.open()] == ["kabar-lontara"]


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
