"""What frames a text at its beginning and end: its own headline, date and byline, credits, copyright."""

import re

from crawler.extractors.text import fold
from crawler.extractors.written import find_written

_CREDIT = re.compile(
    r"^\W*(?:(?:penulis|reporter|pewarta|editor|redaktur|redaksi|sumber|penyunting|uploader|fotografer|foto|kontributor|rep|red)\b\s*[:：/]"
    r"|(?:penulis|editor|sumber)\s+\S+(?:\s\S+){0,3}$|oleh\s*[:：]|oleh\s+\S+(?:\s\S+){0,3}$|copyright\b|©|\(c\)\s|hak cipta\b"
    r"|(?:\W*(?:home|beranda)\s*[/»>›|]))|\ball rights reserved\b",
    re.IGNORECASE,
)
# Prose, where a headline or a summary above the text would hardly end in a full stop.
_SENTENCE = re.compile(r".{60}[.!?][\"”')]*$")
HEAD_LINES, TAIL_LINES = 12, 4
MAX_FRAME_CHARS = 160  # a longer line is a paragraph
DATE_SHARE = 0.7


def split_edges(text: str, title: str) -> tuple[str, tuple[str, ...]]:
    """The text without its frame, and the frame's lines.

    A line that shows only a date with a time of day stands below a linked headline, and belongs to the frame
    wherever it is; a date alone may head a part of the text.
    """
    lines = text.splitlines()
    start = _head_end(lines, title)
    frame = lines[:start]
    kept: list[str] = []
    for line in lines[start:]:
        (frame if _is_date(line, with_time=True) else kept).append(line)
    end = len(kept)
    while end > max(0, len(kept) - TAIL_LINES) and _is_credit(kept[end - 1]):
        end -= 1
    return "\n".join(kept[:end]), (*frame, *kept[end:])


def _head_end(lines: list[str], title: str) -> int:
    """How many lines belong to the page's head: up to the headline, the date or the byline."""
    end = 0
    for place, line in enumerate(lines[:HEAD_LINES]):
        if fold(line) == fold(title) or _is_date(line) or _is_credit(line):
            end = place + 1
        elif len(line) > MAX_FRAME_CHARS or _SENTENCE.search(line):
            break
    return end


def _is_credit(line: str) -> bool:
    return len(line) <= MAX_FRAME_CHARS and bool(_CREDIT.search(line))


def _is_date(line: str, *, with_time: bool = False) -> bool:
    if len(line) > MAX_FRAME_CHARS:
        return False
    dates = [written for written in find_written(line) if written.time or not with_time]
    return sum(written.end - written.start for written in dates) >= DATE_SHARE * len(line)
