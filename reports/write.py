"""The reports of a period, written where people find them."""

import datetime as dt
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from core.config import Office
from core.nouns import Period
from reports.activities import activities_table
from reports.daily import daily_table
from reports.index import ReportFile, index_page
from reports.outlets import outlets_table
from reports.pages import Heading
from reports.queries import overview
from reports.xlsx import workbook
from storage import UnitOfWork

INDEX = "index.html"
_TABLES = {
    "rekap-pemberitaan-harian.xlsx": daily_table,
    "rekap-per-kegiatan.xlsx": activities_table,
    "keaktifan-media.xlsx": outlets_table,
}


def write_reports(
    unit: UnitOfWork,
    folder: Path,
    *,
    office: Office,
    period: Period,
    policy_hash: str,
    cutoff: dt.datetime,
    unwatched: Mapping[str, frozenset[dt.date]],
    made_by: str = "Tayang",
) -> list[Path]:
    """Write the period's XLSX files and the page that links to them; returns them, the page first.

    Every file replaces its predecessor at once or not at all, and the same stored data with the same
    `cutoff` gives the same bytes. `unwatched` holds the local days for which nothing is known of an
    outlet, as the scores took them; an outlet that is absent was watched on all days.

    Raises:
        OSError: the folder cannot be written.
    """
    everything = overview(unit, Heading(office, period, policy_hash, cutoff, made_by), unwatched)
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    files: list[ReportFile] = []
    for name, table_of in _TABLES.items():
        table = table_of(everything)
        written.append(replace_file(folder / name, workbook(table, everything.heading)))
        files.append(ReportFile(name, table.title, len(table.rows), table.digest()))
    page = replace_file(folder / INDEX, index_page(everything, files).encode())
    return [page, *written]


def replace_file(path: Path, content: bytes) -> Path:
    """Put `content` at `path` so that a reader, or a crash, sees the old file or the new one."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes files that only we may read; reports are for the office.
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return path
