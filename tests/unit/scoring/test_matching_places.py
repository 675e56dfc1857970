import pytest

from scoring.matching.gazetteer import Level, provinces
from scoring.matching.places import Place, places
from scoring.matching.words import raw_words


def named(text: str) -> list[tuple[Level, str, str | None]]:
    return [(place.level, place.name, place.kind) for place in places(raw_words(text))]


def test_districts_and_villages_need_no_list() -> None:
    assert named("di Balai Desa Lirihsari, Kecamatan Sumberlirih") == [
        (Level.VILLAGE, "lirihsari", None),
        (Level.DISTRICT, "sumberlirih", None),
    ]


def test_an_unknown_regency_is_read_from_the_word_before_it() -> None:
    assert named("Pemkab Tirtaloka menggelar rapat") == [(Level.REGENCY, "tirtaloka", "kabupaten")]


def test_the_gazetteer_cuts_a_name_where_it_ends() -> None:
    assert named("Kabupaten Solok Selatan Khairul hadir") == [(Level.REGENCY, "solok selatan", "kabupaten")]


def test_after_an_office_a_name_may_be_a_persons() -> None:
    assert named("Bupati Danurwenda dan Wali Kota Larasati hadir") == []
    assert named("Wali Kota Bekasi hadir") == [(Level.REGENCY, "bekasi", "kota")]


def test_common_words_are_no_regencies() -> None:
    assert named("Puncak Hari Jadi dan Peletakan Batu Pertama") == []


def test_a_sentence_ends_a_place() -> None:
    assert named("dibagikan di tujuh kecamatan. Penyaluran dilakukan bertahap") == []
    assert named("kembali ke desa! Lirihsari sepi") == []
    assert named("di Kec. Sumberlirih") == [(Level.DISTRICT, "sumberlirih", None)]


@pytest.mark.parametrize("text", ["Kecamatan Petani", "Desa Mereka Banjir", "Kecamatan Gelar Lomba"])
def test_people_and_verbs_are_no_places(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "ujar Lingga di sela acara",
        "menurut Pak Natuna",
        "Lingga Purwasasmita hadir",
        "Lingga menuturkan hal itu",
    ],
)
def test_a_regency_that_people_are_named_after_says_nothing_bare(text: str) -> None:
    assert named(text) == []


def test_a_bare_regency_is_read_where_it_stands_alone() -> None:
    assert named("BUNGO – Pemerintah daerah") == [(Level.REGENCY, "bungo", None)]
    assert named("warga Bungo berharap") == [(Level.REGENCY, "bungo", None)]


def test_desa_wisata_is_no_village() -> None:
    assert named("Lomba Desa Wisata tingkat nasional") == []


def test_short_names_of_provinces_are_the_provinces() -> None:
    assert provinces("jabar") == provinces("jawa barat") == frozenset({"32"})
    assert provinces("pangandaran") == frozenset({"32"})
    assert provinces("tirtaloka") == frozenset()


def test_places_are_shown_as_people_say_them() -> None:
    assert str(Place(Level.REGENCY, "bekasi", "kota")) == "Kota Bekasi"
    assert str(Place(Level.DISTRICT, "sumberlirih")) == "Kecamatan Sumberlirih"
