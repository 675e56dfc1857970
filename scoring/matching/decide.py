"""From signs to a probability: a logistic sum that a reviewer can read, kept in `model.json`.

A pair's log-odds are the intercept plus, for every sign that could be seen, its weight times how far the
sign lies from its centre; a sign that could not be seen adds nothing. Then the article's other candidates
count: an activity that leads the next best gains, one that trails the best loses.
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

    def leads(self, alone: Sequence[float], titles: Sequence[TitleWords]) -> list[float]:
        """What the rivals add to each candidate of one article, from the log-odds each has alone."""
        return [self.rival * lead for lead in leads(alone, titles, self.reach)]

    def state(self, probability: float) -> MatchState:
        """Matched, doubtful or no, by the two thresholds."""
        if probability >= self.matched:
            return MatchState.MATCHED
        return MatchState.DOUBTFUL if probability >= self.doubtful else MatchState.NO


def leads(alone: Sequence[float], titles: Sequence[TitleWords], reach: float) -> list[float]:
    """How far each candidate leads the best of the others, in [-1, 1]; 1 when there is no other.

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
        found.append(lead)
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
