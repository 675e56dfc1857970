"""The reports of a period, written where people find them."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from core.config import Office
from core.nouns import Period
from reports.activities import activities_table
from reports.daily import daily_table
from reports.details import Details
from reports.files import replacing
from reports.index import ReportFile, index_page
from reports.outlets import outlets_table
from reports.pages import Heading
from reports.queries import Excluded, overview
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
    excluded: Excluded,
    details: Mapping[str, Details] = MappingProxyType({}),
    min_opportunities: int = 0,
    made_by: str = "Tayang",
) -> list[Path]:
    """Write the period's XLSX files and the page that links to them; returns them, the page first.

    Every file replaces its predecessor at once or not at all, and the same stored data with the same
    `cutoff` gives the same bytes. `excluded` has, by outlet and activity id, the activities that were
    no opportunity for an outlet and why, as the scores took it; everything else was watched. `details` has,
    by outlet id, the scores' judgement of pieces and months. An outlet with fewer than
    `min_opportunities` opportunities gets no rank.

    Raises:
        OSError: the folder cannot be written.
    """
    heading = Heading(office, period, policy_hash, cutoff, made_by)
    everything = overview(unit, heading, excluded, details, min_opportunities)
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    files: list[ReportFile] = []
    for name, table_of in _TABLES.items():
        table = table_of(everything)
        written.append(_write(folder / name, workbook(table, everything.heading)))
        files.append(ReportFile(name, table.title, len(table.rows), table.digest()))
    page = _write(folder / INDEX, index_page(everything, files).encode())
    return [page, *written]


def _write(path: Path, content: bytes) -> Path:
    with replacing(path) as file:
        file.write(content)
    return path
