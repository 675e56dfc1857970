"""The normal form of texts, and the lines a reader sees in a piece of HTML."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from lxml import etree
from lxml.html import HtmlElement

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffc\ufffd]")
_INVISIBLE = re.compile(r"[\u00ad\u200b\u200e\u200f\u2060\ufeff]")
_WORD = re.compile(r"\w+")
_QUOTES = str.maketrans({
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "″": '"',
    "‘": "'", "’": "'", "‚": "'", "`": "'", "´": "'", "′": "'",
    "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "…": "...",
})  # fmt: skip

# Elements that a reader sees as a line of their own.
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hgroup", "hr", "html", "li", "main", "menu", "nav", "ol", "option", "p", "pre",
    "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
))  # fmt: skip
_CELLS = frozenset(("td", "th", "button", "label"))
# What is in these is never read as text.
HIDDEN = frozenset((
    "script", "style", "noscript", "template", "svg", "math", "head", "iframe", "object", "embed", "canvas",
    "audio", "video", "select", "textarea", "map", "source", "track",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One line as a reader sees it, and the innermost element whose opening or closing began it."""

    text: str
    element: HtmlElement


def one_line(text: str) -> str:
    """The text in NFC on one line: spaces collapsed, control and invisible characters gone."""
    return " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub("", _CONTROLS.sub(" ", text))).split())


def plain(text: str) -> str:
    """`one_line` of a value that may still carry HTML entities or tags, as titles in feeds do."""
    if "&" in text:
        text = unescape(unescape(text))
    return one_line(re.sub(r"</?[a-zA-Z][^<>]{0,200}>", "", text))


def paragraphs(text: str) -> str:
    """The normal form of an article's text: `one_line` each, separated by newlines, none empty."""
    return "\n".join(line for raw in text.splitlines() if (line := one_line(raw)))


def fold(text: str) -> str:
    """A form for comparing titles and names: case, quotes, dashes and spaces made equal."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_QUOTES).casefold().split())


def words(text: str) -> list[str]:
    """The words of a text, folded."""
    return _WORD.findall(fold(text))


def lines(root: HtmlElement) -> Iterator[Line]:
    """The visible lines below an element, in order, none empty."""
    buffer: list[str] = []
    start = root
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        opening = event == "start"
        if opening and tag in HIDDEN:
            walk.skip_subtree()
            continue
        if tag in BLOCKS or tag == "br":
            if text := one_line("".join(buffer)):
                yield Line(text, start)
            buffer, start = [], element
        elif tag in _CELLS:
            buffer.append(" ")
        if opening:
            buffer.append(element.text or "" if tag not in HIDDEN else "")
        elif element is not root:
            buffer.append(element.tail or "")
    if text := one_line("".join(buffer)):
        yield Line(text, start)
