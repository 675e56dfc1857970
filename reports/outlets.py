"""R09 Keaktifan Media: how active each outlet was, and how well we could tell."""

from core.nouns import Indicator, ValueState
from reports import wording
from reports.activities import count
from reports.pages import OutletPage, Overview
from reports.table import Absent, Cell, Column, Kind, Table


def outlets_table(overview: Overview) -> Table:
    """The outlets by name, with the indicators of the scorecards at hand."""
    names = overview.indicator_names
    return Table(
        name="Keaktifan Media",
        title="Keaktifan Media",
        filters="semua media",
        columns=_columns(names),
        rows=tuple(_row(number, page, names) for number, page in enumerate(overview.outlets, 1)),
        frozen=2,
    )


def share(page: OutletPage) -> float | Absent:
    """Covered activities by opportunities; nothing to divide where there was no opportunity."""
    if page.opportunities == 0:
        missing = count(0, page.watch.state)
        return missing if isinstance(missing, Absent) else Absent.NOT_APPLICABLE
    return len(page.covered) / page.opportunities


def figure(indicator: Indicator | None) -> float | Absent:
    """An indicator in its own unit, or why there is none."""
    if indicator is None or indicator.raw is None:
        return _reason(indicator)
    return indicator.raw


def _reason(indicator: Indicator | None) -> Absent:
    if indicator is not None and indicator.state is ValueState.NOT_APPLICABLE:
        return Absent.NOT_APPLICABLE
    return Absent.NO_DATA


def _columns(names: tuple[str, ...]) -> tuple[Column, ...]:
    return (
        Column("No", Kind.INTEGER, "Nomor urut menurut nama; bukan peringkat."),
        Column("Media", Kind.TEXT, "Nama media.", widest=30),
        Column("Jenis", Kind.TEXT, "Jenis media. Nilai hanya dibandingkan di dalam satu jenis.", widest=14),
        Column(
            "Kegiatan Berkesempatan",
            Kind.INTEGER,
            "Kegiatan dalam periode yang dapat diliput media ini selama ia terpantau.",
        ),
        Column(
            "Diliput", Kind.INTEGER, "Kegiatan dengan paling sedikit satu berita yang cocok dari media ini."
        ),
        Column("%", Kind.PERCENT, "Diliput dibagi Kegiatan Berkesempatan, tanpa bobot."),
        *(_indicator_column(name) for name in names),
        Column("Hari Aktif", Kind.INTEGER, "Hari dalam periode dengan paling sedikit satu berita tersimpan."),
        Column(
            "Jumlah Berita",
            Kind.INTEGER,
            "Semua berita media ini dalam periode, juga yang bukan tentang kegiatan.",
        ),
        Column("Malam Dipantau", Kind.INTEGER, "Malam dalam periode ketika media ini berhasil dibaca."),
        Column("Malam Gagal Kami", Kind.INTEGER, "Malam ketika kami mencoba dan gagal membaca media ini."),
        Column("Nilai", Kind.DECIMAL, "Nilai 0–100 menurut kebijakan penilaian."),
        Column("Bawah", Kind.DECIMAL, "Nilai bila semua yang belum diketahui bernilai 0."),
        Column("Atas", Kind.DECIMAL, "Nilai bila semua yang belum diketahui bernilai 100."),
        Column("Cakupan Data %", Kind.PERCENT, "Bagian bobot penilaian yang benar-benar terukur."),
    )


def _indicator_column(name: str) -> Column:
    label = wording.indicator_name(name)
    if wording.is_share(name):
        return Column(f"{label} %", Kind.PERCENT, wording.indicator_meaning(name))
    return Column(label, Kind.DECIMAL, wording.indicator_meaning(name))


def _row(number: int, page: OutletPage, names: tuple[str, ...]) -> tuple[Cell, ...]:
    state, card = page.watch.state, page.scorecard
    bounds = (card.score, card.low, card.high) if card else (None, None, None)
    return (
        number,
        page.outlet.name,
        wording.OUTLET_KINDS[page.outlet.kind],
        count(page.opportunities, state),
        count(len(page.covered), state),
        share(page),
        *(figure(page.indicator(name)) for name in names),
        count(page.active_days, state),
        count(len(page.pieces), state),
        page.watch.nights - page.watch.failed,
        page.watch.failed,
        *(Absent.NO_DATA if value is None else value for value in bounds),
        card.completeness if card else Absent.NO_DATA,
    )
