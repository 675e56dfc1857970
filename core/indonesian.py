"""Day and month names, and how dates, times and zones are written for Indonesian readers."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip

# Spellings that newsrooms use beside the standard one, in lower case.
DAY_SPELLINGS: dict[str, int] = {name.lower(): number for number, name in enumerate(DAYS)} | {
    "jum'at": 4, "jum’at": 4, "jum‘at": 4, "jum`at": 4, "ahad": 6, "minggu": 6, "sen": 0, "sel": 1,
    "rab": 2, "kam": 3, "jum": 4, "sab": 5, "min": 6,
}  # fmt: skip
MONTH_SPELLINGS: dict[str, int] = {name.lower(): number for number, name in enumerate(MONTHS, 1)} | {
    "pebruari": 2, "nopember": 11, "jan": 1, "feb": 2, "peb": 2, "mar": 3, "mrt": 3, "apr": 4,
    "jun": 6, "jul": 7, "agt": 8, "agu": 8, "ags": 8, "agst": 8, "agus": 8, "aug": 8, "sep": 9,
    "sept": 9, "okt": 10, "oct": 10, "nov": 11, "nop": 11, "des": 12, "dec": 12,
}  # fmt: skip

# Western, central and eastern Indonesian time; none of them has daylight saving.
ZONE_OFFSETS = {"WIB": timedelta(hours=7), "WITA": timedelta(hours=8), "WIT": timedelta(hours=9)}
ZONES = {"WIB": ZoneInfo("Asia/Jakarta"), "WITA": ZoneInfo("Asia/Makassar"), "WIT": ZoneInfo("Asia/Jayapura")}


def long_date(day: date) -> str:
    """`22 Oktober 2024`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def day_and_date(day: date) -> str:
    """`Selasa (22/10/2024)`, as newspapers write it."""
    return f"{DAYS[day.weekday()]} ({day.day}/{day.month}/{day.year})"


def clock_time(moment: datetime, zone: str) -> str:
    """`14.30 WIB`: the moment's time of day in the named zone (WIB, WITA or WIT)."""
    return f"{moment.astimezone(ZONES[zone]):%H.%M} {zone}"
