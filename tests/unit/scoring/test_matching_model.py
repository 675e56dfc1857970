"""The shipped model, and how a model is learned."""

import json
from dataclasses import replace
from importlib import resources
from uuid import UUID

import pytest

from core.nouns import MatchState
from scoring.matching.decide import VETOES, Model, SignWeight, leads, parse, shipped, sigmoid
from scoring.matching.features import SIGNS, TIMED
from scoring.matching.fit import AGAINST, Candidates, Example, Settings, fit
from scoring.matching.signs import Sign, TitleWords

NO_TITLE = TitleWords({}, {})
MODEL = Model(
    intercept=-1.0,
    signs={"venue": SignWeight(2.0, 0.5), "preview": SignWeight(-4.0, 0.0)},
    rival=1.5,
    reach=2.0,
    matched=0.5,
    doubtful=0.2,
)


def test_the_log_odds_are_the_sum_a_reviewer_would_write_down() -> None:
    seen = {"venue": Sign(1.0), "preview": Sign(0.5)}
    assert MODEL.log_odds(seen) == pytest.approx(-1.0 + 2.0 * 0.5 - 4.0 * 0.5)


def test_a_sign_that_could_not_be_seen_adds_nothing() -> None:
    assert MODEL.log_odds({"venue": None, "preview": None}) == -1.0


def test_two_thresholds_make_three_states() -> None:
    assert [MODEL.state(chance) for chance in (0.5, 0.49, 0.2, 0.19)] == [
        MatchState.MATCHED, MatchState.DOUBTFUL, MatchState.DOUBTFUL, MatchState.NO,
    ]  # fmt: skip


def test_alone_leads_fully_and_level_leads_nothing() -> None:
    assert leads([0.3], [NO_TITLE], [False], 2.0) == [1.0]
    assert leads([1.0, 1.0], [NO_TITLE] * 2, [False] * 2, 2.0) == [0.0, 0.0]
    assert leads([3.0, 2.0, -9.0], [NO_TITLE] * 3, [False] * 3, 2.0) == [0.5, -0.5, -1.0]


def test_a_refuted_candidate_gains_nothing_by_being_alone_or_ahead() -> None:
    assert leads([0.3], [NO_TITLE], [True], 2.0) == [0.0]
    assert leads([3.0, 2.0], [NO_TITLE] * 2, [True, False], 2.0) == [0.0, -0.5]


@pytest.mark.parametrize("veto", VETOES)
def test_a_veto_leaves_the_surest_pair_doubtful(veto: str) -> None:
    sure = replace(MODEL, signs={"venue": SignWeight(20.0, 0.0)})
    free, held = sure.judge([{"venue": Sign(1.0)}, {"venue": Sign(1.0), veto: Sign(1.0)}], [NO_TITLE] * 2)
    assert free.veto is None
    assert held.veto == veto
    assert sure.state(free.probability) is MatchState.MATCHED
    assert sure.state(held.probability) is MatchState.DOUBTFUL


def test_nobody_is_asked_about_a_pair_that_shares_no_subject() -> None:
    model = replace(MODEL, signs={"delay": SignWeight(1.0, 0.5), "venue": SignWeight(1.0, 0.5)}, rival=0.0)
    (near,) = model.judge([{"delay": Sign(1.0), "venue": Sign(0.5)}], [NO_TITLE])
    (told,) = model.judge([{"delay": Sign(0.5), "venue": Sign(1.0)}], [NO_TITLE])
    assert model.state(near.probability) is MatchState.NO
    assert model.state(told.probability) is MatchState.DOUBTFUL


def test_a_lag_is_forgiven_where_the_article_tells_both_activities() -> None:
    bridge = TitleWords({"jembatan": 5.0, "resmi": 1.0}, {})
    market = TitleWords({"beras": 3.0}, {"operasi": 3.0, "resmi": 1.0})
    assert leads([0.0, 2.0], [bridge, market], [False] * 2, 2.0)[0] == 0.0
    assert leads([2.0, 0.0], [bridge, market], [False] * 2, 2.0)[1] == -0.5


def test_sigmoid_survives_extremes() -> None:
    assert sigmoid(-1e4) == 0.0
    assert sigmoid(1e4) == 1.0
    assert sigmoid(0.0) == 0.5


def test_the_shipped_model_knows_every_sign_in_its_direction() -> None:
    model = shipped()
    assert set(model.dated.signs) == set(SIGNS)
    assert set(model.undated.signs) == set(SIGNS) - TIMED
    for name, sign in [*model.dated.signs.items(), *model.undated.signs.items()]:
        assert sign.weight <= 0 if name in AGAINST else sign.weight >= 0
    for one in (model.dated, model.undated):
        assert 0.0 < one.doubtful < one.matched < 1.0


def test_the_shipped_model_is_small_and_carries_its_report() -> None:
    text = resources.files("scoring.matching").joinpath("model.json").read_text(encoding="utf-8")
    assert len(text.encode()) < 300_000
    raw = json.loads(text)
    assert raw["training"]["fingerprint"]
    assert raw["training"]["report"]["dated"]["newspapers"]["cross-validated"]["f1"] > 0.9
    assert parse(raw) == shipped()


def test_a_broken_model_file_says_what_is_missing() -> None:
    with pytest.raises(TypeError, match="a table is expected"):
        parse({"background": 3})


def example(number: int, venue: float, preview: float | None, *, right: bool) -> Example:
    seen = {"venue": Sign(venue), "preview": None if preview is None else Sign(preview)}
    return Example(UUID(int=number), f"k{number}", seen, NO_TITLE, right)


GROUPS = [
    Candidates((example(1, 0.9, 0.0, right=True), example(2, 0.1, 0.0, right=False))),
    Candidates((example(3, 0.8, None, right=True),)),
    Candidates((example(4, 0.9, 1.0, right=False), example(5, 0.3, 0.0, right=False))),
]
SETTINGS = Settings(ridge=0.1, matched=0.5, doubtful=0.2)


def test_learning_twice_gives_the_same_model() -> None:
    assert fit(GROUPS, ["venue", "preview"], SETTINGS) == fit(GROUPS, ["venue", "preview"], SETTINGS)


def test_what_was_learned_tells_the_examples_apart() -> None:
    model = fit(GROUPS, ["venue", "preview"], SETTINGS)
    for group in GROUPS:
        verdicts = model.judge([one.seen for one in group.examples], [one.title for one in group.examples])
        for one, verdict in zip(group.examples, verdicts, strict=True):
            assert (model.log_odds(one.seen) + verdict.lead > 0) == one.right


def test_no_sign_is_learned_against_its_direction() -> None:
    upside_down = [
        Candidates((example(1, 0.1, 1.0, right=True),)),
        Candidates((example(2, 0.9, 0.0, right=False),)),
    ]
    model = fit(upside_down, ["venue", "preview"], SETTINGS)
    assert model.signs["venue"].weight == 0.0
    assert model.signs["preview"].weight == 0.0


def test_centres_lie_halfway_between_matches_and_others() -> None:
    model = fit(GROUPS, ["venue", "preview"], SETTINGS)
    assert model.signs["venue"].centre == pytest.approx((0.85 + (0.1 + 0.9 + 0.3) / 3) / 2, abs=1e-4)
