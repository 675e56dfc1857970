"""What the reports show, as values: the same figures feed the XLSX files and the page."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from core.config import Office
from core.indonesian import ZONES
from core.nouns import Activity, Indicator, LinkState, Match, Outlet, Period, Scorecard
from reports import wording
from reports.details import Details


@dataclass(frozen=True, slots=True)
class Heading:
    """The head every file carries: whose report, over which days, from which state of the data."""

    office: Office
    period: Period
    policy_hash: str
    cutoff: dt.datetime
    made_by: str

    @property
    def government(self) -> str:
        """The office's name, first line of the kop."""
        return self.office.name

    @property
    def office_line(self) -> str:
        """Government and unit in one line."""
        return "  ·  ".join(part for part in (self.office.name, self.office.unit) if part)

    @property
    def zone(self) -> ZoneInfo:
        """The zone all times are shown in."""
        return ZONES[self.office.zone]

    @property
    def zone_name(self) -> str:
        """WIB, WITA or WIT."""
        return self.office.zone

    @property
    def period_text(self) -> str:
        """`1–31 Oktober 2024`."""
        return wording.period(self.period)

    @property
    def cutoff_text(self) -> str:
        """`1 November 2024 02.10 WIB`."""
        return wording.date_and_hour(self.cutoff, self.zone_name)

    @property
    def policy_text(self) -> str:
        """The policy's hash, cut to 16 digits; enough to compare by eye."""
        return self.policy_hash.removeprefix("sha256:")[:16]


@dataclass(frozen=True, slots=True)
class Piece:
    """An article on paper. `published` and `first_seen` are local; `published` is None where unknown.

    `activities` are those it was matched to, `doubtful` how many of its matches wait for a person.
    """

    id: UUID
    outlet: Outlet
    title: str
    url: str
    published: dt.datetime | None
    time_known: bool
    first_seen: dt.datetime
    authors: tuple[str, ...] = ()
    snapshot_id: UUID | None = None
    link: LinkState | None = None
    link_checked: dt.datetime | None = None
    activities: tuple[Activity, ...] = ()
    doubtful: int = 0

    @property
    def order(self) -> tuple[dt.date, bool, dt.time, str]:
        """Sorts by day, then time; what has only a day comes after what has a time."""
        moment = self.published or self.first_seen
        timed = self.published is not None and self.time_known
        return moment.date(), not timed, moment.time() if timed else dt.time.min, str(self.id)


@dataclass(frozen=True, slots=True)
class MatchLine:
    """A piece in the list of an activity, with how sure the match is and why."""

    piece: Piece
    activity: Activity
    match: Match


class CellState(StrEnum):
    """Whether a pair of activity and outlet was an opportunity: only `WATCHED` is one.

    Without a matched article it reads 0 there; the others say why it was none.
    """

    WATCHED = "watched"
    OUR_FAILURE = "crawl_failed"
    SITE_DOWN = "site_down"
    NO_DATA = "no_data"
    NOT_YET_DUE = "not_yet_due"


@dataclass(frozen=True, slots=True)
class PairCell:
    """One outlet's coverage of one activity. Articles are shown whatever the state; only `WATCHED` is rated."""

    outlet: Outlet
    state: CellState
    lines: tuple[MatchLine, ...]

    @property
    def had_chance(self) -> bool:
        """Whether the pair counts as an opportunity."""
        return self.state is CellState.WATCHED

    @property
    def outside(self) -> bool:
        """Whether it was covered without being an opportunity: shown, and outside the rate."""
        return bool(self.lines) and not self.had_chance


@dataclass(frozen=True, slots=True)
class ActivityPage:
    """An activity with its coverage; `cells` stand in the order of the overview's outlets."""

    activity: Activity
    cells: tuple[PairCell, ...]

    @property
    def lines(self) -> Iterator[MatchLine]:
        """All its matches, earliest first."""
        return iter(
            sorted((line for cell in self.cells for line in cell.lines), key=lambda line: line.piece.order)
        )

    @property
    def covering(self) -> tuple[Outlet, ...]:
        """The outlets that covered it."""
        return tuple(cell.outlet for cell in self.cells if cell.lines)

    @property
    def missing(self) -> tuple[Outlet, ...]:
        """The outlets that had the chance and published nothing that was matched."""
        return tuple(cell.outlet for cell in self.cells if cell.had_chance and not cell.lines)

    def without_data(self, state: CellState) -> tuple[Outlet, ...]:
        """The outlets of which nothing can be said, for this reason."""
        return tuple(cell.outlet for cell in self.cells if not cell.lines and cell.state is state)

    @property
    def state(self) -> CellState:
        """What stands instead of 0 where nobody covered it: WATCHED when at least one outlet was watched."""
        states = {cell.state for cell in self.cells}
        return next((state for state in CellState if state in states), CellState.NO_DATA)

    @property
    def first(self) -> Piece | None:
        """The earliest piece with a known day of publication."""
        return next((line.piece for line in self.lines if line.piece.published is not None), None)


