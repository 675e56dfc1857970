"""On which days an outlet was watched, and on which its site was down: a pure reading of the crawl runs.

A channel that was read to its end without a gap tells everything since the reading before, however
many nights lie between. So an outlet is unwatched before its first reading's reach, between the two
readings around a gap, and from the day of its last good reading on: that day was not over when we looked.
While announced pages could not be had, their days wait until a later night has them.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from core.nouns import Period, Run

DAY = dt.timedelta(days=1)


def unwatched_days(
    runs: Sequence[Run], outlet_ids: Sequence[str], period: Period, zone: ZoneInfo
) -> Mapping[str, frozenset[dt.date]]:
    """The local days of the period for which nothing can be said of an outlet.

    `runs` are crawl runs whose counts by outlet have `watched`, `gap`, `pending` (announced pages that
    were not had) and, on readings that went back in time, `read_from` (a local day as YYYYMMDD). An
    outlet never read is unwatched all days.
    """
    ordered = sorted(runs, key=lambda run: run.started)
    every_day = frozenset(_days(period.start, period.end + DAY))
    return {id_: every_day - _watched(ordered, id_, zone) for id_ in outlet_ids}


def down_days(
    runs: Sequence[Run], outlet_ids: Sequence[str], zone: ZoneInfo
) -> Mapping[str, frozenset[dt.date]]:
    """The local days on which an outlet's site did not answer (`away`) while we could read others."""
    down: dict[str, set[dt.date]] = {id_: set() for id_ in outlet_ids}
    read: dict[str, set[dt.date]] = {id_: set() for id_ in outlet_ids}
    for run in runs:
        # Where nobody answered, the fault is ours.
        if not any(counts.get("watched") for counts in run.outlets.values()):
            continue
        day = run.started.astimezone(zone).date()
        for id_ in outlet_ids:
            counts = run.outlets.get(id_, {})
            if counts.get("watched"):
                read[id_].add(day)
            elif counts.get("away"):
                down[id_].add(day)
    return {id_: frozenset(down[id_] - read[id_]) for id_ in outlet_ids}


def _watched(runs: Sequence[Run], outlet_id: str, zone: ZoneInfo) -> set[dt.date]:
    watched: set[dt.date] = set()
    held: set[dt.date] = set()
    last: dt.date | None = None
    for run in runs:
        counts = run.outlets.get(outlet_id, {})
        if not counts.get("watched"):
            continue
        today = run.started.astimezone(zone).date()
        if last is not None and not counts.get("gap"):
            held.update(_days(last, today))
        if reach := counts.get("read_from"):
            held.update(_days(dt.datetime.strptime(str(reach), "%Y%m%d").date(), today))  # noqa: DTZ007 (a local day)
        # What was published earlier on the day of a first reading, or of one after a gap, is not known.
        fresh_start = not counts.get("read_from") and (last is None or bool(counts.get("gap")))
        last = today + DAY if fresh_start else today
        if not counts.get("pending"):
            watched |= held
            held.clear()
    return watched


def _days(start: dt.date, end: dt.date) -> list[dt.date]:
    """From `start` to the day before `end`."""
    return [start + DAY * number for number in range((end - start).days)]
