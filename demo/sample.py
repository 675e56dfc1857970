"""The fictional regency as shipped in `demo/data`; `demo/README.md` says what a record looks like."""

import datetime as dt
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

from core.nouns import Activity, Official, OutletKind
from demo.checks import SampleError, contradictions
from demo.pieces import Change, Piece, PieceKind, Release, Sample, Shape, Site

_MONTHS = ("08", "09", "10")
_FIRST_CMS_ID = 1200
_CMS_ID_STEP = 7  # numbers of a real CMS have gaps: drafts, images and pages take theirs

Record = Mapping[str, Any]


@lru_cache(maxsize=1)
def load() -> Sample:
    """The sample as shipped.

    Raises:
        SampleError: records contradict each other; every contradiction is named.
    """
    sites = tuple(map(_site, json.loads(_text("world.json"))["outlets"]))
    activities = tuple(map(_activity, _lines("activities.jsonl")))
    releases = tuple(map(_release, _lines("releases.jsonl")))
    records = [record for month in _MONTHS for record in _lines(f"articles-{month}.jsonl")]
    second = json.loads(_text("second_night.json"))
    sample = Sample(
        sites=sites,
        activities=activities,
        releases=releases,
        pieces=_pieces(records, releases),
        changes=tuple(map(_change, second["changed"])),
        deleted=frozenset(second["deleted"]),
    )
    if problems := contradictions(sample):
        raise SampleError(problems)
    return sample


def activities() -> list[Activity]:
    """The regency's activities of three months, by date."""
    return sorted(load().activities, key=lambda activity: (activity.date, activity.id))


def _text(name: str) -> str:
    return resources.files("demo").joinpath("data", name).read_text(encoding="utf-8")


def _lines(name: str) -> Iterator[Record]:
    return map(json.loads, filter(str.strip, _text(name).split("\n")))


def _site(record: Record) -> Site:
    return Site(
        id=record["id"],
        name=record["name"],
        kind=OutletKind(record["kind"]),
        region=record["region"],
        shape=Shape(record["shape"]),
        **record["site"],
    )


def _activity(record: Record) -> Activity:
    return Activity(
        **{
            **record,
            "date": dt.date.fromisoformat(record["date"]),
            "end_date": record["end_date"] and dt.date.fromisoformat(record["end_date"]),
            "officials": tuple(Official(**official) for official in record["officials"]),
        }
    )


def _release(record: Record) -> Release:
    return Release(
        activity_id=record["activity_id"],
        title=record["title"],
        date=dt.date.fromisoformat(record["date"]),
        paragraphs=tuple(record["text"].split("\n\n")),
    )


def _change(record: Record) -> Change:
    return Change(
        piece_id=record["id"],
        modified=_time(record["modified"]),
        title=record.get("title"),
        paragraphs=tuple(record["paragraphs"]) if "paragraphs" in record else None,
    )


def _time(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).astimezone(dt.UTC)


def _pieces(records: Iterable[Record], releases: Iterable[Release]) -> tuple[Piece, ...]:
    """Every record as a piece, with the texts it takes from a release or another piece filled in."""
    release_of = {release.activity_id: release for release in releases}
    ordered = sorted(records, key=lambda record: (_time(record["published"]), record["id"]))
    record_of = {record["id"]: record for record in ordered}
    used: Counter[tuple[str, str]] = Counter()
    numbers: Counter[str] = Counter()
    pieces = []
    for record in ordered:
        outlet = record["outlet"]
        slug = slug_of(record["title"])
        used[outlet, slug] += 1
        numbers[outlet] += 1
        source = record_of.get(record.get("copy_of", ""), record)
        pieces.append(
            _piece(
                record,
                slug=f"{slug}-{used[outlet, slug]}" if used[outlet, slug] > 1 else slug,
                cms_id=_FIRST_CMS_ID + _CMS_ID_STEP * numbers[outlet],
                activities=_activities_of(source),
                near=tuple(source.get("near", ())),
                paragraphs=_paragraphs(source, release_of),
            )
        )
    return tuple(pieces)


def _piece(
    record: Record,
    *,
    slug: str,
    cms_id: int,
    activities: tuple[str, ...],
    near: tuple[str, ...],
    paragraphs: tuple[str, ...],
) -> Piece:
    return Piece(
        id=record["id"],
        outlet_id=record["outlet"],
        title=record["title"],
        published=_time(record["published"]),
        kind=PieceKind(record["kind"]),
        paragraphs=paragraphs,
        slug=slug,
        cms_id=cms_id,
        activities=activities,
        near=near,
        authors=tuple(record.get("authors", ())),
        section=record.get("section") or "Berita",
        tags=tuple(record.get("tags", ())),
        night=record.get("night", 1),
        release=record.get("release"),
        copy_of=record.get("copy_of"),
    )


def _activities_of(record: Record) -> tuple[str, ...]:
    given = tuple(record.get("activity", ()))
    return given or ((record["release"],) if "release" in record else ())


def _paragraphs(record: Record, release_of: Mapping[str, Release]) -> tuple[str, ...]:
    """The record's own text, or its release's with the outlet's dateline in front."""
    release = release_of.get(record.get("release", ""))
    if release is None:
        return tuple(record.get("paragraphs", ()))
    first, *rest = release.paragraphs
    return (record.get("dateline", "") + first, *rest)


def slug_of(title: str) -> str:
    """A title as the last part of an address: ASCII, lower case, words joined by hyphens."""
    ascii_title = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", ascii_title.lower()))
