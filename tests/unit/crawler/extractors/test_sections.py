from crawler.extractors.page import Page, parse
from crawler.extractors.sections import find_section, find_tags
from crawler.extractors.structured import read_structured


def filed(html: str) -> tuple[str | None, tuple[str, ...]]:
    tree = parse(f"<html><body>{html}</body></html>")
    page, said = Page("https://radarlembah.example/a", tree), read_structured(tree)
    section = find_section(page, said)
    return section, find_tags(page, said, section)


THEME = '<a rel="category tag" href="/k">Ekonomi</a><a rel="tag" href="/t">Pasar</a><a rel="tag" href="/u">UMKM</a>'


def test_the_themes_links_serve_where_nothing_is_stated() -> None:
    assert filed(THEME) == ("Ekonomi", ("Pasar", "UMKM"))


def test_meta_tags_outrank_the_theme_and_the_section_is_no_tag() -> None:
    meta = (
        '<meta property="article:section" content="Daerah"><meta property="article:tag" content="daerah">'
        '<meta property="article:tag" content="Kios"><meta property="article:tag" content="KIOS">'
    )
    assert filed(meta + THEME) == ("Daerah", ("Kios",))


def test_keywords_are_split_at_commas() -> None:
    assert filed('<meta name="keywords" content="pasar, kios baru,, pedagang ">')[1] == (
        "pasar",
        "kios baru",
        "pedagang",
    )


def test_a_page_that_says_nothing_is_filed_nowhere() -> None:
    assert filed("<p>x</p>") == (None, ())
