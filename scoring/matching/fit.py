"""Learns a model from labelled observations: regularised logistic regression with the signs' own directions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from scoring.matching.decide import Model, SignWeight, contradicted, leads
from scoring.matching.features import Seen
from scoring.matching.signs import TitleWords

# Signs that can only speak against a match; all others can only speak for one.
AGAINST = frozenset(
    {"act_other", "preview", "region_other", "local_other", "date_other", "year_other", "delay", "before"}
)
_REACH = 4.0  # log-odds; a lead of this much is as good as being alone
_DIGITS = 4
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """What was seen on one pair, and whether a person says that it is a match."""

    article: UUID
    activity: str
    seen: Seen
    title: TitleWords
    right: bool


@dataclass(frozen=True, slots=True)
class Candidates:
    """One article's pairs together, and how much they count in training."""

    examples: tuple[Example, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Settings:
    """How to learn: strength of the pull towards zero, and the two thresholds of the model."""

    ridge: float
    matched: float
    doubtful: float


def fit(groups: Sequence[Candidates], names: Sequence[str], settings: Settings) -> Model:
    """A model of the named signs. The same groups in the same order give the same model.

    First every pair is judged alone; then what a lead over the article's other candidates is worth.
    """
    centres = _centres(groups, names)
    signs = np.array([_row(example.seen, names, centres) for group in groups for example in group.examples])
    right = np.array([float(example.right) for group in groups for example in group.examples])
    weight = np.array([group.weight for group in groups for _ in group.examples])
    directions = [-1 if name in AGAINST else 1 for name in names]
    alone = _logistic(signs, right, weight, settings.ridge, directions)
    odds = alone[0] + signs @ alone[1:]
    led = np.array(_leads(groups, odds))
    joint = _logistic(np.column_stack([odds, led]), right, weight, 0.0, [1, 1])
    scale = float(joint[1])
    return Model(
        intercept=round(float(joint[0] + scale * alone[0]), _DIGITS),
        signs={
            name: SignWeight(round(float(scale * value), _DIGITS), centres[name])
            for name, value in zip(names, alone[1:], strict=True)
        },
        rival=round(float(joint[2]), _DIGITS),
        reach=round(_REACH * scale, _DIGITS),
        matched=settings.matched,
        doubtful=settings.doubtful,
    )


def _centres(groups: Sequence[Candidates], names: Sequence[str]) -> dict[str, float]:
    """Halfway between matches and others, so that a sign that cannot be seen speaks for neither."""
    centres = {}
    for name in names:
        means = [_mean(groups, name, right=right) for right in (True, False)]
        centres[name] = round(sum(means) / 2, _DIGITS)
    return centres


def _mean(groups: Sequence[Candidates], name: str, *, right: bool) -> float:
    seen = [
        (sign.value, group.weight)
        for group in groups
        for one in group.examples
        if one.right == right and (sign := one.seen.get(name)) is not None
    ]
    weight = sum(counted for _, counted in seen)
    return sum(value * counted for value, counted in seen) / weight if weight else 0.0


def _row(seen: Seen, names: Sequence[str], centres: Mapping[str, float]) -> list[float]:
    return [sign.value - centres[name] if (sign := seen.get(name)) is not None else 0.0 for name in names]


def _leads(groups: Sequence[Candidates], odds: Floats) -> list[float]:
    led: list[float] = []
    for group in groups:
        alone = odds[len(led) : len(led) + len(group.examples)].tolist()
        titles = [one.title for one in group.examples]
        led.extend(leads(alone, titles, [contradicted(one.seen) for one in group.examples], _REACH))
    return led


def _logistic(
    values: Floats, right: Floats, weight: Floats, ridge: float, directions: Sequence[int]
) -> Floats:
    """Intercept and coefficients that maximise the penalised likelihood, none against its direction."""

    def loss(beta: Floats) -> tuple[float, Floats]:
        odds = beta[0] + values @ beta[1:]
        missed = weight * (1.0 / (1.0 + np.exp(-odds)) - right)
        penalty = 0.5 * ridge * float(beta[1:] @ beta[1:])
        value = float(np.sum(weight * (np.logaddexp(0.0, odds) - right * odds))) + penalty
        return value, np.concatenate([[missed.sum()], values.T @ missed + ridge * beta[1:]])

    bounds = [(None, None), *((0.0, None) if direction > 0 else (None, 0.0) for direction in directions)]
    found = minimize(loss, np.zeros(values.shape[1] + 1), jac=True, bounds=bounds, method="L-BFGS-B")
    return np.asarray(found.x, dtype=np.float64)
