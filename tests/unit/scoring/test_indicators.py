import datetime as dt
from collections.abc import Sequence
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.nouns import Activity, Article, ValueState
from scoring.exposure import Exclusion, Exposure, Opportunity
from scoring.indicators import (
    MEASURES,
    coverage,
    is_timely,
    month_rates,
    regularity,
    time_verdicts,
    timeliness,
    weighted_rate,
)
from scoring.inputs import IndicatorName
from scoring.policy import Policy, Shrinkage, default_policy, load_policy

WIB, WIT = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura")
POLICY: Policy = load_policy(default_policy(year=2026), "policy.toml")
PRIOR = Shrinkage(prior_mean=0.60, prior_strength=8.0)
TWO_DAYS = dt.timedelta(hours=48)
SPACE = UUID(int=7)

# The worked example of the research note: weights of a01 to a12, and what each outlet covered of its chances.
WEIGHTS = dict(zip(range(1, 13), (1, 2, 1, 1, 3, 1, 2, 1, 3, 1, 2, 1), strict=True))
ALL = tuple(range(1, 13))
EXAMPLE = {
    "M1": (ALL, {1, 2, 3, 4, 5, 7, 8, 9, 11}, (19, 9.7568, 0.8421, 0.7330)),
    "M2": (ALL, {1, 2, 4, 5, 7, 8, 9, 11, 12}, (19, 9.7568, 0.8421, 0.7330)),
    "M3": (ALL, {1, 2, 4, 5, 7, 8, 9, 11}, (19, 9.7568, 0.7895, 0.7041)),
    "M4": ((8, 9, 10, 11, 12), {8, 9, 10, 12}, (8, 4.0, 0.75, 0.65)),
    "M5": (ALL, {3, 6, 10, 12}, (19, 9.7568, 0.2105, 0.3860)),
    "M6": ((1, 2, 5, 6, 7, 8, 10, 11, 12), {1, 2, 5, 6, 11}, (14, 7.5385, 0.6429, 0.6208)),
}


@pytest.mark.parametrize("outlet", EXAMPLE)
def test_coverage_of_the_worked_example(outlet: str) -> None:
    chances, covered, (total, effective, raw, shrunk) = EXAMPLE[outlet]
    rate = weighted_rate([WEIGHTS[a] for a in chances], [float(a in covered) for a in chances], PRIOR)
    assert rate is not None
    assert rate.total == total
    assert (rate.effective, rate.raw, rate.shrunk) == pytest.approx((effective, raw, shrunk), abs=5e-5)


def test_nothing_to_rate_is_no_rate() -> None:
    assert weighted_rate([], [], PRIOR) is None
    assert weighted_rate([0.0], [1.0], PRIOR) is None


hits = st.lists(st.tuples(st.floats(0.1, 10), st.floats(0, 1)), min_size=1, max_size=30)


@given(hits)
def test_a_shrunk_rate_lies_between_the_raw_rate_and_the_prior(pairs: list[tuple[float, float]]) -> None:
    weights, marks = zip(*pairs, strict=True)
    rate = weighted_rate(weights, marks, PRIOR)
    assert rate is not None
    assert min(rate.raw, 0.60) - 1e-12 <= rate.shrunk <= max(rate.raw, 0.60) + 1e-12
    assert rate.effective <= len(weights) + 1e-9


@given(hits, st.integers(0, 29))
def test_more_coverage_never_lowers_the_rate(pairs: list[tuple[float, float]], index: int) -> None:
    weights = [weight for weight, _ in pairs]
    marks = [mark for _, mark in pairs]
    better = [1.0 if place == index else mark for place, mark in enumerate(marks)]
    before, after = weighted_rate(weights, marks, PRIOR), weighted_rate(weights, better, PRIOR)
    assert before is not None
    assert after is not None
    assert after.shrunk >= before.shrunk


def local(month: int, day: int, hour: int = 0, minute: int = 0, zone: ZoneInfo = WIB) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, minute, tzinfo=zone).astimezone(dt.UTC)


def article(
    key: str, published: dt.datetime | None, *, seen: dt.datetime | None = None, time_known: bool = True
) -> Article:
    first_seen = seen or dt.datetime(2026, 12, 31, tzinfo=dt.UTC)
    return Article(
        uuid5(SPACE, key),
        "m1",
        f"https://k.example/{key}",
        key,
        "isi",
        published,
        first_seen,
        time_known=time_known,
    )


def chance(
    number: int, *articles: Article, date: dt.date | None = None, end: dt.date | None = None
) -> Opportunity:
    return Opportunity(Activity(f"a{number:02}", "Rapat", date or dt.date(2026, 3, 10), end), articles)


def exposure(chances: Sequence[Opportunity], *excluded: tuple[Activity, Exclusion]) -> Exposure:
    return Exposure("m1", tuple(chances), excluded)


IN_TIME = article("tepat", local(3, 10, 14))


def test_coverage_carries_its_figures_and_articles() -> None:
    piece, another = article("a", local(3, 10)), article("b", local(3, 11))
    missed = Activity("x", "X", dt.date(2026, 3, 1))
    found = coverage(
        exposure([chance(1, piece, another), chance(2), chance(3, piece)], (missed, Exclusion.CRAWL_FAILED)),
        POLICY,
        WIB,
    )
    assert found.state is ValueState.MEASURED
    assert (found.numerator, found.denominator) == (2.0, 3.0)
    assert found.raw == pytest.approx((2 + 4.8) / 11)
    assert found.evidence == (piece.id, another.id)
    assert "2 dari 3 kesempatan diliput (66,7%)" in found.note
    assert "bukti belum cukup" in found.note
    assert "1 situs tidak terpantau oleh kami" in found.note


