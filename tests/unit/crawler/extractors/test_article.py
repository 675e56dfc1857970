from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from core.nouns import Article, ChannelKind, Found
from crawler.extractors import ExtractionError, Refusal, extract

WIB, WITA = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Makassar")
FoundFactory = Callable[..., Found]
PageBytes = Callable[[str], bytes]


def read(found: Found, body: bytes, zone: ZoneInfo = WIB) -> Article:
    return extract(found, body, "text/html; charset=utf-8", zone)


def test_a_page_with_structured_data_gives_every_field(found: FoundFactory, page_bytes: PageBytes) -> None:
    announced = found()
    article = read(announced, page_bytes("kabar_lembah_wening"))
    assert article.id == announced.candidate.id
    assert article.url == announced.candidate.url
    assert article.outlet_id == "klw"
    assert article.first_seen == announced.first_seen
    assert article.snapshot_id == UUID(int=7)
    assert article.title == "Bupati Lembah Wening Resmikan Jembatan Gantung Kali Bening"
    assert article.published == datetime(2024, 10, 22, 18, 10, tzinfo=UTC)
    assert (article.published_basis, article.time_known) == ("jsonld", True)
    assert article.modified == datetime(2024, 10, 23, 2, 0, tzinfo=UTC)
    assert article.authors == ("Ratmi Wulandari",)
    assert article.section == "Daerah"
    assert article.tags == ("Jembatan Gantung", "Dinas Pekerjaan Umum")
    assert article.image == "https://kabarlembahwening.example/unggahan/2024/10/jembatan.jpg"
    assert article.step == "trafilatura"


def test_the_opening_outside_any_paragraph_is_kept_and_pointers_are_not(
    found: FoundFactory, page_bytes: PageBytes
) -> None:
    text = read(found(), page_bytes("kabar_lembah_wening")).text
    assert text.startswith("LEMBAH WENING - Bupati Lembah Wening Suryo Panangkaran meresmikan")
    assert "ongkos menyeberang selama ini mencapai lima ribu rupiah" in text
    assert "Baca juga" not in text
    assert "Harga Cabai" not in text
    assert "Berita Terpopuler" not in text
    assert len(text.split("\n")) == 5


def test_a_page_without_structured_data_is_read_as_a_reader_reads_it(
    found: FoundFactory, page_bytes: PageBytes
) -> None:
    announced = found(
        "https://suaratanjungpelita.example/baca/991", fetched_at=datetime(2025, 4, 12, tzinfo=UTC)
    )
    article = read(announced, page_bytes("suara_tanjung_pelita"), WITA)
    assert article.title == "Wabup Tanjung Pelita Buka Pelatihan Tenun untuk 60 Perajin"
    assert article.published == datetime(2022, 2, 11, 0, 15, tzinfo=UTC)
    assert (article.published_basis, article.time_known) == ("text", True)
    assert article.authors == ("Lamberta Koten, S.Sos.",)
    assert article.text.startswith("TANJUNG PELITA - Wakil Bupati")
    assert "Penulis" not in article.text
    assert "Hak cipta" not in article.text
    assert article.section is None
    assert article.image is None


def test_what_the_cms_says_outranks_the_page(found: FoundFactory, page_bytes: PageBytes) -> None:
    announced = found(
        channel=ChannelKind.WORDPRESS,
        title="Jembatan Gantung Kali Bening &#8220;Diresmikan&#8221;",
        content="<p>Naskah menurut redaksi.</p>\n<p>Paragraf kedua.</p>",
        published=datetime(2024, 10, 22, 17, 0, tzinfo=UTC),
        modified=datetime(2024, 10, 22, 20, 0, tzinfo=UTC),
    )
    article = read(announced, page_bytes("kabar_lembah_wening"))
    assert article.title == "Jembatan Gantung Kali Bening “Diresmikan”"
    assert article.text == "Naskah menurut redaksi.\nParagraf kedua."
    assert article.step == "cms"
    assert article.published == datetime(2024, 10, 22, 17, 0, tzinfo=UTC)
    assert (article.published_basis, article.time_known) == ("cms", True)
    assert article.modified == datetime(2024, 10, 22, 20, 0, tzinfo=UTC)
    assert article.authors == ("Ratmi Wulandari",)


def test_a_whole_article_from_the_cms_survives_an_unreadable_page(found: FoundFactory) -> None:
    announced = found(
        channel=ChannelKind.WORDPRESS, title="Foto: Kirab Budaya", content="<p>Peserta kirab.</p>"
    )
    article = extract(announced, b"\x89PNG", "image/png", WIB)
    assert (article.title, article.text, article.published) == ("Foto: Kirab Budaya", "Peserta kirab.", None)


def test_extraction_is_deterministic(found: FoundFactory, page_bytes: PageBytes) -> None:
    body = page_bytes("kabar_lembah_wening")
    assert read(found(), body) == read(found(), body)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", Refusal.NOT_HTML),
        (b'{"berita": []}', Refusal.NOT_HTML),
        (b"<html><head><title>Halaman tidak ditemukan - Kabar</title></head><body><p>Maaf.</p></body></html>", "error_page"),
        (b"<html><head><title>Just a moment...</title></head><body><p>Checking.</p></body></html>", "error_page"),
        (b"<html><body class='error404'><h1>Kabar Lembah Wening</h1></body></html>", "error_page"),
        (b"<html><body class='archive category'><h1>Kategori Daerah</h1></body></html>", "listing_page"),
        (b"<html><head><title>Hasil pencarian: jembatan</title></head><body></body></html>", "listing_page"),
        (b"<html><body><p>Teks tanpa judul apa pun di halaman ini.</p></body></html>", Refusal.NO_TITLE),
        (b"<html><head><title>Judul tanpa isi</title></head><body><p>Muat ulang.</p></body></html>", Refusal.NO_TEXT),
    ],
)  # fmt: skip
def test_pages_that_are_no_article_are_refused_with_a_code(
    found: FoundFactory, body: bytes, code: str
) -> None:
    with pytest.raises(ExtractionError) as caught:
        read(found(), body)
    assert caught.value.code == code


def test_an_answer_with_the_home_page_is_refused(found: FoundFactory, page_bytes: PageBytes) -> None:
    announced = found(final_url="https://kabarlembahwening.example/")
    with pytest.raises(ExtractionError) as caught:
        read(announced, page_bytes("kabar_lembah_wening"))
    assert caught.value.code is Refusal.LISTING_PAGE


def test_a_headline_with_a_number_is_not_taken_for_an_error_page(found: FoundFactory) -> None:
    paragraph = "<p>Sebanyak empat ratus empat keluarga menerima bantuan beras dari pemerintah kabupaten pekan ini.</p>"
    body = f"<html><head><title>404 Keluarga Terima Bantuan Beras</title></head><body>{paragraph * 3}</body></html>"
    assert read(found(), body.encode()).title == "404 Keluarga Terima Bantuan Beras"
