"""How much a word tells: rare words among activities and in Indonesian at large weigh most."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scoring.matching.readings import Record

HEAVIEST = 7.0  # a weight, in nats: about one text in a thousand
ELSEWHERE = 3.0  # of a word that no activity holds
# Expected activities beside the given ones, so that a handful of records does not decide what is rare.
_PRIOR = 20.0
_FIGURE_SHARE = 0.02  # of texts that hold a given number


@dataclass(frozen=True, slots=True)
class Background:
    """In how many of `documents` Indonesian news texts each common stem occurs."""

    documents: int
    counts: Mapping[str, int]

    def share(self, stem: str) -> float:
        """The share of texts that hold a stem; unlisted stems count as rarer than the rarest listed."""
        if stem.isdigit():
            return _FIGURE_SHARE
        return self.counts.get(stem, 0.5) / self.documents


class Weights:
    """Weights of stems for one set of activities.

    A weight is -ln of the estimated chance that another activity of this set would hold the stem, so
    an office's own name, found in each of its activities, weighs next to nothing.
    """

    def __init__(self, records: Sequence[Record], background: Background) -> None:
        self._background = background
        self._records = len(records)
        self._holding = Counter(stem for record in records for stem in record.stems)
        self._known: dict[str, float] = {}

    def __getitem__(self, stem: str) -> float:
        weight = self._known.get(stem)
        if weight is None:
            others = max(0, self._holding[stem] - 1) + _PRIOR * self._background.share(stem)
            chance = others / (max(1, self._records) - 1 + _PRIOR)
            weight = self._known[stem] = min(HEAVIEST, -math.log(min(1.0, chance)))
        return weight

    def beside(self, stems: Iterable[str]) -> tuple[tuple[str, float], ...]:
        """Each stem of an article with its weight; all that stand in no record weigh the same.

        So praise and blame, however rare their words, change nothing.
        """
        return tuple((stem, self[stem] if stem in self._holding else ELSEWHERE) for stem in stems)

    def of(self, stems: Iterable[str]) -> tuple[tuple[str, float], ...]:
        """Each stem with its weight."""
        return tuple((stem, self[stem]) for stem in stems)
