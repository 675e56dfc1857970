import datetime as dt
import io
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from app.registry import Imported, read_activities, read_outlets
from core.errors import BadInputError, Problem
from core.nouns import Activity, Outlet

SHEET = "Nama Media;Situs\nKabar Lembah;kabar.example\n“Café” Bukit;bukit.example\n"
OUTLETS = ["Kabar Lembah", "“Café” Bukit"]


def names(path: Path) -> list[str]:
    return [outlet.name for outlet in read_outlets(path).rows]


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def problems_of(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(BadInputError) as caught:
        read_outlets(path)
    return caught.value.problems


def package(**entries: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in entries.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return buffer.getvalue()


def workbook(*rows: list[object], titles: int = 0) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for _ in range(titles):
        sheet.append(["DAFTAR KEGIATAN PEMERINTAH"])
    for row in rows:
        sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_csv_of_every_kind_that_programs_write(
    tmp_path: Path, encoding: str, delimiter: str, newline: str
) -> None:
    text = SHEET.replace(";", delimiter).replace("\n", newline)
    assert names(write(tmp_path / "media.csv", text.encode(encoding))) == OUTLETS


def test_a_semicolon_file_in_windows_1252_is_told_by_row_and_column(tmp_path: Path) -> None:
    path = write(tmp_path / "media.csv", (SHEET + "Kabar Ü;\n").encode("cp1252"))
    problems = problems_of(path)
    assert [(problem.row, problem.key) for problem in problems] == [
        (3, "Nama Media"),
        (4, "Nama Media"),
        (4, "Situs"),
    ]
    assert "byte 0x93" in problems[0].message
    assert "CSV UTF-8" in problems[0].message
    assert "'Kabar Ü'" in problems[1].message
    assert problems[2].message == "wajib diisi"
    str(problems[0]).encode()


def test_the_other_faults_of_a_windows_1252_file_are_read_with_its_letters(tmp_path: Path) -> None:
    text = "Kegiatan;Tanggal\nRapat Café;22 – 24 Oktober 2024\nApel;32 Oktober 2024\n"
    with pytest.raises(BadInputError) as caught:
        read_activities(write(tmp_path / "kegiatan.csv", text.encode("cp1252")))
    found = [(problem.row, problem.key, "UTF-8" in problem.message) for problem in caught.value.problems]
    assert found == [(2, "Kegiatan", True), (2, "Tanggal", True), (3, "Tanggal", False)]


def test_after_a_hundred_damaged_cells_the_rest_is_counted(tmp_path: Path) -> None:
    rows = "".join(f"Café {number};k{number}.example\n" for number in range(130))
    problems = problems_of(write(tmp_path / "media.csv", f"Nama;Situs\n{rows}".encode("cp1252")))
    assert len(problems) == 101
    assert "30 sel lain" in problems[-1].message
    assert problems[-1].row == 102


def test_windows_1252_in_the_header_is_told_there(tmp_path: Path) -> None:
    path = write(tmp_path / "media.csv", "Nama Media;Situs;Catatän\nKabar;kabar.example;\n".encode("cp1252"))
    (problem,) = problems_of(path)
    assert problem.row == 1
    assert problem.key == "Catatän"


def test_a_semicolon_file_of_plain_letters_is_taken(tmp_path: Path) -> None:
    assert names(
        write(
            tmp_path / "media.csv", "sep=;\r\nNama;Situs\r\nKabar, Bukit;kabar.example\r\n".encode("cp1252")
        )
    ) == ["Kabar, Bukit"]


def test_quotes_hold_delimiters_and_line_breaks_and_rows_count_as_in_a_spreadsheet(tmp_path: Path) -> None:
    text = 'Nama;Situs\n"Kabar\nLembah; ""Satu""";kabar.example\n\nBukit;bukit\n'
    (problem,) = problems_of(write(tmp_path / "media.csv", text.encode()))
    assert problem.row == 4
    assert names(write(tmp_path / "media.csv", text.replace("bukit\n", "bukit.example\n").encode())) == [
        'Kabar Lembah; "Satu"',
        "Bukit",
    ]


def test_a_quote_that_never_closes_is_told_where_it_opens(tmp_path: Path) -> None:
    path = write(
        tmp_path / "media.csv",
        b'Nama,Situs\nKabar,kabar.example\n"Bukit,bukit.example\nLembah,lembah.example\n',
    )
    (problem,) = problems_of(path)
    assert problem.row == 3
    assert "tanda kutip" in problem.message


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("media.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), ".xls"),
        ("media.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "bersandi"),
        ("media.xls", b"<html><table><tr><td>Nama</td></tr></table></html>", "HTML"),
        ("media.xlsx", SHEET.encode(), "bukan buku kerja"),
        ("media.xlsx", b"PK\x03\x04" + bytes(50), "rusak"),
        ("media.xlsx", package(a_dot_txt="x"), "rusak"),
        ("media.ods", package(content_dot_xml="<x/>"), ".ods"),
        ("media.docx", package(word__document_dot_xml="<x/>"), "Word"),
        ("media.xlsb", package(xl__workbook_dot_bin="x"), ".xlsb"),
        ("media.pdf", b"%PDF-1.7 ...", "PDF"),
        ("media.gambar", b"nama,url", "tidak dikenal"),
        ("media", b"nama,url", "tidak dikenal"),
        ("media.csv", b"", "kosong"),
        ("media.csv", b" \r\n\r\n", "kosong"),
        ("media.jsonl", b"\n\n", "kosong"),
        ("media.csv", b"nama,url\n", "kosong"),
        ("media.csv", b"nama,url\n,\n-,-\n", "kosong"),
        ("media.csv", b"nama,url\0\n", "bukan berkas teks"),
        ("media.csv", b"\xff\xfea", "UTF-16"),
        ("media.jsonl", b"[{}]", "satu objek"),
        ("media.json", b'[\n {"name": "A",\n "url": "a.example"}\n]', "satu objek"),
        ("media.jsonl", b'{"x": 1}', "tidak ada kunci"),
        ("media.jsonl", b'{"name": "A", "url": "a.example", "url": "b.example"}', "dua kali"),
        ("media.jsonl", b'{"name": NaN, "url": "a.example"}', "NaN"),
        ("media.jsonl", b"[" * 100_000, "satu objek"),
    ],
)
def test_files_that_are_no_table_say_what_to_do(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    problem = problems_of(write(tmp_path / name, data))[0]
    assert problem.file == str(tmp_path / name)
    assert reason in problem.message


def test_a_file_that_is_not_there_and_a_folder(tmp_path: Path) -> None:
    assert "tidak ada" in problems_of(tmp_path / "hilang.xlsx")[0].message
    assert "tidak terbaca" in problems_of(tmp_path)[0].message


def test_a_sheet_without_our_header_names_the_columns_it_needs(tmp_path: Path) -> None:
    problems = problems_of(write(tmp_path / "media.csv", b"apel,jeruk\n1,2\n"))
    assert [problem.key for problem in problems] == [None, "name", "url"]


def test_json_lines_tell_the_line(tmp_path: Path) -> None:
    data = b'\xef\xbb\xbf{"name": "A", "url": "a.example"}\n\n{"name": "B"}\nbukan\n{"name": "\xe9", "url": "c.example"}\n{"name": "\\ud800", "url": "d.example"}\n'
    problems = problems_of(write(tmp_path / "media.jsonl", data))
    assert [(problem.row, problem.key) for problem in problems] == [
        (3, "url"),
        (4, None),
        (5, None),
        (6, "name"),
    ]
    "\n".join(map(str, problems)).encode()


def test_a_workbook_with_a_title_a_blank_row_typed_dates_and_numbers(tmp_path: Path) -> None:
    header: list[object] = ["No", "ID", "Nama Kegiatan", "Tanggal", "Selesai", "Lokasi"]
    data = workbook(
        header,
        [1, 101, "Rapat Panen", dt.datetime(2024, 10, 22, 9, 30), dt.date(2024, 10, 23), "Balai"],  # noqa: DTZ001 - Excel has no zones
        [None, None, None],
        [2, 102.0, 2024, "24 Oktober 2024", None, 7.5],
        [3],
        titles=2,
    )
    path = write(tmp_path / "kegiatan.xlsx", data)
    imported = read_activities(path)
    assert imported.rows == (
        Activity("101", "Rapat Panen", dt.date(2024, 10, 22), dt.date(2024, 10, 23), "Balai"),
        Activity("102", "2024", dt.date(2024, 10, 24), None, "7.5"),
    )
    assert imported.ignored_columns == ("No",)


def test_row_numbers_of_a_workbook_count_titles_and_blank_rows(tmp_path: Path) -> None:
    data = workbook(["Judul", "Tanggal"], ["A", "x"], [], ["B", 45587], titles=3)
    with pytest.raises(BadInputError) as caught:
        read_activities(write(tmp_path / "kegiatan.xlsx", data))
    assert [(problem.row, problem.key) for problem in caught.value.problems] == [
        (5, "Tanggal"),
        (7, "Tanggal"),
    ]
    assert "format sel" in caught.value.problems[1].message


def test_the_first_sheet_with_our_header_is_read_and_merged_titles_do_not_matter(tmp_path: Path) -> None:
    book = Workbook()
    cover = book.active
    assert cover is not None
    cover.append(["Kegiatan"])
    sheet = book.create_sheet("Data")
    sheet.append(["REKAP KEGIATAN"])
    sheet.merge_cells("A1:C1")
    sheet.append(["Kegiatan", "Tgl"])
    sheet.append(["Rapat", "22/10/2024"])
    later = book.create_sheet("Lama")
    later.append(["Kegiatan", "Tgl", "Tempat"])
    later.append(["Rapat lama", "22/10/2023", "Balai"])
    path = tmp_path / "kegiatan.xlsx"
    book.save(path)
    assert [activity.title for activity in read_activities(path).rows] == ["Rapat"]


def test_a_title_of_one_known_word_is_not_the_header(tmp_path: Path) -> None:
    path = write(
        tmp_path / "kegiatan.csv", b"Kegiatan,,\n,,\nKegiatan,Tanggal,Tempat\nRapat,2024-10-22,Balai\n"
    )
    assert [activity.title for activity in read_activities(path).rows] == ["Rapat"]


def test_a_formula_without_a_result_is_told_as_that(tmp_path: Path) -> None:
    data = workbook(
        ["Nama", "Situs", "Wilayah"],
        ["Kabar", "kabar.example", None],
        ["=A2", "=B2", '="Muara"'],
        ["Bukit", "bukit.example", "=A2"],
    )
    problems = problems_of(write(tmp_path / "media.xlsx", data))
    assert [(problem.row, problem.key) for problem in problems] == [
        (3, "Nama"),
        (3, "Situs"),
        (3, "Wilayah"),
        (4, "Wilayah"),
    ]
    assert {problem.message for problem in problems} == {
        "sel berisi rumus tanpa hasil; simpan ulang di Excel"
    }


def test_a_formula_with_its_result_is_read_and_an_empty_one_is_blank(tmp_path: Path) -> None:
    data = workbook(["Nama", "Situs", "Wilayah"], ["=A9", "kabar.example", "=A9"], ["=A9", "=A9", "=A9"])
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as computed:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = re.sub(
                    rb'(<c r="\w+")( t="\w+")?><f>A9</f><v ?/?>(</v>)?',
                    rb'\1 t="str"><f>A9</f><v></v>',
                    content,
                )
                content = content.replace(b"<v></v>", b"<v>Kabar</v>", 1)
            computed.writestr(name, content)
    (outlet,) = read_outlets(write(tmp_path / "media.xlsx", target.getvalue())).rows
    assert (outlet.name, outlet.region) == ("Kabar", None)


def test_an_empty_workbook_is_empty(tmp_path: Path) -> None:
    assert "kosong" in problems_of(write(tmp_path / "media.xlsx", workbook()))[0].message


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".xlsx", ".xls", ".txt", ".bin"])
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    data=st.binary(max_size=300)
    | st.binary(max_size=60).map(b"PK\x03\x04".__add__)
    | st.binary(max_size=200).map(b"nama,url\n".__add__)
)
def test_random_bytes_are_refused_never_a_crash(tmp_path: Path, suffix: str, data: bytes) -> None:
    path = write(tmp_path / f"acak{suffix}", data)
    for read in (read_outlets, read_activities):
        with pytest.raises(BadInputError) as caught:
            read(path)
        assert caught.value.problems
        str(caught.value).encode()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(at=st.integers(0, 4000), byte=st.integers(0, 255))
def test_a_damaged_workbook_is_read_or_refused(tmp_path: Path, at: int, byte: int) -> None:
    data = bytearray(workbook(["Nama", "Situs"], ["Kabar", "kabar.example"]))
    data[at % len(data)] = byte
    imported: Imported[Outlet] | None
    try:
        imported = read_outlets(write(tmp_path / "media.xlsx", bytes(data)))
    except BadInputError:
        imported = None
    assert imported is None or len(imported.rows) == 1
