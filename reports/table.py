"""A table as values: what the XLSX writer prints, what the digest is taken of, what tests compare."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum, StrEnum


class Absent(Enum):
    """Why a cell holds no figure. Each reads differently, and none of them reads 0."""

    NO_DATA = "tidak ada data"
    OUR_FAILURE = "gagal kami"
    SITE_DOWN = "situs mati"
    NOT_APPLICABLE = "tidak berlaku"
    NOTHING = "–"


MEANINGS = (
    ("0", "Terpantau, dan memang tidak ada satu pun."),
    (
        Absent.NO_DATA.value,
        "Belum diketahui: tidak tercatat, atau belum pernah diukur. Bukan nol dan tidak merugikan media.",
    ),
    (
        Absent.OUR_FAILURE.value,
        "Tayang gagal memantau. Kesalahan kami, bukan media; tidak dihitung sebagai nol.",
    ),
    (Absent.SITE_DOWN.value, "Situs media sendiri tidak dapat dibuka siapa pun pada hari itu."),
    (Absent.NOT_APPLICABLE.value, "Tidak mungkin ada, misalnya karena kegiatannya belum berlangsung."),
    (Absent.NOTHING.value, "Memang tidak ada isinya."),
)


class Kind(StrEnum):
    """What a column holds; `PERCENT` holds shares in [0, 1], `MOMENT` local wall-clock times."""

    TEXT = "text"
    LINK = "link"
    INTEGER = "integer"
    DECIMAL = "decimal"
    PERCENT = "percent"
    DATE = "date"
    TIME = "time"
    MOMENT = "moment"


Cell = str | int | float | date | time | datetime | Absent


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head, its kind, what it means (for the sheet "Keterangan") and its widest width in characters."""

    title: str
    kind: Kind
    meaning: str
    widest: int = 40


@dataclass(frozen=True, slots=True)
class Table:
    """One report: `name` is the sheet's tab, `filters` says in words what was left out, and the first
    `frozen` columns stay in view when the rest is scrolled.
    """

    name: str
    title: str
    filters: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    frozen: int = 0

    def digest(self) -> str:
        """Sidik data: the first 16 hex digits of the SHA-256 of heads and rows.

        Each row is one line of JSON (dates in ISO 8601), so the figure can be recomputed from the file.
        """
        sha = hashlib.sha256()
        for line in self._lines():
            sha.update(line.encode("utf-8", "surrogatepass") + b"\n")
        return sha.hexdigest()[:16]

    def _lines(self) -> Iterator[str]:
        yield _line([column.title for column in self.columns])
        for row in self.rows:
            yield _line([_plain(cell) for cell in row])


def _line(values: list[str | int | float]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _plain(cell: Cell) -> str | int | float:
    match cell:
        case Absent():
            return cell.value
        case date() | time():
            return cell.isoformat()
        case _:
            return cell
