"""Addresses that channels announced, and how far each got: announced, archived, extracted."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer

from core.nouns import Candidate, ChannelKind, Found, LinkState, Snapshot
from storage.articles import snapshot_of_row, snapshot_values
from storage.base import assign, chunks, insert_into, storable, storable_or_none
from storage.models import CandidateRow, LinkCheckRow, SnapshotRow

# A page that failed three nights is left alone until its outlet says it changed.
MAX_ATTEMPTS = 3


class CandidateState(StrEnum):
    """How far a candidate got. `REFUSED` pages were archived but hold no article."""

    ANNOUNCED = "announced"
    ARCHIVED = "archived"
    EXTRACTED = "extracted"
    REFUSED = "refused"
    FAILED = "failed"


# The snapshot of an announced candidate is one that was archived earlier and not extracted since.
_WITH_UNREAD_PAGE = {CandidateState.ANNOUNCED, CandidateState.ARCHIVED}


@dataclass(frozen=True, slots=True)
class Announced:
    """The candidates of a listing that must be fetched: never seen before, or changed since."""

    new: list[Candidate]
    changed: list[Candidate]


class Candidates:
    """The addresses announced so far; `core.urls.article_id` is their key."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def announce(self, candidates: Sequence[Candidate], at: dt.datetime) -> Announced:
        """Remember what a listing says; `at` becomes `first_seen` of what was unknown.

        A known candidate is changed when its outlet states a later modification than the stored one
        (or any where none is stored): it takes the new hints and waits to be fetched again.
        """
        newest = _newest_of_each(candidates)
        new: list[Candidate] = []
        changed: list[Candidate] = []
        for chunk in chunks(newest):
            rows = self._rows([candidate.id for candidate in chunk])
            unknown = [candidate for candidate in chunk if candidate.id not in rows]
            later = [candidate for candidate in chunk if candidate.id in rows and _is_later(candidate, rows)]
            self._seen_again(list(rows), at)
            self._add(unknown, at)
            for candidate in later:
                row = rows[candidate.id]
                fresh = {"state": CandidateState.ANNOUNCED.value, "attempts": 0, "error": None}
                # A page that was read is done with; one that was not stays until a newer one comes.
                waits = row.snapshot_id if row.state in _WITH_UNREAD_PAGE else None
                assign(row, _hints(candidate) | fresh | {"snapshot_id": waits})
            new += unknown
            changed += later
            self._session.flush()
        return Announced(new, changed)

    def known(self, ids: Sequence[UUID]) -> dict[UUID, dt.datetime | None]:
        """Of these ids the stored ones, with the modification their outlet stated."""
        found: dict[UUID, dt.datetime | None] = {}
        for chunk in chunks(ids):
            query = select(CandidateRow.id, CandidateRow.modified).where(CandidateRow.id.in_(chunk))
            found.update((row.id, row.modified) for row in self._session.execute(query))
        return found

    def waiting(self, outlet_id: str) -> list[Candidate]:
        """What the outlet announced and we have not fetched, oldest announcement first."""
        query = (
            select(CandidateRow)
            .where(CandidateRow.outlet_id == outlet_id, CandidateRow.state == CandidateState.ANNOUNCED)
            .order_by(CandidateRow.first_seen, CandidateRow.id)
        )
        return [_candidate(row, row.content) for row in self._session.scalars(query)]

    def recent(self, outlet_id: str, limit: int) -> list[Candidate]:
        """The outlet's newest candidates by publication, without content.

        Failed ones are left out, and those whose last link check found them missing.
        """
        last_look = (
            select(LinkCheckRow.state)
            .where(LinkCheckRow.article_id == CandidateRow.id)
            .order_by(LinkCheckRow.checked_at.desc())
            .limit(1)
            .scalar_subquery()
        )
        query = (
            select(CandidateRow)
            .options(defer(CandidateRow.content))
            .where(CandidateRow.outlet_id == outlet_id, CandidateRow.state != CandidateState.FAILED)
            .where(last_look.is_distinct_from(LinkState.MISSING.value))
            .order_by(CandidateRow.published.desc().nulls_last(), CandidateRow.id)
            .limit(limit)
        )
        return [_candidate(row, None) for row in self._session.scalars(query)]

    def archived(self, snapshot: Snapshot) -> None:
        """The candidate's page lies in the archive and waits for extraction.

        Raises:
            KeyError: the snapshot's article was never announced.
        """
        row = self._row(snapshot.article_id)
        self._session.add(SnapshotRow(**snapshot_values(snapshot)))
        state = {"state": CandidateState.ARCHIVED.value, "snapshot_id": snapshot.id, "error": None}
        assign(row, state)
        self._seen_again([row.id], snapshot.fetched_at, snapshot.status)
        self._session.flush()

    def failed(self, candidate_id: UUID, reason: str, final: bool) -> None:  # noqa: FBT001
        """Fetching failed; unless `final` or the third time, it is tried again another night.

        After that, an earlier page of it that was archived and not extracted yet is what counts.

        Raises:
            KeyError: the candidate was never announced.
        """
        row = self._row(candidate_id)
        row.attempts += 1
        row.error = storable(reason)
        if final or row.attempts >= MAX_ATTEMPTS:
            row.state = CandidateState.FAILED if row.snapshot_id is None else CandidateState.ARCHIVED
        self._session.flush()

    def to_extract(self, limit: int) -> list[Found]:
        """Archived pages that wait for extraction, oldest announcement first."""
        query = (
            select(CandidateRow, SnapshotRow)
            .join(SnapshotRow, SnapshotRow.id == CandidateRow.snapshot_id)
            .where(CandidateRow.state == CandidateState.ARCHIVED)
            .order_by(CandidateRow.first_seen, CandidateRow.id)
            .limit(limit)
        )
        return [
            Found(_candidate(row, row.content), snapshot_of_row(snapshot), row.first_seen)
            for row, snapshot in self._session.execute(query)
        ]

    def refused(self, candidate_id: UUID, reason: str, *, snapshot_id: UUID | None = None) -> None:
        """The archived page holds no article.

        Nothing happens when the candidate does not wait for extraction any more, or waits with a
        later snapshot than `snapshot_id`: the crawl may have been faster.
        """
        row = self._row(candidate_id)
        if row.state == CandidateState.ARCHIVED and snapshot_id in {None, row.snapshot_id}:
            assign(row, {"state": CandidateState.REFUSED.value, "error": storable(reason)})
            self._session.flush()

    def counts(self) -> dict[str, int]:
        """How many candidates are in each state."""
        query = (
            select(CandidateRow.state, func.count()).group_by(CandidateRow.state).order_by(CandidateRow.state)
        )
        return {state: number for state, number in self._session.execute(query)}  # noqa: C416

    def _seen_again(self, ids: Sequence[UUID], at: dt.datetime, status: int | None = None) -> None:
        """Of these articles, those that the last look found missing are there after all."""
        looks = select(LinkCheckRow).where(LinkCheckRow.article_id.in_(ids)).order_by(LinkCheckRow.checked_at)
        last = {row.article_id: row for row in self._session.scalars(looks)}
        for article_id, look in last.items():
            if look.state == LinkState.MISSING and look.checked_at < at:
                self._session.add(
                    LinkCheckRow(
                        article_id=article_id, checked_at=at, state=LinkState.ALIVE.value, status=status
                    )
                )

    def _row(self, candidate_id: UUID) -> CandidateRow:
        row = self._session.get(CandidateRow, candidate_id, with_for_update=True)
        if row is None:
            raise KeyError(candidate_id)
        return row

    def _rows(self, ids: Sequence[UUID]) -> dict[UUID, CandidateRow]:
        query = select(CandidateRow).where(CandidateRow.id.in_(ids)).with_for_update()
        return {row.id: row for row in self._session.scalars(query)}

    def _add(self, candidates: Iterable[Candidate], at: dt.datetime) -> None:
        rows = [
            {"id": candidate.id, "outlet_id": candidate.outlet_id}
            | _hints(candidate)
            | {"state": CandidateState.ANNOUNCED.value, "first_seen": at, "attempts": 0}
            for candidate in candidates
        ]
        if rows:
            # Two crawls may announce the same address at once on PostgreSQL.
            self._session.execute(insert_into(self._session, CandidateRow).on_conflict_do_nothing(), rows)


