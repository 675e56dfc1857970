import pytest

from crawler.extractors.errors import ExtractionError, Refusal
from crawler.extractors.page import Page, parse
from crawler.extractors.refusal import refuse_non_article
from crawler.extractors.structured import read_structured

URL = "https://kabarlembahwening.example/2024/10/jembatan"


def refusal(html: str, final_url: str = URL, announced_url: str = URL) -> Refusal | None:
    tree = parse(f"<html>{html}</html>")
    try:
        refuse_non_article(Page(final_url, tree), read_structured(tree), announced_url)
    except ExtractionError as error:
        return error.code
    return None


def of_title(title: str) -> Refusal | None:
    return refusal(f"<head><title>{title}</title></head><body><p>x</p></body>")


@pytest.mark.parametrize(
    "title",
    [
        "404", "404 Not Found", "Error 404", "Error 404 - Kabar Lembah Wening", "Page not found – Kabar Lembah Wening",
        "Halaman tidak ditemukan | Kabar Lembah Wening", "Maaf, halaman yang Anda cari tidak ditemukan", "403 Forbidden",
        "Access denied", "Just a moment...", "Attention Required! | Cloudflare", "Account Suspended", "502 Bad Gateway",
        "Situs sedang dalam perbaikan", "Database Error", "Nothing found",
    ],
)  # fmt: skip
def test_error_pages_are_known_by_their_title(title: str) -> None:
    assert of_title(title) is Refusal.ERROR_PAGE


@pytest.mark.parametrize(
    "title",
    [
        "404 Keluarga Terima Bantuan Beras", "500 Ribu Bibit Ikan Ditebar di Waduk", "Halaman Rumah Warga Jadi Kebun Gizi",
        "Not Found: Film Pendek Pelajar Lembah Wening", "Forbidden City Jadi Tema Pameran", "Error Data Bansos, Dinas Minta Maaf",
        "Berita Tidak Ditemukan Korban Baru Melegakan Warga", "Website Desa Sedang Dikembangkan Mahasiswa", "",
    ],
)  # fmt: skip
def test_headlines_that_begin_alike_are_not(title: str) -> None:
    assert of_title(title) is None


@pytest.mark.parametrize(
    "classes", ["search search-results", "archive category", "archive tag tag-jembatan", "archive author"]
)
def test_listings_are_known_by_what_wordpress_calls_them(classes: str) -> None:
    assert refusal(f"<body class='{classes}'><p>x</p></body>") is Refusal.LISTING_PAGE


@pytest.mark.parametrize(
    "classes", ["", "single single-post", "single tag", "archive single", "home page", "dark tag-page"]
)
def test_other_pages_are_left_alone(classes: str) -> None:
    assert refusal(f"<body class='{classes}'><p>x</p></body>") is None


def test_only_a_move_to_the_home_page_is_evident() -> None:
    body = "<body><p>x</p></body>"
    assert refusal(body, final_url="https://kabarlembahwening.example/") is Refusal.LISTING_PAGE
    assert refusal(body, final_url="https://kabarlembahwening.example/?p=12") is None
    assert refusal(body, final_url="https://kabarlembahwening.example/lain") is None
    assert refusal(body, "https://kabarlembahwening.example", "https://kabarlembahwening.example/") is None
