"""What a page says about itself for machines: JSON-LD and meta tags, as they stand, unjudged."""

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml.html import HtmlElement

from crawler.extractors.text import plain

MAX_JSON_CHARS = 500_000  # of one script
MAX_TITLE_CHARS = 1_000
MAX_META_CHARS = 5_000
MAX_NODES = 2_000  # of one page's JSON-LD; more is a product catalogue

_TRAILING_COMMA = re.compile(r",\s*+([}\]])")
_ARTICLE_TYPES = re.compile(r"(Article|BlogPosting|Posting|Report|LiveBlog\w*|NewsItem)$")
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished", "publishdate",
    "dtk:publishdate", "pubdate", "publish_date", "publish-date", "published_time", "date.published",
    "content_publisheddate", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "originalpublicationdate", "dc.date.issued", "dcterms.created", "dcterms.date", "dc.date", "date",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time",
    "og:article:modified_time",
    "datemodified",
    "og:updated_time",
    "lastmod",
)
_TITLE = ("og:title", "twitter:title", "dc.title")
_SITE = ("og:site_name", "application-name", "apple-mobile-web-app-title")
_AUTHOR = ("author", "article:author", "og:article:author", "content_author", "dc.creator", "parsely-author")
_SECTION = ("article:section", "og:article:section", "content_category", "parsely-section")
_TAG = ("article:tag", "og:article:tag")
_KEYWORDS = ("news_keywords", "keywords")
_IMAGE = (
    "og:image",
    "og:image:url",
    "og:image:secure_url",
    "twitter:image",
    "twitter:image:src",
    "thumbnailurl",
)


@dataclass(frozen=True, slots=True)
class Structured:
    """The statements of one page. Every tuple keeps the order in which they should be believed."""

    headlines: tuple[str, ...] = ()
    og_titles: tuple[str, ...] = ()
    page_title: str = ""
    site_names: tuple[str, ...] = ()
    published_jsonld: tuple[str, ...] = ()
    published_meta: tuple[str, ...] = ()
    modified: tuple[str, ...] = ()
    authors_jsonld: tuple[str, ...] = ()
    authors_meta: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    images: tuple[str, ...] = ()


@dataclass(slots=True)
class _Article:
    """The first article node of the JSON-LD, with what its fellow nodes add."""

    headlines: list[str] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    modified: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    publishers: list[str] = field(default_factory=list)


def read_structured(tree: HtmlElement) -> Structured:
    """Gather the statements; broken JSON-LD and unknown tags count as absent."""
    article = _read_article(tree)
    meta = _meta(tree)
    title = tree.find(".//title")
    return Structured(
        headlines=tuple(article.headlines),
        og_titles=_of(meta, _TITLE),
        page_title=plain(title.text_content()[:MAX_TITLE_CHARS]) if title is not None else "",
        site_names=_unique([*_of(meta, _SITE), *article.publishers, *_home_links(tree)]),
        published_jsonld=tuple(article.published),
        published_meta=_of(meta, _PUBLISHED),
        modified=_unique([*article.modified, *_of(meta, _MODIFIED)]),
        authors_jsonld=_unique(article.authors),
        authors_meta=_of(meta, _AUTHOR),
        sections=_unique([*article.sections, *_of(meta, _SECTION)]),
        tags=_of(meta, _TAG),
        keywords=_unique([*article.keywords, *_of(meta, _KEYWORDS)]),
        images=_unique([*_of(meta, _IMAGE), *article.images]),
    )


def _meta(tree: HtmlElement) -> dict[str, list[str]]:
    """Content of `<meta>` by lower-case name, property or itemprop."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = plain((element.get("content") or "")[:MAX_META_CHARS])
        for attribute in ("property", "name", "itemprop"):
            key = (element.get(attribute) or "").strip().lower()
            if key and content:
                found.setdefault(key, []).append(content)
    return found


def _home_links(tree: HtmlElement) -> list[str]:
    """The site's name as WordPress themes show it: the text of the link home."""
    return [plain(link.text_content()) for link in tree.iter("a") if link.get("rel") == "home"]


