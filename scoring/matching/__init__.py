"""Which articles report which activities: probability, state, and reasons a person can read aloud."""

import hashlib
from collections.abc import Sequence
from importlib import resources
from importlib.metadata import version
from zoneinfo import ZoneInfo

from core.nouns import Activity, Article, Match, MatchState
from scoring.matching.decide import Model, shipped
from scoring.matching.features import Observation, observe
from scoring.matching.phrases import Written
from scoring.matching.reasons import Rival, reasons

# Below this a pair is not even a near miss worth showing.
SERIOUS = 0.05


def match(
    articles: Sequence[Article],
    activities: Sequence[Activity],
    *,
    zone: ZoneInfo,
    use_dates: bool = True,
    region: str | None = None,
) -> list[Match]:
    """The matched, doubtful and nearly matched pairs, by article in the order given, likeliest first.

    A pair's probability depends on the article, the set of activities and the shipped model only: any
    subset of the articles gives the same matches. Without `use_dates` neither publication dates nor
    days named in the text are looked at, and every activity is a candidate for every article. `region` is
    the office's own ("Kabupaten …"): where a record names no region, its activity took place there.
    """
    model = shipped().dated if use_dates else shipped().undated
    words = _Words(activities)
    found: list[Match] = []
    background = shipped().background
    for observations in observe(
        articles, activities, background, zone=zone, use_dates=use_dates, region=region
    ):
        found.extend(_judged(observations, words, model))
    return found


class _Words:
    """How activities write their titles and words; looked up only for the pairs that are told."""

    def __init__(self, activities: Sequence[Activity]) -> None:
        self._activities = {activity.id: activity for activity in activities}
        self._written: dict[str, Written] = {}

    def title(self, activity_id: str) -> str:
        return self._activities[activity_id].title

    def written(self, activity_id: str) -> Written:
        if activity_id not in self._written:
            self._written[activity_id] = Written(self._activities[activity_id])
        return self._written[activity_id]


def _judged(observations: Sequence[Observation], words: _Words, model: Model) -> list[Match]:
    seen = [observation.seen for observation in observations]
    alone = [model.log_odds(one) for one in seen]
    verdicts = model.judge(seen, [observation.title for observation in observations])
    judged = []
    for observation, verdict in zip(observations, verdicts, strict=True):
        probability = round(verdict.probability, 6)
        if probability < SERIOUS:
            continue
        activity_id, state = observation.activity.id, model.state(probability)
        matched = state is MatchState.MATCHED
        best = observations[max(range(len(alone)), key=alone.__getitem__)].activity.id
        rival = Rival(words.title(best) if best != activity_id else "", -verdict.lead)
        judged.append(
            Match(
                article_id=observation.article.id,
                activity_id=activity_id,
                probability=probability,
                state=state,
                reasons=reasons(observation, model, rival, words.written(activity_id), matched=matched),
            )
        )
    return sorted(judged, key=lambda one: (-one.probability, one.activity_id))


def _fingerprint() -> str:
    """A digest of everything that decides: this package's code, model and gazetteer, and the dictionaries."""
    digest = hashlib.sha256(version("pysastrawi").encode())
    digest.update(resources.files("core").joinpath("indonesian.py").read_bytes())
    for entry in sorted(resources.files(__name__).iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith((".py", ".json", ".csv")):
            digest.update(entry.name.encode() + b"\0" + entry.read_bytes())
    return digest.hexdigest()[:16]


MODEL_ID = _fingerprint()
"""Changes whenever decisions could change."""
