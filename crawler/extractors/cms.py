"""The CMS's own content of an article: HTML as the newsroom's editor wrote it."""

import re

from lxml.html import HtmlElement

from core.nouns import Candidate, ChannelKind
from crawler.extractors.errors import ExtractionError
from crawler.extractors.furniture import POINTER, is_furniture, without_furniture
from crawler.extractors.page import parse
from crawler.extractors.text import lines, paragraphs, words

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
_LINKED_SHARE = 0.8  # of a block's text: it is a list of pointers, not text with links
MAX_LABEL_WORDS = 3  # "Baca juga:", "Berita terkait lainnya"
# A feed's text counts as whole when it has at least this share of the words the page itself gives.
WHOLE_SHARE = 0.8


def content_text(html: str) -> str:
    """The text of the content, paragraphs on lines, without pointers, share bars, galleries and scripts.

    Empty when there is no text in it (a gallery, an embedded video), or far too much.
    """
    try:
        root = parse(f"<div>{html}</div>")
    except ExtractionError:
        return ""
    _drop_furniture(root)
    text = "\n".join(line.text for line in lines(root))
    text = _BARE_SHORTCODE.sub(" ", _SHORTCODE.sub(" ", text))
    return without_furniture(paragraphs(text))


def always_whole(candidate: Candidate) -> bool:
    """Whether the channel carries articles whole by its nature."""
    return candidate.channel is ChannelKind.WORDPRESS


def looks_cut(text: str) -> bool:
    """Whether a feed's text is evidently a teaser."""
    return not text or bool(_TEASER_END.search(text))


def is_whole(text: str, page_text: str) -> bool:
    """Whether a feed's text is all of the article, judged by what the page itself gives."""
    return len(words(text)) >= WHOLE_SHARE * len(words(page_text))


def _drop_furniture(root: HtmlElement) -> None:
    """Remove what is not text, in place, keeping what follows each removed element."""
    for element in list(root.iter()):
        if element is root or element.getparent() is None:
            continue
        if is_furniture(element):
            element.drop_tree()
    for element in list(
        root.iter("p", "div", "li", "strong", "b", "em", "span", "h2", "h3", "h4", "h5", "h6", "blockquote")
    ):
        if element.getparent() is not None and POINTER.match(own := element.text_content()):
            _drop_pointer(element, own)


def _drop_pointer(element: HtmlElement, own: str) -> None:
    """Drop the links a "Baca juga" points with: inside its element, or in the list that follows it."""
    if links := element.findall(".//a"):
        for link in links:
            link.drop_tree()
        return
    follower = element.getnext()
    if len(own.split()) <= MAX_LABEL_WORDS and follower is not None and _all_links(follower):
        follower.drop_tree()


def _all_links(element: HtmlElement) -> bool:
    text = len("".join(element.text_content().split()))
    linked = sum(len("".join(link.text_content().split())) for link in element.iter("a"))
    return text > 0 and linked >= _LINKED_SHARE * text
