import datetime as dt
from dataclasses import replace

import pytest

from reports.activities import activities_table, count
from reports.pages import CellState, Overview
from reports.table import Absent, Cell


def rows(everything: Overview) -> dict[str, dict[str, Cell]]:
    table = activities_table(everything)
    heads = [column.title for column in table.columns]
    return {str(row[2]): dict(zip(heads, row, strict=True)) for row in table.rows}


def test_activities_stand_in_the_order_of_their_dates(everything: Overview) -> None:
    days = [row[0] for row in activities_table(everything).rows]
    assert days == sorted(days, key=str)
    assert len(days) == 8


def test_a_covered_activity_has_first_outlet_and_time(everything: Overview) -> None:
    row = rows(everything)["Panen Raya Padi Kelurahan Sawah Angin"]
    assert (row["Jumlah Media"], row["Jumlah Berita"], row["Media Pertama"]) == (2, 4, "Suara Pasir Putih")
    assert row["Jam Pertama (WIB)"] == dt.datetime(2026, 10, 3, 9, 5)  # noqa: DTZ001 (a wall clock on paper)
    assert row["Pejabat"] == "Bupati Rekaan Satu (Bupati); Camat Rekaan Dua"
    assert row["Belum Meliput (berkesempatan)"] == "Lensa Muara"
    assert row["Tidak Terpantau (gagal kami)"] == "<script>alert('Warta')</script> & Rekan; Radio Teluk Senja"


def test_a_first_article_without_time_shows_its_day(everything: Overview) -> None:
    row = rows(everything)["Donor Darah <b>Umum</b> & Sosial"]
    assert row["Jam Pertama (WIB)"] == dt.date(2026, 10, 12)


def test_an_activity_nobody_covered_is_zero_when_watched(everything: Overview) -> None:
    row = rows(everything)["Rapat Siaga Banjir"]
    assert (row["Jumlah Media"], row["Jumlah Berita"], row["Media Pertama"]) == (0, 0, Absent.NOTHING)


def test_the_last_day_is_shown_only_where_there_were_several(everything: Overview) -> None:
    assert rows(everything)["Pekan Batik Teluk Senja"]["Sampai"] == dt.date(2026, 10, 12)
    assert rows(everything)["Rapat Siaga Banjir"]["Sampai"] is Absent.NOTHING


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        (CellState.WATCHED, 0),
        (CellState.OUR_FAILURE, Absent.OUR_FAILURE),
        (CellState.SITE_DOWN, Absent.SITE_DOWN),
        (CellState.NO_DATA, Absent.NO_DATA),
        (CellState.NOT_YET_DUE, Absent.NOT_APPLICABLE),
    ],
)
def test_unknown_is_not_zero(everything: Overview, state: CellState, shown: Cell) -> None:
    page = next(page for page in everything.activities if page.activity.id == "rapat-banjir")
    cells = tuple(replace(cell, state=state) for cell in page.cells)
    only = replace(everything, activities=(replace(page, cells=cells),))
    row = rows(only)["Rapat Siaga Banjir"]
    assert row["Jumlah Media"] == row["Jumlah Berita"] == shown


def test_what_was_found_counts_whatever_the_state() -> None:
    assert count(3, CellState.OUR_FAILURE) == 3
