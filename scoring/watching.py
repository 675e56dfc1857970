"""On which days an outlet was watched: a pure reading of the crawl runs.

A channel that was read to its end without a gap tells everything since the reading before, however
many nights lie between. So an outlet is unwatched before its first reading's reach, between the two
readings around a gap, and after its last good reading.
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

    `runs` are crawl runs whose counts by outlet have `watched`, `gap` and, on readings that went
    back in time, `read_from` (a local day as YYYYMMDD). An outlet never read is unwatched all days.
    """
    ordered = sorted(runs, key=lambda run: run.started)
    every_day = frozenset(_days(period.start, period.end))
    return {id_: every_day - _watched(ordered, id_, zone) for id_ in outlet_ids}


def _watched(runs: Sequence[Run], outlet_id: str, zone: ZoneInfo) -> set[dt.date]:
    watched: set[dt.date] = set()
    last: dt.date | None = None
    for run in runs:
        counts = run.outlets.get(outlet_id, {})
        if not counts.get("watched"):
            continue
        today = run.started.astimezone(zone).date()
        start = today if last is None or counts.get("gap") else last
        if reach := counts.get("read_from"):
            start = min(start, dt.datetime.strptime(str(reach), "%Y%m%d").date())  # noqa: DTZ007 (a local day)
        watched.update(_days(start, today))
        last = today
    return watched


def _days(start: dt.date, end: dt.date) -> list[dt.date]:
    return [start + DAY * number for number in range((end - start).days + 1)]
