"""Who wrote an article: reporters and writers, not editors, photographers, the desk or the site."""

import re

from core.nouns import Candidate
from core.urls import bare_host
from crawler.extractors.page import Page
from crawler.extractors.structured import Structured
from crawler.extractors.text import fold, one_line, plain
from crawler.extractors.vicinity import Vicinity

_WRITER = re.compile(
    r"(?:^|[\s|,;/(\-–])(?:penulis|reporter|pewarta|wartawan|jurnalis|kontributor|laporan(?: wartawan)?|ditulis oleh|written by|oleh)"
    r"(?:\s*/\s*(?:editor|penulis|reporter|pewarta))?\s*(?:[:：]|(?<=oleh)|(?<=by))\s*(?P<names>[^:：|]{3,120})",
    re.IGNORECASE,
)
_NEXT_LABEL = re.compile(
    r"[\s,;/|(\-–]*\b(?:editor|redaktur|penyunting|foto(?:grafer)?|sumber|uploader|penulis|reporter|pewarta|copyright)\b.*$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:[,;/&|+]|\bdan\b|\band\b)\s*", re.IGNORECASE)
_LEAD = re.compile(r"^\s*(?:oleh|by|penulis|reporter|pewarta|author|wartawan)\b\s*[:：]?\s*", re.IGNORECASE)
_NOT_A_PERSON = re.compile(
    r"\b(?:admin\w*|redaksi\w*|redaktur|redaktu|tim|team|staff?|newsroom|editor\w*|desk|webmaster|superadmin|operator|author|"
    r"penulis|wartawan|reporter|anonymous|unknown|guest|user\d*|humas|diskominfo|media center)\b|https?:|www\.|@|\.(?:com|co|id|net)\b",
    re.IGNORECASE,
)
_DEGREES = re.compile(r"^(?:[A-Z]\.){1,3}\w{0,4}\.?$|^(?:S|M|Dr|Ir|H|Hj)\.?\w{0,4}$")
_CLASS = re.compile(
    r"(?:^|[\s_-])(?:author|byline|penulis|reporter|writer|wartawan)(?:$|[\s_-])", re.IGNORECASE
)
MAX_NAME_CHARS, MAX_NAME_WORDS, MAX_AUTHORS = 60, 6, 6


def find_authors(
    candidate: Candidate, page: Page, said: Structured, near: Vicinity, text: str
) -> tuple[str, ...]:
    """The writers' names in the order shown, empty when none is named.

    A label that says so ("Penulis: …", near the headline or in the text's last lines) outranks JSON-LD,
    where some newsrooms put the editor.
    """
    shown = [line.text for line in (*near.after, *near.before)] + text.split("\n")[-3:]
    strangers = {fold(name) for name in said.site_names} | {bare_host(candidate.url)}
    sources = (
        [name for line in shown for name in _labelled(line)],
        [name for stated in said.authors_jsonld for name in _split(stated)],
        [name for stated in said.authors_meta for name in _split(stated)],
        [name for element_text in _byline_elements(page, near) for name in _split(element_text)],
    )
    for names in sources:
        people = [name for name in names if _is_person(name, strangers)]
        if people:
            return tuple(dict.fromkeys(people))[:MAX_AUTHORS]
    return ()


def _labelled(line: str) -> list[str]:
    if len(line) > 200:  # noqa: PLR2004 — a paragraph
        return []
    match = _WRITER.search(line)
    return _split(_NEXT_LABEL.sub("", match["names"])) if match else []


def _split(names: str) -> list[str]:
    """Single names of a list; academic degrees after a comma stay with their bearer."""
    parts: list[str] = []
    for part in _BETWEEN.split(_LEAD.sub("", plain(names))):
        if parts and _DEGREES.match(part):
            parts[-1] += f", {part}"
        elif part:
            parts.append(part.strip(" .-–—()[]*"))
    return parts


def _is_person(name: str, strangers: set[str]) -> bool:
    folded = fold(name)
    if not 3 <= len(name) <= MAX_NAME_CHARS or len(name.split()) > MAX_NAME_WORDS:  # noqa: PLR2004 — "Ani"
        return False
    if _NOT_A_PERSON.search(name) or re.search(r"\d", name) or not re.search(r"[A-Za-zÀ-ÿ]{2}", name):
        return False
    return folded not in strangers and not any(folded == stranger.split(".")[0] for stranger in strangers)


def _byline_elements(page: Page, near: Vicinity) -> list[str]:
    """Texts of elements that call themselves a byline: `rel=author`, or by class near the headline."""
    marked = [element for element in page.tree.iter("a") if "author" in (element.get("rel") or "").split()]
    if not marked:
        for line in (*near.after, *near.before):
            for element in (line.element, *line.element.iter("span", "a", "div", "p")):
                if _CLASS.search(element.get("class") or ""):
                    marked.append(element)
    return [text for element in marked[:8] if 0 < len(text := one_line(element.text_content())) < 120]  # noqa: PLR2004
