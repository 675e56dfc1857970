import pytest

from crawler.extractors.body import Body
from crawler.extractors.bylines import find_authors
from crawler.extractors.page import Page, parse
from crawler.extractors.structured import read_structured
from crawler.extractors.vicinity import around

TITLE = "Pasar Wage Dibuka Kembali Pekan Depan"
URL = "https://radarlembah.example/a"


def authors(html: str, *, text: str = "Isi berita.", frame: tuple[str, ...] = ()) -> tuple[str, ...]:
    tree = parse(f"<html><body>{html}</body></html>")
    body = Body(text, "trafilatura", frame)
    return find_authors(Page(URL, tree), read_structured(tree), around(tree, TITLE), body)


def shown(line: str) -> str:
    return f"<div><h1>{TITLE}</h1><p>{line}</p></div>"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Penulis: Ratmi Wulandari", ("Ratmi Wulandari",)),
        ("Reporter : Ratmi Wulandari | Editor : Sastra Wijang", ("Ratmi Wulandari",)),
        ("Pewarta: Ratmi Wulandari/Kasdi Prana Editor: Sastra", ("Ratmi Wulandari", "Kasdi Prana")),
        (
            "Penulis: Ratmi Wulandari, S.Sos., M.Si dan Kasdi Prana",
            ("Ratmi Wulandari, S.Sos., M.Si", "Kasdi Prana"),
        ),
        ("Laporan wartawan: Kasdi Prana", ("Kasdi Prana",)),
        ("Oleh Ratmi Wulandari", ("Ratmi Wulandari",)),
        ("By: Ratmi Wulandari", ("Ratmi Wulandari",)),
        ("Penulis: Kontributor Lembah Wening, Kasdi Prana", ("Kasdi Prana",)),
        ("Penulis: RATMI WULANDARI", ("RATMI WULANDARI",)),
        ("Penulis</p><p>Ratmi Wulandari", ("Ratmi Wulandari",)),
        ("Editor: Sastra Wijang", ()),
        ("Fotografer: Sastra Wijang", ()),
        ("Penulis: Redaksi", ()),
        ("Penulis: Admin", ()),
        ("Penulis: admin2", ()),
        ("Penulis: Tim Radar Lembah", ()),
        ("Penulis: Radar Lembah", ()),
        ("Penulis: ratmi", ()),
        ("Oleh karena itu, pasar dibuka pekan depan.", ()),
    ],
)
def test_names_behind_a_label(line: str, names: tuple[str, ...]) -> None:
    assert authors(shown(line)) == names


def test_the_label_outranks_the_machine_readable_author() -> None:
    editor = '<script type="application/ld+json">{"@type": "NewsArticle", "author": {"name": "Sastra Wijang"}}</script>'
    assert authors(editor) == ("Sastra Wijang",)
    assert authors(editor + shown("Penulis: Ratmi Wulandari")) == ("Ratmi Wulandari",)


def test_credits_taken_off_the_text_still_name_the_writer() -> None:
    assert authors("<p>x</p>", frame=("Penulis: Ratmi Wulandari",)) == ("Ratmi Wulandari",)
    assert authors("<p>x</p>", text="Isi.\nPewarta: Ratmi Wulandari") == ("Ratmi Wulandari",)


@pytest.mark.parametrize(
    "byline",
    [
        '<a rel="author" href="/penulis/ratmi">Ratmi Wulandari</a>',
        '<span class="byline">by <a href="/ratmi">Ratmi Wulandari</a></span>',
        '<div class="post-author">Ratmi Wulandari</div>',
        '<span itemprop="author">Ratmi Wulandari</span>',
        '<meta name="author" content="Ratmi Wulandari">',
    ],
)
def test_bylines_by_markup(byline: str) -> None:
    assert authors(f"<div><h1>{TITLE}</h1>{byline}<p>Isi</p></div>") == ("Ratmi Wulandari",)


def test_the_comment_form_is_no_byline() -> None:
    form = '<p class="comment-form-author"><label>Nama</label></p>'
    assert authors(f"<div><h1>{TITLE}</h1><p>Isi</p>{form}</div>") == ()
