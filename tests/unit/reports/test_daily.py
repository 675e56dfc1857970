import datetime as dt

from reports.daily import daily_table
from reports.pages import Overview
from reports.table import Absent, Cell, Table


def column(table: Table, title: str) -> list[Cell]:
    index = [each.title for each in table.columns].index(title)
    return [row[index] for row in table.rows]


def by_title(table: Table, title: str) -> dict[str, Cell]:
    row = next(row for row in table.rows if str(row[4]).startswith(title))
    return {column.title: cell for column, cell in zip(table.columns, row, strict=True)}


def test_every_article_of_the_period_is_one_row(everything: Overview) -> None:
    table = daily_table(everything)
    assert len(table.rows) == len(everything.pieces)
    assert column(table, "No") == list(range(1, 13))


def test_day_and_hour_are_local_and_typed(everything: Overview) -> None:
    row = by_title(daily_table(everything), "=1+1")
    assert row["Tanggal"] == dt.date(2026, 10, 9)
    assert row["Jam Tayang (WIB)"] == dt.time(0, 20)


def test_what_is_not_known_is_said(everything: Overview) -> None:
    table = daily_table(everything)
    unknown = by_title(table, "Donor darah tanpa")
    assert unknown["Tanggal"] is unknown["Jam Tayang (WIB)"] is unknown["Penulis"] is Absent.NO_DATA
    assert str(unknown["Keterangan"]).startswith(
        "waktu tayang tidak diketahui; pertama terlihat 20 Oktober 2026"
    )
    only_day = by_title(table, "Donor darah, media")
    assert (only_day["Tanggal"], only_day["Jam Tayang (WIB)"]) == (dt.date(2026, 10, 12), Absent.NO_DATA)
    assert only_day["Keterangan"] == "media hanya menyebut hari"


def test_activity_agency_and_region_come_from_what_was_matched(everything: Overview) -> None:
    table = daily_table(everything)
    matched = by_title(table, "Panen raya di Sawah")
    assert matched["Kegiatan"] == "Panen Raya Padi Kelurahan Sawah Angin"
    assert (matched["OPD"], matched["Kecamatan"]) == ("Dinas Pertanian Lembah Biru", "Kecamatan Hulu Angin")
    other = by_title(table, "-5 persen")
    assert (other["Kegiatan"], other["OPD"]) == (Absent.NOTHING, Absent.NOTHING)
    assert by_title(table, "=1+1")["OPD"] is Absent.NO_DATA


def test_link_states_are_told_apart(everything: Overview) -> None:
    states = column(daily_table(everything), "Status Tautan")
    assert {"hidup", "hilang", "belum dicek"} == set(states)
    assert states.count("belum dicek") == 10
