"""What is wrong with an installation, and what to do about it."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from app.installation import Installation, opened
from core.clock import utc_now
from core.errors import TayangError
from core.indonesian import clock_time, long_date

MIN_FREE_BYTES = 2 * 1024**3  # a month of a 100-outlet archive, with room to write the database
PLACEHOLDER = "contoh.invalid"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is good, and what was seen or what to do."""

    subject: str
    good: bool
    words: str


def examine(config_path: Path) -> list[Finding]:
    """Look at configuration, policy, database, archive, disk and clock; never raises for what it finds."""
    try:
        with opened(config_path) as installation:
            return [Finding("konfigurasi", True, str(config_path)), *_look(installation)]
    except TayangError as error:
        return [Finding("konfigurasi", False, str(error))]
    except OSError as error:
        return [Finding("penyimpanan", False, f"{error.strerror}: {error.filename}")]


def _look(installation: Installation) -> list[Finding]:
    return [
        _contact(installation),
        _policy(installation),
        _database(installation),
        *_folders(installation),
        _clock(installation),
    ]


def _contact(installation: Installation) -> Finding:
    contact = installation.config.crawl.contact
    if PLACEHOLDER in contact:
        return Finding(
            "kontak", False, "isi [crawl] contact dengan surel kantor; situs berhak tahu siapa pengunjungnya"
        )
    return Finding("kontak", True, contact)


def _policy(installation: Installation) -> Finding:
    try:
        return Finding("kebijakan", True, f"sidik {installation.policy.hash}")
    except TayangError as error:
        return Finding("kebijakan", False, str(error))


def _database(installation: Installation) -> Finding:
    with installation.database.reading() as unit:
        outlets, activities = len(unit.outlets.all()), len(unit.activities.all())
    revision = installation.database.revision()
    if not outlets:
        return Finding("basis data", False, "belum ada media; `tayang outlets import media.xlsx`")
    return Finding("basis data", True, f"skema {revision}, {outlets} media, {activities} kegiatan")


def _folders(installation: Installation) -> list[Finding]:
    config = installation.config
    folders = {"laporan": config.reports_folder}
    if "://" not in config.archive_root:
        folders["arsip"] = Path(config.archive_root)
    findings = []
    for subject, folder in folders.items():
        folder.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(folder).free
        if not os.access(folder, os.W_OK):
            findings.append(Finding(subject, False, f"{folder} tidak bisa ditulisi"))
        elif free < MIN_FREE_BYTES:
            findings.append(
                Finding(subject, False, f"ruang disk tinggal {free / 1024**3:.1f} GiB di {folder}")
            )
        else:
            findings.append(Finding(subject, True, f"{folder}, {free / 1024**3:.0f} GiB kosong"))
    return findings


def _clock(installation: Installation) -> Finding:
    zone = installation.config.office.zone
    now = utc_now()
    local = now.astimezone(installation.config.zone)
    with installation.database.reading() as unit:
        latest = max((run.started for run in unit.runs.all()), default=None)
    if latest is not None and latest > now:
        return Finding("jam", False, f"jam komputer mundur: proses terakhir tercatat {latest.isoformat()}")
    return Finding("jam", True, f"{long_date(local.date())}, {clock_time(now, zone)}")