def _newest_of_each(candidates: Sequence[Candidate]) -> list[Candidate]:
    """One candidate an id: a listing may name an address twice, and the later modification counts."""
    newest: dict[UUID, Candidate] = {}
    for candidate in candidates:
        known = newest.setdefault(candidate.id, candidate)
        if candidate.modified is not None and (known.modified is None or known.modified < candidate.modified):
            newest[candidate.id] = candidate
    return list(newest.values())


def _is_later(candidate: Candidate, rows: dict[UUID, CandidateRow]) -> bool:
    if candidate.modified is None:
        return False
    stored = rows[candidate.id].modified
    return stored is None or stored < candidate.modified


def _candidate(row: CandidateRow, content: str | None) -> Candidate:
    return Candidate(
        id=row.id,
        outlet_id=row.outlet_id,
        url=row.url,
        channel=ChannelKind(row.channel),
        title=row.title,
        published=row.published,
        modified=row.modified,
        content=content,
        cms_id=row.cms_id,
        offset_minutes=row.offset_minutes,
    )


def _hints(candidate: Candidate) -> dict[str, Any]:
    return {
        "url": storable(candidate.url),
        "channel": candidate.channel.value,
        "title": storable_or_none(candidate.title),
        "published": candidate.published,
        "modified": candidate.modified,
        "content": storable_or_none(candidate.content),
        "cms_id": storable_or_none(candidate.cms_id),
        "offset_minutes": candidate.offset_minutes,
    }
