"""All signs of a pair, by name: the matcher's whole view of an article and an activity."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from core.nouns import Activity, Article
from scoring.matching import timing, whereabouts, wording
from scoring.matching.candidates import candidates
from scoring.matching.readings import Reader, Reading, Record, read_activity
from scoring.matching.signs import ActivitySide, ArticleSide, Pair, Sign, TitleWords
from scoring.matching.vetoes import VETOES
from scoring.matching.weights import Background, Weights

Seen = Mapping[str, Sign | None]

SIGNS: dict[str, Callable[[Pair], Sign | None]] = {
    "title_together": wording.title_together,
    "headline_explained": wording.headline_explained,
    "subject": wording.subject,
    "subject_of_headline": wording.subject_of_headline,
    "details": wording.details,
    "venue": wording.venue,
    "people": wording.people,
    "office": wording.office,
    "act_same": wording.act_same,
    "act_other": wording.act_other,
    "numbers": wording.numbers,
    "preview": wording.preview,
    "region_same": whereabouts.region_same,
    "region_other": whereabouts.region_other,
    "local_same": whereabouts.local_same,
    "local_other": whereabouts.local_other,
    "main_date": timing.main_date,
    "date_same": timing.date_same,
    "date_other": timing.date_other,
    "year_other": timing.year_other,
    "delay": timing.delay,
    "before": timing.before,
}
TIMED = frozenset({"announced", "main_date", "date_same", "date_other", "year_other", "delay", "before"})


@dataclass(frozen=True, slots=True)
class Observation:
    """All that was seen on one pair; a sign that could not be seen is None."""

    article: Reading
    activity: Record
    seen: Seen
    title: TitleWords


def observe(
    articles: Sequence[Article],
    activities: Sequence[Activity],
    background: Background,
    *,
    zone: ZoneInfo,
    use_dates: bool,
    region: str | None = None,
) -> Iterator[list[Observation]]:
    """For every article in turn, what is seen on it and each activity it may report, best first."""
    records = [read_activity(one, region) for one in sorted(activities, key=lambda one: one.id)]
    weights = Weights(records, background)
    reader = Reader(records, zone=zone, use_dates=use_dates)
    readings = [reader.read(article) for article in articles]
    return compare(readings, records, weights, use_dates=use_dates)


def compare(
    readings: Sequence[Reading], records: Sequence[Record], weights: Weights, *, use_dates: bool
) -> Iterator[list[Observation]]:
    """`observe` for what was already read."""
    sides: dict[int, ActivitySide] = {}
    for reading, chosen in zip(readings, candidates(readings, records, weights), strict=True):
        if not chosen:
            yield []
            continue
        article = ArticleSide(reading, weights)
        for row in chosen:
            if row not in sides:
                sides[row] = ActivitySide(records[row], weights)
        pairs = [Pair(article, sides[row]) for row in chosen]
        yield [
            Observation(reading, pair.record, see(pair, use_dates=use_dates), pair.title) for pair in pairs
        ]


def see(pair: Pair, *, use_dates: bool) -> dict[str, Sign | None]:
    """Every sign of one pair; those of time are left unseen when dates are not to be used."""
    return {
        name: sign(pair) if use_dates or name not in TIMED else None
        for name, sign in (*SIGNS.items(), *VETOES.items())
    }
