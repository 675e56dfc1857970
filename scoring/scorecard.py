"""Scorecards: indicators on goalposts, weighted and added up, with bounds for what is unknown or doubtful.

A weighted sum over fixed goalposts: every score splits into contributions, and no outlet's score depends on
who else is rated.
"""

import datetime as dt
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from zoneinfo import ZoneInfo

from core.nouns import Activity, Article, Indicator, Match, Outlet, Period, Scorecard, ValueState
from scoring.doubt import all_accepted, earliest_accepted, is_doubted, latest_accepted
from scoring.exposure import NOTHING, Exposure, expose_outlets
from scoring.indicators import MEASURES, Measurement
from scoring.inputs import IndicatorName
from scoring.policy import Part, Policy

UNKNOWN_POINTS = 50.0  # what an unknown indicator counts in the point score; the bounds take 0 and 100
MOST = 100.0

# Contributions are rounded to multiples of this: so coarse that sums up to 100 are exact in a float whatever
# the order of adding, so fine (2e-10 points) that nobody sees it.
_GRAIN = 2.0**-32


def score_outlets(
    outlets: Sequence[Outlet],
    activities: Sequence[Activity],
    articles: Iterable[Article],
    matches: Iterable[Match],
    policy: Policy,
    *,
    period: Period,
    cutoff: dt.datetime,
    zone: ZoneInfo,
    unwatched: Mapping[str, Collection[dt.date]] = NOTHING,
    down: Mapping[str, Collection[dt.date]] = NOTHING,
    weights: Mapping[str, float] = MappingProxyType({}),
) -> list[Scorecard]:
    """A scorecard for every outlet, by outlet id.

    `cutoff` is the moment up to which the data speak. `unwatched` has, by outlet id, the local days for which
    nothing can be said of an outlet, `down` those on which its site did not answer; an outlet that is absent there
    has none. `weights` are the activities' priorities by id, 1 where absent. The order of the inputs does not
    matter, and an outlet's scorecard does not depend on the other outlets.
    """
    exposures = expose_outlets(
        outlets,
        activities,
        articles,
        matches,
        period=period,
        cutoff=cutoff.astimezone(zone).date(),
        outage_cap=policy.exposure.outage_exclusion_cap,
        unwatched=unwatched,
        down=down,
        weights=weights,
    )
    return score_exposures(exposures, policy, period=period, zone=zone)


def score_exposures(
    exposures: Iterable[Exposure], policy: Policy, *, period: Period, zone: ZoneInfo
) -> list[Scorecard]:
    """A scorecard for every exposure, in their order."""
    return [_scorecard(exposure, policy, period, zone) for exposure in exposures]


def _scorecard(exposure: Exposure, policy: Policy, period: Period, zone: ZoneInfo) -> Scorecard:
    indicators = _indicators(exposure, exposure, policy, zone)
    measured = any(indicator.state is ValueState.MEASURED for indicator in indicators)
    low, high = _bounds(exposure, indicators, policy, zone)
    return Scorecard(
        outlet_id=exposure.outlet_id,
        period=period,
        policy_hash=policy.hash,
        score=math.fsum(indicator.contribution for indicator in indicators) if measured else None,
        low=low if measured else None,
        high=high if measured else None,
        completeness=completeness(indicators),
        opportunities=len(exposure.opportunities),
        indicators=indicators,
    )


def _bounds(
    exposure: Exposure, indicators: Sequence[Indicator], policy: Policy, zone: ZoneInfo
) -> tuple[float, float]:
    """The least and the most the score can become by what is not known.

    Unknown indicators are taken at 0 and at 100. Doubtful matches are taken, indicator by indicator, at the
    decision that is worst and best for it: whatever a person decides, the score stays inside. What the bounds
    do not contain is a match that is wrong, and chance.
    """
    low, high = _bound(indicators, 0.0), _bound(indicators, MOST)
    if not is_doubted(exposure):
        return low, high
    limit = dt.timedelta(hours=policy.timeliness.hours)
    worst = _indicators(exposure, latest_accepted(exposure, limit, zone), policy, zone)
    best = _indicators(all_accepted(exposure), earliest_accepted(exposure, limit, zone), policy, zone)
    return min(low, _bound(worst, 0.0)), max(high, _bound(best, MOST))


