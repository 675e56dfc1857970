"""One office's installation: its configuration, database and archive, opened together."""

from __future__ import annotations

import hashlib
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from app.processes import birth, lives
from core.clock import utc_now
from core.config import Config, load_config, not_utf8
from core.errors import BadInputError, Problem
from core.nouns import Outlet, Period, Run, RunState
from scoring.policy import Policy, load_policy
from storage import LEASED, Archive, Database, DatabaseUnusable

BEAT_SECONDS = 60  # far below app.processes.SILENCE


@dataclass(frozen=True, slots=True)
class Installation:
    """An opened installation; the database's schema is current."""

    config: Config
    database: Database
    archive: Archive

    @property
    def policy(self) -> Policy:
        """The policy beside the configuration; a `BadInputError` names what is wrong with it."""
        path = self.config.policy_path
        try:
            text = path.read_text(encoding="utf-8")
        except OSError as error:
            raise BadInputError([Problem(str(path), f"tidak terbaca: {error.strerror}")]) from error
        except UnicodeDecodeError as error:
            raise BadInputError([not_utf8(path, error)]) from error
        return load_policy(text, str(path))

    def outlets(self, chosen: list[str] | None = None) -> list[Outlet]:
        """All outlets, or those with the chosen ids; an unknown id is bad input."""
        with self.database.reading() as unit:
            outlets = unit.outlets.all()
        if not chosen:
            return outlets
        known = {outlet.id: outlet for outlet in outlets}
        unknown = [
            Problem(self.config.office.name, f"media tidak dikenal: {id_}")
            for id_ in chosen
            if id_ not in known
        ]
        if unknown:
            raise BadInputError(unknown)
        return [known[id_] for id_ in chosen]


@contextmanager
def opened(config_path: Path) -> Iterator[Installation]:
    """Open the installation whose `tayang.toml` this is; brings the database's schema up to date."""
    config = load_config(config_path)
    database = Database(config.database_url)
    try:
        database.migrate()
        yield Installation(config, database, Archive(config.archive_root))
    finally:
        database.close()


@contextmanager
def recorded(installation: Installation, job: str) -> Iterator[Counts]:
    """Open a `Run` of this job around the block; it ends DONE with its counts, or FAILED.

    A job that visits sites (`storage.LEASED`) takes the lease first, or shares that of the night it
    is part of. As long as the block lasts, the run says every minute that its process lives.

    Raises:
        LeaseTaken: another living process visits the sites.
    """
    run = _begin(installation, job)
    counts = Counts(run.id)
    try:
        with _renewing(installation.database, run):
            yield counts
    except BaseException:
        finish(installation, run, RunState.FAILED, counts)
        raise
    finish(installation, run, RunState.DONE, counts)


@contextmanager
def leased(installation: Installation, job: str) -> Iterator[Counts]:
    """`recorded`, for a job that must be the only one that visits sites.

    Raises:
        LeaseTaken: another living process visits the sites.
    """
    assert job in LEASED
    with recorded(installation, job) as counts:
        yield counts


def _begin(installation: Installation, job: str) -> Run:
    host, pid = socket.gethostname(), os.getpid()
    with installation.database.unit() as unit:
        if job in LEASED:
            return unit.runs.take_lease(job, utc_now(), host, pid, lives, born=birth(pid))
        return unit.runs.start(job, utc_now(), host, pid, born=birth(pid))


@contextmanager
def _renewing(database: Database, run: Run) -> Iterator[None]:
    over = threading.Event()
    beat = threading.Thread(target=_renew, args=(database, run, over), name="lease", daemon=True)
    beat.start()
    try:
        yield
    finally:
        over.set()
        beat.join()


def _renew(database: Database, run: Run, over: threading.Event) -> None:
    while not over.wait(BEAT_SECONDS):
        # A database that is down for a minute ends no night: the job itself will notice.
        with suppress(DatabaseUnusable), database.unit() as unit:
            unit.runs.renew(run.id, utc_now())


class Counts(dict[str, int]):
    """What a run counted, and the counts of each outlet."""

    def __init__(self, run_id: UUID) -> None:
        super().__init__()
        self.run_id = run_id
        self.outlets: dict[str, dict[str, int]] = {}


def finish(installation: Installation, run: Run, state: RunState, counts: Counts) -> None:
    """End a run."""
    with installation.database.unit() as unit:
        unit.runs.finish(run.id, utc_now(), state, dict(counts), counts.outlets)


def digest(*parts: str) -> str:
    """A short fingerprint of texts, for "has anything changed since"."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def default_period(policy: Policy) -> Period:
    """The policy's own period."""
    return Period(policy.period.start, policy.period.end)
