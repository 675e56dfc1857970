"""One office's installation: its configuration, database and archive, opened together."""

from __future__ import annotations

import hashlib
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from core.clock import utc_now
from core.config import Config, load_config, not_utf8
from core.errors import BadInputError, Problem
from core.nouns import Outlet, Period, Run, RunState
from scoring.policy import Policy, load_policy
from storage import Archive, Database


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
    """Open a `Run` of this job around the block; it ends DONE with its counts, or FAILED."""
    counts = Counts()
    with installation.database.unit() as unit:
        run = unit.runs.start(job, utc_now(), socket.gethostname(), os.getpid())
    try:
        yield counts
    except BaseException:
        finish(installation, run, RunState.FAILED, counts)
        raise
    finish(installation, run, RunState.DONE, counts)


class Counts(dict[str, int]):
    """What a run counted, and the counts of each outlet."""

    def __init__(self) -> None:
        super().__init__()
        self.outlets: dict[str, dict[str, int]] = {}


def finish(installation: Installation, run: Run, state: RunState, counts: Counts) -> None:
    """End a run."""
    with installation.database.unit() as unit:
        unit.runs.finish(run.id, utc_now(), state, dict(counts), counts.outlets)


def is_alive(host: str, pid: int) -> bool:
    """Whether the process that holds a lease still lives; one on another host is believed to."""
    if host != socket.gethostname():
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return pid != os.getpid()


def digest(*parts: str) -> str:
    """A short fingerprint of texts, for "has anything changed since"."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def default_period(policy: Policy) -> Period:
    """The policy's own period."""
    return Period(policy.period.start, policy.period.end)


HOUR = timedelta(hours=1)
