import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.nouns import (
    Activity,
    Article,
    Indicator,
    Match,
    MatchState,
    Outlet,
    Period,
    Scorecard,
    ValueState,
)
from storage.database import Database

OCTOBER = Period(dt.date(2024, 10, 1), dt.date(2024, 10, 31))
NOVEMBER = Period(dt.date(2024, 11, 1), dt.date(2024, 11, 30))
TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
FLOAT = st.floats(allow_nan=False, allow_infinity=False)
MAYBE = st.none() | FLOAT

Stored = tuple[UUID, UUID]


@pytest.fixture
def stored(
    database: Database,
    activities: list[Activity],  # noqa: ARG001
    new_article: Callable[..., Article],
) -> Stored:
    articles = [new_article("panen"), new_article("rapat")]
    with database.unit() as unit:
        for article in articles:
            unit.articles.save(article)
    return articles[0].id, articles[1].id


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    probability=st.floats(0, 1),
    state=st.sampled_from(MatchState),
    reasons=st.lists(TEXT, max_size=4).map(tuple),
)
def test_a_match_comes_back_as_it_went_in(
    database: Database, stored: Stored, probability: float, state: MatchState, reasons: tuple[str, ...]
) -> None:
    match = Match(stored[0], "k-1", probability, state, reasons)
    with database.unit() as unit:
        unit.matches.replace([stored[0]], [match])
    with database.unit() as unit:
        assert unit.matches.all(list(MatchState)) == [match]


def test_replacing_leaves_exactly_the_new_matches_and_touches_no_other_article(
    database: Database, stored: Stored
) -> None:
    panen, rapat = stored
    kept = Match(panen, "k-1", 0.91, MatchState.MATCHED, ("tempat sama",))
    gone = Match(panen, "k-2", 0.4, MatchState.DOUBTFUL)
    other = Match(rapat, "k-2", 0.97, MatchState.MATCHED)
    with database.unit() as unit:
        assert unit.matches.replace([panen, rapat], [kept, gone, other]) == 3
    better = replace(kept, probability=0.95)
    with database.unit() as unit:
        assert unit.matches.replace([panen], [better]) == 2
    with database.unit() as unit:
        assert unit.matches.of_articles([panen, rapat, panen]) == sorted(
            [better, other], key=lambda match: match.article_id
        )
        assert unit.matches.replace([panen], []) == 1
        assert unit.matches.all() == [other]


def test_equal_matches_are_not_written_again(database: Database, stored: Stored, written: list[str]) -> None:
    matches = [
        Match(stored[0], "k-1", 1 / 3, MatchState.DOUBTFUL, ("judul mirip", "tanggal lain")),
        Match(stored[1], "k-2", 0.1 + 0.2, MatchState.NO),
    ]
    with database.unit() as unit:
        unit.matches.replace(stored, matches)
    written.clear()
    with database.unit() as unit:
        assert unit.matches.replace(stored[::-1], matches[::-1]) == 0
    assert written == []


def test_only_the_wanted_states_are_listed(database: Database, stored: Stored) -> None:
    matched = Match(stored[0], "k-1", 0.9, MatchState.MATCHED)
    doubtful = Match(stored[0], "k-2", 0.5, MatchState.DOUBTFUL)
    with database.unit() as unit:
        unit.matches.replace([stored[0]], [doubtful, matched])
        assert unit.matches.all() == [matched]
        assert unit.matches.all({MatchState.DOUBTFUL}) == [doubtful]
        assert unit.matches.all([]) == []


def test_a_match_of_an_article_that_is_not_replaced_is_refused(database: Database, stored: Stored) -> None:
    match = Match(stored[1], "k-1", 0.9, MatchState.MATCHED)
    with pytest.raises(ValueError, match="another article"), database.unit() as unit:
        unit.matches.replace([stored[0]], [match])


def test_more_articles_than_a_statement_takes_can_be_replaced(database: Database, stored: Stored) -> None:
    match = Match(stored[0], "k-1", 0.9, MatchState.MATCHED)
    asked = [*(uuid4() for _ in range(1_500)), stored[0]]
    with database.unit() as unit:
        assert unit.matches.replace(asked, [match]) == 1
        assert unit.matches.of_articles(asked) == [match]


