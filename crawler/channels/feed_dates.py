"""Dates in feeds, made plain before a parser sees them.

Feed parsers read a date without a zone, and one in WIB, as UTC: hours wrong, and at night the
wrong day. They know no Indonesian month names either. So every date element of a document is rewritten
as ISO 8601 in UTC; one that cannot be read is emptied, because a guess would pass for knowledge.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from core.indonesian import MONTH_SPELLINGS, ZONE_OFFSETS
from crawler.channels.entries import as_utc

_ELEMENT = re.compile(
    r"(<(?:\w+:)?(?:pubDate|published|updated|issued|modified|date)(?:\s[^<>]{0,200})?>)"
    r"\s*(?:<!\[CDATA\[)?([^<>\[\]]{0,100})(?:\]\]>)?\s*(?=</)",
    re.IGNORECASE,
)

_ENGLISH_MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7,
    "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
}  # fmt: skip
_MONTHS = MONTH_SPELLINGS | _ENGLISH_MONTHS
_ZONES = {name: timezone(offset) for name, offset in ZONE_OFFSETS.items()} | {
    "Z": UTC, "UTC": UTC, "GMT": UTC, "UT": UTC,
}  # fmt: skip
# RFC 822's own, which servers on rented American machines write.
_ZONES |= {
    name: timezone(timedelta(hours=hours))
    for name, hours in {
        "EDT": -4, "EST": -5, "CDT": -5, "CST": -6, "MDT": -6, "MST": -7, "PDT": -7, "PST": -8,
    }.items()
}  # fmt: skip

_CLOCK = (
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d)(?:[.,]\d+)?)?(?:\s*(?P<half>[AaPp][Mm]))?"
)
_ZONE = r"(?P<zone>Z|[A-Za-z]{2,5}|(?:UTC|GMT)?[+-]\d{1,2}:?(?:\d\d)?)"
_TAIL = rf"(?:(?:T|[,|–-]|\s|pukul|jam)*{_CLOCK}(?:\s*\(?{_ZONE}\)?)?)?(?:\s*\([^()]*\))?"
_DAYS = (
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
    r"(?:[^\W\d_]+['’`]?[^\W\d_]*\s*,?\s*)?(?P<day>\d{1,2})[\s-](?P<name>[^\W\d_]+)\.?[\s-](?P<year>\d{4}|\d\d)",
    r"(?:[^\W\d_]+,\s*)?(?P<name>[^\W\d_]+)\.?\s(?P<day>\d{1,2}),?\s(?P<year>\d{4})",
    # Day before month, as everywhere in Indonesia.
    r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})",
)
_FORMS = tuple(re.compile(day + _TAIL, re.IGNORECASE) for day in _DAYS)
_OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d\d)?$")
_NOON = 12
_CENTURY = 2000


def plain_dates(document: str, zone: ZoneInfo) -> str:
    """The feed with each date as ISO 8601 in UTC; `zone` is for dates that name none."""

    def plain(match: re.Match[str]) -> str:
        moment = parse_date(match[2], zone)
        return match[1] + (moment.isoformat() if moment else "")

    return _ELEMENT.sub(plain, document)


def parse_date(text: str, zone: ZoneInfo) -> datetime | None:
    """The moment a date names, in UTC; None where it names none.

    Takes RFC 822, ISO 8601 and the ways Indonesian newsrooms write dates. A day without a time is
    its midnight in `zone`.
    """
    words = " ".join(text.split())
    for form in _FORMS:
        if match := form.fullmatch(words):
            return _moment(match, zone)
    return None


def _moment(match: re.Match[str], zone: ZoneInfo) -> datetime | None:
    found = match.groupdict()
    month = int(found["month"]) if found.get("month") else _MONTHS.get((found.get("name") or "").lower())
    if month is None:
        return None
    year = int(found["year"])
    try:
        day = date(year if len(found["year"]) > len("26") else _CENTURY + year, month, int(found["day"]))
        moment = datetime.combine(day, _clock(found), _zone(found["zone"], zone))
    except ValueError:
        return None
    return as_utc(moment, zone)


def _clock(found: dict[str, str | None]) -> time:
    """The time of day; midnight where there is none."""
    hour = int(found["hour"] or 0)
    if found["half"]:
        hour = hour % _NOON + (_NOON if found["half"].lower() == "pm" else 0)
    # Seconds of 60 are leap seconds, which `time` does not know.
    return time(hour, int(found["minute"] or 0), min(int(found["second"] or 0), 59))


def _zone(name: str | None, default: ZoneInfo) -> timezone | ZoneInfo:
    """The zone of a name or offset.

    Raises:
        ValueError: a name we do not know; the date is then unknown too.
    """
    if not name:
        return default
    if offset := _OFFSET.search(name):
        size = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return timezone(-size if offset[1] == "-" else size)
    if name.upper() not in _ZONES:
        raise ValueError(f"unknown zone: {name}")
    return _ZONES[name.upper()]
