"""CSV: UTF-8 with or without a mark, or UTF-16 with one; comma, semicolon or tab.

Semicolons are what an Indonesian Excel writes and are taken silently. Windows-1252 is refused: a guess at a
name's letters would never be noticed again. It is only read so, to tell the file's other faults with it.
"""

import codecs
import csv
import io

from app.registry.columns import Vocabulary
from app.registry.grid import Row, Table, as_table, filled_rows, find_header, header_text, known_columns
from core.errors import BadInputError, Problem

_DELIMITERS = ",;\t"
_SAVE_AS = "di Excel pilih Simpan Sebagai, jenis `CSV UTF-8`, atau simpan sebagai .xlsx"
_MOST_CELLS = 100  # damaged cells that are told one by one
_ESCAPED = range(0xDC80, 0xDD00)  # how `surrogateescape` keeps a byte that is not UTF-8


def read_delimited(file: str, data: bytes, vocabulary: Vocabulary) -> Table:
    """The table in a CSV; the delimiter is the one that finds most known columns.

    Raises:
        BadInputError: not text, or nothing in it that looks like our header.
    """
    text = _decode(file, data)
    attempts = [_records(file, text, delimiter) for delimiter in _DELIMITERS]
    rows, problems = max(attempts, key=lambda attempt: _fit(attempt[0], vocabulary))
    return as_table(
        file,
        [_printable(row) for row in rows],
        vocabulary,
        [*_foreign_bytes(file, rows, vocabulary), *problems],
    )


def _decode(file: str, data: bytes) -> str:
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            text = data.decode("utf-16")
        else:
            text = data.decode("utf-8-sig", errors="surrogateescape")
    except UnicodeDecodeError as error:
        raise BadInputError([Problem(file, f"rusak sebagai teks UTF-16; {_SAVE_AS}")]) from error
    if "\0" in text:
        raise BadInputError([Problem(file, f"bukan berkas teks; {_SAVE_AS}")])
    return text


def _records(file: str, text: str, delimiter: str) -> tuple[list[Row], list[Problem]]:
    """The rows up to the first that is not well formed, and that one as a problem.

    Strict: a quote that is never closed would otherwise swallow every row after it without a word.
    """
    records: list[list[str]] = []
    problems: list[Problem] = []
    try:
        records.extend(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        message = (
            f"tanda kutip di baris ini tidak ditutup atau tidak rapi; mulai baris ini tidak terbaca ({error})"
        )
        problems.append(Problem(file, message, len(records) + 1))
    return filled_rows(records), problems


def _fit(rows: list[Row], vocabulary: Vocabulary) -> int:
    at = find_header(rows, vocabulary)
    return 0 if at is None else known_columns(rows[at], vocabulary)


def _foreign_bytes(file: str, rows: list[Row], vocabulary: Vocabulary) -> list[Problem]:
    """Every cell that is not UTF-8; after `_MOST_CELLS` of them only how many more there are."""
    places = [
        (row, index) for row in rows for index, cell in enumerate(row.cells) if _bad_byte(cell) is not None
    ]
    at = find_header(rows, vocabulary)
    header = rows[at] if at is not None else None
    problems = [_foreign_cell(file, row, index, header) for row, index in places[:_MOST_CELLS]]
    if len(places) > _MOST_CELLS:
        row, _ = places[_MOST_CELLS]
        message = f"bukan UTF-8 juga di {len(places) - _MOST_CELLS} sel lain mulai baris ini; {_SAVE_AS}"
        problems.append(Problem(file, message, row.number))
    return problems


def _foreign_cell(file: str, row: Row, index: int, header: Row | None) -> Problem:
    names = header.cells if header is not None and header.number <= row.number else ()
    column = header_text(_printable_cell(names[index])) if index < len(names) else None
    shown = header_text(_printable_cell(row.cells[index]))
    message = (
        f"bukan UTF-8: byte 0x{_bad_byte(row.cells[index]):02X} di sel ini (terbaca {shown!r}). "
        f"Berkas ini agaknya Windows-1252; {_SAVE_AS}"
    )
    return Problem(file, message, row.number, column or f"kolom ke-{index + 1}")


def _bad_byte(cell: object) -> int | None:
    return next((ord(char) - 0xDC00 for char in str(cell) if ord(char) in _ESCAPED), None)


def _printable(row: Row) -> Row:
    return Row(row.number, tuple(map(_printable_cell, row.cells)))


def _printable_cell(cell: object) -> str:
    return "".join(_windows(char) if ord(char) in _ESCAPED else char for char in str(cell))


def _windows(char: str) -> str:
    """An escaped byte as Windows-1252 has it."""
    return bytes([ord(char) - 0xDC00]).decode("cp1252", errors="replace")
