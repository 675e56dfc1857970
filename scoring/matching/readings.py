"""What the matcher reads off an article and off an activity, once each, before any pair is judged."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from core.nouns import Activity, Article
from scoring.matching.dates import Mention, mentions
from scoring.matching.gazetteer import Level
from scoring.matching.names import Office, Person, office, person
from scoring.matching.places import LEVEL_STEMS, Place, places
from scoring.matching.words import (
    SENTENCE_ENDS,
    Spellings,
    means_something,
    raw_words,
    spelled,
    stem,
    stems,
    tokens,
)

LEAD_WORDS = 70  # words and marks of the first paragraph: what a piece is about stands here
_MOST_WORDS = 1_200  # of a text; what comes later is background
_MOST_CHARS = 12_000
_COARSE = ("month", "year")
Numbers = dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Span:
    """From the first to the last day on which something may have happened, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as the matcher sees it.

    `stems` are the meaningful words of headline and text in order, dates taken out; the first `head` of
    them are the headline's, the first `lead` the headline's and the first paragraph's. `plain` is the
    whole as lower-case words between single blanks, `.` where a sentence ends and `,` at other marks;
    `opening` has the words of headline and first paragraph, without marks;
    `headline_words` and `headline_end` say how many words and characters of them are the headline.
    `published` is None when unknown or not to be used.
    """

    id: UUID
    stems: tuple[str, ...]
    head: int
    lead: int
    headline_words: int
    headline_end: int
    plain: str
    opening: tuple[str, ...]
    places: tuple[Place, ...]
    mentions: tuple[Mention, ...]
    published: Span | None
    numbers: Numbers
    editions: Numbers


@dataclass(frozen=True, slots=True)
class Record:
    """An activity as the matcher sees it; fields that the office left out are empty.

    `spot` is the venue as the office wrote it, in parts of plain words; `home` the reporting office's own
    region, which never contradicts.
    """

    id: str
    title: tuple[str, ...]
    venue: tuple[str, ...]
    spot: tuple[tuple[str, ...], ...]
    details: tuple[str, ...]
    people: tuple[Person, ...]
    office: Office
    places: tuple[Place, ...]
    first: date
    last: date
    numbers: Numbers
    editions: Numbers
    home: tuple[Place, ...] = ()

    @property
    def subject(self) -> tuple[str, ...]:
        """The stems that say what the activity was about: title, venue and description."""
        return tuple(dict.fromkeys((*self.title, *self.venue, *self.details)))

    @property
    def stems(self) -> frozenset[str]:
        """Every stem of the record, names included."""
        names = [word for one in self.people for word in one.words]
        areas = [word for place in self.places for word in place.name.split()]
        return frozenset((*self.title, *self.venue, *self.details, *self.office.words, *names, *areas))


def read_activity(activity: Activity, region: str | None = None) -> Record:
    """The activity's words, names, places and numbers.

    `region` is the office's own, and the activity's where its record names none.
    """
    title, description = _cut_dates(activity.title), _cut_dates(activity.description or "")
    people = tuple(person(official) for official in activity.officials)
    fields = (title, activity.place or "", activity.region or "", activity.agency or "")
    named = tuple(dict.fromkeys(place for field in fields for place in places(raw_words(field))))
    home = _home(region)
    if not any(place.level <= Level.REGENCY for place in named):
        named = (*named, *home)
    areas = LEVEL_STEMS | {word for place in named for word in place.name.split()}
    return Record(
        id=activity.id,
        title=_unique_stems(title),
        venue=tuple(word for word in _unique_stems(activity.place or "") if word not in areas),
        spot=_spot(activity.place or ""),
        details=_unique_stems(description),
        people=people,
        office=office(activity.agency, areas),
        places=named,
        first=activity.date,
        last=activity.last_day,
        numbers=numbers(tokens(title)),
        editions=editions(tokens(title)),
        home=home,
    )


def _home(region: str | None) -> tuple[Place, ...]:
    """The office's region; a name that no gazetteer knows and no "Kabupaten" precedes is a regency's."""
    if not region or not region.strip():
        return ()
    return tuple(places(raw_words(region))) or (Place(Level.REGENCY, " ".join(tokens(region))),)


def _spot(place: str) -> tuple[tuple[str, ...], ...]:
    parts = (part.split() for part in re.split(r"(?: [.,])+ ", f" {plain_words(raw_words(place))} "))
    return tuple(tuple(part) for part in parts if part)


def plain_words(raw: Sequence[str]) -> str:
    """Lower-case words between single blanks, with `.` for the end of a sentence and `,` for other marks."""
    return " ".join(
        token for word in raw for token in spelled(word) or ("." if word in SENTENCE_ENDS else ",",)
    )


def _unique_stems(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stems(tokens(text))))


def _cut_dates(text: str) -> str:
    return _without(text, mentions(text, None))


def _without(text: str, found: Sequence[Mention]) -> str:
    pieces, position = [], 0
    for mention in found:
        if mention.exact:
            pieces.append(text[position : mention.start])
            position = max(position, mention.end)
    return " ".join((*pieces, text[position:]))


class _Looked(dict[str, tuple[tuple[str, ...], tuple[str, ...]]]):
    """The tokens and the known stems of every raw word met so far."""

    def __init__(self, spellings: Spellings) -> None:
        self._spellings = spellings

    def __missing__(self, raw: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        words = spelled(raw)
        known = tuple(self._spellings.correct(stem(word)) for word in words if means_something(word))
        self[raw] = (words, known)
        return words, known


class Reader:
    """Reads articles against the words of one set of activities, so that misspellings find their word."""

    def __init__(self, records: Sequence[Record], *, zone: ZoneInfo, use_dates: bool) -> None:
        self._looked = _Looked(Spellings(word for record in records for word in record.stems))
        self._zone = zone
        self._use_dates = use_dates

    def read(self, article: Article) -> Reading:
        """The article's words, dates, places and numbers."""
        published = published_span(article, self._zone) if self._use_dates else None
        written = published.last if published else None
        body = article.text[:_MOST_CHARS]
        named, named_below = mentions(article.title, written), mentions(body, written)
        above = raw_words(_without(article.title, named))
        below = raw_words(_without(body, named_below))[:_MOST_WORDS]
        headline, head = self._words(above)
        lead_words, lead = self._words(below[:LEAD_WORDS])
        _, rest = self._words(below[LEAD_WORDS:])
        offset = len(article.title) + 1
        return Reading(
            id=article.id,
            stems=(*head, *lead, *rest),
            head=len(head),
            lead=len(head) + len(lead),
            headline_words=len(headline),
            headline_end=offset,
            plain=f" {plain_words(above)} . {plain_words(below)} ",
            opening=(*headline, *lead_words),
            places=tuple(places([*above, ".", *below])),
            mentions=(*named, *(one.moved(offset) for one in named_below)) if self._use_dates else (),
            published=published,
            numbers=numbers((*headline, *lead_words)),
            editions=editions((*headline, *lead_words)),
        )

    def _words(self, raw: Sequence[str]) -> tuple[list[str], list[str]]:
        looked = self._looked
        pieces = [looked[word] for word in raw]
        return [one for words, _ in pieces for one in words], [one for _, known in pieces for one in known]


