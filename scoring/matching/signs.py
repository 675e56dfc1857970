"""What one sign of a match is, and the two sides it is read off."""

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.matching.readings import LEAD_WORDS, Reading, Record
from scoring.matching.weights import Weights

_BRIEF = 18  # meaningful words
_ENOUGH = 0.5
_STEP = 20  # meaningful words; two steps are about a paragraph, or a digest
Weighed = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing seen on a pair: how much of it, in [0, 1], and the words it rests on."""

    value: float
    words: Sequence[str] = ()


class ArticleSide:
    """An article with everything that its pairs share.

    `first` is where each stem stands first, `steps` in which stretches of twenty words it stands.
    """

    def __init__(self, reading: Reading, weights: Weights) -> None:
        self.reading = reading
        self.first: dict[str, int] = {}
        self.steps: dict[str, list[int]] = {}
        for position, stem in enumerate(reading.stems):
            if stem in self.first:
                if self.steps[stem][-1] != position // _STEP:
                    self.steps[stem].append(position // _STEP)
            else:
                self.first[stem] = position
                self.steps[stem] = [position // _STEP]
        self.headline = weights.of(dict.fromkeys(reading.stems[: reading.head]))
        self.headline_total = sum(weight for _, weight in self.headline)
        self.opening_total = sum(weight for _, weight in weights.of(set(reading.stems[: reading.lead])))
        self.early_places = [place for place in reading.places if place.position < 2 * LEAD_WORDS]
        # Hardly more than a headline: what it leaves out says nothing.
        self.brief = len(reading.stems) < _BRIEF

    def looked_for(self, value: float, words: Sequence[str]) -> Sign | None:
        """A sign of something the whole text was searched for; a headline alone cannot show its absence."""
        return None if self.brief and value < _ENOUGH else Sign(value, words)


class ActivitySide:
    """An activity with the weights of its words."""

    def __init__(self, record: Record, weights: Weights) -> None:
        self.record = record
        self.stems = record.stems
        self.title = weights.of(record.title)
        self.title_total = sum(weight for _, weight in self.title)
        self.venue = weights.of(record.venue)
        self.details = weights.of(stem for stem in record.details if stem not in record.title)
        self.subject = weights.of(record.subject)


@dataclass(frozen=True, slots=True)
class Pair:
    """An article and an activity side by side."""

    article: ArticleSide
    activity: ActivitySide

    @property
    def reading(self) -> Reading:
        """The article as read."""
        return self.article.reading

    @property
    def record(self) -> Record:
        """The activity as read."""
        return self.activity.record

    def coverage(self, stems: Weighed) -> tuple[float, list[str]]:
        """The share of the stems' weight found in the article, and those found."""
        first, total, held, found = self.article.first, 0.0, 0.0, []
        for stem, weight in stems:
            total += weight
            if stem in first:
                held += weight
                found.append(stem)
        return (held / total if total else 0.0), found
