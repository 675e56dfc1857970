"""Whether the sample agrees with itself: references, ids, dates, labels."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator

from demo.pieces import COVERING, NIGHTS, WIB, Piece, PieceKind, Sample, Shape

FIRST_DAY, LAST_DAY = dt.date(2026, 8, 1), dt.date(2026, 10, 31)

# These may recall an activity at length and then count as coverage; all other kinds are decided.
_EITHER = frozenset({PieceKind.COPY, PieceKind.MENTION, PieceKind.FOLLOW_UP})


class SampleError(ValueError):
    """The shipped sample contradicts itself. `problems` names every contradiction."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def contradictions(sample: Sample) -> list[str]:
    """Everything in the sample that cannot be true, as sentences that name the record."""
    problems = [*_twice("activity", (activity.id for activity in sample.activities))]
    problems += _twice("piece", (piece.id for piece in sample.pieces))
    problems += _unknown_references(sample)
    for piece in sample.pieces:
        problems += (f"{piece.id}: {problem}" for problem in _of_piece(piece, sample))
    return problems + _second_night(sample)


def _twice(what: str, ids: Iterable[str]) -> Iterator[str]:
    return (f"{what} id {item} is used {times} times" for item, times in Counter(ids).items() if times > 1)


def _unknown_references(sample: Sample) -> list[str]:
    activities = {activity.id for activity in sample.activities}
    outlets = {site.id for site in sample.sites if site.shape is not Shape.DEAD}
    releases = {release.activity_id for release in sample.releases}
    pieces = {piece.id for piece in sample.pieces}
    used = [("a release", release.activity_id, activities) for release in sample.releases]
    for piece in sample.pieces:
        used += [(piece.id, activity_id, activities) for activity_id in (*piece.activities, *piece.near)]
        used.append((piece.id, piece.outlet_id, outlets))
        used += [(piece.id, piece.release, releases)] if piece.release else []
        used += [(piece.id, piece.copy_of, pieces)] if piece.copy_of else []
    used += [("second night", item, pieces) for item in sample.deleted]
    used += [("second night", change.piece_id, pieces) for change in sample.changes]
    return [f"{where}: {item} does not exist" for where, item, known in used if item not in known]


def _of_piece(piece: Piece, sample: Sample) -> Iterator[str]:
    if not piece.paragraphs or not piece.title.strip():
        yield "has no text or no title"
    if (piece.kind is PieceKind.COPY) != (piece.copy_of is not None):
        yield "copies are exactly the records with copy_of"
    if (piece.kind is PieceKind.VERBATIM) != (piece.release is not None):
        yield "verbatim pieces are exactly the records with release"
    if piece.kind not in _EITHER and bool(piece.activities) != (piece.kind in COVERING):
        yield f"kind {piece.kind} with activities {piece.activities}"
    yield from _untimely(piece, sample)


def _untimely(piece: Piece, sample: Sample) -> Iterator[str]:
    day = piece.published.astimezone(WIB).date()
    if not (FIRST_DAY <= day <= LAST_DAY) and piece.kind is not PieceKind.LAST_YEAR:
        yield f"published on {day}, outside the three months"
    seen = NIGHTS.get(piece.night)
    if seen is None or piece.published > seen:
        yield f"published at {piece.published}, after night {piece.night}"
    elif piece.night > 1 and piece.published <= NIGHTS[piece.night - 1]:
        yield f"published at {piece.published}, night {piece.night - 1} would have seen it"
    for activity in sample.activities:
        if activity.id in piece.activities and day < activity.date:
            yield f"covers {activity.id} before it took place"
    for original in sample.pieces:
        if original.id == piece.copy_of and original.published >= piece.published:
            yield f"copies {original.id} before that was published"


def _second_night(sample: Sample) -> list[str]:
    first = {piece.id for piece in sample.pieces if piece.night == 1}
    touched = [*sample.deleted, *(change.piece_id for change in sample.changes)]
    problems = [*_twice("second night's", touched)]
    problems += [
        f"second night: {item} was not there the first night" for item in touched if item not in first
    ]
    problems += [
        f"second night: {change.piece_id} changed at {change.modified}, not between the nights"
        for change in sample.changes
        if not NIGHTS[1] < change.modified <= NIGHTS[2]
    ]
    return problems
