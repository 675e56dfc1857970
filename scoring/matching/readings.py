"""What the matcher reads off an article and off an activity, once each, before any pair is judged."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from core.nouns import Activity, Article
from scoring.matching.dates import Mention, mentions
from scoring.matching.names import Person, office_words, person
from scoring.matching.places import Place, places
from scoring.matching.words import STOPWORDS, Spellings, stem, tokens

LEAD_WORDS = 60  # headline and first paragraph: what a piece is about stands here
_MOST_WORDS = 1_200  # of a text; what comes later is background
_MOST_CHARS = 12_000
_RAW = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+|[,;:()]")
_COARSE = ("month", "year")


@dataclass(frozen=True, slots=True)
class Span:
    """From the first to the last day on which something may have happened, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as the matcher sees it.

    `stems` are the meaningful words of headline and text in order, dates taken out; the first `head` of
    them are the headline's, the first `lead` the headline's and the first paragraph's. `headline_words` counts all words of the headline. `plain` is the
    text as lower-case words between single blanks, `opening` its headline and first paragraph.
    `published` is None when unknown or not to be used.
    """

    id: UUID
    stems: tuple[str, ...]
    head: int
    lead: int
    headline_words: int
    plain: str
    opening: str
    places: tuple[Place, ...]
    mentions: tuple[Mention, ...]
    published: Span | None
    numbers: dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Record:
    """An activity as the matcher sees it; fields that the office left out are empty."""

    id: str
    title: tuple[str, ...]
    venue: tuple[str, ...]
    details: tuple[str, ...]
    people: tuple[Person, ...]
    office: tuple[str, ...]
    places: tuple[Place, ...]
    first: date
    last: date
    numbers: dict[str, frozenset[str]]
    stems: frozenset[str]

    @property
    def subject(self) -> tuple[str, ...]:
        """The stems that say what the activity was about: title, venue and description."""
        return tuple(dict.fromkeys((*self.title, *self.venue, *self.details)))


def read_activity(activity: Activity) -> Record:
    """The activity's words, names, places and numbers."""
    title, found_places = _cut_dates(activity.title, None), []
    for field in (activity.title, activity.place, activity.region, activity.agency):
        found_places.extend(places(_RAW.findall(field or "")))
    place_words = {word for place in found_places for word in place.name.split()}
    stems, place = _unique_stems(title), _unique_stems(activity.place or "")
    details = _unique_stems(_cut_dates(activity.description or "", None))
    people = tuple(person(official) for official in activity.officials)
    office = office_words(activity.agency or "")
    names = (word for one in people for word in one.words)
    return Record(
        id=activity.id,
        title=stems,
        venue=tuple(word for word in place if word not in place_words),
        details=details,
        people=people,
        office=office,
        places=tuple(dict.fromkeys(found_places)),
        first=activity.date,
        last=activity.last_day,
        numbers=numbers(tokens(title)),
        stems=frozenset((*stems, *place, *details, *office, *names)),
    )


def _unique_stems(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_meaningful(tokens(text))))


def _meaningful(words: Iterable[str]) -> list[str]:
    return [stem(word) for word in words if word not in STOPWORDS and (len(word) > 1 or word.isdigit())]


def _cut_dates(text: str, written: date | None) -> str:
    return _without(text, mentions(text, written))


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
        published = published_span(article, self._zone)
        body = article.text[:_MOST_CHARS]
        whole = f"{article.title}\n{body}"
        found = mentions(whole, published.last if published and self._use_dates else None)
        cut_title = _without(article.title, [one for one in found if one.end <= len(article.title)])
        cut_body = _without(whole, [one for one in found if one.exact]).removeprefix(cut_title)
        title_words, body_words = tokens(cut_title), tokens(cut_body)[:_MOST_WORDS]
        head, lead, rest = self._parts(title_words, body_words)
        return Reading(
            id=article.id,
            stems=(*head, *lead, *rest),
            head=len(head),
            lead=len(head) + len(lead),
            headline_words=len(title_words),
            plain=f" {' '.join((*title_words, *body_words))} ",
            opening=f" {' '.join((*title_words, *body_words[:LEAD_WORDS]))} ",
            places=tuple(places([*_RAW.findall(cut_title), ",", *_RAW.findall(cut_body)])),
            mentions=tuple(found) if self._use_dates else (),
            published=published if self._use_dates else None,
            numbers=numbers([*title_words, *body_words[:LEAD_WORDS]]),
        )

    def _parts(self, title: Sequence[str], body: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
        return self._known(title), self._known(body[:LEAD_WORDS]), self._known(body[LEAD_WORDS:])

    def _known(self, words: Sequence[str]) -> list[str]:
        cache, found = self._stems, []
        for word in words:
            if word not in cache:
                meaningful = word not in STOPWORDS and (len(word) > 1 or word.isdigit())
                cache[word] = self._spellings.correct(stem(word)) if meaningful else None
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
    start = day.replace(day=1) if article.published_basis == "month" else day.replace(month=1, day=1)
    next_month = 1 if article.published_basis == "year" or start.month == 12 else start.month + 1  # noqa: PLR2004
    following = date(start.year + (next_month == 1), next_month, 1)
    return Span(start, date.fromordinal(following.toordinal() - 1))


_NEAREST = 3  # words before "ke-41" that may say of what
_LONGEST_NUMBER = 4  # digits; longer figures are amounts


def numbers(words: Sequence[str]) -> dict[str, frozenset[str]]:
    """Which numbers stand at which word: editions ("MTQ ke-41", "tahap 2") and counts ("17 mal").

    Keys are stems: `mtq` for the word before, `17 mal` is under `#mal`.
    """
    found: dict[str, set[str]] = {}
    for index, word in enumerate(words):
        if not word.isdigit() or len(word) > _LONGEST_NUMBER:
            continue
        before = [other for other in words[max(0, index - _NEAREST) : index] if not other.isdigit()]
        ordinal = bool(before) and before[-1] == "ke"
        heads = _meaningful(before) if ordinal else _meaningful(before[-1:])
        for head in heads:
            found.setdefault(head, set()).add(word)
        after = _meaningful(words[index + 1 : index + 2])
        if after and not ordinal and not after[0].isdigit():
            found.setdefault("#" + after[0], set()).add(word)
    return {head: frozenset(values) for head, values in found.items()}
