"""The database: SQLite or PostgreSQL behind one address, and the unit of work, the only commit."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError, InterfaceError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from core.errors import TayangError
from storage.articles import Articles, LinkChecks, Snapshots
from storage.base import close_streams
from storage.candidates import Candidates
from storage.issues import Issues
from storage.judgements import Matches, Scorecards
from storage.registry import Activities, Channels, Outlets
from storage.runs import Robots, Runs

_MIGRATIONS = Path(__file__).with_name("migrations")
_READING = "tayang_reading"
# Any constant will do: it only has to be the same for everyone who migrates.
_MIGRATION_LOCK = 7_261_501
# The longest unit of another process is far shorter.
_BUSY_MILLISECONDS = 30_000


class DatabaseUnusable(TayangError):  # noqa: N818 - a state of things, not a mistake
    """The database is down, refuses us, is no database, or belongs to a newer program."""


class UnitOfWork:
    """What is remembered, by noun, inside one transaction."""

    def __init__(self, session: Session) -> None:
        self.outlets = Outlets(session)
        self.activities = Activities(session)
        self.channels = Channels(session)
        self.candidates = Candidates(session)
        self.snapshots = Snapshots(session)
        self.articles = Articles(session)
        self.link_checks = LinkChecks(session)
        self.matches = Matches(session)
        self.scorecards = Scorecards(session)
        self.runs = Runs(session)
        self.issues = Issues(session)
        self.robots = Robots(session)


class Database:
    """One installation's database: `sqlite:///absolute/path` or `postgresql://…`.

    Everything here raises `DatabaseUnusable` where the database cannot be worked with.
    """

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        sqlite = self._url.get_backend_name() == "sqlite"
        self._engine = _sqlite_engine(self._url) if sqlite else _postgresql_engine(self._url)
        options = {} if sqlite else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        self._reader = self._engine.execution_options(**{_READING: True}, **options)

    def migrate(self) -> None:
        """Bring the schema to the newest revision; what is there already is left alone.

        Safe when two processes do it at once. Creates the folder of a SQLite file.
        """
        # Alembic costs a second to import, and worker processes never migrate.
        from alembic import command  # noqa: PLC0415
        from alembic.config import Config  # noqa: PLC0415
        from alembic.util import CommandError  # noqa: PLC0415

        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
        with self._usable():
            if (path := self._sqlite_path()) is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
            with self._engine.connect() as connection, _foreign_keys_off(connection), connection.begin():
                _migrate_alone(connection)
                config.attributes["connection"] = connection
                try:
                    command.upgrade(config, "head")
                except CommandError as error:
                    raise DatabaseUnusable(
                        f"skema basis data bukan dari versi Tayang ini: {error}"
                    ) from error

    def revision(self) -> str | None:
        """The schema's revision, None where there is no schema yet."""
        from alembic.migration import MigrationContext  # noqa: PLC0415

        if (path := self._sqlite_path()) is not None and not path.exists():
            return None
        with self._usable(), self._reader.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()

    @contextmanager
    def unit(self) -> Iterator[UnitOfWork]:
        """A transaction: stored as a whole on a clean exit, not at all after an exception.

        Keep it short: on SQLite every other writer waits for it, 30 seconds at most.
        """
        with self._usable(), _session(self._engine) as session:
            yield UnitOfWork(session)
            session.commit()

    @contextmanager
    def reading(self) -> Iterator[UnitOfWork]:
        """One unchanging view of everything, for as long as needed: waits for nobody, and nobody
        waits for it. Writing in it is an error.
        """
        with self._usable(), _session(self._reader) as session:
            yield UnitOfWork(session)

    def close(self) -> None:
        """Give every connection back."""
        self._engine.dispose()

    @contextmanager
    def _usable(self) -> Iterator[None]:
        """What the driver says about a database that cannot be worked with, in words for people.

        Its other errors are mistakes of ours, and stay what they are.
        """
        try:
            yield
        except (OperationalError, InterfaceError) as error:
            first, *_ = str(error.orig).strip().splitlines() or [type(error.orig).__name__]
            raise DatabaseUnusable(f"basis data {self._place} tidak bisa dipakai: {first}") from error
        except DatabaseError as error:
            if type(error) is not DatabaseError:
                raise
            # What SQLite says of such a file is of no more precise class.
            raise DatabaseUnusable(
                f"{self._place} rusak atau bukan basis data SQLite: {error.orig}"
            ) from error

    @property
    def _place(self) -> str:
        path = self._sqlite_path()
        return str(path) if path is not None else self._url.render_as_string(hide_password=True)

    def _sqlite_path(self) -> Path | None:
        if self._url.get_backend_name() != "sqlite":
            return None
        return Path(self._url.database or "")


@contextmanager
def _session(engine: Engine) -> Iterator[Session]:
    with Session(engine) as session:
        try:
            yield session
        finally:
            close_streams(session)


def _to_json(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, allow_nan=False)


def _sqlite_engine(url: URL) -> Engine:
    engine = create_engine(url, json_serializer=_to_json)

    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        # The driver would begin a transaction only at the first write, and a reader that then
        # becomes a writer fails at once when somebody else wrote in between. We begin ourselves.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get(_READING, False)
        connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if reading else 'OFF'}")
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def _postgresql_engine(url: URL) -> Engine:
    given = url.query.get("options", "")
    options = [given] if isinstance(given, str) else [*given]
    # The years 1 and 9999 fit a datetime only in UTC.
    url = url.update_query_dict({"options": " ".join([*options, "-c timezone=UTC"]).strip()})
    return create_engine(url, json_serializer=_to_json, pool_pre_ping=True)


@contextmanager
def _foreign_keys_off(connection: Connection) -> Iterator[None]:
    """SQLite alters a table by copying it, which must not count as deleting what points at it."""
    driver = connection.connection.dbapi_connection
    if connection.dialect.name != "sqlite" or driver is None:
        yield
        return
    # The pragma does nothing inside a transaction, so it goes past SQLAlchemy, which would begin one.
    driver.cursor().execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        driver.cursor().execute("PRAGMA foreign_keys = ON")


def _migrate_alone(connection: Connection) -> None:
    """Wait for whoever migrates already; on SQLite the transaction itself did."""
    if connection.dialect.name != "postgresql":
        return
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
    # A lock we cannot get would make every query that comes later queue up behind us.
    connection.execute(text("SET LOCAL lock_timeout = '10s'"))
