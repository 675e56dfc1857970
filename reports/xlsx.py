"""The one writer of XLSX files: safe with third-party text, calm on paper, the same bytes when re-made."""

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

import xlsxwriter

from reports import wording
from reports.pages import Heading
from reports.pens import Pens, pens
from reports.sizes import head_height, row_height, shown, widths
from reports.table import MEANINGS, Absent, Cell, Kind, Table

LEGEND = "Keterangan"
HEADER_ROW = 5  # kop, title, two lines of provenance and an empty row stand above it

_LEGEND_WIDTHS = (230, 640)  # pixels
_LONGEST_TEXT = 32_767  # Excel's limit for one cell, in UTF-16 units
_LONGEST_URL = 2_079  # Excel's limit for a link and for its fragment
_MOST_LINKS = 65_000  # Excel refuses more than 65,530 links on a sheet
_COMPUTED = ("=", "+", "-", "@")
_A4 = 9

_DIGEST_MEANING = (
    "16 angka heksadesimal pertama SHA-256 dari kepala kolom dan semua baris (tiap baris satu larik JSON). "
    "Berkas yang dibuat ulang dari data yang sama bersidik sama."
)


def workbook(table: Table, heading: Heading) -> bytes:
    """The table as an XLSX file with kop, provenance, typed columns and a sheet that explains them.

    The same table and heading give the same bytes: the file's time is the data's cut-off.
    """
    target, digest = io.BytesIO(), table.digest()
    # Text goes through write_string alone; these keep a slip from turning a headline into a formula.
    guards = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(target, {"in_memory": True} | guards)
    book.set_properties(
        {
            "title": table.title,
            "author": heading.government,
            "comments": f"Sidik data {digest}",
            "created": heading.cutoff.astimezone(UTC).replace(tzinfo=None),
        }
    )
    formats = pens(book)
    sheets = book.add_worksheet(table.name), book.add_worksheet(LEGEND)
    _write_data(sheets[0], table, provenance(table, heading, digest), formats)
    _write_legend(sheets[1], table, heading, formats)
    for sheet in sheets:
        _set_paper(sheet, heading, digest)
    book.close()
    return target.getvalue()


def provenance(table: Table, heading: Heading, digest: str) -> tuple[str, str, str, str]:
    """The lines above a table: kop, title, what the rows are, and how to check them."""
    rows = wording.number(len(table.rows))
    return (
        heading.office_line,
        table.title,
        f"Periode {heading.period_text}  ·  Saringan: {table.filters}  ·  Data s.d. {heading.cutoff_text}",
        f"Kebijakan {heading.policy_text}  ·  Dibuat oleh {heading.made_by}  ·  {rows} baris  ·  Sidik data {digest}",
    )


def fitting(text: str) -> str:
    """The text cut to what one Excel cell can hold, without half of a character at the end."""
    if len(text) * 2 <= _LONGEST_TEXT:
        return text
    return text.encode("utf-16-le")[: _LONGEST_TEXT * 2].decode("utf-16-le", "ignore")


def _write_data(sheet: Any, table: Table, head: Sequence[str], formats: Pens) -> None:
    columns = widths(table)
    sheet.set_row(1, 26)
    for row, (line, pen) in enumerate(
        zip(head, (formats.office, formats.title, formats.provenance, formats.provenance), strict=True)
    ):
        sheet.write_string(row, 0, line, pen)
    sheet.set_row(HEADER_ROW, head_height(table, columns))
    for index, column in enumerate(table.columns):
        sheet.write_string(HEADER_ROW, index, column.title, formats.heads[column.kind])
        sheet.set_column_pixels(index, index, columns[index])
    _write_rows(sheet, table, columns, formats)
    last_row, last_column = HEADER_ROW + max(1, len(table.rows)), len(table.columns) - 1
    sheet.autofilter(HEADER_ROW, 0, last_row, last_column)
    sheet.freeze_panes(HEADER_ROW + 1, table.frozen)
    sheet.print_area(0, 0, last_row, last_column)
    sheet.repeat_rows(HEADER_ROW)


