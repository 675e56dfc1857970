"""Rows of cells as a spreadsheet shows them, and the header that makes them a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.registry.cells import clean, is_blank
from app.registry.columns import Vocabulary, missing_columns
from core.errors import BadInputError, Problem

# Letterheads and titles stand above a header; further down a known word is data.
_HEADER_WITHIN_ROWS = 20
_SURE = 2  # one known word may be a title ("Kegiatan"); two in one row are a header


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not blank. `number` is the row as a spreadsheet counts it, or the line of a JSON Lines file."""

    number: int
    cells: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A file's header as it is written there, and the rows below it; `problems` are what reading met on the way."""

    file: str
    header_row: int
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()


def filled_rows(rows: Iterable[Sequence[object]]) -> list[Row]:
    """The rows that say anything, numbered from 1 with blank ones counted."""
    return [
        Row(number, tuple(cells)) for number, cells in enumerate(rows, 1) if not all(map(is_blank, cells))
    ]


def known_columns(row: Row, vocabulary: Vocabulary) -> int:
    """How many different fields a row names."""
    return len({vocabulary.field_of(cell) for cell in row.cells} - {None})


def find_header(rows: Sequence[Row], vocabulary: Vocabulary) -> int | None:
    """The index of the header: the first row with two known columns, else the first with one, else None."""
    counts = [known_columns(row, vocabulary) for row in rows[:_HEADER_WITHIN_ROWS]]
    sure = (index for index, count in enumerate(counts) if count >= _SURE)
    single = (index for index, count in enumerate(counts) if count)
    return next(sure, next(single, None))


def as_table(
    file: str, rows: Sequence[Row], vocabulary: Vocabulary, problems: Sequence[Problem] = ()
) -> Table:
    """Split rows into header and data.

    Raises:
        BadInputError: there are no rows, or no row names a known column.
    """
    if not rows:
        raise BadInputError([*problems, Problem(file, "berkas kosong")])
    at = find_header(rows, vocabulary)
    if at is None:
        first = rows[0].number
        missing = missing_columns((), vocabulary, file, first)
        raise BadInputError(
            [*problems, Problem(file, "tidak ada baris judul kolom yang dikenal", first), *missing]
        )
    header = rows[at]
    return Table(
        file, header.number, tuple(map(header_text, header.cells)), tuple(rows[at + 1 :]), tuple(problems)
    )


def header_text(cell: object) -> str:
    """A header as one printable line, empty for a blank one."""
    return "" if is_blank(cell) else clean(str(cell)).encode(errors="replace").decode()
