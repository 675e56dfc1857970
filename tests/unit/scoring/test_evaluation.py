from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from core.nouns import Match, MatchState
from scoring.evaluation import Accepted, Gold, Label, evaluate

A, B, C, D = (UUID(int=number) for number in range(1, 5))


def found(article: UUID, activity: str, state: MatchState = MatchState.MATCHED) -> Match:
    return Match(article, activity, 0.9, state)


def test_precision_recall_and_f1_count_pairs() -> None:
    gold = Gold.of([(A, "k1"), (A, "k2"), (B, "k1"), (C, None)])
    result = evaluate([found(A, "k1"), found(B, "k2"), found(C, "k1")], gold)
    assert (result.right, result.found, result.wanted) == (1, 3, 3)
    assert result.precision == 1 / 3
    assert result.recall == 1 / 3
    assert result.f1 == 1 / 3


def test_only_matched_is_a_prediction() -> None:
    gold = Gold.of([(A, "k1")])
    result = evaluate([found(A, "k1", MatchState.DOUBTFUL), found(A, "k2", MatchState.NO)], gold)
    assert (result.precision, result.recall, result.f1) == (None, 0.0, 0.0)


def test_an_unlabelled_article_is_no_negative() -> None:
    result = evaluate([found(A, "k1"), found(D, "k1")], Gold.of([(A, "k1")]))
    assert (result.precision, result.recall) == (1.0, 1.0)


def test_an_uncertain_label_counts_neither_way() -> None:
    gold = Gold(
        (Label(A, "k1"), Label(B, "k1", certain=False), Label(C, None, certain=False, kind="preview"))
    )
    result = evaluate([found(A, "k1"), found(B, "k2"), found(C, "k1")], gold)
    assert (result.precision, result.recall) == (1.0, 1.0)
    assert result.by_kind == {}


def test_false_accepts_are_counted_by_kind() -> None:
    gold = Gold(
        (
            Label(A, None, kind="other_year"),
            Label(B, None, kind="other_year"),
            Label(C, "k1", kind="short"),
            Label(D, None, kind="preview"),
        )
    )
    result = evaluate([found(A, "k1"), found(A, "k2"), found(C, "k1"), found(D, "k1", MatchState.NO)], gold)
    assert result.by_kind == {
        "other_year": Accepted(1, 2),
        "short": Accepted(0, 1),
        "preview": Accepted(0, 1),
    }


def test_nothing_labelled_is_unknown_not_zero() -> None:
    result = evaluate([found(A, "k1")], Gold(()))
    assert (result.precision, result.recall, result.f1) == (None, None, None)


def test_gold_can_be_cut_to_some_articles() -> None:
    gold = Gold.of([(A, "k1"), (B, None)])
    assert gold.only({B}).judged == {B}
    assert gold.only({B}).pairs == frozenset()


pairs = st.tuples(st.sampled_from([A, B, C, D]), st.sampled_from(["k1", "k2"]))


@given(st.sets(pairs), st.sets(pairs))
def test_measures_stay_between_zero_and_one(
    accepted: set[tuple[UUID, str]], right: set[tuple[UUID, str]]
) -> None:
    result = evaluate([found(*pair) for pair in accepted], Gold.of(right))
    for measure in (result.precision, result.recall, result.f1):
        assert measure is None or 0.0 <= measure <= 1.0


@given(st.sets(pairs, min_size=1))
def test_the_labels_themselves_are_perfect(right: set[tuple[UUID, str]]) -> None:
    result = evaluate([found(*pair) for pair in right], Gold.of(right))
    assert (result.precision, result.recall, result.f1) == (1.0, 1.0, 1.0)
