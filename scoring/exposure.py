"""Which activities an outlet had a chance to cover (research: opportunities, not the calendar).

What takes an activity out takes it out whether or not the outlet covered it. Were hits kept and misses
dropped on the days we did not watch, an outlet would rise by not being watched.
"""

import datetime as dt
import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from core.nouns import Activity, Article, Match, MatchState, Outlet, Period

DAY = dt.timedelta(days=1)
NOTHING: Final[Mapping[str, Collection[dt.date]]] = MappingProxyType({})
DUE_AFTER = 2 * DAY  # the activity's last day and the day after must be over before silence says anything


class Exclusion(StrEnum):
    """Why an activity of the period was no opportunity."""

    NOT_YET_DUE = "not_yet_due"
    SITE_DOWN = "site_down"
    CRAWL_FAILED = "crawl_failed"


@dataclass(frozen=True, slots=True)
class Opportunity:
    """An activity that an outlet could cover, and its articles on it, first published first.

    `doubtful` are the articles of which a person has yet to say whether they report it; they count only in
    a score's bounds.
    """

    activity: Activity
    articles: tuple[Article, ...] = ()
    weight: float = 1.0
    doubtful: tuple[Article, ...] = ()

    @property
    def covered(self) -> bool:
        """Whether any article reports it, in whatever tone."""
        return bool(self.articles)


@dataclass(frozen=True, slots=True)
class Exposure:
    """An outlet's chances in a period, and the activities that were none with the reason. Both by date and id."""

    outlet_id: str
    opportunities: tuple[Opportunity, ...]
    excluded: tuple[tuple[Activity, Exclusion], ...] = ()

    def counts(self) -> Mapping[Exclusion, int]:
        """How many activities each reason took out."""
        return Counter(reason for _, reason in self.excluded)


@dataclass(frozen=True, slots=True)
class Watch:
    """What is known of the watching of one outlet: local days on which we failed, and on which its site was down.

    A day in both is the site's: our failure to read a dead site is no failure of ours.
    """

    unwatched: Collection[dt.date] = ()
    down: Collection[dt.date] = ()


def expose(
    outlet_id: str,
    activities: Sequence[Activity],
    coverage: Mapping[str, tuple[Article, ...]],
    watch: Watch,
    *,
    doubtful: Mapping[str, tuple[Article, ...]] = MappingProxyType({}),
    period: Period,
    cutoff: dt.date,
    outage_cap: float,
    weights: Mapping[str, float],
) -> Exposure:
    """Split the period's activities into an outlet's opportunities and exclusions.

    An activity is none when its last day or the day after is not over at `cutoff` (the local day up to which
    the data speak), or when the outlet could not be watched, or its site was down, on any day from its start to
    the day after its end. That holds for what was covered all the same, too: its articles stay in the lists
    and outside the rate. `coverage` and `doubtful` have the outlet's articles by activity id.
    """
    excused = excused_outages(watch.down, period, outage_cap)
    failed = frozenset(watch.unwatched) - frozenset(watch.down)
    opportunities: list[Opportunity] = []
    excluded: list[tuple[Activity, Exclusion]] = []
    for activity in sorted(activities, key=lambda activity: (activity.date, activity.id)):
        if activity.date not in period:
            continue
        reason = _exclusion(activity, cutoff, excused, failed)
        if reason is None:
            key = activity.id
            opportunities.append(
                Opportunity(activity, coverage.get(key, ()), weights.get(key, 1.0), doubtful.get(key, ()))
            )
        else:
            excluded.append((activity, reason))
    return Exposure(outlet_id, tuple(opportunities), tuple(excluded))


def expose_outlets(
    outlets: Iterable[Outlet],
    activities: Sequence[Activity],
    articles: Iterable[Article],
    matches: Iterable[Match],
    *,
    period: Period,
    cutoff: dt.date,
    outage_cap: float,
    unwatched: Mapping[str, Collection[dt.date]] = NOTHING,
    down: Mapping[str, Collection[dt.date]] = NOTHING,
    weights: Mapping[str, float] = MappingProxyType({}),
) -> list[Exposure]:
    """Every outlet's exposure, by outlet id; see `expose`. An outlet that is absent in a mapping has no such days.

    `matches` may be of all states; those that are doubtful count only in the bounds.
    """
    known, judged = list(articles), list(matches)
    covered = coverage_by_outlet(known, judged)
    doubtful = coverage_by_outlet(known, judged, MatchState.DOUBTFUL)
    return [
        expose(
            outlet.id,
            activities,
            covered.get(outlet.id, {}),
            Watch(unwatched.get(outlet.id, ()), down.get(outlet.id, ())),
            doubtful=doubtful.get(outlet.id, {}),
            period=period,
            cutoff=cutoff,
            outage_cap=outage_cap,
            weights=weights,
        )
        for outlet in sorted(outlets, key=lambda outlet: outlet.id)
    ]


def excused_outages(down: Collection[dt.date], period: Period, cap: float) -> frozenset[dt.date]:
    """The days of the period on which a dead site excuses its outlet: the earliest, up to `cap` of the period's days.

    Without a cap, switching the site off would be a strategy.
    """
    days = (period.end - period.start).days + 1
    allowed = math.floor(cap * days + 1e-9)  # .10 of 30 days is 3, whatever the float says
    return frozenset(sorted({day for day in down if day in period})[:allowed])


def coverage_by_outlet(
    articles: Iterable[Article], matches: Iterable[Match], state: MatchState = MatchState.MATCHED
) -> dict[str, dict[str, tuple[Article, ...]]]:
    """Each outlet's articles by activity id, first published first. Only pairs of this state count."""
    known = {article.id: article for article in articles}
    found: dict[str, dict[str, set[UUID]]] = {}
    for match in matches:
        article = known.get(match.article_id)
        if match.state is state and article is not None:
            found.setdefault(article.outlet_id, {}).setdefault(match.activity_id, set()).add(article.id)
    return {
        outlet_id: {
            key: tuple(sorted((known[id_] for id_ in ids), key=_publication))
            for key, ids in by_activity.items()
        }
        for outlet_id, by_activity in found.items()
    }


def _publication(article: Article) -> tuple[dt.datetime, str]:
    return article.published or article.first_seen, str(article.id)


def _exclusion(
    activity: Activity, cutoff: dt.date, excused: Collection[dt.date], failed: Collection[dt.date]
) -> Exclusion | None:
    if activity.last_day + DUE_AFTER > cutoff:
        return Exclusion.NOT_YET_DUE
    span = (activity.last_day - activity.date).days + 2
    days = [activity.date + number * DAY for number in range(span)]
    if any(day in excused for day in days):
        return Exclusion.SITE_DOWN
    if any(day in failed for day in days):
        return Exclusion.CRAWL_FAILED
    return None
