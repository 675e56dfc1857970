"""Labelled articles from files, to measure the matcher: articles and activities as JSON Lines, labels as CSV."""

import csv
import datetime as dt
import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

from app.registry import read_activities
from core.errors import BadInputError, Problem
from core.indonesian import ZONES
from core.nouns import Activity, Article
from core.urls import article_id
from scoring.evaluation import Evaluation, Gold, Label, evaluate
from scoring.matching import match

_LOW = "low"
_CERTAINTIES = ("", "high", "medium", _LOW)  # a label without a word on it is certain
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"\d{4}")
# The files do not say when a piece was first seen, and the matcher does not ask.
_UNSEEN = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Labelled:
    """Articles, activities and what readers said of them."""

    articles: tuple[Article, ...]
    activities: tuple[Activity, ...]
    gold: Gold


def evaluate_files(articles: Path, activities: Path, labels: Path, *, use_dates: bool = True) -> Evaluation:
    """Run the shipped matcher over files alone and measure it.

    Raises:
        BadInputError: with every problem of the three files.
    """
    read = read_labelled(articles, activities, labels)
    found = match(read.articles, read.activities, zone=ZONES["WIB"], use_dates=use_dates)
    return evaluate(found, read.gold)


def read_labelled(
    articles: Path, activities: Path, labels: Path, *, zone: ZoneInfo = ZONES["WIB"]
) -> Labelled:
    """The three files as nouns. Times of publication without an offset are in `zone`.

    Raises:
        BadInputError: with every problem of the three files.
    """
    problems: list[Problem] = []
    known = _activities(activities, problems)
    pieces = _articles(articles, zone, problems)
    said = _labels(labels, pieces, {activity.id for activity in known}, problems)
    if problems:
        raise BadInputError(problems)
    return Labelled(tuple(pieces.values()), known, Gold(tuple(said)))


def identify(url: str) -> UUID:
    """The article's id by its canonical address; an address that is none is its own identity."""
    try:
        return article_id(url)
    except ValueError:
        return uuid5(NAMESPACE_URL, url)


def _activities(path: Path, problems: list[Problem]) -> tuple[Activity, ...]:
    try:
        return read_activities(path).rows
    except BadInputError as error:
        problems.extend(error.problems)
        return ()


def _articles(path: Path, zone: ZoneInfo, problems: list[Problem]) -> dict[str, Article]:
    """The articles by their address as written.

    Two addresses of one article (an AMP page beside the page) are labelled apart, so the second keeps
    an id of its own.
    """
    articles: dict[str, Article] = {}
    taken: set[UUID] = set()
    for row, entry in _json_lines(path, problems):
        wrong = [Problem(str(path), message, row, key) for key, message in _complaints(entry, articles)]
        problems.extend(wrong)
        if not wrong:
            article = _article(entry, zone)
            if article.id in taken:
                article = replace(article, id=uuid5(NAMESPACE_URL, article.url))
            taken.add(article.id)
            articles[article.url] = article
    if not articles and not problems:
        problems.append(Problem(str(path), "berkas kosong: tidak ada artikel"))
    return articles


