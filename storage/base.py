"""What every table shares: names of constraints, types, and how a row takes new values."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from sqlalchemy import JSON, BigInteger, Date, DateTime, Double, LargeBinary, MetaData, Select, Text, Uuid
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

# Below the 999 variables a statement of an old SQLite may have.
CHUNK = 500

_STREAMS = "tayang_streams"

_Item = TypeVar("_Item")

# PostgreSQL stores no NUL, and no database stores half of a surrogate pair; feeds carry both.
_NUL = re.compile("\x00")
_SURROGATE = re.compile("[\ud800-\udfff]")


class UtcDateTime(TypeDecorator[dt.datetime]):
    """A moment: refuses naive values going in, gives aware UTC coming out.

    SQLite forgets zones, PostgreSQL answers in the session's; neither is trusted.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        """The moment in UTC; a naive one is a `ValueError`."""
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError(f"a datetime without zone cannot be stored: {value!r}")
        return value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        """The stored moment, aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class Base(DeclarativeBase):
    """The root of every table."""

    # Batch migrations on SQLite can only alter constraints that have a name.
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text,
        int: BigInteger,
        float: Double,
        bytes: LargeBinary,
        UUID: Uuid,
        dt.date: Date,
        dt.datetime: UtcDateTime,
        list[str]: JSON,
        list[dict[str, Any]]: JSON,
        dict[str, Any]: JSON(none_as_null=True),
    }


def assign(row: Base, values: Mapping[str, object]) -> bool:
    """Give a row these values; True when any differed. An equal row is never written again."""
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    return bool(differing)


def stream(session: Session, query: Select[_Item]) -> Iterator[_Item]:
    """The query's rows, a few at a time in memory, until the unit ends."""
    rows = session.scalars(query.execution_options(yield_per=CHUNK))
    session.info.setdefault(_STREAMS, []).append(rows)
    yield from rows


def close_streams(session: Session) -> None:
    """End the streams that nobody read to their end: each holds a cursor in the server."""
    for rows in session.info.pop(_STREAMS, []):
        rows.close()


def insert_into(session: Session, model: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that can say what happens `on_conflict`, which both databases know."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(model)
    return sqlite.insert(model)


def storable(text: str) -> str:
    """The text without what a database cannot hold: NUL goes, half a surrogate pair is replaced."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", _NUL.sub("", text))


def storable_or_none(text: str | None) -> str | None:
    """`storable`, where the text may be unknown."""
    return None if text is None else storable(text)


def chunks(items: Sequence[_Item]) -> Iterator[Sequence[_Item]]:
    """The items in groups small enough for one statement's variables."""
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]
