"""What jobs did: runs with the lease of those that visit sites, and hosts' robots.txt."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Select, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.errors import TayangError
from core.nouns import Run, RunState
from storage.base import assign, insert_into
from storage.models import RobotsRow, RunRow

# Jobs that visit sites. Two at once would double the load on every one of them.
LEASED = frozenset({"nightly", "crawl", "probe"})
_SITES = "sites"


class LeaseTaken(TayangError):  # noqa: N818 - a state of things, not a mistake
    """Another living process visits the sites."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A running run's process, as it wrote itself down.

    `born` tells it from a later process with the same number; `renewed` is when it last said that
    it lives.
    """

    job: str
    host: str
    pid: int
    born: str | None
    started: dt.datetime
    renewed: dt.datetime


class Runs:
    """Executions of jobs."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def start(
        self,
        job: str,
        at: dt.datetime,
        host: str,
        pid: int,
        *,
        born: str | None = None,
        lease: str | None = None,
    ) -> Run:
        """A job begins in the process `pid` on `host`."""
        row = RunRow(
            id=uuid4(),
            job=job,
            host=host,
            pid=pid,
            born=born,
            renewed=at,
            lease=lease,
            started=at,
            state=RunState.RUNNING.value,
            counts={},
            outlets={},
        )
        self._session.add(row)
        self._session.flush()
        return _run(row)

    def take_lease(
        self,
        job: str,
        at: dt.datetime,
        host: str,
        pid: int,
        alive: Callable[[Holder], bool],
        *,
        born: str | None = None,
    ) -> Run:
        """Begin a job that visits sites, which only one process may do at a time.

        A job inside another of the same process shares its lease. `alive` says whether a process
        still lives; it must say yes where it cannot know. Whatever runs in a dead process is marked
        `DIED`.

        Raises:
            LeaseTaken: another living process visits the sites.
        """
        shared = False
        running = select(RunRow).where(RunRow.state == RunState.RUNNING).order_by(RunRow.id)
        for row in self._session.scalars(running.with_for_update()):
            ours = (row.host, row.pid) == (host, pid) and (row.born == born or None in {row.born, born})
            # What we ourselves began under the same name is over: its end could not be written. Or a
            # dead process had our number: in a container it always has.
            if (ours and row.job != job) or (not ours and alive(_holder(row))):
                if row.lease is not None and not ours:
                    raise LeaseTaken(f"`{row.job}` masih berjalan di {row.host} (pid {row.pid})")
                shared = shared or row.lease is not None
                continue
            row.state, row.ended = RunState.DIED.value, at
        self._session.flush()
        try:
            with self._session.begin_nested():
                return self.start(job, at, host, pid, born=born, lease=None if shared else _SITES)
        except IntegrityError as error:
            raise LeaseTaken("proses lain baru saja mulai membaca situs") from error

    def renew(self, run_id: UUID, at: dt.datetime) -> None:
        """The run's process lives; nothing happens to a run that is over."""
        running = update(RunRow).where(RunRow.id == run_id, RunRow.state == RunState.RUNNING)
        self._session.execute(running.values(renewed=at).execution_options(synchronize_session=False))

    def lease_holder(self) -> Holder | None:
        """Who visits the sites now, living or not."""
        row = self._session.scalars(
            select(RunRow).where(RunRow.state == RunState.RUNNING, RunRow.lease.is_not(None))
        ).first()
        return None if row is None else _holder(row)

    def note(self, run_id: UUID, outlet_id: str, numbers: Mapping[str, int]) -> None:
        """What a run that still goes on has learnt of an outlet; `finish` has the last word."""
        row = self._session.get(RunRow, run_id, with_for_update=True)
        if row is None:
            raise KeyError(run_id)
        assign(row, {"outlets": {**row.outlets, outlet_id: dict(numbers)}})
        self._session.flush()

    def finish(
        self,
        run_id: UUID,
        at: dt.datetime,
        state: RunState,
        counts: Mapping[str, int],
        outlets: Mapping[str, Mapping[str, int]],
    ) -> None:
        """The job ended in `state` with these counts, which replace what it noted of the same outlets.

        Raises:
            KeyError: no such run.
        """
        row = self._row(run_id)
        by_outlet = {outlet_id: dict(numbers) for outlet_id, numbers in outlets.items()}
        known = {**row.outlets, **by_outlet}
        assign(row, {"ended": at, "state": state.value, "counts": dict(counts), "outlets": known})
        self._session.flush()

    def _row(self, run_id: UUID) -> RunRow:
        row = self._session.get(RunRow, run_id, with_for_update=True)
        if row is None:
            raise KeyError(run_id)
        return row

    def all(self) -> list[Run]:
        """Every run, newest first."""
        return [_run(row) for row in self._session.scalars(_newest_first())]

    def latest(self, job: str) -> Run | None:
        """The job's newest run."""
        row = self._session.scalars(_newest_first().where(RunRow.job == job).limit(1)).first()
        return None if row is None else _run(row)


@dataclass(frozen=True, slots=True)
class RobotsEntry:
    """A host's last answer to `/robots.txt`; `status` is None when no answer came."""

    host: str
    fetched_at: dt.datetime
    status: int | None
    body: bytes


class Robots:
    """The hosts' robots.txt as last fetched."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, host: str) -> RobotsEntry | None:
        """The last answer of this host, by the key it was saved under."""
        row = self._session.get(RobotsRow, host)
        return None if row is None else RobotsEntry(row.host, row.fetched_at, row.status, row.body)

    def save(self, entry: RobotsEntry) -> None:
        """Remember an answer in the place of the host's earlier one; an equal one is not written."""
        values: dict[str, Any] = {
            "host": entry.host,
            "fetched_at": entry.fetched_at,
            "status": entry.status,
            "body": entry.body,
        }
        row = self._session.get(RobotsRow, entry.host)
        if row is not None:
            assign(row, values)
            self._session.flush()
            return
        insert = insert_into(self._session, RobotsRow).values(values)
        self._session.execute(insert.on_conflict_do_update(index_elements=["host"], set_=values))


def _newest_first() -> Select[RunRow]:
    return select(RunRow).order_by(RunRow.started.desc(), RunRow.id)


def _holder(row: RunRow) -> Holder:
    return Holder(row.job, row.host, row.pid, row.born, row.started, row.renewed or row.started)


def _run(row: RunRow) -> Run:
    return Run(
        id=row.id,
        job=row.job,
        started=row.started,
        state=RunState(row.state),
        ended=row.ended,
        counts=dict(row.counts),
        outlets={outlet_id: dict(numbers) for outlet_id, numbers in row.outlets.items()},
    )
