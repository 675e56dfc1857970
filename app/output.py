"""How a command answers: tables for people, or one JSON document on stdout for machines."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from uuid import UUID

from rich import box
from rich.console import Console
from rich.table import Table

out = Console(highlight=False)

# Kinds of near misses as labels name them, in the words of a reader.
_NEAR_MISSES = {
    "preview": "pratinjau",
    "last_year": "tahun lalu",
    "other_year": "tahun lain",
    "other_place": "tempat lain",
    "mention": "disebut sepintas",
    "follow_up": "tindak lanjut",
    "unrelated": "tak berkaitan",
    "copy": "salinan",
    "same_official": "pejabat sama",
    "same_type_other_region": "jenis sama di daerah lain",
}


def near_miss(kind: str) -> str:
    """A kind of near miss in words; one we do not know stands as it is."""
    return _NEAR_MISSES.get(kind, kind)


def print_json(value: object) -> None:
    """The one JSON document of a `--json` command."""
    print(json.dumps(plain(value), ensure_ascii=False, indent=2))  # noqa: T201 (stdout is the product)


def plain(value: object) -> object:
    """A value in JSON's own types: ISO times, ids and paths as text, nouns as objects."""
    match value:
        case Enum():
            return value.value
        case None | bool() | int() | float() | str():
            return value
        case date() | UUID() | Path():  # a datetime is a date
            return value.isoformat() if isinstance(value, date) else str(value)
        case Mapping():
            return {str(plain(key)): plain(item) for key, item in value.items()}
        case set() | frozenset():
            return sorted((plain(item) for item in value), key=str)
        case Sequence():
            return [plain(item) for item in value]
        case _ if is_dataclass(value):
            return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        case _:
            raise TypeError(f"no JSON for {type(value).__name__}")


def print_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A calm table; None is written as "tidak ada data"."""
    out.print(f"\n[bold]{title}[/bold]")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for position, name in enumerate(columns):
        numeric = bool(rows) and all(isinstance(row[position], int | float | None) for row in rows)
        table.add_column(name, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(_cell(value) for value in row))
    out.print(table)


def _cell(value: object) -> str:
    if value is None:
        return "[dim]tidak ada data[/dim]"
    text = f"{value:.1f}".replace(".", ",") if isinstance(value, float) else str(value)
    return text.replace("[", r"\[")
