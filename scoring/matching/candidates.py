"""Which pairs are worth judging: activities in the article's date window that share telling words."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from scoring.matching.readings import Reading, Record, Span
from scoring.matching.weights import Weights

DAYS_BEFORE = timedelta(days=2)  # previews, and clocks that are wrong
DAYS_AFTER = timedelta(days=30)  # agencies send releases in batches, weeks later
MOST = 6  # candidates an article
_SHARE = 0.05  # of an activity's weight that an article must hold to be looked at
_NEAR_BEST = 0.4  # of the best candidate's score


def candidates(
    readings: Sequence[Reading], records: Sequence[Record], weights: Weights
) -> Iterator[list[int]]:
    """For every article in turn, the positions of the activities it may report, best first.

    The cost grows with articles times the activities in their windows that share a word.
    """
    columns = {
        stem: index
        for index, stem in enumerate(sorted({stem for record in records for stem in record.stems}))
    }
    table = _table(records, columns, weights)
    first = np.array([record.first.toordinal() for record in records])
    last = np.array([record.last.toordinal() for record in records])
    chosen: list[list[int]] = [[] for _ in readings]
    for span, members in _by_span(readings):
        window = _in_window(span, first, last)
        if len(window):
            shared = _words([readings[member] for member in members], columns) @ table[window].T
            for row, member in enumerate(members):
                chosen[member] = _best(shared, row, window)
    return iter(chosen)


def _table(records: Sequence[Record], columns: dict[str, int], weights: Weights) -> sparse.csr_array:
    """Activities by stems; a row's weights add up to 1."""
    rows, places, values = [], [], []
    for row, record in enumerate(records):
        weighed = weights.of(sorted(record.stems))
        total = sum(weight for _, weight in weighed)
        for stem, weight in weighed:
            rows.append(row)
            places.append(columns[stem])
            values.append(weight / total if total else 0.0)
    return sparse.csr_array((values, (rows, places)), shape=(len(records), len(columns)))


def _words(readings: Sequence[Reading], columns: dict[str, int]) -> sparse.csr_array:
    places = [sorted({columns[stem] for stem in reading.stems if stem in columns}) for reading in readings]
    starts = np.cumsum([0, *(len(row) for row in places)])
    flat = np.array([place for row in places for place in row], dtype=np.int64)
    return sparse.csr_array((np.ones(len(flat)), flat, starts), shape=(len(readings), len(columns)))


def _by_span(readings: Sequence[Reading]) -> list[tuple[Span | None, list[int]]]:
    groups: dict[Span | None, list[int]] = {}
    for position, reading in enumerate(readings):
        groups.setdefault(reading.published, []).append(position)
    return list(groups.items())


def _in_window(span: Span | None, first: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.intp]:
    if span is None:
        return np.arange(len(first))
    begun = first - DAYS_BEFORE.days <= span.last.toordinal()
    recent = last + DAYS_AFTER.days >= span.first.toordinal()
    return np.flatnonzero(begun & recent)


def _best(shared: sparse.csr_array, row: int, window: NDArray[np.intp]) -> list[int]:
    start, end = shared.indptr[row], shared.indptr[row + 1]
    scores, positions = shared.data[start:end], window[shared.indices[start:end]]
    if not len(scores):
        return []
    keep = scores >= max(_SHARE, _NEAR_BEST * scores.max())
    scores, positions = scores[keep], positions[keep]
    order = np.lexsort((positions, -np.round(scores, 9)))[:MOST]
    return [int(position) for position in positions[order]]
