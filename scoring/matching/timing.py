"""Signs of time: days named in the text, years, and when the article appeared."""

import math

from core.indonesian import day_and_date
from scoring.matching.candidates import DAYS_AFTER
from scoring.matching.dates import Mention
from scoring.matching.signs import Pair, Sign

_UNSURE = 0.6  # of a mention whose weekday contradicts it, or a "kemarin"


def _strength(mention: Mention) -> float:
    return 1.0 if mention.exact and mention.trusted else _UNSURE


def _names(pair: Pair, mention: Mention) -> bool:
    return mention.names(pair.record.first, pair.record.last)


def main_date(pair: Pair) -> Sign | None:
    """Whether the first day the text names is the activity's."""
    exact = pair.article.exact
    if not exact:
        return None
    first = exact[0]
    return Sign(_strength(first) if _names(pair, first) else 0.0, [first.words])


def date_same(pair: Pair) -> Sign | None:
    """Whether any day the text names is the activity's."""
    if not pair.reading.mentions:
        return None
    same = [mention for mention in pair.reading.mentions if _names(pair, mention)]
    best = max(same, key=_strength, default=None)
    return Sign(_strength(best), [best.words]) if best else Sign(0.0)


def date_other(pair: Pair) -> Sign | None:
    """Whether the text names days, and none is within a day of the activity."""
    exact = pair.article.exact
    if not exact:
        return None
    if any(_names(pair, mention) for mention in pair.reading.mentions):
        return Sign(0.0)
    near = any(
        mention.first and mention.last and (pair.record.first - mention.last).days <= 1
        and (mention.first - pair.record.last).days <= 1
        for mention in exact
    )  # fmt: skip
    return Sign(0.5 if near else 1.0, [exact[0].words])


def year_other(pair: Pair) -> Sign | None:
    """Whether the headline and the days in the text name years, and none is the activity's."""
    years = pair.article.years
    if not years:
        return None
    own = set(range(pair.record.first.year, pair.record.last.year + 1))
    return Sign(0.0 if years & own else 1.0, [str(year) for year in sorted(years)])


def delay(pair: Pair) -> Sign | None:
    """How late the article came: 0 on the activity's days, 1 after thirty days, on a log scale."""
    span = pair.reading.published
    if span is None:
        return None
    days = max(0, (span.first - pair.record.last).days)
    words = [day_and_date(span.first)] if span.first == span.last else []
    return Sign(min(1.0, math.log1p(days) / math.log1p(DAYS_AFTER.days)), words)


def before(pair: Pair) -> Sign | None:
    """Whether the article came out before the activity began.

    Where publication is unknown: whether its text first names an earlier day, and elsewhere the activity's.
    """
    span = pair.reading.published
    if span is not None:
        return Sign(1.0 if span.last < pair.record.first else 0.0, [day_and_date(span.last)])
    exact = pair.article.exact
    spoken = next((mention for mention in exact if mention.start >= pair.reading.headline_end), None)
    if spoken is None or spoken.last is None:
        return None
    ahead = spoken.last < pair.record.first and any(_names(pair, mention) for mention in exact)
    return Sign(1.0 if ahead else 0.0, [spoken.words])
