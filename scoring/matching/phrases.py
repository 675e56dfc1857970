"""What an activity's record and an article have in common, in the record's own words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.nouns import Activity
from scoring.matching.words import BREAKS, STOPWORDS, raw_spans, spelled, stem

_MOST = 6  # phrases in one sentence
_SHORT_FIGURE = 3  # digits; alone such a number says nothing to a reader


@dataclass(frozen=True, slots=True)
class Common:
    """Phrases of the record; `whole` is false for a venue of which the article has only words."""

    phrases: tuple[str, ...]
    whole: bool

    def __str__(self) -> str:
        return listed(self.phrases)


def listed(items: Sequence[str]) -> str:
    """Items as one reads them: between commas, or semicolons where an item holds a comma itself."""
    return ("; " if any("," in item for item in items) else ", ").join(items)


class Written:
    """How an activity's record writes what was found in an article."""

    def __init__(self, activity: Activity) -> None:
        self.title = _Field(activity.title)
        self.place = _Field(activity.place or "")
        self.agency = _Field(activity.agency or "")
        self.description = _Field(activity.description or "")
        self._all = (self.title, self.place, _Field(activity.region or ""), self.agency, self.description)

    def anywhere(self, found: Sequence[str], plain: str) -> Common:
        """The phrases, of whatever field, that hold the found stems and words."""
        return _common(self._all, found, plain)

    def within(self, field: "_Field", found: Sequence[str], plain: str) -> Common:
        """The phrases of one field that hold the found stems and words."""
        return _common((field,), found, plain)

    def venue(self, found: Sequence[str], plain: str) -> Common:
        """The parts of the place between its commas that the article names in full; else what it has of them."""
        words = {word for one in found for word in one.split()}
        parts = [
            self.place.cut(start, end)
            for start, end in self.place.parts()
            if self.place.stands(start, end, plain)
            and any(self.place.holds(i, words) for i in range(start, end))
        ]
        return (
            Common(tuple(parts), whole=True)
            if parts
            else _common((self.place,), sorted(words), plain, whole=False)
        )


class _Field:
    def __init__(self, text: str) -> None:
        self._text = text
        self._spans = raw_spans(text)
        self._words = [text[start:end] for start, end in self._spans]
        self._tokens = [spelled(word) for word in self._words]

    def __len__(self) -> int:
        return len(self._words)

    def cut(self, start: int, end: int) -> str:
        """The text from one word to before another, with the rest of a word doubled by a hyphen."""
        if start and self._joined(start - 1) and self._tokens[start - 1] == self._tokens[start]:
            start -= 1
        if self._joined(end - 1) and self._tokens[end - 1] == self._tokens[end]:
            end += 1
        return self._text[self._spans[start][0] : self._spans[end - 1][1]]

    def _joined(self, index: int) -> bool:
        if index + 1 >= len(self):
            return False
        return self._text[self._spans[index][1] : self._spans[index + 1][0]] == "-"

    def holds(self, index: int, found: set[str]) -> bool:
        """Whether a word is one of the found stems or words."""
        return any(token in found or stem(token) in found for token in self._tokens[index])

    def each(self, found: Sequence[str]) -> tuple[str, ...]:
        """The found words one by one, as written."""
        wanted = set(found)
        return tuple(dict.fromkeys(word for i, word in enumerate(self._words) if self.holds(i, wanted)))

    def stands(self, start: int, end: int, plain: str) -> bool:
        """Whether these words stand in the article one after the other."""
        return f" {' '.join(token for tokens in self._tokens[start:end] for token in tokens)} " in plain

    def parts(self) -> Iterator[tuple[int, int]]:
        """From where to where the field's parts between marks reach."""
        start = 0
        for index, word in enumerate((*self._words, ",")):
            if word in BREAKS:
                if index > start:
                    yield start, index
                start = index + 1

    def phrases(self, found: set[str], plain: str) -> Iterator[tuple[int, int]]:
        """The longest stretches of words that hold a found one and stand in the article together."""
        for first, last in self.parts():
            start = first
            while start < last:
                end = start + 1
                while end < last and self.stands(start, end + 1, plain):
                    end += 1
                inner = [
                    i
                    for i in range(start, end)
                    if self._tokens[i] and self._words[i].lower() not in STOPWORDS
                ]
                if end < last and inner and any(letter.isdigit() for letter in self._words[inner[-1]]):
                    inner = inner[:-1]  # the number counts what follows, which the article lacks
                if any(self.holds(index, found) for index in inner):
                    yield inner[0], inner[-1] + 1
                start = end


def _common(fields: Sequence[_Field], found: Sequence[str], plain: str, *, whole: bool = True) -> Common:
    wanted = set(found)
    said: list[str] = []
    for field in fields:
        for start, end in field.phrases(wanted, plain):
            phrase = field.cut(start, end)
            if not (phrase.isdigit() and len(phrase) <= _SHORT_FIGURE):
                said.append(phrase)
    return Common(tuple(_without_parts(said)[:_MOST]), whole=whole)


def _without_parts(said: Sequence[str]) -> list[str]:
    """Each phrase once, and none that another holds."""
    unique = list({phrase.lower(): phrase for phrase in reversed(said)}.values())[::-1]
    return [
        one
        for one in unique
        if not any(one is not other and f" {one.lower()} " in f" {other.lower()} " for other in unique)
    ]
