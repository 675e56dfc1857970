"""XLSX: the first sheet that has a header of ours."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from openpyxl import Workbook, load_workbook

from app.registry.cells import Uncomputed
from app.registry.columns import Vocabulary
from app.registry.grid import Row, Table, as_table, filled_rows, find_header, known_columns
from core.errors import BadInputError, Problem

_FORMULA = re.compile(rb"<(\w+:)?f[ />]")
_LAST_ROW = 1_048_576  # Excel's own limit; a row that claims a higher number is not one


def read_workbook(file: str, data: bytes, vocabulary: Vocabulary) -> Table:
    """The table in a workbook: values as Excel last computed them, dates and numbers typed.

    A formula without a result becomes `Uncomputed`, which no reader takes for a blank.

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
    """The filled rows of every sheet. Formulas are looked at only where the file has some."""
    with _opened(data, computed=True) as book:
        if not _has_formulas(data):
            return [filled_rows(_rows(sheet, plain=True)) for sheet in book.worksheets]
        with _opened(data, computed=False) as written:
            return [
                filled_rows(map(_marked, _rows(sheet), _rows(formulas)))
                for sheet, formulas in zip(book.worksheets, written.worksheets, strict=True)
            ]


@contextmanager
def _opened(data: bytes, *, computed: bool) -> Iterator[Workbook]:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=computed)
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # some programs state a size that is too small
        yield book
    finally:
        book.close()


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [name for name in package.namelist() if name.startswith("xl/worksheets/")]
        return any(_FORMULA.search(package.read(name)) for name in parts)


def _rows(sheet: Any, *, plain: bool = False) -> Iterator[tuple[Any, ...]]:
    return islice(sheet.iter_rows(values_only=plain), _LAST_ROW)


def _marked(values: tuple[Any, ...], formulas: tuple[Any, ...]) -> tuple[object, ...]:
    """A row's values, with formulas that no program has computed yet marked.

    A formula whose result is an empty text has a type of text (`str`), one without result has none.
    """
    return tuple(
        Uncomputed()
        if cell.value is None and formula.data_type == "f" and cell.data_type != "str"
        else cell.value
        for cell, formula in zip(values, formulas, strict=True)
    )


def _best(sheets: list[list[Row]], vocabulary: Vocabulary) -> list[Row]:
    """The first sheet whose header has several known columns, else one, else the first that has anything."""

    def known(rows: list[Row]) -> int:
        at = find_header(rows, vocabulary)
        return 0 if at is None else min(known_columns(rows[at], vocabulary), 2)

    filled = [rows for rows in sheets if rows]
    return max(filled, key=known, default=[])
