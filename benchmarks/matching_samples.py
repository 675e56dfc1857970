"""The labelled sets as training sees them: as they are, knowing less, and beside invented near misses."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.labelled import Labelled
from benchmarks.matching_variants import busy_days, variants
from core.indonesian import ZONES
from scoring.matching.features import compare, see
from scoring.matching.fit import Candidates, Example
from scoring.matching.readings import Reader, Reading, Record, read_activity
from scoring.matching.signs import ActivitySide, ArticleSide, Pair
from scoring.matching.weights import Background, Weights

ZONE = ZONES["WIB"]
FIRM_DATES = "digests, firm dates"
_FIRM = ("url", "page")
# Whole pieces are what newsrooms publish; digests are dense and their near misses hand-picked.
_NEWSPAPER, _NEWSPAPER_BARE, _DIGEST = 2.0, 1.0, 0.7
_VARIANT = 0.05  # an invented near miss beside a real pair
_BUSY, _BUSY_COUNT = 0.3, 4


@dataclass(frozen=True, slots=True)
class Sample:
    """One labelled set as training sees it; `named` ones are measured, the others only learned from."""

    name: str
    data: Labelled
    weight: float


def samples(newspapers: Labelled, digests: Labelled) -> list[Sample]:
    """The two sets, and variants of them that know less."""
    return [
        Sample("newspapers", newspapers, _NEWSPAPER),
        Sample("digests", digests, _DIGEST),
        Sample(FIRM_DATES, _firm(digests), _DIGEST),
        Sample("newspapers, bare records", _bare(newspapers), _NEWSPAPER_BARE),
        Sample("digests, bare records", _bare(digests), _DIGEST),
    ]


def _firm(data: Labelled) -> Labelled:
    """The set with only those dates of publication that were read off the page or its address."""
    articles = tuple(
        article
        if article.published_basis in _FIRM
        else replace(article, published=None, published_basis=None)
        for article in data.articles
    )
    return replace(data, articles=articles)


def _bare(data: Labelled) -> Labelled:
    """The set with activities of which only title, date and place are known."""
    activities = tuple(
        replace(activity, region=None, agency=None, officials=(), description=None, kind=None)
        for activity in data.activities
    )
    return replace(data, activities=activities)


def observed(sample: Sample, background: Background, *, use_dates: bool) -> list[list[Candidates]]:
    """What is seen on a set's certain articles: as it is first, then beside invented activities."""
    records = [read_activity(one) for one in sorted(sample.data.activities, key=lambda one: one.id)]
    weights, reader = Weights(records, background), Reader(records, zone=ZONE, use_dates=use_dates)
    judged, pairs = sample.data.gold.judged, sample.data.gold.pairs
    readings = [reader.read(article) for article in sample.data.articles if article.id in judged]
    natural: list[Candidates] = []
    invented: list[Candidates] = []
    for reading, seen in zip(readings, compare(readings, records, weights, use_dates=use_dates), strict=True):
        real = tuple(
            Example(reading.id, one.activity.id, one.seen, one.title, (reading.id, one.activity.id) in pairs)
            for one in seen
        )
        natural.append(Candidates(real, sample.weight))
        own = [record for record in records if (reading.id, record.id) in pairs]
        others = [record for record in records if record not in own]
        look = Look(reading, weights, use_dates)
        for record in own:
            made = look.at(variants(record, others, str(reading.id), use_dates=use_dates), record.id)
            invented.extend(Candidates(group, sample.weight * _VARIANT) for group in ((*real, *made), made))
        unseen = [record for record in others if all(one.activity.id != record.id for one in seen)]
        busy = look.at(busy_days(reading, unseen, _BUSY_COUNT)) if use_dates else ()
        invented.append(Candidates(busy, sample.weight * _BUSY))
    return [natural, [group for group in invented if group.examples]]


@dataclass(frozen=True, slots=True)
class Look:
    """Sees invented activities beside an article; none of them is what it reports."""

    reading: Reading
    weights: Weights
    use_dates: bool

    def at(self, made: Sequence[Record], activity_id: str | None = None) -> tuple[Example, ...]:
        """Examples of refused pairs, held out together with `activity_id` (or the activity they stem from)."""
        article = ArticleSide(self.reading, self.weights)
        pairs = [Pair(article, ActivitySide(record, self.weights)) for record in made]
        return tuple(
            Example(
                self.reading.id,
                activity_id or pair.record.id,
                see(pair, use_dates=self.use_dates),
                pair.title,
                right=False,
            )
            for pair in pairs
        )
