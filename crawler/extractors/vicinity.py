"""What stands around the headline: where dates and bylines are shown."""

from collections import deque
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from crawler.extractors.text import Line, fold, lines
from crawler.extractors.titles import agrees

BEFORE, AFTER = 8, 30  # lines; longer stacks of kicker, share bar, byline and lead image were not met
_HEADINGS = frozenset(("h1", "h2", "h3"))


@dataclass(frozen=True, slots=True)
class Vicinity:
    """The headline's element with the lines before and after it; empty where the page shows none."""

    headline: HtmlElement | None = None
    before: tuple[Line, ...] = ()
    after: tuple[Line, ...] = ()


def around(tree: HtmlElement, title: str) -> Vicinity:
    """The vicinity of the first heading that shows `title`; a plain line with the very words will do."""
    wanted = fold(title)
    before: deque[Line] = deque(maxlen=BEFORE)
    second_best: Vicinity | None = None
    rest = lines(tree)
    for line in rest:
        same = fold(line.text) == wanted
        if _is_heading(line.element) and (same or agrees(line.text, title)):
            return Vicinity(line.element, tuple(before), tuple(islice(rest, AFTER)))
        if same and second_best is None:
            second_best = Vicinity(line.element, tuple(before))
        before.append(line)
    return second_best or Vicinity()


def _is_heading(element: HtmlElement) -> bool:
    return element.tag in _HEADINGS or any(parent.tag in _HEADINGS for parent in element.iterancestors())
