"""Who wrote an article: reporters and writers, not editors, photographers, the desk or the site."""

import re
from itertools import islice, pairwise

from lxml.html import HtmlElement

from crawler.extractors.body import Body
from crawler.extractors.page import Page
from crawler.extractors.sites import names_site, site_keys
from crawler.extractors.structured import Structured
from crawler.extractors.text import one_line, plain
from crawler.extractors.vicinity import Vicinity

_WRITER = re.compile(
    r"(?:^|[\s|,;/(\-–])(?:penulis|reporter|pewarta|wartawan|jurnalis|kontributor|laporan (?:wartawan|reporter)|ditulis oleh|"
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
    r"penulis|wartawan|reporter|kontributor|anonymous|unknown|guest|humas|diskominfo|media|news|online|cyber|network|"
    r"newswire|says|facebook|twitter|instagram|bio|profile?)\b|[@:?!\d]|www\.|\.(?:com|co|id|net)\b",
    re.IGNORECASE,
)
# "S.Sos.", "M.Si", "Ph.D", "MD": short, with a full stop or two capitals.
_DEGREES = re.compile(r"^(?=(?:[^A-Z]*[A-Z]){2}|[^.]*\.)[A-Za-z.]{1,7}®?$")
_CLASS = re.compile(
    r"(?:^|[\s_-])(?:(?<!form-)author|byline|penulis|reporter|writer|wartawan)(?:$|[\s_-])", re.IGNORECASE
)
# A label on a line of its own; the name follows.
_LABEL_ALONE = re.compile(
    r"^(?:penulis|reporter|pewarta|wartawan|oleh|by|written by|ditulis oleh)\s*:?$", re.IGNORECASE
)
_BYLINE_TAGS = ("a", "span", "div", "p", "address", "cite", "li")
MAX_LINE_CHARS = 160  # longer is a paragraph
LAST_LINES = 3
LEVELS_UP = 3  # from the headline to the block that also holds its byline
MIN_NAME_CHARS, MAX_NAME_CHARS, MAX_NAME_WORDS, MAX_AUTHORS = 3, 60, 6, 6
_CAPITALISED = re.compile(r"(?:^|[\s.'’])[A-ZÀ-Þ][a-zß-ÿ'’]|^[A-Z][A-Z\s.]+$")


def find_authors(page: Page, said: Structured, near: Vicinity, body: Body) -> tuple[str, ...]:
    """The writers' names in the order shown, empty when none is named.

    A label that says so ("Penulis: …", near the headline or at the text's end) outranks JSON-LD, where
    some newsrooms put the editor.
    """
    sites = site_keys(page.url, said)
    for source in (
        _labelled(near, body),
        said.authors_jsonld,
        said.authors_meta,
        _byline_elements(page, near),
    ):
        people = [name for names in source for name in _split(names) if _is_person(name, sites)]
        if people:
            return tuple(dict.fromkeys(people))[:MAX_AUTHORS]
    return ()


def _labelled(near: Vicinity, body: Body) -> list[str]:
    """Names behind a label, on its line or on the next."""
    shown = [line.text for line in (*near.after, *near.before)]
    lines = [*shown, *body.frame, *body.text.split("\n")[-LAST_LINES:]]
    names = []
    for line, following in pairwise([*(line for line in lines if len(line) <= MAX_LINE_CHARS), ""]):
        if match := _WRITER.search(line):
            names.append(_NEXT_LABEL.sub("", match["names"] or match["rest"]))
        elif _LABEL_ALONE.match(line):
            names.append(following)
    return names


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
    """Texts of elements that call themselves a byline, in the headline's surroundings where it has one."""
    scope = page.tree
    if near.headline is not None:
        scope = next(islice(near.headline.iterancestors(), LEVELS_UP, None), page.tree)
    marked = islice((element for element in scope.iter(*_BYLINE_TAGS) if _is_byline(element)), MAX_AUTHORS)
    texts = [one_line(link.text_content()) for element in marked for link in _links_or_self(element)]
    return [text for text in texts if 0 < len(text) <= MAX_LINE_CHARS]


def _is_byline(element: HtmlElement) -> bool:
    if "author" in (element.get("rel") or "").split() or element.get("itemprop") == "author":
        return True
    return bool(_CLASS.search(element.get("class") or ""))


def _links_or_self(element: HtmlElement) -> list[HtmlElement]:
    """The links of a byline, which hold the bare names, else the byline itself."""
    return list(element.iterdescendants("a")) or [element]
