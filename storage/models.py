"""The tables. Nothing outside this room sees a row: collections turn them into core's nouns."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base


class OutletRow(Base):
    """A `core.nouns.Outlet`."""

    __tablename__ = "outlets"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    url: Mapped[str]
    kind: Mapped[str]
    region: Mapped[str | None]


class ActivityRow(Base):
    """A `core.nouns.Activity`; `officials` is a list of name and role."""

    __tablename__ = "activities"
    __table_args__ = (Index(None, "date", "id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    date: Mapped[dt.date]
    end_date: Mapped[dt.date | None]
    place: Mapped[str | None]
    region: Mapped[str | None]
    agency: Mapped[str | None]
    officials: Mapped[list[dict[str, Any]]]
    description: Mapped[str | None]
    kind: Mapped[str | None]


class ChangeRow(Base):
    """One change of the registry: `before` is NULL where the entry is new."""

    __tablename__ = "changes"
    __table_args__ = (Index(None, "what", "key"),)

    # SQLite counts up by itself only in an INTEGER.
    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    what: Mapped[str]
    key: Mapped[str]
    at: Mapped[dt.datetime]
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any]]


class ChannelRow(Base):
    """A `core.nouns.Channel`."""

    __tablename__ = "channels"

    outlet_id: Mapped[str] = mapped_column(ForeignKey("outlets.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    url: Mapped[str] = mapped_column(primary_key=True)
    rank: Mapped[int]
    watermark: Mapped[dt.datetime | None]
    total: Mapped[int | None]


class CandidateRow(Base):
    """A `core.nouns.Candidate` and how far it got: `state`, failed `attempts`, last `error`."""

    __tablename__ = "candidates"
    __table_args__ = (
        Index(None, "outlet_id", "state", "first_seen", "id"),
        Index(None, "outlet_id", "published"),
        Index(None, "state", "first_seen", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    outlet_id: Mapped[str] = mapped_column(ForeignKey("outlets.id"))
    url: Mapped[str]
    channel: Mapped[str]
    title: Mapped[str | None]
    published: Mapped[dt.datetime | None]
    modified: Mapped[dt.datetime | None]
    content: Mapped[str | None]
    cms_id: Mapped[str | None]
    offset_minutes: Mapped[int | None]
    state: Mapped[str]
    first_seen: Mapped[dt.datetime]
    attempts: Mapped[int]
    error: Mapped[str | None]
    # The snapshot to extract, or extracted last. No foreign key: snapshots already point here, and a ring cannot be altered.
    snapshot_id: Mapped[UUID | None]


class SnapshotRow(Base):
    """A `core.nouns.Snapshot`."""

    __tablename__ = "snapshots"
    __table_args__ = (Index(None, "article_id"), Index(None, "path", "offset"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    article_id: Mapped[UUID] = mapped_column(ForeignKey("candidates.id"))
    url: Mapped[str]
    fetched_at: Mapped[dt.datetime]
    status: Mapped[int]
    sha256: Mapped[str]
    path: Mapped[str]
    offset: Mapped[int]
    length: Mapped[int]


class ArticleRow(Base):
    """The current version of a `core.nouns.Article`; `matched_key` says which matcher read it last."""

    __tablename__ = "articles"
    __table_args__ = (
        Index(None, "outlet_id", "published"),
        Index(None, "published", "id"),
        Index(None, "first_seen"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    outlet_id: Mapped[str] = mapped_column(ForeignKey("outlets.id"))
    url: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]
    published: Mapped[dt.datetime | None]
    first_seen: Mapped[dt.datetime]
    snapshot_id: Mapped[UUID | None] = mapped_column(ForeignKey("snapshots.id"))
    published_basis: Mapped[str | None]
    time_known: Mapped[bool]
    modified: Mapped[dt.datetime | None]
    authors: Mapped[list[str]]
    section: Mapped[str | None]
    tags: Mapped[list[str]]
    image: Mapped[str | None]
    step: Mapped[str]
    version: Mapped[int]
    matched_key: Mapped[str | None]


class ArticleVersionRow(Base):
    """An earlier version of an article, as it was before the next one replaced it."""

    __tablename__ = "article_versions"

    article_id: Mapped[UUID] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    snapshot_id: Mapped[UUID | None] = mapped_column(ForeignKey("snapshots.id"))
    outlet_id: Mapped[str] = mapped_column(ForeignKey("outlets.id"))
    url: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]
    published: Mapped[dt.datetime | None]
    published_basis: Mapped[str | None]
    time_known: Mapped[bool]
    modified: Mapped[dt.datetime | None]
    authors: Mapped[list[str]]
    section: Mapped[str | None]
    tags: Mapped[list[str]]
    image: Mapped[str | None]
    step: Mapped[str]


class LinkCheckRow(Base):
    """A `core.nouns.LinkCheck`; a candidate that never became an article may vanish too."""

    __tablename__ = "link_checks"

    article_id: Mapped[UUID] = mapped_column(ForeignKey("candidates.id"), primary_key=True)
    checked_at: Mapped[dt.datetime] = mapped_column(primary_key=True)
    state: Mapped[str]
    status: Mapped[int | None]


class MatchRow(Base):
    """A `core.nouns.Match`."""

    __tablename__ = "matches"
    __table_args__ = (Index(None, "activity_id"), Index(None, "state"))

    article_id: Mapped[UUID] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    activity_id: Mapped[str] = mapped_column(ForeignKey("activities.id"), primary_key=True)
    probability: Mapped[float]
    state: Mapped[str]
    reasons: Mapped[list[str]]


class ScorecardRow(Base):
    """A `core.nouns.Scorecard`; `current` marks the policy that scored this outlet and period last."""

    __tablename__ = "scorecards"
    __table_args__ = (Index(None, "period_end", "period_start"),)

    outlet_id: Mapped[str] = mapped_column(ForeignKey("outlets.id"), primary_key=True)
    period_start: Mapped[dt.date] = mapped_column(primary_key=True)
    period_end: Mapped[dt.date] = mapped_column(primary_key=True)
    policy_hash: Mapped[str] = mapped_column(primary_key=True)
    current: Mapped[bool]
    score: Mapped[float | None]
    low: Mapped[float | None]
    high: Mapped[float | None]
    completeness: Mapped[float]
    opportunities: Mapped[int]
    indicators: Mapped[list[dict[str, Any]]]


class RunRow(Base):
    """A `core.nouns.Run` and the process that executes it.

    `born` tells the process from a later one with the same `pid`, `renewed` when it last said that
    it lives. `lease` names what the run keeps others from, None where it keeps them from nothing.
    """

    __tablename__ = "runs"
    __table_args__ = (
        Index(None, "job", "started"),
        # Only one running run holds a lease, whatever two processes do at once.
        Index(
            "uq_runs_lease",
            "lease",
            unique=True,
            sqlite_where=text("state = 'running'"),
            postgresql_where=text("state = 'running'"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    job: Mapped[str]
    host: Mapped[str]
    pid: Mapped[int]
    born: Mapped[str | None]
    renewed: Mapped[dt.datetime | None]
    lease: Mapped[str | None]
    started: Mapped[dt.datetime]
    ended: Mapped[dt.datetime | None]
    state: Mapped[str]
    counts: Mapped[dict[str, Any]]
    outlets: Mapped[dict[str, Any]]


class IssueRow(Base):
    """A `core.nouns.Issue` and when it was seen; `id` is derived from code, outlet and address."""

    __tablename__ = "issues"
    __table_args__ = (Index(None, "outlet_id", "code"), Index(None, "closed_at"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    code: Mapped[str]
    message: Mapped[str]
    outlet_id: Mapped[str | None]
    url: Mapped[str | None]
    first_seen: Mapped[dt.datetime]
    last_seen: Mapped[dt.datetime]
    times: Mapped[int]
    closed_at: Mapped[dt.datetime | None]


class RobotsRow(Base):
    """The last answer of a host to `/robots.txt`."""

    __tablename__ = "robots"

    host: Mapped[str] = mapped_column(primary_key=True)
    fetched_at: Mapped[dt.datetime]
    status: Mapped[int | None]
    body: Mapped[bytes]
