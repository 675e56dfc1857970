"""What is wrong with an installation, and what to do about it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.installation import Installation, opened
from app.processes import lives
from app.troubles import refusal
from core.clock import utc_now
from core.errors import TayangError
from core.indonesian import clock_time, long_date
from storage import DatabaseUnusable

MIN_FREE_BYTES = 2 * 1024**3  # a month of a 100-outlet archive, with room to write the database
PLACEHOLDER = "contoh.invalid"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is good, and what was seen or what to do."""

    subject: str
    good: bool
    words: str


def examine(config_path: Path) -> list[Finding]:
    """Look at configuration, policy, database, storage, running jobs and clock; never raises."""
    try:
        with opened(config_path) as installation:
            return [Finding("konfigurasi", True, str(config_path)), *_look(installation)]
    except DatabaseUnusable as error:
        return [
            Finding("konfigurasi", True, str(config_path)),
            Finding("basis data", False, str(error)),
        ]
    except Exception as error:  # noqa: BLE001 (whatever it is, this is the command that must say so)
        return [_trouble("konfigurasi", error)]


def _look(installation: Installation) -> Iterator[Finding]:
    looks: dict[str, Callable[[Installation], Finding]] = {
        "kontak": _contact,
        "kebijakan": _policy,
        "basis data": _database,
        "laporan": lambda office: _folder("laporan", office.config.reports_folder),
        "arsip": _archive,
        "proses": _lease,
        "jam": _clock,
    }
    for subject, look in looks.items():
        try:
            yield look(installation)
        except Exception as error:  # noqa: BLE001 (one look that fails hides none of the others)
            yield _trouble(subject, error)


def _trouble(subject: str, error: Exception) -> Finding:
    match error:
        case TayangError():
            return Finding(subject, False, str(error))
        case OSError():
            return Finding(subject, False, refusal(error))
        case _:
            return Finding(subject, False, f"kesalahan tak terduga: {error!r}")


def _contact(installation: Installation) -> Finding:
    contact = installation.config.crawl.contact
    if PLACEHOLDER in contact:
        return Finding(
            "kontak", False, "isi [crawl] contact dengan surel kantor; situs berhak tahu siapa pengunjungnya"
        )
    return Finding("kontak", True, contact)


def _policy(installation: Installation) -> Finding:
    return Finding("kebijakan", True, f"sidik {installation.policy.hash}")


def _database(installation: Installation) -> Finding:
    with installation.database.reading() as unit:
        outlets, activities = len(unit.outlets.all()), len(unit.activities.all())
    revision = installation.database.revision()
    if not outlets:
        return Finding("basis data", False, "belum ada media; `tayang outlets import media.xlsx`")
    return Finding("basis data", True, f"skema {revision}, {outlets} media, {activities} kegiatan")


def _archive(installation: Installation) -> Finding:
    root = installation.config.archive_root
    if "://" in root:
        return Finding("arsip", True, root)
    return _folder("arsip", Path(root))


def _folder(subject: str, folder: Path) -> Finding:
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free
    if not os.access(folder, os.W_OK):
        return Finding(subject, False, f"{folder} tidak bisa ditulisi")
    if free < MIN_FREE_BYTES:
        return Finding(subject, False, f"ruang disk tinggal {free / 1024**3:.1f} GiB di {folder}")
    return Finding(subject, True, f"{folder}, {free / 1024**3:.0f} GiB kosong")


def _lease(installation: Installation) -> Finding:
    with installation.database.reading() as unit:
        holder = unit.runs.lease_holder()
    if holder is None:
        return Finding("proses", True, "tidak ada yang sedang membaca situs")
    since = holder.started.astimezone(installation.config.zone)
    zone = installation.config.office.zone
    where = f"`{holder.job}` di {holder.host} (pid {holder.pid}) sejak {long_date(since.date())}, {clock_time(holder.started, zone)}"
    if lives(holder):
        return Finding("proses", True, f"{where} masih berjalan")
    return Finding(
        "proses", False, f"{where} mati sebelum selesai; jalankan `tayang nightly` untuk melanjutkan"
    )


def _clock(installation: Installation) -> Finding:
    zone = installation.config.office.zone
    now = utc_now()
    local = now.astimezone(installation.config.zone)
    with installation.database.reading() as unit:
        latest = max((run.started for run in unit.runs.all()), default=None)
    if latest is not None and latest > now:
        return Finding("jam", False, f"jam komputer mundur: proses terakhir tercatat {latest.isoformat()}")
    return Finding("jam", True, f"{long_date(local.date())}, {clock_time(now, zone)}")
