"""Pairs that look alike and are not coverage: what a person must see first, or never."""

import datetime as dt
from dataclasses import replace
from uuid import NAMESPACE_URL, uuid5

import pytest

from core.indonesian import ZONES
from core.nouns import Activity, Article, Match, MatchState, Official
from scoring.matching import match
from scoring.matching.decide import shipped
from scoring.matching.features import observe

WIB = ZONES["WIB"]
BUPATI = Official("H. Ranggalawe Sasmita, S.E.", "Bupati Rawasekar")
BRIDGE = Activity(
    "jembatan",
    "Peresmian Jembatan Kali Wangi Desa Lawangrejo",
    dt.date(2025, 5, 14),
    place="Desa Lawangrejo, Kecamatan Muarawangi",
    region="Kabupaten Rawasekar",
    agency="Dinas PUPR",
    officials=(BUPATI,),
)
CONTEST = Activity(
    "mtq",
    "MTQ ke-12 Tingkat Kabupaten Rawasekar",
    dt.date(2025, 6, 9),
    dt.date(2025, 6, 13),
    place="Lapangan Kencana, Muarawangi",
    region="Kabupaten Rawasekar",
)
SEEDLINGS = Activity(
    "bibit",
    "Penyerahan Bantuan Bibit Kelapa kepada Kelompok Tani",
    dt.date(2025, 5, 20),
    place="Aula Kantor Bupati",
    region="Kabupaten Rawasekar",
    agency="Dinas Perkebunan",
)
ROLL_CALL = Activity("apel", "Apel Gabungan ASN", dt.date(2025, 5, 19), region="Kabupaten Rawasekar")
ADVICE = Activity(
    "gizi",
    "Penyuluhan Gizi Balita",
    dt.date(2025, 5, 22),
    place="Kantor Kecamatan Jatilirih",
    agency="Bagian Hukum Setda",
)
ACTIVITIES = [BRIDGE, CONTEST, SEEDLINGS, ROLL_CALL, ADVICE]