@dataclass(frozen=True, slots=True)
class Watch:
    """How well an outlet was watched in the period.

    `told` are the local days of the period of which a reading tells, whenever it was; `failed` those of
    which we failed to tell. A day before the outlet was followed, or after its latest crawl, is in neither. `state` is WATCHED when anything is known of any day of the period; else counts of what it
    published are not 0 but unknown. `latest_ok` is None where no crawl ever tried. `causes` are the
    open issues in plain words.
    """

    told: tuple[dt.date, ...]
    failed: tuple[dt.date, ...]
    state: CellState
    latest_ok: bool | None
    latest_success: dt.datetime | None
    causes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutletPage:
    """An outlet with its figures; `covered` lists its matches by activity, newest activity first."""

    outlet: Outlet
    watch: Watch
    scorecard: Scorecard | None
    pieces: tuple[Piece, ...]
    cells: tuple[tuple[Activity, PairCell], ...]
    details: Details = field(default_factory=Details)

    @property
    def covered(self) -> tuple[tuple[Activity, PairCell], ...]:
        """The activities it covered, opportunity or not."""
        return tuple(pair for pair in self.cells if pair[1].lines)

    @property
    def rated(self) -> tuple[tuple[Activity, PairCell], ...]:
        """The opportunities it covered."""
        return tuple(pair for pair in self.covered if pair[1].had_chance)

    @property
    def outside(self) -> tuple[tuple[Activity, PairCell], ...]:
        """The activities it covered that were no opportunity."""
        return tuple(pair for pair in self.cells if pair[1].outside)

    @property
    def missed(self) -> tuple[tuple[Activity, PairCell], ...]:
        """The opportunities it did not cover."""
        return tuple(pair for pair in self.cells if pair[1].had_chance and not pair[1].lines)

    @property
    def opportunities(self) -> int:
        """Activities it could cover while we were watching."""
        return sum(cell.had_chance for _, cell in self.cells)

    @property
    def matched(self) -> frozenset[UUID]:
        """The articles that cover at least one activity of the period."""
        return frozenset(line.piece.id for _, cell in self.cells for line in cell.lines)

    @property
    def active_days(self) -> int:
        """Local days on which it published something we stored; pieces without a day say nothing."""
        return len({piece.published.date() for piece in self.pieces if piece.published is not None})

    def indicator(self, name: str) -> Indicator | None:
        """The scorecard's indicator of this name."""
        found = self.scorecard.indicators if self.scorecard else ()
        return next((indicator for indicator in found if indicator.name == name), None)


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the reports of a period say. Below `min_opportunities` an outlet has no rank."""

    heading: Heading
    outlets: tuple[OutletPage, ...]
    activities: tuple[ActivityPage, ...]
    pieces: tuple[Piece, ...]
    new_since: dt.datetime | None
    doubtful: tuple[MatchLine, ...]
    other_issues: tuple[str, ...]
    min_opportunities: int = 0

    @property
    def matched(self) -> frozenset[UUID]:
        """The articles that cover at least one of the period's activities."""
        return frozenset(id_ for page in self.outlets for id_ in page.matched)

    @property
    def covered(self) -> tuple[ActivityPage, ...]:
        """The activities with at least one matched article."""
        return tuple(page for page in self.activities if page.covering)

    @property
    def new(self) -> tuple[Piece, ...]:
        """What the latest night found for the first time, newest first."""
        if self.new_since is None:
            return ()
        found = (piece for piece in self.pieces if piece.first_seen >= self.new_since)
        return tuple(sorted(found, key=lambda piece: piece.order, reverse=True))

    @property
    def vanished(self) -> tuple[Piece, ...]:
        """Pieces whose address answered last time that they are gone."""
        return tuple(piece for piece in self.pieces if piece.link is LinkState.MISSING)

    @property
    def unwatched(self) -> tuple[OutletPage, ...]:
        """Outlets that the latest crawl could not read, or that no crawl has tried yet."""
        return tuple(page for page in self.outlets if not page.watch.latest_ok)

    @property
    def indicator_names(self) -> tuple[str, ...]:
        """The indicators of the scorecards at hand, in the policy's order."""
        names = (
            indicator.name
            for page in self.outlets
            if page.scorecard
            for indicator in page.scorecard.indicators
        )
        return tuple(dict.fromkeys(names))
