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
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from app.labelled import Labelled, read_labelled
from benchmarks.matching_samples import FIRM_DATES, Sample, observed, samples
from benchmarks.matching_variants import draw
from core.nouns import Match, MatchState
from scoring.evaluation import evaluate
from scoring.matching.decide import Model
from scoring.matching.features import SIGNS, TIMED
from scoring.matching.fit import Candidates, Settings, fit
from scoring.matching.gazetteer import place_words
from scoring.matching.weights import Background
from scoring.matching.words import STOPWORDS, roots, stem, tokens

TARGET = Path(__file__).parent.parent / "scoring" / "matching" / "model.json"
FOLDS = 8
DATED = Settings(ridge=0.03, matched=0.4, doubtful=0.15)
UNDATED = Settings(ridge=0.03, matched=0.4, doubtful=0.15)
_RAREST = 0.008  # share of documents below which a stem is not worth listing
_MOSTLY_LOWER = 0.6  # a word capitalised more often than this may be a name
_FEWEST = 3

Report = dict[str, dict[str, dict[str, float | dict[str, str]]]]


Chances = dict[tuple[UUID, str], float]


def main() -> None:
    """Train, print the report, and write the model where asked to."""
    arguments = _arguments()
    newspapers, digests = _read(arguments.newspapers), _read(arguments.digests)
    background = count_words(arguments.releases, newspapers, digests)
    given = samples(newspapers, digests)
    models: dict[str, Model] = {}
    report: dict[str, Report] = {}
    for mode, settings in (("dated", DATED), ("undated", UNDATED)):
        models[mode], report[mode] = _trained(given, background, settings, use_dates=mode == "dated")
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
        verdicts = model.judge([one.seen for one in group.examples], [one.title for one in group.examples])
        for one, verdict in zip(group.examples, verdicts, strict=True):
            chances[one.article, one.activity] = verdict.probability
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
    for mode, measures in report.items():
        for sample, measured in measures.items():
            for how, figures in measured.items():
                cells = [figures[name] for name in ("precision", "recall", "f1", "calibration error")]
                lines.append(
                    f"{mode + ', ' + sample + ', ' + how:46.46}" + "".join(f"{cell:>7.3f}" for cell in cells)
                )
                lines.append(f"    {figures['kinds']}") if "kinds" in figures else None
    return "\n".join(lines)


if __name__ == "__main__":
    main()