def _json_lines(path: Path, problems: list[Problem]) -> Iterator[tuple[int, Mapping[str, object]]]:
    for row, line in enumerate(_text(path, problems).split("\n"), 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
        except ValueError as error:
            problems.append(Problem(str(path), f"bukan JSON: {error}", row))
            continue
        if isinstance(entry, dict):
            yield row, entry
        else:
            problems.append(Problem(str(path), "baris harus berupa objek JSON", row))


def _text(path: Path, problems: list[Problem]) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        problems.append(Problem(str(path), "berkas tidak ada"))
    except UnicodeDecodeError:
        problems.append(Problem(str(path), "bukan teks UTF-8"))
    except OSError as error:
        problems.append(Problem(str(path), f"tidak terbaca: {error.strerror}"))
    return ""


def _complaints(entry: Mapping[str, object], known: Mapping[str, Article]) -> Iterator[tuple[str, str]]:
    url = entry.get("url")
    if not isinstance(url, str) or not url.strip():
        yield "url", "wajib diisi"
    elif url.strip() in known:
        yield "url", f"alamat ini sudah ada di baris sebelumnya: {url.strip()}"
    for key in ("title", "text"):
        if not isinstance(entry.get(key), str | None):
            yield key, "harus teks"
    try:
        _published(entry.get("published"), ZONES["WIB"])
    except ValueError as error:
        yield "published", str(error)


def _article(entry: Mapping[str, object], zone: ZoneInfo) -> Article:
    url = str(entry["url"]).strip()
    published, coarse, time_known = _published(entry.get("published"), zone)
    basis, outlet = entry.get("published_basis"), entry.get("outlet") or entry.get("domain")
    return Article(
        id=identify(url),
        outlet_id=outlet if isinstance(outlet, str) else "",
        url=url,
        title=str(entry.get("title") or ""),
        text=str(entry.get("text") or ""),
        published=published,
        first_seen=published or _UNSEEN,
        published_basis=coarse or (basis if isinstance(basis, str) else None),
        time_known=time_known,
    )


def _published(value: object, zone: ZoneInfo) -> tuple[dt.datetime | None, str | None, bool]:
    """The moment, how coarse it is (`month`, `year`) and whether the time of day is known."""
    if value is None or value == "":
        return None, None, False
    if not isinstance(value, str):
        raise ValueError(f"bukan tanggal: {value!r}; contoh: 2024-10-22")  # noqa: TRY004 (told as bad input)
    text = value.strip()
    try:
        if month := _MONTH.fullmatch(text):
            return (
                dt.datetime(int(month[1]), int(month[2]), 1, tzinfo=zone).astimezone(dt.UTC),
                "month",
                False,
            )
        if _YEAR.fullmatch(text):
            return dt.datetime(int(text), 1, 1, tzinfo=zone).astimezone(dt.UTC), "year", False
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        message = f"bukan tanggal: {text!r}; contoh: 2024-10-22, 2024-10 atau 2024-10-22T09:30:00+07:00"
        raise ValueError(message) from None
    time_known = len(text) > len("2024-10-22")
    return moment.replace(tzinfo=moment.tzinfo or zone).astimezone(dt.UTC), None, time_known


def _labels(
    path: Path, articles: Mapping[str, Article], activities: Collection[str], problems: list[Problem]
) -> list[Label]:
    text = _text(path, problems)
    if not text:
        return []
    reader = csv.DictReader(text.splitlines())
    columns: Sequence[str] = reader.fieldnames or ()
    missing = [key for key in ("url", "activity_id") if key not in columns]
    problems.extend(Problem(str(path), "kolom wajib ini tidak ada", 1, key) for key in missing)
    labels: list[Label] = []
    for entry in reader if not missing else ():
        row = {
            key: (value or "").strip() for key, value in entry.items() if key and not isinstance(value, list)
        }
        wrong = [
            Problem(str(path), message, reader.line_num, key)
            for key, message in _label_complaints(row, articles, activities)
        ]
        problems.extend(wrong)
        if not wrong:
            labels.append(_label(row, articles[row["url"]]))
    return labels


def _label_complaints(
    row: Mapping[str, str], articles: Collection[str], activities: Collection[str]
) -> Iterator[tuple[str, str]]:
    if not row["url"]:
        yield "url", "wajib diisi"
    elif row["url"] not in articles:
        yield "url", f"tidak ada artikel dengan alamat ini: {row['url']}"
    if row["activity_id"] and row["activity_id"] not in activities:
        yield "activity_id", f"tidak ada kegiatan dengan ID ini: {row['activity_id']}"
    if row.get("certainty", "").lower() not in _CERTAINTIES:
        yield "certainty", f"harus high, medium atau low, terbaca {row['certainty']!r}"


def _label(row: Mapping[str, str], article: Article) -> Label:
    return Label(
        article_id=article.id,
        activity_id=row["activity_id"] or None,
        certain=row.get("certainty", "").lower() != _LOW,
        kind=row.get("kind") or None,
    )
