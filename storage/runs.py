"""What jobs did and met: runs with the lease of the night, issues, and hosts' robots.txt."""

import datetime as dt
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from sqlalchemy import Select, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.errors import TayangError
from core.nouns import Issue, Run, RunState
from storage.base import assign, insert_into, storable, storable_or_none
from storage.models import IssueRow, RobotsRow, RunRow


class LeaseTaken(TayangError):  # noqa: N818 - a state of things, not a mistake
    """Another living process executes this job."""

    def __init__(self, job: str, holder: str = "") -> None:
        self.job = job
        super().__init__(f"`{job}` lain masih berjalan{holder}")


class Runs:
    """Executions of jobs."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def start(self, job: str, at: dt.datetime, host: str, pid: int) -> Run:
        """A job begins in the process `pid` on `host`."""
        row = RunRow(
            id=uuid4(),
            job=job,
            host=host,
            pid=pid,
            started=at,
            state=RunState.RUNNING.value,
            counts={},
            outlets={},
        )
        self._session.add(row)
        self._session.flush()
        return _run(row)

    def take_lease(
        self, job: str, at: dt.datetime, host: str, pid: int, alive: Callable[[str, int], bool]
    ) -> Run:
        """Begin a job of which only one may be executed at a time.

        `alive(host, pid)` says whether a process still lives; it must say yes where it cannot know,
        as for another host. Whatever runs in a dead process is marked `DIED`.

        Raises:
            LeaseTaken: another living process executes this job.
        """
        running = select(RunRow).where(RunRow.state == RunState.RUNNING).with_for_update()
        for row in self._session.scalars(running):
            # A dead process may have had our number: in a container it always has.
            ours = (row.host, row.pid) == (host, pid)
            if ours and row.job != job:
                continue
            if not ours and alive(row.host, row.pid):
                if row.job == job:
                    raise LeaseTaken(job, f" di {row.host} (pid {row.pid})")
                continue
            row.state, row.ended = RunState.DIED.value, at
        self._session.flush()
        try:
            with self._session.begin_nested():
                return self.start(job, at, host, pid)
        except IntegrityError as error:
            raise LeaseTaken(job) from error

    def finish(
        self,
        run_id: UUID,
        at: dt.datetime,
        state: RunState,
        counts: Mapping[str, int],
        outlets: Mapping[str, Mapping[str, int]],
    ) -> None:
        """The job ended in `state` with these counts.

        Raises:
            KeyError: no such run.
        """
        row = self._session.get(RunRow, run_id)
        if row is None:
            raise KeyError(run_id)
        by_outlet = {outlet_id: dict(numbers) for outlet_id, numbers in outlets.items()}
        assign(row, {"ended": at, "state": state.value, "counts": dict(counts), "outlets": by_outlet})
        self._session.flush()

    def all(self) -> list[Run]:
        """Every run, newest first."""
        return [_run(row) for row in self._session.scalars(_newest_first())]

    def latest(self, job: str) -> Run | None:
        """The job's newest run."""
        row = self._session.scalars(_newest_first().where(RunRow.job == job).limit(1)).first()
        return None if row is None else _run(row)


@dataclass(frozen=True, slots=True)
class SeenIssue:
    """An issue, when it was seen first and last, how often, and when it went away (None: open)."""

    issue: Issue
    first_seen: dt.datetime
    last_seen: dt.datetime
    times: int
    closed_at: dt.datetime | None = None


class Issues:
    """What a maintainer must see; code, outlet and address together are one issue."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def see(self, issues: Sequence[Issue], at: dt.datetime) -> None:
        """These issues were met at `at`: counted once more each, and open (again)."""
        # In one order everywhere, so that two processes never wait for each other.
        for issue in sorted(issues, key=_issue_id):
            again = {"message": storable(issue.message), "last_seen": at, "closed_at": None}
            insert = insert_into(self._session, IssueRow).values(
                id=_issue_id(issue),
                code=issue.code,
                outlet_id=issue.outlet_id,
                url=storable_or_none(issue.url),
                first_seen=at,
                times=1,
                **again,
            )
            self._session.execute(
                insert.on_conflict_do_update(
                    index_elements=["id"], set_=again | {"times": IssueRow.times + 1}
                )
            )

    def close(self, outlet_id: str | None, codes: Collection[str], at: dt.datetime) -> None:
        """The outlet's open issues under these codes are gone; None: those of no outlet."""
        statement = (
            update(IssueRow)
            .where(IssueRow.closed_at.is_(None), IssueRow.code.in_(sorted(codes)))
            .where(IssueRow.outlet_id.is_(None) if outlet_id is None else IssueRow.outlet_id == outlet_id)
        )
        self._session.execute(statement.values(closed_at=at).execution_options(synchronize_session=False))

    def open(self) -> list[SeenIssue]:
        """The issues that were not closed, oldest first."""
        return self._list(select(IssueRow).where(IssueRow.closed_at.is_(None)))

    def all(self) -> list[SeenIssue]:
        """Every issue, closed ones too, oldest first."""
        return self._list(select(IssueRow))

    def _list(self, query: Select[IssueRow]) -> list[SeenIssue]:
        query = query.order_by(IssueRow.first_seen, IssueRow.id).execution_options(populate_existing=True)
        return [
            SeenIssue(
                Issue(row.code, row.message, row.outlet_id, row.url),
                row.first_seen,
                row.last_seen,
                row.times,
                row.closed_at,
            )
            for row in self._session.scalars(query)
        ]


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


def _issue_id(issue: Issue) -> UUID:
    return uuid5(NAMESPACE_URL, json.dumps([issue.code, issue.outlet_id, issue.url]))
