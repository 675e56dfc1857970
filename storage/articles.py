"""Articles with their earlier versions, the snapshots they rest on, and later looks at them."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, Text, and_, cast, func, literal, or_, select, update
from sqlalchemy.orm import Session

from core.nouns import Article, LinkCheck, LinkState, Period, Snapshot
from storage.base import assign, chunks, storable, storable_or_none, stream
from storage.models import ArticleRow, ArticleVersionRow, CandidateRow, LinkCheckRow, SnapshotRow


class Snapshots:
    """Which archived bytes belong to which article; `candidates.archived` adds them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, snapshot_id: UUID) -> Snapshot | None:
        """The snapshot with this id."""
        row = self._session.get(SnapshotRow, snapshot_id)
        return None if row is None else snapshot_of_row(row)

    def of(self, article_id: UUID) -> list[Snapshot]:
        """The article's snapshots, oldest first."""
        query = select(SnapshotRow).where(SnapshotRow.article_id == article_id)
        rows = self._session.scalars(query.order_by(SnapshotRow.fetched_at, SnapshotRow.id))
        return [snapshot_of_row(row) for row in rows]

    def all(self) -> Iterator[Snapshot]:
        """Every snapshot in the order of the archive: by file, then offset."""
        query = select(SnapshotRow).order_by(SnapshotRow.path, SnapshotRow.offset, SnapshotRow.id)
        for row in stream(self._session, query):
            yield snapshot_of_row(row)


class Articles:
    """The current version of every article. Lists are by publication (unknown last), then id."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def save(self, article: Article) -> bool:
        """Store what was extracted; True when it is new or says something else than before.

        The earlier version is then kept in `article_versions` and `version` counts on. `first_seen`
        stays the first. The candidate leaves the extraction's queue, unless the crawl has meanwhile
        put a later snapshot there.
        """
        values = _values(article)
        row = self._session.get(ArticleRow, article.id, with_for_update=True)
        if row is None:
            first = {"id": article.id, "first_seen": article.first_seen, "version": 1}
            self._session.add(ArticleRow(**values, **first, snapshot_id=article.snapshot_id))
            stored = True
        else:
            stored = self._keep_version(row, values, article.snapshot_id)
        self._session.flush()
        self._mark_extracted(article)
        return stored

    def get(self, article_id: UUID) -> Article | None:
        """The article with this id."""
        row = self._session.get(ArticleRow, article_id)
        return None if row is None else _article(row)

    def all(self) -> Iterator[Article]:
        """Every article, a few at a time in memory."""
        for row in stream(self._session, _in_order(select(ArticleRow))):
            yield _article(row)

    def of(self, outlet_id: str) -> list[Article]:
        """The outlet's articles."""
        return self._list(select(ArticleRow).where(ArticleRow.outlet_id == outlet_id))

    def within(self, period: Period, zone: ZoneInfo) -> list[Article]:
        """The articles published on the period's days in `zone`.

        Where no publication is known, the day we first saw the article decides.
        """
        start, end = _moments(period, zone)
        published, seen = ArticleRow.published, ArticleRow.first_seen
        inside = and_(published >= start, published < end)
        seen_inside = and_(published.is_(None), seen >= start, seen < end)
        return self._list(select(ArticleRow).where(or_(inside, seen_inside)))

    def unmatched(self, key: str) -> list[Article]:
        """The articles whose current version was not yet matched under `key`."""
        matched = ArticleRow.matched_key
        return self._list(select(ArticleRow).where(or_(matched.is_(None), matched != _matched_key(key))))

    def mark_matched(self, ids: Sequence[UUID], key: str) -> None:
        """The current versions of these articles were matched under `key`."""
        stale = or_(ArticleRow.matched_key.is_(None), ArticleRow.matched_key != _matched_key(key))
        for chunk in chunks(ids):
            statement = update(ArticleRow).where(ArticleRow.id.in_(chunk), stale)
            self._session.execute(
                statement.values(matched_key=_matched_key(key)).execution_options(synchronize_session=False)
            )

    def _keep_version(self, row: ArticleRow, values: dict[str, Any], snapshot_id: UUID | None) -> bool:
        before = {name: getattr(row, name) for name in values}
        if not assign(row, values):
            return False
        earlier = ArticleVersionRow(
            article_id=row.id, version=row.version, snapshot_id=row.snapshot_id, **before
        )
        self._session.add(earlier)
        row.version += 1
        row.snapshot_id = snapshot_id
        return True

    def _mark_extracted(self, article: Article) -> None:
        # Only the page that was read is done with: a candidate announced anew, or with another
        # snapshot, still waits.
        candidate = self._session.get(CandidateRow, article.id, with_for_update=True)
        if candidate is None or candidate.state not in {"archived", "refused"}:
            return
        if article.snapshot_id in {None, candidate.snapshot_id}:
            assign(candidate, {"state": "extracted", "error": None})
            self._session.flush()

    def _list(self, query: Select[ArticleRow]) -> list[Article]:
        return [_article(row) for row in self._session.scalars(_in_order(query))]


