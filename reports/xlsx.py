"""The one writer of XLSX files: safe with third-party text, calm on paper, the same bytes when re-made."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import xlsxwriter
from xlsxwriter.utility import cell_autofit_width

from reports.pages import Heading
from reports.table import Absent, Cell, Column, Kind, Table

INK = "#12436D"
GREY = "#505A5F"
RULE = "#D0D5D8"
FONT = "Calibri"

_HEADER_ROW = 5  # kop, title, two lines of provenance and an empty row stand above it
_PIXELS_A_CHARACTER = 7  # Calibri 11, as Excel counts column widths
_FILTER_ARROW = 16  # pixels the autofilter's button takes from a head
_LONGEST_TEXT = 32_767  # Excel's limit for one cell, in UTF-16 units
_LONGEST_URL = 2_079  # Excel's limit for a link and for its fragment
_MOST_LINKS = 65_000  # Excel refuses more than 65,530 links on a sheet

_NUMBER_FORMATS = {
    Kind.TEXT: "@",
    Kind.LINK: "@",
    Kind.INTEGER: "#,##0",
    Kind.DECIMAL: "#,##0.0",
    Kind.PERCENT: "0%",
    # 421 is Indonesian: month names stay Indonesian on an English machine.
    Kind.DATE: "[$-421]d mmmm yyyy",
    Kind.TIME: 'hh"."mm',
    Kind.MOMENT: '[$-421]d mmm yyyy hh"."mm',
}
# The widest a value of these kinds is printed, for the column's width.
_SAMPLES = {
    Kind.INTEGER: "000.000",
    Kind.DECIMAL: "000,0",
    Kind.PERCENT: "100%",
    Kind.DATE: "30 September 2026",
    Kind.TIME: "00.00",
    Kind.MOMENT: "30 Sep 2026 00.00",
}
_RIGHT = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.PERCENT})

EMPTY_TEXTS = (
    ("0", "Terpantau, dan memang tidak ada satu pun."),
    (
        Absent.NO_DATA.value,
        "Belum diketahui: tidak tercatat, atau belum pernah diukur. Bukan nol dan tidak merugikan media.",
    ),
    (Absent.OUR_FAILURE.value, "Tayang gagal memantau. Kesalahan kami, bukan media; tidak dihitung sebagai nol."),
    (Absent.NOT_APPLICABLE.value, "Tidak mungkin ada, misalnya kegiatan yang belum berlangsung."),
    (Absent.NOTHING.value, "Memang tidak ada isinya."),
)


@dataclass(frozen=True, slots=True)
class _Pens:
    """The workbook's formats by use."""

    office: Any
    title: Any
    provenance: Any
    head: Any
    absent: Any
    quoted: Any
    link: Any
    cells: dict[Kind, Any]
    day: Any