def _write_rows(sheet: Any, table: Table, columns: Sequence[int], formats: Pens) -> None:
    kinds = [column.kind for column in table.columns]
    links = 0
    for number, row in enumerate(table.rows, HEADER_ROW + 1):
        texts = (shown(kind, cell) for kind, cell in zip(kinds, row, strict=True))
        sheet.set_row(number, row_height(texts, columns))
        address = _address(kinds, row) if links < _MOST_LINKS else None
        if address is not None:
            # The row's first cell opens it: LibreOffice cuts a linked text instead of wrapping it.
            sheet.write_url(number, 0, address, string=address)
            links += 1
        for index, (kind, cell) in enumerate(zip(kinds, row, strict=True)):
            pen = formats.links[kind] if address is not None and index == 0 else formats.cells[kind]
            _write_cell(sheet, number, index, kind, cell, pen, formats)


def _address(kinds: Sequence[Kind], row: Sequence[Cell]) -> str | None:
    """The first address of a row that Excel can follow."""
    found = (cell for kind, cell in zip(kinds, row, strict=True) if kind is Kind.LINK)
    return next((cell for cell in found if isinstance(cell, str) and _linkable(cell)), None)


def _write_cell(sheet: Any, row: int, column: int, kind: Kind, cell: Cell, pen: Any, formats: Pens) -> None:
    match cell:
        case Absent():
            sheet.write_string(row, column, cell.value, formats.absents[kind])
        case str() if kind not in (Kind.TEXT, Kind.LINK):
            # Words where a figure would stand say why there is none.
            sheet.write_string(row, column, fitting(cell), formats.absents[kind])
        case str():
            sheet.write_string(
                row, column, fitting(cell), formats.quoted if cell.startswith(_COMPUTED) else pen
            )
        case datetime():
            sheet.write_datetime(row, column, cell.replace(tzinfo=None), pen)
        case date():
            # A day in a column of moments prints as a day, not as midnight.
            sheet.write_datetime(row, column, cell, formats.cells[Kind.DATE])
        case time():
            sheet.write_datetime(row, column, cell, pen)
        case _:
            sheet.write_number(row, column, cell, pen)


def _linkable(url: str) -> bool:
    """Whether Excel can follow this address; what it cannot stays plain text."""
    address, _, fragment = url.partition("#")
    # On writing, a character may be escaped to three.
    longest = 3 * max(len(address), len(fragment))
    return url.lower().startswith(("http://", "https://")) and longest <= _LONGEST_URL


def _write_legend(sheet: Any, table: Table, heading: Heading, formats: Pens) -> None:
    head, text = formats.heads[Kind.TEXT], formats.cells[Kind.TEXT]
    for column, width in enumerate(_LEGEND_WIDTHS):
        sheet.set_column_pixels(column, column, width)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, f"{LEGEND}: {table.title}", formats.title)
    row = 2
    for title, lines in _legend(table, heading):
        sheet.write_string(row, 0, title, head)
        sheet.write_string(row, 1, "Arti", head)
        for name, meaning in lines:
            row += 1
            sheet.set_row(row, row_height((name, meaning), _LEGEND_WIDTHS))
            sheet.write_string(row, 0, name, text)
            sheet.write_string(row, 1, meaning, text)
        row += 2


def _legend(table: Table, heading: Heading) -> list[tuple[str, list[tuple[str, str]]]]:
    proof = [
        ("Data s.d.", f"Keadaan data pada {heading.cutoff_text}; yang masuk sesudahnya belum dihitung."),
        ("Kebijakan", "Sidik aturan penilaian (policy.toml) yang dipakai untuk nilai."),
        ("Sidik data", _DIGEST_MEANING),
    ]
    return [
        ("Kolom", [(column.title, column.meaning) for column in table.columns]),
        ("Isi sel", list(MEANINGS)),
        ("Asal-usul", proof),
    ]


def _set_paper(sheet: Any, heading: Heading, digest: str) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.3, right=0.3, top=0.5, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    office = heading.government.replace("&", "&&")[:80]
    sheet.set_footer(f"&L&8{office}&C&8Sidik data {digest}&R&8Halaman &P dari &N")