FULL = (
    "Bupati Rawasekar H. Ranggalawe Sasmita meresmikan Jembatan Kali Wangi di Desa Lawangrejo, Kecamatan "
    "Muarawangi, Rabu (14/5/2025). Jembatan 60 meter itu dibangun Dinas PUPR."
)
# Published, headline, text, activity, whether it is coverage, and what the first reason must say.
CASES = {
    "a plain report": ("2025-05-14", "Bupati Resmikan Jembatan Kali Wangi", FULL, "jembatan", True, ""),
    "an announcement without a word of announcing": (
        "2025-05-13",
        "Dinas PUPR Cek Akhir Jembatan Kali Wangi",
        ("Dinas PUPR memeriksa Jembatan Kali Wangi di Desa Lawangrejo, Kecamatan Muarawangi, Selasa (13/5/2025). "
        "Peresmian oleh Bupati Ranggalawe Sasmita berlangsung Rabu (14/5/2025)."),
        "jembatan",
        False,
        "Terbit sebelum kegiatan",
    ),
    "another village on the same day": (
        "2025-05-14",
        "Bupati Resmikan Jembatan Gantung Desa Tegalwungu",
        ("Bupati Rawasekar H. Ranggalawe Sasmita meresmikan Jembatan Gantung Desa Tegalwungu, Kecamatan "
        "Banjarlirih, Rabu (14/5/2025). Jembatan 40 meter itu dibangun Dinas PUPR."),
        "jembatan",
        False,
        "Tempat berbeda: Desa Tegalwungu",
    ),
    "called off": (
        "2025-05-14",
        "Peresmian Jembatan Kali Wangi Batal, Bupati Sakit",
        ("Peresmian Jembatan Kali Wangi di Desa Lawangrejo, Kecamatan Muarawangi, yang sedianya digelar Rabu "
        "(14/5/2025) batal karena Bupati Ranggalawe Sasmita sakit."),
        "jembatan",
        False,
        "Kegiatan disebut batal atau ditunda: batal",
    ),
    "called off in the text": (
        "2025-06-09",
        "Lomba Mengaji Rawasekar Belum Jelas",
        "Pelaksanaan MTQ ke-12 Tingkat Kabupaten Rawasekar ditunda hingga Agustus karena banjir.",
        "mtq",
        False,
        "Kegiatan disebut batal atau ditunda: ditunda",
    ),
    "a guest from another village": (
        "2025-05-14",
        "Bupati Resmikan Jembatan Kali Wangi",
        "Bupati Ranggalawe Sasmita meresmikan Jembatan Kali Wangi, Rabu (14/5/2025). Warga Desa Tegalwungu ikut senang.",
        "jembatan",
        True,
        "",
    ),
    "put off once, then held": (
        "2025-05-14",
        "Sempat Ditunda, Jembatan Kali Wangi Diresmikan",
        FULL,
        "jembatan",
        True,
        "",
    ),
    "the guest did not come": (
        "2025-05-14",
        "Gubernur Batal Hadir, Jembatan Kali Wangi Diresmikan Bupati",
        FULL,
        "jembatan",
        True,
        "",
    ),
    "a later step": (
        "2025-06-11",
        "Sebulan Usai Diresmikan, Jembatan Kali Wangi Retak",
        ("Jembatan Kali Wangi di Desa Lawangrejo, Kecamatan Muarawangi, yang diresmikan Bupati Ranggalawe Sasmita "
        "bulan lalu mulai retak. Retakan itu terlihat Rabu (11/6/2025)."),
        "jembatan",
        False,
        "Hanya menyinggung kegiatan yang sudah lewat: sebulan usai diresmikan",
    ),
    "a critical report is a report": (
        "2025-05-16",
        "Baru Diresmikan, Jembatan Kali Wangi Sudah Retak",
        FULL + " Warga kecewa dan menilai pekerjaan itu terburu-buru.",
        "jembatan",
        True,
        "",
    ),
    "one sentence in passing": (
        "2025-05-16",
        "Harga Karet di Muarawangi Naik",
        ("Harga karet di Kecamatan Muarawangi naik, Jumat (16/5/2025). Petani berharap jalan diperbaiki, setelah "
        "Jembatan Kali Wangi di Lawangrejo diresmikan Rabu lalu."),
        "jembatan",
        False,
        "Hanya menyinggung",
    ),
    "last year's edition remembered": (
        "2025-06-11",
        "Mengenang MTQ ke-11 Rawasekar, Muarawangi Juara Umum",
        "MTQ ke-11 tingkat Kabupaten Rawasekar tahun lalu di Lapangan Kencana menyisakan cerita.",
        "mtq",
        False,
        "Penyelenggaraan atau tahap lain: MTQ ke-11",
    ),
    "the third day of this one": (
        "2025-06-11",
        "Hari Ketiga MTQ Rawasekar, Cabang Tilawah Mulai Penyisihan",
        ("Memasuki hari ketiga MTQ ke-12 Kabupaten Rawasekar, Rabu (11/6/2025), cabang tilawah mulai penyisihan "
        "di Lapangan Kencana."),
        "mtq",
        True,
        "",
    ),
    "a demonstration at the same office": (
        "2025-05-20",
        "Kelompok Tani Kelapa Demo Kantor Bupati Soal Bibit Palsu",
        ("Puluhan anggota kelompok tani mendatangi kantor bupati menuntut penjual bibit kelapa palsu ditangkap, "
        "Selasa (20/5/2025). Massa diterima di aula."),
        "bibit",
        False,
        "Judul artikel tentang unjuk rasa: demo",
    ),
    "the same act in another regency": (
        "2025-05-19",
        "Apel Gabungan ASN Pemkab Bungo, Bupati Ingatkan Disiplin",
        "BUNGO – Pemkab Bungo menggelar apel gabungan ASN, Senin (19/5/2025).",
        "apel",
        False,
        "Tempat berbeda: Kabupaten Bungo",
    ),
}  # fmt: skip


def article(published: str | None, title: str, text: str, basis: str | None = None) -> Article:
    day = dt.datetime.combine(dt.date.fromisoformat(published), dt.time(10), WIB) if published else None
    moment = day.astimezone(dt.UTC) if day else None
    url = f"https://kabarrawa.example/{title}"
    seen = dt.datetime(2025, 7, 1, tzinfo=dt.UTC)
    return Article(
        uuid5(NAMESPACE_URL, url),
        "kabar-rawa",
        url,
        title,
        text,
        moment,
        first_seen=seen,
        published_basis=basis,
    )


def pair(one: Article, activity_id: str, *, region: str | None = None) -> Match | None:
    found = match([one], ACTIVITIES, zone=WIB, region=region)
    return next((each for each in found if each.activity_id == activity_id), None)


