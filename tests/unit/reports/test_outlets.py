from dataclasses import replace

from reports.outlets import outlets_table
from reports.pages import Overview
from reports.table import Absent, Cell


def rows(everything: Overview) -> dict[str, dict[str, Cell]]:
    table = outlets_table(everything)
    heads = [column.title for column in table.columns]
    return {str(row[1]): dict(zip(heads, row, strict=True)) for row in table.rows}


def test_an_active_outlet_has_figures(everything: Overview) -> None:
    row = rows(everything)["Kabar Lembah"]
    assert (row["Kegiatan Berkesempatan"], row["Diliput"], row["%"]) == (7, 3, 3 / 7)
    assert (row["Tepat Waktu %"], row["Keajekan %"]) == (0.75, Absent.NOT_APPLICABLE)
    assert (row["Hari Aktif"], row["Jumlah Berita"]) == (5, 6)
    assert (row["Malam Dipantau"], row["Malam Gagal Kami"]) == (28, 0)
    assert (row["Nilai"], row["Cakupan Data %"]) == (82.46, 0.8)


def test_watched_without_coverage_is_zero(everything: Overview) -> None:
    row = rows(everything)["Lensa Muara"]
    assert (row["Kegiatan Berkesempatan"], row["Diliput"], row["%"]) == (6, 0, 0.0)
    assert row["Tepat Waktu %"] is Absent.NO_DATA


def test_an_outlet_we_could_not_read_has_no_zeros(everything: Overview) -> None:
    row = rows(everything)["Radio Teluk Senja"]
    figures = ("Kegiatan Berkesempatan", "Diliput", "%", "Hari Aktif", "Jumlah Berita")
    assert {row[name] for name in figures} == {Absent.OUR_FAILURE}
    assert row["Nilai"] is Absent.NO_DATA
    assert (row["Malam Dipantau"], row["Malam Gagal Kami"]) == (0, 28)


def test_an_outlet_without_scorecard_has_no_data_there(everything: Overview) -> None:
    row = rows(everything)["<script>alert('Warta')</script> & Rekan"]
    assert row["Nilai"] is row["Bawah"] is row["Cakupan Data %"] is row["Tepat Waktu %"] is Absent.NO_DATA
    assert (row["Malam Dipantau"], row["Malam Gagal Kami"]) == (20, 7)


def test_indicators_are_columns_as_the_scorecards_name_them(everything: Overview) -> None:
    heads = [column.title for column in outlets_table(everything).columns]
    assert heads[6:9] == ["Liputan Berbobot %", "Tepat Waktu %", "Keajekan %"]
    without = replace(everything, outlets=tuple(replace(page, scorecard=None) for page in everything.outlets))
    assert not any("Tepat" in column.title for column in outlets_table(without).columns)
