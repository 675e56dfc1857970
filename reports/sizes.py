"""How wide a column and how high a row must be, so that nothing is cut off on screen or paper."""

import math
from collections.abc import Iterable, Sequence
from datetime import date, time
from functools import lru_cache

from xlsxwriter.utility import cell_autofit_width

from reports import wording
from reports.table import Absent, Cell, Column, Kind, Table

LINE = 13.0  # points a line of 10-point text takes
_INDENT = 16  # pixels left free before or after the text
_TEN_POINTS = 0.94  # of the width at 11 points, with a little to spare for other fonts
_PADDING = 7  # pixels that xlsxwriter adds to a text's own width
_SPACE = 3 * _TEN_POINTS  # pixels between words
_FILTER_ARROW = 18  # pixels the autofilter's button takes from a head
_PIXELS_A_CHARACTER = 7
_MOST_LINES = 12  # Excel's rows end at 409 points; a cell this full is read in the formula bar

# As wide as a value of these kinds can print.
_WIDEST = {Kind.DATE: "30 September 2026", Kind.TIME: "00.00", Kind.MOMENT: "30 Sep 2026 00.00"}


def widths(table: Table) -> list[int]:
    """Each column's width in pixels: its widest value within the column's limit, never less than a word of its head."""
    return [_width(column, {row[index] for row in table.rows}) for index, column in enumerate(table.columns)]


def head_height(table: Table, columns: Sequence[int]) -> float:
    """Points for the row of heads."""
    room = [width - _FILTER_ARROW for width in columns]
    return (
        _points(max(_lines(column.title, width) for column, width in zip(table.columns, room, strict=True)))
        + 4
    )


def row_height(texts: Iterable[str], columns: Sequence[int]) -> float:
    """Points for a row whose texts wrap in columns of these widths."""
    return _points(max((_lines(text, width) for text, width in zip(texts, columns, strict=True)), default=1))


def shown(kind: Kind, cell: Cell) -> str:
    """About what a cell prints, for measuring it."""
    match cell:
        case Absent():
            return cell.value
        case str():
            return cell
        case date() | time():
            return _WIDEST[kind]
        case _:
            return wording.percent(cell) if kind is Kind.PERCENT else wording.decimal(cell)


def _width(column: Column, cells: Iterable[Cell]) -> int:
    texts = {shown(column.kind, cell) for cell in cells}
    widest = max((_pixels(text) for text in texts), default=0)
    head = max(_pixels(word) for word in column.title.split()) + _FILTER_ARROW
    return max(head, min(widest, column.widest * _PIXELS_A_CHARACTER))


def _pixels(text: str) -> int:
    return math.ceil(_text_pixels(text)) + _INDENT


@lru_cache(maxsize=100_000)
def _text_pixels(text: str) -> float:
    pixels: int = cell_autofit_width(text)
    return (pixels - _PADDING) * _TEN_POINTS


def _lines(text: str, width: int) -> int:
    """Lines that words take in this width; a word too long for a line is broken."""
    room = max(width - _INDENT, _PIXELS_A_CHARACTER)
    lines, used = 1, 0.0
    for word in text.split(" "):
        length = _text_pixels(word) if word else 0.0
        if used and used + length > room:
            lines, used = lines + 1, 0.0
        lines += int(max(0.0, length - 1) // room)
        used += _SPACE + (length % room if length > room else length)
    return lines


def _points(lines: int) -> float:
    return min(lines, _MOST_LINES) * LINE + 3
