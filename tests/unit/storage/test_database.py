import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from core.nouns import (
    Activity,
    Article,
    Candidate,
    Channel,
    ChannelKind,
    Issue,
    Match,
    MatchState,
    Outlet,
    Period,
    RunState,
    Scorecard,
    Snapshot,
)
from storage.database import Database, DatabaseUnusable, UnitOfWork
from storage.runs import RobotsEntry

ROOT = Path(__file__).parents[3]
ROOMS = ("app", "benchmarks", "core", "crawler", "demo", "reports", "scoring", "storage")

AT = dt.datetime(2024, 10, 23, 1, tzinfo=dt.UTC)

AtOnce = Callable[..., list[int | None]]
Dump = Callable[[], dict[str, list[str]]]


def test_there_is_no_revision_before_the_first_migration(url: str, tmp_path: Path) -> None:
    database = Database(url)
    assert database.revision() is None
    database.close()
    assert not list(tmp_path.rglob("*.db"))


@pytest.mark.usefixtures("outlets")
def test_migrating_twice_keeps_what_is_stored(database: Database, dump: Dump) -> None:
    before = dump()
    revision = database.revision()
    database.migrate()
    assert dump() == before
    assert database.revision() == revision == "0001"


def test_four_processes_may_migrate_at_once(url: str, at_once: AtOnce) -> None:
    assert at_once(*[lambda: Database(url).migrate()] * 4) == [0, 0, 0, 0]
    database = Database(url)
    assert database.revision() == "0001"
    database.close()


def test_a_migration_can_be_taken_back(url: str) -> None:
    database = Database(url)
    database.migrate()
    config = Config()
    config.set_main_option("script_location", str(ROOT / "storage" / "migrations"))
    with database._engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    assert database.revision() is None
    database.migrate()
    assert database.revision() == "0001"
    database.close()


@pytest.mark.usefixtures("outlets")
def test_nothing_of_a_unit_that_raised_is_stored(database: Database, dump: Dump) -> None:
    before = dump()
    baru = Outlet("baru", "Radar Baru", "https://radarbaru.example/")
    with pytest.raises(KeyError), database.unit() as unit:
        _save_and_stumble(unit, baru)
    assert dump() == before


def test_a_unit_that_only_reads_stores_nothing(database: Database, written: list[str]) -> None:
    with database.unit() as unit:
        assert unit.outlets.all() == []
    assert written == []


def test_a_naive_moment_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="without zone"), database.unit() as unit:
        unit.runs.start("crawl", dt.datetime(2024, 10, 22), "gerbang", 7)  # noqa: DTZ001


def test_reading_refuses_to_write(database: Database, outlets: list[Outlet]) -> None:
    with pytest.raises((DBAPIError, DatabaseUnusable)), database.reading() as unit:
        unit.outlets.save([Outlet("baru", "Radar Baru", "https://radarbaru.example/")], AT)
    with database.unit() as unit:
        assert unit.outlets.all() == outlets


def test_reading_sees_one_moment_and_waits_for_no_writer(database: Database, outlets: list[Outlet]) -> None:
    with database.reading() as earlier:
        assert earlier.outlets.all() == outlets
        with database.unit() as unit:
            unit.outlets.save([Outlet("baru", "Radar Baru", "https://radarbaru.example/")], AT)
            with database.reading() as beside:
                assert beside.outlets.all() == outlets
        assert earlier.outlets.all() == outlets
    with database.reading() as later:
        assert len(later.outlets.all()) == 3


