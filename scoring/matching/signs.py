"""What one sign of a match is, and the two sides it is read off."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from scoring.matching.readings import LEAD_WORDS, Reading, Record
from scoring.matching.weights import Weights
from scoring.matching.words import stem, wordset

_BRIEF = 18  # meaningful words
_ENOUGH = 0.5
_STRETCH = 20  # meaningful words; two stretches are about a paragraph, or a digest
_YEAR = re.compile(r"(?:19|20)\d\d")
_AHEAD = wordset(
    "jelang menjelang persiapan persiapkan mempersiapkan rencananya dijadwalkan besok bersiap jadwal "
    "jadwalnya gladi"
)
_WILL = wordset("akan bakal")
# Of events only: "akan bertahan" announces nothing.
_TAKES_PLACE = wordset(
    "gelar resmi lantik buka tutup serah lepas hadir laksana selenggara langsung kunjung luncur canang kukuh "
    "salur bagi tinjau adakan ada lomba pimpin sambut peringat ingat tandatangan"
)
_IN_LEAD, _SAID_ASIDE = 0.5, 0.3
Weighed = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing seen on a pair: how much of it, in [0, 1], and the words it rests on."""

    value: float
    words: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class TitleWords:
    """The stems of an activity's title with their weights: those that the article has, and the others."""

    found: Mapping[str, float]
    missing: Mapping[str, float]

    def told_beyond(self, rival: "TitleWords") -> float:
        """Of the words that a rival's title lacks, the share of the weight that the article has.

        Near 1 when an article reports both activities, near 0 for a sibling that it does not report.
        """
        found = sum(weight for stem, weight in self.found.items() if not rival.has(stem))
        missing = sum(weight for stem, weight in self.missing.items() if not rival.has(stem))
        return found / (found + missing) if found + missing else 0.0

    def has(self, stem: str) -> bool:
        """Whether the title holds the stem."""
        return stem in self.found or stem in self.missing


class ArticleSide:
    """An article with everything that its pairs share.

    `first` is where each stem stands first, `stretches` the stems of every twenty words.
    """

    def __init__(self, reading: Reading, weights: Weights) -> None:
        self.reading = reading
        stems = reading.stems
        self.first = {
            stem: place for place, stem in zip(range(len(stems) - 1, -1, -1), reversed(stems), strict=True)
        }
        self.stretches = [
            frozenset(stems[start : start + _STRETCH]) for start in range(0, len(stems), _STRETCH)
        ]
        self.headline = weights.beside(dict.fromkeys(stems[: reading.head]))
        self.headline_total = sum(weight for _, weight in self.headline)
        self.opening_total = sum(weight for _, weight in weights.beside(dict.fromkeys(stems[: reading.lead])))
        self.early_places = [
            place for place in reading.places if place.position < 2 * LEAD_WORDS and not place.origin
        ]
        self.exact = [mention for mention in reading.mentions if mention.exact]
        # Hardly more than a headline: what it leaves out says nothing.
        self.brief = len(stems) < _BRIEF

    @cached_property
    def preview(self) -> Sign:
        """Words that announce: in the headline (1), in the lead (0.5), or a mere "akan dibuka" (0.3)."""
        words = self.reading.opening
        strong = next((index for index, word in enumerate(words) if word in _AHEAD), None)
        if strong is not None:
            return Sign(1.0 if strong < self.reading.headline_words else _IN_LEAD, [words[strong]])
        for index, word in enumerate(words[:-1]):
            if word in _WILL and stem(words[index + 1]) in _TAKES_PLACE:
                return Sign(_SAID_ASIDE, [f"{word} {words[index + 1]}"])
        return Sign(0.0)

    @cached_property
    def sentences(self) -> tuple[tuple[str, ...], ...]:
        """The words of every sentence, its commas among them."""
        return tuple(tuple(one.split()) for one in self.reading.plain.split(" . ") if one.strip())

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word, as spelled."""
        return frozenset(self.reading.plain.split())

    @cached_property
    def years(self) -> frozenset[int]:
        """The years that headline and dates name."""
        headline = self.reading.opening[: self.reading.headline_words]
        named = {int(word) for word in headline if _YEAR.fullmatch(word)}
        return frozenset(named | {mention.first.year for mention in self.exact if mention.first})

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

    @property
    def title(self) -> TitleWords:
        """Which words of the title the article has."""
        first = self.article.first
        return TitleWords(
            {stem: weight for stem, weight in self.activity.title if stem in first},
            {stem: weight for stem, weight in self.activity.title if stem not in first},
        )

    def coverage(self, stems: Weighed) -> tuple[float, list[str]]:
        """The share of the stems' weight found in the article, and those found."""
        first, total, held, found = self.article.first, 0.0, 0.0, []
        for one, weight in stems:
            total += weight
            if one in first:
                held += weight
                found.append(one)
        return (held / total if total else 0.0), found
