"""R05 Rekap per Kegiatan: who covered an activity, who was first, who had the chance and did not."""

from collections.abc import Sequence

from core.nouns import Official, Outlet
from reports.pages import ActivityPage, CellState, Overview
from reports.table import Absent, Cell, Column, Kind, Table

_ABSENT = {
    CellState.OUR_FAILURE: Absent.OUR_FAILURE,
    CellState.NO_DATA: Absent.NO_DATA,
    CellState.SITE_DOWN: Absent.SITE_DOWN,
    CellState.NOT_YET_DUE: Absent.NOT_APPLICABLE,
}


def activities_table(overview: Overview) -> Table:
    """The period's activities in the order of their dates."""
    return Table(
        name="Rekap Kegiatan",
        title="Rekap per Kegiatan",
        filters="semua kegiatan yang dimulai dalam periode",
        columns=_columns(overview.heading.zone_name),
        rows=tuple(_row(page) for page in overview.activities),
        frozen=3,
    )


def count(value: int, state: CellState) -> int | Absent:
    """A count, or why it is not one: 0 stands only where something was watched."""
    return value if value or state is CellState.WATCHED else _ABSENT[state]


def _columns(zone: str) -> tuple[Column, ...]:
    return (
        Column("Tanggal", Kind.DATE, "Hari kegiatan dimulai."),
        Column("Sampai", Kind.DATE, "Hari terakhir, bila lebih dari satu hari."),
        Column("Kegiatan", Kind.TEXT, "Nama kegiatan sebagaimana dicatat petugas.", widest=36),
        Column("OPD", Kind.TEXT, "Perangkat daerah penyelenggara.", widest=20),
        Column("Kecamatan", Kind.TEXT, "Wilayah kegiatan.", widest=15),
        Column("Tempat", Kind.TEXT, "Tempat kegiatan.", widest=18),
        Column("Pejabat", Kind.TEXT, "Pejabat yang hadir menurut catatan petugas.", widest=26),
        Column("Jumlah Media", Kind.INTEGER, "Media yang menerbitkan paling sedikit satu berita yang cocok."),
        Column("Jumlah Berita", Kind.INTEGER, "Berita yang cocok dengan kegiatan ini, dari semua media."),
        Column("Media Pertama", Kind.TEXT, "Media yang paling dahulu menerbitkan.", widest=18),
        Column(f"Jam Pertama ({zone})", Kind.MOMENT, "Waktu tayang berita pertama itu menurut medianya."),
        Column(
            "Belum Meliput (berkesempatan)",
            Kind.TEXT,
            "Media yang terpantau dari hari kegiatan sampai sehari sesudahnya dan tidak menerbitkan berita yang cocok.",
            widest=34,
        ),
        Column(
            "Tidak Terpantau (gagal kami)",
            Kind.TEXT,
            "Media yang tidak dapat kami pantau untuk kegiatan ini; tidak dihitung belum meliput.",
            widest=22,
        ),
    )


def _row(page: ActivityPage) -> tuple[Cell, ...]:
    activity = page.activity
    return (
        activity.date,
        activity.last_day if activity.last_day > activity.date else Absent.NOTHING,
        activity.title,
        activity.agency or Absent.NO_DATA,
        activity.region or Absent.NO_DATA,
        activity.place or Absent.NO_DATA,
        "; ".join(_official(official) for official in activity.officials) or Absent.NO_DATA,
        count(len(page.covering), page.state),
        count(len(list(page.lines)), page.state),
        *_first(page),
        _names(page.missing),
        _names(page.without_data(CellState.OUR_FAILURE)),
    )


def _official(official: Official) -> str:
    return f"{official.name} ({official.role})" if official.role else official.name


def _first(page: ActivityPage) -> tuple[Cell, Cell]:
    """First outlet and its time; only a day where the outlet gives no time."""
    if not page.covering:
        missing = _ABSENT.get(page.state, Absent.NOTHING)
        return missing, missing
    first = page.first
    if first is None or first.published is None:
        return Absent.NO_DATA, Absent.NO_DATA
    moment = first.published.replace(tzinfo=None)
    return first.outlet.name, moment if first.time_known else moment.date()


def _names(outlets: Sequence[Outlet]) -> Cell:
    return "; ".join(outlet.name for outlet in outlets) or Absent.NOTHING
