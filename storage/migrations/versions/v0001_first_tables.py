"""The first tables."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Types as they were at this revision: models move on, a migration does not.
moment = sa.DateTime(timezone=True)
running = sa.text("state = 'running'")


def upgrade() -> None:
    _activities()
    _changes()
    _issues()
    _outlets()
    _robots()
    _runs()
    _candidates()
    _channels()
    _scorecards()
    _snapshots()
    _articles()
    _article_versions()
    _link_checks()
    _matches()


def downgrade() -> None:
    for tables in (
        ("matches", "link_checks", "article_versions", "articles", "snapshots", "scorecards", "channels"),
        ("candidates", "runs", "robots", "outlets", "issues", "changes", "activities"),
    ):
        for table in tables:
            op.drop_table(table)


def _activities() -> None:
    op.create_table(
        "activities",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("end_date", sa.Date()),
        sa.Column("place", sa.Text()),
        sa.Column("region", sa.Text()),
        sa.Column("agency", sa.Text()),
        sa.Column("officials", sa.JSON(), nullable=False),
        sa.Column("description", sa.Text()),
        sa.Column("kind", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_activities"),
    )
    op.create_index("ix_activities_date_id", "activities", ["date", "id"])


def _changes() -> None:
    op.create_table(
        "changes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True)),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_changes"),
    )
    op.create_index("ix_changes_what_key", "changes", ["what", "key"])


def _issues() -> None:
    op.create_table(
        "issues",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("outlet_id", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.Column("first_seen", moment, nullable=False),
        sa.Column("last_seen", moment, nullable=False),
        sa.Column("times", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", moment),
        sa.PrimaryKeyConstraint("id", name="pk_issues"),
    )
    op.create_index("ix_issues_closed_at", "issues", ["closed_at"])
    op.create_index("ix_issues_outlet_id_code", "issues", ["outlet_id", "code"])


def _outlets() -> None:
    op.create_table(
        "outlets",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("region", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_outlets"),
    )


def _robots() -> None:
    op.create_table(
        "robots",
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("fetched_at", moment, nullable=False),
        sa.Column("status", sa.BigInteger()),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("host", name="pk_robots"),
    )


def _runs() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("job", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("pid", sa.BigInteger(), nullable=False),
        sa.Column("born", sa.Text()),
        sa.Column("renewed", moment),
        sa.Column("lease", sa.Text()),
        sa.Column("started", moment, nullable=False),
        sa.Column("ended", moment),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("counts", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("outlets", sa.JSON(none_as_null=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )
    op.create_index("ix_runs_job_started", "runs", ["job", "started"])
    op.create_index(
        "uq_runs_lease", "runs", ["lease"], unique=True, sqlite_where=running, postgresql_where=running
    )


def _candidates() -> None:
    op.create_table(
        "candidates",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("outlet_id", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("published", moment),
        sa.Column("modified", moment),
        sa.Column("content", sa.Text()),
        sa.Column("cms_id", sa.Text()),
        sa.Column("offset_minutes", sa.BigInteger()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("first_seen", moment, nullable=False),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("error", sa.Text()),
        sa.Column("snapshot_id", sa.Uuid()),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlets.id"], name="fk_candidates_outlet_id_outlets"),
        sa.PrimaryKeyConstraint("id", name="pk_candidates"),
    )
    op.create_index("ix_candidates_outlet_id_published", "candidates", ["outlet_id", "published"])
    op.create_index(
        "ix_candidates_outlet_id_state_first_seen_id",
        "candidates",
        ["outlet_id", "state", "first_seen", "id"],
    )
    op.create_index("ix_candidates_state_first_seen_id", "candidates", ["state", "first_seen", "id"])


def _channels() -> None:
    op.create_table(
        "channels",
        sa.Column("outlet_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("rank", sa.BigInteger(), nullable=False),
        sa.Column("watermark", moment),
        sa.Column("total", sa.BigInteger()),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlets.id"], name="fk_channels_outlet_id_outlets"),
        sa.PrimaryKeyConstraint("outlet_id", "kind", "url", name="pk_channels"),
    )


def _scorecards() -> None:
    op.create_table(
        "scorecards",
        sa.Column("outlet_id", sa.Text(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("policy_hash", sa.Text(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("score", sa.Double()),
        sa.Column("low", sa.Double()),
        sa.Column("high", sa.Double()),
        sa.Column("completeness", sa.Double(), nullable=False),
        sa.Column("opportunities", sa.BigInteger(), nullable=False),
        sa.Column("indicators", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlets.id"], name="fk_scorecards_outlet_id_outlets"),
        sa.PrimaryKeyConstraint(
            "outlet_id", "period_start", "period_end", "policy_hash", name="pk_scorecards"
        ),
    )
    op.create_index("ix_scorecards_period_end_period_start", "scorecards", ["period_end", "period_start"])


def _snapshots() -> None:
    op.create_table(
        "snapshots",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("fetched_at", moment, nullable=False),
        sa.Column("status", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["candidates.id"], name="fk_snapshots_article_id_candidates"),
        sa.PrimaryKeyConstraint("id", name="pk_snapshots"),
    )
    op.create_index("ix_snapshots_article_id", "snapshots", ["article_id"])
    op.create_index("ix_snapshots_path_offset", "snapshots", ["path", "offset"])


def _articles() -> None:
    op.create_table(
        "articles",
        sa.Column("id", sa.Uuid(), nullable=False),
        *_what_it_says(),
        sa.Column("first_seen", moment, nullable=False),
        sa.Column("snapshot_id", sa.Uuid()),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("matched_key", sa.Text()),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlets.id"], name="fk_articles_outlet_id_outlets"),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshots.id"], name="fk_articles_snapshot_id_snapshots"),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
    )
    op.create_index("ix_articles_first_seen", "articles", ["first_seen"])
    op.create_index("ix_articles_outlet_id_published", "articles", ["outlet_id", "published"])
    op.create_index("ix_articles_published_id", "articles", ["published", "id"])


def _article_versions() -> None:
    op.create_table(
        "article_versions",
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        *_what_it_says(),
        sa.Column("snapshot_id", sa.Uuid()),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_article_versions_article_id_articles"
        ),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlets.id"], name="fk_article_versions_outlet_id_outlets"),
        sa.ForeignKeyConstraint(
            ["snapshot_id"], ["snapshots.id"], name="fk_article_versions_snapshot_id_snapshots"
        ),
        sa.PrimaryKeyConstraint("article_id", "version", name="pk_article_versions"),
    )


def _link_checks() -> None:
    op.create_table(
        "link_checks",
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("checked_at", moment, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("status", sa.BigInteger()),
        sa.ForeignKeyConstraint(
            ["article_id"], ["candidates.id"], name="fk_link_checks_article_id_candidates"
        ),
        sa.PrimaryKeyConstraint("article_id", "checked_at", name="pk_link_checks"),
    )


def _matches() -> None:
    op.create_table(
        "matches",
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Text(), nullable=False),
        sa.Column("probability", sa.Double(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["activity_id"], ["activities.id"], name="fk_matches_activity_id_activities"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_matches_article_id_articles"),
        sa.PrimaryKeyConstraint("article_id", "activity_id", name="pk_matches"),
    )
    op.create_index("ix_matches_activity_id", "matches", ["activity_id"])
    op.create_index("ix_matches_state", "matches", ["state"])


def _what_it_says() -> "list[sa.Column[Any]]":
    return [
        sa.Column("outlet_id", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("published", moment),
        sa.Column("published_basis", sa.Text()),
        sa.Column("time_known", sa.Boolean(), nullable=False),
        sa.Column("modified", moment),
        sa.Column("authors", sa.JSON(), nullable=False),
        sa.Column("section", sa.Text()),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("image", sa.Text()),
        sa.Column("step", sa.Text(), nullable=False),
    ]
