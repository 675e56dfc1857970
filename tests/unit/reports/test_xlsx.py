import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from reports.activities import activities_table
from reports.daily import daily_table
from reports.outlets import outlets_table
from reports.pages import Heading, Overview
from reports.table import Absent, Column, Kind, Table
from reports.xlsx import HEADER_ROW, fitting, workbook

TABLES = [daily_table, activities_table, outlets_table]
LONG = "https://kabarlembah.example/" + "a" * 3000


def sheet_of(content: bytes) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def links(*urls: str) -> Table:
    return Table(
        "Data", "Judul", "semua", (Column("Tautan", Kind.LINK, "arti"),), tuple((url,) for url in urls)
    )


@pytest.mark.parametrize("table_of", TABLES)
def test_made_again_it_is_the_same_bytes(
    table_of: Callable[[Overview], Table], everything: Overview, heading: Heading
) -> None:
    assert workbook(table_of(everything), heading) == workbook(table_of(everything), heading)


@pytest.mark.parametrize("table_of", TABLES)
def test_no_cell_is_ever_a_formula(
    table_of: Callable[[Overview], Table], everything: Overview, heading: Heading
) -> None:
    content = workbook(table_of(everything), heading)
    assert not any("<f>" in text or "<f " in text for text in parts(content).values())
    assert "f" not in {cell.data_type for row in sheet_of(content).iter_rows() for cell in row}


@pytest.mark.parametrize("table_of", TABLES)
def test_every_value_is_read_back(
    table_of: Callable[[Overview], Table], everything: Overview, heading: Heading
) -> None:
    table = table_of(everything)
    sheet = sheet_of(workbook(table, heading))
    read = list(sheet.iter_rows(min_row=HEADER_ROW + 1, values_only=True))
    assert read[0] == tuple(column.title for column in table.columns)
    for got, row in zip(read[1:], table.rows, strict=True):
        assert [plain(value) for value in got] == [plain(cell) for cell in row]


def plain(value: object) -> object:
    if isinstance(value, Absent):
        return value.value
    if isinstance(value, float):
        return round(value, 12)
    if isinstance(value, dt.datetime):
        return value
    return dt.datetime.combine(value, dt.time()) if isinstance(value, dt.date) else value


def test_the_head_says_whose_what_when_and_how_to_check(everything: Overview, heading: Heading) -> None:
    table = daily_table(everything)
    content = workbook(table, heading)
    sheet = sheet_of(content)
    head = "\n".join(str(sheet.cell(row, 1).value) for row in range(1, 5))
    for text in (
        "Pemerintah Kabupaten Lembah Biru", "Dinas Komunikasi", "Rekap Pemberitaan Harian", "1–31 Oktober 2026",
        "Saringan", "Data s.d. 29 Oktober 2026 02.10 WIB", "Kebijakan 9f2c4d81aa03b7e6", "Dibuat oleh Tayang",
        "12 baris", f"Sidik data {table.digest()}",
    ):  # fmt: skip
        assert text in head
    footer = re.search(r"<oddFooter>(.*?)</oddFooter>", parts(content)["xl/worksheets/sheet1.xml"])
    assert footer is not None
    assert table.digest() in footer[1]
    assert "Halaman &amp;P dari &amp;N" in footer[1]


def test_it_prints_on_a4_with_its_head_on_every_page(everything: Overview, heading: Heading) -> None:
    sheet = sheet_of(workbook(outlets_table(everything), heading))
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == f"${HEADER_ROW + 1}:${HEADER_ROW + 1}"
    assert sheet.freeze_panes == f"C{HEADER_ROW + 2}"
    assert sheet.auto_filter.ref is not None


def test_the_legend_explains_every_column_and_every_empty_cell(
    everything: Overview, heading: Heading
) -> None:
    table = outlets_table(everything)
    book = openpyxl.load_workbook(io.BytesIO(workbook(table, heading)))
    names = {row[0] for row in book["Keterangan"].iter_rows(values_only=True)}
    assert {column.title for column in table.columns} <= names
    assert {"0", "tidak ada data", "gagal kami", "tidak berlaku", "Sidik data"} <= names


def test_only_web_addresses_become_links(heading: Heading) -> None:
    urls = (
        "https://a.example/x",
        "http://a.example",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "mailto:a@b",
        LONG,
    )
    sheet = sheet_of(workbook(links(*urls), heading))
    cells = [sheet.cell(row, 1) for row in range(HEADER_ROW + 2, HEADER_ROW + 2 + len(urls))]
    assert [cell.value for cell in cells] == list(urls)
    assert [cell.hyperlink is not None for cell in cells] == [True, True, False, False, False, False]


def test_an_address_is_whole_text_and_the_rows_number_opens_it(
    everything: Overview, heading: Heading
) -> None:
    sheet = sheet_of(workbook(daily_table(everything), heading))
    number, address = sheet.cell(HEADER_ROW + 2, 1), sheet.cell(HEADER_ROW + 2, 6)
    assert number.value == 1
    assert number.hyperlink is not None
    assert number.hyperlink.target == address.value
    assert address.hyperlink is None
    assert address.alignment.wrap_text


def test_more_links_than_excel_takes_stay_text(heading: Heading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.xlsx._MOST_LINKS", 2)
    sheet = sheet_of(workbook(links(*["https://a.example/x"] * 3), heading))
    assert [sheet.cell(HEADER_ROW + 2 + row, 1).hyperlink is not None for row in range(3)] == [
        True,
        True,
        False,
    ]


def test_text_that_looks_computed_stays_text_even_when_edited(everything: Overview, heading: Heading) -> None:
    content = workbook(daily_table(everything), heading)
    assert 'quotePrefix="1"' in parts(content)["xl/styles.xml"]
    values = [cell.value for cell in sheet_of(content)["E"]]
    assert "=1+1 cara berhitung di Pekan Batik" in values


def test_zero_unknown_and_our_failure_are_three_texts(everything: Overview, heading: Heading) -> None:
    sheet = sheet_of(workbook(outlets_table(everything), heading))
    values = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {0, "tidak ada data", "gagal kami", "tidak berlaku"} <= values


def test_the_files_time_is_the_datas(everything: Overview, heading: Heading) -> None:
    core = parts(workbook(daily_table(everything), heading))["docProps/core.xml"]
    assert re.findall(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", core) == ["2026-10-28T19:10:00Z"] * 2


def test_a_table_without_rows_is_a_file(everything: Overview, heading: Heading) -> None:
    sheet = sheet_of(workbook(replace(daily_table(everything), rows=()), heading))
    assert sheet.max_row == HEADER_ROW + 1


@settings(max_examples=30, deadline=None)
@given(titles=st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1), max_size=10))
@example(titles=["_x0041_", " depan dan belakang ", "{=1}", "=", "0123", "مهرجان \u202eالوادي"])
def test_any_title_is_read_back_as_it_was(titles: list[str], heading: Heading) -> None:
    table = Table(
        "Data", "Judul", "semua", (Column("Judul", Kind.TEXT, "arti"),), tuple((title,) for title in titles)
    )
    sheet = sheet_of(workbook(table, heading))
    assert [sheet.cell(HEADER_ROW + 2 + row, 1).value for row in range(len(titles))] == titles


def test_control_characters_do_not_break_the_file(heading: Heading) -> None:
    everything = "".join(chr(number) for number in range(32))
    sheet_of(workbook(links(everything), heading))


def test_a_text_longer_than_a_cell_is_cut_between_characters() -> None:
    cut = fitting("😀" * 20_000)
    assert len(cut.encode("utf-16-le")) // 2 <= 32_767
    assert set(cut) == {"😀"}
