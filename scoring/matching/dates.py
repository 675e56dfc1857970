"""The days a text names, resolved against the time it was published.

"Selasa (22/10/2024)", "Rabu (12/3)", "Jum'at, 5 Pebruari", "Senin-Selasa / 8-9 Januari", "kemarin". A
weekday that contradicts its date (about one mention in twenty) makes the mention untrusted.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from core.indonesian import DAY_SPELLINGS, MONTH_SPELLINGS


@dataclass(frozen=True, slots=True)
class Mention:
    """A day or span of days named in a text.

    `first` and `last` are None while the year cannot be known; then `day`, `month` and `weekday` are
    all there is. `exact` is false for words like "kemarin", `trusted` false where weekday and date
    contradict each other. `start` and `end` are positions in the text.
    """

    words: str
    start: int
    end: int
    day: int
    month: int
    first: date | None
    last: date | None
    weekday: int | None = None
    exact: bool = True
    trusted: bool = True

    def moved(self, offset: int) -> "Mention":
        """The same mention in a text that begins `offset` characters earlier."""
        return replace(self, start=self.start + offset, end=self.end + offset)

    def names(self, start: date, end: date) -> bool:
        """Whether the mention shares a day with the span from `start` to `end`."""
        if self.first is not None and self.last is not None:
            return self.first <= end and start <= self.last
        # Without a year only the day itself can be compared, and its weekday where one was given.
        same = any((day.day, day.month) == (self.day, self.month) for day in (start, end))
        return same and (self.weekday is None or self.weekday == start.weekday() or start != end)


_LONG_DAYS = {name: number for name, number in DAY_SPELLINGS.items() if len(name) > len("min")}
_DAY = "|".join(re.escape(name) for name in sorted(_LONG_DAYS, key=len, reverse=True))
_MONTH = "|".join(re.escape(name) for name in sorted(MONTH_SPELLINGS, key=len, reverse=True))
_SPAN = r"(?:\s*(?:-|–|—|s/d|s\.d\.|sampai|hingga|dan|&)\s*(\d{1,2}))?"
_DATE = re.compile(
    rf"(?<![\w.,/])(\d{{1,2}}){_SPAN}"
    rf"(?:\s*([/.-])\s*(\d{{1,2}})(?:\s*\3\s*(\d{{4}}|\d{{2}}))?|\s*-?\s*({_MONTH})\b\.?(?:\s*,?\s*(\d{{4}}))?)(?![\w/])",
    re.IGNORECASE,
)
_DAY_BEFORE = re.compile(
    rf"\b(?:({_DAY})\s*(?:-|–|dan|&|s/d|hingga)\s*)?({_DAY})\b\W*(?:[^\W\d_]+\W*)?$", re.IGNORECASE
)
_RELATIVE = re.compile(
    rf"\b(hari ini|kemarin|kemaren|besok|esok hari|lusa|({_DAY})(?:\s+(?:pagi|siang|sore|malam))?"
    r"(?:\s+(lalu|kemarin|ini|depan|mendatang|besok))?)\b",
    re.IGNORECASE,
)
_SHIFTS = {"hari ini": 0, "kemarin": -1, "kemaren": -1, "besok": 1, "esok hari": 1, "lusa": 2}
_LOOK_BACK = 34  # characters before a date in which its weekday may stand
_OLDEST_YEAR = 1900
_RELATIVE_REACH = 900  # later in a text "kemarin" is rarely said of the occasion
_FAR_AHEAD = timedelta(days=60)


def mentions(text: str, written: date | None) -> list[Mention]:
    """The days named in a text, in order. `written` is the local day of publication, if known."""
    found = list(_exact(text, written, _only_year(text) if written is None else None))
    if written is not None:
        found.extend(_relative(text[:_RELATIVE_REACH], written, found))
    return sorted(found, key=lambda mention: mention.start)


def _only_year(text: str) -> int | None:
    years = set(re.findall(r"\b(?:19|20)\d\d\b", text))
    return int(years.pop()) if len(years) == 1 else None


def _exact(text: str, written: date | None, year_hint: int | None) -> Iterator[Mention]:
    for match in _DATE.finditer(text):
        day, until, separator, number, digits, name, named_year = match.groups()
        month = MONTH_SPELLINGS[name.lower()] if name else int(number)
        before = _DAY_BEFORE.search(text[max(0, match.start() - _LOOK_BACK) : match.start()])
        year = _year(named_year or digits)
        if not name and not _is_date(
            text, match, separator=separator, year=year, has_weekday=before is not None
        ):
            continue
        weekday = _LONG_DAYS[(before[1] or before[2]).lower()] if before else None
        start = match.start() - (len(before[0]) if before else 0)
        mention = _resolved(
            _Written(
                int(day),
                int(until) if until else None,
                month,
                year or _hinted(year_hint, int(day), month, weekday),
                weekday,
            ),
            written,
        )
        if mention is not None:
            first, last, trusted = mention
            end = match.end() + (text[match.end() : match.end() + 1] == ")")
            yield Mention(
                text[start:end].strip(), start, end, int(day), month, first, last, weekday, trusted=trusted
            )


def _hinted(year: int | None, day: int, month: int, weekday: int | None) -> int | None:
    """The text's only year, unless the weekday says that another one is meant."""
    named = _safe(year, month, day) if year is not None else None
    return year if named is not None and weekday in (None, named.weekday()) else None


