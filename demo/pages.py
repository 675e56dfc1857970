"""The HTML of a site: articles, listings and what is not found, each in the site's own theme.

A theme is a folder below `demo/themes` with `page.html` (the frame), `article.html` and `item.html` (a line of
a listing); `$name` marks what is filled in.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from html import escape
from importlib import resources
from string import Template

from core.indonesian import DAYS, MONTHS
from demo.content import content_html
from demo.edition import Edition, excerpt
from demo.metadata import article_head, author_of, image_url
from demo.pieces import Piece
from demo.sample import slug_of

LISTING_SIZE = 12

_POPULAR = 5
_SECTIONS_IN_MENU = 6
_EXCERPT_WORDS = 22

# How each theme writes a date that people read.
_VISIBLE: Mapping[str, Callable[[dt.datetime], str]] = {
    "klasik": lambda at: f"{at.day} {MONTHS[at.month - 1]} {at.year}",
    "majalah": lambda at: f"{at:%d} {MONTHS[at.month - 1][:3]} {at:%Y, %H:%M} WIB",
    "portal": lambda at: f"{DAYS[at.weekday()]}, {at:%d} {MONTHS[at.month - 1][:3]} {at:%Y %H:%M} WIB",
    "koran": lambda at: f"{DAYS[at.weekday()]}, {at.day} {MONTHS[at.month - 1]} {at:%Y | %H:%M} WIB",
}
_MENU_ENTRY: Mapping[str, str] = {"klasik": "<li>%s</li>", "koran": "<td>%s</td>"}
_SECTION_PATH: Mapping[str, str] = {
    "klasik": "/category/%s/",
    "majalah": "/category/%s/",
    "portal": "/kanal/%s",
    "koran": "/rubrik/%s",
}


def article_page(edition: Edition, piece: Piece) -> str:
    """A piece's own page."""
    tags = " ".join(f'<a href="{edition.base}/" rel="tag">{escape(tag)}</a>' for tag in piece.tags)
    other = edition.related(piece)
    main = _filled(
        edition,
        "article.html",
        _about(edition, piece)
        | {
            "section_url": section_url(edition, piece.section),
            "number": str(piece.cms_id),
            "content": content_html(edition, piece, related=edition.site.related == "content"),
            "tags": tags,
            "related": _link(edition, other) if other else "",
        },
    )
    title = f"{piece.title} - {edition.site.name}"
    return _page(edition, title, article_head(edition, piece), main)


def listing_page(edition: Edition, heading: str, pieces: Sequence[Piece], more: str = "") -> str:
    """A list of pieces under a heading; `more` is HTML after it, such as links to the next page."""
    items = "\n".join(_filled(edition, "item.html", _about(edition, piece)) for piece in pieces)
    main = f'<h1 class="page-title">{escape(heading)}</h1>\n<div class="daftar">\n{items}\n</div>\n{more}'
    return _page(edition, f"{heading} - {edition.site.name}", "", main)


def missing_page(edition: Edition) -> str:
    """What a site shows where there is nothing (any more)."""
    main = "<h1>Halaman tidak ditemukan</h1><p>Berita yang Anda cari tidak ada atau sudah dihapus.</p>"
    return _page(edition, f"Halaman tidak ditemukan - {edition.site.name}", "", main)


def section_url(edition: Edition, section: str) -> str:
    """The listing of one section."""
    return edition.base + _SECTION_PATH[edition.site.theme] % slug_of(section)


def picture(piece: Piece) -> str:
    """A piece's picture: its section on a coloured ground, as SVG."""
    hue = piece.cms_id * 37 % 360
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 420">'
        f'<rect width="760" height="420" fill="hsl({hue},35%,55%)"/>'
        f'<text x="40" y="230" font-size="64" fill="#fff">{escape(piece.section)}</text></svg>'
    )


def _about(edition: Edition, piece: Piece) -> dict[str, str]:
    return {
        "headline": escape(piece.title),
        "section": escape(piece.section),
        "author": escape(author_of(edition, piece)),
        "iso": piece.local.isoformat(),
        "visible": _VISIBLE[edition.site.theme](piece.local),
        "image": image_url(edition, piece),
        "url": edition.url(piece),
        "excerpt": escape(excerpt(piece, _EXCERPT_WORDS)),
    }


def _page(edition: Edition, title: str, head: str, main: str) -> str:
    site = edition.site
    return _filled(
        edition,
        "page.html",
        {
            "title": escape(title),
            "head": head,
            "main": main,
            "colour": site.colour,
            "tagline": escape(site.tagline),
            "navigation": _menu(edition),
            "popular": "".join(f"<li>{_link(edition, piece)}</li>" for piece in edition.popular(_POPULAR)),
        },
    )


def _menu(edition: Edition) -> str:
    entry = _MENU_ENTRY.get(edition.site.theme, "%s")
    sections = sorted({piece.section for piece in edition.pieces})[:_SECTIONS_IN_MENU]
    links = [f'<a href="{section_url(edition, section)}">{escape(section)}</a>' for section in sections]
    return "".join(entry % link for link in (f'<a href="{edition.base}/">Beranda</a>', *links))


def _link(edition: Edition, piece: Piece) -> str:
    return f'<a href="{edition.url(piece)}">{escape(piece.title)}</a>'


def _filled(edition: Edition, name: str, values: Mapping[str, str]) -> str:
    template = _template(edition.site.theme, name)
    return template.substitute(values, site=escape(edition.site.name), base=edition.base)


@cache
def _template(theme: str, name: str) -> Template:
    return Template(resources.files("demo").joinpath("themes", theme, name).read_text(encoding="utf-8"))
