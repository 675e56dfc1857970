"""The formats of an XLSX report: quiet rules, dark heads, numbers to the right."""

from dataclasses import dataclass
from typing import Any

from reports.table import Kind

INK = "#12436D"
GREY = "#505A5F"
RULE = "#D0D5D8"
LINK = "#1D5FA0"

_NUMBER_FORMATS = {
    Kind.TEXT: "@",
    Kind.LINK: "@",
    # "_-" leaves a dash's width free at the right: LibreOffice ignores the indent of some right-aligned figures.
    Kind.INTEGER: "#,##0_-",
    Kind.DECIMAL: "#,##0.0_-",
    Kind.PERCENT: "0%_-",
    # 421 is Indonesian: month names stay Indonesian on an English machine.
    Kind.DATE: "[$-421]d mmmm yyyy",
    Kind.TIME: 'hh"."mm',
    Kind.MOMENT: '[$-421]d mmm yyyy hh"."mm',
}
_RIGHT = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.PERCENT})


@dataclass(frozen=True, slots=True)
class Pens:
    """xlsxwriter's formats by use; `cells`, `links`, `heads` and `absents` by the column's kind.

    `quoted` is for text that a spreadsheet would compute as soon as somebody edits the cell.
    """

    office: Any
    title: Any
    provenance: Any
    quoted: Any
    links: dict[Kind, Any]
    heads: dict[Kind, Any]
    absents: dict[Kind, Any]
    cells: dict[Kind, Any]


def pens(book: Any) -> Pens:
    """The formats, made in this workbook."""
    base = {"font_name": "Calibri", "font_size": 10, "valign": "top"}
    ruled = base | {"bottom": 1, "bottom_color": RULE}
    text = ruled | _side(Kind.TEXT) | {"num_format": "@"}
    head = {
        "bold": True,
        "bg_color": INK,
        "font_color": "#FFFFFF",
        "text_wrap": True,
        "valign": "vcenter",
    }
    absent = ruled | {"italic": True, "font_color": GREY, "text_wrap": True}
    return Pens(
        office=book.add_format(base | {"bold": True, "font_size": 11, "font_color": GREY}),
        title=book.add_format(base | {"bold": True, "font_size": 16, "font_color": INK, "valign": "vcenter"}),
        provenance=book.add_format(base | {"font_size": 9, "font_color": GREY}),
        quoted=book.add_format(text | {"quote_prefix": True}),
        heads={kind: book.add_format(base | head | _side(kind)) for kind in Kind},
        absents={kind: book.add_format(absent | _side(kind)) for kind in Kind},
        cells={kind: book.add_format(ruled | _figure(kind)) for kind in Kind},
        links={
            kind: book.add_format(ruled | _figure(kind) | {"font_color": LINK, "underline": 1})
            for kind in Kind
        },
    )


def _figure(kind: Kind) -> dict[str, object]:
    """How a column's values are written and where they stand."""
    return _side(kind) | {"num_format": _NUMBER_FORMATS[kind]} | ({"indent": 0} if kind in _RIGHT else {})


def _side(kind: Kind) -> dict[str, object]:
    """Words to the left in the reader's direction, whatever script they are in; figures to the right."""
    if kind in _RIGHT:
        return {"align": "right", "indent": 1}
    return {"align": "left", "indent": 1, "reading_order": 1} | (
        {"text_wrap": True} if kind in (Kind.TEXT, Kind.LINK) else {}
    )
