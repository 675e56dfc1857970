"""What is written as CSV, XLSX or JSON Lines is read back as equal nouns."""

import csv
import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from app.registry import read_activities, read_outlets, template_activities, template_outlets
from app.registry.cells import clean, is_blank
from core.errors import BadInputError
from core.nouns import Activity, Official, Outlet, OutletKind

Rows = Sequence[Mapping[str, object]]
Writer = Callable[[Path, Rows], None]


def write_csv(path: Path, rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)


def write_jsonl(path: Path, rows: Rows) -> None:
    path.write_text("\n".join(json.dumps(row, default=str) for row in rows), encoding="utf-8")


def write_xlsx(path: Path, rows: Rows) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append(list(row.values()))
    book.save(path)


WRITERS = [(".csv", write_csv), (".jsonl", write_jsonl), (".xlsx", write_xlsx)]

words = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cf", "Cn", "Co"), exclude_characters=";()=_"),
    min_size=1,
    max_size=30,
)
texts = words.map(clean).filter(lambda text: not is_blank(text) and not text.startswith("#"))
maybe = st.none() | texts
ids = st.from_regex(r"[a-z0-9-]{1,12}", fullmatch=True).filter(lambda text: not is_blank(text))
hosts = st.from_regex(r"[a-z]{3,10}\.[a-z]{2,5}\.example", fullmatch=True)
days = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))

outlets = st.builds(
    Outlet,
    id=ids,
    name=texts,
    url=hosts.map("https://{}/".format),
    kind=st.sampled_from(OutletKind),
    region=maybe,
)


@st.composite
def activities(draw: st.DrawFn) -> Activity:
    day = draw(days)
    days_after = draw(st.none() | st.integers(1, 30))
    people = st.builds(Official, name=texts, role=maybe)
    return Activity(
        id=draw(ids),
        title=draw(texts),
        date=day,
        end_date=None if days_after is None else day + dt.timedelta(days_after),
        place=draw(maybe),
        region=draw(maybe),
        agency=draw(maybe),
        officials=tuple(draw(st.lists(people, max_size=3))),
        description=draw(maybe),
        kind=draw(maybe),
    )


def flat(noun: Outlet | Activity) -> dict[str, object]:
    return {field.name: getattr(noun, field.name) for field in fields(noun)}


def people(officials: Sequence[Official]) -> str:
    return "; ".join(
        f"{official.name} ({official.role})" if official.role else official.name for official in officials
    )


@pytest.mark.parametrize(("suffix", "write"), WRITERS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    written=st.lists(
        outlets, min_size=1, max_size=4, unique_by=(lambda outlet: outlet.id, lambda outlet: outlet.url)
    )
)
def test_outlets_come_back(tmp_path: Path, suffix: str, write: Writer, written: list[Outlet]) -> None:
    path = tmp_path / f"media{suffix}"
    write(path, [flat(outlet) for outlet in written])
    assert read_outlets(path).rows == tuple(written)


@pytest.mark.parametrize(("suffix", "write"), WRITERS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(written=st.lists(activities(), min_size=1, max_size=3, unique_by=lambda activity: activity.id))
def test_activities_come_back(tmp_path: Path, suffix: str, write: Writer, written: list[Activity]) -> None:
    path = tmp_path / f"kegiatan{suffix}"
    write(path, [flat(activity) | {"officials": people(activity.officials)} for activity in written])
    assert read_activities(path).rows == tuple(written)


def test_templates_are_empty_until_somebody_fills_them_in(tmp_path: Path) -> None:
    template_outlets(tmp_path / "media.xlsx")
    template_activities(tmp_path / "kegiatan.xlsx")
    with pytest.raises(BadInputError, match="berkas kosong"):
        read_outlets(tmp_path / "media.xlsx")
    with pytest.raises(BadInputError, match="berkas kosong"):
        read_activities(tmp_path / "kegiatan.xlsx")


def test_filled_templates_are_read(tmp_path: Path) -> None:
    path = tmp_path / "kegiatan.xlsx"
    template_activities(path)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    for column, value in enumerate([None, "Rapat Panen", dt.date(2024, 10, 22), None, "Balai"], 1):
        sheet.cell(2, column).value = value
    book.save(path)
    imported = read_activities(path)
    assert [(activity.title, activity.place) for activity in imported.rows] == [("Rapat Panen", "Balai")]
    assert imported.ignored_columns == ()
    assert book.sheetnames == ["Kegiatan", "Petunjuk"]
