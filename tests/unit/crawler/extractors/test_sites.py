import pytest

from crawler.extractors.sites import key, names_site, site_keys
from crawler.extractors.structured import Structured

SITES = site_keys("https://www.radarlembah.example.co.id/a", Structured(site_names=("Radar Lembah Wening",)))


def test_keys_come_from_the_host_and_from_what_the_page_states() -> None:
    assert {"radarlembah", "radarlembahwening", "radarlembahexample"} <= SITES
    assert not {"co", "id", "com"} & SITES


@pytest.mark.parametrize(
    "part",
    ["Radar Lembah", "radarlembah", "RADAR LEMBAH WENING", "Radar Lembah Olahraga", "RadarLembah.example"],
)
def test_the_site_is_known_by_any_of_its_names(part: str) -> None:
    assert names_site(part, SITES)


@pytest.mark.parametrize("part", ["Lembah", "Radar", "Pasar Wage", "", "-", "Ratmi Wulandari"])
def test_other_words_are_not_its_name(part: str) -> None:
    assert not names_site(part, SITES)


def test_a_short_host_does_not_claim_every_text_that_begins_alike() -> None:
    assert not names_site("Bali Utara Menang", site_keys("https://bali.example/a", Structured()))


def test_keys_ignore_case_signs_and_spaces() -> None:
    assert key("Radar-Lembah.example") == key("radar lembah EXAMPLE")
