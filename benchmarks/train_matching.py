"""Trains the matcher from labelled data: `python -m benchmarks.train_matching`.

    python -m benchmarks.train_matching --newspapers DIR --digests DIR --releases FILE [--write] [--json]

`DIR` holds `articles.jsonl`, `activities.jsonl` and `labels.csv` (see `app.labelled`): whole newspaper
pieces and short digests. `FILE` holds press releases (JSON Lines with `title` and `html`), of which only
the counts of common words are kept. The same files give the same `model.json`, byte for byte; `--write`
puts it in its place.
"""

import argparse
import hashlib
import html
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from app.labelled import Labelled, read_labelled
from benchmarks.matching_variants import busy_days, draw, variants
from core.indonesian import ZONES
from core.nouns import Match, MatchState
from scoring.evaluation import evaluate
from scoring.matching.decide import Model, sigmoid
from scoring.matching.features import SIGNS, TIMED, compare, see
from scoring.matching.fit import Candidates, Example, Settings, fit
from scoring.matching.gazetteer import place_words
from scoring.matching.readings import Reader, Reading, Record, read_activity
from scoring.matching.signs import ActivitySide, ArticleSide, Pair
from scoring.matching.weights import Background, Weights
from scoring.matching.words import STOPWORDS, roots, stem, tokens

ZONE = ZONES["WIB"]
TARGET = Path(__file__).parent.parent / "scoring" / "matching" / "model.json"
FOLDS = 8
FIRM_DATES = "digests, firm dates"
DATED = Settings(ridge=0.3, matched=0.4, doubtful=0.15)
UNDATED = Settings(ridge=0.3, matched=0.4, doubtful=0.15)
# Whole pieces are what newsrooms publish; digests are dense and their near misses hand-picked.
NEWSPAPER, NEWSPAPER_BARE, DIGEST = 2.0, 1.0, 0.7
VARIANT = 0.05  # an invented near miss beside a real pair
BUSY, BUSY_COUNT = 0.3, 4
_RAREST = 0.008  # share of documents below which a stem is not worth listing
_MOSTLY_LOWER = 0.6  # a word capitalised more often than this may be a name
_FEWEST = 3
_FIRM = ("url", "page")


Report = dict[str, dict[str, dict[str, float | dict[str, str]]]]


Chances = dict[tuple[UUID, str], float]


@dataclass(frozen=True, slots=True)
class Sample:
    """One labelled set as training sees it; `named` ones are measured, the others only learned from."""

    name: str
    data: Labelled
    weight: float


