"""Who wrote an article: reporters and writers, not editors, photographers, the desk or the site."""

import re

from lxml.html import HtmlElement

from core.nouns import Candidate
from crawler.extractors.page import Page
from crawler.extractors.sites import names_site, site_keys
from crawler.extractors.structured import Structured
from crawler.extractors.text import one_line, plain
from crawler.extractors.vicinity import Vicinity

_WRITER = re.compile(
    r"(?:^|[\s|,;/(\-–])(?:penulis|reporter|pewarta|wartawan|jurnalis|kontributor|laporan(?: wartawan)?|ditulis oleh|"
    r"written by|oleh|by)(?:\s*/\s*(?:editor|penulis|reporter|pewarta|fotografer))?\s*[:：]\s*(?P<names>[^:：|]{3,120})"
    r"|^(?:oleh|by|ditulis oleh|written by)\s(?P<rest>[^:：|]{3,80})$",
    re.IGNORECASE,
)
_NEXT_LABEL = re.compile(
    r"[\s,;/|(\-–]*\b(?:editor|redaktur|penyunting|foto(?:grafer)?|sumber|uploader|penulis|reporter|pewarta|copyright)\b.*$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:[,;/&|+•·]|\s[-–—]\s|\bdan\b|\band\b)\s*", re.IGNORECASE)
_LEAD = re.compile(
    r"^\s*(?:oleh|(?:written |posted )?by|penulis|reporter|pewarta|author|wartawan)\b\s*[:：]?\s*",
    re.IGNORECASE,
)
_NOT_A_PERSON = re.compile(
    r"\b(?:admin\w*|redaksi\w*|redaktur|redaktu|tim|team|staff?|newsroom|editor\w*|desk|webmaster|superadmin|operator|author|"
    r"penulis|wartawan|reporter|kontributor|anonymous|unknown|guest|user\d*|humas|diskominfo|media|news|online|cyber|network|newswire)\b|https?:|www\.|@|\d|\.(?:com|co|id|net)\b",
    re.IGNORECASE,
)
# "S.Sos.", "M.Si", "Ph.D", "MD": short, with a full stop or two capitals.
_DEGREES = re.compile(r"^(?=(?:[^A-Z]*[A-Z]){2}|[^.]*\.)[A-Za-z.]{1,7}®?$")
_CLASS = re.compile(
    r"(?:^|[\s_-])(?:(?<!form-)author|byline|penulis|reporter|writer|wartawan)(?:$|[\s_-])", re.IGNORECASE
)
MAX_BYLINE_CHARS, MAX_LINE_CHARS = 120, 200  # longer is a paragraph
MIN_NAME_CHARS, MAX_NAME_CHARS, MAX_NAME_WORDS, MAX_AUTHORS = 3, 60, 6, 6
_CAPITALISED = re.compile(r"(?:^|[\s.'’])[A-ZÀ-Þ][a-zß-ÿ'’]|^[A-Z][A-Z\s.]+$")


def find_authors(
    candidate: Candidate, page: Page, said: Structured, near: Vicinity, text: str
) -> tuple[str, ...]:
    """The writers' names in the order shown, empty when none is named.

    A label that says so ("Penulis: …", near the headline or in the text's last lines) outranks JSON-LD,
    where some newsrooms put the editor.
    """
    shown = [line.text for line in (*near.after, *near.before)] + text.split("\n")[-3:]
    sites = site_keys(candidate.url, said)
    sources = (
        [name for line in shown for name in _labelled(line)],
        [name for stated in said.authors_jsonld for name in _split(stated)],
        [name for stated in said.authors_meta for name in _split(stated)],
        [name for element_text in _byline_elements(page, near) for name in _split(element_text)],
    )
    for names in sources:
        people = [name for name in names if _is_person(name, sites)]
        if people:
            return tuple(dict.fromkeys(people))[:MAX_AUTHORS]
    return ()


def _labelled(line: str) -> list[str]:
    if len(line) > MAX_LINE_CHARS:
        return []
    match = _WRITER.search(line)
    return _split(_NEXT_LABEL.sub("", match["names"] or match["rest"])) if match else []


def _split(names: str) -> list[str]:
    """Single names of a list; academic degrees after a comma stay with their bearer."""
    parts: list[str] = []
    for part in _BETWEEN.split(_LEAD.sub("", plain(names))):
        if parts and _DEGREES.match(part):
            parts[-1] += f", {part}"
        elif part:
            parts.append(part.strip(" .-–—()[]*"))
    return parts


def _is_person(name: str, sites: frozenset[str]) -> bool:
    """Whether a name may be a person's: capitalised words, no office, no site, no account."""
    if not MIN_NAME_CHARS <= len(name) <= MAX_NAME_CHARS or len(name.split()) > MAX_NAME_WORDS:
        return False
    if _NOT_A_PERSON.search(name) or not _CAPITALISED.search(name):
        return False
    return not names_site(name, sites)


def _byline_elements(page: Page, near: Vicinity) -> list[str]:
    """Texts of elements that call themselves a byline: `rel=author`, or by class near the headline."""
    marked = [element for element in page.tree.iter("a") if "author" in (element.get("rel") or "").split()]
    if not marked:
        blocks = [line.element for line in (*near.after, *near.before)]
        inner = [element for block in blocks for element in (block, *block.iter("span", "a", "div", "p"))]
        marked = [element for element in inner if _CLASS.search(element.get("class") or "")]
    texts = [one_line(link.text_content()) for element in marked[:8] for link in _links_or_self(element)]
    return [text for text in texts if 0 < len(text) < MAX_BYLINE_CHARS]


def _links_or_self(element: HtmlElement) -> list[HtmlElement]:
    """The links of a byline, which hold the bare names, else the byline itself."""
    return list(element.iterdescendants("a")) or [element]
