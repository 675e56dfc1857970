"""The title of an article, without the site's name."""

import re
from collections.abc import Iterator
from itertools import islice

from core.nouns import Candidate, ChannelKind
from crawler.extractors.page import Page
from crawler.extractors.sites import key, names_site, site_keys
from crawler.extractors.structured import Structured
from crawler.extractors.text import fold, plain, words

_SEPARATOR = re.compile(r"\s+[-–—|»•·~]+\s+|\s*(?:::|\|)\s*|\s*[–—|»]\s+")
_CUT = re.compile(r"(\.\.\.|…|\[…\]|\[\.\.\.\])$")
MIN_TITLE_CHARS, MAX_TITLE_CHARS = 3, 500
MAX_RAW_CHARS = 1_000
MAX_HEADINGS = 50
MIN_RESEMBLING_WORDS, MIN_SHARED = 4, 0.4
MIN_AGREEING_CHARS = 12  # shorter headings ("Berita", "Nasional") agree with too much


def find_title(candidate: Candidate, page: Page, said: Structured) -> str | None:
    """What the channel announced; else the headline on the page; else what the page says of itself.

    A title that was cut short ("…") gives way to a longer one that begins alike.
    """
    announced = plain((candidate.title or "")[:MAX_RAW_CHARS])
    if announced and candidate.channel is ChannelKind.WORDPRESS:
        return announced  # the editor's own words, without the theme's additions
    sites = site_keys(page.url, said)
    headings = _headings(page)
    found = [
        title
        for raw in _in_order(announced, headings, said)
        if MIN_TITLE_CHARS
        <= len(title := without_site(plain(raw[:MAX_RAW_CHARS]), sites, headings))
        <= MAX_TITLE_CHARS
    ]
    if not found:
        return None
    return _completed(found[0], found[1:])


def without_site(title: str, sites: frozenset[str], headings: list[str]) -> str:
    """The title without leading or trailing parts that name the site.

    Unless the whole is a heading of the page, a part also goes that only begins with the site's name, or
    without which the title is exactly a heading.
    """
    folded = {fold(heading) for heading in headings}
    while (parts := _split_last(title)) is not None:
        head, tail = parts
        is_heading = fold(title) in folded
        if not (key(tail) in sites or (not is_heading and (names_site(tail, sites) or fold(head) in folded))):
            break
        title = head
    first = _SEPARATOR.search(title)
    if first and key(title[: first.start()]) in sites:
        title = title[first.end() :]
    return title


def agrees(heading: str, title: str) -> bool:
    """Whether a heading and a title say the same, one perhaps with additions."""
    short, long = sorted((fold(heading), fold(title)), key=len)
    return len(short) >= MIN_AGREEING_CHARS and short in long


def _resembles(heading: str, title: str) -> bool:
    """Whether a heading tells the title's story in other words, as beside titles made for search engines."""
    ours, theirs = set(words(heading)), set(words(title))
    shorter = min(len(ours), len(theirs))
    return shorter >= MIN_RESEMBLING_WORDS and len(ours & theirs) >= MIN_SHARED * shorter


def _headings(page: Page) -> list[str]:
    found = (plain(h1.text_content()[:MAX_RAW_CHARS]) for h1 in islice(page.tree.iter("h1"), MAX_HEADINGS))
    return [text for text in found if text]


def _in_order(announced: str, headings: list[str], said: Structured) -> Iterator[str]:
    if announced:
        yield announced
    stated = [*said.headlines, *said.og_titles, said.page_title]
    folded = {fold(title) for title in stated}
    agreeing = [heading for heading in headings if any(agrees(heading, title) for title in stated)]
    # The site's name is a heading too on some themes, and so is the whole `<title>` on others.
    yield from sorted(agreeing, key=lambda heading: (fold(heading) in folded, len(heading)), reverse=True)
    yield from (heading for heading in headings if any(_resembles(heading, title) for title in stated))
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
