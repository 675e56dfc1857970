"""The crawl's nights by outlet: when it was tried, when it was read, and what can be said since."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from core.nouns import Activity, Period, Run, RunState
from reports.pages import CellState, Watch

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

    def watch(self, period: Period, causes: tuple[str, ...]) -> Watch:
        """The history as the figures of a period."""
        tried = {day for day in self.tried if day in period}
        known = any(start <= period.end and end >= period.start for start, end in self.told)
        return Watch(
            nights=len(tried),
            failed=len(tried - self.read),
            state=CellState.WATCHED if known else self.unwatched(period.end),
            latest_ok=self.latest_ok,
            latest_success=self.latest_success,
            causes=causes,
        )

    def without_article(self, activity: Activity, excluded: Mapping[str, CellState]) -> CellState:
        """What stands in the cell of an activity that no article of this outlet was matched to.

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


def _reach(counts: Mapping[str, int], before: Sequence[dt.date], day: dt.date) -> dt.date:
    """The first day a reading speaks for: back to the reading before, or as far as it says it read."""
    start = before[0] if before and not counts.get("gap") else day
    read_from = counts.get("read_from")
    if not read_from:
        return start
    return min(start, dt.date(read_from // 10_000, read_from // 100 % 100, read_from % 100))
