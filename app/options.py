"""Options that commands share, and how their texts become values."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from core.nouns import Period

ConfigOption = Annotated[
    Path,
    typer.Option(
        "--config",
        "-c",
        envvar="TAYANG_CONFIG",
        metavar="BERKAS",
        help="Berkas konfigurasi kantor.",
        show_default=True,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Satu dokumen JSON di stdout, untuk mesin.")]
OutletOption = Annotated[
    list[str] | None,
    typer.Option(
        "--outlet", metavar="ID", help="Hanya media dengan id ini; boleh berulang.", show_default=False
    ),
]
SinceOption = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="TANGGAL",
        help="Baca mundur sampai tanggal ini (2026-01-31), bukan sampai yang sudah dikenal.",
    ),
]
PeriodOption = Annotated[
    str | None,
    typer.Option(
        "--period",
        metavar="PERIODE",
        help="2026, 2026-08, atau 2026-08-01..2026-10-31; bawaan: periode kebijakan.",
    ),
]
DEFAULT_CONFIG = Path("tayang.toml")
YEARS = range(1990, 2101)  # no news site is older, and the calendar's rim stays out of reach


def parse_since(text: str | None) -> datetime | None:
    """A local day's beginning (naive), or an exact ISO time; a usage error where it is neither."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} bukan tanggal seperti 2026-01-31", param_hint="--since") from None
    _check_year(moment, text, "--since")
    return moment


def in_zone(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    """The moment, in the office's zone where it names none."""
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=zone)


def parse_period(text: str | None) -> Period | None:
    """A year, a month, or two days joined by `..`; a usage error where it is none of these."""
    if text is None:
        return None
    try:
        period = _period(text)
    except (ValueError, calendar.IllegalMonthError):
        raise typer.BadParameter(f"{text!r} bukan periode", param_hint="--period") from None
    if period.start > period.end:
        raise typer.BadParameter(f"{text!r} berakhir sebelum mulai", param_hint="--period")
    _check_year(period.start, text, "--period")
    _check_year(period.end, text, "--period")
    return period


def _period(text: str) -> Period:
    if re.fullmatch(r"\d{4}", text):
        return Period(date(int(text), 1, 1), date(int(text), 12, 31))
    if re.fullmatch(r"\d{4}-\d{2}", text):
        year, month = int(text[:4]), int(text[5:])
        return Period(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
    start, _, end = text.partition("..")
    return Period(date.fromisoformat(start), date.fromisoformat(end))


def _check_year(day: date, text: str, option: str) -> None:
    if day.year not in YEARS:
        raise typer.BadParameter(
            f"{text!r}: tahun harus {YEARS.start} sampai {YEARS.stop - 1}", param_hint=option
        )
