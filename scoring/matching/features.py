"""All signs of a pair, by name: the matcher's whole view of an article and an activity."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from core.nouns import Activity, Article
from scoring.matching import timing, whereabouts, wording
from scoring.matching.candidates import candidates
from scoring.matching.readings import Reader, Reading, Record, read_activity
from scoring.matching.signs import Pair, Sign, positions_of
from scoring.matching.weights import Background, Weights

Seen = Mapping[str, Sign | None]

SIGNS: dict[str, Callable[[Pair], Sign | None]] = {
    "title_in_opening": wording.title_in_opening,
    "title_together": wording.title_together,
    "headline_explained": wording.headline_explained,
    "subject": wording.subject,
    "rare_in_headline": wording.rare_in_headline,
    "rare_in_text": wording.rare_in_text,
    "details": wording.details,
    "venue": wording.venue,
    "people": wording.people,
    "office": wording.office,
    "act_same": wording.act_same,
    "act_other": wording.act_other,
    "numbers_same": wording.numbers_same,
    "numbers_other": wording.numbers_other,
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
TIMED = frozenset({"main_date", "date_same", "date_other", "year_other", "delay", "before"})


@dataclass(frozen=True, slots=True)
class Observation:
    """All that was seen on one pair; a sign that could not be seen is None."""

    article: Reading
    activity: Record
    seen: Seen


def observe(
    articles: Sequence[Article],
    activities: Sequence[Activity],
    background: Background,
    *,
    zone: ZoneInfo,
    use_dates: bool,
) -> Iterator[list[Observation]]:
    """For every article in turn, what is seen on it and each activity it may report, best first."""
    records = [read_activity(activity) for activity in sorted(activities, key=lambda activity: activity.id)]
    weights = Weights(records, background)
    reader = Reader(records, zone=zone, use_dates=use_dates)
    readings = [reader.read(article) for article in articles]
    return compare(readings, records, weights, use_dates=use_dates)


def compare(
    readings: Sequence[Reading], records: Sequence[Record], weights: Weights, *, use_dates: bool
) -> Iterator[list[Observation]]:
    """`observe` for what was already read."""
    for reading, chosen in zip(readings, candidates(readings, records, weights), strict=True):
        positions = positions_of(reading) if chosen else {}
        pairs = [Pair(reading, records[row], weights, positions) for row in chosen]
        lead = fits_best([pair.kinship for pair in pairs])
        yield [
            Observation(reading, pair.record, see(pair, use_dates=use_dates) | {"fits_best": lead[place]})
            for place, pair in enumerate(pairs)
        ]


def fits_best(kinship: Sequence[float]) -> list[Sign]:
    """How far each activity of one article leads the next best: 1 unrivalled, 0.5 level, 0 far behind."""
    signs = []
    for place, own in enumerate(kinship):
        other = max((value for index, value in enumerate(kinship) if index != place), default=0.0)
        signs.append(Sign(0.5 + 0.5 * (own - other) / max(own, other) if own or other else 0.5))
    return signs


def see(pair: Pair, *, use_dates: bool) -> dict[str, Sign | None]:
    """Every sign of one pair; those of time are left unseen when dates are not to be used."""
    return {name: sign(pair) if use_dates or name not in TIMED else None for name, sign in SIGNS.items()}
