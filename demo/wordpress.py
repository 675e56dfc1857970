"""A WordPress site's REST API: `/wp-json/wp/v2/posts` as far as readers of news use it.

Parameters, errors and headers as WordPress 6 answers them:
https://developer.wordpress.org/rest-api/reference/posts/.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from html import escape

from demo.answers import Answer, json_document
from demo.content import content_html
from demo.edition import Edition, excerpt
from demo.pieces import WIB, Piece

ROUTE = "/wp-json/wp/v2/posts"

_PER_PAGE = 10
_MOST_PER_PAGE = 100
_EXCERPT_WORDS = 55
_TYPOGRAPHY = {
    ord("–"): "&#8211;",
    ord("’"): "&#8217;",
    ord("“"): "&#8220;",
    ord("”"): "&#8221;",
    ord("…"): "&#8230;",
}

Query = Mapping[str, str]
_ORDERS: Mapping[str, Callable[[Piece], object]] = {
    "date": lambda piece: (piece.published, piece.cms_id),
    "modified": lambda piece: (piece.changed_at, piece.cms_id),
    "id": lambda piece: piece.cms_id,
}
_BOUNDS: Mapping[str, Callable[[Piece, dt.datetime], bool]] = {
    "after": lambda piece, moment: piece.published > moment,
    "before": lambda piece, moment: piece.published < moment,
    "modified_after": lambda piece, moment: piece.changed_at > moment,
    "modified_before": lambda piece, moment: piece.changed_at < moment,
}


class _InvalidParameterError(Exception):
    """A parameter WordPress would refuse; the argument is its name."""


def index(edition: Edition) -> Answer:
    """`/wp-json/`: what the site says about itself."""
    return json_document(
        {
            "name": edition.site.name,
            "description": edition.site.tagline,
            "url": edition.base,
            "home": edition.base,
            "gmt_offset": "7",
            "timezone_string": "Asia/Jakarta",
            "namespaces": ["oembed/1.0", "wp/v2"],
            "routes": {"/wp/v2/posts": {"namespace": "wp/v2", "methods": ["GET"]}},
        }
    )


def posts(edition: Edition, query: Query) -> Answer:
    """The posts a query asks for, newest first unless it says otherwise."""
    try:
        page, size = _whole(query, "page", 1), _whole(query, "per_page", _PER_PAGE, most=_MOST_PER_PAGE)
        found = _ordered(_selected(edition.pieces, query), query)
    except _InvalidParameterError as error:
        return _error(400, "rest_invalid_param", f"Invalid parameter(s): {error}")
    pages = -(-len(found) // size)
    if page > pages and found:
        message = "The page number requested is larger than the number of pages available."
        return _error(400, "rest_post_invalid_page_number", message)
    documents = [_post(edition, piece, query) for piece in found[(page - 1) * size : page * size]]
    return json_document(documents, headers={"X-WP-Total": str(len(found)), "X-WP-TotalPages": str(pages)})


def post(edition: Edition, number: str, query: Query) -> Answer:
    """One post by its number."""
    for piece in edition.pieces:
        if str(piece.cms_id) == number:
            return json_document(_post(edition, piece, query))
    return _error(404, "rest_post_invalid_id", "Invalid post ID.")


def no_route() -> Answer:
    """What an address below `/wp-json/` without a route answers."""
    return _error(404, "rest_no_route", "No route was found matching the URL and request method.")


def _error(status: int, code: str, message: str) -> Answer:
    return json_document({"code": code, "message": message, "data": {"status": status}}, status)


def _whole(query: Query, name: str, default: int, *, most: int | None = None) -> int:
    text = query.get(name, str(default))
    if not text.isdecimal() or int(text) < 1 or (most is not None and int(text) > most):
        raise _InvalidParameterError(name)
    return int(text)


def _selected(pieces: Sequence[Piece], query: Query) -> list[Piece]:
    kept = list(pieces)
    for name, fits in _BOUNDS.items():
        if name in query:
            moment = _moment(query, name)
            kept = [piece for piece in kept if fits(piece, moment)]
    if "include" in query:
        wanted = set(query["include"].split(","))
        kept = [piece for piece in kept if str(piece.cms_id) in wanted]
    if "slug" in query:
        kept = [piece for piece in kept if piece.slug in query["slug"].split(",")]
    return kept


def _moment(query: Query, name: str) -> dt.datetime:
    """A bound; without an offset it is on the site's own clock. A `+` may have become a blank."""
    try:
        moment = dt.datetime.fromisoformat(query[name].replace(" ", "+"))
    except ValueError:
        raise _InvalidParameterError(name) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=WIB)


def _ordered(pieces: list[Piece], query: Query) -> list[Piece]:
    key, order = _ORDERS.get(query.get("orderby", "date")), query.get("order", "desc")
    if key is None:
        raise _InvalidParameterError("orderby")
    if order not in {"asc", "desc"}:
        raise _InvalidParameterError("order")
    return sorted(pieces, key=key, reverse=order == "desc")  # type: ignore[arg-type]


def _post(edition: Edition, piece: Piece, query: Query) -> Mapping[str, object]:
    document = _document(edition, piece)
    if "_fields" not in query:
        return document
    # `title.rendered` asks for a part; whole fields are close enough and what most sites' proxies return.
    wanted = {name.strip().split(".")[0] for name in query["_fields"].split(",")}
    return {name: value for name, value in document.items() if name in wanted}


def _document(edition: Edition, piece: Piece) -> dict[str, object]:
    return {
        "id": piece.cms_id,
        "date": _local(piece.published),
        "date_gmt": _gmt(piece.published),
        "guid": {"rendered": f"{edition.base}/?p={piece.cms_id}"},
        "modified": _local(piece.changed_at),
        "modified_gmt": _gmt(piece.changed_at),
        "slug": piece.slug,
        "status": "publish",
        "type": "post",
        "link": edition.url(piece),
        "title": {"rendered": _texturized(piece.title)},
        "content": {
            "rendered": content_html(edition, piece, related=edition.site.related == "content"),
            "protected": False,
        },
        "excerpt": {
            "rendered": f"<p>{_texturized(excerpt(piece, _EXCERPT_WORDS))}</p>\n",
            "protected": False,
        },
        "author": 1,
        "featured_media": 0,
        "comment_status": "open",
        "ping_status": "closed",
        "sticky": False,
        "template": "",
        "format": "standard",
        "meta": [],
        "categories": [1],
        "tags": [],
        "_links": {"self": [{"href": f"{edition.base}{ROUTE}/{piece.cms_id}"}]},
    }


def _texturized(text: str) -> str:
    """Text as WordPress renders it: markup escaped, typographic signs as numbers."""
    return escape(text, quote=False).translate(_TYPOGRAPHY)


def _local(moment: dt.datetime) -> str:
    return moment.astimezone(WIB).strftime("%Y-%m-%dT%H:%M:%S")


def _gmt(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S")
