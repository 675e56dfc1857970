"""Runs around jobs, and the lease of those that visit sites."""

import datetime as dt
import threading
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from app import installation as module
from app.installation import Installation, leased, opened, recorded
from core.nouns import RunState
from storage import DatabaseUnusable, LeaseTaken
from storage.runs import Runs

AT = dt.datetime(2026, 8, 1, 15, tzinfo=dt.UTC)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Installation]:
    path = tmp_path / "tayang.toml"
    path.write_text('[office]\nname = "Kabupaten Tirtaloka"\n[crawl]\ncontact = "a@b.example"\n')
    with opened(path) as installation:
        yield installation


def states(office: Installation) -> dict[str, RunState]:
    with office.database.reading() as unit:
        return {run.job: run.state for run in unit.runs.all()}


def somebody_elses(office: Installation, job: str, renewed: dt.datetime) -> None:
    with office.database.unit() as unit:
        run = unit.runs.take_lease(job, AT, "menara", 7, lambda _: True, born="lain")
        unit.runs.renew(run.id, renewed)


def test_a_run_ends_with_its_counts_or_failed(office: Installation) -> None:
    with recorded(office, "score") as counts:
        counts["outlets"] = 3
    with office.database.reading() as unit:
        run = unit.runs.latest("score")
    assert run is not None
    assert (run.id, run.state, run.counts) == (counts.run_id, RunState.DONE, {"outlets": 3})
    with pytest.raises(ZeroDivisionError), recorded(office, "match"):
        raise ZeroDivisionError
    assert states(office)["match"] is RunState.FAILED


@pytest.mark.parametrize("held", ["nightly", "crawl", "probe"])
@pytest.mark.parametrize("wanted", ["nightly", "crawl", "probe"])
def test_no_two_processes_visit_sites(
    office: Installation, held: str, wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    somebody_elses(office, held, AT)
    monkeypatch.setattr(module, "utc_now", lambda: AT)
    monkeypatch.setattr("app.processes.utc_now", lambda: AT + dt.timedelta(minutes=14))
    with pytest.raises(LeaseTaken, match=f"`{held}`.*menara"), leased(office, wanted):
        pass
    with recorded(office, "score"):
        pass
    monkeypatch.setattr("app.processes.utc_now", lambda: AT + dt.timedelta(minutes=16))
    with leased(office, wanted):
        pass
    assert RunState.RUNNING not in states(office).values()


def test_a_night_reads_sites_inside_its_own_lease(office: Installation) -> None:
    with leased(office, "nightly"):
        with recorded(office, "crawl"):
            pass
        assert states(office) == {"nightly": RunState.RUNNING, "crawl": RunState.DONE}
        with recorded(office, "probe"):
            pass
    assert set(states(office).values()) == {RunState.DONE}


def test_a_job_says_that_it_lives_even_when_the_database_once_did_not_answer(
    office: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    renewed: list[UUID] = []
    twice = threading.Event()
    renew = Runs.renew

    def watched(self: Runs, run_id: UUID, at: dt.datetime) -> None:
        renewed.append(run_id)
        if len(renewed) == 1:
            raise DatabaseUnusable("sedang mati")
        renew(self, run_id, at)
        twice.set()

    monkeypatch.setattr(Runs, "renew", watched)
    monkeypatch.setattr(module, "BEAT_SECONDS", 0.001)
    with leased(office, "crawl") as counts:
        assert twice.wait(30)
    assert set(renewed) == {counts.run_id}
    assert states(office) == {"crawl": RunState.DONE}