def _of(meta: dict[str, list[str]], names: tuple[str, ...]) -> tuple[str, ...]:
    return _unique([value for name in names for value in meta.get(name, ())])


def _unique(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _read_article(tree: HtmlElement) -> _Article:
    article = _Article()
    found = (node for script in _scripts(tree) for node in _nodes(_loads(script)))
    nodes = list(islice(found, MAX_NODES))
    people = {str(node["@id"]): _names(node, {}) for node in nodes if "@id" in node and "name" in node}
    for node in nodes:
        if any(_ARTICLE_TYPES.search(kind) for kind in _strings(node.get("@type"))):
            _add(article, node, people)
        elif "WebPage" in _strings(node.get("@type")):
            # Yoast and Rank Math repeat the article's times on the page node, on some sites only there.
            article.published += _strings(node.get("datePublished"))
            article.modified += _strings(node.get("dateModified"))
    return article


def _add(article: _Article, node: dict[str, object], people: dict[str, list[str]]) -> None:
    # A second article node is a teaser of another piece: it may not outvote the first.
    for target, values in (
        (
            article.headlines,
            [plain(text) for text in _strings(node.get("headline")) + _strings(node.get("name"))],
        ),
        (article.published, _strings(node.get("datePublished")) + _strings(node.get("dateCreated"))),
        (article.modified, _strings(node.get("dateModified"))),
        (article.authors, _names(node.get("author"), people)),
        (article.sections, [plain(text) for text in _strings(node.get("articleSection"))]),
        (article.keywords, [plain(text) for text in _strings(node.get("keywords"))]),
        (article.images, _urls(node.get("image"))),
        (article.publishers, _names(node.get("publisher"), people)),
    ):
        if not target:
            target.extend(value for value in values if value)


def _scripts(tree: HtmlElement) -> Iterator[str]:
    for script in tree.iter("script"):
        if (
            "ld+json" in (script.get("type") or "").lower()
            and script.text
            and len(script.text) < MAX_JSON_CHARS
        ):
            yield script.text


def _loads(text: str) -> object:
    """The JSON of a script element, mended where newsrooms commonly break it; None when hopeless."""
    text = text.strip()
    for wrapping in ("//<![CDATA[", "// <![CDATA[", "/*<![CDATA[*/", "<![CDATA[", "<!--"):
        text = text.removeprefix(wrapping)
    for wrapping in ("//]]>", "// ]]>", "/*]]>*/", "]]>", "-->", ";"):
        text = text.removesuffix(wrapping).rstrip()
    try:
        # Not strict: raw line breaks inside strings are the most common fault of all.
        return json.loads(text, strict=False)
    except ValueError:
        return _loads_without_trailing_commas(text)
    except RecursionError:
        return None


def _loads_without_trailing_commas(text: str) -> object:
    try:
        return json.loads(_TRAILING_COMMA.sub(r"\1", text), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: object) -> Iterator[dict[str, object]]:
    """Every object at the top of the data: lists, `@graph` and `mainEntity` are opened, in order."""
    waiting = deque([value])
    while waiting:
        item = waiting.popleft()
        if isinstance(item, list):
            waiting.extendleft(reversed(item[:MAX_NODES]))
        elif isinstance(item, dict):
            yield item
            waiting.extendleft((item.get("mainEntity"), item.get("@graph")))


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    if isinstance(value, list):
        return [text for item in value[:MAX_NODES] if isinstance(item, str) for text in _strings(item)]
    if isinstance(value, dict) and "@value" in value:
        return _strings(value["@value"])
    return []


def _names(value: object, people: dict[str, list[str]]) -> list[str]:
    """Names of persons and organisations, references by `@id` resolved."""
    if isinstance(value, list):
        return [name for item in value[:50] for name in _names(item, people)]
    if isinstance(value, dict):
        names = [plain(text) for text in _strings(value.get("name"))]
        return names or people.get(str(value.get("@id")), [])
    return [plain(text) for text in _strings(value)]


def _urls(value: object) -> list[str]:
    if isinstance(value, list):
        return [url for item in value[:50] for url in _urls(item)]
    if isinstance(value, dict):
        return _strings(value.get("url")) or _strings(value.get("contentUrl"))
    return _strings(value)
