"""The page a reader opens first: the matrix of activities and outlets, and the list behind every figure."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from jinja2 import Environment, PackageLoader, StrictUndefined

from core.nouns import Activity, Indicator, Outlet, Scorecard, ValueState
from reports import wording
from reports.details import spans
from reports.outlets import active_days, figure, share, watched_days
from reports.pages import ActivityPage, CellState, OutletPage, Overview, PairCell, Piece
from reports.ranking import rankings
from reports.table import MEANINGS, Absent

_SAFE_ID = re.compile(r"[A-Za-z0-9_-]{1,60}")
_MOST_SHADES = 5
_LONGEST_LIST = 500  # of what the latest night found; a first night finds everything, and the XLSX lists it


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A file beside the page: its name, what it is, and how to check it."""

    name: str
    title: str
    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class Sign:
    """What a cell without articles shows: a sign for the eye, words for everyone else."""

    css: str
    sign: str
    words: str


SIGNS = {
    CellState.WATCHED: Sign("", "0", ""),
    CellState.OUR_FAILURE: Sign("gagal", "░", Absent.OUR_FAILURE.value),
    CellState.NO_DATA: Sign("kosong", "?", Absent.NO_DATA.value),
    CellState.SITE_DOWN: Sign("kosong", "†", Absent.SITE_DOWN.value),
    CellState.NOT_YET_DUE: Sign("luar", "×", Absent.NOT_APPLICABLE.value),
}


# Outlets of which nothing can be said, as an activity's list names them.
_REASONS = (
    (CellState.OUR_FAILURE, "Gagal kami (tidak terpantau)"),
    (CellState.SITE_DOWN, "Situs mati saat itu"),
    (CellState.NO_DATA, "Tidak ada data (belum dipantau saat itu)"),
    (CellState.NOT_YET_DUE, "Tidak berlaku (belum lewat sehari sesudah kegiatan)"),
)


def index_page(overview: Overview, files: Sequence[ReportFile]) -> str:
    """The page as HTML: one file, no script, nothing loaded from anywhere."""
    return (
        _environment()
        .get_template("index.html")
        .render(
            overview=overview,
            heading=overview.heading,
            files=files,
            matched=overview.matched,
            covered=overview.covered,
            new=overview.new,
            new_shown=overview.new[:_LONGEST_LIST],
            months=_months(overview.activities),
            rankings=rankings(overview.outlets, overview.min_opportunities),
            meanings=MEANINGS,
            digest=_digest(files),
        )
    )


def activity_anchor(activity: Activity) -> str:
    """The id of the activity's list on the page."""
    return f"k-{_plain_id(activity.id)}"


def outlet_anchor(outlet: Outlet) -> str:
    """The id of the outlet's list on the page."""
    return f"m-{_plain_id(outlet.id)}"


def pair_anchor(activity: Activity, outlet: Outlet) -> str:
    """The id of the list behind one cell of the matrix."""
    return f"{activity_anchor(activity)}.{_plain_id(outlet.id)}"


def _plain_id(text: str) -> str:
    """The id itself where it can stand in an address, else a digest of it."""
    return text if _SAFE_ID.fullmatch(text) else hashlib.sha256(text.encode()).hexdigest()[:16]


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "angka": wording.number,
        "desimal": wording.decimal,
        "persen": wording.percent,
        "yakin": wording.confidence,
        "tanggal": wording.short_date,
        "kapan": when,
        "rentang": days_text,
        "bulan": wording.month,
        "hari": day_text,
        "tautan": web_address,
        "jenis": lambda kind: wording.OUTLET_KINDS[kind],
        "status_tautan": wording.link_state,
        "keadaan": lambda state: wording.VALUE_STATES[state],
    }
    environment.globals |= {
        "activity_anchor": activity_anchor,
        "outlet_anchor": outlet_anchor,
        "pair_anchor": pair_anchor,
        "signs": SIGNS,
        "reasons": _REASONS,
        "unknown": ValueState.UNKNOWN,
        "shade": shade,
        "share": share,
        "strip": strip,
        "indicator_name": wording.indicator_name,
        "indicator_meaning": wording.indicator_meaning,
        "indicator_list": indicator_list,
        "contribution": contribution,
        "not_timely": not_timely,
        "active_days": active_days,
        "watched_days": watched_days,
        "indicator_text": indicator_text,
        "by_outlet": by_outlet,
        "cause": cause,
    }
    return environment


