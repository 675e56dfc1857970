"""The title of an article, without the site's name."""

import re
from collections.abc import Iterator

from core.nouns import Candidate
from core.urls import bare_host
from crawler.extractors.page import Page
from crawler.extractors.structured import Structured
from crawler.extractors.text import fold, plain

_SEPARATOR = re.compile(r"\s+[-–—|»•·~]+\s+|\s*(?:::|\|)\s*|\s*[–—|»]\s+")
_KEY = re.compile(r"[\W_]+")
_CUT = re.compile(r"(\.\.\.|…|\[…\]|\[\.\.\.\])$")
MIN_TITLE_CHARS = 3
MIN_AGREEING_CHARS = 12  # shorter headings ("Berita", "Nasional") agree with too much
MIN_SITE_KEY_CHARS = 3


def find_title(candidate: Candidate, page: Page, said: Structured) -> str | None:
    """What the channel announced; else the headline on the page; else what the page says of itself.

    A title that was cut short ("…") gives way to a longer one that begins alike.
    """
    sites = _site_keys(page.url, said)
    headings = [text for text in (plain(h1.text_content()) for h1 in page.tree.iter("h1")) if text]
    found = [
        title
        for raw in _in_order(candidate, headings, said)
        if len(title := without_site(plain(raw), sites, headings)) >= MIN_TITLE_CHARS
    ]
    if not found:
        return None
    return _completed(found[0], found[1:])


def without_site(title: str, sites: frozenset[str], headings: list[str]) -> str:
    """The title without leading or trailing parts that name the site.

    A part also goes when what remains is exactly a heading of the page.
    """
    folded = {fold(heading) for heading in headings}
    while (parts := _split_last(title)) is not None:
        head, tail = parts
        if not (_names_site(tail, sites) or (fold(title) not in folded and fold(head) in folded)):
            break
        title = head
    first = _SEPARATOR.search(title)
    if first and _names_site(title[: first.start()], sites):
        title = title[first.end() :]
    return title


def agrees(heading: str, title: str) -> bool:
    """Whether a heading and a title say the same, one perhaps with additions."""
    short, long = sorted((fold(heading), fold(title)), key=len)
    return len(short) >= MIN_AGREEING_CHARS and short in long


def _in_order(candidate: Candidate, headings: list[str], said: Structured) -> Iterator[str]:
    if candidate.title:
        yield candidate.title
    stated = [*said.headlines, *said.og_titles, said.page_title]
    yield from (heading for heading in headings if any(agrees(heading, title) for title in stated))
    yield from stated
    yield from headings


def _completed(title: str, others: list[str]) -> str:
    if not _CUT.search(title):
        return title
    beginning = fold(_CUT.sub("", title))
    longer = [other for other in others if len(other) > len(title) and fold(other).startswith(beginning)]
    return longer[0] if longer else title


def _split_last(title: str) -> tuple[str, str] | None:
    found = list(_SEPARATOR.finditer(title))
    if not found:
        return None
    head, tail = title[: found[-1].start()].strip(), title[found[-1].end() :].strip()
    return (head, tail) if head else None


def _site_keys(url: str, said: Structured) -> frozenset[str]:
    names = {_key(name) for name in said.site_names}
    labels = bare_host(url).split(".")
    # "radarlembah.example.co.id" calls itself "radarlembah" and "radarlembah.example".
    names |= {_key("".join(labels[: end + 1])) for end in range(len(labels))} | {
        _key(label) for label in labels[:-1]
    }
    return frozenset(name for name in names if len(name) >= MIN_SITE_KEY_CHARS)


def _names_site(part: str, sites: frozenset[str]) -> bool:
    """Whether a part of a title is the site's name, perhaps with a section after it."""
    key = _key(part)
    if len(key) < MIN_SITE_KEY_CHARS:
        return False
    return any(
        key == site or key.startswith(site) or (site.startswith(key) and len(part.split()) > 1)
        for site in sites
    )


def _key(name: str) -> str:
    return _KEY.sub("", fold(name))
