"""What a page's head says about its article, the way each newsroom's system writes it."""

import datetime as dt
import json
from html import escape

from demo.edition import Edition, excerpt
from demo.pieces import WIB, Piece

_DESCRIPTION_WORDS = 24


def article_head(edition: Edition, piece: Piece) -> str:
    """Meta tags and JSON-LD of an article's page, by the site's `metadata`."""
    tags = [_named("description", excerpt(piece, _DESCRIPTION_WORDS))]
    match edition.site.metadata:
        case "visible":
            return "\n".join(tags)
        case "meta":
            tags += _open_graph(edition, piece) + _article_times(piece, utc=False)
            tags += [_named("author", author) for author in piece.authors]
        case "jsonld":
            tags += [*_open_graph(edition, piece), _script(_news_article(edition, piece))]
        case "graph":
            tags += _open_graph(edition, piece) + _article_times(piece, utc=True)
            tags.append(_script({"@context": "https://schema.org", "@graph": _graph(edition, piece)}))
        case other:
            raise AssertionError(f"{edition.site.id}: metadata {other!r}")
    return "\n".join(tags)


def image_url(edition: Edition, piece: Piece) -> str:
    """The address of a piece's picture."""
    return f"{edition.base}/gambar/{piece.slug}.svg"


def author_of(edition: Edition, piece: Piece) -> str:
    """The byline as the page shows it; pieces without one are signed by the newsroom."""
    return ", ".join(piece.authors) or f"Redaksi {edition.site.name}"


def _named(name: str, value: str) -> str:
    return f'<meta name="{name}" content="{escape(value)}">'


def _property(name: str, value: str) -> str:
    return f'<meta property="{name}" content="{escape(value)}">'


def _open_graph(edition: Edition, piece: Piece) -> list[str]:
    return [
        f'<link rel="canonical" href="{edition.url(piece)}">',
        _property("og:type", "article"),
        _property("og:title", piece.title),
        _property("og:url", edition.url(piece)),
        _property("og:site_name", edition.site.name),
        _property("og:image", image_url(edition, piece)),
    ]


def _article_times(piece: Piece, *, utc: bool) -> list[str]:
    """Publication and change; SEO plugins write UTC, hand-made systems the local time."""
    zone = dt.UTC if utc else WIB
    tags = [_property("article:published_time", _iso(piece.published, zone))]
    if piece.modified:
        tags.append(_property("article:modified_time", _iso(piece.modified, zone)))
    return [*tags, _property("article:section", piece.section)]


def _news_article(edition: Edition, piece: Piece) -> dict[str, object]:
    people = [{"@type": "Person", "name": author} for author in piece.authors]
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": {"@type": "WebPage", "@id": edition.url(piece)},
        "headline": piece.title,
        "image": [image_url(edition, piece)],
        "datePublished": _iso(piece.published, WIB),
        "dateModified": _iso(piece.changed_at, WIB),
        "author": people or [{"@type": "Organization", "name": edition.site.name}],
        "publisher": {"@type": "Organization", "name": edition.site.name},
        "articleSection": piece.section,
        "keywords": ", ".join(piece.tags),
    }


def _graph(edition: Edition, piece: Piece) -> list[dict[str, object]]:
    url = edition.url(piece)
    return [
        {
            "@type": "Article",
            "@id": f"{url}#article",
            "isPartOf": {"@id": url},
            "author": {"name": author_of(edition, piece), "@id": f"{edition.base}/#/schema/person/1"},
            "headline": piece.title,
            "datePublished": _iso(piece.published, dt.UTC),
            "dateModified": _iso(piece.changed_at, dt.UTC),
            "articleSection": [piece.section],
            "keywords": list(piece.tags),
            "inLanguage": "id",
        },
        {
            "@type": "WebPage",
            "@id": url,
            "url": url,
            "name": f"{piece.title} - {edition.site.name}",
            "datePublished": _iso(piece.published, dt.UTC),
        },
        {
            "@type": "WebSite",
            "@id": f"{edition.base}/#website",
            "name": edition.site.name,
            "inLanguage": "id",
        },
    ]


def _script(document: dict[str, object]) -> str:
    text = json.dumps(document, ensure_ascii=False).replace("</", "<\\/")
    return f'<script type="application/ld+json">{text}</script>'


def _iso(moment: dt.datetime, zone: dt.tzinfo) -> str:
    return moment.astimezone(zone).isoformat(timespec="seconds")
