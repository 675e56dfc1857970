import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import TypeVar
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.nouns import Activity, Article, Match, MatchState, Outlet, Period, Scorecard, ValueState
from scoring.indicators import Measurement
from scoring.inputs import IndicatorName
from scoring.policy import default_policy, load_policy
from scoring.scorecard import compose, contributions_of, score_outlets, shared_weights

WIB = ZoneInfo("Asia/Jakarta")
POLICY = load_policy(default_policy(year=2026), "policy.toml")
YEAR = Period(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
PARTS = POLICY.parts
CUTOFF = dt.datetime(2027, 1, 10, tzinfo=dt.UTC)
SPACE = UUID(int=7)
World = tuple[list[Article], list[Match], dict[str, set[dt.date]]]
EVERY_DAY = [YEAR.start + dt.timedelta(number) for number in range(365)]

# The worked example of the research note: dates and weights of the activities, coverage, and how much of it was late.
DATES = (
    (1, 15),
    (2, 10),
    (3, 5),
    (3, 20),
    (4, 14),
    (5, 12),
    (6, 9),
    (7, 14),
    (8, 17),
    (9, 10),
    (10, 6),
    (11, 18),
)
ACTIVITIES = [
    Activity(f"a{number:02}", "Rapat", dt.date(2026, *when)) for number, when in enumerate(DATES, 1)
]
WEIGHTS = {f"a{number:02}": weight for number, weight in enumerate((1, 2, 1, 1, 3, 1, 2, 1, 3, 1, 2, 1), 1)}
COVERED: dict[str, tuple[set[int], int]] = {
    "M1": ({1, 2, 3, 4, 5, 7, 8, 9, 11}, 1),
    "M2": ({1, 2, 4, 5, 7, 8, 9, 11, 12}, 0),
    "M3": ({1, 2, 4, 5, 7, 8, 9, 11}, 5),
    "M4": ({8, 9, 10, 12}, 0),
    "M5": ({3, 6, 10, 12}, 1),
    "M6": ({1, 2, 5, 6, 11}, 1),
}
UNWATCHED = {
    "M4": [day for day in EVERY_DAY if day < dt.date(2026, 7, 1)],
    "M6": [day for day in EVERY_DAY if day.month == 3 or (day.month, day.day) == (8, 17)],
}
OUTLETS = [Outlet(id_, f"Kabar {id_}", f"https://{id_.lower()}.example") for id_ in COVERED]


def piece(outlet_id: str, activity: Activity, days_later: int = 0) -> Article:
    published = dt.datetime.combine(activity.last_day, dt.time(14), WIB).astimezone(dt.UTC) + dt.timedelta(
        days_later
    )
    key = f"{outlet_id}/{activity.id}"
    return Article(
        uuid5(SPACE, key),
        outlet_id,
        f"https://k.example/{key}",
        "Rapat",
        "Netral.",
        published,
        published,
        time_known=True,
    )


def example() -> tuple[list[Article], list[Match]]:
    articles = [
        piece(outlet_id, ACTIVITIES[number - 1], 9 if place < late else 0)
        for outlet_id, (covered, late) in COVERED.items()
        for place, number in enumerate(sorted(covered))
    ]
    matches = [Match(found.id, found.url.rpartition("/")[2], 0.97, MatchState.MATCHED) for found in articles]
    return articles, matches


def scored(
    articles: Sequence[Article], matches: Sequence[Match], *, outlets: Sequence[Outlet] = OUTLETS
) -> list[Scorecard]:
    return score_outlets(
        outlets,
        ACTIVITIES,
        articles,
        matches,
        POLICY,
        period=YEAR,
        cutoff=CUTOFF,
        zone=WIB,
        unwatched=UNWATCHED,
        weights=WEIGHTS,
    )


def by_name(card: Scorecard, name: IndicatorName) -> float | None:
    return next(indicator.value for indicator in card.indicators if indicator.name == name)


@pytest.mark.parametrize(
    ("outlet_id", "chances", "coverage", "timeliness"),
    [
        ("M1", 12, 88.84, 86.42),
        ("M2", 12, 88.84, 100),
        ("M3", 12, 84.02, 0),
        ("M4", 5, 75, 100),
        ("M5", 12, 31.00, 55.56),
        ("M6", 9, 70.13, 66.67),
    ],
)
def test_values_of_the_worked_example(
    outlet_id: str, chances: int, coverage: float, timeliness: float
) -> None:
    card = next(card for card in scored(*example()) if card.outlet_id == outlet_id)
    assert card.opportunities == chances
    assert by_name(card, IndicatorName.COVERAGE) == pytest.approx(coverage, abs=0.005)
    assert by_name(card, IndicatorName.TIMELINESS) == pytest.approx(timeliness, abs=0.005)


@pytest.mark.parametrize(
    ("values", "contributions", "score"),
    [
        ((88.84, 86.42, 90, 100, 100), (35.54, 12.96, 18, 10, 15), 91.50),
        ((88.84, 100, 60, 100, 88.91), (35.54, 15, 12, 10, 13.34), 85.87),
        ((75, 100, 100, 87.5, 73.86), (30, 15, 20, 8.75, 11.08), 84.83),
        ((70.13, 66.67, 80, 87.5, 50), (28.05, 10, 16, 8.75, 7.5), 70.30),
        ((70.13, 66.67, 80, 87.5, 0), (28.05, 10, 16, 8.75, 0), 62.80),
        ((70.13, 66.67, 80, 87.5, 100), (28.05, 10, 16, 8.75, 15), 77.80),
        ((31.00, 55.56, 100, 75, 30.10), (12.40, 8.33, 20, 7.5, 4.52), 52.75),
        ((84.02, 0, 0, 37.5, 65.05), (33.61, 0, 0, 3.75, 9.76), 47.12),
    ],
)
def test_contributions_of_the_worked_example(
    values: tuple[float, ...], contributions: tuple[float, ...], score: float
) -> None:
    found = contributions_of([0.40, 0.15, 0.20, 0.10, 0.15], values)
    assert found == pytest.approx(list(contributions), abs=0.006)
    assert math.fsum(found) == pytest.approx(score, abs=0.006)


def test_a_full_card() -> None:
    card = scored(*example())[0]
    assert (card.outlet_id, card.period, card.policy_hash) == ("M1", YEAR, POLICY.hash)
    assert [indicator.name for indicator in card.indicators] == [
        "liputan_berbobot",
        "keajekan",
        "ketepatan_waktu",
    ]
    assert card.indicators[1].state is ValueState.NOT_APPLICABLE
    assert [indicator.weight for indicator in card.indicators] == pytest.approx([0.60, 0, 0.40])
    assert card.score == pytest.approx(0.60 * 88.84 + 0.40 * 86.42, abs=0.01)
    assert card.low == card.high == card.score
    assert card.completeness == 1.0
    assert len(card.indicators[0].evidence) == 9


def test_an_outlet_without_opportunities_has_no_score() -> None:
    lost = Outlet("M9", "Kabar Hilang", "https://m9.example")
    (card,) = score_outlets(
        [lost], ACTIVITIES, [], [], POLICY, period=YEAR, cutoff=CUTOFF, zone=WIB, unwatched={"M9": EVERY_DAY}
    )
    assert (card.score, card.low, card.high, card.completeness, card.opportunities) == (
        None,
        None,
        None,
        0.0,
        0,
    )
    assert {indicator.state for indicator in card.indicators} == {ValueState.UNKNOWN}
    assert [indicator.contribution for indicator in card.indicators] == [0.0, 0.0, 0.0]


def test_an_outlet_that_covered_nothing_is_rated_on_that_alone() -> None:
    (card,) = score_outlets(OUTLETS[:1], ACTIVITIES, [], [], POLICY, period=YEAR, cutoff=CUTOFF, zone=WIB)
    coverage = (0 + 8 * 0.6) / (12 + 8)
    assert card.score == pytest.approx(100 * (coverage - 0.2) / 0.6)
    assert card.completeness == 1.0


def test_not_being_watched_never_raises_a_score() -> None:
    articles, matches = example()
    found = [match for match in matches if match.activity_id in {"a01", "a02", "a04"}]
    (card,) = score_outlets(
        OUTLETS[1:2],
        ACTIVITIES,
        articles,
        found,
        POLICY,
        period=YEAR,
        cutoff=CUTOFF,
        zone=WIB,
        unwatched={"M2": EVERY_DAY},
    )
    assert (card.score, card.opportunities) == (None, 0)


def test_a_dead_site_is_excused_under_the_cap() -> None:
    down = {"M1": [day for day in EVERY_DAY if day.month == 3]}
    (card,) = score_outlets(
        OUTLETS[:1], ACTIVITIES, [], [], POLICY, period=YEAR, cutoff=CUTOFF, zone=WIB, down=down
    )
    assert card.opportunities == 10


def test_an_unknown_indicator_counts_half_and_widens_the_bounds() -> None:
    known = Measurement(ValueState.MEASURED, 0.80)
    indicators = compose(PARTS, [known, known, Measurement(ValueState.UNKNOWN)])
    assert math.fsum(indicator.contribution for indicator in indicators) == pytest.approx(
        60 * 0.7 + 60 * 0.3 * 5 / 6 + 20
    )
    assert indicators[2].value is None
    assert indicators[2].contribution == pytest.approx(20)


def test_not_applicable_leaves_its_weight_to_its_dimension_then_to_the_others() -> None:
    kept, gone = ValueState.MEASURED, ValueState.NOT_APPLICABLE
    assert shared_weights(PARTS, [kept, kept, kept]) == pytest.approx([0.42, 0.18, 0.40])
    assert shared_weights(PARTS, [kept, gone, kept]) == pytest.approx([0.60, 0, 0.40])
    assert shared_weights(PARTS, [kept, kept, gone]) == pytest.approx([0.70, 0.30, 0])
    assert shared_weights(PARTS, [gone, ValueState.UNKNOWN, gone]) == pytest.approx([0, 1, 0])
    assert shared_weights(PARTS, [gone, gone, gone]) == [0, 0, 0]


points = st.floats(0, 100)
raw_weights = st.lists(st.floats(0.01, 1), min_size=1, max_size=8)


@st.composite
def weighted_points(draw: st.DrawFn) -> tuple[list[float], list[float]]:
    weights = draw(raw_weights)
    total = math.fsum(weights)
    values = draw(st.lists(points | st.just(100.0), min_size=len(weights), max_size=len(weights)))
    return [weight / total for weight in weights], values


@given(weighted_points())
def test_contributions_add_up_exactly_in_any_order_and_stay_on_the_scale(
    given_: tuple[list[float], list[float]],
) -> None:
    contributions = contributions_of(*given_)
    exact = sum(map(Fraction, contributions), Fraction())
    assert exact == Fraction(sum(contributions)) == Fraction(sum(reversed(contributions)))
    assert 0 <= exact <= 100
    assert float(exact) == pytest.approx(math.fsum(w * p for w, p in zip(*given_, strict=True)), abs=1e-8)


@given(weighted_points(), st.integers(0, 7), points)
def test_a_better_value_never_lowers_the_score(
    given_: tuple[list[float], list[float]], index: int, value: float
) -> None:
    weights, values = given_
    better = [max(value, old) if place == index % len(values) else old for place, old in enumerate(values)]
    assert math.fsum(contributions_of(weights, better)) >= math.fsum(contributions_of(weights, values))


@st.composite
def worlds(draw: st.DrawFn) -> World:
    pairs = draw(st.sets(st.tuples(st.sampled_from(sorted(COVERED)), st.integers(0, 11)), max_size=40))
    articles = [
        replace(piece(outlet_id, ACTIVITIES[number], draw(st.integers(0, 5))), published=None)
        if draw(st.booleans())
        else piece(outlet_id, ACTIVITIES[number], draw(st.integers(0, 5)))
        for outlet_id, number in sorted(pairs)
    ]
    states = st.sampled_from([MatchState.MATCHED, MatchState.MATCHED, MatchState.DOUBTFUL])
    matches = [Match(found.id, found.url.rpartition("/")[2], 0.9, draw(states)) for found in articles]
    unwatched = {
        id_: draw(st.sets(st.sampled_from([activity.date for activity in ACTIVITIES]))) for id_ in COVERED
    }
    return articles, matches, unwatched


def cards_of(world: World, outlets: Sequence[Outlet] = OUTLETS) -> list[Scorecard]:
    articles, matches, unwatched = world
    return score_outlets(
        outlets,
        ACTIVITIES,
        articles,
        matches,
        POLICY,
        period=YEAR,
        cutoff=CUTOFF,
        zone=WIB,
        unwatched=unwatched,
    )


Item = TypeVar("Item")


def shuffle(items: Sequence[Item], random: Random) -> list[Item]:
    return random.sample(list(items), len(items))


@settings(max_examples=50, deadline=None)
@given(worlds())
def test_every_score_is_the_sum_of_its_contributions_within_its_bounds(
    world: World,
) -> None:
    for card in cards_of(world):
        assert 0 <= card.completeness <= 1
        total = sum(indicator.contribution for indicator in card.indicators)
        if card.score is None or card.low is None or card.high is None:
            assert (card.score, card.low, card.high, total) == (None, None, None, 0)
            continue
        assert card.score == total
        assert 0 <= card.low <= card.score <= card.high <= 100
        unknown = any(indicator.state is ValueState.UNKNOWN for indicator in card.indicators)
        assert unknown == (card.completeness < 1 - 1e-9)
        if all(match.state is MatchState.MATCHED for match in world[1]):
            assert (card.low < card.high) == unknown


@settings(max_examples=100, deadline=None)
@given(worlds(), st.randoms(use_true_random=False))
def test_whatever_a_person_decides_of_doubtful_matches_the_score_stays_in_its_bounds(
    world: World, random: Random
) -> None:
    articles, matches, unwatched = world
    decided = [
        replace(match, state=random.choice([MatchState.MATCHED, MatchState.NO]))
        if match.state is MatchState.DOUBTFUL
        else match
        for match in matches
    ]
    settled = cards_of((articles, decided, unwatched))
    for before, after in zip(cards_of(world), settled, strict=True):
        if before.low is None or before.high is None or after.low is None or after.high is None:
            assert (before.score, after.score) == (None, None)
            continue
        assert before.low - 1e-8 <= after.low <= after.high <= before.high + 1e-8


def test_doubtful_matches_widen_the_bounds_and_leave_the_score() -> None:
    articles, matches = example()
    late = piece("M1", ACTIVITIES[11], 9)
    doubtful = Match(late.id, "a12", 0.5, MatchState.DOUBTFUL)
    plain, doubted = (scored([*articles, late], [*matches, *more])[0] for more in ([], [doubtful]))
    assert (doubted.score, doubted.completeness) == (plain.score, plain.completeness)
    assert plain.low == plain.score == plain.high
    assert plain.score is not None
    assert doubted.low is not None
    assert doubted.high is not None
    # Accepted it is one more late piece: worse for timeliness, better for coverage.
    assert doubted.low < plain.score < doubted.high
    assert "1 kegiatan berkecocokan ragu" in doubted.indicators[0].note


@settings(max_examples=30, deadline=None)
@given(worlds(), st.randoms(use_true_random=False))
def test_order_other_outlets_and_tone_change_nothing(world: World, random: Random) -> None:
    articles, matches, unwatched = world
    cards = cards_of(world)
    shuffled = (shuffle(articles, random), shuffle(matches, random), unwatched)
    assert cards_of(shuffled, shuffle(OUTLETS, random)) == cards
    assert cards_of(world, OUTLETS[2:4]) == cards[2:4]
    harsh = [
        replace(found, title="Bupati gagal total", text="Buruk, mengecewakan, memalukan.")
        for found in articles
    ]
    assert repr(cards_of((harsh, matches, unwatched))) == repr(cards)


@settings(max_examples=30, deadline=None)
@given(worlds())
def test_an_unknown_time_only_widens_the_bounds(
    world: World,
) -> None:
    late = CUTOFF - dt.timedelta(days=1)
    articles, matches, unwatched = world
    known = cards_of(world)
    untimed = [replace(found, published=None, first_seen=late) for found in articles]
    for before, after in zip(known, cards_of((untimed, matches, unwatched)), strict=True):
        if (
            before.score is not None
            and before.low == before.high
            and after.low is not None
            and after.high is not None
        ):
            assert after.low <= before.score <= after.high
