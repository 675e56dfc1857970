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
        "--config", "-c", envvar="TAYANG_CONFIG", help="Berkas konfigurasi kantor.", show_default=True
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Satu dokumen JSON di stdout, untuk mesin.")]
OutletOption = Annotated[
    list[str] | None,
    typer.Option("--outlet", help="Hanya media dengan id ini; boleh berulang.", show_default=False),
]
SinceOption = Annotated[
    str | None,
    typer.Option(
        "--since", help="Baca mundur sampai tanggal ini (2026-01-31), bukan sampai yang sudah dikenal."
    ),
]
PeriodOption = Annotated[
    str | None,
    typer.Option("--period", help="2026, 2026-08, atau 2026-08-01..2026-10-31; bawaan: periode kebijakan."),
]
DEFAULT_CONFIG = Path("tayang.toml")


def parse_since(text: str | None, zone: ZoneInfo) -> datetime | None:
    """A local day's beginning, or an exact ISO time; a usage error where it is neither."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} bukan tanggal seperti 2026-01-31", param_hint="--since") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def parse_period(text: str | None, default: Period) -> Period:
    """A year, a month, or two days joined by `..`; a usage error where it is none of these."""
    if text is None:
        return default
    try:
        if re.fullmatch(r"\d{4}", text):
            return Period(date(int(text), 1, 1), date(int(text), 12, 31))
        if re.fullmatch(r"\d{4}-\d{2}", text):
            year, month = int(text[:4]), int(text[5:])
            return Period(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
        start, _, end = text.partition("..")
        period = Period(date.fromisoformat(start), date.fromisoformat(end))
    except (ValueError, calendar.IllegalMonthError):
        raise typer.BadParameter(f"{text!r} bukan periode", param_hint="--period") from None
    if period.start > period.end:
        raise typer.BadParameter(f"{text!r} berakhir sebelum mulai", param_hint="--period")
    return period
