"""What it means that an outlet has no article on an activity: zero, or nothing that can be said."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from core.nouns import Activity, Period, Run

from reports.pages import CellState, Watch


@dataclass(frozen=True, slots=True)
class Attempts:
    """A crawl's history of one outlet: the local days on which it was tried, and those it was read."""

    tried: frozenset[dt.date]
    read: frozenset[dt.date]
    latest_ok: bool | None
    latest_success: dt.datetime | None

    def watch(self, period: Period, causes: tuple[str, ...]) -> Watch:
        """The history as the figures of a period."""
        tried = {day for day in self.tried if day in period}
        return Watch(len(tried), len(tried - self.read), self.latest_ok, self.latest_success, causes)
