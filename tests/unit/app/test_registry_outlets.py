import json
from pathlib import Path

import pytest

from app.registry import read_outlets
from core.errors import BadInputError, Problem
from core.nouns import Outlet, OutletKind


def csv_file(folder: Path, text: str) -> Path:
    path = folder / "media.csv"
    path.write_text(text, encoding="utf-8")
    return path


def problems_of(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(BadInputError) as caught:
        read_outlets(path)
    return caught.value.problems


def test_a_sheet_as_offices_keep_it(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path,
        "DAFTAR MEDIA MITRA;;;;\n"
        "Tahun 2026;;;;\n"
        ";;;;\n"
        "No;Nama Media;Alamat Situs;Jenis Media;Kecamatan;Kontak\n"
        "1;Kabar Lembah;kabarlembah.example;Media Siber Lokal;Lembah Hijau;08\n"
        ";;;;;\n"
        "2;Harian Bukit;https://www.harianbukit.example/;surat kabar harian;-;08\n"
        "3;;;;;\n",
    )
    imported = read_outlets(path)
    assert imported.rows == (
        Outlet(
            "kabarlembah.example",
            "Kabar Lembah",
            "https://kabarlembah.example",
            OutletKind.ONLINE,
            "Lembah Hijau",
        ),
        Outlet(
            "harianbukit.example", "Harian Bukit", "https://www.harianbukit.example/", OutletKind.PRINT, None
        ),
    )
    assert imported.ignored_columns == ("No", "Kontak")


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("", OutletKind.ONLINE),
        ("-", OutletKind.ONLINE),
        ("online", OutletKind.ONLINE),
        ("Siber", OutletKind.ONLINE),
        ("Media Daring", OutletKind.ONLINE),
        ("Portal Berita Online", OutletKind.ONLINE),
        ("MEDIA SIBER/ONLINE NASIONAL", OutletKind.ONLINE),
        ("Situs Web", OutletKind.ONLINE),
        ("media lokal", OutletKind.ONLINE),
        ("Cetak", OutletKind.PRINT),
        ("Koran Harian", OutletKind.PRINT),
        ("Surat Kabar Mingguan", OutletKind.PRINT),
        ("majalah", OutletKind.PRINT),
        ("tabloid", OutletKind.PRINT),
        ("newspaper", OutletKind.PRINT),
        ("Radio Swasta", OutletKind.RADIO),
        ("TV Lokal", OutletKind.TELEVISION),
        ("Televisi", OutletKind.TELEVISION),
        ("television", OutletKind.TELEVISION),
        ("Media Sosial", OutletKind.ACCOUNT),
        ("akun", OutletKind.ACCOUNT),
        ("medsos", OutletKind.ACCOUNT),
    ],
)
def test_words_for_the_medium(tmp_path: Path, written: str, kind: OutletKind) -> None:
    path = csv_file(tmp_path, f"nama,situs,jenis\nKabar Lembah,kabarlembah.example,{written}\n")
    assert [outlet.kind for outlet in read_outlets(path).rows] == [kind]


@pytest.mark.parametrize(
    ("written", "reason"),
    [("megatron", "tidak dikenal"), ("elektronik", "tidak dikenal"), ("Cetak & Online", "dua jenis")],
)
def test_other_words_are_told_with_the_allowed_ones(tmp_path: Path, written: str, reason: str) -> None:
    path = csv_file(tmp_path, f"nama,situs,jenis\nKabar Lembah,kabarlembah.example,{written}\n")
    (problem,) = problems_of(path)
    assert (problem.row, problem.key) == (2, "jenis")
    assert reason in problem.message
    assert "online, cetak, radio, televisi, akun" in problem.message


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("kabarlembah.example", "https://kabarlembah.example"),
        ("  www.kabarlembah.example/ ", "https://www.kabarlembah.example/"),
        ("//kabarlembah.example", "https://kabarlembah.example"),
        ("http://127.0.3.1:8101/", "http://127.0.3.1:8101/"),
        ("127.0.3.1:8101", "https://127.0.3.1:8101"),
        ("localhost:8101/a", "https://localhost:8101/a"),
        ("HTTP://Kabar.Example", "HTTP://Kabar.Example"),
        ("https://[::1]:8101/", "https://[::1]:8101/"),
    ],
)
def test_web_addresses(tmp_path: Path, written: str, url: str) -> None:
    path = csv_file(tmp_path, f"nama,situs\nKabar Lembah,{written}\n")
    assert [outlet.url for outlet in read_outlets(path).rows] == [url]