def main() -> None:
    """Train, print the report, and write the model where asked to."""
    arguments = _arguments()
    newspapers, digests = _read(arguments.newspapers), _read(arguments.digests)
    background = count_words(arguments.releases, newspapers, digests)
    samples = _samples(newspapers, digests)
    models: dict[str, Model] = {}
    report: dict[str, Report] = {}
    for mode, settings in (("dated", DATED), ("undated", UNDATED)):
        models[mode], report[mode] = _trained(samples, background, settings, use_dates=mode == "dated")
    sources = [
        path for folder in (arguments.newspapers, arguments.digests) for path in sorted(folder.iterdir())
    ]
    document = {
        "version": 1,
        "training": {"fingerprint": _digest([*sources, arguments.releases]), "report": report},
        **{mode: _plain(model) for mode, model in models.items()},
        "background": {"documents": background.documents, "stems": dict(background.counts)},
    }
    print(json.dumps(report, indent=1) if arguments.json else _table(report))
    if arguments.write:
        TARGET.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Train the matcher.")
    for option in ("--newspapers", "--digests", "--releases"):
        parser.add_argument(option, type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    absent = [
        str(path)
        for path in (arguments.newspapers, arguments.digests, arguments.releases)
        if not path.exists()
    ]
    if absent:
        sys.exit(f"train_matching needs {', '.join(absent)}")
    return arguments


def _read(folder: Path) -> Labelled:
    return read_labelled(folder / "articles.jsonl", folder / "activities.jsonl", folder / "labels.csv")


def count_words(releases: Path, newspapers: Labelled, digests: Labelled) -> Background:
    """In how many texts each common word stands; names of people and places are left out."""
    texts = []
    for line in releases.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        texts.append(f"{entry['title']} {html.unescape(re.sub('<[^>]+>', ' ', entry['html']))}")
    texts.extend(f"{article.title} {article.text}" for article in newspapers.articles if article.text)
    counts = Counter(one for text in texts for one in _stems(text))
    all_texts = [*texts, *(f"{article.title} {article.text}" for article in digests.articles)]
    written, capital = Counter[str](), Counter[str]()
    for word in re.findall(r"[^\W\d_]+", " ".join(all_texts)):
        written[stem(word.lower())] += 1
        capital[stem(word.lower())] += word[0].isupper()
    common = {
        one: count
        for one, count in sorted(counts.items())
        if count >= max(_FEWEST, _RAREST * len(texts))
        and (one in roots() or capital[one] < _MOSTLY_LOWER * written[one])
        and not any(one.startswith(place) for place in place_words())
    }
    return Background(len(texts), common)


def _stems(text: str) -> set[str]:
    return {stem(word) for word in tokens(text) if word not in STOPWORDS and word.isalpha() and len(word) > 1}


def _samples(newspapers: Labelled, digests: Labelled) -> list[Sample]:
    return [
        Sample("newspapers", newspapers, NEWSPAPER),
        Sample("digests", digests, DIGEST),
        Sample(FIRM_DATES, _firm(digests), DIGEST),
        Sample("newspapers, bare records", _bare(newspapers), NEWSPAPER_BARE),
        Sample("digests, bare records", _bare(digests), DIGEST),
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


def _trained(
    samples: Sequence[Sample], background: Background, settings: Settings, *, use_dates: bool
) -> tuple[Model, Report]:
    names = [name for name in SIGNS if use_dates or name not in TIMED]
    samples = [sample for sample in samples if use_dates or sample.name != FIRM_DATES]
    seen = {sample.name: observed(sample, background, use_dates=use_dates) for sample in samples}
    groups = [group for sample in samples for part in seen[sample.name] for group in part]
    model = fit(groups, names, settings)
    folds = _folds({activity.id for sample in samples for activity in sample.data.activities})
    held_out = [(fold, fit(_without(groups, fold), names, settings)) for fold in folds]
    report: Report = {}
    for sample in samples:
        natural = seen[sample.name][0]
        crossed = {
            pair: chance
            for fold, one in held_out
            for pair, chance in _chances(natural, one).items()
            if pair[1] in fold
        }
        report[sample.name] = {
            "in sample": _measured(_chances(natural, model), sample.data, settings),
            "cross-validated": _measured(crossed, sample.data, settings),
        }
    return model, report


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
            invented.extend(Candidates(group, sample.weight * VARIANT) for group in ((*real, *made), made))
        unseen = [record for record in others if all(one.activity.id != record.id for one in seen)]
        busy = look.at(busy_days(reading, unseen, BUSY_COUNT)) if use_dates else ()
        invented.append(Candidates(busy, sample.weight * BUSY))
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


def _folds(activities: set[str]) -> list[set[str]]:
    drawn = sorted(activities, key=draw)
    return [set(drawn[start::FOLDS]) for start in range(FOLDS)]


def _without(groups: Iterable[Candidates], activities: set[str]) -> list[Candidates]:
    kept = (
        replace(group, examples=tuple(one for one in group.examples if one.activity not in activities))
        for group in groups
    )
    return [group for group in kept if group.examples]


def _chances(groups: Iterable[Candidates], model: Model) -> Chances:
    chances = {}
    for group in groups:
        alone = [model.log_odds(one.seen) for one in group.examples]
        for one, odds, lead in zip(
            group.examples, alone, model.leads(alone, [one.title for one in group.examples]), strict=True
        ):
            chances[one.article, one.activity] = sigmoid(odds + lead)
    return chances


def _measured(chances: Chances, data: Labelled, settings: Settings) -> dict[str, float | dict[str, str]]:
    """Precision, recall, F1 and false accepts of the matched pairs, and how far chances are from outcomes."""
    matched = [
        Match(article, activity, chance, MatchState.MATCHED)
        for (article, activity), chance in chances.items()
        if chance >= settings.matched
    ]
    result = evaluate(matched, data.gold)
    kinds = {kind: f"{count.accepted}/{count.total}" for kind, count in result.by_kind.items()}
    figures = {"precision": result.precision, "recall": result.recall, "f1": result.f1}
    shown = {name: round(value or 0.0, 4) for name, value in figures.items()}
    return {**shown, "calibration error": _calibration(chances, data), **({"kinds": kinds} if kinds else {})}


def _calibration(chances: Chances, data: Labelled) -> float:
    """Expected calibration error over ten bins of equal width."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for pair, chance in chances.items():
        bins.setdefault(min(9, int(chance * 10)), []).append((chance, pair in data.gold.pairs))
    gaps = (abs(sum(chance - right for chance, right in pairs)) for pairs in bins.values())
    return round(sum(gaps) / len(chances), 4)


def _plain(model: Model) -> dict[str, object]:
    signs = {name: {"weight": sign.weight, "centre": sign.centre} for name, sign in model.signs.items()}
    numbers = ("intercept", "rival", "reach", "matched", "doubtful")
    return {**{name: getattr(model, name) for name in numbers}, "signs": signs}


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def _table(report: dict[str, Report]) -> str:
    lines = [f"{'':46}{'P':>7}{'R':>7}{'F1':>7}{'ECE':>7}"]
    for mode, samples in report.items():
        for sample, measured in samples.items():
            for how, figures in measured.items():
                cells = [figures[name] for name in ("precision", "recall", "f1", "calibration error")]
                lines.append(
                    f"{mode + ', ' + sample + ', ' + how:46.46}" + "".join(f"{cell:>7.3f}" for cell in cells)
                )
                lines.append(f"    {figures['kinds']}") if "kinds" in figures else None
    return "\n".join(lines)


if __name__ == "__main__":
    main()
