import pytest

from app.registry.columns import ACTIVITIES, OUTLETS, Vocabulary, place_columns


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Nama Media", "name"),
        ("nama_media", "name"),
        ("NAMA MEDIA ", "name"),
        ("NamaMedia*", "name"),
        ("name", "name"),
        ("outlet_id", "id"),
        ("ID Media", "id"),
        ("Alamat Situs", "url"),
        ("Website", "url"),
        ("Tautan", "url"),
        ("URL (alamat lengkap)", "url"),
        ("Jenis Media", "kind"),
        ("Kecamatan", "region"),
        ("Wilayah", "region"),
        ("No", None),
        ("Alamat", None),
        ("Keterangan", None),
        ("Nama Media/URL", None),
        ("", None),
        (None, None),
        (7, None),
    ],
)
def test_outlet_headers(header: object, field: str | None) -> None:
    assert OUTLETS.field_of(header) == field


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Judul Kegiatan", "title"),
        ("activity_id", "id"),
        ("Tgl", "date"),
        ("Tgl.", "date"),
        ("Hari/Tanggal", "date"),
        ("Hari, Tanggal", "date"),
        ("Tanggal (hh/bb/tttt)", "date"),
        ("Tanggal Selesai", "end_date"),
        ("Tempat/Lokasi", "place"),
        ("Lokasi", "place"),
        ("Kecamatan", "region"),
        ("Daerah", "region"),
        ("OPD", "agency"),
        ("Perangkat Daerah", "agency"),
        ("Penyelenggara", "agency"),
        ("OPD/Penyelenggara", "agency"),
        ("Pejabat", "officials"),
        ("Keterangan", "description"),
        ("Uraian", "description"),
        ("Deskripsi", "description"),
        ("Jenis", "kind"),
        ("press_release_url", None),
    ],
)
def test_activity_headers(header: str, field: str | None) -> None:
    assert ACTIVITIES.field_of(header) == field


@pytest.mark.parametrize("vocabulary", [OUTLETS, ACTIVITIES])
def test_no_spelling_means_two_fields(vocabulary: Vocabulary) -> None:
    for field, names in vocabulary.spellings.items():
        assert {vocabulary.field_of(name) for name in (field, *names)} == {field}


def test_unknown_columns_are_named_and_nothing_is_wrong() -> None:
    columns, problems = place_columns(["No", "Nama Media", "", "Situs", "Kontak"], OUTLETS, "media.csv", 1)
    assert columns.places == {"name": 1, "url": 3}
    assert columns.ignored == ("No", "Kontak")
    assert problems == []


def test_missing_and_double_columns_are_told_together() -> None:
    _, problems = place_columns(["Judul", "Nama Kegiatan", "Tempat"], ACTIVITIES, "kegiatan.csv", 3)
    assert [(problem.row, problem.key) for problem in problems] == [(3, "Nama Kegiatan"), (3, "date")]
    assert "`Judul`" in problems[0].message
    assert "`Tanggal`" in problems[1].message
