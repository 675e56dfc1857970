from collections.abc import Callable

import pytest

from core.nouns import ChannelKind, Found
from crawler.extractors.page import Page, parse
from crawler.extractors.structured import read_structured
from crawler.extractors.titles import find_title

FoundFactory = Callable[..., Found]
URL = "https://www.radarlembah.example/berita/12"
TITLE = "Pasar Wage Dibuka Kembali Pekan Depan"


def title_of(announced: Found, html: str) -> str | None:
    tree = parse(f"<html>{html}</html>")
    return find_title(announced.candidate, Page(announced.candidate.url, tree), read_structured(tree))


@pytest.mark.parametrize(
    "shown",
    [
        f"{TITLE} - Radar Lembah",
        f"{TITLE} – Radar Lembah",
        f"{TITLE} | RadarLembah.example",
        f"{TITLE} :: Radar Lembah",
        f"{TITLE} » Radarlembah",
        f"{TITLE} - Ekonomi - Radar Lembah",
        f"{TITLE} - Radar Lembah Ekonomi",
        f"Radar Lembah | {TITLE}",
        f"{TITLE} | Radar Lembah - Radar Lembah",
    ],
)
def test_the_sites_name_is_no_part_of_the_title(found: FoundFactory, shown: str) -> None:
    heading = f"<h1>{TITLE}</h1>" if "- Ekonomi -" in shown else ""
    assert title_of(found(URL), f"<head><title>{shown}</title></head><body>{heading}<p>x</p></body>") == TITLE


@pytest.mark.parametrize(
    "title",
    [
        "Bupati - Wabup Tinjau Pasar Wage",
        "Persilem vs Persiwan 2-1 | Liga Desa",
        "Harga Cabai Naik – Turun Sepanjang Pekan",
        "Radar Cuaca Baru Dipasang di Lembah",
    ],
)
def test_dashes_of_the_title_itself_stay(found: FoundFactory, title: str) -> None:
    html = f"<head><title>{title} - Radar Lembah</title></head><body><p>x</p></body>"
    assert title_of(found(URL), html) == title


def test_the_heading_that_agrees_outranks_a_title_with_additions(found: FoundFactory) -> None:
    html = (
        f'<head><title>BREAKING: {TITLE} Hari Ini</title></head><body><h1><a rel="home" href="/">Radar Lembah</a></h1>'
        f"<h1>{TITLE}</h1><h1>Terpopuler</h1></body>"
    )
    assert title_of(found(URL), html) == TITLE


def test_a_heading_in_other_words_outranks_a_title_for_search_engines(found: FoundFactory) -> None:
    html = "<head><title>Pasar Wage Dibuka, Ini Jadwal Lengkapnya</title></head><body><h1>Pasar Wage Dibuka Kembali, Pedagang Lega</h1></body>"
    assert title_of(found(URL), html) == "Pasar Wage Dibuka Kembali, Pedagang Lega"


def test_the_channels_title_comes_first(found: FoundFactory) -> None:
    announced = found(URL, title="Pasar &#8216;Wage&#8217; Dibuka")
    assert (
        title_of(announced, f"<head><title>{TITLE}</title></head><body><p>x</p></body>")
        == "Pasar ‘Wage’ Dibuka"
    )


def test_the_cms_title_is_taken_as_it_stands(found: FoundFactory) -> None:
    announced = found(URL, channel=ChannelKind.WORDPRESS, title="Sehari di Radar Lembah | Radar Lembah")
    assert title_of(announced, "<body><p>x</p></body>") == "Sehari di Radar Lembah | Radar Lembah"


def test_a_cut_title_gives_way_to_the_whole_one(found: FoundFactory) -> None:
    html = f"<head><title>{TITLE} - Radar Lembah</title></head><body><p>x</p></body>"
    assert title_of(found(URL, title="Pasar Wage Dibuka Kembali…"), html) == TITLE


@pytest.mark.parametrize(
    "html", ["<body><p>x</p></body>", "<head><title> </title></head><body><h1></h1></body>"]
)
def test_without_any_title_there_is_none(found: FoundFactory, html: str) -> None:
    assert title_of(found(URL), html) is None


def test_an_endless_title_is_passed_over(found: FoundFactory) -> None:
    html = f"<head><title>{'a | ' * 50_000}</title></head><body><h1>{TITLE}</h1></body>"
    assert title_of(found(URL), html) == TITLE
