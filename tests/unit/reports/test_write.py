from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from lxml import html

from reports.pages import CellState, Heading
from reports.write import write_reports
from storage import Database

NAMES = ["index.html", "rekap-pemberitaan-harian.xlsx", "rekap-per-kegiatan.xlsx", "keaktifan-media.xlsx"]


def written(
    database: Database, folder: Path, heading: Heading, excluded: Mapping[str, Mapping[str, CellState]]
) -> dict[str, bytes]:
    with database.reading() as unit:
        paths = write_reports(
            unit,
            folder,
            office=heading.office,
            period=heading.period,
            policy_hash=heading.policy_hash,
            cutoff=heading.cutoff,
            excluded=excluded,
        )
    assert [path.name for path in paths] == NAMES
    return {path.name: path.read_bytes() for path in paths}


def test_made_again_every_file_is_the_same_bytes(
    database: Database, heading: Heading, excluded: Mapping[str, Mapping[str, CellState]], tmp_path: Path
) -> None:
    first = written(database, tmp_path / "baru" / "laporan", heading, excluded)
    assert written(database, tmp_path / "baru" / "laporan", heading, excluded) == first
    assert sorted(path.name for path in (tmp_path / "baru" / "laporan").iterdir()) == sorted(NAMES)


def test_the_page_links_to_the_files_with_rows_and_digest(
    database: Database, heading: Heading, excluded: Mapping[str, Mapping[str, CellState]], tmp_path: Path
) -> None:
    page = html.document_fromstring(written(database, tmp_path, heading, excluded)["index.html"].decode())
    links = page.xpath("//ul[@class='berkas']/li")
    assert [item.xpath("a/@href")[0] for item in links] == NAMES[1:]
    assert ["12 baris" in item.text_content() for item in links] == [True, False, False]


def test_the_policys_least_evidence_reaches_page_and_file(
    database: Database, heading: Heading, excluded: Mapping[str, Mapping[str, CellState]], tmp_path: Path
) -> None:
    with database.reading() as unit:
        paths = write_reports(
            unit,
            tmp_path,
            office=heading.office,
            period=heading.period,
            policy_hash=heading.policy_hash,
            cutoff=heading.cutoff,
            excluded=excluded,
            min_opportunities=20,
        )
    words = "bukti belum cukup (7 dari 20 kesempatan)"
    assert words in paths[0].read_text(encoding="utf-8")
    sheet = openpyxl.load_workbook(paths[3]).worksheets[0]
    assert words in {cell.value for row in sheet.iter_rows() for cell in row}


def test_an_empty_database_has_reports_too(tmp_path: Path, heading: Heading) -> None:
    database = Database(f"sqlite:///{tmp_path}/kosong.db")
    database.migrate()
    assert len(written(database, tmp_path, heading, {})) == 4
    database.close()


def test_a_folder_that_cannot_be_written_is_an_error(
    database: Database, heading: Heading, tmp_path: Path
) -> None:
    (tmp_path / "laporan").write_text("sebuah berkas")
    with pytest.raises(OSError, match="laporan"):
        written(database, tmp_path / "laporan", heading, {})
