"""The demo: two nights over a fictional regency's newsrooms on loopback, through the real commands' path."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from app import jobs
from app.installation import Installation, opened
from app.nightly import Night, nightly
from app.progress import Progress
from app.registry import read_activities, read_outlets
from core.clock import utc_now
from core.errors import BadInputError, Problem
from core.nouns import Match, Period
from core.urls import article_id
from demo import Newsroom, labels, write_registry
from scoring.evaluation import Evaluation, Gold, Label, evaluate
from scoring.policy import default_policy

PERIOD = Period(dt.date(2026, 8, 1), dt.date(2026, 10, 31))
SINCE = dt.datetime(2026, 7, 31, 17, tzinfo=dt.UTC)  # 1 August in WIB
MARKER = ".tayang-demo"


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What the demo did and where its results lie."""

    folder: Path
    nights: tuple[Night, ...]
    matching: Evaluation


def demonstrate(folder: Path, progress: Progress) -> Demonstration:
    """Build the demo's installation in `folder` (replacing an earlier demo there) and run two nights."""
    config_path = _prepare(folder)
    with Newsroom() as newsroom, opened(config_path) as installation:
        write_registry(folder, newsroom.outlets)
        with installation.database.unit() as unit:
            unit.outlets.save(read_outlets(folder / "media.csv").rows, utc_now())
            unit.activities.save(read_activities(folder / "kegiatan.csv").rows, utc_now())
        progress.say(f"{len(newsroom.outlets)} ruang redaksi contoh menyala; memeriksa kanalnya")
        outlets = installation.outlets()
        jobs.probe(installation, outlets)
        progress.say("malam pertama")
        first = nightly(installation, outlets, PERIOD, since=SINCE, progress=progress)
        newsroom.tomorrow()
        progress.say("malam kedua: ada berita baru, berubah, dan hilang")
        second = nightly(installation, outlets, PERIOD, progress=progress)
        gold = Gold(
            tuple(
                Label(article_id(label.url), activity_id, kind=None if label.activities else label.kind.value)
                for label in labels(newsroom.outlets)
                for activity_id in label.activities or (None,)
            )
        )
        matching = _evaluate(installation, gold)
    return Demonstration(folder.resolve(), (first, second), matching)


def _prepare(folder: Path) -> Path:
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARKER).exists():
            raise BadInputError([Problem(str(folder), "folder berisi hal lain; sebut folder kosong")])
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARKER).touch()
    settings = resources.files("app").joinpath("tayang.toml").read_text(encoding="utf-8")
    for old, new in (
        ("Kabupaten Contoh", "Kabupaten Tirtaloka"),
        ("allow_hosts = []", 'allow_hosts = ["127.0.0.0/8"]'),
        ("delay_seconds = 5", "delay_seconds = 0"),
        ("ganti-dengan-surel-kantor@contoh.invalid", "demo@tirtaloka.invalid"),
    ):
        settings = settings.replace(old, new)
    config_path = folder / "tayang.toml"
    config_path.write_text(settings, encoding="utf-8")
    (folder / "policy.toml").write_text(
        default_policy(year=PERIOD.start.year, government="Pemerintah Kabupaten Tirtaloka"), encoding="utf-8"
    )
    return config_path


def _evaluate(installation: Installation, gold: Gold) -> Evaluation:
    with installation.database.reading() as unit:
        found: Sequence[Match] = unit.matches.all()
        watched = {article.id for article in unit.articles.all()}
    return evaluate(found, gold.only(watched))
