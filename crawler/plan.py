"""What a crawl is given: outlets with their channels, and a memory of what is known."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from core.nouns import Candidate, Channel, Issue, Outlet


class Memory(Protocol):
    """What was announced before."""

    def known(self, ids: Sequence[UUID]) -> Mapping[UUID, dt.datetime | None]:
        """The stored modification time of each id that was announced before."""

    def recent(self, outlet_id: str, limit: int) -> Sequence[Candidate]:
        """The outlet's newest known articles that are not known to be gone."""


@dataclass(frozen=True, slots=True)
class OutletTask:
    """One outlet's part of a night: its channels by rank, and pages announced but not yet fetched.

    `read_before` says that an earlier crawl read it to the end and lived to tell.
    """

    outlet: Outlet
    channels: tuple[Channel, ...] = ()
    waiting: tuple[Candidate, ...] = ()
    read_before: bool = False


@dataclass(slots=True)
class Tally:
    """Counts of one outlet's night.

    `requests` counts every request sent, robots and retries included. `watched` is 1 when a channel
    was read to its end, `gap` 1 when articles may have been missed. `read_from` is the local day
    (YYYYMMDD) that a reading back in time reached, 0 where there was none. `pending` counts announced
    pages that could not be had tonight, `away` is 1 when the site itself did not answer.
    """

    requests: int = 0
    listings: int = 0
    new: int = 0
    changed: int = 0
    archived: int = 0
    failed: int = 0
    refused: int = 0
    missing: int = 0
    postponed: int = 0
    foreign: int = 0
    gap: int = 0
    watched: int = 0
    read_from: int = 0
    pending: int = 0
    away: int = 0

    def as_counts(self) -> dict[str, int]:
        """The counts by name."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class CrawlResult:
    """What a crawl did, by outlet."""

    tallies: Mapping[str, Tally] = field(default_factory=dict)

    @property
    def counts(self) -> dict[str, int]:
        """The sums over all outlets, with the number of outlets."""
        totals = {"outlets": len(self.tallies)}
        for tally in self.tallies.values():
            for name, count in tally.as_counts().items():
                if name != "read_from":
                    totals[name] = totals.get(name, 0) + count
        return totals


@dataclass(frozen=True, slots=True)
class Finding:
    """What a probe found about an outlet: its channels by rank, in plain words; Issues where none works.

    `requests` is what it cost the site, robots and retries included.
    """

    outlet_id: str
    channels: tuple[Channel, ...]
    words: str
    issues: tuple[Issue, ...] = ()
    requests: int = 0