def _indicators(exposure: Exposure, timed: Exposure, policy: Policy, zone: ZoneInfo) -> tuple[Indicator, ...]:
    """All indicators of an exposure, with timeliness measured on `timed`, where its bounds lie elsewhere."""
    return compose(
        policy.parts,
        [
            MEASURES[part.name](timed if part.name is IndicatorName.TIMELINESS else exposure, policy, zone)
            for part in policy.parts
        ],
    )


def compose(parts: Sequence[Part], measurements: Sequence[Measurement]) -> tuple[Indicator, ...]:
    """Put measurements on their goalposts and weigh them; the contributions add up to the score exactly.

    Where nothing was measured nothing contributes, because there is no score.
    """
    weights = shared_weights(parts, [measurement.state for measurement in measurements])
    values = [_value(part, measurement) for part, measurement in zip(parts, measurements, strict=True)]
    scored = any(value is not None for value in values)
    points = [UNKNOWN_POINTS if value is None else value for value in values]
    contributions = contributions_of(weights, points) if scored else [0.0] * len(points)
    return tuple(
        Indicator(
            name=part.name.value,
            state=measurement.state,
            raw=measurement.raw,
            value=value,
            weight=weight,
            contribution=contribution,
            numerator=measurement.numerator,
            denominator=measurement.denominator,
            evidence=measurement.evidence,
            note=measurement.note,
        )
        for part, measurement, weight, value, contribution in zip(
            parts, measurements, weights, values, contributions, strict=True
        )
    )


def shared_weights(parts: Sequence[Part], states: Sequence[ValueState]) -> list[float]:
    """The weights in effect: what is not applicable leaves its weight to the rest of its dimension.

    A dimension in which nothing is applicable leaves its weight to the other dimensions, in proportion.
    Unknown indicators keep their weight: re-sharing it would let an outlet hide a weak one.
    """
    applies = [state is not ValueState.NOT_APPLICABLE for state in states]
    whole = _sums(parts, [True] * len(parts))
    left = _sums(parts, applies)
    weights = [
        part.weight * whole[part.dimension] / left[part.dimension] if kept and left[part.dimension] else 0.0
        for part, kept in zip(parts, applies, strict=True)
    ]
    total = math.fsum(weights)
    return [weight / total for weight in weights] if total else weights


def contributions_of(weights: Sequence[float], points: Sequence[float]) -> list[float]:
    """weight·points each, rounded so that they add up exactly in any order, and to at most 100."""
    found = [round(weight * point / _GRAIN) * _GRAIN for weight, point in zip(weights, points, strict=True)]
    excess = math.fsum(found) - MOST
    if excess > 0:
        largest = max(range(len(found)), key=found.__getitem__)
        found[largest] -= excess
    return found


def completeness(indicators: Sequence[Indicator]) -> float:
    """The share of the weight in effect that was measured, in [0, 1]."""
    measured = [indicator.weight for indicator in indicators if indicator.state is ValueState.MEASURED]
    return min(math.fsum(measured), 1.0)


def _bound(indicators: Sequence[Indicator], unknown: float) -> float:
    points = [unknown if indicator.value is None else indicator.value for indicator in indicators]
    return math.fsum(contributions_of([indicator.weight for indicator in indicators], points))


def _value(part: Part, measurement: Measurement) -> float | None:
    return None if measurement.raw is None else part.goalposts.value(measurement.raw)


def _sums(parts: Sequence[Part], counted: Sequence[bool]) -> dict[str, float]:
    sums = dict.fromkeys((part.dimension for part in parts), 0.0)
    for part, counts in zip(parts, counted, strict=True):
        sums[part.dimension] += part.weight if counts else 0.0
    return sums
