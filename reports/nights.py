"""The crawl's nights by outlet, and what they say about a cell without an article: zero or unknown."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from core.nouns import Activity, Period, Run, RunState
from reports.pages import CellState, Watch

_DAY = dt.timedelta(days=1)
_ENDED_BADLY = frozenset({RunState.FAILED, RunState.DIED})


@dataclass(frozen=True, slots=True)
class Nights:
    """One outlet's history: the local days on which a crawl tried it, and those on which it was read.

    `unwatched` are the days of which nothing is known. A later reading can have caught up with a
    failed night, so this is not simply `tried` without `read`.
    """

    tried: frozenset[dt.date]
    read: frozenset[dt.date]
    unwatched: frozenset[dt.date]
    latest_ok: bool | None
    latest_success: dt.datetime | None

    def watch(self, period: Period, today: dt.date, causes: tuple[str, ...]) -> Watch:
        """The history as the figures of a period."""
        tried = {day for day in self.tried if day in period}
        known = self.tried and not self.unwatched.issuperset(_days(period.start, min(period.end, today)))
        return Watch(
            nights=len(tried),
            failed=len(tried - self.read),
            state=CellState.WATCHED if known else self._of_unwatched(period.end),
            latest_ok=self.latest_ok,
            latest_success=self.latest_success,
            causes=causes,
        )

    def without_article(self, activity: Activity, *, today: dt.date) -> CellState:
        """What stands in the cell of an activity that no article of this outlet was matched to."""
        if activity.date > today:
            return CellState.NOT_APPLICABLE
        window = _days(activity.date, min(activity.last_day + _DAY, today))
        if self.tried and not self.unwatched.issuperset(window):
            return CellState.WATCHED
        return self._of_unwatched(activity.last_day)

    def _of_unwatched(self, last_day: dt.date) -> CellState:
        """Why nothing is known up to this day: nobody failed where an outlet was not followed yet."""
        tried = any(day <= last_day + _DAY for day in self.tried)
        return CellState.OUR_FAILURE if tried else CellState.NO_DATA


def nights_of(runs: Sequence[Run], outlet_id: str, zone: ZoneInfo, unwatched: Collection[dt.date]) -> Nights:
    """The history of one outlet as the crawl runs tell it, whatever their order."""
    tried: set[dt.date] = set()
    read: set[dt.date] = set()
    latest_ok: bool | None = None
    latest_success: dt.datetime | None = None
    for run in sorted(runs, key=lambda run: (run.started, run.id)):
        counts = run.outlets.get(outlet_id)
        # A crawl that was killed says nothing of its outlets; it failed those that were followed before.
        if counts is None and not (tried and run.state in _ENDED_BADLY):
            continue
        day = run.started.astimezone(zone).date()
        tried.add(day)
        latest_ok = bool(counts and counts.get("watched"))
        if latest_ok:
            read.add(day)
            latest_success = run.started.astimezone(zone)
    return Nights(frozenset(tried), frozenset(read), frozenset(unwatched), latest_ok, latest_success)


def _days(start: dt.date, end: dt.date) -> list[dt.date]:
    return [start + _DAY * number for number in range((end - start).days + 1)]
