import csv
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.export import _csv_cell, export, plain
from reports.formats import Format, What
from reports.records import SHAPES, Type
from storage import Database


def exported(database: Database, what: What, format_: Format) -> bytes:
    target = io.BytesIO()
    with database.reading() as unit:
        export(unit, what, format_, target)
    assert not target.closed
    return target.getvalue()


def as_json(database: Database, what: What) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = json.loads(exported(database, what, Format.JSON))
    return records


def as_csv(database: Database, what: What) -> list[dict[str, Any]]:
    text = exported(database, what, Format.CSV).decode()
    types = SHAPES[what].fields
    return [
        {name: from_cell(cell, types[name]) for name, cell in row.items()}
        for row in csv.DictReader(io.StringIO(text, newline=""))
    ]


def from_cell(cell: str, kind: Type) -> Any:
    if cell == "":
        return None
    match kind:
        case Type.TEXT:
            return plain(cell)
        case Type.DATE | Type.MOMENT:
            return cell
        case _:
            return json.loads(cell)


def as_parquet(database: Database, what: What) -> list[dict[str, Any]]:
    table = pq.read_table(io.BytesIO(exported(database, what, Format.PARQUET)))
    types = SHAPES[what].fields
    return [
        {name: from_arrow(value, types[name]) for name, value in row.items()} for row in table.to_pylist()
    ]


def from_arrow(value: Any, kind: Type) -> Any:
    if isinstance(value, dt.datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, dt.date):
        return value.isoformat()
    return json.loads(value) if kind is Type.OBJECT else value


@pytest.mark.parametrize("what", What)
def test_the_three_formats_say_the_same(database: Database, what: What) -> None:
    records = as_json(database, what)
    assert records
    passed_on = [{name: value for name, value in record.items() if name != "text"} for record in records]
    assert as_csv(database, what) == passed_on
    assert as_parquet(database, what) == records


@pytest.mark.parametrize("what", What)
@pytest.mark.parametrize("format_", Format)
def test_exported_again_it_is_the_same_bytes(database: Database, what: What, format_: Format) -> None:
    assert exported(database, what, format_) == exported(database, what, format_)


@pytest.mark.parametrize("what", What)
def test_records_have_the_promised_fields(database: Database, what: What) -> None:
    assert all(list(record) == list(SHAPES[what].fields) for record in as_json(database, what))


def test_only_the_shapes_for_machines_carry_whole_texts(database: Database) -> None:
    assert b"Isi berita" not in exported(database, What.ARTICLES, Format.CSV)
    assert b"Isi berita" in exported(database, What.ARTICLES, Format.JSON)


def test_runs_have_job_times_state_and_counts(database: Database) -> None:
    runs = as_json(database, What.RUNS)
    assert [run["started"] for run in runs] == sorted(run["started"] for run in runs)
    assert {"job", "started", "ended", "state", "counts"} <= runs[0].keys()
    assert (runs[0]["job"], runs[0]["state"], runs[0]["counts"]) == ("crawl", "done", {"requests": 15})


def test_unknown_is_null_and_not_zero(database: Database) -> None:
    radio = next(r for r in as_json(database, What.SCORES) if r["outlet_id"] == "radio-teluk")
    assert (radio["score"], radio["low"], radio["indicators"][1]["raw"]) == (None, None, None)
    untimed = next(r for r in as_json(database, What.ARTICLES) if r["title"].startswith("Donor darah tanpa"))
    assert (untimed["published"], untimed["time_known"]) == (None, False)


def test_matches_of_every_state_are_exported(database: Database) -> None:
    assert {record["state"] for record in as_json(database, What.MATCHES)} == {"matched", "doubtful", "no"}


def test_parquet_columns_are_typed(database: Database) -> None:
    schema = pq.read_schema(io.BytesIO(exported(database, What.ARTICLES, Format.PARQUET)))
    assert schema.field("published").type == pa.timestamp("us", tz="UTC")
    assert schema.field("authors").type == pa.list_(pa.string())
    assert schema.field("words").type == pa.int64()


def test_an_empty_database_exports_nothing_readable(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/kosong.db")
    database.migrate()
    for what in What:
        assert as_json(database, what) == as_csv(database, what) == as_parquet(database, what) == []
    database.close()


def test_a_file_is_written_whole_and_counted(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "media.json"
    with database.reading() as unit:
        assert export(unit, What.OUTLETS, Format.JSON, path) == 5
    assert len(json.loads(path.read_text())) == 5
    assert list(tmp_path.iterdir()) == [path]


def test_no_csv_cell_begins_like_a_formula(database: Database) -> None:
    for what in What:
        for row in csv.reader(io.StringIO(exported(database, what, Format.CSV).decode(), newline="")):
            assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


@given(st.one_of(st.text(), st.text("='+-@\t\r", max_size=5)))
def test_what_keeps_a_cell_from_being_computed_can_be_taken_away(text: str) -> None:
    cell = str(_csv_cell(text))
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert plain(cell) == text
