"""Dates and times as newsrooms write them, for readers ("Jum'at, 5 Pebruari 2021 08.15 WIB") and for machines."""

import datetime as dt
import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from core.indonesian import DAY_SPELLINGS, MONTH_SPELLINGS, ZONES

_ENGLISH = {
    "january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7, "august": 8, "october": 10,
    "december": 12,
}  # fmt: skip
_MONTHS = MONTH_SPELLINGS | _ENGLISH
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY_NAMES = "|".join(sorted((re.escape(name) for name in DAY_SPELLINGS), key=len, reverse=True))

_TIME = (
    r"(?P<hour{n}>[01]?\d|2[0-4])\s?[:.]\s?(?P<minute{n}>[0-5]\d)(?:\s?[:.]\s?[0-5]\d)?(?![\d%])"
    r"(?:\s*(?P<half{n}>[ap]\.?m\b\.?))?(?:\s*\(?(?P<zone{n}>WIB|WITA|WIT|UTC|GMT(?:\s?\+\s?\d{{1,2}})?)\b\)?)?"
)
_GAP = r"[\s,;|•·/()\-–—]{0,8}(?:(?:pukul|pkl|jam|at|@)\b[\s.:]{0,3})?"
_WRITTEN = re.compile(
    rf"(?:{_TIME.format(n=1)}[\s,;|•·()\-–—]{{1,8}})?"
    rf"(?:\b(?:{_DAY_NAMES})\w{{0,2}}(?:\s(?:pon|wage|kliwon|legi|pahing))?[\s,.(|/–—-]{{1,5}})?"
    r"(?:"
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s./-]{{0,3}}(?P<month>{_MONTH})\b[\s.,/'’-]{{1,3}}(?P<year>(?:19|20)\d\d|\d\d(?![\d:.]))"
    rf"|\b(?P<emonth>{_MONTH})\b\.?\s(?P<eday>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<eyear>(?:19|20)\d\d)"
    r"|(?<![\d/.])(?P<iyear>(?:19|20)\d\d)[-/.](?P<imonth>\d{1,2})[-/.](?P<iday>\d{1,2})(?![\d/])"
    r"|(?<![\d/.-])(?P<nday>\d{1,2})(?P<sep>[/.-])(?P<nmonth>\d{1,2})(?P=sep)(?P<nyear>(?:19|20)\d\d|\d\d)(?![\d/.]\d)"
    r")"
    rf"(?:{_GAP}{_TIME.format(n=2)})?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d|\d[/.-]\d{1,2}[/.-]\d\d|[a-z][\s.,'’/-]{1,3}\d\d\b", re.IGNORECASE)
_ISO = re.compile(
    r"^(\d{4})-?(\d\d)-?(\d\d)(?:[T\s]+(\d\d):?(\d\d)(?::?(\d\d))?(?:[.,]\d+)?\s*(Z|UTC|[+-]\d\d:?\d\d|[+-]\d\d|WIB|WITA|WIT)?)?$",
    re.IGNORECASE,
)
_MILLISECOND_DIGITS = 13  # of a Unix time of this century; one in seconds has 10
_NOON = 12
_END_OF_DAY = 24


@dataclass(frozen=True, slots=True)
class Written:
    """A day, perhaps with a time of day, as written; `zone` is None where the text names none.

    `start` and `end` are the place in the text, for who judges what stands around it.
    """

    day: dt.date
    time: dt.time | None = None
    zone: dt.tzinfo | None = None
    start: int = 0
    end: int = 0

    def moment(self, zone: dt.tzinfo) -> dt.datetime:
        """The moment in UTC, a time without a zone being in `zone`; a day alone is its midnight."""
        if self.time is None:
            return dt.datetime.combine(self.day, dt.time(), zone).astimezone(dt.UTC)
        return dt.datetime.combine(self.day, self.time, self.zone or zone).astimezone(dt.UTC)


def find_written(text: str) -> list[Written]:
    """Every complete date (day, month and year) in a text written for readers, in order."""
    if not _YEAR.search(text):  # twenty times faster than to find out the long way
        return []
    found = (_from_match(match) for match in _WRITTEN.finditer(text))
    return [written for written in found if written is not None]


def read_machine(text: str) -> Written | None:
    """The date of one machine-readable value: ISO 8601 and its misspellings, RFC 2822, Unix time.

    Midnight sharp counts as a day alone: it is what systems write that know only the day.
    """
    text = text.strip()
    written = _iso(text) or _unix(text) or _mail(text)
    if written is None:
        found = find_written(text)
        return found[0] if found else None
    if written.time == dt.time():
        return Written(written.day)
    return written


def _from_match(match: re.Match[str]) -> Written | None:
    part = match.groupdict()
    month = part["month"] or part["emonth"]
    number = _MONTHS[month.lower()] if month else int(part["imonth"] or part["nmonth"])
    day = int(part["day"] or part["eday"] or part["iday"] or part["nday"])
    year = int(part["year"] or part["eyear"] or part["iyear"] or part["nyear"])
    if year < 100:  # noqa: PLR2004 — two digits
        year += 2000
    if number > _NOON >= day:  # the American order
        number, day = day, number
    which = "2" if part["hour2"] else "1"
    try:
        clock = _clock(part["hour" + which], part["minute" + which], part["half" + which])
        return Written(
            dt.date(year, number, day), clock, _zone(part["zone" + which]), match.start(), match.end()
        )
    except ValueError:
        return None


def _clock(hour: str | None, minute: str | None, half: str | None) -> dt.time | None:
    if hour is None or minute is None:
        return None
    number = int(hour)
    if half:
        number = number % _NOON + (_NOON if half.lower().startswith("p") else 0)
    return dt.time(number % _END_OF_DAY, int(minute))


def _zone(name: str | None) -> dt.tzinfo | None:
    if name is None:
        return None
    name = name.upper().replace(" ", "")
    if name in ZONES:
        return ZONES[name]
    if name in {"Z", "UTC", "GMT"}:
        return dt.UTC
    sign = -1 if "-" in name else 1
    digits = re.sub(r"\D", "", name)
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")  # noqa: PLR2004 — hhmm
    return dt.timezone(sign * dt.timedelta(hours=int(hours), minutes=int(minutes)))


def _iso(text: str) -> Written | None:
    match = _ISO.match(text)
    if match is None:
        return None
    try:
        day = dt.date(int(match[1]), int(match[2]), int(match[3]))
        if match[4] is None:
            return Written(day)
        return Written(
            day, dt.time(int(match[4]) % _END_OF_DAY, int(match[5]), int(match[6] or 0)), _zone(match[7])
        )
    except ValueError:
        return None


def _unix(text: str) -> Written | None:
    if not re.fullmatch(r"1\d{9}(\d{3})?", text):
        return None
    seconds = int(text) / (1000 if len(text) == _MILLISECOND_DIGITS else 1)
    moment = dt.datetime.fromtimestamp(seconds, dt.UTC)
    return Written(moment.date(), moment.time().replace(microsecond=0), dt.UTC)


def _mail(text: str) -> Written | None:
    """RFC 2822, and what JavaScript prints for a date."""
    text = re.sub(
        r"^(\w{3}) (\w{3}) (\d{1,2}) (\d{4}) ([\d:]{8}).*?([+-]\d{4}).*$", r"\1, \3 \2 \4 \5 \6", text
    )
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return Written(moment.date(), moment.time(), moment.tzinfo)
