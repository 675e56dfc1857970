"""What an outlet's exposure would be if a person decided its doubtful matches, for the bounds of its score.

Coverage and regularity can only rise with another covered activity; timeliness can fall, because a late
piece on an activity not yet covered is one more late one. So each has its own worst and best decision.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from core.nouns import Article
from scoring.exposure import Exposure, Opportunity
from scoring.indicators import is_timely


def is_doubted(exposure: Exposure) -> bool:
    """Whether any opportunity has a doubtful match."""
    return any(chance.doubtful for chance in exposure.opportunities)


def all_accepted(exposure: Exposure) -> Exposure:
    """Every doubtful match is coverage: the best for coverage and regularity."""
    return _decided(exposure, lambda chance: chance.doubtful)


def latest_accepted(exposure: Exposure, limit: dt.timedelta, zone: ZoneInfo) -> Exposure:
    """The worst for timeliness: activities not covered otherwise are covered late, or else at an unknown time."""

    def choose(chance: Opportunity) -> Sequence[Article]:
        if chance.covered:
            return ()
        late = _judged(chance, limit, zone, (False,))
        return late or _judged(chance, limit, zone, (None,))

    return _decided(exposure, choose)


def earliest_accepted(exposure: Exposure, limit: dt.timedelta, zone: ZoneInfo) -> Exposure:
    """The best for timeliness: of the doubtful articles only those that came in time, or may have."""
    return _decided(exposure, lambda chance: _judged(chance, limit, zone, (True, None)))


def _judged(
    chance: Opportunity, limit: dt.timedelta, zone: ZoneInfo, verdicts: Sequence[bool | None]
) -> list[Article]:
    return [
        article
        for article in chance.doubtful
        if is_timely(Opportunity(chance.activity, (article,)), limit, zone) in verdicts
    ]


def _decided(exposure: Exposure, choose: Callable[[Opportunity], Sequence[Article]]) -> Exposure:
    chances = (
        replace(chance, articles=(*chance.articles, *choose(chance))) for chance in exposure.opportunities
    )
    return replace(exposure, opportunities=tuple(chances))
