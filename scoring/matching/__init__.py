"""Which articles report which activities: probability, state, and reasons a person can read aloud."""

import hashlib
from collections.abc import Sequence
from importlib import resources
from importlib.metadata import version
from zoneinfo import ZoneInfo

from core.nouns import Activity, Article, Match
from scoring.matching.decide import Model, shipped, sigmoid
from scoring.matching.features import Observation, observe
from scoring.matching.readings import written_forms
from scoring.matching.reasons import Rival, reasons

# Below this a pair is not even a near miss worth showing.
SERIOUS = 0.05


def match(
    articles: Sequence[Article], activities: Sequence[Activity], *, zone: ZoneInfo, use_dates: bool = True
) -> list[Match]:
    """The matched, doubtful and nearly matched pairs, by article in the order given, likeliest first.

    A pair's probability depends on the article, the set of activities and the shipped model only: any
    subset of the articles gives the same matches. Without `use_dates` neither publication dates nor
    days named in the text are looked at, and every activity is a candidate for every article.
    """
    model = shipped().dated if use_dates else shipped().undated
    words = _Words(activities)
    found: list[Match] = []
    for observations in observe(articles, activities, shipped().background, zone=zone, use_dates=use_dates):
        found.extend(_judged(observations, words, model))
    return found


class _Words:
    """How activities write their titles and words; looked up only for the pairs that are told."""

    def __init__(self, activities: Sequence[Activity]) -> None:
        self._activities = {activity.id: activity for activity in activities}
        self._forms: dict[str, dict[str, str]] = {}

    def title(self, activity_id: str) -> str:
        return self._activities[activity_id].title

    def forms(self, activity_id: str) -> dict[str, str]:
        if activity_id not in self._forms:
            self._forms[activity_id] = written_forms(self._activities[activity_id])
        return self._forms[activity_id]


def _judged(observations: Sequence[Observation], words: _Words, model: Model) -> list[Match]:
    alone = [model.log_odds(observation.seen) for observation in observations]
    led = model.leads(alone, [observation.title for observation in observations])
    judged = []
    for observation, odds, lead in zip(observations, alone, led, strict=True):
        probability = round(sigmoid(odds + lead), 6)
        if probability < SERIOUS:
            continue
        activity_id = observation.activity.id
        best = observations[max(range(len(alone)), key=alone.__getitem__)].activity.id
        rival = Rival(words.title(best) if best != activity_id else "", -lead)
        judged.append(
            Match(
                article_id=observation.article.id,
                activity_id=activity_id,
                probability=probability,
                state=model.state(probability),
                reasons=reasons(observation, model, rival, words.forms(activity_id)),
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
