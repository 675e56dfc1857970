"""The stored nouns as flat records: the fields of an export, their types and their order."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from core.nouns import Article, Indicator, MatchState, Snapshot
from reports.formats import What
from storage import UnitOfWork


class Type(StrEnum):
    """A field's type: `TEXTS` is a list of texts, `OBJECT` anything JSON can say."""

    TEXT = "text"
    TEXTS = "texts"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    MOMENT = "moment"
    OBJECT = "object"


Value = str | int | float | bool | date | datetime | Sequence[object] | Mapping[str, object] | None
Record = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of export: its fields with their types, and how its records are read, always in one order."""

    fields: Mapping[str, Type]
    read: Callable[[UnitOfWork], Iterator[Record]]


def _outlets(unit: UnitOfWork) -> Iterator[Record]:
    for each in unit.outlets.all():
        yield each.id, each.name, each.url, each.kind.value, each.region


def _activities(unit: UnitOfWork) -> Iterator[Record]:
    for each in unit.activities.all():
        officials = [{"name": official.name, "role": official.role} for official in each.officials]
        yield (
            each.id, each.title, each.date, each.end_date, each.place, each.region, each.agency,
            officials, each.description, each.kind,
        )  # fmt: skip


def _articles(unit: UnitOfWork) -> Iterator[Record]:
    """With the text, for work inside the office; its digest and its number of words can be passed on."""
    snapshots = {snapshot.id: snapshot for snapshot in unit.snapshots.all()}
    for each in unit.articles.all():
        yield (
            str(each.id), each.outlet_id, each.url, each.title, each.published, each.time_known,
            each.published_basis, each.first_seen, each.modified, each.authors, each.section, each.tags,
            each.image, each.step, each.version, *_text(each),
            *_evidence(snapshots.get(each.snapshot_id) if each.snapshot_id else None),
        )  # fmt: skip


def _text(article: Article) -> Record:
    return len(article.text.split()), hashlib.sha256(article.text.encode()).hexdigest(), article.text


def _evidence(snapshot: Snapshot | None) -> Record:
    if snapshot is None:
        return None, None, None, None, None
    return str(snapshot.id), snapshot.path, snapshot.offset, snapshot.length, snapshot.sha256


def _matches(unit: UnitOfWork) -> Iterator[Record]:
    for each in unit.matches.all(tuple(MatchState)):
        yield str(each.article_id), each.activity_id, each.probability, each.state.value, each.reasons


def _scores(unit: UnitOfWork) -> Iterator[Record]:
    for each in unit.scorecards.latest():
        yield (
            each.outlet_id, each.period.start, each.period.end, each.policy_hash, each.score, each.low, each.high,
            each.completeness, each.opportunities, [_indicator(indicator) for indicator in each.indicators],
        )  # fmt: skip


def _indicator(indicator: Indicator) -> Mapping[str, object]:
    return {
        "name": indicator.name,
        "state": indicator.state.value,
        "raw": indicator.raw,
        "value": indicator.value,
        "weight": indicator.weight,
        "contribution": indicator.contribution,
        "numerator": indicator.numerator,
        "denominator": indicator.denominator,
        "evidence": [str(id_) for id_ in indicator.evidence],
        "note": indicator.note,
    }


def _runs(unit: UnitOfWork) -> Iterator[Record]:
    for each in sorted(unit.runs.all(), key=lambda run: (run.started, run.id)):
        yield str(each.id), each.job, each.started, each.ended, each.state.value, each.counts, each.outlets


def _issues(unit: UnitOfWork) -> Iterator[Record]:
    for each in unit.issues.all():
        issue = each.issue
        yield (
            issue.code, issue.message, issue.outlet_id, issue.url, each.first_seen, each.last_seen, each.times,
            each.closed_at,
        )  # fmt: skip


_T = Type

SHAPES: Mapping[What, Shape] = {
    What.OUTLETS: Shape({"id": _T.TEXT, "name": _T.TEXT, "url": _T.TEXT, "kind": _T.TEXT, "region": _T.TEXT}, _outlets),
    What.ACTIVITIES: Shape(
        {
            "id": _T.TEXT, "title": _T.TEXT, "date": _T.DATE, "end_date": _T.DATE, "place": _T.TEXT,
            "region": _T.TEXT, "agency": _T.TEXT, "officials": _T.OBJECT, "description": _T.TEXT, "kind": _T.TEXT,
        },
        _activities,
    ),
    What.ARTICLES: Shape(
        {
            "id": _T.TEXT, "outlet_id": _T.TEXT, "url": _T.TEXT, "title": _T.TEXT, "published": _T.MOMENT,
            "time_known": _T.BOOLEAN, "published_basis": _T.TEXT, "first_seen": _T.MOMENT, "modified": _T.MOMENT,
            "authors": _T.TEXTS, "section": _T.TEXT, "tags": _T.TEXTS, "image": _T.TEXT, "step": _T.TEXT,
            "version": _T.INTEGER, "words": _T.INTEGER, "text_sha256": _T.TEXT, "text": _T.TEXT, "snapshot_id": _T.TEXT,
            "snapshot_path": _T.TEXT, "snapshot_offset": _T.INTEGER, "snapshot_length": _T.INTEGER,
            "snapshot_sha256": _T.TEXT,
        },
        _articles,
    ),
    What.MATCHES: Shape(
        {
            "article_id": _T.TEXT, "activity_id": _T.TEXT, "probability": _T.NUMBER, "state": _T.TEXT,
            "reasons": _T.TEXTS,
        },
        _matches,
    ),
    What.SCORES: Shape(
        {
            "outlet_id": _T.TEXT, "period_start": _T.DATE, "period_end": _T.DATE, "policy_hash": _T.TEXT,
            "score": _T.NUMBER, "low": _T.NUMBER, "high": _T.NUMBER, "completeness": _T.NUMBER,
            "opportunities": _T.INTEGER, "indicators": _T.OBJECT,
        },
        _scores,
    ),
    What.RUNS: Shape(
        {
            "id": _T.TEXT, "job": _T.TEXT, "started": _T.MOMENT, "ended": _T.MOMENT, "state": _T.TEXT,
            "counts": _T.OBJECT, "outlets": _T.OBJECT,
        },
        _runs,
    ),
    What.ISSUES: Shape(
        {
            "code": _T.TEXT, "message": _T.TEXT, "outlet_id": _T.TEXT, "url": _T.TEXT, "first_seen": _T.MOMENT,
            "last_seen": _T.MOMENT, "times": _T.INTEGER, "closed_at": _T.MOMENT,
        },
        _issues,
    ),
}  # fmt: skip
