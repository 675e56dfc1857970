import datetime as dt
import json
from pathlib import Path

import pytest

from app.registry import read_activities
from core.errors import BadInputError, Problem
from core.nouns import Activity, Official


def csv_file(folder: Path, text: str) -> Path:
    path = folder / "kegiatan.csv"
    path.write_text(text, encoding="utf-8")
    return path


def jsonl_file(folder: Path, *items: object) -> Path:
    path = folder / "kegiatan.jsonl"
    path.write_text("\n".join(map(json.dumps, items)), encoding="utf-8")
    return path


def problems_of(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(BadInputError) as caught:
        read_activities(path)
    return caught.value.problems


def test_every_field_in_indonesian(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path,
        "ID Kegiatan,Judul Kegiatan,Hari/Tanggal,Tanggal Selesai,Tempat,Kecamatan,OPD,Pejabat,Keterangan,Jenis Kegiatan\n"
        'k1,Peresmian Pasar Contoh,"Selasa, 22 Oktober 2024",24/10/2024,Pasar Contoh,Lembah Hijau,Dinas Perdagangan,'
        '"Sari Lembayung, S.E. (Bupati); Jaka Wiratama",Pasar baru dibuka.,peresmian\n',
    )
    assert read_activities(path).rows == (
        Activity(
            id="k1",
            title="Peresmian Pasar Contoh",
            date=dt.date(2024, 10, 22),
            end_date=dt.date(2024, 10, 24),
            place="Pasar Contoh",
            region="Lembah Hijau",
            agency="Dinas Perdagangan",
            officials=(Official("Sari Lembayung, S.E.", "Bupati"), Official("Jaka Wiratama")),
            description="Pasar baru dibuka.",
            kind="peresmian",
        ),
    )


def test_title_and_date_are_enough(tmp_path: Path) -> None:
    (activity,) = read_activities(csv_file(tmp_path, "Kegiatan;Tgl\nRapat Panen Raya;22/10/2024\n")).rows
    assert activity.date == dt.date(2024, 10, 22)
    assert (activity.end_date, activity.place, activity.officials) == (None, None, ())


def test_json_lines_with_people(tmp_path: Path) -> None:
    path = jsonl_file(
        tmp_path,
        {
            "activity_id": "a-1",
            "title": "Rapat",
            "date": "2026-04-01",
            "end_date": None,
            "officials": [
                {"name": "Sari Lembayung", "role": "Bupati"},
                "Jaka (Camat)",
                {"nama": "Wiji", "jabatan": None},
            ],
            "press_release_url": None,
        },
    )
    imported = read_activities(path)
    (activity,) = imported.rows
    assert activity.id == "a-1"
    assert activity.officials == (
        Official("Sari Lembayung", "Bupati"),
        Official("Jaka", "Camat"),
        Official("Wiji"),
    )
    assert imported.ignored_columns == ("press_release_url",)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Budi (Plt.) (Kepala Dinas)", Official("Budi (Plt.)", "Kepala Dinas")),
        ("Budi (Kepala Dinas (Plt.))", Official("Budi", "Kepala Dinas (Plt.)")),
        ("(Bupati)", Official("(Bupati)")),
        ("Budi ()", Official("Budi ()")),
        ("Budi)", Official("Budi)")),
        ("Budi, S.H., M.Si.", Official("Budi, S.H., M.Si.")),
    ],
)
def test_brackets_at_the_end_hold_the_role(tmp_path: Path, written: str, expected: Official) -> None:
    (activity,) = read_activities(
        csv_file(tmp_path, f'Judul;Tanggal;Pejabat\nRapat;22/10/2024;"{written}"\n')
    ).rows
    assert activity.officials == (expected,)


@pytest.mark.parametrize(
    "wrong",
    [7, [3], [{"name": None}], [{"role": "Bupati"}], [{"name": "A", "usia": 50}], {"name": "A"}, [["A"]]],
)
def test_people_of_another_shape_are_told(tmp_path: Path, wrong: object) -> None:
    (problem,) = problems_of(
        jsonl_file(tmp_path, {"title": "Rapat", "date": "2024-10-22", "officials": wrong})
    )
    assert (problem.row, problem.key) == (1, "officials")


def test_a_span_in_the_date_column_gives_both_days(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "Judul;Tanggal\nPasar Rakyat;22-24 Oktober 2024\n")
    (activity,) = read_activities(path).rows
    assert (activity.date, activity.end_date) == (dt.date(2024, 10, 22), dt.date(2024, 10, 24))


def test_an_end_on_the_first_day_is_one_day(tmp_path: Path) -> None:
    (activity,) = read_activities(
        csv_file(tmp_path, "Judul;Tanggal;Selesai\nPasar;22/10/2024;22/10/2024\n")
    ).rows
    assert activity.end_date is None


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path,
        "Judul,Tanggal,Tanggal Selesai\n"
        "A,22/10/2024,21/10/2024\n"
        "B,31/02/2024,\n"
        ",22/10/2024,\n"
        "D,,\n"
        "E,22-24 Oktober 2024,25/10/2024\n"
        "F,22/10/24,besok\n",
    )
    found = [(problem.row, problem.key) for problem in problems_of(path)]
    assert found == [
        (2, "Tanggal Selesai"),
        (3, "Tanggal"),
        (4, "Judul"),
        (5, "Tanggal"),
        (6, "Tanggal Selesai"),
        (7, "Tanggal"),
        (7, "Tanggal Selesai"),
    ]
    assert "terbaca '31/02/2024'" in str(problems_of(path)[1])


def test_a_double_id_is_told(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "id,judul,tanggal\nk1,A,2024-10-22\nk1,B,2024-10-23\n")
    (problem,) = problems_of(path)
    assert (problem.row, problem.key) == (3, "id")
    assert "baris 2" in problem.message


def test_made_ids_stay_and_tell_rows_apart(tmp_path: Path) -> None:
    first = read_activities(
        csv_file(tmp_path, "judul,tanggal,tempat\nRapat,2024-10-22,Balai\nRapat,2024-10-22,Aula\n")
    ).rows
    again = read_activities(
        csv_file(
            tmp_path, "tempat;Tgl;Judul;No\nAula;22/10/2024;RAPAT;1\nBalai;Selasa, 22 Okt 2024;Rapat;2\n"
        )
    ).rows
    assert len({activity.id for activity in first}) == 2
    assert {activity.id for activity in first} == {activity.id for activity in again}
    assert all(activity.id.startswith("20241022-") for activity in first)


def test_two_equal_rows_without_ids_are_a_double(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "judul,tanggal,tempat\nRapat,2024-10-22,Balai\nRapat,22/10/2024,balai\n")
    (problem,) = problems_of(path)
    assert (problem.row, problem.key) == (3, "judul")
    assert "baris 2" in problem.message
