"""From what is stored to what the reports show."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID

from core.nouns import Activity, Article, LinkCheck, Match, MatchState, Outlet, Run, RunState
from reports.details import Details
from reports.nights import NO_DETAILS, Nights, nights_of
from reports.pages import ActivityPage, CellState, Heading, MatchLine, OutletPage, Overview, PairCell, Piece
from storage import SeenIssue, UnitOfWork

_SHOWN = (MatchState.MATCHED, MatchState.DOUBTFUL)

Excluded = Mapping[str, Mapping[str, CellState]]


def overview(
    unit: UnitOfWork,
    heading: Heading,
    excluded: Excluded,
    details: Mapping[str, Details] = MappingProxyType({}),
    min_opportunities: int = 0,
) -> Overview:
    """Everything the reports of the heading's period say.

    `excluded` has, by outlet and activity id, what was no opportunity and why, as the scores took it;
    `details`, by outlet id, what stands behind the indicators.
    """
    outlets = sorted(unit.outlets.all(), key=lambda outlet: (outlet.name.casefold(), outlet.id))
    crawls = [run for run in unit.runs.all() if run.job == "crawl" and run.state is not RunState.RUNNING]
    nights = {each.id: nights_of(crawls, each.id, heading.zone) for each in outlets}
    pieces, lines = _read_pieces(unit, heading, outlets)
    matched = [line for line in lines if line.match.state is MatchState.MATCHED]
    activities = _activity_pages(unit.activities.within(heading.period), outlets, matched, nights, excluded)
    issues = unit.issues.open()
    return Overview(
        heading=heading,
        outlets=_outlet_pages(unit, heading, outlets, pieces, activities, nights, issues, details),
        activities=activities,
        pieces=tuple(pieces),
        new_since=_latest_start(crawls, heading),
        doubtful=tuple(
            sorted((line for line in lines if line.match.state is MatchState.DOUBTFUL), key=_likeliest_first)
        ),
        other_issues=tuple(seen.issue.message for seen in issues if seen.issue.outlet_id not in nights),
        min_opportunities=min_opportunities,
    )


def _read_pieces(
    unit: UnitOfWork, heading: Heading, outlets: Sequence[Outlet]
) -> tuple[list[Piece], list[MatchLine]]:
    """The period's pieces, earliest first, and the matches of the period's activities.

    A piece on the last day's activity may appear after the period: it is no piece of the period, but
    it counts for the activity.
    """
    maker = _PieceMaker.of(unit, heading, outlets)
    within = {
        article.id: maker.piece(article) for article in unit.articles.within(heading.period, heading.zone)
    }
    wanted = [match for match in maker.matches if maker.activities[match.activity_id].date in heading.period]
    late = sorted({match.article_id for match in wanted} - within.keys())
    known = within | {
        id_: maker.piece(article) for id_ in late if (article := unit.articles.get(id_)) is not None
    }
    lines = [MatchLine(known[each.article_id], maker.activities[each.activity_id], each) for each in wanted]
    return sorted(within.values(), key=lambda piece: piece.order), sorted(
        lines, key=lambda line: line.piece.order
    )


@dataclass(frozen=True, slots=True)
class _PieceMaker:
    """What an article needs to become a piece: the names behind its ids."""

    heading: Heading
    outlets: Mapping[str, Outlet]
    activities: Mapping[str, Activity]
    checks: Mapping[UUID, LinkCheck]
    matches: Sequence[Match]
    by_article: Mapping[UUID, Sequence[Match]]

    @classmethod
    def of(cls, unit: UnitOfWork, heading: Heading, outlets: Sequence[Outlet]) -> "_PieceMaker":
        matches = unit.matches.all(_SHOWN)
        by_article: dict[UUID, list[Match]] = defaultdict(list)
        for match in matches:
            by_article[match.article_id].append(match)
        return cls(
            heading=heading,
            outlets={outlet.id: outlet for outlet in outlets},
            activities={activity.id: activity for activity in unit.activities.all()},
            checks=unit.link_checks.latest(),
            matches=matches,
            by_article=by_article,
        )

    def piece(self, article: Article) -> Piece:
        """The article without its text, with local times and the names it is shown with."""
        check = self.checks.get(article.id)
        matches = self.by_article.get(article.id, ())
        matched = [
            self.activities[match.activity_id] for match in matches if match.state is MatchState.MATCHED
        ]
        return Piece(
            id=article.id,
            outlet=self.outlets[article.outlet_id],
            title=" ".join(article.title.split()),
            url=article.url,
            published=self._local(article.published),
            time_known=article.time_known,
            first_seen=article.first_seen.astimezone(self.heading.zone),
            authors=article.authors,
            snapshot_id=article.snapshot_id,
            link=check.state if check else None,
            link_checked=self._local(check.checked_at if check else None),
            activities=tuple(sorted(matched, key=lambda activity: (activity.date, activity.id))),
            doubtful=len(matches) - len(matched),
        )

    def _local(self, moment: dt.datetime | None) -> dt.datetime | None:
        return None if moment is None else moment.astimezone(self.heading.zone)


def _activity_pages(
    activities: Iterable[Activity],
    outlets: Sequence[Outlet],
    matched: Iterable[MatchLine],
    nights: Mapping[str, Nights],
    excluded: Excluded,
) -> tuple[ActivityPage, ...]:
    pairs: dict[tuple[str, str], list[MatchLine]] = defaultdict(list)
    for line in matched:
        pairs[line.activity.id, line.piece.outlet.id].append(line)

    def cell(activity: Activity, outlet: Outlet) -> PairCell:
        state = nights[outlet.id].chance(activity, excluded.get(outlet.id, {}))
        return PairCell(outlet, state, tuple(pairs.get((activity.id, outlet.id), ())))

    return tuple(ActivityPage(each, tuple(cell(each, outlet) for outlet in outlets)) for each in activities)


def _outlet_pages(
    unit: UnitOfWork,
    heading: Heading,
    outlets: Sequence[Outlet],
    pieces: Iterable[Piece],
    activities: Sequence[ActivityPage],
    nights: Mapping[str, Nights],
    issues: Iterable[SeenIssue],
    details: Mapping[str, Details],
) -> tuple[OutletPage, ...]:
    cards = {card.outlet_id: card for card in unit.scorecards.latest(heading.period)}
    own: dict[str, list[Piece]] = defaultdict(list)
    for piece in pieces:
        own[piece.outlet.id].append(piece)
    causes: dict[str | None, list[str]] = defaultdict(list)
    for seen in issues:
        causes[seen.issue.outlet_id].append(seen.issue.message)
    return tuple(
        OutletPage(
            outlet=outlet,
            watch=nights[outlet.id].watch(
                heading.period,
                tuple(dict.fromkeys(causes[outlet.id])),
                details.get(outlet.id, NO_DETAILS),
            ),
            scorecard=card
            if (card := cards.get(outlet.id)) and card.policy_hash == heading.policy_hash
            else None,
            pieces=tuple(own[outlet.id]),
            cells=tuple((page.activity, page.cells[column]) for page in reversed(activities)),
            details=details.get(outlet.id, NO_DETAILS),
        )
        for column, outlet in enumerate(outlets)
    )


def _latest_start(crawls: Iterable[Run], heading: Heading) -> dt.datetime | None:
    """When the latest crawl began, local: what was first seen since then is new."""
    latest = max((run.started for run in crawls), default=None)
    return None if latest is None else latest.astimezone(heading.zone)


def _likeliest_first(line: MatchLine) -> tuple[float, dt.date, str, str]:
    return -line.match.probability, line.activity.date, line.activity.id, str(line.piece.id)
