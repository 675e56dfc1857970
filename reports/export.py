"""What is stored, for machines: CSV, JSON or Parquet with the nouns' own field names."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Any

import pandas as pd
import pyarrow as pa

from reports.files import replacing
from reports.formats import Format, What
from reports.records import SHAPES, Record, Type, Value
from storage import UnitOfWork

_WHOLE_TEXT = "text"
# A spreadsheet takes a cell that begins like this for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

_ARROW = {
    Type.TEXT: pa.string(),
    Type.TEXTS: pa.list_(pa.string()),
    Type.INTEGER: pa.int64(),
    Type.NUMBER: pa.float64(),
    Type.BOOLEAN: pa.bool_(),
    Type.DATE: pa.date32(),
    Type.MOMENT: pa.timestamp("us", tz="UTC"),
    Type.OBJECT: pa.string(),
}


def export(unit: UnitOfWork, what: What, format_: Format, target: Path | IO[bytes]) -> int:
    """Write everything of one kind to a file or an open binary stream; returns the number of records.

    Times are UTC in ISO 8601 with `Z`. Objects and lists are JSON in CSV, objects are JSON in Parquet.
    In CSV, text that begins like a formula has an apostrophe in front, which `plain` takes away
    again; an empty cell is null or an empty text. Articles come without their text, which belongs to its publisher.
    """
    if isinstance(target, Path):
        with replacing(target) as file:
            return export(unit, what, format_, file)
    shape = SHAPES[what]
    counted = _Counted(shape.read(unit))
    _WRITERS[format_](counted, shape.fields, target)
    return counted.number


def plain(cell: str) -> str:
    """The text a CSV cell stands for: without the apostrophe that keeps spreadsheets from computing it."""
    return cell[1:] if cell.startswith("'") and _looks_computed(cell[1:]) else cell


class _Counted:
    """Records that are counted as they pass."""

    def __init__(self, records: Iterator[Record]) -> None:
        self._records = records
        self.number = 0

    def __iter__(self) -> Iterator[Record]:
        for record in self._records:
            self.number += 1
            yield record


def _write_csv(records: Iterable[Record], fields: Mapping[str, Type], target: IO[bytes]) -> None:
    text = io.TextIOWrapper(target, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    shown = [position for position, name in enumerate(fields) if name != _WHOLE_TEXT]
    names = list(fields)
    writer.writerow([names[position] for position in shown])
    for record in records:
        writer.writerow([_csv_cell(record[position]) for position in shown])
    text.detach()


def _csv_cell(value: Value) -> object:
    match value:
        case None | int() | float():
            return {True: "true", False: "false"}[value] if isinstance(value, bool) else value
        case str():
            return f"'{value}" if _looks_computed(value) else value
        case date():
            return _iso(value)
        case _:
            return _json(value)


def _looks_computed(text: str) -> bool:
    # Apostrophes in front are looked through, so that taking one away always gives the text back.
    return text.lstrip("'").startswith(_FORMULA)


def _write_json(records: Iterable[Record], fields: Mapping[str, Type], target: IO[bytes]) -> None:
    """One array, one record a line: a document for `json`, and still readable by line tools."""
    separator = b"[\n"
    for record in records:
        values = {
            name: _iso(value) if isinstance(value, date) else value
            for name, value in zip(fields, record, strict=True)
        }
        target.write(separator + _json(values).encode())
        separator = b",\n"
    target.write(b"[]\n" if separator == b"[\n" else b"\n]\n")


def _write_parquet(records: Iterable[Record], fields: Mapping[str, Type], target: IO[bytes]) -> None:
    frame(records, fields).to_parquet(target, engine="pyarrow", index=False, compression="zstd")


def frame(records: Iterable[Record], fields: Mapping[str, Type]) -> pd.DataFrame:
    """The records as a data frame with typed columns; objects are JSON texts, unknowns are null."""
    rows = list(records)
    columns = zip(*rows, strict=True) if rows else ((),) * len(fields)
    return pd.DataFrame(
        {
            name: pd.Series(
                [_arrow_value(value, kind) for value in column], dtype=pd.ArrowDtype(_ARROW[kind])
            )
            for column, (name, kind) in zip(columns, fields.items(), strict=True)
        }
    )


def _arrow_value(value: Value, kind: Type) -> object:
    if kind is Type.OBJECT:
        return _json(value)
    return list(value) if isinstance(value, tuple) else value


def _iso(value: date) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value.isoformat()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


_WRITERS: Mapping[Format, Callable[[Iterable[Record], Mapping[str, Type], IO[bytes]], None]] = {
    Format.CSV: _write_csv,
    Format.JSON: _write_json,
    Format.PARQUET: _write_parquet,
}
