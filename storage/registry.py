"""What officers bring: outlets and activities, every change of them logged; and outlets' channels."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.nouns import Activity, Channel, ChannelKind, Official, Outlet, OutletKind, Period
from storage.base import assign, chunks, storable, storable_or_none
from storage.models import ActivityRow, ChangeRow, ChannelRow, OutletRow

_Noun = TypeVar("_Noun", Outlet, Activity)
_Row = TypeVar("_Row", OutletRow, ActivityRow)


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did, in entries."""

    added: int
    changed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class _Kept(Generic[_Noun, _Row]):
    """How one kind of entry is kept: its name in the log, its table, its columns."""

    what: str
    model: type[_Row]
    values: Callable[[_Noun], dict[str, Any]]


class Outlets:
    """The outlets that are watched."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def save(self, outlets: Sequence[Outlet], at: dt.datetime) -> Saved:
        """Add or change outlets by id; every change goes into the log with the time `at`."""
        return _save(self._session, _Kept("outlet", OutletRow, _outlet_values), outlets, at)

    def all(self) -> list[Outlet]:
        """Every outlet, by id."""
        found = [_outlet(row) for row in self._session.scalars(select(OutletRow))]
        # Sorted here: PostgreSQL would order by the server's language.
        return sorted(found, key=lambda outlet: outlet.id)

    def get(self, outlet_id: str) -> Outlet | None:
        """The outlet with this id."""
        row = self._session.get(OutletRow, outlet_id)
        return None if row is None else _outlet(row)


class Activities:
    """What the government did."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def save(self, activities: Sequence[Activity], at: dt.datetime) -> Saved:
        """Add or change activities by id; every change goes into the log with the time `at`."""
        return _save(self._session, _Kept("activity", ActivityRow, _activity_values), activities, at)

    def all(self) -> list[Activity]:
        """Every activity, by date, then id."""
        return self._ordered([_activity(row) for row in self._session.scalars(select(ActivityRow))])

    def within(self, period: Period) -> list[Activity]:
        """The activities that began in the period, by date, then id: each belongs to one period."""
        query = select(ActivityRow).where(ActivityRow.date.between(period.start, period.end))
        return self._ordered([_activity(row) for row in self._session.scalars(query)])

    def get(self, activity_id: str) -> Activity | None:
        """The activity with this id."""
        row = self._session.get(ActivityRow, activity_id)
        return None if row is None else _activity(row)

    @staticmethod
    def _ordered(activities: list[Activity]) -> list[Activity]:
        return sorted(activities, key=lambda activity: (activity.date, activity.id))


class Channels:
    """How outlets announce articles, and how far each was read."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, outlet_id: str) -> list[Channel]:
        """The outlet's channels, the one to try first in front."""
        rows = self._rows(outlet_id)
        return sorted(map(_channel, rows), key=lambda channel: (channel.rank, channel.kind, channel.url))

    def save(self, channels: Sequence[Channel]) -> None:
        """Add or change channels by outlet, kind and address; equal ones are not written."""
        for channel in channels:
            values = _channel_values(channel)
            row = self._session.get(ChannelRow, (values["outlet_id"], values["kind"], values["url"]))
            if row is None:
                self._session.add(ChannelRow(**values))
            else:
                assign(row, values)
        self._session.flush()

    def replace(self, outlet_id: str, channels: Sequence[Channel]) -> None:
        """Make the outlet's channels exactly these.

        Raises:
            ValueError: a channel belongs to another outlet.
        """
        if any(channel.outlet_id != outlet_id for channel in channels):
            raise ValueError(f"a channel of another outlet than {outlet_id!r}")
        kept = {(channel.kind.value, storable(channel.url)) for channel in channels}
        for row in self._rows(outlet_id):
            if (row.kind, row.url) not in kept:
                self._session.delete(row)
        self._session.flush()
        self.save(channels)

    def _rows(self, outlet_id: str) -> list[ChannelRow]:
        return list(self._session.scalars(select(ChannelRow).where(ChannelRow.outlet_id == outlet_id)))


def _save(session: Session, kept: _Kept[_Noun, _Row], nouns: Sequence[_Noun], at: dt.datetime) -> Saved:
    added = changed = 0
    for chunk in chunks(nouns):
        ids = [storable(noun.id) for noun in chunk]
        query = select(kept.model).where(kept.model.id.in_(ids)).with_for_update()
        rows: dict[str, _Row] = {row.id: row for row in session.scalars(query)}
        for noun in chunk:
            values = kept.values(noun)
            row = rows.get(values["id"])
            before = None if row is None else {name: getattr(row, name) for name in values}
            if row is None:
                row = rows[values["id"]] = kept.model(**values)
                session.add(row)
                added += 1
            elif assign(row, values):
                changed += 1
            else:
                continue
            session.add(_change(kept.what, at, before=before, after=values))
        session.flush()
    return Saved(added, changed, len(nouns) - added - changed)


def _change(what: str, at: dt.datetime, *, before: dict[str, Any] | None, after: dict[str, Any]) -> ChangeRow:
    entries = [
        None if values is None else {k: _plain(v) for k, v in values.items()} for values in (before, after)
    ]
    return ChangeRow(what=what, key=after["id"], at=at, before=entries[0], after=entries[1])


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value


def _outlet(row: OutletRow) -> Outlet:
    return Outlet(row.id, row.name, row.url, OutletKind(row.kind), row.region)


def _outlet_values(outlet: Outlet) -> dict[str, Any]:
    return {
        "id": storable(outlet.id),
        "name": storable(outlet.name),
        "url": storable(outlet.url),
        "kind": outlet.kind.value,
        "region": storable_or_none(outlet.region),
    }


def _activity(row: ActivityRow) -> Activity:
    return Activity(
        id=row.id,
        title=row.title,
        date=row.date,
        end_date=row.end_date,
        place=row.place,
        region=row.region,
        agency=row.agency,
        officials=tuple(Official(entry["name"], entry["role"]) for entry in row.officials),
        description=row.description,
        kind=row.kind,
    )


def _activity_values(activity: Activity) -> dict[str, Any]:
    return {
        "id": storable(activity.id),
        "title": storable(activity.title),
        "date": activity.date,
        "end_date": activity.end_date,
        "place": storable_or_none(activity.place),
        "region": storable_or_none(activity.region),
        "agency": storable_or_none(activity.agency),
        "officials": [
            {"name": storable(official.name), "role": storable_or_none(official.role)}
            for official in activity.officials
        ],
        "description": storable_or_none(activity.description),
        "kind": storable_or_none(activity.kind),
    }


def _channel(row: ChannelRow) -> Channel:
    return Channel(row.outlet_id, ChannelKind(row.kind), row.url, row.rank, row.watermark, row.total)


def _channel_values(channel: Channel) -> dict[str, Any]:
    return {
        "outlet_id": channel.outlet_id,
        "kind": channel.kind.value,
        "url": storable(channel.url),
        "rank": channel.rank,
        "watermark": channel.watermark,
        "total": channel.total,
    }
