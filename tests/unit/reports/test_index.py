import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from lxml import html

from core.nouns import Activity, Outlet
from reports.activities import activities_table
from reports.daily import daily_table
from reports.index import ReportFile, activity_anchor, index_page, outlet_anchor, pair_anchor, web_address
from reports.outlets import outlets_table
from reports.pages import CellState, Overview
from reports.table import Absent

FILES = (
    ReportFile("rekap-pemberitaan-harian.xlsx", "Rekap Pemberitaan Harian", 12, "a" * 16),
    ReportFile("rekap-per-kegiatan.xlsx", "Rekap per Kegiatan", 8, "b" * 16),
    ReportFile("keaktifan-media.xlsx", "Keaktifan Media", 5, "c" * 16),
)


@pytest.fixture(scope="module")
def source(everything: Overview) -> str:
    return index_page(everything, FILES)


@pytest.fixture(scope="module")
def page(source: str) -> html.HtmlElement:
    return html.document_fromstring(source)


def texts(elements: Sequence[html.HtmlElement]) -> list[str]:
    return [" ".join(element.text_content().split()) for element in elements]


def matrix_row(page: html.HtmlElement, activity: Activity) -> html.HtmlElement:
    (row,) = page.xpath(
        f'//div[contains(@class,"matriks")]//tbody/tr[th/a/@href="#{activity_anchor(activity)}"]'
    )
    return row


def test_the_same_values_give_the_same_page(everything: Overview, source: str) -> None:
    assert index_page(everything, FILES) == source


def test_every_link_leads_to_a_list_a_file_or_an_article(
    page: html.HtmlElement, everything: Overview
) -> None:
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    articles = {line.piece.url for activity in everything.activities for line in activity.lines}
    articles |= {piece.url for piece in everything.pieces}
    homes = {outlet.outlet.url for outlet in everything.outlets}
    for href in page.xpath("//a/@href"):
        assert (
            href.removeprefix("#") in ids or href in articles | homes or href in {file.name for file in FILES}
        )


def test_every_number_of_the_matrix_has_its_list(page: html.HtmlElement, everything: Overview) -> None:
    cells = page.xpath('//div[contains(@class,"matriks")]//tbody//td[not(contains(@class,"total"))]/a')
    assert sum(int(cell.text) for cell in cells) == sum(
        len(list(each.lines)) for each in everything.activities
    )
    for cell in cells:
        rows = page.xpath("//*[@id=$id]/tr", id=cell.get("href")[1:])
        assert len(rows) == int(cell.text)


def test_row_totals_count_the_list_they_open(page: html.HtmlElement, everything: Overview) -> None:
    for activity in everything.activities:
        outlets, articles = matrix_row(page, activity.activity).xpath('td[contains(@class,"total")]')
        inside = page.get_element_by_id(activity_anchor(activity.activity))
        assert int(articles.text_content()) == len(inside.xpath(".//tbody/tr"))
        assert int(outlets.text_content()) == len(inside.xpath(".//tbody"))


def test_column_totals_count_the_list_they_open(page: html.HtmlElement, everything: Overview) -> None:
    covered, matched = page.xpath('//div[contains(@class,"matriks")]//tfoot/tr')
    for column, outlet in enumerate(everything.outlets, 2):
        lists = [f"{outlet_anchor(outlet.outlet)}.{part}" for part in ("kegiatan", "luar")]
        rows = [row for id_ in lists for row in page.xpath("//*[@id=$id]/tr", id=id_)]
        shown = covered[column].text_content()
        assert shown == (str(len(rows)) if rows else "░gagal kami" if "radio" in outlet.outlet.id else "0")
        assert matched[column].text_content() in {str(len(outlet.matched)), "░gagal kami"}


def test_a_lists_lines_show_title_time_link_probability_and_reasons(page: html.HtmlElement) -> None:
    (row,) = page.xpath("//*[@id='k-panen-raya.suara-pasir']/tr")
    assert texts([row]) == [
        "Suara Pasir Putih3 Okt 2026 09.05Bupati Rekaan hadiri panen raya=judul sama · tanggal <sama>>99%"
    ]
    assert row.xpath(".//a/@href") == ["https://suarapasir.example/panen"]


def test_the_three_ways_to_have_nothing_are_three_texts(page: html.HtmlElement, everything: Overview) -> None:
    flood = next(each.activity for each in everything.activities if each.activity.id == "rapat-banjir")
    parade = next(each.activity for each in everything.activities if each.activity.id == "upacara")
    assert texts(matrix_row(page, flood).xpath("td"))[2:] == ["0", "0", "†situs mati", "░gagal kami", "0"]
    assert (
        texts(matrix_row(page, parade).xpath("td"))[2:] == ["1 di luar kesempatan"] + ["×tidak berlaku"] * 4
    )


def test_an_unwatched_outlet_is_named_with_its_cause(page: html.HtmlElement) -> None:
    heading = page.get_element_by_id("tidak-terpantau")
    assert "bukan nol" in heading.text_content()
    row = heading.xpath("following-sibling::div[1]//tbody/tr")
    assert texts(row) == ["Radio Teluk SenjaSertifikat situs kedaluwarsabelum pernah"]


