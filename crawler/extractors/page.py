"""From the bytes of a response to one parsed tree, which every other step shares."""

import re
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from crawler.extractors.charset import decode
from crawler.extractors.errors import ExtractionError, Refusal
from crawler.extractors.text import HIDDEN

MAX_BYTES = 20_000_000  # twice the crawler's own cap on a page
# Beyond these a page is a trap or a dump, not an article. Of 1,863 development pages the largest has 704,000
# characters without scripts, 10,100 tags, 148,000 for the sum of their depths and 38 attributes on one tag; all
# but one show less than 207,000 characters of text. Libraries that walk the tree need time in proportion to
# these, libxml2 in the square of one tag's attributes.
MAX_HTML_CHARS = 1_500_000
MAX_TAGS = 15_000
MAX_DEPTHS = 300_000
MAX_ATTRIBUTES = 1_000
MAX_TEXT_CHARS = 400_000
LARGE_CHARS = 300_000  # above it, scripts and inline images are cut before parsing

_HTML_TYPE = re.compile(
    r"^\s*(text/html|application/xhtml\+xml|text/plain|application/octet-stream|$)", re.IGNORECASE
)
_MARKUP = re.compile(
    r"<\s*(!doctype|html|head|body|meta|title|article|section|main|div|span|p|h[1-6])\b", re.IGNORECASE
)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_SCRIPT = re.compile(r"<(/?)(script|style)\b([^<>]*)>", re.IGNORECASE)
_DATA_URI = re.compile(r"data:[\w/+.-]{3,60};base64,[A-Za-z0-9+/=]{1000,}")
_ATTRIBUTE = r"""(?:[\s/]*+(?:=?[^\s/>=]++|=)(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+|))?+)"""
_TAG = re.compile(rf"<[a-zA-Z][^\s/>]*+{_ATTRIBUTE}*+")
_LONG_TAG = 2 * MAX_ATTRIBUTES  # a shorter tag cannot hold too many attributes


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page. Nobody changes `tree`: who must, works on a copy. `url` is where it was found."""

    url: str
    tree: HtmlElement


def read_page(url: str, body: bytes, content_type: str | None) -> Page:
    """Decode and parse one response.

    Raises:
        ExtractionError: `not_html` when it is something else or empty, `too_large` beyond the caps.
    """
    if len(body) > MAX_BYTES:
        raise ExtractionError(Refusal.TOO_LARGE)
    if not _HTML_TYPE.match(content_type or ""):
        raise ExtractionError(Refusal.NOT_HTML)
    html = decode(body, content_type)
    if not _MARKUP.search(html):
        raise ExtractionError(Refusal.NOT_HTML)
    return Page(url, parse(html))


def parse(html: str) -> HtmlElement:
    """The tree of a document or fragment, without comments.

    Raises:
        ExtractionError: `not_html` when nothing is in it, `too_large` beyond the caps.
    """
    html = _CONTROLS.sub("", html)
    if len(html) > LARGE_CHARS:
        html = _DATA_URI.sub("data:,", _without_scripts(html))
    _refuse_markup_traps(html)
    # A parser of its own: lxml's parsers keep their last error log. Its huge_tree stays off, which bounds
    # the depth to 256 and so the recursion of every library that walks the tree.
    parser = HTMLParser(
        remove_comments=True, remove_pis=True, collect_ids=False, default_doctype=False, encoding="utf-8"
    )
    try:
        tree = document_fromstring(html.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise ExtractionError(Refusal.NOT_HTML) from error
    _refuse_tree_traps(tree)
    return tree


def _refuse_markup_traps(html: str) -> None:
    if len(html) > MAX_HTML_CHARS or html.count("<") - html.count("</") > MAX_TAGS:
        raise ExtractionError(Refusal.TOO_LARGE)
    for tag in _TAG.finditer(html):
        if tag.end() - tag.start() > _LONG_TAG and len(re.findall(_ATTRIBUTE, tag[0])) > MAX_ATTRIBUTES:
            raise ExtractionError(Refusal.TOO_LARGE)


def _refuse_tree_traps(tree: HtmlElement) -> None:
    depth = depths = text = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            depth += 1
            depths += depth
            text += len(element.text or "") if element.tag not in HIDDEN else 0
        else:
            depth -= 1
            text += len(element.tail or "")
    if depths > MAX_DEPTHS or text > MAX_TEXT_CHARS:
        raise ExtractionError(Refusal.TOO_LARGE)


def _without_scripts(html: str) -> str:
    """The document without scripts and styles, JSON-LD excepted; linear in its length."""
    pieces: list[str] = []
    position, open_name = 0, ""
    for tag in _SCRIPT.finditer(html):
        closing, name, attributes = tag[1], tag[2].lower(), tag[3].lower()
        if closing and name == open_name:
            open_name = ""
            position = tag.end() if position == len(html) else position
        elif not closing and not open_name:
            open_name = name
            if "ld+json" not in attributes:
                pieces.append(html[position : tag.start()])
                position = len(html)  # as in a browser, a script that is never closed hides the rest
    return "".join(pieces) + html[position:]
