"""JSON Lines: one object a line; a row's number is its line."""

import json

from app.registry.columns import Vocabulary
from app.registry.grid import Row, Table, header_text
from core.errors import BadInputError, Problem

_SHAPE = "tulis satu objek JSON per baris"


def read_json_lines(file: str, data: bytes, vocabulary: Vocabulary) -> Table:
    """The table in a JSON Lines file; its columns are all keys in the order they are first seen.

    Raises:
        BadInputError: no line holds an object with a known key.
    """
    found, problems = _objects(file, data)
    if not found:
        raise BadInputError(problems[:1] or [Problem(file, "berkas kosong")])
    keys = list(dict.fromkeys(key for _, item in found for key in item))
    if not any(map(vocabulary.field_of, keys)):
        raise BadInputError([Problem(file, f"tidak ada kunci yang dikenal; {_SHAPE}", found[0][0])])
    rows = tuple(Row(number, tuple(item.get(key) for key in keys)) for number, item in found)
    return Table(file, found[0][0], tuple(map(header_text, keys)), rows, tuple(problems))


def _objects(file: str, data: bytes) -> tuple[list[tuple[int, dict[str, object]]], list[Problem]]:
    found: list[tuple[int, dict[str, object]]] = []
    problems: list[Problem] = []
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            found.append((number, _object(line)))
        except ValueError as error:
            problems.append(Problem(file, str(error), number))
    return found, problems


def _object(line: bytes) -> dict[str, object]:
    try:
        item = json.loads(line.decode(), object_pairs_hook=_unique, parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise ValueError(
            f"bukan UTF-8: byte 0x{line[error.start]:02X} pada huruf ke-{error.start + 1}; simpan ulang sebagai UTF-8"
        ) from error
    except json.JSONDecodeError as error:
        raise ValueError(f"bukan JSON pada huruf ke-{error.colno}; {_SHAPE}") from error
    except RecursionError as error:
        raise ValueError(f"JSON bersarang terlalu dalam; {_SHAPE}") from error
    if not isinstance(item, dict):
        raise ValueError(f"bukan objek JSON; {_SHAPE}")  # noqa: TRY004 - a value to report, not a programming error
    return item


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    item = dict(pairs)
    if len(item) < len(pairs):
        raise ValueError("kunci yang sama tertulis dua kali di baris ini")
    return item


def _no_number(name: str) -> None:
    raise ValueError(f"{name} bukan nilai JSON")
