"""Which address of a site answers what, by the shape of the site. Pure: a path and a query in, an answer out."""

import re
from collections.abc import Mapping
from typing import assert_never

from demo import answers, feeds, wordpress
from demo.answers import Answer
from demo.content import content_html
from demo.edition import Edition
from demo.pages import (
    LISTING_SIZE,
    article_page,
    listing_page,
    missing_page,
    picture,
    section_url,
)
from demo.pieces import Piece, Shape

Query = Mapping[str, str]

_NOT_FOUND = 404
_NUMBERED = re.compile(r"/page/(\d+)/?")
_POST = re.compile(rf"{wordpress.ROUTE}/(\d+)/?")
_SECTION = re.compile(r"/(?:category|kanal|rubrik)/[a-z0-9-]+/?")
_PICTURE = re.compile(r"/gambar/([a-z0-9-]+)\.svg")


def answer(edition: Edition, path: str, query: Query) -> Answer:
    """What the site answers; 404 with its own page where it has nothing."""
    found = _common(edition, path)
    if found is not None:
        return found
    match edition.site.shape:
        case Shape.WORDPRESS:
            found = _wordpress(edition, path, query)
        case Shape.FEED:
            found = _feed_only(edition, path, query)
        case Shape.LISTING:
            found = _listing_only(edition, path, query)
        case Shape.DEAD:
            raise AssertionError("a dead site has no server")
        case shape:
            assert_never(shape)
    return found or answers.html(missing_page(edition), _NOT_FOUND)


def _common(edition: Edition, path: str) -> Answer | None:
    """What every shape has: robots.txt, articles, their pictures, sections."""
    if path == "/robots.txt":
        robots = edition.site.robots
        return answers.plain(robots) if robots is not None else answers.plain("Not Found\n", _NOT_FOUND)
    if piece := edition.by_path.get(path.rstrip("/")):
        return _article(edition, piece, path)
    if found := _PICTURE.fullmatch(path):
        return _picture(edition, found[1])
    return _section(edition, path) if _SECTION.fullmatch(path) else None


def _article(edition: Edition, piece: Piece, path: str) -> Answer:
    """The article, or its address with the closing slash it is published under."""
    if edition.url(piece) != edition.base + path:
        return answers.moved(edition.url(piece))
    number = {"Link": f"<{edition.base}/?p={piece.cms_id}>; rel=shortlink"}
    return answers.html(
        article_page(edition, piece), headers=number if edition.site.shape is Shape.WORDPRESS else None
    )


def _picture(edition: Edition, slug: str) -> Answer | None:
    piece = next((piece for piece in edition.pieces if piece.slug == slug), None)
    return Answer(200, "image/svg+xml", picture(piece).encode()) if piece else None


def _section(edition: Edition, path: str) -> Answer | None:
    wanted = edition.base + path
    pieces = [
        piece
        for piece in edition.pieces
        if section_url(edition, piece.section).rstrip("/") == wanted.rstrip("/")
    ]
    return answers.html(listing_page(edition, pieces[0].section, pieces)) if pieces else None


def _wordpress(edition: Edition, path: str, query: Query) -> Answer | None:
    if path == "/" and "rest_route" in query:
        return _rest(edition, f"/wp-json{query['rest_route']}", query)
    if path.startswith("/wp-json"):
        return _rest(edition, path, query)
    if path in {"/feed", "/rss"}:
        return answers.moved(f"{edition.base}/feed/")
    if path == "/feed/":
        return _full_feed(edition, query)
    if path == "/" and "p" in query:
        piece = next((piece for piece in edition.pieces if str(piece.cms_id) == query["p"]), None)
        return answers.moved(edition.url(piece)) if piece else None
    if path == "/":
        return _numbered(edition, 1, "/page/%d/")
    found = _NUMBERED.fullmatch(path)
    return _numbered(edition, int(found[1]), "/page/%d/") if found else None


def _rest(edition: Edition, path: str, query: Query) -> Answer:
    if path.rstrip("/") == "/wp-json":
        return wordpress.index(edition)
    if path.rstrip("/") == wordpress.ROUTE:
        return wordpress.posts(edition, query)
    found = _POST.fullmatch(path)
    return wordpress.post(edition, found[1], query) if found else wordpress.no_route()


def _full_feed(edition: Edition, query: Query) -> Answer | None:
    pieces = edition.page(_page_number(query, "paged"), edition.site.feed_items)
    contents = [content_html(edition, piece, related=edition.site.related == "content") for piece in pieces]
    return answers.feed(feeds.full_feed(edition, pieces, contents)) if pieces else None


def _feed_only(edition: Edition, path: str, query: Query) -> Answer | None:
    if path == "/rss.xml":
        pieces = edition.page(_page_number(query, "page", "paged"), edition.site.feed_items)
        return answers.feed(feeds.short_feed(edition, pieces)) if pieces else None
    return _numbered(edition, _page_number(query, "page"), "/?page=%d") if path == "/" else None


def _listing_only(edition: Edition, path: str, query: Query) -> Answer | None:
    if path == "/":
        return _numbered(edition, 1, "/indeks?page=%d")
    return _numbered(edition, _page_number(query, "page"), "/indeks?page=%d") if path == "/indeks" else None


def _page_number(query: Query, *names: str) -> int:
    """The page asked for under any of these names; 1 where none is a number."""
    asked = next((query[name] for name in names if name in query), "1")
    return max(int(asked), 1) if asked.isdecimal() else 1


def _numbered(edition: Edition, number: int, pattern: str) -> Answer | None:
    """One page of everything, with links to its neighbours; None past the last."""
    pieces = edition.page(number, LISTING_SIZE)
    if not pieces:
        return None
    last = edition.page_count(LISTING_SIZE)
    links = [
        f'<a href="{edition.base}{pattern % other}">{word}</a>'
        for other, word in ((number - 1, "Sebelumnya"), (number + 1, "Berikutnya"))
        if 1 <= other <= last
    ]
    heading = "Berita Terbaru" if number == 1 else f"Berita Terbaru, halaman {number}"
    return answers.html(
        listing_page(edition, heading, pieces, f'<div class="halaman">{" ".join(links)}</div>')
    )
