"""The indicators: what was measured of one outlet in one period, before any goalpost or weight.

Nothing here reads what an article says, only that it exists, when it came and what it was matched to.
"""

import datetime as dt
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from core.nouns import Activity, Article, ValueState
from scoring.exposure import DAY, Exclusion, Exposure, Opportunity
from scoring.inputs import IndicatorName
from scoring.policy import Policy, Shrinkage

_ROUNDING = 1e-9  # 0.4 reached as 2/5 is reached


@dataclass(frozen=True, slots=True)
class Measurement:
    """An indicator's raw part. `raw`, `numerator` and `denominator` are None unless it was measured."""

    state: ValueState
    raw: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    evidence: tuple[UUID, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rate:
    """A weighted rate: Σw·m, Σw, their ratio, the effective number of trials, and the shrunk rate."""

    hits: float
    total: float
    raw: float
    effective: float
    shrunk: float


def weighted_rate(weights: Sequence[float], hits: Sequence[float], prior: Shrinkage) -> Rate | None:
    """Weighted and shrunk: r = Σw·m/Σw, n_eff = (Σw)²/Σw², post = (r·n_eff + m·μ)/(n_eff + m); None without any weight.

    `hits` are the m in [0, 1], one a weight. The mean of a beta-binomial with prior mean μ worth m trials
    (Robinson's empirical-Bayes argument), with n_eff for unequal weights (Kish).
    """
    total = math.fsum(weights)
    if total <= 0:
        return None
    covered = math.fsum(weight * hit for weight, hit in zip(weights, hits, strict=True))
    raw = covered / total
    effective = total**2 / math.fsum(weight**2 for weight in weights)
    shrunk = (raw * effective + prior.prior_strength * prior.prior_mean) / (effective + prior.prior_strength)
    return Rate(covered, total, raw, effective, shrunk)


def coverage(exposure: Exposure, policy: Policy, _zone: ZoneInfo) -> Measurement:
    """A1, `liputan_berbobot`: the weighted share of opportunities covered, shrunk to the policy's prior.

    `numerator` and `denominator` are Σw·m and Σw with m = 1 for a matched activity, else 0; `raw` is
    `Rate.shrunk`. Unknown without opportunities.
    """
    chances = exposure.opportunities
    rate = weighted_rate(
        [chance.weight for chance in chances], [float(chance.covered) for chance in chances], policy.shrinkage
    )
    if rate is None:
        return Measurement(
            ValueState.UNKNOWN,
            note=_sentences("tidak ada kegiatan yang dapat dinilai", _exclusions(exposure)),
        )
    covered = sum(chance.covered for chance in chances)
    note = _sentences(
        f"{covered} dari {len(chances)} kesempatan diliput ({_percent(rate.raw)}); "
        f"dengan rata-rata awal {_percent(policy.shrinkage.prior_mean)} menjadi {_percent(rate.shrunk)}",
        _scarcity(len(chances), policy),
        _doubts(chances),
        _exclusions(exposure),
    )
    return Measurement(ValueState.MEASURED, rate.shrunk, rate.hits, rate.total, _evidence(chances), note)


def time_verdicts(exposure: Exposure, policy: Policy, zone: ZoneInfo) -> dict[str, bool | None]:
    """Of every covered opportunity, by activity id, whether it was in time; see `is_timely`."""
    limit = dt.timedelta(hours=policy.timeliness.hours)
    return {
        chance.activity.id: is_timely(chance, limit, zone)
        for chance in exposure.opportunities
        if chance.covered
    }


def timeliness(exposure: Exposure, policy: Policy, zone: ZoneInfo) -> Measurement:
    """A3, `ketepatan_waktu`: the share of covered activities whose first article came in time.

    In time means at most `policy.timeliness.hours` after midnight at the end of the activity's last local day.
    See `is_timely` for the times that count. Covered activities whose time cannot be told are left
    out; not applicable where nothing was covered, unknown where there was no opportunity or no time.
    """
    if not exposure.opportunities:
        return Measurement(ValueState.UNKNOWN, note="tidak ada kegiatan yang dapat dinilai")
    covered = [chance for chance in exposure.opportunities if chance.covered]
    if not covered:
        return Measurement(ValueState.NOT_APPLICABLE, note="tidak ada kegiatan yang diliput")
    verdicts = time_verdicts(exposure, policy, zone)
    told = [chance for chance in covered if verdicts[chance.activity.id] is not None]
    if not told:
        return Measurement(ValueState.UNKNOWN, note="waktu tayang tidak diketahui")
    on_time = sum(verdict is True for verdict in verdicts.values())
    note = f"{on_time} dari {len(told)} kegiatan yang diliput tayang dalam {policy.timeliness.hours:g} jam sesudah hari kegiatan"
    if len(told) < len(covered):
        note = _sentences(note, f"{len(covered) - len(told)} liputan tanpa waktu tayang tidak dihitung")
    return Measurement(ValueState.MEASURED, on_time / len(told), on_time, len(told), _evidence(told), note)


def is_timely(chance: Opportunity, limit: dt.timedelta, zone: ZoneInfo) -> bool | None:
    """Whether the first article came in time, None where that cannot be told.

    Every doubt is the outlet's: the time is the earlier of what it states and when we first saw the piece; a
    stated day without a time counts as that day's first moment. An article without a stated time that we
    first saw too late may have been in time, so it says nothing.
    """
    end = dt.datetime.combine(chance.activity.last_day + DAY, dt.time(), zone)
    deadline = end.astimezone(dt.UTC) + limit
    if any(_earliest(article, zone) <= deadline for article in chance.articles):
        return True
    return None if any(article.published is None for article in chance.articles) else False


@dataclass(frozen=True, slots=True)
class MonthRate:
    """One month of regularity: its first day, its opportunities, how many were covered, their weighted share.

    `kept` says whether the share reached the floor; None where the month has too few opportunities to count.
    """

    first: dt.date
    opportunities: int
    covered: int
    share: float
    kept: bool | None


def month_rates(exposure: Exposure, policy: Policy) -> tuple[MonthRate, ...]:
    """Every month with opportunities (by the activities' first days), as regularity judges it."""
    floor = _floor(policy)
    return tuple(
        MonthRate(
            first=dt.date(*month, 1),
            opportunities=len(chances),
            covered=sum(chance.covered for chance in chances),
            share=(share := _share_covered(chances)),
            kept=share >= floor - _ROUNDING if len(chances) >= policy.regularity.min_opportunities else None,
        )
        for month, chances in sorted(_by_month(exposure.opportunities).items())
    )


def regularity(exposure: Exposure, policy: Policy, _zone: ZoneInfo) -> Measurement:
    """A4, `keajekan`: the share of months whose coverage reaches a part of the coverage target.

    Only months (of the activities' first days) with `policy.regularity.min_opportunities` opportunities
    count: an empty month is no failure. Coverage of a month is Σw·m/Σw, not shrunk. Unknown where there
    would be such months had we watched them, not applicable where too little took place.
    """
    minimum = policy.regularity.min_opportunities
    months = month_rates(exposure, policy)
    judged = [month for month in months if month.kept is not None]
    if not judged:
        return _no_month(exposure, minimum)
    kept = sum(month.kept is True for month in judged)
    note = f"{kept} dari {len(judged)} bulan mencapai liputan {_percent(_floor(policy))}"
    if len(judged) < len(months):
        note = _sentences(
            note,
            f"{len(months) - len(judged)} bulan dengan kurang dari {minimum} kesempatan tidak dihitung",
        )
    counted = {month.first for month in judged}
    chances = [chance for chance in exposure.opportunities if chance.activity.date.replace(day=1) in counted]
    return Measurement(ValueState.MEASURED, kept / len(judged), kept, len(judged), _evidence(chances), note)


MEASURES: Mapping[IndicatorName, Callable[[Exposure, Policy, ZoneInfo], Measurement]] = {
    IndicatorName.COVERAGE: coverage,
    IndicatorName.TIMELINESS: timeliness,
    IndicatorName.REGULARITY: regularity,
}


def _earliest(article: Article, zone: ZoneInfo) -> dt.datetime:
    published = article.published
    if published is None:
        return article.first_seen
    if not article.time_known:
        published = dt.datetime.combine(published.astimezone(zone).date(), dt.time(), zone).astimezone(dt.UTC)
    return min(published, article.first_seen)


def _floor(policy: Policy) -> float:
    """The coverage a month must reach."""
    return policy.regularity.share_of_target * (policy.coverage_target or 0)


def _by_month(chances: Sequence[Opportunity]) -> dict[tuple[int, int], list[Opportunity]]:
    months: dict[tuple[int, int], list[Opportunity]] = {}
    for chance in chances:
        months.setdefault(_month(chance.activity), []).append(chance)
    return months


def _month(activity: Activity) -> tuple[int, int]:
    return activity.date.year, activity.date.month


def _share_covered(chances: Sequence[Opportunity]) -> float:
    total = math.fsum(chance.weight for chance in chances)
    return math.fsum(chance.weight for chance in chances if chance.covered) / total if total > 0 else 0.0


def _no_month(exposure: Exposure, minimum: int) -> Measurement:
    held = [chance.activity for chance in exposure.opportunities]
    missed = [activity for activity, reason in exposure.excluded if reason is not Exclusion.NOT_YET_DUE]
    months = [_month(activity) for activity in (*held, *missed)]
    note = f"tidak ada bulan dengan {minimum} kesempatan atau lebih"
    if not held or any(months.count(month) >= minimum for month in months):
        return Measurement(ValueState.UNKNOWN, note=note)
    return Measurement(ValueState.NOT_APPLICABLE, note=note)


def _evidence(chances: Sequence[Opportunity]) -> tuple[UUID, ...]:
    """The articles on these opportunities, each once, in the order of the activities."""
    return tuple(dict.fromkeys(article.id for chance in chances for article in chance.articles))


def _scarcity(opportunities: int, policy: Policy) -> str:
    minimum = policy.period.min_opportunities
    return f"bukti belum cukup: kebijakan meminta {minimum} kesempatan" if opportunities < minimum else ""


def _doubts(chances: Sequence[Opportunity]) -> str:
    waiting = sum(bool(chance.doubtful) and not chance.covered for chance in chances)
    return f"{waiting} kegiatan berkecocokan ragu belum dihitung; batas atas memuatnya" if waiting else ""


_REASONS = {
    Exclusion.NOT_YET_DUE: "belum jatuh waktu",
    Exclusion.SITE_DOWN: "situs media mati",
    Exclusion.CRAWL_FAILED: "situs tidak terpantau oleh kami",
}


def _exclusions(exposure: Exposure) -> str:
    counts = exposure.counts()
    parts = [f"{counts[reason]} {words}" for reason, words in _REASONS.items() if counts[reason]]
    return f"tidak dihitung: {', '.join(parts)}" if parts else ""


def _sentences(*parts: str) -> str:
    return ". ".join(part for part in parts if part)


def _percent(share: float) -> str:
    return f"{100 * share:.1f}%".replace(".", ",")