def test_figures_equal_those_of_the_files(page: html.HtmlElement, everything: Overview) -> None:
    assert len(daily_table(everything).rows) == 12
    for row in activities_table(everything).rows:
        activity = next(each.activity for each in everything.activities if each.activity.title == row[2])
        assert texts(matrix_row(page, activity).xpath('td[contains(@class,"total")]')) == [
            str(row[7]),
            str(row[8]),
        ]
    shown = {
        row[1]: row
        for row in (
            texts(tr.xpath("td|th"))
            for tr in page.xpath("//h2[@id='nilai']/following-sibling::div//tbody/tr")
        )
        if len(row) == 10
    }
    for row in outlets_table(everything).rows:
        cells = shown[str(row[1])]
        outside = f"di luar kesempatan: {row[6]}" if row[6] not in (0, Absent.OUR_FAILURE) else ""
        assert [cells[6], cells[7], cells[9]] == [
            written(row[3]),
            written(row[4]) + outside,
            written(row[11]),
        ]
        assert cells[2] == (
            row[14].value if isinstance(row[14], Absent) else f"{row[14]:.1f}".replace(".", ",")
        )
        assert cells[0] == str(row[17])


def written(cell: object) -> str:
    return cell.value if isinstance(cell, Absent) else str(cell)


def test_nothing_is_loaded_from_anywhere_and_nothing_runs(source: str, page: html.HtmlElement) -> None:
    assert not page.xpath("//script|//img|//iframe|//object|//embed|//video|//form|//base")
    assert not page.xpath("//@src|//@srcset|//@style|//@*[starts-with(name(),'on')]")
    assert page.xpath("//link/@href") == ["data:,"]
    assert not re.search(r"@import|url\(", page.xpath("string(//style)"))
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'")
    assert "<script" not in source


def section(page: html.HtmlElement, outlet_id: str) -> html.HtmlElement:
    return page.get_element_by_id(outlet_id)


def test_every_figure_of_an_outlet_opens_its_list(page: html.HtmlElement) -> None:
    inside = section(page, "m-kabar-lembah")
    facts = {texts(each.xpath("dt"))[0]: each for each in inside.xpath("dl/div")}
    assert texts([facts["Kesempatan"]]) == ["Kesempatan7 kegiatan: 3 diliput, 4 belum diliput"]
    for link in facts["Kesempatan"].xpath(".//a"):
        rows = page.xpath("//*[@id=$id]/tr", id=link.get("href")[1:])
        assert link.text.split()[0] == str(len(rows))
    assert texts(page.get_element_by_id("m-kabar-lembah.waktu")) == [
        "12 Okt 2026Donor Darah <b>Umum</b> & Sosial12 Okt 2026, jam tidak disebutterlambat"
    ]
    assert texts(page.get_element_by_id("m-kabar-lembah.bulan")) == ["Oktober 20263743%tercapai"]
    opened = inside.xpath(".//tbody/tr/td[1]/a/@href")
    assert set(opened) >= {"#m-kabar-lembah.kegiatan", "#m-kabar-lembah.waktu"}


def test_what_was_covered_without_a_chance_is_listed_outside_the_rate(page: html.HtmlElement) -> None:
    (inside,) = page.xpath("//tbody[contains(@id,'.luar')]/..")
    assert "di luar kesempatan" in inside.xpath("string(caption)").lower()
    assert "Upacara Hari Jadi Lembah Biru" in inside.text_content()


def test_an_outlet_without_any_reading_shows_no_zero_for_what_is_unknown(page: html.HtmlElement) -> None:
    text = " ".join(section(page, "m-radio-teluk").text_content().split())
    assert "hari aktif" not in text
    assert "Belum ada nilai: tidak ada indikator yang terukur" in text
    assert "berjumlah" not in text
    assert "dihitung 50" not in text
    cells = section(page, "m-radio-teluk").xpath(".//tbody/tr/td[4]")
    assert set(texts(cells)) == {"tidak ada data", "tidak berlaku"}


def test_below_the_policys_evidence_there_is_no_rank(everything: Overview) -> None:
    strict = html.document_fromstring(index_page(replace(everything, min_opportunities=7), FILES))
    rows = [
        texts(tr.xpath("td|th"))
        for tr in strict.xpath("//h2[@id='nilai']/following-sibling::div[1]//tbody/tr")
    ]
    assert [row[:2] for row in rows] == [
        ["1", "Kabar Lembah"],
        ["2", "Suara Pasir Putih"],
        ["belum ada nilai", "<script>alert('Warta')</script> & Rekan"],
        ["bukti belum cukup (6 dari 7 kesempatan)", "Lensa Muara"],
    ]


def test_the_page_says_what_its_bounds_contain(page: html.HtmlElement) -> None:
    text = page.xpath("string(//h2[@id='nilai']/following-sibling::p[1])")
    for words in ("belum diketahui", "ragu", "tidak memuat kekeliruan pencocokan", "kebetulan"):
        assert words in text


