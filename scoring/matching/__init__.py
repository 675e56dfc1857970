"""Which articles report which activities: probability, state, and reasons a person can read aloud."""

import hashlib
from collections.abc import Mapping, Sequence
from importlib import resources
from zoneinfo import ZoneInfo

from core.nouns import Activity, Article, Match
from scoring.matching.decide import Model, shipped, sigmoid
from scoring.matching.features import Observation, observe
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
    titles = {activity.id: activity.title for activity in activities}
    found: list[Match] = []
    for observations in observe(articles, activities, shipped().background, zone=zone, use_dates=use_dates):
        found.extend(_judged(observations, titles, model))
    return found


def _judged(observations: Sequence[Observation], titles: Mapping[str, str], model: Model) -> list[Match]:
    alone = [model.log_odds(observation.seen) for observation in observations]
    judged = []
    for place, (observation, odds, lead) in enumerate(
        zip(observations, alone, model.leads(alone), strict=True)
    ):
        probability = round(sigmoid(odds + lead), 6)
        if probability < SERIOUS:
            continue
        others = [
            (other, titles[observations[at].activity.id]) for at, other in enumerate(alone) if at != place
        ]
        rival = max(others, key=lambda one: one[0], default=(0.0, ""))[1] if lead < 0 else ""
        judged.append(
            Match(
                article_id=observation.article.id,
                activity_id=observation.activity.id,
                probability=probability,
                state=model.state(probability),
                reasons=reasons(observation, model, Rival(rival, -lead)),
            )
        )
    return sorted(judged, key=lambda one: (-one.probability, one.activity_id))


def _fingerprint() -> str:
    """A digest of everything in this package that decides: code, model and gazetteer."""
    digest = hashlib.sha256()
    for entry in sorted(resources.files(__name__).iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith((".py", ".json", ".csv")):
            digest.update(entry.name.encode() + b"\0" + entry.read_bytes())
    return digest.hexdigest()[:16]


MODEL_ID = _fingerprint()
"""Changes whenever decisions could change."""
