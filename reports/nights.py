"""The crawl's nights by outlet: when it was tried, when it was read, and what can be said since."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from core.nouns import Activity, Period, Run, RunState
from reports.details import DAY, Details
from reports.pages import CellState, Watch

NO_DETAILS = Details()
_ENDED_BADLY = frozenset({RunState.FAILED, RunState.DIED})


@dataclass(frozen=True, slots=True)
class Nights:
    """One outlet's history in local days.

    `tried` are the days on which a crawl tried it, `read` those on which it could be read. `told` are
    the spans, both ends included, that the readings speak for: a reading also tells what was
    published since the one before.
    """

    tried: frozenset[dt.date] = frozenset()
    read: frozenset[dt.date] = frozenset()
    told: tuple[tuple[dt.date, dt.date], ...] = ()
    latest_ok: bool | None = None
    latest_success: dt.datetime | None = None

    def watch(self, period: Period, causes: tuple[str, ...], details: Details = NO_DETAILS) -> Watch:
        """The history as the figures of a period; which days are told is for the scores to say, where they do."""
        told = {day for span in self.told for day in _days(span, period)}
        if details.told is not None:
            told = {day for day in details.told if day in period}
        return Watch(
            told=tuple(sorted(told)),
            failed=tuple(day for day in self._tried_since(period) if self._failed(day, told, details)),
            state=CellState.WATCHED if told else self.unwatched(period.end),
            latest_ok=self.latest_ok,
            latest_success=self.latest_success,
            causes=causes,
        )

    def _tried_since(self, period: Period) -> list[dt.date]:
        """The days of the period up to the latest try; what comes after it nobody has failed yet."""
        return _days((period.start, max(self.tried)), period) if self.tried else []

    def _failed(self, day: dt.date, told: Collection[dt.date], details: Details) -> bool:
        """Whether we failed to tell of a day; on a day of reading, the rest of it is told by the next night."""
        known = day in told or day in self.read or day in details.down
        return not known and self.unwatched(day) is CellState.OUR_FAILURE

    def chance(self, activity: Activity, excluded: Mapping[str, CellState]) -> CellState:
        """Whether the activity was an opportunity for this outlet, or why not.

        `excluded` has the activities that were no opportunity for this outlet, by id.
        """
        state = excluded.get(activity.id, CellState.WATCHED)
        return self.unwatched(activity.last_day) if state is CellState.OUR_FAILURE else state

    def unwatched(self, last_day: dt.date) -> CellState:
        """Why nothing is known up to this day: nobody failed before an outlet was followed at all.

        Where no reading ever succeeded, each try was also a try to read what lay before it.
        """
        failed = self.tried if not self.read else {day for day in self.tried if day <= last_day}
        return CellState.OUR_FAILURE if failed else CellState.NO_DATA


def nights_of(runs: Sequence[Run], outlet_id: str, zone: ZoneInfo) -> Nights:
    """The history of one outlet as the crawl runs tell it, whatever their order."""
    tried: list[dt.date] = []
    read: list[dt.date] = []
    told: list[tuple[dt.date, dt.date]] = []
    success: dt.datetime | None = None
    latest_ok: bool | None = None
    for run in sorted(runs, key=lambda run: (run.started, run.id)):
        counts = run.outlets.get(outlet_id)
        # A crawl that was killed says nothing of its outlets; it failed those that were followed before.
        if counts is None and not (tried and run.state in _ENDED_BADLY):
            continue
        moment = run.started.astimezone(zone)
        tried.append(moment.date())
        latest_ok = bool(counts and counts.get("watched"))
        if counts and latest_ok:
            told.append((_reach(counts, read[-1:], moment.date()), moment.date()))
            read.append(moment.date())
            success = moment
    return Nights(frozenset(tried), frozenset(read), tuple(told), latest_ok, success)


def _days(span: tuple[dt.date, dt.date], period: Period) -> list[dt.date]:
    """The days of a span that lie in the period."""
    start, end = max(span[0], period.start), min(span[1], period.end)
    return [start + DAY * number for number in range((end - start).days + 1)]


def _reach(counts: Mapping[str, int], before: Sequence[dt.date], day: dt.date) -> dt.date:
    """The first day a reading speaks for: back to the reading before, or as far as it says it read."""
    start = before[0] if before and not counts.get("gap") else day
    read_from = counts.get("read_from")
    if not read_from:
        return start
    return min(start, dt.date(read_from // 10_000, read_from // 100 % 100, read_from % 100))
