import datetime as dt
import multiprocessing
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import create_engine, event, make_url, select

from core.nouns import Activity, Article, Candidate, ChannelKind, Outlet, Snapshot
from core.urls import article_id
from storage.base import Base
from storage.database import Database

POSTGRESQL = os.environ.get("TAYANG_TEST_POSTGRESQL", "")
NIGHT = dt.datetime(2024, 10, 22, 18, 30, 15, 250_000, tzinfo=dt.UTC)

BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@contextmanager
def _schema() -> Iterator[str]:
    name = f"tayang_{uuid4().hex}"
    with psycopg.connect(POSTGRESQL, autocommit=True) as server:
        server.execute(f"CREATE SCHEMA {name}".encode())
        try:
            url = make_url(POSTGRESQL).update_query_dict({"options": f"-c search_path={name}"})
            yield url.render_as_string(hide_password=False)
        finally:
            server.execute(f"DROP SCHEMA {name} CASCADE".encode())


@pytest.fixture(params=BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of either kind, without a schema."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/basis data/tayang.db"
        return
    if not POSTGRESQL:
        pytest.skip("TAYANG_TEST_POSTGRESQL tidak disetel: PostgreSQL tidak diuji")
    with _schema() as address:
        yield address


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "tayang.db"
    database = Database(f"sqlite:///{path}")
    database.migrate()
    database.close()
    return path


@pytest.fixture
def database(url: str, migrated: Path) -> Iterator[Database]:
    """A database of either kind with the newest schema and nothing in it."""
    if url.startswith("sqlite"):
        path = Path(url.removeprefix("sqlite:///"))
        path.parent.mkdir(parents=True)
        shutil.copy(migrated, path)
    database = Database(url)
    if not url.startswith("sqlite"):
        database.migrate()
    yield database
    database.close()


@pytest.fixture
def dump(url: str) -> Callable[[], dict[str, list[str]]]:
    """Every row of every table, as text."""

    def rows() -> dict[str, list[str]]:
        engine = create_engine(url)
        try:
            with engine.connect() as connection:
                return {
                    table.name: sorted(repr(tuple(row)) for row in connection.execute(select(table)))
                    for table in Base.metadata.sorted_tables
                }
        finally:
            engine.dispose()

    return rows


@pytest.fixture
def written(database: Database) -> Iterator[list[str]]:
    """The statements that wrote anything, as they were sent."""
    statements: list[str] = []

    def remember(*event_arguments: object) -> None:
        statement = str(event_arguments[2])
        if statement.split(maxsplit=1)[0] in {"INSERT", "UPDATE", "DELETE"}:
            statements.append(statement)

    event.listen(database._engine, "before_cursor_execute", remember)
    yield statements
    event.remove(database._engine, "before_cursor_execute", remember)


@pytest.fixture
def at_once() -> Callable[..., list[int | None]]:
    """Runs functions in processes of their own, begun at one moment; their exit codes."""

    def run(*tasks: Callable[[], None]) -> list[int | None]:
        # Forked: nothing is imported anew, so the moment is nearly one.
        context = multiprocessing.get_context("fork")
        gate = context.Barrier(len(tasks))

        def begin(task: Callable[[], None]) -> None:
            gate.wait(60)
            task()

        children = [context.Process(target=begin, args=(task,)) for task in tasks]
        for child in children:
            child.start()
        for child in children:
            child.join(120)
        return [child.exitcode for child in children]

    return run


@pytest.fixture
def outlets(database: Database) -> list[Outlet]:
    """Two outlets that are registered."""
    registered = [
        Outlet("kabar-lontara", "Kabar Lontara", "https://kabarlontara.example/", region="Kabupaten Wetan"),
        Outlet("suara-pesisir", "Suara Pesisir", "https://suarapesisir.example/"),
    ]
    with database.unit() as unit:
        unit.outlets.save(registered, NIGHT)
    return registered


@pytest.fixture
def activities(database: Database) -> list[Activity]:
    """Two activities that are registered."""
    registered = [
        Activity("k-1", "Panen Raya Jagung Desa Tirtasari", dt.date(2024, 10, 20), place="Desa Tirtasari"),
        Activity("k-2", "Rapat Koordinasi Stunting", dt.date(2024, 10, 21)),
    ]
    with database.unit() as unit:
        unit.activities.save(registered, NIGHT)
    return registered


@pytest.fixture
def new_candidate(outlets: list[Outlet]) -> Callable[..., Candidate]:
    """Makes candidates of the first outlet; the slug decides the identity."""

    def make(slug: str, **fields: object) -> Candidate:
        address = f"https://kabarlontara.example/berita/{slug}"
        common = {"outlet_id": outlets[0].id, "channel": ChannelKind.WORDPRESS}
        return Candidate(**{"id": article_id(address), "url": address} | common | fields)  # type: ignore[arg-type]

    return make


@pytest.fixture
def new_snapshot() -> Callable[..., Snapshot]:
    """Makes snapshots of a candidate's page."""

    def make(candidate: Candidate, **fields: object) -> Snapshot:
        place = {"path": "2024/10/22.warc.gz", "offset": 300, "length": 4_000, "sha256": "ab" * 32}
        seen = {"id": uuid4(), "fetched_at": NIGHT, "status": 200}
        return Snapshot(**{"article_id": candidate.id, "url": candidate.url} | place | seen | fields)  # type: ignore[arg-type]

    return make


@pytest.fixture
def new_article(outlets: list[Outlet]) -> Callable[..., Article]:
    """Makes articles of the first outlet; the slug decides the identity."""

    def make(slug: str, **fields: object) -> Article:
        address = f"https://kabarlontara.example/berita/{slug}"
        text = {"title": "Warga Panen Jagung", "text": "Warga Desa Tirtasari memanen jagung."}
        seen = {"first_seen": NIGHT, "published": NIGHT - dt.timedelta(hours=9), "outlet_id": outlets[0].id}
        return Article(**{"id": article_id(address), "url": address} | text | seen | fields)  # type: ignore[arg-type]

    return make