class LinkChecks:
    """Later looks whether articles are still there."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, check: LinkCheck) -> None:
        """Remember one look; the same look twice is one."""
        self._session.merge(
            LinkCheckRow(
                article_id=check.article_id,
                checked_at=check.checked_at,
                state=check.state.value,
                status=check.status,
            )
        )
        self._session.flush()

    def latest(self) -> dict[UUID, LinkCheck]:
        """The last look at each article that was looked at."""
        last = (
            select(LinkCheckRow.article_id, func.max(LinkCheckRow.checked_at).label("at"))
            .group_by(LinkCheckRow.article_id)
            .subquery()
        )
        same = and_(last.c.article_id == LinkCheckRow.article_id, last.c.at == LinkCheckRow.checked_at)
        return {
            row.article_id: LinkCheck(row.article_id, row.checked_at, LinkState(row.state), row.status)
            for row in self._session.scalars(select(LinkCheckRow).join(last, same))
        }


def snapshot_of_row(row: SnapshotRow) -> Snapshot:
    """The row as the noun."""
    return Snapshot(
        id=row.id,
        article_id=row.article_id,
        url=row.url,
        fetched_at=row.fetched_at,
        status=row.status,
        sha256=row.sha256,
        path=row.path,
        offset=row.offset,
        length=row.length,
    )


def snapshot_values(snapshot: Snapshot) -> dict[str, Any]:
    """The noun as columns."""
    return {
        "id": snapshot.id,
        "article_id": snapshot.article_id,
        "url": storable(snapshot.url),
        "fetched_at": snapshot.fetched_at,
        "status": snapshot.status,
        "sha256": snapshot.sha256,
        "path": snapshot.path,
        "offset": snapshot.offset,
        "length": snapshot.length,
    }


def _in_order(query: Select[ArticleRow]) -> Select[ArticleRow]:
    return query.order_by(ArticleRow.published.asc().nulls_last(), ArticleRow.id)


def _moments(period: Period, zone: ZoneInfo) -> tuple[dt.datetime, dt.datetime]:
    """The period as moments in UTC, the end excluded; the calendar's rim is cut by a day."""
    day = dt.timedelta(days=1)
    start = max(period.start, dt.date.min + day)
    end = min(period.end, dt.date.max - 2 * day) + day
    return tuple(  # type: ignore[return-value]
        dt.datetime.combine(local, dt.time(), zone).astimezone(dt.UTC) for local in (start, end)
    )


def _matched_key(key: str) -> Any:
    return literal(f"{key}:") + cast(ArticleRow.version, Text)


def _article(row: ArticleRow) -> Article:
    return Article(
        id=row.id,
        outlet_id=row.outlet_id,
        url=row.url,
        title=row.title,
        text=row.text,
        published=row.published,
        first_seen=row.first_seen,
        snapshot_id=row.snapshot_id,
        published_basis=row.published_basis,
        time_known=row.time_known,
        modified=row.modified,
        authors=tuple(row.authors),
        section=row.section,
        tags=tuple(row.tags),
        image=row.image,
        step=row.step,
        version=row.version,
    )


def _values(article: Article) -> dict[str, Any]:
    """What an article says: the columns whose change makes a new version."""
    return {
        "outlet_id": article.outlet_id,
        "url": storable(article.url),
        "title": storable(article.title),
        "text": storable(article.text),
        "published": article.published,
        "published_basis": article.published_basis,
        "time_known": article.time_known,
        "modified": article.modified,
        "authors": [storable(author) for author in article.authors],
        "section": storable_or_none(article.section),
        "tags": [storable(tag) for tag in article.tags],
        "image": storable_or_none(article.image),
        "step": article.step,
    }
