import pytest

from core.nouns import Official
from scoring.matching.names import office, person


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Pj Bupati H. Danurwenda Prakosa, S.Sos., M.Si.", ("danurwenda", "prakosa")),
        ("Wali Kota Larasati Ningrum", ("larasati", "ningrum")),
        ("Dr. Ir. Haryaka Lodaya", ("haryaka", "lodaya")),
        ("Bagaskara Tunggoro (Sekda)", ("bagaskara", "tunggoro")),
    ],
)
def test_titles_and_degrees_come_off(written: str, words: tuple[str, ...]) -> None:
    assert person(Official(written)).words == words


def test_a_whole_name_counts_more_than_a_part_of_it() -> None:
    official = person(Official("Bupati Danurwenda Prakosa"))
    assert official.named_in(" bupati danurwenda prakosa hadir ") == 1.0
    assert official.named_in(" bupati danurwenda hadir ") == 0.7
    assert official.named_in(" wakil bupati hadir ") == 0.0


def test_a_name_that_millions_share_names_nobody_alone() -> None:
    assert person(Official("Siti Arumdanti")).named_in(" ibu siti berjualan ") == 0.0
    assert person(Official("Muhammad")).named_in(" nabi muhammad ") == 0.0


def test_an_office_is_known_by_its_short_form() -> None:
    works = office("Dinas Pekerjaan Umum dan Penataan Ruang Kabupaten Tirtaloka")
    assert works.named_in(" kepala dinas pupr mengatakan ") == (1.0, ("PUPR",))
    share, words = works.named_in(" kepala dinas kesehatan tirtaloka ")
    assert 0.0 < share < 0.5
    assert words == ("tirtaloka",)


def test_a_short_form_is_known_by_what_it_means() -> None:
    share, _ = office("Disdik").named_in(" kepala dinas pendidikan hadir ")
    assert share == 1.0


def test_no_office_is_no_office() -> None:
    assert office(None).words == ()
