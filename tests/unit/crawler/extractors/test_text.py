import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from crawler.extractors.page import parse
from crawler.extractors.text import fold, lines, one_line, paragraphs, plain, words


def shown(html: str) -> list[str]:
    return [line.text for line in lines(parse(html))]


def test_blocks_and_line_breaks_make_lines() -> None:
    assert shown("<div>Satu<p>Dua <b>tiga</b></p>empat<br>lima</div>") == [
        "Satu",
        "Dua tiga",
        "empat",
        "lima",
    ]


def test_inline_elements_add_no_space_and_cells_do() -> None:
    assert shown("<p><b>Ba</b>ca</p><table><tr><td>Nama</td><td>Nilai</td></tr></table>") == [
        "Baca",
        "Nama Nilai",
    ]


def test_hidden_elements_are_not_read_but_what_follows_them_is() -> None:
    assert shown("<p>awal<script>x()</script> akhir</p><style>a{}</style><noscript>n</noscript>") == [
        "awal akhir"
    ]


def test_the_element_of_a_line_is_its_block() -> None:
    found = list(lines(parse("<body><h1><span>Judul</span></h1><p>Isi</p></body>")))
    assert [(line.text, line.element.tag) for line in found] == [("Judul", "h1"), ("Isi", "p")]


def test_titles_lose_entities_and_tags() -> None:
    assert plain("Rapat &amp;#8220;Akbar&amp;#8221; <em>Desa</em>") == "Rapat “Akbar” Desa"
    assert plain("Suhu < 20 derajat & > 10") == "Suhu < 20 derajat & > 10"


def test_folding_makes_typography_equal() -> None:
    assert fold("“Jum’at” – Rapat…") == fold('"jum\'at" - rapat...')
    assert words("Jum'at, 5 Okt.") == ["jum", "at", "5", "okt"]


@given(st.text())
def test_the_normal_form_is_stable(text: str) -> None:
    normal = paragraphs(text)
    assert paragraphs(normal) == normal
    assert unicodedata.is_normalized("NFC", normal)
    assert all(line == line.strip() and line for line in normal.split("\n") if normal)


@given(st.text())
def test_one_line_has_no_double_space(text: str) -> None:
    assert "  " not in one_line(text)
    assert "\n" not in one_line(text)
