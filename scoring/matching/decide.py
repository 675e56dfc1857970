"""From signs to a probability: a logistic sum that a reviewer can read, kept in `model.json`.

A pair's log-odds are the intercept plus, for every sign that could be seen, its weight times how far the
sign lies from its centre; a sign that could not be seen adds nothing. Then the article's other candidates
count: an activity that leads the next best gains, one that trails the best loses. Last, a short list of
rules keeps some pairs from counting without a person's word (`VETOES`), and pairs that share nothing but
their time or office from waiting for one (`SUBJECT`).
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from core.nouns import MatchState
from scoring.matching.features import Seen
from scoring.matching.signs import TitleWords
from scoring.matching.weights import Background

# Each of these, fully seen, leaves the pair to a person.
VETOES = ("called_off", "announced", "other_edition", "elsewhere", "protested", "recalled")
# One of these must speak for a pair, and be heard: more than this is added to the log-odds.
_SPEAKS = 0.15
SUBJECT = (
    "title_together",
    "headline_explained",
    "subject",
    "subject_of_headline",
    "venue",
    "people",
    "act_same",
)
# Any of these, fully seen, takes the benefit of being the only candidate.
_CONTRADICTIONS = (*VETOES, "act_other", "year_other", "before")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A pair's probability, what the article's other candidates added, and the veto where one held it back."""

    probability: float
    lead: float
    veto: str | None


@dataclass(frozen=True, slots=True)
class SignWeight:
    """What one sign adds to the log-odds: `weight` times (value - `centre`)."""

    weight: float
    centre: float


@dataclass(frozen=True, slots=True)
class Model:
    """Coefficients for one way of matching (with dates or without), and its two thresholds.

    `rival` is what a full lead over the article's next best activity adds to the log-odds (and a full
    lag takes off), `reach` the difference in log-odds that makes a lead full.
    """

    intercept: float
    signs: Mapping[str, SignWeight]
    rival: float
    reach: float
    matched: float
    doubtful: float

    def contributions(self, seen: Seen) -> dict[str, float]:
        """What each sign that was seen adds to the log-odds."""
        return {
            name: entry.weight * (sign.value - entry.centre)
            for name, entry in self.signs.items()
            if (sign := seen.get(name)) is not None
        }

    def log_odds(self, seen: Seen) -> float:
        """The pair's log-odds when no other activity is looked at."""
        return self.intercept + sum(self.contributions(seen).values())

    def judge(self, seen: Sequence[Seen], titles: Sequence[TitleWords]) -> list[Verdict]:
        """What is decided on the candidates of one article."""
        alone = [self.log_odds(one) for one in seen]
        led = leads(alone, titles, [contradicted(one) for one in seen], self.reach)
        return [
            self._verdict(one, odds, self.rival * lead)
            for one, odds, lead in zip(seen, alone, led, strict=True)
        ]

    def _verdict(self, seen: Seen, odds: float, lead: float) -> Verdict:
        probability, veto = sigmoid(odds + lead), vetoed(seen)
        if veto is not None:
            probability = min(probability, (self.matched + self.doubtful) / 2)
        if probability < self.matched and not self._speaks_of_it(seen):
            probability = min(probability, self.doubtful / 2)
        return Verdict(probability, lead, veto if sigmoid(odds + lead) > probability else None)

    def _speaks_of_it(self, seen: Seen) -> bool:
        moved = self.contributions(seen)
        return any(moved.get(name, 0.0) >= _SPEAKS for name in SUBJECT)

    def state(self, probability: float) -> MatchState:
        """Matched, doubtful or no, by the two thresholds."""
        if probability >= self.matched:
            return MatchState.MATCHED
        return MatchState.DOUBTFUL if probability >= self.doubtful else MatchState.NO


def vetoed(seen: Seen) -> str | None:
    """The first rule that keeps the pair from counting as coverage, if any."""
    return next((name for name in VETOES if _full(seen, name)), None)


def contradicted(seen: Seen) -> bool:
    """Whether some sign says outright that the article is about something else."""
    return any(_full(seen, name) for name in _CONTRADICTIONS)


def _full(seen: Seen, name: str) -> bool:
    sign = seen.get(name)
    return sign is not None and sign.value >= 1.0


def leads(
    alone: Sequence[float], titles: Sequence[TitleWords], refuted: Sequence[bool], reach: float
) -> list[float]:
    """How far each candidate leads the best of the others, in [-1, 1]; 1 when there is no other.

    A refuted candidate gains nothing by leading, or by being alone.

    A lag counts only as far as the article leaves out what tells the candidate from that other: an
    article may report two activities.
    """
    found = []
    for place, odds in enumerate(alone):
        others = [other for other in range(len(alone)) if other != place]
        best = max(others, key=alone.__getitem__, default=None)
        lead = 1.0 if best is None else max(-1.0, min(1.0, (odds - alone[best]) / reach))
        if best is not None and lead < 0.0:
            lead *= 1.0 - titles[place].told_beyond(titles[best])
        found.append(min(0.0, lead) if refuted[place] else lead)
    return found


def sigmoid(odds: float) -> float:
    """The probability of given log-odds."""
    return 1.0 / (1.0 + math.exp(-odds)) if odds >= 0 else math.exp(odds) / (1.0 + math.exp(odds))


@dataclass(frozen=True, slots=True)
class Shipped:
    """What `model.json` holds: one model for use with dates, one without, and the word background."""

    dated: Model
    undated: Model
    background: Background


@cache
def shipped() -> Shipped:
    """The model that comes with the program."""
    text = resources.files("scoring.matching").joinpath("model.json").read_text(encoding="utf-8")
    return parse(json.loads(text))


def parse(raw: Mapping[str, object]) -> Shipped:
    """The models and the background of a parsed `model.json`."""
    background = _table(raw["background"])
    counts = {str(stem): int(str(count)) for stem, count in _table(background["stems"]).items()}
    return Shipped(
        _model(_table(raw["dated"])),
        _model(_table(raw["undated"])),
        Background(int(str(background["documents"])), counts),
    )


def _table(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise TypeError(f"model.json: a table is expected, not {value!r}")
    return value


def _model(raw: Mapping[str, object]) -> Model:
    signs = {
        name: SignWeight(_number(_table(entry)["weight"]), _number(_table(entry)["centre"]))
        for name, entry in _table(raw["signs"]).items()
    }
    rest = (_number(raw[key]) for key in ("rival", "reach", "matched", "doubtful"))
    return Model(_number(raw["intercept"]), signs, *rest)


def _number(value: object) -> float:
    return float(str(value))
