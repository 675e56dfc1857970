"""The scores' judgements in the words of the reports, which know nothing of scoring."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from core.nouns import Period, Run
from reports.details import DAY, Details, MonthLine
from scoring.exposure import Exposure
from scoring.indicators import month_rates, time_verdicts
from scoring.policy import Policy
from scoring.watching import down_days, unwatched_days


def details_of(
    exposures: Sequence[Exposure], crawls: Sequence[Run], policy: Policy, *, period: Period, zone: ZoneInfo
) -> dict[str, Details]:
    """What stands behind each outlet's indicators, by outlet id; `crawls` are those the exposures were taken from."""
    ids = [exposure.outlet_id for exposure in exposures]
    unwatched = unwatched_days(crawls, ids, period, zone)
    down = down_days(crawls, ids, zone)
    every_day = [period.start + DAY * number for number in range((period.end - period.start).days + 1)]
    return {
        exposure.outlet_id: Details(
            timely=time_verdicts(exposure, policy, zone),
            months=tuple(
                MonthLine(month.first, month.opportunities, month.covered, month.share, month.kept)
                for month in month_rates(exposure, policy)
            ),
            told=frozenset(every_day) - unwatched[exposure.outlet_id],
            down=down[exposure.outlet_id],
        )
        for exposure in exposures
    }
