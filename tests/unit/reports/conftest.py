"""A stored example: five outlets, eight activities, and what goes wrong in real life."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid5

import pytest

from core.config import Office
from core.nouns import (
    Activity,
    Article,
    Candidate,
    ChannelKind,
    Indicator,
    Issue,
    LinkCheck,
    LinkState,
    Match,
    MatchState,
    Official,
    Outlet,
    OutletKind,
    Period,
    RunState,
    Scorecard,
    Snapshot,
    ValueState,
)
from core.urls import article_id
from reports.details import Details, MonthLine
from reports.pages import CellState, Heading, Overview
from reports.queries import overview
from storage import Database, UnitOfWork

PERIOD = Period(dt.date(2026, 10, 1), dt.date(2026, 10, 31))
CUTOFF = dt.datetime(2026, 10, 28, 19, 10, tzinfo=dt.UTC)
POLICY = "9f2c4d81aa03b7e655c0ffee12345678"
OFFICE = Office(
    name="Pemerintah Kabupaten Lembah Biru", unit="Dinas Komunikasi", region="Lembah Biru", zone="WIB"
)
FAR_BELOW = UUID("00000000-0000-4000-8000-000000000000")

OUTLETS = (
    Outlet("kabar-lembah", "Kabar Lembah", "https://kabarlembah.example/", region="Lembah Biru"),
    Outlet("suara-pasir", "Suara Pasir Putih", "https://suarapasir.example/"),
    Outlet("lensa-muara", "Lensa Muara", "https://lensamuara.example/"),
    Outlet("radio-teluk", "Radio Teluk Senja", "https://radioteluk.example/", kind=OutletKind.RADIO),
    Outlet("=warta hulu", "<script>alert('Warta')</script> & Rekan", "https://wartahulu.example/"),
)
ACTIVITIES = (
    Activity(
        "panen-raya", "Panen Raya Padi Kelurahan Sawah Angin", dt.date(2026, 10, 3), place="Sawah Angin",
        region="Kecamatan Hulu Angin", agency="Dinas Pertanian Lembah Biru",
        officials=(Official("Bupati Rekaan Satu", "Bupati"), Official("Camat Rekaan Dua")),
    ),
    Activity("=1+1", '=HYPERLINK("https://jahat.example";"klik")', dt.date(2026, 10, 6), agency="+62 Dinas"),
    Activity("pekan-batik", "Pekan Batik Teluk Senja", dt.date(2026, 10, 9), end_date=dt.date(2026, 10, 12)),
    Activity("donor darah/umum", "Donor Darah <b>Umum</b> & Sosial", dt.date(2026, 10, 12), region="Muara"),
    Activity("jembatan", "Peresmian Jembatan Kali Rekaan " + "dan Jalan Pendekat " * 14, dt.date(2026, 10, 15)),
    Activity("rapat-banjir", "Rapat Siaga Banjir", dt.date(2026, 10, 18), agency="BPBD Lembah Biru"),
    Activity("arab", "مهرجان الوادي الأزرق", dt.date(2026, 10, 20)),
    Activity("upacara", "Upacara Hari Jadi Lembah Biru", dt.date(2026, 10, 30)),
)  # fmt: skip
EXCLUDED = {
    "radio-teluk": {activity.id: CellState.OUR_FAILURE for activity in ACTIVITIES[:-1]}
    | {"upacara": CellState.NOT_YET_DUE},
    "=warta hulu": {activity.id: CellState.OUR_FAILURE for activity in ACTIVITIES[:2]}
    | {"upacara": CellState.NOT_YET_DUE},
    "lensa-muara": {"rapat-banjir": CellState.SITE_DOWN, "upacara": CellState.NOT_YET_DUE},
    "kabar-lembah": {"upacara": CellState.NOT_YET_DUE},
    "suara-pasir": {"upacara": CellState.NOT_YET_DUE},
}

DETAILS = {
    "kabar-lembah": Details(
        timely={"panen-raya": True, "donor darah/umum": False, "jembatan": True},
        months=(MonthLine(PERIOD.start, 7, 3, 3 / 7, kept=True),),
    )
}


def local(day: int, hour: int = 9, minute: int = 0) -> dt.datetime:
    """A moment of October 2026 in WIB."""
    return dt.datetime(2026, 10, day, hour, minute, tzinfo=dt.timezone(dt.timedelta(hours=7))).astimezone(
        dt.UTC
    )


def piece(outlet: Outlet, slug: str, title: str, published: dt.datetime | None, **more: object) -> Article:
    """An article of the outlet, first seen at the night after its publication."""
    url = f"{outlet.url}{slug}"
    seen = local((published or local(20)).astimezone(dt.UTC).day, 23)
    values = {
        "time_known": published is not None,
        "authors": ("Penulis Rekaan",),
        "first_seen": seen,
        "step": "cms",
    } | more
    return Article(article_id(url), outlet.id, url, title, f"Isi berita {title}", published, **values)  # type: ignore[arg-type]


KABAR, SUARA, LENSA, RADIO, WARTA = OUTLETS
ARTICLES = (
    piece(KABAR, "panen", "Panen raya di Sawah Angin melimpah", local(3, 10)),
    piece(KABAR, "panen-2", "Petani Sawah Angin: harga masih rendah", local(3, 15, 30)),
    piece(SUARA, "panen", "Bupati Rekaan hadiri panen raya", local(3, 9, 5)),
    piece(SUARA, "rumus", "=1+1 cara berhitung di Pekan Batik", local(9, 0, 20)),
    piece(WARTA, "skrip", "<script>alert('judul')</script> Pekan Batik dibuka", local(10, 8)),
    piece(KABAR, "panjang", "Jembatan Kali Rekaan " + "sangat panjang " * 20, local(15, 12)),
    piece(SUARA, "arab", "مهرجان \u202eالوادي\u202c dibuka meriah", local(20, 11)),
    piece(SUARA, "tanpa-waktu", "Donor darah tanpa waktu tayang", None, authors=()),
    piece(KABAR, "hari-saja", "Donor darah, media hanya menyebut hari", local(12, 0), time_known=False),
    piece(LENSA, "pasar", "-5 persen: harga cabai turun", local(14, 7)),
    piece(KABAR, "alamat-panjang?" + "x=1&" * 700, "Berita dengan alamat sangat panjang", local(16, 7)),
    piece(WARTA, "november", "Upacara hari jadi, terbit sesudah periode", local(31) + dt.timedelta(days=1)),
    piece(KABAR, "dua", "Panen raya dan rapat banjir dalam sehari", local(18, 20)),
)
_PAIRS = (
    ("panen", KABAR, "panen-raya", 0.98, MatchState.MATCHED),
    ("panen-2", KABAR, "panen-raya", 0.91, MatchState.MATCHED),
    ("panen", SUARA, "panen-raya", 0.999, MatchState.MATCHED),
    ("rumus", SUARA, "pekan-batik", 0.93, MatchState.MATCHED),
    ("skrip", WARTA, "pekan-batik", 1.0, MatchState.MATCHED),
    ("arab", SUARA, "arab", 0.95, MatchState.MATCHED),
    ("tanpa-waktu", SUARA, "donor darah/umum", 0.9, MatchState.MATCHED),
    ("hari-saja", KABAR, "donor darah/umum", 0.9, MatchState.MATCHED),
    ("panjang", KABAR, "jembatan", 0.97, MatchState.MATCHED),
    ("november", WARTA, "upacara", 0.96, MatchState.MATCHED),
    ("dua", KABAR, "panen-raya", 0.88, MatchState.MATCHED),
    ("dua", KABAR, "rapat-banjir", 0.61, MatchState.DOUBTFUL),
    ("pasar", LENSA, "=1+1", 0.42, MatchState.DOUBTFUL),
    ("pasar", LENSA, "panen-raya", 0.02, MatchState.NO),
)
MATCHES = tuple(
    Match(article_id(f"{outlet.url}{slug}"), activity, probability, state, ("=judul sama", "tanggal <sama>"))
    for slug, outlet, activity, probability, state in _PAIRS
)


def scorecard(outlet: Outlet, score: float | None, opportunities: int, *, known: bool = True) -> Scorecard:
    """A scorecard of three indicators, the second unknown or not measured."""
    state, value = (ValueState.MEASURED, 50.0) if known else (ValueState.UNKNOWN, None)
    indicators = (
        Indicator("liputan_berbobot", ValueState.MEASURED, 0.6, 70.0, 0.5, 35.0, note="3 dari 5 kegiatan"),
        Indicator("ketepatan_waktu", state, 0.75 if known else None, value, 0.3, 15.0, note="batas 48 jam"),
        Indicator("keajekan", ValueState.NOT_APPLICABLE, None, None, 0.2, 0.0, note="kurang dari sebulan"),
    )
    low, high = (None, None) if score is None else (score - 10, min(100.0, score + 12))
    return Scorecard(
        outlet.id, PERIOD, POLICY, score, low, high, 0.8 if known else 0.5, opportunities, indicators
    )


SCORECARDS = (
    scorecard(KABAR, 82.46, 7),
    scorecard(SUARA, 64.0, 7),
    scorecard(LENSA, 12.5, 7, known=False),
    scorecard(RADIO, None, 0, known=False),
)


def fill(unit: UnitOfWork) -> None:
    """Store the example as a month of nights would."""
    unit.outlets.save(OUTLETS, local(1))
    unit.activities.save(ACTIVITIES, local(1))
    for number, article in enumerate(ARTICLES):
        store_article(unit, article, number)
    unit.matches.replace([article.id for article in ARTICLES], MATCHES)
    unit.scorecards.save(SCORECARDS)
    unit.link_checks.add(LinkCheck(ARTICLES[0].id, local(20), LinkState.ALIVE, 200))
    unit.link_checks.add(LinkCheck(ARTICLES[3].id, local(20), LinkState.MISSING, 404))
    for day in range(1, 29):
        store_night(unit, day)
    unit.issues.see([Issue("tls", "Sertifikat situs kedaluwarsa", "radio-teluk")], local(28))
    unit.issues.see([Issue("disk", "Ruang simpan tinggal <1 GB")], local(28))


def store_article(unit: UnitOfWork, article: Article, number: int) -> None:
    """Announce, archive and extract one article."""
    candidate = Candidate(article.id, article.outlet_id, article.url, ChannelKind.FEED)
    snapshot = Snapshot(
        uuid5(FAR_BELOW, article.url),
        article.id,
        article.url,
        article.first_seen,
        200,
        "ab" * 32,
        "a.warc.gz",
        number,
        9,
    )
    unit.candidates.announce([candidate], article.first_seen)
    unit.candidates.archived(snapshot)
    values = {name: getattr(article, name) for name in article.__slots__}
    unit.articles.save(Article(**values | {"snapshot_id": snapshot.id}))


def store_night(unit: UnitOfWork, day: int) -> None:
    """One crawl at two in the morning; the radio never answers, Warta Hulu only from the ninth on."""
    run = unit.runs.start("crawl", local(day, 2), "mesin", 1)
    counts = {outlet.id: {"requests": 3, "watched": 1, "gap": 0} for outlet in OUTLETS}
    counts["radio-teluk"]["watched"] = 0
    if day == 1:
        del counts["=warta hulu"]
    elif day < 9:
        counts["=warta hulu"]["watched"] = 0
    unit.runs.finish(run.id, local(day, 3), RunState.DONE, {"requests": 15}, counts)


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The example in a database of its own; tests only read it."""
    path: Path = tmp_path_factory.mktemp("laporan") / "tayang.db"
    stored = Database(f"sqlite:///{path}")
    stored.migrate()
    with stored.unit() as unit:
        fill(unit)
    yield stored
    stored.close()


@pytest.fixture(scope="session")
def heading() -> Heading:
    """The head of the example's reports."""
    return Heading(OFFICE, PERIOD, POLICY, CUTOFF, "Tayang")


@pytest.fixture(scope="session")
def everything(database: Database, heading: Heading) -> Overview:
    """The example as the reports see it."""
    with database.reading() as unit:
        return overview(unit, heading, EXCLUDED, DETAILS)


@pytest.fixture(scope="session")
def excluded() -> dict[str, dict[str, CellState]]:
    """What the example's scores left out, and why."""
    return EXCLUDED
