from crawler.extractors.page import parse
from crawler.extractors.vicinity import AFTER, BEFORE, around

TITLE = "Pasar Wage Dibuka Kembali Pekan Depan"


def test_lines_before_and_after_the_headline_are_told_apart() -> None:
    near = around(parse(f"<p>Kicker</p><h1><span>{TITLE}</span></h1><div>Tanggal</div><p>Isi</p>"), TITLE)
    assert near.headline is not None
    assert near.headline.tag == "h1"
    assert [line.text for line in near.before] == ["Kicker"]
    assert [line.text for line in near.after] == ["Tanggal", "Isi"]


def test_a_heading_outranks_an_earlier_line_with_the_same_words() -> None:
    near = around(parse(f"<li>{TITLE}</li><h2>{TITLE}</h2><p>Isi</p>"), TITLE)
    assert near.headline is not None
    assert near.headline.tag == "h2"


def test_a_plain_line_with_the_very_words_is_second_best() -> None:
    near = around(parse(f"<div>a</div><div>{TITLE}</div><p>Isi</p>"), TITLE)
    assert near.headline is not None
    assert near.headline.tag == "div"


def test_a_page_without_the_headline_has_no_vicinity() -> None:
    near = around(parse("<h1>Lain sekali dari judul itu</h1><p>Isi</p>"), TITLE)
    assert (near.headline, near.before, near.after) == (None, (), ())


def test_only_so_many_lines_are_near() -> None:
    near = around(parse("<p>a</p>" * 100 + f"<h1>{TITLE}</h1>" + "<p>b</p>" * 100), TITLE)
    assert (len(near.before), len(near.after)) == (BEFORE, AFTER)
