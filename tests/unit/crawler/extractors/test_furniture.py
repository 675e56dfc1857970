import pytest

from crawler.extractors.furniture import (
    MAX_POINTER_WORDS,
    is_furniture,
    is_noise,
    is_pointer,
    without_furniture,
)
from crawler.extractors.page import parse


@pytest.mark.parametrize(
    "line",
    ["Baca juga: Harga Cabai Turun", "BACA JUGA:", "» Baca Juga : Harga Cabai", "Baca: Harga Cabai", "Lihat juga Harga Cabai",
     "Simak Video: Harga Cabai", "Berita Terkait", "Artikel lainnya:", "Also read: Chili Prices", "Baca selengkapnya"],
)  # fmt: skip
def test_pointers_are_known(line: str) -> None:
    assert is_pointer(line)


@pytest.mark.parametrize(
    "line",
    ["“Baca juga doa itu,” kata guru.", "Bacaan juga dibagikan.", "Berita terkait pasar itu viral.", "Simak penjelasan dinas.",
     "Lihatlah pasar itu.", "Baca juga: " + "kata " * MAX_POINTER_WORDS],
)  # fmt: skip
def test_prose_is_no_pointer(line: str) -> None:
    assert not is_pointer(line)


@pytest.mark.parametrize(
    "line",
    ["ADVERTISEMENT", "Iklan", "SCROLL TO CONTINUE WITH CONTENT", "[Gambas:Video Kabar]", 'Simak Video "Pasar Wage"', "Bagikan:",
     "Share this:", "Facebook Twitter WhatsApp", "Tinggalkan Balasan", "Klik untuk berbagi dan membagikan di Facebook",
     "Ikuti berita terbaru kami di Google News", "Memuat...", "The post Pasar Wage appeared first on Radar Lembah."],
)  # fmt: skip
def test_noise_is_known(line: str) -> None:
    assert is_noise(line)


@pytest.mark.parametrize(
    "line",
    [
        "Iklan rokok dilarang.",
        "Bagikan beras itu, kata bupati.",
        "Facebook menutup akun palsu.",
        "Memuat 5 ton beras.",
    ],
)
def test_prose_is_no_noise(line: str) -> None:
    assert not is_noise(line)


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('class="baca-juga"', True), ('class="kiri inline_related_posts"', True), ('id="comments-area"', True), ('class="sharedaddy"', True),
        ('class="entry-content"', False), ('class="correspondent"', False), ('class="download-slot"', False), ("", False),
    ],
)  # fmt: skip
def test_blocks_are_known_by_whole_words_of_their_names(attributes: str, *, expected: bool) -> None:
    (element,) = parse(f"<body><div {attributes}>x</div></body>").iter("div")
    assert is_furniture(element) is expected


def test_lines_without_a_word_are_dropped() -> None:
    assert without_furniture("Satu\n***\n—\nDua (Baca juga: Tiga)\n.") == "Satu\nDua"
