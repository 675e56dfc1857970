"""The policy: what counts, how much, and between which goalposts. One TOML file a government and year.

Everything a reviewer could ask "why this number?" about is in that file; its hash stands on every result.
"""

import datetime as dt
import hashlib
import json
import math
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    model_validator,
)

from core.errors import BadInputError, Problem
from core.validation import problems_of
from scoring.inputs import FORBIDDEN_INPUTS, IndicatorName, is_forbidden
from scoring.policy_checks import added_inputs, cross_checks


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


Share = Annotated[float, Field(ge=0, le=1)]


class Government(_Section):
    """Whose policy it is."""

    name: str = Field(min_length=1)
    id: str = ""
    unit: str = ""


class Decree(_Section):
    """The decision that put the policy into force; empty while it is a draft."""

    number: str = ""
    published_on: dt.date | None = None


class PeriodRules(_Section):
    """The local days rated, both included, and how many opportunities make enough evidence."""

    start: dt.date
    end: dt.date
    min_opportunities: int = Field(default=20, ge=1)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end < self.start:
            raise ValueError("periode berakhir sebelum mulai")
        return self


class ExposureRules(_Section):
    """`outage_exclusion_cap`: the largest share of the period's days whose outages excuse an outlet."""

    outage_exclusion_cap: Share = 0.10


class Shrinkage(_Section):
    """The prior that rates are drawn to: `prior_mean` weighs as much as `prior_strength` opportunities.

    Fixed before the period, never estimated from this year's outlets: then another outlet cannot move a score.
    """

    prior_mean: Share = 0.60
    prior_strength: float = Field(default=8, ge=0)
    basis: str = ""


class TimelinessRules(_Section):
    """Hours after the end of an activity's last day within which a first article is on time."""

    hours: float = Field(default=48, gt=0)


class RegularityRules(_Section):
    """A month counts from `min_opportunities` on; it is kept up when its coverage reaches `share_of_target` of the target."""

    min_opportunities: int = Field(default=3, ge=1)
    share_of_target: float = Field(default=0.5, gt=0, le=1)


class Goalposts(_Section):
    """How an indicator's raw figure becomes 0 to 100: `poor` is 0, `target` is 100, beyond them nothing is gained or lost.

    `poor` above `target` means that less is better.
    """

    weight: Share
    poor: float
    target: float
    scale: Literal["linear", "log10"] = "linear"
    missing: Literal["unknown"] = "unknown"

    @model_validator(mode="after")
    def _apart(self) -> Self:
        if self.poor == self.target:
            raise ValueError("`poor` dan `target` harus berbeda")
        if self.scale == "log10" and min(self.poor, self.target) <= 0:
            raise ValueError("skala log10 membutuhkan `poor` dan `target` di atas 0")
        return self

    def value(self, raw: float) -> float:
        """100·clip((x − poor)/(target − poor), 0, 1), on logarithms where the scale says so."""
        poor, target = self.poor, self.target
        if self.scale == "log10":
            if raw <= 0:
                return 0.0 if poor < target else 100.0
            raw, poor, target = math.log10(raw), math.log10(poor), math.log10(target)
        return 100 * min(max((raw - poor) / (target - poor), 0.0), 1.0)


def _known(name: str, info: ValidationInfo) -> str:
    _allowed(name, info)
    if name not in set(IndicatorName):
        raise ValueError(f"indikator tidak dikenal; yang ada: {', '.join(IndicatorName)}")
    return name


def _allowed(name: str, info: ValidationInfo) -> str:
    forbidden = info.context or FORBIDDEN_INPUTS
    if is_forbidden(name, forbidden):
        raise ValueError("masukan terlarang: nada pemberitaan tidak pernah dinilai")
    return name


class Dimension(_Section):
    """A group of indicators; `weight` is its part of the score, the indicators' weights are parts of it."""

    weight: Share
    indicator: dict[Annotated[str, AfterValidator(_known)], Goalposts] = Field(min_length=1)


class Forbidden(_Section):
    """What may not be an input, beside `FORBIDDEN_INPUTS`."""

    inputs: list[str] = []


@dataclass(frozen=True, slots=True)
class Part:
    """An indicator's place in the score: its dimension, its goalposts, and `weight`, its part of the whole."""

    name: IndicatorName
    dimension: str
    weight: float
    goalposts: Goalposts


class Policy(_Section):
    """One government's rules for one period."""

    schema_version: Literal[1] = Field(alias="schema")
    government: Government
    decree: Decree = Decree()
    period: PeriodRules
    exposure: ExposureRules = ExposureRules()
    shrinkage: Shrinkage = Shrinkage()
    timeliness: TimelinessRules = TimelinessRules()
    regularity: RegularityRules = RegularityRules()
    dimension: dict[Annotated[str, AfterValidator(_allowed)], Dimension] = Field(min_length=1)
    forbidden: Forbidden = Forbidden()

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every indicator in the file's order."""
        return tuple(
            Part(IndicatorName(name), group, dimension.weight * goalposts.weight, goalposts)
            for group, dimension in self.dimension.items()
            for name, goalposts in dimension.indicator.items()
        )

    @property
    def coverage_target(self) -> float | None:
        """The target of the coverage indicator, None where the policy has none."""
        return next(
            (part.goalposts.target for part in self.parts if part.name is IndicatorName.COVERAGE), None
        )

    @property
    def hash(self) -> str:
        """SHA-256, in hex, of the policy as canonical JSON with defaults filled in.

        Comments, blanks and the order of keys do not matter; the order of dimensions and indicators
        does, because reports follow it.
        """
        return hashlib.sha256(
            json.dumps(self.model_dump(mode="json"), separators=(",", ":")).encode()
        ).hexdigest()

    @property
    def short_hash(self) -> str:
        """The first 12 digits, as printed."""
        return self.hash[:12]


def load_policy(text: str, file: str) -> Policy:
    """Read and check a policy's text; `file` is only named in messages.

    Raises:
        BadInputError: not TOML, unknown or wrong keys, weights that do not add up, an indicator that is not
            registered or forbidden. Every problem names file and key.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInputError([Problem(file, f"tidak terbaca sebagai TOML: {error}")]) from error
    problems = [Problem(file, message, key=key) for key, message in cross_checks(raw)]
    try:
        policy = Policy.model_validate(raw, context=(*FORBIDDEN_INPUTS, *added_inputs(raw)))
    except ValidationError as error:
        raise BadInputError([*problems_of(error, file), *problems]) from error
    if problems:
        raise BadInputError(problems)
    return policy


def default_policy(*, year: int, government: str = "Pemerintah Kabupaten Contoh") -> str:
    """The text of a policy to start from, for one calendar year, with a comment on every number."""
    text = resources.files("scoring").joinpath("policy_default.toml").read_text(encoding="utf-8")
    return text.replace("{year}", f"{year:04}").replace(
        '"{government}"', json.dumps(government, ensure_ascii=False)
    )