def test_third_party_text_is_text(source: str, page: html.HtmlElement) -> None:
    assert "&lt;script&gt;alert(&#39;judul&#39;)&lt;/script&gt; Pekan Batik dibuka" in source
    assert "Donor Darah &lt;b&gt;Umum&lt;/b&gt; &amp; Sosial" in source
    # What is written from right to left is kept apart from the text around it.
    assert page.xpath("//bdi[contains(., 'مهرجان')]")


@pytest.mark.parametrize("url", ["https://a.example/", "HTTP://a.example/"])
def test_web_addresses_are_followed(url: str) -> None:
    assert web_address(url) == url


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//a.example", "", "https"])
def test_no_other_address_is_followed(url: str) -> None:
    assert web_address(url) is None


def test_readers_of_all_kinds_find_their_way(page: html.HtmlElement) -> None:
    assert page.xpath("/html/@lang") == ["id"]
    assert len(page.xpath("//h1")) == len(page.xpath("//main")) == 1
    assert not page.xpath("//table[not(caption)]")
    assert not page.xpath("//thead//th[not(@scope)]|//tbody//th[not(@scope)]|//tfoot//th[not(@scope)]")
    assert not page.xpath("//div[contains(@class,'gulir') and not(@tabindex='0' and @role='region')]")
    assert page.xpath("//a[@class='lewati']/@href") == ["#isi"]


def test_the_head_says_whose_when_and_how_to_check(page: html.HtmlElement) -> None:
    head = page.xpath("string(//header)")
    for text in (
        "Lembah Biru",
        "Dinas Komunikasi",
        "1–31 Oktober 2026",
        "29 Oktober 2026 02.10 WIB",
        "9f2c4d81aa03b7e6",
    ):
        assert text in head


def test_summary_figures_open_their_lists(page: html.HtmlElement, everything: Overview) -> None:
    shown = page.xpath("//dl[@class='angka-utama']/div")
    figures = {texts(each.xpath("dt"))[0]: texts(each.xpath("dd"))[0] for each in shown}
    assert figures == {
        "Mitra dipantau": "4 / 5",
        "Berita baru": "0",
        "Berita cocok": "11",
        "Kegiatan terliput": "6 / 8",
        "Ragu, menunggu orang": "2",
        "Tautan hilang": "1",
    }
    assert len(page.get_element_by_id("daftar-ragu")) == 2
    assert len(page.get_element_by_id("daftar-hilang")) == 1
    listed = set(page.xpath("//h2[@id='kegiatan']/following-sibling::details//tbody//th//a/@href"))
    listed = {href for href in listed if not href.startswith("#")}
    assert len(listed) == len(everything.matched)


def test_what_is_new_is_listed(everything: Overview) -> None:
    first = min(piece.first_seen for piece in everything.pieces)
    page = html.document_fromstring(index_page(replace(everything, new_since=first), FILES))
    assert len(page.get_element_by_id("daftar-baru")) == 12
    assert "12 berita" in page.xpath("string(//h2[@id='baru']/following-sibling::details[1]/summary)")


def test_a_long_list_of_new_pieces_says_that_it_was_cut(
    everything: Overview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.index._LONGEST_LIST", 5)
    first = min(piece.first_seen for piece in everything.pieces)
    page = html.document_fromstring(index_page(replace(everything, new_since=first), FILES))
    assert len(page.get_element_by_id("daftar-baru")) == 5
    assert "5 terbaru; semuanya ada di" in page.text_content()


def test_without_anything_the_page_says_so(everything: Overview) -> None:
    empty = replace(
        everything, outlets=(), activities=(), pieces=(), new_since=None, doubtful=(), other_issues=()
    )
    text = html.document_fromstring(index_page(empty, FILES)).text_content()
    assert "Belum ada kegiatan atau media dalam periode ini." in text
    assert "Belum ada media." in text


def test_ids_that_cannot_stand_in_an_address_are_digested() -> None:
    activity = Activity("donor darah/umum", "x", dt.date(2026, 10, 1))
    outlet = Outlet("=warta hulu", "x", "https://x.example/")
    for anchor in (activity_anchor(activity), outlet_anchor(outlet), pair_anchor(activity, outlet)):
        assert re.fullmatch(r"[a-z0-9.-]+", anchor)
    assert activity_anchor(replace(activity, id="panen-raya")) == "k-panen-raya"


def test_every_state_has_a_sign(everything: Overview) -> None:
    page = everything.activities[5]
    states = replace(
        page,
        cells=tuple(replace(cell, state=state) for cell, state in zip(page.cells, CellState, strict=True)),
    )
    shown = html.document_fromstring(index_page(replace(everything, activities=(states,)), FILES))
    cells = matrix_row(shown, page.activity).xpath("td[not(contains(@class,'total'))]")
    assert texts(cells) == ["0", "░gagal kami", "†situs mati", "?tidak ada data", "×tidak berlaku"]