def test_no_chance_is_unknown_not_zero() -> None:
    missed = Activity("x", "X", dt.date(2026, 3, 1))
    empty = exposure([], (missed, Exclusion.CRAWL_FAILED))
    for measure in MEASURES.values():
        found = measure(empty, POLICY, WIB)
        assert (found.state, found.raw, found.numerator, found.denominator) == (
            ValueState.UNKNOWN,
            None,
            None,
            None,
        )
        assert found.note


def test_every_registered_indicator_is_measured() -> None:
    assert set(MEASURES) == set(IndicatorName)


@pytest.mark.parametrize(
    ("published", "zone", "timely"),
    [
        (local(3, 10, 14), WIB, True),
        (local(3, 12, 23, 59), WIB, True),
        (local(3, 13), WIB, True),
        (local(3, 13, 0, 1), WIB, False),
        (local(3, 13, 0, 1, WIT), WIT, False),
        (local(3, 13, 0, 0, WIT), WIT, True),
        (local(3, 9, 8), WIB, True),
    ],
)
def test_in_time_is_48_hours_after_the_local_day(
    published: dt.datetime, zone: ZoneInfo, *, timely: bool
) -> None:
    assert is_timely(chance(1, article("a", published)), TWO_DAYS, zone) is timely


def test_an_activity_of_several_days_is_timed_from_its_last() -> None:
    late = article("a", local(3, 16, 23))
    assert is_timely(chance(1, late, end=dt.date(2026, 3, 14)), TWO_DAYS, WIB) is True
    assert is_timely(chance(1, late, end=dt.date(2026, 3, 13)), TWO_DAYS, WIB) is False


def test_doubts_about_the_time_are_the_outlets() -> None:
    only_a_day = article("a", local(3, 13, 12), time_known=False)
    assert is_timely(chance(1, only_a_day), TWO_DAYS, WIB) is True
    misdated = article("b", local(3, 20), seen=local(3, 11))
    assert is_timely(chance(1, misdated), TWO_DAYS, WIB) is True
    seen_early = article("c", None, seen=local(3, 12))
    assert is_timely(chance(1, seen_early), TWO_DAYS, WIB) is True


def test_an_article_without_a_time_that_was_seen_late_says_nothing() -> None:
    undated, late = article("a", None), article("b", local(3, 20))
    assert is_timely(chance(1, undated), TWO_DAYS, WIB) is None
    assert is_timely(chance(1, late, undated), TWO_DAYS, WIB) is None
    assert is_timely(chance(1, late), TWO_DAYS, WIB) is False


def test_timeliness_is_a_share_of_what_was_covered_and_can_be_told() -> None:
    late, undated = article("telat", local(4, 1)), article("tanpa", None)
    found = timeliness(
        exposure([chance(1, IN_TIME, late), chance(2, late), chance(3), chance(4, undated)]), POLICY, WIB
    )
    assert (found.state, found.raw, found.numerator, found.denominator) == (ValueState.MEASURED, 0.5, 1, 2)
    assert found.evidence == (IN_TIME.id, late.id)
    assert "1 dari 2 kegiatan yang diliput tayang dalam 48 jam" in found.note
    assert "1 liputan tanpa waktu tayang" in found.note


def test_nothing_covered_has_no_timeliness_and_untimed_coverage_an_unknown_one() -> None:
    assert timeliness(exposure([chance(1), chance(2)]), POLICY, WIB).state is ValueState.NOT_APPLICABLE
    assert timeliness(exposure([chance(1, article("a", None))]), POLICY, WIB).state is ValueState.UNKNOWN


def month(number: int, covered: int, missed: int) -> list[Opportunity]:
    date = dt.date(2026, number, 10)
    return [
        chance(100 * number + place, *((IN_TIME,) if place < covered else ()), date=date)
        for place in range(covered + missed)
    ]


def test_regularity_counts_months_with_enough_chances() -> None:
    chances = [*month(1, 2, 3), *month(2, 1, 4), *month(3, 3, 0), *month(4, 0, 2), *month(6, 0, 3)]
    found = regularity(exposure(chances), POLICY, WIB)
    assert (found.state, found.raw, found.numerator, found.denominator) == (ValueState.MEASURED, 0.5, 2, 4)
    assert "2 dari 4 bulan mencapai liputan 40,0%" in found.note
    assert "1 bulan dengan kurang dari 3 kesempatan" in found.note


def test_the_months_and_the_late_pieces_behind_a_figure_can_be_listed() -> None:
    found = month_rates(exposure([*month(1, 2, 3), *month(4, 0, 2), *month(6, 0, 3)]), POLICY)
    assert [(rate.first.month, rate.covered, rate.opportunities, rate.kept) for rate in found] == [
        (1, 2, 5, True),
        (4, 0, 2, None),
        (6, 0, 3, False),
    ]
    late, undated = article("telat", local(4, 1)), article("tanpa", None)
    chances = [chance(1, IN_TIME), chance(2, late), chance(3), chance(4, undated)]
    assert time_verdicts(exposure(chances), POLICY, WIB) == {"a01": True, "a02": False, "a04": None}


def test_too_few_activities_are_not_applicable_too_few_watched_unknown() -> None:
    quiet = exposure(month(1, 2, 0))
    assert regularity(quiet, POLICY, WIB).state is ValueState.NOT_APPLICABLE
    missed = (Activity("x", "X", dt.date(2026, 1, 20)), Exclusion.CRAWL_FAILED)
    assert regularity(exposure(month(1, 2, 0), missed), POLICY, WIB).state is ValueState.UNKNOWN
    not_due = (Activity("x", "X", dt.date(2026, 1, 20)), Exclusion.NOT_YET_DUE)
    assert regularity(exposure(month(1, 2, 0), not_due), POLICY, WIB).state is ValueState.NOT_APPLICABLE
