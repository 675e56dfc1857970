"""Dates as Indonesian officers write them: ISO, `22/10/2024`, `Selasa, 22 Oktober 2024`, `22-24 Oktober 2024`."""

import datetime as dt
import re
from dataclasses import dataclass

from app.registry.cells import REQUIRED, CellError, clean, is_blank
from core.indonesian import DAY_SPELLINGS, DAYS, MONTH_SPELLINGS, long_date

FIRST_YEAR, LAST_YEAR = 2000, 2100  # outside it is a slip of the keyboard: no archive of ours reaches there

_ENGLISH_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ENGLISH_MONTHS = {
    "january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7, "august": 8, "october": 10,
    "december": 12,
}  # fmt: skip
_WEEKDAYS = DAY_SPELLINGS | {name: number for number, name in enumerate(_ENGLISH_DAYS)}
_MONTHS = MONTH_SPELLINGS | _ENGLISH_MONTHS

_ISO = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})")
_NUMBERS = re.compile(r"(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})")
_WORDS = re.compile(r"(?P<day>\d{1,2})[-/ ]+(?P<month>[a-z]+)\.?[-/, ]+(?P<year>\d{4})")
_PARTIAL = re.compile(r"(?P<day>\d{1,2})(?:[-/ ]+(?P<month>[a-z]+)\.?)?")
_SHORT_YEAR = re.compile(r"\d{1,2}(?:[-/.]\d{1,2}[-/.]|[-/ ]+[a-z]+[-/ ]+)\d{2}")
_TIME = re.compile(
    r"(?:[t ]|, ?)(?:(?:pukul|pkl\.?|jam) )?\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?"
    r" ?(?:am|pm|wib|wita|wit|z|[+-]\d{2}:?\d{2})?"
    r"(?: ?(?:-|s\.?/?d\.?) ?(?:\d{1,2}[:.]\d{2}|selesai)(?: ?wi(?:b|ta|t))?)?$"
)
_WEEKDAY = re.compile(r"^([a-z'’‘`]+)(?:, ?| )(?=\d)")
_WEEKDAY_SPAN = re.compile(r"^[a-z'’‘`]+ ?(?:-|s\.?/?d\.?|sampai|hingga) ?[a-z'’‘`]+(?:, ?| )(?=\d)")
_UNTIL = re.compile(r" ?(?:-|s\.? ?/? ?d\.?|sampai dengan|sampai|hingga) ?")
_PLAIN_MARKS = {ord(dash): "-" for dash in "–—−"} | {ord("("): " ", ord(")"): " "}


@dataclass(frozen=True, slots=True)
class Span:
    """One local day, or the first and last of several. `last` is None where one day was written."""

    first: dt.date
    last: dt.date | None = None


def read_span(cell: object) -> Span:
    """The day or days a cell names, day before month; a time of day is dropped.

    Typed dates of spreadsheets are taken as they are, moments as the day they were written with.

    Raises:
        CellError: blank, not a date, no such day, a year of two digits, a weekday that contradicts
            the date, or a span that ends before it starts. The message quotes what was read.
    """
    if is_blank(cell):
        raise CellError(REQUIRED)
    if isinstance(cell, dt.date):  # a datetime is a date, too
        return Span(_in_range(cell.year, cell.month, cell.day))
    if not isinstance(cell, str):
        raise CellError(f"bukan tanggal: {cell!r}; ubah format sel menjadi tanggal, contoh: 22/10/2024")
    text = clean(cell)
    try:
        return _span(_simplified(text))
    except CellError as error:
        raise CellError(f"{error} (terbaca {text!r})") from None


def read_day(cell: object) -> dt.date:
    """`read_span` where only one day makes sense."""
    span = read_span(cell)
    if span.last is not None:
        raise CellError(f"harus satu tanggal, bukan rentang (terbaca {cell!r})")
    return span.first


def _simplified(text: str) -> str:
    return _TIME.sub("", " ".join(text.lower().lstrip("'").translate(_PLAIN_MARKS).split()))


def _span(text: str) -> Span:
    text = _WEEKDAY_SPAN.sub("", text)
    day = _day(text)
    if day is not None:
        return Span(day)
    for gap in _UNTIL.finditer(text):
        last = _day(text[gap.end() :])
        first = last and _day(text[: gap.start()], like=last)
        if first and last:
            if last < first:
                raise CellError("rentang tanggal berakhir sebelum mulai")
            return Span(first, last)
    if _SHORT_YEAR.fullmatch(_WEEKDAY.sub("", text)):
        raise CellError("tulis tahun dengan empat angka, contoh: 22/10/2024")
    raise CellError("bukan tanggal; contoh: 22/10/2024 atau 22 Oktober 2024")


def _day(text: str, *, like: dt.date | None = None) -> dt.date | None:
    """The day a text names, None where it has not the shape of one.

    `like` lends its month and year to the first part of a span (`30 September` of `30 September - 2
    Oktober 2024`).
    """
    weekday = _WEEKDAY.match(text)
    if weekday and weekday[1] not in _WEEKDAYS:
        return None
    day = _numbers(text[weekday.end() :] if weekday else text, like)
    if day and weekday and day.weekday() != _WEEKDAYS[weekday[1]]:
        raise CellError(
            f"{long_date(day)} jatuh pada hari {DAYS[day.weekday()]}, bukan {weekday[1].capitalize()}"
        )
    return day


def _numbers(text: str, like: dt.date | None) -> dt.date | None:
    found = _ISO.fullmatch(text) or _NUMBERS.fullmatch(text) or _WORDS.fullmatch(text)
    if found is None and like is not None:
        found = _PARTIAL.fullmatch(text)
    if found is None:
        return None
    parts = found.groupdict()
    year = int(parts["year"]) if parts.get("year") else like.year if like else 0
    name = parts["month"]
    if name is None:
        month = like.month if like else 0
    elif name.isdigit():
        month = int(name)
    elif name in _MONTHS:
        month = _MONTHS[name]
    else:
        raise CellError(f"bulan tidak dikenal: {name!r}")
    return _in_range(year, month, int(parts["day"]))


def _in_range(year: int, month: int, day: int) -> dt.date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise CellError(f"tahun {year} di luar {FIRST_YEAR}-{LAST_YEAR}")
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise CellError("tanggal itu tidak ada; urutannya hari/bulan/tahun") from None