@pytest.mark.parametrize("case", CASES)
def test_what_counts_as_coverage(case: str) -> None:
    published, title, text, activity_id, coverage, reason = CASES[case]
    found = pair(article(published, title, text), activity_id)
    assert (found is not None and found.state is MatchState.MATCHED) == coverage
    if found is not None and reason:
        assert found.reasons[0].startswith(reason)


@pytest.mark.parametrize(
    ("published", "basis", "announced"),
    [
        ("2025-05-01", "month", False),  # some day of May
        ("2025-01-01", "year", False),
        ("2025-05-13", "cms", True),
        ("2025-05-14", "cms", False),
    ],
)
def test_a_piece_is_an_announcement_only_when_its_last_possible_day_is_before(
    published: str, basis: str, *, announced: bool
) -> None:
    found = pair(article(published, "Bupati Resmikan Jembatan Kali Wangi", FULL, basis), "jembatan")
    assert found is not None
    assert (found.state is MatchState.DOUBTFUL) == announced


def test_the_offices_own_region_counts_where_the_record_names_none() -> None:
    roll_call = replace(ROLL_CALL, region=None)
    _, title, text, *_ = CASES["the same act in another regency"]
    one = article("2025-05-19", title, text)
    (foreign,) = match([one], [roll_call], zone=WIB, region="Kabupaten Rawasekar")
    assert foreign.state is not MatchState.MATCHED
    (own,) = match([one], [roll_call], zone=WIB, region="Kabupaten Bungo")
    assert own.state is MatchState.MATCHED


def test_the_offices_own_region_never_contradicts_an_activity_elsewhere() -> None:
    award = Activity(
        "wtp", "Penerimaan Penghargaan Kabupaten Layak Anak", dt.date(2025, 5, 19), place="Kota Bekasi"
    )
    one = article(
        "2025-05-19",
        "Pemkab Bungo Terima Penghargaan Kabupaten Layak Anak",
        "BUNGO – Pemkab Bungo menerima penghargaan kabupaten layak anak, Senin (19/5/2025).",
    )
    (away,) = match([one], [award], zone=WIB, region="Kabupaten Bungo")
    assert away.state is MatchState.MATCHED
    (foreign,) = match([one], [award], zone=WIB, region="Kabupaten Rawasekar")
    assert foreign.state is not MatchState.MATCHED


def test_one_common_word_is_neither_the_venue_nor_the_office() -> None:
    found = pair(
        article(
            "2025-05-22",
            "Penyuluhan Gizi Balita Digelar",
            "Penyuluhan gizi balita digelar Kamis (22/5/2025). Warga pulang ke kantor masing-masing, tanpa sanksi "
            "hukum apa pun.",
        ),
        "gizi",
    )
    assert found is not None
    assert not any(reason.startswith(("Tempat sama", "Instansi disebut")) for reason in found.reasons)


def test_the_whole_venue_and_office_are_told_as_the_record_writes_them() -> None:
    found = pair(
        article(
            "2025-05-22",
            "Penyuluhan Gizi Balita",
            "Penyuluhan gizi balita digelar Bagian Hukum di Kantor Camat Jatilirih, Kamis (22/5/2025). Para ibu "
            "membawa balita mereka sejak pagi dan menimbang berat badan.",
        ),
        "gizi",
    )
    assert found is not None
    assert any(reason == "Instansi disebut: Bagian Hukum" for reason in found.reasons)
    assert any(reason.startswith("Tempat sama") for reason in found.reasons)


def test_a_matched_pair_opens_with_what_speaks_for_it() -> None:
    found = pair(article("2025-05-14", "Bupati Resmikan Jembatan Kali Wangi", FULL), "jembatan")
    assert found is not None
    assert "Tanggal kegiatan disebut: Rabu (14/5/2025)" in found.reasons
    assert "berbeda" not in found.reasons[0]
    assert "tidak" not in found.reasons[0]


@pytest.mark.parametrize(("words", "announces"), [("akan bertahan", False), ("akan diresmikan", True)])
def test_only_events_are_announced(words: str, *, announces: bool) -> None:
    one = article(
        "2025-05-14", "Jembatan Kali Wangi", f"Warga Lawangrejo yakin Jembatan Kali Wangi {words} di sana."
    )
    (seen,) = observe([one], [BRIDGE], shipped().background, zone=WIB, use_dates=True)
    preview = seen[0].seen["preview"]
    assert preview is not None
    assert bool(preview.value) == announces