def workbook(table: Table, heading: Heading) -> bytes:
    """The table as an XLSX file with kop, provenance, typed columns and a sheet that explains them.

    The same table and heading give the same bytes: the file's time is the data's cut-off.
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    created = heading.cutoff.astimezone(UTC).replace(tzinfo=None)
    book.set_properties(
        {"title": table.title, "author": heading.government, "comments": table.digest(), "created": created}
    )
    pens = _pens(book)
    _write_data(book.add_worksheet(table.name), table, heading, pens)
    _write_legend(book.add_worksheet("Keterangan"), table, heading, pens)
    book.close()
    return target.getvalue()


def _pens(book: Any) -> _Pens:
    base = {"font_name": FONT, "font_size": 10, "valign": "top"}
    ruled = base | {"bottom": 1, "bottom_color": RULE}
    cells = {
        kind: book.add_format(ruled | {"num_format": shape} | _alignment(kind)) for kind, shape in _NUMBER_FORMATS.items()
    }
    head = {"bold": True, "bg_color": INK, "font_color": "#FFFFFF", "text_wrap": True, "valign": "vcenter"}
    return _Pens(
        office=book.add_format(base | {"font_size": 11, "bold": True, "font_color": GREY}),
        title=book.add_format(base | {"font_size": 16, "bold": True, "font_color": INK, "valign": "vcenter"}),
        provenance=book.add_format(base | {"font_size": 9, "font_color": GREY}),
        head=book.add_format(base | head),
        absent=book.add_format(ruled | {"italic": True, "font_color": GREY, "text_wrap": True}),
        quoted=book.add_format(ruled | {"text_wrap": True, "num_format": "@", "quote_prefix": True}),
        link=book.add_format(ruled | {"font_color": "#1D5FA0", "underline": 1, "text_wrap": True}),
        cells=cells,
        day=book.add_format(ruled | {"num_format": _NUMBER_FORMATS[Kind.DATE], "align": "left"}),
    )


def _alignment(kind: Kind) -> dict[str, object]:
    if kind in (Kind.TEXT, Kind.LINK):
        return {"text_wrap": True}
    return {"align": "right" if kind in _RIGHT else "left"}


def _write_data(sheet: Any, table: Table, heading: Heading, pens: _Pens) -> None:
    last_column = len(table.columns) - 1
    sheet.write_string(0, 0, heading.office_line, pens.office)
    sheet.set_row(1, 26)
    sheet.write_string(1, 0, table.title, pens.title)
    for row, line in enumerate(provenance(table, heading), 2):
        sheet.write_string(row, 0, line, pens.provenance)
    for index, column in enumerate(table.columns):
        sheet.write_string(_HEADER_ROW, index, column.title, pens.head)
        sheet.set_column_pixels(index, index, _width(column, [row[index] for row in table.rows]))
    links = 0
    for number, row in enumerate(table.rows, _HEADER_ROW + 1):
        for index, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            links += _write_cell(sheet, number, index, column.kind, cell, pens, may_link=links < _MOST_LINKS)
    last_row = _HEADER_ROW + max(1, len(table.rows))
    sheet.autofilter(_HEADER_ROW, 0, last_row, last_column)
    sheet.freeze_panes(_HEADER_ROW + 1, 0)
    sheet.print_area(0, 0, last_row, last_column)
    sheet.repeat_rows(_HEADER_ROW)
    _set_paper(sheet, table, heading)


def provenance(table: Table, heading: Heading) -> tuple[str, str]:
    """The two lines under the title that say what the rows are and how to check them."""
    return (
        f"Periode {heading.period_text}  ·  Saringan: {table.filters}  ·  Data s.d. {heading.cutoff_text}",
        f"Kebijakan {heading.policy_text}  ·  Dibuat oleh {heading.made_by}  ·  "
        f"{len(table.rows)} baris  ·  Sidik data {table.digest()}",
    )


def _set_paper(sheet: Any, table: Table, heading: Heading) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    office = heading.government.replace("&", "&&")[:80]
    sheet.set_footer(f"&L&8{office}&C&8Sidik data {table.digest()}&R&8Halaman &P dari &N")


def _write_cell(sheet: Any, row: int, column: int, kind: Kind, cell: Cell, pens: _Pens, *, may_link: bool) -> int:
    """Write one cell by its value; returns 1 when it became a link."""
    pen = pens.cells[kind]
    match cell:
        case Absent():
            sheet.write_string(row, column, cell.value, pens.absent)
        case str() if kind is Kind.LINK and may_link and _linkable(cell):
            sheet.write_url(row, column, cell, pens.link, string=cell)
            return 1
        case str():
            sheet.write_string(row, column, fitting(cell), pens.quoted if cell[:1] in "=+-@" and cell else pen)
        case datetime():
            sheet.write_datetime(row, column, cell.replace(tzinfo=None), pen)
        case date():
            sheet.write_datetime(row, column, cell, pens.day)
        case time():
            sheet.write_datetime(row, column, cell, pen)
        case _:
            sheet.write_number(row, column, cell, pen)
    return 0


def fitting(text: str) -> str:
    """The text cut to what one Excel cell can hold, without half of a character at the end."""
    if len(text) * 2 <= _LONGEST_TEXT:
        return text
    return text.encode("utf-16-le")[: _LONGEST_TEXT * 2].decode("utf-16-le", "ignore")


def _linkable(url: str) -> bool:
    address, _, fragment = url.partition("#")
    # Spaces are escaped to three characters each on writing, so the limit leaves room.
    longest = max(len(address.encode("utf-16-le")), len(fragment.encode("utf-16-le"))) // 2
    return url.lower().startswith(("http://", "https://")) and longest * 3 <= _LONGEST_URL


def _width(column: Column, cells: Sequence[Cell]) -> int:
    """Pixels: the widest value, but no wider than the column may be, and never narrower than a word of the head."""
    widest = max((cell_autofit_width(_shown(column.kind, cell)) for cell in cells), default=0)
    head = max(cell_autofit_width(word) for word in column.title.split()) + _FILTER_ARROW
    return max(head, min(widest + 6, column.widest * _PIXELS_A_CHARACTER))


def _shown(kind: Kind, cell: Cell) -> str:
    if isinstance(cell, Absent):
        return max(cell.value.split(), key=len)
    return cell if isinstance(cell, str) else _SAMPLES.get(kind, str(cell))


def _write_legend(sheet: Any, table: Table, heading: Heading, pens: _Pens) -> None:
    text = pens.cells[Kind.TEXT]
    sheet.set_column_pixels(0, 0, 200)
    sheet.set_column_pixels(1, 1, 620)
    sheet.write_string(0, 0, f"Keterangan: {table.title}", pens.title)
    row = 2
    for head, lines in _legend(table, heading):
        sheet.write_string(row, 0, head, pens.head)
        sheet.write_string(row, 1, "Arti", pens.head)
        for row, (name, meaning) in enumerate(lines, row + 1):  # noqa: B020  (the row goes on counting)
            sheet.write_string(row, 0, name, text)
            sheet.write_string(row, 1, meaning, text)
        row += 2
    _set_paper(sheet, table, heading)


def _legend(table: Table, heading: Heading) -> list[tuple[str, list[tuple[str, str]]]]:
    proof = [
        ("Data s.d.", f"Keadaan data pada {heading.cutoff_text}; yang masuk sesudahnya belum dihitung."),
        ("Kebijakan", "Sidik aturan penilaian (policy.toml) yang dipakai untuk nilai."),
        (
            "Sidik data",
            "16 angka heksadesimal pertama SHA-256 dari kepala kolom dan semua baris (tiap baris satu larik JSON). "
            "Berkas yang dibuat ulang dari data yang sama bersidik sama.",
        ),
    ]
    return [
        ("Kolom", [(column.title, column.meaning) for column in table.columns]),
        ("Isi sel", list(EMPTY_TEXTS)),
        ("Asal-usul", proof),
    ]
