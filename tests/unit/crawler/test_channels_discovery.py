"""Channels that home pages name."""

from hypothesis import given
from hypothesis import strategies as st

from core.nouns import ChannelKind
from crawler.channels import Announcement, discover, guesses

HOME = "https://kabarrimba.example/"
WORDPRESS = Announcement(ChannelKind.WORDPRESS, "https://kabarrimba.example/wp-json/wp/v2/posts")
FEED = Announcement(ChannelKind.FEED, "https://kabarrimba.example/feed/")


def test_wordpress_comes_before_its_feed_and_comments_not_at_all() -> None:
    page = b"""<html><head>
    <link rel="alternate" type="application/rss+xml" title="Kabar" href="/feed/">
    <link rel="alternate" type="application/rss+xml" title="Komentar" href="/comments/feed/">
    <link rel="alternate" hreflang="en" href="/en/"><link rel="stylesheet" href="/a.css">
    <link rel="https://api.w.org/" href="/wp-json/"></head>"""
    assert discover(page, HOME) == [WORDPRESS, FEED]


def test_the_link_header_names_wordpress_too_and_once() -> None:
    header = '<https://kabarrimba.example/wp-json/>; rel="https://api.w.org/", </>; rel=shortlink'
    assert discover(b"<link rel='https://api.w.org/' href='/wp-json/'>", HOME, link_header=header) == [
        WORDPRESS
    ]


def test_wordpress_without_pretty_permalinks_is_found_where_it_says() -> None:
    page = b'<link rel="https://api.w.org/" href="https://kabarrimba.example/index.php?rest_route=/">'
    (found,) = discover(page, HOME)
    assert found.url == "https://kabarrimba.example/index.php?rest_route=/wp/v2/posts"


def test_feeds_of_other_sites_are_not_this_outlets() -> None:
    page = b'<link rel="alternate" type="application/atom+xml" href="https://lain.example/atom.xml">'
    assert discover(page, HOME) == []


def test_a_base_address_is_honoured() -> None:
    page = b"""<base href="https://www.kabarrimba.example/berita/">
    <LINK REL="Alternate" TYPE="application/atom+xml; charset=utf-8" HREF="atom.xml">"""
    assert [item.url for item in discover(page, HOME)] == ["https://www.kabarrimba.example/berita/atom.xml"]


def test_guesses_stay_on_the_site() -> None:
    found = guesses("https://kabarrimba.example/beranda?x=1")
    assert found[0] == WORDPRESS
    assert FEED in found
    assert all(item.url.startswith(HOME) for item in found)


@given(page=st.binary(max_size=400), header=st.text(max_size=80))
def test_any_page_is_read_without_an_error(page: bytes, header: str) -> None:
    for prefix in (b"", b'<link rel="alternate" type="application/rss+xml" href="'):
        assert isinstance(discover(prefix + page, HOME, link_header=header), list)
