"""Text that stands beside paragraphs without one of its own, as older CMSs leave the opening of a story.

`<div><strong>BANDUNG</strong> - The first sentence.<p>The second.</p></div>`: main-text extractors take the
paragraphs and lose the opening.
"""

from copy import copy

from lxml.html import Element, HtmlElement

from crawler.extractors.text import BLOCKS, HIDDEN

MIN_CHARS = 60  # shorter runs are labels: "Foto: Humas", "Bagikan"
MAX_LINKED_SHARE = 0.5  # more is a list of links
_CONTAINERS = ("div", "article", "section", "main", "td", "span")


def with_paragraphs(tree: HtmlElement) -> HtmlElement:
    """A copy of the tree in which every bare run of text beside block elements is a paragraph.

    So is the text of plain `<div>`s next to such a container: there, each of them is a paragraph.
    """
    tree = copy(tree)
    mixed = [
        element for element in tree.iter(*_CONTAINERS) if _has_blocks(element) and _has_own_text(element)
    ]
    parents = dict.fromkeys(element.getparent() for element in mixed)
    siblings = [child for parent in parents if parent is not None for child in parent.iterchildren("div")]
    plain = [child for child in siblings if not _has_blocks(child) and _has_own_text(child)]
    for container in (*mixed, *plain):
        _wrap_runs(container)
    return tree


def _has_blocks(container: HtmlElement) -> bool:
    return next(container.iterchildren("p", "br", "div"), None) is not None


def _has_own_text(container: HtmlElement) -> bool:
    texts = [container.text, *(child.tail for child in container)]
    return any(text and not text.isspace() for text in texts)


def _wrap_runs(container: HtmlElement) -> None:
    run = Element("p")
    run.text, container.text = container.text, None
    place = 0
    for child in list(container):
        if child.tag in BLOCKS or child.tag in HIDDEN or child.tag == "br":
            place = _insert(container, run, place) + 1
            run = Element("p")
            run.text, child.tail = child.tail, None
        else:
            run.append(child)
    _insert(container, run, place)


def _insert(container: HtmlElement, run: HtmlElement, place: int) -> int:
    """Put a run back at its place, as a paragraph when it is long enough; the place behind it."""
    if _is_prose(run):
        container.insert(place, run)
        return place + 1
    before = container[place - 1] if place else None
    if before is None:
        container.text = (container.text or "") + (run.text or "")
    else:
        before.tail = (before.tail or "") + (run.text or "")
    for child in list(run):
        container.insert(place, child)
        place += 1
    return place


def _is_prose(run: HtmlElement) -> bool:
    text = len(run.text_content().strip())
    linked = sum(len(link.text_content()) for link in run.iter("a"))
    return text >= MIN_CHARS and linked <= MAX_LINKED_SHARE * text
