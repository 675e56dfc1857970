from dataclasses import replace

from reports.outlets import outlets_table
from reports.pages import Overview
from reports.ranking import rankings
from reports.table import Absent, Cell


def rows(everything: Overview) -> dict[str, dict[str, Cell]]:
    table = outlets_table(everything)
    heads = [column.title for column in table.columns]
    return {str(row[1]): dict(zip(heads, row, strict=True)) for row in table.rows}


def test_an_active_outlet_has_figures(everything: Overview) -> None:
    row = rows(everything)["Kabar Lembah"]
    assert (row["Kegiatan Berkesempatan"], row["Diliput"], row["Diliput %"]) == (7, 3, 3 / 7)
    assert (row["Tepat Waktu %"], row["Keajekan %"]) == (0.75, Absent.NOT_APPLICABLE)
    assert (row["Hari Aktif"], row["Jumlah Berita"]) == (5, 6)
    assert (row["Hari Terpantau"], row["Hari Gagal Kami"]) == (28, 0)
    assert (row["Nilai"], row["Cakupan Data %"]) == (82.46, 0.8)


def test_watched_without_coverage_is_zero(everything: Overview) -> None:
    row = rows(everything)["Lensa Muara"]
    assert (row["Kegiatan Berkesempatan"], row["Diliput"], row["Diliput %"]) == (6, 0, 0.0)
    assert row["Tepat Waktu %"] is Absent.NO_DATA


def test_an_outlet_we_could_not_read_has_no_zeros(everything: Overview) -> None:
    row = rows(everything)["Radio Teluk Senja"]
    figures = ("Kegiatan Berkesempatan", "Diliput", "Diliput %", "Hari Aktif", "Jumlah Berita")
    assert {row[name] for name in figures} == {Absent.OUR_FAILURE}
    assert row["Nilai"] is Absent.NO_DATA
    assert (row["Hari Terpantau"], row["Hari Gagal Kami"]) == (0, 28)


def test_an_outlet_without_scorecard_has_no_data_there(everything: Overview) -> None:
    row = rows(everything)["<script>alert('Warta')</script> & Rekan"]
    assert row["Nilai"] is row["Bawah"] is row["Cakupan Data %"] is row["Tepat Waktu %"] is Absent.NO_DATA
    assert (row["Hari Terpantau"], row["Hari Gagal Kami"]) == (20, 7)


def test_coverage_without_a_chance_stands_beside_the_rate(everything: Overview) -> None:
    row = rows(everything)["<script>alert('Warta')</script> & Rekan"]
    assert (row["Kegiatan Berkesempatan"], row["Diliput"], row["Diliput di Luar Kesempatan"]) == (5, 1, 1)


def test_days_are_unknown_where_no_night_of_ours_speaks_of_the_period(everything: Overview) -> None:
    page = everything.outlets[0]
    silent = replace(page, watch=replace(page.watch, told=(), failed=()))
    row = outlets_table(replace(everything, outlets=(silent,))).rows[0]
    assert row[12:14] == (Absent.NO_DATA, Absent.NO_DATA)


def test_a_rank_needs_a_score_and_enough_evidence(everything: Overview) -> None:
    found = rows(replace(everything, min_opportunities=7))
    assert {name: row["Peringkat"] for name, row in found.items()} == {
        "<script>alert('Warta')</script> & Rekan": "belum ada nilai",
        "Kabar Lembah": 1,
        "Lensa Muara": "bukti belum cukup (6 dari 7 kesempatan)",
        "Radio Teluk Senja": "belum ada nilai",
        "Suara Pasir Putih": 2,
    }


def test_scores_that_read_the_same_share_a_rank(everything: Overview) -> None:
    scores = {"kabar-lembah": 64.02, "suara-pasir": 63.98, "lensa-muara": 12.5}
    pages = [
        replace(page, scorecard=replace(page.scorecard, score=scores[page.outlet.id]))
        for page in everything.outlets
        if page.scorecard and page.outlet.id in scores
    ]
    ((_, places),) = rankings(pages, 0)
    assert [(place.page.outlet.name, place.rank) for place in places] == [
        ("Kabar Lembah", 1),
        ("Suara Pasir Putih", 1),
        ("Lensa Muara", 3),
    ]


def test_indicators_are_columns_as_the_scorecards_name_them(everything: Overview) -> None:
    heads = [column.title for column in outlets_table(everything).columns]
    assert heads[7:10] == ["Liputan Berbobot %", "Tepat Waktu %", "Keajekan %"]
    without = replace(everything, outlets=tuple(replace(page, scorecard=None) for page in everything.outlets))
    assert not any("Tepat" in column.title for column in outlets_table(without).columns)
