import gzip
import re
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from html import escape
from http.client import HTTPMessage
from xml.etree import ElementTree as ET

import pytest

from core.urls import article_id, site_key
from demo import Newsroom, PieceKind, Shape, labels
from demo.pieces import Piece, Site
from demo.sample import load

Get = Callable[..., tuple[int, HTTPMessage, bytes]]
Home = Callable[[str], str]

LIVING = [site for site in load().sites if site.shape is not Shape.DEAD]


def _shaped(*shapes: Shape) -> list[str]:
    return [site.id for site in load().sites if site.shape in shapes]


def _pieces(outlet_id: str, night: int = 1) -> list[Piece]:
    found = [piece for piece in load().on(night) if piece.outlet_id == outlet_id]
    return sorted(found, key=lambda piece: (piece.published, piece.cms_id), reverse=True)


def _items(body: bytes) -> list[ET.Element]:
    return ET.fromstring(body).findall("channel/item")  # noqa: S314 (our own feed)


def _urls(newsroom: Newsroom) -> dict[str, str]:
    return {label.piece_id: label.url for label in labels(newsroom.outlets)}


def test_every_outlet_is_a_site_of_its_own(newsroom: Newsroom) -> None:
    assert len({site_key(outlet.url) for outlet in newsroom.outlets}) == len(load().sites)


@pytest.mark.parametrize("site", LIVING, ids=lambda site: site.id)
def test_a_home_page_shows_the_newest_article(site: Site, newsroom: Newsroom, home: Home, get: Get) -> None:
    status, headers, body = get(home(site.id) + "/")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=UTF-8")
    assert _urls(newsroom)[_pieces(site.id)[0].id] in body.decode()


def test_the_dead_site_refuses_connections(home: Home, get: Get) -> None:
    with pytest.raises(ConnectionRefusedError):
        get(home("mimbar-tirtaloka") + "/")


def test_every_article_of_the_first_night_is_served_whole(newsroom: Newsroom, get: Get) -> None:
    urls = _urls(newsroom)
    for piece in load().on(1):
        status, _, body = get(urls[piece.id])
        page = body.decode()
        assert status == 200
        assert escape(piece.title) in page
        assert all(escape(paragraph, quote=False) in page for paragraph in piece.paragraphs)


@pytest.mark.parametrize("site", LIVING, ids=lambda site: site.id)
def test_a_page_carries_what_surrounds_news(site: Site, newsroom: Newsroom, get: Get) -> None:
    _, _, body = get(_urls(newsroom)[_pieces(site.id)[0].id])
    page = body.decode()
    furniture = ("Berita Terpopuler", "Bagikan", "Tinggalkan Balasan", "<form", site.name)
    assert [word for word in furniture if word not in page] == []


def test_a_page_says_its_date_the_way_its_outlet_does(newsroom: Newsroom, get: Get) -> None:
    for site in LIVING:
        piece = _pieces(site.id)[0]
        _, _, body = get(_urls(newsroom)[piece.id])
        page, local = body.decode(), piece.local.isoformat()
        says = {
            "jsonld": f'"datePublished": "{local}"' in page,
            "meta": f'<meta property="article:published_time" content="{local}">' in page,
            "graph": '"@graph"' in page and "+00:00" in page,
            "visible": "ld+json" not in page and "published_time" not in page,
        }
        assert says[site.metadata], site.id


def test_one_outlet_only_shows_its_date_to_people(newsroom: Newsroom, get: Get) -> None:
    piece = next(piece for piece in _pieces("gema-tirta") if piece.kind is PieceKind.OWN)
    _, _, body = get(_urls(newsroom)[piece.id])
    assert re.search(
        r"(Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu), \d+ \w+ 2026 \| \d\d:\d\d WIB", body.decode()
    )


class TestRobots:
    def test_one_site_keeps_its_back_office_closed(self, home: Home, get: Get) -> None:
        assert b"Disallow: /wp-admin/" in get(home("tirtaloka-terkini") + "/robots.txt")[2]

    def test_one_site_asks_for_a_second_between_requests(self, home: Home, get: Get) -> None:
        assert b"Crawl-delay: 1" in get(home("suara-sumberlirih") + "/robots.txt")[2]

    def test_one_site_has_none(self, home: Home, get: Get) -> None:
        assert get(home("tirta-fm") + "/robots.txt")[0] == 404


