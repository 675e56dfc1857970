import csv
from pathlib import Path

from core.nouns import Outlet, OutletKind
from demo import activities, write_registry


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


OUTLETS = [
    Outlet(
        "kabar-wangkal", "Kabar Wangkal", "http://127.0.1.1:8080/", OutletKind.RADIO, "Kabupaten Tirtaloka"
    ),
    Outlet("pos-wangkal", "Pos Wangkal", "http://127.0.1.2:8080/"),
]


def test_outlets_are_written_as_officers_call_them(tmp_path: Path) -> None:
    media, _ = write_registry(tmp_path, OUTLETS)
    first, second = _rows(media)
    assert first == {
        "Kode Media": "kabar-wangkal",
        "Nama Media": "Kabar Wangkal",
        "Alamat Situs": "http://127.0.1.1:8080/",
        "Jenis Media": "Radio",
        "Wilayah": "Kabupaten Tirtaloka",
    }
    assert (second["Jenis Media"], second["Wilayah"]) == ("Online", "")


def test_every_activity_is_written_with_long_dates_and_people(tmp_path: Path) -> None:
    _, kegiatan = write_registry(tmp_path, OUTLETS)
    rows = {row["Kode Kegiatan"]: row for row in _rows(kegiatan)}
    assert rows.keys() == {activity.id for activity in activities()}
    festival = rows["k18"]
    assert (festival["Tanggal"], festival["Tanggal Selesai"]) == ("10 September 2026", "12 September 2026")
    assert festival["Pejabat"].startswith("Laksmi Arumdanti (Wakil Bupati Tirtaloka); ")
    assert rows["k19"]["Pejabat"] == ""