CARDS = st.builds(
    Scorecard,
    outlet_id=st.just("kabar-lontara"),
    period=st.just(OCTOBER),
    policy_hash=st.just("p1"),
    score=MAYBE,
    low=MAYBE,
    high=MAYBE,
    completeness=st.floats(0, 1),
    opportunities=st.integers(0, 10_000),
    indicators=st.lists(
        st.builds(
            Indicator,
            name=TEXT,
            state=st.sampled_from(ValueState),
            raw=MAYBE,
            value=MAYBE,
            weight=FLOAT,
            contribution=FLOAT,
            numerator=MAYBE,
            denominator=MAYBE,
            evidence=st.lists(st.uuids(), max_size=3).map(tuple),
            note=TEXT,
        ),
        max_size=3,
    ).map(tuple),
)


@pytest.mark.usefixtures("outlets")
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(card=CARDS)
def test_a_scorecard_comes_back_as_it_went_in(database: Database, card: Scorecard) -> None:
    with database.unit() as unit:
        unit.scorecards.save([card])
    with database.unit() as unit:
        assert unit.scorecards.latest(OCTOBER) == [card]


def _card(
    outlet_id: str, period: Period = OCTOBER, policy_hash: str = "p1", score: float | None = 61.5
) -> Scorecard:
    coverage = Indicator(
        "coverage", ValueState.MEASURED, 1 / 3, 61.5, 1.0, 61.5, 4, 12, (uuid4(),), "4 dari 12"
    )
    return Scorecard(outlet_id, period, policy_hash, score, score, score, 1.0, 12, (coverage,))


def test_equal_scorecards_are_not_written_again(
    database: Database, outlets: list[Outlet], written: list[str]
) -> None:
    cards = [_card(outlet.id, period) for outlet in outlets for period in (OCTOBER, NOVEMBER)]
    with database.unit() as unit:
        assert unit.scorecards.save(cards) == 4
    written.clear()
    with database.unit() as unit:
        assert unit.scorecards.save(cards[::-1]) == 0
    assert written == []
    with database.unit() as unit:
        assert unit.scorecards.save([replace(cards[0], score=None)]) == 1


def test_the_policy_that_scored_last_is_current(database: Database, outlets: list[Outlet]) -> None:
    first, second = _card(outlets[0].id, policy_hash="p1"), _card(outlets[0].id, policy_hash="p2", score=None)
    with database.unit() as unit:
        unit.scorecards.save([first])
        unit.scorecards.save([second])
        assert unit.scorecards.latest(OCTOBER) == [second]
    with database.unit() as unit:
        assert unit.scorecards.save([first]) == 2
        assert unit.scorecards.latest(OCTOBER) == [first]


def test_without_a_period_the_last_one_counts(database: Database, outlets: list[Outlet]) -> None:
    year = Period(dt.date(2024, 1, 1), NOVEMBER.end)
    cards = [_card(outlet.id, NOVEMBER) for outlet in outlets]
    with database.unit() as unit:
        assert unit.scorecards.latest() == []
        unit.scorecards.save([*cards[::-1], _card(outlets[0].id, OCTOBER), _card(outlets[0].id, year)])
        assert unit.scorecards.latest() == cards
        assert unit.scorecards.latest(Period(OCTOBER.start, NOVEMBER.end)) == []


def test_many_scorecards_are_saved_at_once(database: Database) -> None:
    many = [Outlet(f"media-{number:04d}", "Media", "https://media.example/") for number in range(1_001)]
    cards = [_card(outlet.id) for outlet in many]
    with database.unit() as unit:
        unit.outlets.save(many, dt.datetime(2024, 10, 23, tzinfo=dt.UTC))
        assert unit.scorecards.save(cards) == 1_001
    with database.unit() as unit:
        assert unit.scorecards.latest() == cards
        assert unit.scorecards.save(cards) == 0
