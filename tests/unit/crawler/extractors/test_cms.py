from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extractors.cms import content_text, is_media_only, is_whole, looks_cut
from crawler.extractors.text import words

FIRST = "BANDAR WENING – Pemerintah kabupaten membuka kembali Pasar Wage setelah tiga bulan direnovasi."
SECOND = "Sebanyak 214 pedagang menempati kios baru secara bertahap mulai pekan depan."


def test_paragraphs_are_lines() -> None:
    html = f"<p>{FIRST}</p>\n\n<h2>Kios baru</h2><ul><li>Kios A</li><li>Kios B</li></ul><p>{SECOND}<br>Selesai.</p>"
    assert content_text(html) == f"{FIRST}\nKios baru\nKios A\nKios B\n{SECOND}\nSelesai."


def test_typography_and_entities_are_kept_as_characters() -> None:
    assert (
        content_text("<p>&#8220;Jum&#8217;at&#8221; &amp; Sabtu&nbsp;&#8211; libur</p>")
        == "“Jum’at” & Sabtu – libur"
    )


@pytest.mark.parametrize(
    "furniture",
    [
        '<p><strong>Baca juga: <a href="/x">Harga Cabai Turun</a></strong></p>',
        '<p>Baca Juga : <a href="/x">Harga Cabai Turun</a></p>',
        '<p>BACA JUGA<br><a href="/x">Harga Cabai Turun</a></p>',
        '<p><strong>Baca juga:</strong></p><ul><li><a href="/x">Harga Cabai Turun</a></li></ul>',
        "<p>Lihat juga: Harga Cabai Turun</p>",
        '<div class="baca-juga"><span>Baca juga</span><a href="/x">Harga Cabai Turun</a></div>',
        '<div class="inline_related_posts"><a href="/x">Harga Cabai Turun</a></div>',
        "<p>Simak video: Harga Cabai Turun</p>",
        '<div class="sharedaddy sd-sharing-enabled"><h3>Bagikan ini:</h3><ul><li>Facebook</li></ul></div>',
        "<p>Bagikan ini:</p>",
        "<script>var a = 'Harga';</script><style>p{}</style>",
        '<div class="gallery gallery-columns-3"><dl><dd>Harga di papan</dd></dl></div>',
        "<p>ADVERTISEMENT</p>",
        "<p>SCROLL TO CONTINUE WITH CONTENT</p>",
        '<div class="code-block code-block-1">Pasang iklan di sini</div>',
        "<p>[gallery ids=&#8221;1,2&#8243;]</p>",
        '<p>[caption id="a_1" align="alignnone" width="300"][/caption]</p>',
        "<p>The post Pasar Wage Dibuka appeared first on Radar Lembah.</p>",
        "<p>Artikel Pasar Wage Dibuka pertama kali tampil pada Radar Lembah.</p>",
        "<p>***</p>",
        "<!-- Harga -->",
    ],
)
def test_furniture_of_the_editor_is_gone(furniture: str) -> None:
    assert content_text(f"<p>{FIRST}</p>{furniture}<p>{SECOND}</p>") == f"{FIRST}\n{SECOND}"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (f'<p>{FIRST}<br><strong>Baca juga: <a href="/x">Harga Cabai</a></strong><br>{SECOND}</p>', f"{FIRST}\n{SECOND}"),
        (f'<p>Baca juga: <a href="/x">Harga Cabai</a> {FIRST}</p><p>{SECOND}</p>', f"{FIRST}\n{SECOND}"),
        (f'<div><p>Baca juga: <a href="/x">Harga Cabai</a></p><p>{FIRST} <a href="/t">Pasar Wage</a></p></div>', f"{FIRST} Pasar Wage"),
        (f"<p>{FIRST} (Baca juga: Harga Cabai Turun)</p>", FIRST),
        (f"<p>{FIRST} [Gambas:Video Kabar]</p>", FIRST),
    ],
)  # fmt: skip
def test_the_text_around_a_pointer_stays(html: str, text: str) -> None:
    assert content_text(html) == text


@pytest.mark.parametrize(
    "sentence",
    [
        "“Lihat juga anak-anak kita di sana,” kata bupati.",
        "Berita terkait dugaan pungutan itu dibantah kepala pasar.",
        "Membaca juga disebut membuka wawasan warga.",
        "Simak penjelasan dinas berikut.",
        "Pedagang [bukan nama sebenarnya] menerima kios.",
        "Bagikan beras kepada warga, bupati dipuji.",
        "Iklan rokok dilarang di sekitar sekolah.",
    ],
)
def test_sentences_that_only_look_like_furniture_stay(sentence: str) -> None:
    assert content_text(f"<p>{FIRST}</p><p>{sentence}</p>") == f"{FIRST}\n{sentence}"


def test_captions_are_the_text_of_a_piece_of_pictures() -> None:
    html = '<figure class="wp-block-gallery"><figure><img src="a.jpg"><figcaption>Kirab di alun-alun.</figcaption></figure></figure>'
    assert content_text(html) == "Kirab di alun-alun."
    assert not is_media_only(html)
    assert is_media_only('<p><iframe src="https://video.example/1"></iframe></p>')
    assert not is_media_only("<p></p>")


def test_the_words_of_an_ordinary_article_are_all_there() -> None:
    html = "".join(f"<p>{FIRST} <a href='/t'>Kecamatan {n}</a>, <em>{SECOND}</em></p>" for n in range(20))
    source = " ".join(f"{FIRST} Kecamatan {n}, {SECOND}" for n in range(20))
    assert Counter(words(content_text(html))) == Counter(words(source))


@pytest.mark.parametrize(
    "text", ["", f"{FIRST} […]", f"{FIRST}…", f"{FIRST} Read more", f"{FIRST} Baca selengkapnya »"]
)
def test_teasers_are_known_by_their_end(text: str) -> None:
    assert looks_cut(text)
    assert not looks_cut(f"{FIRST} (kjc)")


def test_a_text_is_whole_when_it_has_most_of_the_pages_words() -> None:
    assert is_whole(f"{FIRST} {SECOND}", f"{FIRST} {SECOND} Selesai.")
    assert not is_whole(FIRST, f"{FIRST} {SECOND} {SECOND}")


@given(st.lists(st.text("abcdefgh ", min_size=20, max_size=80).filter(str.strip), min_size=1, max_size=6))
def test_plain_paragraphs_lose_no_word(parts: list[str]) -> None:
    text = content_text("".join(f"<p>Isi {part}</p>" for part in parts))
    assert words(text) == words(" ".join(f"Isi {part}" for part in parts))
