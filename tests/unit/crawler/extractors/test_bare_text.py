from lxml.html import tostring

from crawler.extractors.bare_text import with_paragraphs
from crawler.extractors.page import parse

OPENING = "Pemerintah kabupaten membuka kembali Pasar Wage setelah tiga bulan direnovasi."
SECOND = "Sebanyak 214 pedagang menempati kios baru secara bertahap mulai pekan depan."


def wrapped(html: str) -> str:
    body = with_paragraphs(parse(f"<html><body>{html}</body></html>")).find("body")
    return str(tostring(body, encoding="unicode")).removeprefix("<body>").removesuffix("</body>")


def test_an_opening_beside_paragraphs_becomes_one() -> None:
    html = f"<div><strong>BANDAR</strong> - {OPENING}<p>{SECOND}</p></div>"
    assert wrapped(html) == f"<div><p><strong>BANDAR</strong> - {OPENING}</p><p>{SECOND}</p></div>"


def test_runs_between_line_breaks_become_paragraphs_in_their_places() -> None:
    html = f"<div>{OPENING}<br><br>{SECOND} <b>Lagi.</b><br></div>"
    assert wrapped(html) == f"<div><p>{OPENING}</p><br><br><p>{SECOND} <b>Lagi.</b></p><br></div>"


def test_plain_divs_beside_such_a_container_are_paragraphs_too() -> None:
    html = f"<section><div>{OPENING}</div><div>{SECOND}<br>{SECOND}</div></section>"
    assert wrapped(html).count("<p>") == 3


def test_labels_and_lists_of_links_stay_bare() -> None:
    html = f'<div>Foto: Humas<p>{OPENING}</p><a href="/a">{SECOND}</a><br>ekor</div>'
    assert wrapped(html) == html


def test_the_given_tree_is_not_changed() -> None:
    tree = parse(f"<body><div>{OPENING}<p>{SECOND}</p></div></body>")
    before = tostring(tree)
    with_paragraphs(tree)
    assert tostring(tree) == before
