"""RSS 2.0 as WordPress writes it, and as smaller systems do."""

import datetime as dt
from collections.abc import Sequence
from email.utils import format_datetime
from html import escape

from demo.edition import Edition, excerpt
from demo.pieces import WIB, Piece

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_EXCERPT_WORDS = 30
_GENERATOR = "<generator>https://wordpress.org/?v=6.8.3</generator>\n"


def full_feed(edition: Edition, pieces: Sequence[Piece], contents: Sequence[str]) -> str:
    """WordPress's feed: each item with its whole content."""
    items = "".join(
        _item(
            edition,
            piece,
            f"<content:encoded><![CDATA[{content}]]></content:encoded>\n",
            guid=_number(edition, piece),
        )
        for piece, content in zip(pieces, contents, strict=True)
    )
    spaces = (
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
    )
    built = max((piece.changed_at for piece in pieces), default=None)
    stamp = f"<lastBuildDate>{format_datetime(built)}</lastBuildDate>\n" if built else ""
    return _channel(edition, spaces, f"{stamp}<sy:updatePeriod>hourly</sy:updatePeriod>\n{_GENERATOR}", items)


def short_feed(edition: Edition, pieces: Sequence[Piece]) -> str:
    """A feed of titles and descriptions only."""
    items = "".join(_item(edition, piece, "", guid=edition.url(piece)) for piece in pieces)
    return _channel(edition, 'xmlns:dc="http://purl.org/dc/elements/1.1/"', "", items)


def pubdate(published: dt.datetime, style: str) -> str:
    """A time as RSS writes it: in UTC (`gmt`), with the zone's offset, or with the letters WIB."""
    if style == "gmt":
        return format_datetime(published)
    local = format_datetime(published.astimezone(WIB))
    return local.replace("+0700", "WIB") if style == "wib" else local


def _channel(edition: Edition, spaces: str, extra: str, items: str) -> str:
    site = edition.site
    return (
        f'{_HEAD}<rss version="2.0" {spaces}>\n<channel>\n<title>{escape(site.name)}</title>\n'
        f"<link>{edition.base}/</link>\n<description>{escape(site.tagline)}</description>\n"
        f"<language>id</language>\n{extra}{items}</channel>\n</rss>\n"
    )


def _number(edition: Edition, piece: Piece) -> str:
    return f"{edition.base}/?p={piece.cms_id}"


def _item(edition: Edition, piece: Piece, content: str, *, guid: str) -> str:
    creator = "".join(f"<dc:creator><![CDATA[{author}]]></dc:creator>\n" for author in piece.authors[:1])
    permanent = "true" if guid == edition.url(piece) else "false"
    return (
        f"<item>\n<title>{escape(piece.title)}</title>\n<link>{edition.url(piece)}</link>\n{creator}"
        f"<pubDate>{pubdate(piece.published, edition.site.pubdate)}</pubDate>\n"
        f"<category><![CDATA[{piece.section}]]></category>\n"
        f'<guid isPermaLink="{permanent}">{guid}</guid>\n'
        f"<description><![CDATA[<p>{escape(excerpt(piece, _EXCERPT_WORDS), quote=False)}</p>]]></description>\n{content}</item>\n"
    )
