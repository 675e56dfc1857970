"""A sheet of the government's activities (kegiatan) becomes `Activity`s."""

import datetime as dt
from pathlib import Path
from typing import Annotated
from uuid import NAMESPACE_URL, uuid5

from pydantic import BaseModel, BeforeValidator, ConfigDict

from app.registry.cells import is_blank, optional_text, people, required_text
from app.registry.columns import ACTIVITIES
from app.registry.dates import Span, read_day, read_span
from app.registry.rows import Imported, Sheet, read_sheet
from core.indonesian import long_date
from core.nouns import Activity, Official


def _optional_day(cell: object) -> dt.date | None:
    return None if is_blank(cell) else read_day(cell)


class ActivityRow(BaseModel):
    """One row of the activities' sheet; the date's cell may hold a span."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str | None, BeforeValidator(optional_text)] = None
    title: Annotated[str, BeforeValidator(required_text)]
    date: Annotated[Span, BeforeValidator(read_span)]
    end_date: Annotated[dt.date | None, BeforeValidator(_optional_day)] = None
    place: Annotated[str | None, BeforeValidator(optional_text)] = None
    region: Annotated[str | None, BeforeValidator(optional_text)] = None
    agency: Annotated[str | None, BeforeValidator(optional_text)] = None
    officials: Annotated[tuple[Official, ...], BeforeValidator(people)] = ()
    description: Annotated[str | None, BeforeValidator(optional_text)] = None
    kind: Annotated[str | None, BeforeValidator(optional_text)] = None

    def activity(self) -> Activity:
        """The noun. An end on the first day means one day."""
        end = self.end_date or self.date.last
        return Activity(
            id=self.id or _made_id(self),
            title=self.title,
            date=self.date.first,
            end_date=None if end == self.date.first else end,
            place=self.place,
            region=self.region,
            agency=self.agency,
            officials=self.officials,
            description=self.description,
            kind=self.kind,
        )


def read_activities(path: Path) -> Imported[Activity]:
    """Activities from an XLSX, CSV or JSON Lines file, in the file's order.

    An activity without an id gets one from title, date and place: the same row has it again at the next import,
    a corrected title makes a new activity.

    Raises:
        BadInputError: with every problem of the file; then nothing should be stored.
    """
    sheet = read_sheet(path, ACTIVITIES, ActivityRow)
    activities = [(number, row, row.activity()) for number, row in sheet.entries]
    for number, row, _ in activities:
        _refuse_ends(sheet, number, row)
    _refuse_twins(sheet, activities)
    return sheet.finish([activity for _, _, activity in activities])


def _refuse_ends(sheet: Sheet[ActivityRow], number: int, row: ActivityRow) -> None:
    if row.end_date is None:
        return
    if row.end_date < row.date.first:
        sheet.refuse(
            number,
            "end_date",
            f"{long_date(row.end_date)} lebih awal daripada mulainya, {long_date(row.date.first)}",
        )
    elif row.date.last not in (None, row.end_date):
        sheet.refuse(
            number,
            "end_date",
            f"{long_date(row.end_date)} berbeda dengan rentang di kolom `{sheet.header('date')}`",
        )


def _refuse_twins(sheet: Sheet[ActivityRow], activities: list[tuple[int, ActivityRow, Activity]]) -> None:
    seen: dict[str, int] = {}
    for number, row, activity in activities:
        first = seen.setdefault(activity.id, number)
        if first != number and not row.id:
            sheet.refuse(
                number,
                "title",
                f"judul, tanggal, dan tempat sama dengan baris {first}; hapus salah satu atau beri id",
            )


def _made_id(row: ActivityRow) -> str:
    day = row.date.first
    identity = "\n".join((row.title.casefold(), day.isoformat(), (row.place or "").casefold()))
    return f"{day:%Y%m%d}-{uuid5(NAMESPACE_URL, identity).hex[:10]}"
