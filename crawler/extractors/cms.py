"""The CMS's own content of an article: HTML as the newsroom's editor wrote it."""

import re

from lxml.html import Element, HtmlElement

from core.nouns import Candidate, ChannelKind
from crawler.extractors.errors import ExtractionError
from crawler.extractors.furniture import MAX_POINTER_WORDS, POINTER, is_furniture, without_furniture
from crawler.extractors.page import parse
from crawler.extractors.text import BLOCKS, lines, paragraphs, words

# Shortcodes of plugins that are no longer there: "[caption id=…]", "[/caption]", "[gallery ids=…]". The
# text between an opening and a closing one stays. Bracketed words of the text itself carry no "=".
_SHORTCODE = re.compile(
    r"\[/?[a-z][\w-]{2,30}(?:\s+[\w-]+\s*=\s*(?:\"[^\"\]]*\"|'[^'\]]*'|[^\s\]]+))+\s*/?\]|\[/[a-z][\w-]{2,30}\]"
)
_BARE_SHORTCODE = re.compile(
    r"\[(?:gallery|playlist|embed|caption|audio|video|nextpage|toc|adinserter|ads?)\]"
)
_TEASER_END = re.compile(
    r"(\[(…|\.\.\.|&hellip;)\]|…|\.\.\.|read more|continue reading.{0,80}|(baca )?selengkapnya|lanjutkan membaca.{0,80})\W*$",
    re.IGNORECASE,
)
_GALLERY = re.compile(r"(?:^|\s)(?:wp-block-gallery|gallery|tiled-gallery|ngg-galleryoverview)(?:$|\s)")
_MEDIA = re.compile(r"<(?:img|iframe|video|audio|embed|object)\b", re.IGNORECASE)
# What a "Baca juga" is set in; the text around it may be in the same block.
_LABELLED = ("p", "div", "li", "td", "strong", "b", "em", "span", "h2", "h3", "h4", "h5", "h6", "blockquote")
_LINKED_SHARE = 0.8  # of a block's text: it is a list of pointers, not text with links
MAX_LABEL_WORDS = 3  # "Baca juga:", "Berita terkait lainnya"
# A feed's text counts as whole when it has at least this share of the words the page itself gives.
WHOLE_SHARE = 0.8


def content_text(html: str) -> str:
    """The text of the content, paragraphs on lines, without pointers, share bars, galleries and scripts.

    A gallery's captions count only where there is no other text. Empty when there is none at all (an
    embedded video), or far too much.
    """
    try:
        root = parse(f"<div>{html}</div>")
    except ExtractionError:
        return ""
    _drop_furniture(root)
    galleries = [element for element in root.iter() if _GALLERY.search(element.get("class") or "")]
    captions = "\n".join(_text(gallery) for gallery in galleries)
    for gallery in galleries:
        gallery.drop_tree()
    return _text(root) or captions.strip()


def is_media_only(html: str) -> bool:
    """Whether the content is pictures or video without a word."""
    return bool(_MEDIA.search(html)) and not content_text(html)


def always_whole(candidate: Candidate) -> bool:
    """Whether the channel carries articles whole by its nature."""
    return candidate.channel is ChannelKind.WORDPRESS


def looks_cut(text: str) -> bool:
    """Whether a feed's text is evidently a teaser."""
    return not text or bool(_TEASER_END.search(text))


def is_whole(text: str, page_text: str) -> bool:
    """Whether a feed's text is all of the article, judged by what the page itself gives."""
    return len(words(text)) >= WHOLE_SHARE * len(words(page_text))


def _text(root: HtmlElement) -> str:
    text = "\n".join(line.text for line in lines(root))
    text = _BARE_SHORTCODE.sub(" ", _SHORTCODE.sub(" ", text))
    return without_furniture(paragraphs(text))


def _drop_furniture(root: HtmlElement) -> None:
    """Remove what is not text, in place, keeping what follows each removed element."""
    for element in list(root.iterdescendants()):
        if element.getparent() is not None and is_furniture(element):
            element.drop_tree()
    for element in list(root.iter(*_LABELLED)):
        if element.getparent() is not None and POINTER.match(own := " ".join(element.itertext())):
            _drop_pointer(element, len(own.split()))


def _drop_pointer(element: HtmlElement, own_words: int) -> None:
    """Cut what a "Baca juga" points at: the links in its own block, or the list of links that follows.

    A line break takes each link's place, so that text which runs on behind it is a line of its own.
    """
    if any(child.tag in BLOCKS for child in element.iterdescendants()):
        return
    links = element.findall(".//a")
    for link in links[: None if own_words <= MAX_POINTER_WORDS else 1]:
        line_break = Element("br")
        line_break.tail = link.tail
        link.tail = None
        link.getparent().replace(link, line_break)
    follower = element.getnext()
    if not links and own_words <= MAX_LABEL_WORDS and follower is not None and _all_links(follower):
        follower.drop_tree()


def _all_links(element: HtmlElement) -> bool:
    text = len("".join(element.text_content().split()))
    linked = sum(len("".join(link.text_content().split())) for link in element.iter("a"))
    return text > 0 and linked >= _LINKED_SHARE * text
