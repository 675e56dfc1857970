"""What the matcher reads off an article and off an activity, once each, before any pair is judged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from core.nouns import Activity, Article
from scoring.matching.dates import Mention, mentions
from scoring.matching.names import Office, Person, office, person
from scoring.matching.places import Place, places
from scoring.matching.words import Spellings, means_something, raw_words, spelled, stem, stems, tokens

LEAD_WORDS = 60  # headline and first paragraph: what a piece is about stands here
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
    whole as lower-case words between single blanks, `opening` the words of headline and first paragraph;
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


@dataclass(frozen=True, slots=True)
class Record:
    """An activity as the matcher sees it; fields that the office left out are empty."""

    id: str
    title: tuple[str, ...]
    venue: tuple[str, ...]
    details: tuple[str, ...]
    people: tuple[Person, ...]
    office: Office
    places: tuple[Place, ...]
    first: date
    last: date
    numbers: Numbers

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


def read_activity(activity: Activity) -> Record:
    """The activity's words, names, places and numbers."""
    title, description = _cut_dates(activity.title), _cut_dates(activity.description or "")
    people = tuple(person(official) for official in activity.officials)
    fields = (title, activity.place or "", activity.region or "", activity.agency or "")
    named = tuple(dict.fromkeys(place for field in fields for place in places(raw_words(field))))
    areas = {word for place in named for word in place.name.split()}
    return Record(
        id=activity.id,
        title=_unique_stems(title),
        venue=tuple(word for word in _unique_stems(activity.place or "") if word not in areas),
        details=_unique_stems(description),
        people=people,
        office=office(activity.agency),
        places=named,
        first=activity.date,
        last=activity.last_day,
        numbers=numbers(tokens(title)),
    )


def _unique_stems(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stems(tokens(text))))


def written_forms(activity: Activity) -> dict[str, str]:
    """How the record writes each of its stems, for the reasons people read."""
    names = (official.name for official in activity.officials)
    fields = (activity.title, activity.place, activity.region, activity.agency, *names, activity.description)
    forms: dict[str, str] = {}
    for raw in raw_words(" ".join(field for field in fields if field)):
        for token in spelled(raw):
            forms.setdefault(stem(token), raw)
            forms.setdefault(token, raw)
    return forms


def _cut_dates(text: str) -> str:
    return _without(text, mentions(text, None))


def _without(text: str, found: Sequence[Mention]) -> str:
    pieces, position = [], 0
    for mention in found:
        if mention.exact:
            pieces.append(text[position : mention.start])
            position = max(position, mention.end)
    return " ".join((*pieces, text[position:]))


class Reader:
    """Reads articles against the words of one set of activities, so that misspellings find their word."""

    def __init__(self, records: Sequence[Record], *, zone: ZoneInfo, use_dates: bool) -> None:
        self._spellings = Spellings(word for record in records for word in record.stems)
        self._zone = zone
        self._use_dates = use_dates
        self._stems: dict[str, str | None] = {}

    def read(self, article: Article) -> Reading:
        """The article's words, dates, places and numbers."""
        published = published_span(article, self._zone) if self._use_dates else None
        body = article.text[:_MOST_CHARS]
        found_above = mentions(article.title, published.last if published else None)
        found_below = mentions(body, published.last if published else None)
        above, below = raw_words(_without(article.title, found_above)), raw_words(_without(body, found_below))
        title = [token for raw in above for token in spelled(raw)]
        text = [token for raw in below for token in spelled(raw)][:_MOST_WORDS]
        head, lead, rest = self._known(title), self._known(text[:LEAD_WORDS]), self._known(text[LEAD_WORDS:])
        opening = (*title, *text[:LEAD_WORDS])
        offset = len(article.title) + 1
        return Reading(
            id=article.id,
            stems=(*head, *lead, *rest),
            head=len(head),
            lead=len(head) + len(lead),
            headline_words=len(title),
            headline_end=offset,
            plain=f" {' '.join((*title, *text))} ",
            opening=opening,
            places=tuple(places([*above, ",", *below])),
            mentions=(*found_above, *(one.moved(offset) for one in found_below)) if self._use_dates else (),
            published=published,
            numbers=numbers(opening),
        )

    def _known(self, words: Sequence[str]) -> list[str]:
        cache, found = self._stems, []
        for word in words:
            if word not in cache:
                cache[word] = self._spellings.correct(stem(word)) if means_something(word) else None
            known = cache[word]
            if known is not None:
                found.append(known)
        return found


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
