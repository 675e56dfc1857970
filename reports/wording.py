"""How figures, dates and states are written for Indonesian readers."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from core.indonesian import MONTHS, ZONES, clock_time, long_date
from core.nouns import LinkState, OutletKind, Period, ValueState

OUTLET_KINDS = {
    OutletKind.ONLINE: "Daring",
    OutletKind.PRINT: "Cetak",
    OutletKind.RADIO: "Radio",
    OutletKind.TELEVISION: "Televisi",
    OutletKind.ACCOUNT: "Akun media sosial",
}
LINK_STATES = {
    LinkState.ALIVE: "hidup",
    LinkState.MISSING: "hilang",
    LinkState.SITE_DOWN: "situs mati",
    LinkState.OUR_FAILURE: "gagal kami",
}
NEVER_CHECKED = "belum dicek"
VALUE_STATES = {
    ValueState.MEASURED: "terukur",
    ValueState.NOT_APPLICABLE: "tidak berlaku",
    ValueState.UNKNOWN: "tidak ada data",
    ValueState.REFUSED: "tidak diberikan",
}

# The indicators we know: column head and meaning; each of them is a share in [0, 1].
_SHARES = {
    "liputan_berbobot": (
        "Liputan Berbobot",
        "Bagian kegiatan berkesempatan yang diliput, menurut bobot kegiatan dan ditarik ke nilai awal kebijakan.",
    ),
    "ketepatan_waktu": (
        "Tepat Waktu",
        "Bagian kegiatan terliput yang berita pertamanya tayang dalam batas waktu kebijakan sesudah hari kegiatan berakhir (bawaan 48 jam).",
    ),
    "keajekan": (
        "Keajekan",
        "Bagian bulan dengan cukup kegiatan ketika liputannya mencapai batas kebijakan.",
    ),
}


def indicator_name(name: str) -> str:
    """An indicator's name as a column head; one we do not know is named after itself."""
    return _SHARES[name][0] if name in _SHARES else name.replace("_", " ").title()


def indicator_meaning(name: str) -> str:
    """What an indicator says, in one sentence."""
    return (
        _SHARES[name][1] if name in _SHARES else f"Indikator {indicator_name(name)}, dalam satuannya sendiri."
    )


def is_share(name: str) -> bool:
    """Whether an indicator's raw figure is a share in [0, 1]; of others we know no unit."""
    return name in _SHARES


def link_state(state: LinkState | None) -> str:
    """What the last look at a link found; None means that nobody has looked yet."""
    return NEVER_CHECKED if state is None else LINK_STATES[state]


def number(value: int) -> str:
    """`12.345`."""
    return f"{value:,}".replace(",", ".")


def decimal(value: float) -> str:
    """One decimal place, `81,3`, rounded as spreadsheets do."""
    return f"{rounded(value, '0.1'):,}".translate(str.maketrans(",.", ".,"))


def percent(share: float) -> str:
    """A share in [0, 1] as whole per cent, `87%`, rounded as spreadsheets do."""
    return f"{rounded(share * 100, '1')}%"


def confidence(probability: float) -> str:
    """A match's probability as per cent; what is not certain is never written 0% or 100%."""
    if 0.995 <= probability < 1:
        return ">99%"
    return "<1%" if 0 < probability < 0.005 else percent(probability)


def rounded(value: float, step: str) -> Decimal:
    """A figure at this step, half going up as in a spreadsheet."""
    # 15 digits are what a spreadsheet sees of a figure; half goes up there, not to the even neighbour.
    return Decimal(f"{value:.15g}").quantize(Decimal(step), ROUND_HALF_UP)


def hour(moment: datetime) -> str:
    """`14.30`, in the moment's own zone."""
    return f"{moment:%H.%M}"


def date_and_hour(moment: datetime, zone: str) -> str:
    """`22 Oktober 2024 14.30 WIB`, in the named zone."""
    return f"{long_date(moment.astimezone(ZONES[zone]).date())} {clock_time(moment, zone)}"


def short_date(day: date) -> str:
    """`22 Okt 2024`, for narrow columns."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def month(day: date) -> str:
    """`Oktober 2024`."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def span(start: date, end: date) -> str:
    """`22 Oktober 2024`, `1–31 Oktober 2024`, `1 Oktober – 3 November 2024`, or with both years."""
    if start == end:
        return long_date(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{long_date(end)}"
    if start.year == end.year:
        return f"{start.day} {MONTHS[start.month - 1]} – {long_date(end)}"
    return f"{long_date(start)} – {long_date(end)}"


def period(value: Period) -> str:
    """A period as `span` writes it."""
    return span(value.start, value.end)