def _year(digits: str | None) -> int | None:
    if not digits:
        return None
    year = int(digits)
    year += 2000 if len(digits) <= len("24") else 0
    return year if year >= _OLDEST_YEAR else None


def _is_date(text: str, match: re.Match[str], *, separator: str, year: int | None, has_weekday: bool) -> bool:
    """Whether figures with a separator are a date: `24/7` and `2.5` alone are not."""
    if year is not None and len(match[5] or "") == len("2024"):
        return True
    bracketed = (
        text[max(0, match.start() - 1) : match.start()] == "(" and text[match.end() : match.end() + 1] == ")"
    )
    return separator == "/" and (has_weekday or bracketed)


@dataclass(frozen=True, slots=True)
class _Written:
    day: int
    until: int | None
    month: int
    year: int | None
    weekday: int | None


def _resolved(said: _Written, published: date | None) -> tuple[date | None, date | None, bool] | None:
    """First and last day and whether weekday and date agree; None where no such day exists."""
    if said.year is not None:
        years = [said.year]
    elif published is not None:
        years = [published.year, published.year - 1, published.year + 1]
    else:
        possible = _safe(2024, said.month, said.day) is not None  # a leap year: 29 February exists
        return (None, None, True) if possible else None
    days = [day for year in years if (day := _safe(year, said.month, said.day)) is not None]
    if not days:
        return None
    first = min(days, key=lambda day: _distance(day, said.weekday, published))
    last = _safe(first.year, first.month, said.until) if said.until else first
    return first, max(first, last or first), said.weekday is None or first.weekday() == said.weekday


def _distance(day: date, weekday: int | None, published: date | None) -> tuple[bool, bool, int]:
    if published is None:
        return (False, False, 0)
    wrong_day = weekday is not None and day.weekday() != weekday
    return (day > published + _FAR_AHEAD, wrong_day, abs((day - published).days))


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _relative(text: str, written: date, exact: list[Mention]) -> Iterator[Mention]:
    taken = [(mention.start, mention.end) for mention in exact]
    for match in _RELATIVE.finditer(text):
        near_exact = any(start <= match.end() + 2 and match.start() <= end for start, end in taken)
        if near_exact:
            continue  # "kemarin (26/5)": the date says it better
        day = _relative_day(match, written)
        yield Mention(
            match[0], match.start(), match.end(), day.day, day.month, day, day, day.weekday(), exact=False
        )


def _relative_day(match: re.Match[str], written: date) -> date:
    shift = _SHIFTS.get(match[1].lower())
    if shift is not None:
        return written + timedelta(days=shift)
    weekday = _LONG_DAYS[match[2].lower()]
    if (match[3] or "").lower() in {"depan", "mendatang", "besok"}:
        return written + timedelta(days=(weekday - written.weekday() - 1) % 7 + 1)
    return written - timedelta(days=(written.weekday() - weekday) % 7)
