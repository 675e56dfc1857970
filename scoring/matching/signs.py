"""What one sign of a match is, and the pair it is read off."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from scoring.matching.readings import Reading, Record
from scoring.matching.weights import Weights


_BRIEF = 18  # meaningful words
_ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing seen on a pair: how much of it, in [0, 1], and the words of the article it rests on."""

    value: float
    words: str = ""


class Pair:
    """An article and an activity side by side, with what several signs need."""

    def __init__(
        self, reading: Reading, record: Record, weights: Weights, positions: Mapping[str, list[int]]
    ) -> None:
        self.reading = reading
        self.record = record
        self.weights = weights
        self.positions = positions

    @cached_property
    def title_total(self) -> float:
        """The weight of the activity's title."""
        return self.weights.total(self.record.title)

    @cached_property
    def opening_total(self) -> float:
        """The weight of the article's headline and first paragraph."""
        return self.weights.total(set(self.reading.stems[: self.reading.lead]))

    @property
    def brief(self) -> bool:
        """Whether the article is hardly more than a headline, so that what it leaves out says nothing."""
        return len(self.reading.stems) < _BRIEF

    def looked_for(self, value: float, words: str) -> Sign | None:
        """A sign of something the whole text was searched for; a headline alone cannot show its absence."""
        return None if self.brief and value < _ENOUGH else Sign(value, words)

    def coverage(self, stems: tuple[str, ...], before: int | None = None) -> tuple[float, list[str]]:
        """The share of the stems' weight found in the article (before a position), and those found."""
        total = self.weights.total(stems)
        found = [
            stem
            for stem in stems
            if stem in self.positions and (before is None or self.positions[stem][0] < before)
        ]
        return (self.weights.total(found) / total if total else 0.0), found


def positions_of(reading: Reading) -> dict[str, list[int]]:
    """Where each stem of the article stands, counted in meaningful words."""
    positions: dict[str, list[int]] = {}
    for index, stem in enumerate(reading.stems):
        positions.setdefault(stem, []).append(index)
    return positions