def test_sqlite_is_set_to_lose_nothing(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/tayang.db")
    database.migrate()
    with database._engine.connect() as connection:
        names = ("journal_mode", "foreign_keys", "busy_timeout", "synchronous")
        settings = [connection.execute(text(f"PRAGMA {name}")).scalar() for name in names]
    database.close()
    assert settings == ["wal", 1, 30_000, 2]


def test_two_processes_that_read_and_write_at_once_lose_nothing(
    database: Database, url: str, at_once: AtOnce
) -> None:
    # Every unit reads before it writes: begun as a reader it would fail on SQLite.
    def write(name: str) -> None:
        database = Database(url)
        for number in range(60):
            at = AT + dt.timedelta(minutes=number)
            with database.unit() as unit:
                known = len(unit.outlets.all())
                unit.outlets.save(
                    [Outlet(f"{name}-{number}", f"Media {known}", "https://media.example/")], at
                )
                unit.issues.see([Issue("sick", "tidak ada berita"), Issue("down", "mati")], at)

    assert at_once(lambda: write("kiri"), lambda: write("kanan")) == [0, 0]
    with database.reading() as unit:
        assert len(unit.outlets.all()) == 120
        assert [seen.times for seen in unit.issues.open()] == [120, 120]


def test_json_is_stored_with_sorted_keys(database: Database) -> None:
    with database.unit() as unit:
        run = unit.runs.start("crawl", AT, "gerbang", 7)
        unit.runs.finish(
            run.id, AT, RunState.DONE, {"requests": 2, "articles": 1}, {"jum’at": {"b": 1, "a": 2}}
        )
    with database._engine.connect() as connection:
        stored = connection.execute(
            text("SELECT CAST(counts AS TEXT), CAST(outlets AS TEXT) FROM runs")
        ).one()
    assert tuple(stored) == ('{"articles": 1, "requests": 2}', '{"jum’at": {"a": 2, "b": 1}}')


def test_a_second_night_changes_no_row(
    database: Database,
    outlets: list[Outlet],
    activities: list[Activity],
    new_candidate: Callable[..., Candidate],
    new_snapshot: Callable[..., Snapshot],
    new_article: Callable[..., Article],
    dump: Dump,
) -> None:
    candidate = new_candidate("panen", modified=AT, content="<p>Panen</p>")
    snapshot = new_snapshot(candidate)
    article = new_article("panen", snapshot_id=snapshot.id, tags=("jagung",), modified=AT)
    match = Match(article.id, activities[0].id, 0.93, MatchState.MATCHED, ("tempat sama",))
    card = Scorecard(outlets[0].id, Period(AT.date(), AT.date()), "p1", 61.5, 60.0, 70.0, 0.9, 2)

    def night(at: dt.datetime) -> None:
        with database.unit() as unit:
            unit.outlets.save(outlets, at)
            unit.activities.save(activities, at)
            unit.channels.save([Channel(outlets[0].id, ChannelKind.FEED, "https://f.example/", watermark=AT)])
            for fresh in unit.candidates.announce([candidate], at).new:
                unit.candidates.archived(replace(snapshot, article_id=fresh.id))
            unit.robots.save(RobotsEntry("kabarlontara.example", AT, 200, b"User-agent: *"))
        with database.unit() as unit:
            unit.articles.save(article)
            unit.matches.replace([article.id], [match])
            unit.articles.mark_matched([article.id], "model-1")
            unit.scorecards.save([card])

    night(AT)
    before = dump()
    night(AT + dt.timedelta(days=1))
    assert dump() == before


def test_only_the_unit_of_work_commits() -> None:
    places = [
        f"{path.relative_to(ROOT)}:{line}"
        for room in ROOMS
        for path in sorted((ROOT / room).rglob("*.py"))
        for line in re.findall(r".*\.commit\(.*", path.read_text(encoding="utf-8"))
    ]
    assert places == ["storage/database.py:            session.commit()"]


def _save_and_stumble(unit: UnitOfWork, outlet: Outlet) -> None:
    unit.outlets.save([outlet], AT)
    unit.runs.finish(uuid4(), AT, RunState.DONE, {}, {})


def _says(url: str) -> str:
    database = Database(url)
    try:
        with pytest.raises(DatabaseUnusable) as said:
            database.migrate()
        return str(said.value)
    finally:
        database.close()


def test_a_file_that_is_no_database_is_said_so(tmp_path: Path) -> None:
    path = tmp_path / "catatan.db"
    path.write_text("Bukan basis data, hanya catatan rapat.\n" * 40, encoding="utf-8")
    before = path.read_bytes()
    assert f"{path} rusak atau bukan basis data SQLite" in _says(f"sqlite:///{path}")
    assert path.read_bytes() == before


def test_a_server_that_is_down_is_said_so_without_the_password() -> None:
    said = _says("postgresql://petugas:kataRahasia@127.0.0.1:1/tayang")
    assert "127.0.0.1:1/tayang tidak bisa dipakai" in said
    assert "kataRahasia" not in said


def test_the_schema_of_a_newer_program_is_refused(database: Database) -> None:
    with database._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(DatabaseUnusable, match="versi"):
        database.migrate()


def test_our_own_mistakes_stay_what_they_are(database: Database, outlets: list[Outlet]) -> None:
    nowhere = Candidate(uuid4(), "tidak-terdaftar", outlets[0].url, ChannelKind.FEED)
    with pytest.raises(IntegrityError), database.unit() as unit:
        unit.candidates.announce([nowhere], AT)
