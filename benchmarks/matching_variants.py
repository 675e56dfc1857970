"""What-if activities for training the matcher: the near misses that labelled sets are too small to hold.

For a labelled article, its own activity is varied: the same a week later in another village, last
year's edition, the same kind in another region, another activity of the same people. Each is a pair
that a person would refuse, known to be wrong without asking anybody.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from scoring.matching.gazetteer import Level
from scoring.matching.places import Place
from scoring.matching.readings import Numbers, Reading, Record

_DAYS_APART = 12
_BUSY_BEFORE, _BUSY_AFTER = 12, 1  # days around an article within which other activities are put
_WEEKS_IN_A_YEAR = timedelta(weeks=52)  # keeps the weekday


def draw(*parts: object) -> int:
    """A number that looks random and is the same on every machine."""
    return int(hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:8], 16)


def variants(record: Record, others: Sequence[Record], key: str, *, use_dates: bool) -> list[Record]:
    """Activities that resemble `record` and are not it; `others` lend places, people and subjects."""
    lender = others[draw(key, record.id, "r") % len(others)]
    stranger = others[draw(key, record.id, "q") % len(others)]
    apart = 2 + draw(key, "n") % _DAYS_APART
    days = -apart if draw(key, "s") % 2 else apart
    found = [_again(record, lender, days)] if use_dates else []
    if record.numbers:
        found.append(_last_edition(record))
    if not _regions(record) & _regions(stranger) and record.places and stranger.places:
        found.append(_elsewhere(record, stranger, days // 2, told=bool(draw(key, "d") % 2)))
    found.append(_same_people(record, lender, draw(key, "m") % 11 - 5, same_venue=not draw(key, "v") % 3))
    return found


def busy_days(reading: Reading, records: Sequence[Record], count: int) -> list[Record]:
    """Other activities moved into the days before an article, as a large office would have them."""
    named = next((mention.first for mention in reading.mentions if mention.exact and mention.first), None)
    around = reading.published.first if reading.published else named
    if around is None:
        return []
    drawn = sorted(records, key=lambda record: draw(reading.id, record.id))[:count]
    span = _BUSY_BEFORE + _BUSY_AFTER + 1
    return [
        _moved(record, _shift(around, draw(reading.id, record.id, "b") % span - _BUSY_BEFORE))
        for record in drawn
    ]


def _again(record: Record, lender: Record, days: int) -> Record:
    places = (*_wide(record), *(place for place in lender.places if place.level >= Level.DISTRICT))
    moved = _moved(record, _shift(record.first, days))
    return replace(moved, places=places, venue=lender.venue or record.venue, spot=lender.spot or record.spot)


def _last_edition(record: Record) -> Record:
    title = tuple(str(int(word) - 1) if word.isdigit() else word for word in record.title)
    numbers = _one_less(record.numbers)
    return replace(
        _moved(record, record.first - _WEEKS_IN_A_YEAR),
        title=title,
        numbers=numbers,
        editions=_one_less(record.editions),
    )


def _one_less(numbers: Numbers) -> Numbers:
    return {head: frozenset(str(int(value) - 1) for value in values) for head, values in numbers.items()}


def _elsewhere(record: Record, stranger: Record, days: int, *, told: bool) -> Record:
    own, foreign = _place_words(record), sorted(_place_words(stranger) - _place_words(record))
    return replace(
        _moved(record, _shift(record.first, days)),
        title=_swapped(record.title, own, foreign),
        venue=stranger.venue,
        spot=stranger.spot,
        details=_swapped(record.details, own, foreign) if told else (),
        people=stranger.people,
        office=replace(record.office, words=tuple(word for word in record.office.words if word not in own)),
        places=stranger.places,
    )


def _same_people(record: Record, lender: Record, days: int, *, same_venue: bool) -> Record:
    return replace(
        _moved(lender, _shift(record.first, days)),
        title=_swapped(lender.title, _place_words(lender), sorted(_place_words(record))),
        venue=record.venue if same_venue else lender.venue,
        spot=record.spot if same_venue else lender.spot,
        people=record.people,
        office=record.office,
        places=record.places,
    )


def _moved(record: Record, first: date) -> Record:
    return replace(record, first=first, last=first + (record.last - record.first))


def _shift(day: date, days: int) -> date:
    return day + timedelta(days=days)


def _wide(record: Record) -> tuple[Place, ...]:
    return tuple(place for place in record.places if place.level <= Level.REGENCY)


def _regions(record: Record) -> set[str]:
    return {place.name for place in record.places if place.level <= Level.REGENCY}


def _place_words(record: Record) -> set[str]:
    return {word for place in record.places for word in place.name.split()}


def _swapped(words: Sequence[str], own: set[str], foreign: Sequence[str]) -> tuple[str, ...]:
    """The words with the names of places replaced by others, where there were any."""
    kept = [word for word in words if word not in own]
    return tuple(dict.fromkeys((*kept, *(foreign[:2] if len(kept) < len(words) else ()))))
