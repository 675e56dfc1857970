import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text

from storage.base import Base
from storage.database import Database


def test_migrating_builds_what_the_models_say(url: str) -> None:
    database = Database(url)
    database.migrate()
    database.close()
    engine = create_engine(url)
    with engine.connect() as connection:
        drift = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    engine.dispose()
    assert drift == []


@pytest.mark.parametrize(
    ("query", "index"),
    [
        (
            "SELECT * FROM candidates WHERE outlet_id = 'a' AND state = 'announced' ORDER BY first_seen, id",
            "outlet_id_state",
        ),
        (
            "SELECT * FROM candidates WHERE state = 'archived' ORDER BY first_seen, id LIMIT 9",
            "state_first_seen",
        ),
        (
            "SELECT * FROM candidates WHERE outlet_id = 'a' AND state != 'failed' ORDER BY published DESC",
            "outlet_id_published",
        ),
        (
            "SELECT * FROM articles WHERE published >= 'a' AND published < 'b' OR published IS NULL AND first_seen > 'a'",
            "published_id",
        ),
        ("SELECT * FROM articles WHERE outlet_id = 'a'", "outlet_id_published"),
        ("SELECT * FROM snapshots WHERE article_id = 'a'", "article_id"),
        ('SELECT * FROM snapshots ORDER BY path, "offset"', "path_offset"),
        ("SELECT * FROM matches WHERE activity_id = 'a'", "activity_id"),
        ("SELECT * FROM runs WHERE job = 'crawl' ORDER BY started DESC", "job_started"),
        ("SELECT * FROM issues WHERE closed_at IS NULL", "closed_at"),
    ],
)
def test_what_is_asked_every_night_has_an_index(
    query: str, index: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('rencana')}/tayang.db")
    database.migrate()
    with database._engine.connect() as connection:
        plan = " ".join(str(row[3]) for row in connection.execute(text("EXPLAIN QUERY PLAN " + query)))
    database.close()
    assert index in plan
