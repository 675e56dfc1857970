"""Rows of a table through a pydantic model at the border, with every problem of the file collected."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from app.registry.cells import REQUIRED, UNCOMPUTED, Uncomputed, is_blank
from app.registry.columns import Columns, Vocabulary, place_columns
from app.registry.grid import Row, Table
from app.registry.tables import read_table
from core.errors import BadInputError, Problem

Noun = TypeVar("Noun")
Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Imported(Generic[Noun]):
    """What a file held, in its order, and the columns that were not read because we know no such field."""

    rows: tuple[Noun, ...]
    ignored_columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet(Generic[Model]):
    """A file's rows as checked models beside their row numbers, and what was wrong so far."""

    table: Table
    columns: Columns
    entries: list[tuple[int, Model]]
    problems: list[Problem]

    def header(self, field: str) -> str:
        """A field's column as the file spells it; the field itself where the file has no such column."""
        place = self.columns.places.get(field)
        return field if place is None else self.table.columns[place]

    def refuse(self, row: int, field: str, message: str) -> None:
        """Note one more problem."""
        self.problems.append(Problem(self.table.file, message, row, self.header(field)))

    def finish(self, nouns: list[Noun]) -> Imported[Noun]:
        """The import, unless anything was wrong.

        Raises:
            BadInputError: with all problems, in the order of the file.
        """
        if self.problems:
            raise BadInputError(sorted(self.problems, key=lambda problem: problem.row or 0))
        return Imported(tuple(nouns), self.columns.ignored)


def read_sheet(path: Path, vocabulary: Vocabulary, model: type[Model]) -> Sheet[Model]:
    """Read a file and check each row that has anything in a known column.

    Raises:
        BadInputError: the file cannot be read as a table at all.
    """
    table = read_table(path, vocabulary)
    columns, problems = place_columns(table.columns, vocabulary, table.file, table.header_row)
    sheet: Sheet[Model] = Sheet(table, columns, [], [*table.problems, *problems])
    filled = [
        row for row in table.rows if not all(is_blank(_cell(row, place)) for place in columns.places.values())
    ]
    if not filled:
        message = "berkas kosong: isi sedikitnya satu baris di bawah judul kolom"
        sheet.problems.append(Problem(table.file, message, table.header_row + 1))
    for row in filled:
        _check(row, sheet, model)
    _refuse_taken_ids(sheet, filled)
    return sheet


def _check(row: Row, sheet: Sheet[Model], model: type[Model]) -> None:
    cells = {field: _cell(row, place) for field, place in sheet.columns.places.items()}
    unread = [field for field, cell in cells.items() if isinstance(cell, Uncomputed)]
    for field in unread:
        sheet.refuse(row.number, field, UNCOMPUTED)
        cells[field] = None
    try:
        checked = model.model_validate(cells)
    except ValidationError as error:
        for field, message in _complaints(error):
            # A missing column was told once, not once a row; a formula was told as what it is.
            if field in sheet.columns.places and field not in unread:
                sheet.refuse(row.number, field, message)
    else:
        sheet.entries.append((row.number, checked))


def _refuse_taken_ids(sheet: Sheet[Model], rows: list[Row]) -> None:
    """An id that two rows give is told also where other cells of those rows are wrong."""
    place = sheet.columns.places.get("id")
    if place is None:
        return
    seen: dict[str, int] = {}
    for row in rows:
        given = str(_cell(row, place) or "").strip()
        first = seen.setdefault(given, row.number)
        if given and first != row.number and not is_blank(_cell(row, place)):
            sheet.refuse(row.number, "id", f"id {given!r} sudah dipakai baris {first}")


def _complaints(error: ValidationError) -> Iterator[tuple[str, str]]:
    for item in error.errors():
        field = str(item["loc"][0]) if item["loc"] else ""
        cause = item.get("ctx", {}).get("error")
        yield field, str(cause) if cause else REQUIRED


def _cell(row: Row, place: int) -> object:
    return row.cells[place] if place < len(row.cells) else None