@pytest.mark.parametrize(
    "written",
    [
        "belum ada",
        "kabarlembah",
        "redaksi@kabarlembah.example",
        "ftp://kabarlembah.example",
        "mailto:redaksi@kabarlembah.example",
        "kabarlembah.example dan harianbukit.example",
        "a.example;b.example",
        "https://",
        "https://[",
        "10.000.000",
        "kabar..example",
        "kabar.example:99999999",
    ],
)
def test_what_is_no_web_address(tmp_path: Path, written: str) -> None:
    path = csv_file(tmp_path, f'nama,situs\nKabar Lembah,"{written}"\n')
    (problem,) = problems_of(path)
    assert (problem.row, problem.key) == (2, "situs")
    assert "bukan alamat web" in problem.message


def test_one_address_twice_is_told_whatever_its_spelling(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path,
        "nama,situs\nKabar Lembah,kabarlembah.example\nKabar Bukit,kabarbukit.example\nLembah Lagi,http://www.kabarlembah.example/beranda\n",
    )
    (problem,) = problems_of(path)
    assert (problem.row, problem.key) == (4, "situs")
    assert "baris 2" in problem.message


def test_subdomains_of_a_press_network_are_outlets_of_their_own(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path, "nama,situs\nWarta Lembah,lembah.warta.example\nWarta Bukit,bukit.warta.example\n"
    )
    assert [outlet.id for outlet in read_outlets(path).rows] == [
        "lembah.warta.example",
        "bukit.warta.example",
    ]


def test_accounts_share_their_platform(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path,
        "nama,tautan,jenis\nLembah Info,https://sosial.example/lembah_info,akun\nBukit Info,https://sosial.example/bukit.info,akun\n",
    )
    assert [outlet.id for outlet in read_outlets(path).rows] == [
        "sosial.example-lembah-info",
        "sosial.example-bukit.info",
    ]


def test_a_made_id_is_the_host_and_stays(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path, "nama,situs\nKabar Lembah,http://www.kabarlembah.example/\nUji,http://127.0.3.1:8101\n"
    )
    again = read_outlets(path).rows
    assert [outlet.id for outlet in again] == ["kabarlembah.example", "127.0.3.1-8101"]
    assert again == read_outlets(path).rows


def test_a_double_id_is_told(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path,
        "id,nama,situs\nm1,A,a.example\nm2,B,b.example\nm1,C,c.example\n,D,d.example\nd.example,E,e.example\n",
    )
    assert [(problem.row, problem.key) for problem in problems_of(path)] == [(4, "id"), (6, "id")]


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path,
        "ID;Nama Media;Situs;Jenis;Website\nm1;;kabar.example;online;x\nm1;Kabar B;kabar;papan;x\nm3;#REF!;b.example;;x\n",
    )
    found = {(problem.row, problem.key) for problem in problems_of(path)}
    assert found == {
        (1, "Website"),
        (2, "Nama Media"),
        (3, "ID"),
        (3, "Situs"),
        (3, "Jenis"),
        (4, "Nama Media"),
    }


def test_missing_columns_are_told_once_and_rows_are_still_checked(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "id,nama,jenis\nm1,A,papan\nm2,B,online\n")
    problems = problems_of(path)
    assert [(problem.row, problem.key) for problem in problems] == [(1, "url"), (2, "jenis")]
    assert str(problems[0]).startswith(f"{path}, baris 1, url: kolom wajib ini tidak ada")


def test_json_lines_of_outlets(tmp_path: Path) -> None:
    path = tmp_path / "media.jsonl"
    lines = [
        {"outlet_id": 7, "name": "Kabar Lembah", "url": "kabar.example", "kind": None},
        {"name": "Bukit", "url": "bukit.example", "kind": "radio"},
    ]
    path.write_text("\n\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert read_outlets(path).rows == (
        Outlet("7", "Kabar Lembah", "https://kabar.example"),
        Outlet("bukit.example", "Bukit", "https://bukit.example", OutletKind.RADIO),
    )


def test_invisible_characters_do_not_make_names_differ(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "nama,situs\n\u200bKabar\u00a0 Lembah\u200e ,\ufeffkabar.example\u200b\n")
    assert read_outlets(path).rows == (Outlet("kabar.example", "Kabar Lembah", "https://kabar.example"),)