class TestFeeds:
    @pytest.mark.parametrize("outlet_id", _shaped(Shape.WORDPRESS))
    def test_wordpress_gives_ten_whole_articles(self, outlet_id: str, home: Home, get: Get) -> None:
        items = _items(get(home(outlet_id) + "/feed/")[2])
        assert [item.findtext("title") for item in items] == [
            piece.title for piece in _pieces(outlet_id)[:10]
        ]
        content = items[0].findtext("{http://purl.org/rss/1.0/modules/content/}encoded") or ""
        assert escape(_pieces(outlet_id)[0].paragraphs[-1], quote=False) in content

    def test_wordpress_pages_its_feed_and_ends_with_404(self, home: Home, get: Get) -> None:
        feed = home("tirtaloka-terkini") + "/feed/"
        assert len(_items(get(feed + "?paged=2")[2])) == 10
        assert get(feed + "?paged=99")[0] == 404

    @pytest.mark.parametrize("outlet_id", _shaped(Shape.FEED))
    def test_a_feed_only_site_gives_descriptions_and_true_times(
        self, outlet_id: str, home: Home, get: Get
    ) -> None:
        items = _items(get(home(outlet_id) + "/rss.xml")[2])
        newest = _pieces(outlet_id)[: len(items)]
        assert len(items) >= 10
        assert not any(
            item.find("{http://purl.org/rss/1.0/modules/content/}encoded") is not None for item in items
        )
        for item, piece in zip(items, newest, strict=True):
            written = (item.findtext("pubDate") or "").replace("WIB", "+0700")
            assert parsedate_to_datetime(written) == piece.published

    def test_one_feed_writes_wib(self, home: Home, get: Get) -> None:
        dates = [item.findtext("pubDate") or "" for item in _items(get(home("pelita-nuswa") + "/rss.xml")[2])]
        assert all(date.endswith(" WIB") for date in dates)

    @pytest.mark.parametrize("name", ["page", "paged"])
    def test_feed_pages_lead_to_every_article(
        self, name: str, newsroom: Newsroom, home: Home, get: Get
    ) -> None:
        seen: list[str | None] = []
        page = 1
        while (got := get(f"{home('tirta-fm')}/rss.xml?{name}={page}"))[0] == 200:
            seen, page = [*seen, *(item.findtext("link") for item in _items(got[2]))], page + 1
        assert seen == [_urls(newsroom)[piece.id] for piece in _pieces("tirta-fm")]

    def test_an_unchanged_feed_is_not_sent_again(self, home: Home, get: Get) -> None:
        feed = home("nuswa-pos") + "/rss.xml"
        _, headers, _ = get(feed)
        assert get(feed, If_None_Match=headers["ETag"])[::2] == (304, b"")

    @pytest.mark.parametrize("outlet_id", _shaped(Shape.FEED, Shape.LISTING))
    def test_other_sites_have_no_rest_api(self, outlet_id: str, home: Home, get: Get) -> None:
        assert get(home(outlet_id) + "/wp-json/wp/v2/posts")[0] == 404


class TestListings:
    @pytest.mark.parametrize("outlet_id", _shaped(Shape.LISTING))
    def test_index_pages_lead_to_every_article(
        self, outlet_id: str, newsroom: Newsroom, home: Home, get: Get
    ) -> None:
        urls, seen, page = _urls(newsroom), "", 1
        while (got := get(f"{home(outlet_id)}/indeks?page={page}"))[0] == 200:
            seen, page = seen + got[2].decode(), page + 1
        assert all(urls[piece.id] in seen for piece in _pieces(outlet_id))
        assert get(home(outlet_id) + "/indeks")[2] == get(home(outlet_id) + "/indeks?page=1")[2]

    @pytest.mark.parametrize("outlet_id", _shaped(Shape.LISTING))
    def test_there_is_no_feed(self, outlet_id: str, home: Home, get: Get) -> None:
        assert {get(home(outlet_id) + path)[0] for path in ("/feed/", "/rss.xml", "/feed")} == {404}


class TestNights:
    def test_tomorrow_changes_exactly_what_is_scripted_and_no_address(self, get: Get) -> None:
        sample = load()
        with Newsroom() as newsroom:
            outlets, urls = newsroom.outlets, _urls(newsroom)
            unseen = [piece for piece in sample.pieces if piece.night == 2]
            assert {get(urls[piece.id])[0] for piece in unseen} == {404}
            newsroom.tomorrow()
            assert newsroom.outlets == outlets
            assert {get(urls[piece.id])[0] for piece in unseen} == {200}
            assert {get(urls[piece_id])[0] for piece_id in sample.deleted} == {404}
            for change in sample.changes:
                page = get(urls[change.piece_id])[2].decode()
                assert all(escape(text, quote=False) in page for text in change.paragraphs or ())

    def test_a_fixed_port_makes_the_same_articles_again(self) -> None:
        with Newsroom() as first:
            port = int(first.outlets[0].url.rstrip("/").rsplit(":", 1)[1])
            ids = {article_id(label.url) for label in labels(first.outlets)}
        with Newsroom(night=2, port=port) as second:
            assert second.night == 2
            assert {article_id(label.url) for label in labels(second.outlets)} == ids
        assert len(ids) == len(load().pieces)


class TestTheWire:
    def test_pages_are_compressed_for_those_who_can(self, home: Home, get: Get) -> None:
        plain, packed = (
            get(home("jejak-warta") + "/"),
            get(home("jejak-warta") + "/", Accept_Encoding="gzip, br"),
        )
        assert packed[1]["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed[2]) == plain[2]

    def test_requests_are_counted_by_outlet(self, get: Get) -> None:
        with Newsroom() as newsroom:
            home = next(outlet.url for outlet in newsroom.outlets if outlet.id == "info-bayu")
            get(home)
            get(home + "tidak-ada")
            assert newsroom.requests == {"info-bayu": 2}
            assert [(request.path, request.status) for request in newsroom.log] == [
                ("/", 200),
                ("/tidak-ada", 404),
            ]
