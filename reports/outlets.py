"""R09 Keaktifan Media: how active each outlet was, and how well we could tell."""

from core.nouns import Indicator, ValueState
from reports import wording
from reports.activities import count
from reports.pages import OutletPage, Overview
from reports.ranking import Place, rankings
from reports.table import Absent, Cell, Column, Kind, Table


def outlets_table(overview: Overview) -> Table:
    """The outlets by name, with the indicators of the scorecards at hand."""
    names = overview.indicator_names
    places = {
        place.page.outlet.id: place
        for _, group in rankings(overview.outlets, overview.min_opportunities)
        for place in group
    }
    return Table(
        name="Keaktifan Media",
        title="Keaktifan Media",
        filters="semua media",
        columns=_columns(names),
        rows=tuple(
            _row(number, places[page.outlet.id], names) for number, page in enumerate(overview.outlets, 1)
        ),
        frozen=2,
    )


def share(page: OutletPage) -> float | Absent:
    """Covered opportunities by opportunities; nothing to divide where there was no opportunity."""
    if page.opportunities == 0:
        missing = count(0, page.watch.state)
        return missing if isinstance(missing, Absent) else Absent.NOT_APPLICABLE
    return len(page.rated) / page.opportunities


def active_days(page: OutletPage) -> int | Absent:
    """Days with a stored piece; unknown where none of its pieces states a day."""
    if page.pieces and not page.active_days:
        return Absent.NO_DATA
    return count(page.active_days, page.watch.state)


def watched_days(page: OutletPage) -> tuple[int | Absent, int | Absent]:
    """Days of the period we can tell of, and days we failed; unknown where no night of ours speaks of the period."""
    watch = page.watch
    if not watch.told and not watch.failed:
        return Absent.NO_DATA, Absent.NO_DATA
    return len(watch.told), len(watch.failed)


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
            "Diliput",
            Kind.INTEGER,
            "Kegiatan berkesempatan dengan paling sedikit satu berita yang cocok dari media ini.",
        ),
        Column("Diliput %", Kind.PERCENT, "Diliput dibagi Kegiatan Berkesempatan, tanpa bobot."),
        Column(
            "Diliput di Luar Kesempatan",
            Kind.INTEGER,
            "Kegiatan yang diliput padahal hari-harinya tidak terpantau penuh atau belum lewat; tampak di daftar, tidak masuk hitungan.",
        ),
        *(_indicator_column(name) for name in names),
        Column("Hari Aktif", Kind.INTEGER, "Hari dalam periode dengan paling sedikit satu berita tersimpan."),
        Column(
            "Jumlah Berita",
            Kind.INTEGER,
            "Semua berita media ini dalam periode, juga yang bukan tentang kegiatan.",
        ),
        Column(
            "Hari Terpantau",
            Kind.INTEGER,
            "Hari dalam periode yang beritanya terbaca, pada malam itu atau kemudian.",
        ),
        Column("Hari Gagal Kami", Kind.INTEGER, "Hari dalam periode yang beritanya gagal kami baca."),
        *_score_columns(),
    )


def _score_columns() -> tuple[Column, ...]:
    return (
        Column("Nilai", Kind.DECIMAL, "Nilai 0–100 menurut kebijakan penilaian."),
        Column(
            "Bawah",
            Kind.DECIMAL,
            "Nilai bila semua yang belum diketahui bernilai 0 dan setiap kecocokan ragu diputus merugikan.",
        ),
        Column(
            "Atas",
            Kind.DECIMAL,
            "Nilai bila semua yang belum diketahui bernilai 100 dan setiap kecocokan ragu diputus menguntungkan.",
        ),
        Column(
            "Peringkat",
            Kind.INTEGER,
            "Urutan menurut nilai di dalam jenisnya; nilai yang sama berbagi peringkat. Tanpa cukup kesempatan tidak ada peringkat.",
            widest=16,
        ),
        Column("Cakupan Data %", Kind.PERCENT, "Bagian bobot penilaian yang benar-benar terukur."),
    )


def _indicator_column(name: str) -> Column:
    label = wording.indicator_name(name)
    if wording.is_share(name):
        return Column(f"{label} %", Kind.PERCENT, wording.indicator_meaning(name))
    return Column(label, Kind.DECIMAL, wording.indicator_meaning(name))


def _row(number: int, place: Place, names: tuple[str, ...]) -> tuple[Cell, ...]:
    page = place.page
    state, card = page.watch.state, page.scorecard
    bounds = (card.score, card.low, card.high) if card else (None, None, None)
    return (
        number,
        page.outlet.name,
        wording.OUTLET_KINDS[page.outlet.kind],
        count(page.opportunities, state),
        count(len(page.rated), state),
        share(page),
        count(len(page.outside), state),
        *(figure(page.indicator(name)) for name in names),
        active_days(page),
        count(len(page.pieces), state),
        *watched_days(page),
        *(Absent.NO_DATA if value is None else value for value in bounds),
        place.reason if place.rank is None else place.rank,
        card.completeness if card else Absent.NO_DATA,
    )