def when(piece: Piece) -> str:
    """`22 Okt 2024 14.30`; what is not known is said."""
    if piece.published is None:
        return f"{Absent.NO_DATA.value} (pertama terlihat {wording.short_date(piece.first_seen.date())})"
    day = wording.short_date(piece.published.date())
    return f"{day} {wording.hour(piece.published)}" if piece.time_known else f"{day}, jam tidak disebut"


def day_text(activity: Activity) -> str:
    """The activity's day, or its first and last."""
    if activity.last_day == activity.date:
        return wording.short_date(activity.date)
    return f"{wording.short_date(activity.date)} – {wording.short_date(activity.last_day)}"


def web_address(url: str) -> str | None:
    """The address where a browser may follow it: a page of the web and no script."""
    return url if url.lower().startswith(("http://", "https://")) else None


def shade(cell: PairCell) -> int:
    """How dark a cell is: the number of its articles, five and more alike."""
    return min(len(cell.lines), _MOST_SHADES)


def by_outlet(page: ActivityPage) -> list[PairCell]:
    """The cells with articles, the outlet that was first on top."""
    return sorted((cell for cell in page.cells if cell.lines), key=lambda cell: cell.lines[0].piece.order)


def cause(page: OutletPage) -> str:
    """Why an outlet could not be watched, in the words of its open issues."""
    if page.watch.causes:
        return "; ".join(page.watch.causes)
    return "belum pernah dicoba" if page.watch.latest_ok is None else "penyebab belum tercatat"


def not_timely(page: OutletPage) -> list[tuple[Activity, PairCell, bool | None]]:
    """The covered opportunities that were late (False), or of which that cannot be told (None)."""
    timely = page.details.timely
    return [
        (activity, cell, timely[activity.id])
        for activity, cell in page.rated
        if activity.id in timely and not timely[activity.id]
    ]


def days_text(days: Iterable[dt.date]) -> str:
    """Days as spans in words: `1–3 Oktober 2026; 5 Oktober 2026`."""
    return "; ".join(wording.period(span) for span in spans(days))


_LISTS = {"liputan_berbobot": "kegiatan", "ketepatan_waktu": "waktu", "keajekan": "bulan"}


def indicator_list(page: OutletPage, name: str) -> str | None:
    """The id of the list that an indicator counts, None where the page has none."""
    filled = {
        "kegiatan": bool(page.rated),
        "waktu": bool(page.rated and page.details.timely),
        "bulan": bool(page.details.months),
    }
    part = _LISTS.get(name)
    return f"{outlet_anchor(page.outlet)}.{part}" if part and filled[part] else None


def contribution(card: Scorecard, indicator: Indicator) -> str:
    """The points an indicator adds; words where there is no score, or where it does not apply."""
    if card.score is None or indicator.state is ValueState.NOT_APPLICABLE:
        return wording.VALUE_STATES[
            indicator.state if indicator.state is not ValueState.MEASURED else ValueState.UNKNOWN
        ]
    return wording.decimal(indicator.contribution)


def indicator_text(page: OutletPage, name: str) -> str:
    """An indicator's raw figure as text, or why there is none."""
    value = figure(page.indicator(name))
    if isinstance(value, Absent):
        return value.value
    return wording.percent(value) if wording.is_share(name) else wording.decimal(value)


@dataclass(frozen=True, slots=True)
class Strip:
    """Score and bounds as places on a strip from 4 to 124, and in words."""

    low: float
    score: float
    high: float
    words: str


def strip(page: OutletPage) -> Strip | None:
    """Where an outlet's score lies between 0 and 100, None without a score."""
    card = page.scorecard
    if card is None or card.score is None or card.low is None or card.high is None:
        return None
    low, score, high = (round(1.2 * value + 4, 1) for value in (card.low, card.score, card.high))
    words = f"antara {wording.decimal(card.low)} dan {wording.decimal(card.high)}"
    return Strip(low, score, high, f"nilai {wording.decimal(card.score)}, {words}")


def _months(pages: Sequence[ActivityPage]) -> list[tuple[str, str, list[ActivityPage]]]:
    """The activities by month, anchor and name with them; newest first."""
    newest = sorted(pages, key=lambda page: (page.activity.date, page.activity.id), reverse=True)
    grouped = groupby(newest, key=lambda page: page.activity.date.replace(day=1))
    return [(f"bulan-{first:%Y-%m}", wording.month(first), list(group)) for first, group in grouped]


def _digest(files: Sequence[ReportFile]) -> str:
    """The page shows what the files hold, so its digest is taken of theirs."""
    return hashlib.sha256("\n".join(file.digest for file in files).encode()).hexdigest()[:16]
