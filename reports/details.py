"""What stands behind an outlet's indicators, as plain values: the scores' judgement of pieces and months."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from core.nouns import Period

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A month's opportunities and coverage; `share` is weighted and in [0, 1].

    `kept` says whether the share reached the policy's floor, None where the month had too few
    opportunities to count.
    """

    first: dt.date
    opportunities: int
    covered: int
    share: float
    kept: bool | None


@dataclass(frozen=True, slots=True)
class Details:
    """One outlet's: whether each covered activity (by id) was reported in time, None where that cannot be told.

    `told` are the local days of the period that the scores took for watched, None where they did not
    say; `down` are those on which the site did not answer.
    """

    timely: Mapping[str, bool | None] = field(default_factory=dict)
    months: tuple[MonthLine, ...] = ()
    told: frozenset[dt.date] | None = None
    down: frozenset[dt.date] = frozenset()


def spans(days: Iterable[dt.date]) -> tuple[Period, ...]:
    """Days as the spans they make up, earliest first."""
    found: list[Period] = []
    for day in sorted(set(days)):
        if found and found[-1].end + DAY == day:
            found[-1] = Period(found[-1].start, day)
        else:
            found.append(Period(day, day))
    return tuple(found)