def published_span(article: Article, zone: ZoneInfo) -> Span | None:
    """The local days on which the article may have been published; None when nothing is known.

    One day, unless `published_basis` says that only the month or the year is known.
    """
    if article.published is None:
        return None
    day = article.published.astimezone(zone).date()
    if article.published_basis not in _COARSE:
        return Span(day, day)
    if article.published_basis == "year":
        return Span(date(day.year, 1, 1), date(day.year, 12, 31))
    start = day.replace(day=1)
    following = (start + timedelta(days=31)).replace(day=1)
    return Span(start, following - timedelta(days=1))


_NEAREST = 3  # words before "ke-41" that may say of what
_LONGEST_NUMBER = 4  # digits; longer figures are amounts


def numbers(words: Sequence[str]) -> Numbers:
    """Which numbers stand at which word: editions ("MTQ ke-41", "tahap 2") and counts ("17 mal").

    Keys are stems: `mtq` for the word before, `17 mal` is under `#mal`.
    """
    found: dict[str, set[str]] = {}
    for index, word in enumerate(words):
        if not word.isdigit() or len(word) > _LONGEST_NUMBER:
            continue
        before = [other for other in words[max(0, index - _NEAREST) : index] if not other.isdigit()]
        ordinal = bool(before) and before[-1] == "ke"
        for head in stems(before if ordinal else before[-1:]):
            found.setdefault(head, set()).add(word)
        after = stems(words[index + 1 : index + 2])
        if after and not ordinal and not after[0].isdigit():
            found.setdefault("#" + after[0], set()).add(word)
    return {head: frozenset(values) for head, values in found.items()}


# Besides "ke-…", what numbers the times a thing is held or the parts it has.
SERIES = frozenset(
    stem(word) for word in ("tahap", "gelombang", "edisi", "angkatan", "jilid", "periode", "seri")
)


def editions(words: Sequence[str]) -> Numbers:
    """Which time or part a text says it is, by stem: "MTQ ke-41", "tahap 2"."""
    found: dict[str, set[str]] = {}
    for index, word in enumerate(words):
        if not word.isdigit() or len(word) > _LONGEST_NUMBER:
            continue
        before = [other for other in words[max(0, index - _NEAREST) : index] if not other.isdigit()]
        heads = (
            stems(before) if before[-1:] == ["ke"] else [one for one in stems(before[-1:]) if one in SERIES]
        )
        for head in heads:
            found.setdefault(head, set()).add(word)
    return {head: frozenset(values) for head, values in found.items()}
