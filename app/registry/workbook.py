"""XLSX: the first sheet that has a header of ours."""

import io
import warnings
from itertools import islice

from openpyxl import load_workbook

from app.registry.columns import Vocabulary
from app.registry.grid import Row, Table, as_table, filled_rows, find_header, known_columns
from core.errors import BadInputError, Problem

_LAST_ROW = 1_048_576  # Excel's own limit; a row that claims a higher number is not one


def read_workbook(file: str, data: bytes, vocabulary: Vocabulary) -> Table:
    """The table in a workbook: values as Excel last computed them, dates and numbers typed.

    Raises:
        BadInputError: damaged, or no sheet has a header of ours.
    """
    try:
        with warnings.catch_warnings():
            # About styles and extensions it drops, and dates it cannot read: those cells are told below.
            warnings.simplefilter("ignore")
            sheets = _sheets(data)
    except Exception as error:  # whatever the zip, XML and style layers raise on a damaged file
        message = (
            f"rusak sebagai XLSX ({error.__class__.__name__}); buka di Excel lalu simpan ulang sebagai .xlsx"
        )
        raise BadInputError([Problem(file, message)]) from error
    return as_table(file, _best(sheets, vocabulary), vocabulary)


def _sheets(data: bytes) -> list[list[Row]]:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        sheets = []
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # some programs state a size that is too small
            sheets.append(filled_rows(islice(sheet.iter_rows(values_only=True), _LAST_ROW)))
        return sheets
    finally:
        book.close()


def _best(sheets: list[list[Row]], vocabulary: Vocabulary) -> list[Row]:
    """The first sheet whose header has several known columns, else one, else the first that has anything."""

    def known(rows: list[Row]) -> int:
        at = find_header(rows, vocabulary)
        return 0 if at is None else min(known_columns(rows[at], vocabulary), 2)

    filled = [rows for rows in sheets if rows]
    return max(filled, key=known, default=[])
