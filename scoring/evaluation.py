"""How good the matching is, against pairs that people labelled."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from core.nouns import Match, MatchState


@dataclass(frozen=True, slots=True)
class Label:
    """What a reader said of one article: it reports `activity_id`, or none of the activities (None).

    A label that is not `certain` counts neither way, and takes its whole article out of the counting.
    `kind` names the kind of near miss ("other_year", "same_official", …) where there is one.
    """

    article_id: UUID
    activity_id: str | None
    certain: bool = True
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Gold:
    """The labels of a set of articles. An article without a label is unknown, not a negative."""

    labels: tuple[Label, ...]

    @classmethod
    def of(cls, pairs: Iterable[tuple[UUID, str | None]]) -> "Gold":
        """Certain labels from (article, activity) pairs; None says that the article reports none."""
        return cls(tuple(Label(article_id, activity_id) for article_id, activity_id in pairs))

    def only(self, article_ids: Collection[UUID]) -> "Gold":
        """The labels of these articles."""
        return Gold(tuple(label for label in self.labels if label.article_id in article_ids))

    @property
    def judged(self) -> frozenset[UUID]:
        """The articles that count: labelled, and every label of theirs certain."""
        unsure = {label.article_id for label in self.labels if not label.certain}
        return frozenset(label.article_id for label in self.labels) - unsure

    @property
    def pairs(self) -> frozenset[tuple[UUID, str]]:
        """The (article, activity) pairs that a perfect matcher would accept."""
        judged = self.judged
        return frozenset(
            (label.article_id, label.activity_id)
            for label in self.labels
            if label.activity_id is not None and label.article_id in judged
        )


@dataclass(frozen=True, slots=True)
class Accepted:
    """Of `total` near misses of one kind, how many were accepted as a match."""

    accepted: int
    total: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Pairwise quality; a measure without anything to measure is None.

    `found`, `right` and `wanted` are the counts behind it: accepted pairs, accepted pairs that are
    labelled so, labelled pairs.
    """

    precision: float | None
    recall: float | None
    f1: float | None
    found: int
    right: int
    wanted: int
    by_kind: Mapping[str, Accepted] = field(default_factory=dict)


def evaluate(matches: Iterable[Match], gold: Gold) -> Evaluation:
    """Precision, recall and F1 over pairs, and false accepts by kind of near miss.

    Only `MATCHED` is a prediction: a doubtful pair waits for a person. Pairs of articles that are not
    labelled, or not with certainty, are left out.
    """
    judged = gold.judged
    found = {
        (match.article_id, match.activity_id)
        for match in matches
        if match.state is MatchState.MATCHED and match.article_id in judged
    }
    wanted = gold.pairs
    right = len(found & wanted)
    precision = right / len(found) if found else None
    recall = right / len(wanted) if wanted else None
    f1 = 2 * right / (len(found) + len(wanted)) if found or wanted else None
    wrong = {article_id for article_id, activity_id in found - wanted}
    return Evaluation(
        precision, recall, f1, len(found), right, len(wanted), _by_kind(gold.labels, judged, wrong)
    )


def _by_kind(
    labels: Sequence[Label], judged: Collection[UUID], wrong: Collection[UUID]
) -> dict[str, Accepted]:
    kinds: dict[str, list[bool]] = {}
    for label in labels:
        if label.kind is not None and label.article_id in judged:
            kinds.setdefault(label.kind, []).append(label.article_id in wrong)
    return {kind: Accepted(sum(accepted), len(accepted)) for kind, accepted in sorted(kinds.items())}
