"""The regency's outlets and activities as its officers would hand them in: CSV with semicolons."""

import csv
import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

from core.indonesian import long_date
from core.nouns import Activity, Official, Outlet, OutletKind
from demo.sample import activities

OUTLETS_FILE = "media.csv"
ACTIVITIES_FILE = "kegiatan.csv"

_OUTLET_HEADER = ("Kode Media", "Nama Media", "Alamat Situs", "Jenis Media", "Wilayah")
_ACTIVITY_HEADER = (
    "Kode Kegiatan", "Nama Kegiatan", "Tanggal", "Tanggal Selesai", "Tempat", "Wilayah", "Perangkat Daerah",
    "Pejabat", "Uraian", "Jenis Kegiatan",
)  # fmt: skip
_KINDS = {
    OutletKind.ONLINE: "Online",
    OutletKind.PRINT: "Cetak",
    OutletKind.RADIO: "Radio",
    OutletKind.TELEVISION: "Televisi",
    OutletKind.ACCOUNT: "Akun",
}


def write_registry(folder: Path, outlets: Sequence[Outlet]) -> tuple[Path, Path]:
    """Write `media.csv` with these outlets and `kegiatan.csv` with all activities; return both paths.

    Excel's Indonesian habits: a byte order mark, semicolons, CRLF.
    """
    media, kegiatan = folder / OUTLETS_FILE, folder / ACTIVITIES_FILE
    _write(media, _OUTLET_HEADER, map(_outlet_row, outlets))
    _write(kegiatan, _ACTIVITY_HEADER, map(_activity_row, activities()))
    return media, kegiatan


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(header)
        writer.writerows(rows)


def _outlet_row(outlet: Outlet) -> Sequence[str]:
    return outlet.id, outlet.name, outlet.url, _KINDS[outlet.kind], outlet.region or ""


def _activity_row(activity: Activity) -> Sequence[str]:
    return (
        activity.id,
        activity.title,
        _day(activity.date),
        _day(activity.end_date),
        activity.place or "",
        activity.region or "",
        activity.agency or "",
        "; ".join(map(_person, activity.officials)),
        activity.description or "",
        activity.kind or "",
    )


def _day(day: dt.date | None) -> str:
    return long_date(day) if day else ""


def _person(official: Official) -> str:
    return f"{official.name} ({official.role})" if official.role else official.name
