"""What the shipped matcher decides on a small invented regency."""

import datetime as dt
import re
from dataclasses import replace
from uuid import NAMESPACE_URL, uuid5

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.indonesian import ZONES
from core.nouns import Activity, Article, Match, MatchState, Official
from scoring.matching import MODEL_ID, match

WIB = ZONES["WIB"]
BUPATI = Official("Ranggalawe Sasmita", "Bupati Rawasekar")


def activity(name: str, title: str, day: dt.date, **known: object) -> Activity:
    return Activity(id=name, title=title, date=day, **known)  # type: ignore[arg-type]


def article(name: str, title: str, text: str, published: dt.datetime | None) -> Article:
    url = f"https://kabarrawa.example/{name}"
    seen = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
    return Article(uuid5(NAMESPACE_URL, url), "kabar-rawa", url, title, text, published, first_seen=seen)


def at(month: int, day: int, hour: int = 9) -> dt.datetime:
    return dt.datetime(2025, month, day, hour, tzinfo=WIB).astimezone(dt.UTC)


BRIDGE = activity(
    "jembatan",
    "Peresmian Jembatan Sekarlawang",
    dt.date(2025, 5, 14),
    place="Desa Lawangrejo, Kecamatan Muarawangi",
    region="Kabupaten Rawasekar",
    agency="Dinas PUPR Kabupaten Rawasekar",
    officials=(BUPATI,),
    description="Bupati membuka jembatan gantung 120 meter yang menghubungkan dua dusun di seberang Kali Wangi.",
)
MARKET = activity(
    "pasar",
    "Operasi Pasar Beras Murah di Kecamatan Muarawangi",
    dt.date(2025, 5, 15),
    place="Halaman Kantor Kecamatan Muarawangi",
    region="Kabupaten Rawasekar",
    officials=(BUPATI,),
)
CONTEST = activity(
    "mtq", "Pembukaan MTQ ke-12 Kabupaten Rawasekar", dt.date(2025, 5, 17), place="Alun-alun Rawasekar"
)
BARE = activity(
    "stunting", "Sosialisasi Pencegahan Stunting", dt.date(2025, 6, 3), place="Balai Desa Tegalwungu"
)
HANDOVER = activity(
    "sk",
    "Penyerahan SK PPPK Guru",
    dt.date(2025, 6, 4),
    place="Pendapa Kabupaten Rawasekar",
    officials=(BUPATI,),
)
ACTIVITIES = [BRIDGE, MARKET, CONTEST, BARE, HANDOVER]

REPORT = article(
    "resmi",
    "Bupati Ranggalawe Resmikan Jembatan Sekarlawang",
    "MUARAWANGI - Bupati Rawasekar Ranggalawe Sasmita meresmikan Jembatan Sekarlawang di Desa Lawangrejo, "
    "Kecamatan Muarawangi, Rabu (14/5/2025). Jembatan sepanjang 120 meter itu menghubungkan dua dusun yang "
    "terpisah Kali Wangi. Warga kini tidak perlu memutar lima kilometer untuk ke sekolah.",
    at(5, 14, 15),
)
CRITICAL = article(
    "kritik",
    "Baru Diresmikan, Jembatan Sekarlawang Sudah Retak",
    "Warga Lawangrejo mengeluhkan retakan pada Jembatan Sekarlawang yang diresmikan Bupati Ranggalawe Sasmita, "
    "Rabu (14/5/2025). Mereka menilai pekerjaan Dinas PUPR terburu-buru dan meminta bupati turun tangan.",
    at(5, 16),
)
PREVIEW = article(
    "pratinjau",
    "Jelang Peresmian Jembatan Sekarlawang, Warga Kerja Bakti",
    "Warga Desa Lawangrejo, Kecamatan Muarawangi, membersihkan jalan menjelang peresmian Jembatan Sekarlawang. "
    "Jembatan itu rencananya akan diresmikan bupati pada Rabu (14/5/2025) mendatang.",
    at(5, 12),
)
OTHER_DISTRICT = article(
    "lain",
    "Operasi Pasar Beras Murah Digelar di Kecamatan Banjarlirih",
    "Operasi pasar beras murah digelar di Kecamatan Banjarlirih, Selasa (27/5/2025). Warga Banjarlirih antre "
    "sejak pagi di halaman kantor kecamatan. Camat Banjarlirih mengatakan sepuluh ton beras habis sebelum siang.",
    at(5, 27),
)
LAST_YEAR = article(
    "lalu",
    "MTQ ke-11 Kabupaten Rawasekar Resmi Dibuka",
    "Pembukaan MTQ ke-11 Kabupaten Rawasekar digelar di Alun-alun Rawasekar, Sabtu (18/5/2024) malam. Sebanyak "
    "sembilan kafilah kecamatan mengikuti pawai taaruf sebelum pembukaan.",
    None,
)
SAME_OFFICIAL = article(
    "bupati",
    "Bupati Ranggalawe Lepas Kontingen Pramuka",
    "Bupati Rawasekar Ranggalawe Sasmita melepas kontingen pramuka ke jambore nasional, Jumat (16/5/2025), di "
    "pendapa. Ia berpesan agar peserta menjaga kesehatan dan nama daerah.",
    at(5, 16),
)
SHORT = article("singkat", "Jembatan Sekarlawang Diresmikan Bupati Rawasekar", "", at(5, 15))
VILLAGE = article(
    "desa",
    "Ibu Hamil di Tegalwungu Belajar Cegah Stunting",
    "Puluhan ibu hamil mengikuti sosialisasi pencegahan stunting di Balai Desa Tegalwungu, Selasa (3/6/2025). "
    "Bidan desa memperagakan menu ikan dan sayur. Peserta juga ditimbang dan diukur lengan atasnya.",
    at(6, 5),
)
TWO_IN_ONE = article(
    "dua",
    "Bupati Resmikan Jembatan Sekarlawang, Esoknya Buka Operasi Pasar Beras Murah di Muarawangi",
    "Dua kegiatan diikuti Bupati Ranggalawe Sasmita di Kecamatan Muarawangi pekan ini. Rabu (14/5/2025) ia "
    "meresmikan Jembatan Sekarlawang di Desa Lawangrejo. Kamis (15/5/2025) ia membuka operasi pasar beras murah "
    "di halaman Kantor Kecamatan Muarawangi.",
    at(5, 16),
)
UNRELATED = article(
    "lepas", "Harga Cabai Turun", "Harga cabai di pasar induk turun sejak Senin. Pedagang senang.", at(5, 15)
)
ARTICLES = [
    REPORT, CRITICAL, PREVIEW, OTHER_DISTRICT, LAST_YEAR, SAME_OFFICIAL, SHORT, VILLAGE, TWO_IN_ONE, UNRELATED,
]  # fmt: skip


def matched(articles: list[Article], *, use_dates: bool = True) -> set[tuple[str, str]]:
    paths = {one.id: one.url.rpartition("/")[2] for one in articles}
    found = match(articles, ACTIVITIES, zone=WIB, use_dates=use_dates)
    return {(paths[one.article_id], one.activity_id) for one in found if one.state is MatchState.MATCHED}


def only(one: Article, activity_id: str, activities: list[Activity] = ACTIVITIES) -> Match | None:
    found = match([one], activities, zone=WIB)
    return next((pair for pair in found if pair.activity_id == activity_id), None)


def test_the_small_regency_is_matched_as_a_reader_would() -> None:
    assert matched(ARTICLES) == {
        ("resmi", "jembatan"),
        ("kritik", "jembatan"),
        ("singkat", "jembatan"),
        ("desa", "stunting"),
        ("dua", "jembatan"),
        ("dua", "pasar"),
    }


def test_a_report_says_why_it_matches() -> None:
    found = only(REPORT, "jembatan")
    assert found is not None
    assert found.probability > 0.9
    assert any("Rabu (14/5/2025)" in reason for reason in found.reasons)
    assert any("Jembatan" in reason and "Sekarlawang" in reason for reason in found.reasons)


def test_a_preview_is_a_near_miss_that_says_so() -> None:
    found = only(PREVIEW, "jembatan")
    if found is not None:
        assert found.state is not MatchState.MATCHED
        assert any("pratinjau" in reason or "sebelum kegiatan" in reason for reason in found.reasons)


def test_last_years_edition_is_another_activity() -> None:
    found = only(LAST_YEAR, "mtq")
    if found is not None:
        assert found.state is not MatchState.MATCHED
        assert "Tahun berbeda: 2024" in found.reasons


def test_another_district_is_another_activity() -> None:
    found = only(OTHER_DISTRICT, "pasar")
    if found is not None:
        assert found.state is not MatchState.MATCHED
        assert any(
            reason.startswith("Kecamatan atau desa berbeda: Kecamatan Banjarlirih")
            for reason in found.reasons
        )


def test_outside_the_window_nothing_is_a_candidate() -> None:
    for late in (at(6, 14), at(5, 11)):
        assert only(replace(REPORT, published=late), "jembatan") is None


def test_the_window_is_counted_in_local_days() -> None:
    last_day = replace(REPORT, published=dt.datetime(2025, 6, 13, 16, 59, tzinfo=dt.UTC))  # 23.59 WIB
    assert only(last_day, "jembatan") is not None
    assert (
        only(replace(last_day, published=dt.datetime(2025, 6, 13, 17, 0, tzinfo=dt.UTC)), "jembatan") is None
    )


def test_unknown_publication_leaves_every_activity_open() -> None:
    found = only(replace(REPORT, published=None), "jembatan")
    assert found is not None
    assert found.state is MatchState.MATCHED


def test_without_dates_neither_publication_nor_dates_in_the_text_count() -> None:
    moved = replace(
        REPORT, published=at(12, 1), text=re.sub(r"Rabu \(14/5/2025\)", "Senin (1/12/2025)", REPORT.text)
    )
    first = match([REPORT], ACTIVITIES, zone=WIB, use_dates=False)
    second = match([moved], ACTIVITIES, zone=WIB, use_dates=False)
    assert [one.probability for one in first] == [one.probability for one in second]
    assert ("resmi", "jembatan") in matched(ARTICLES, use_dates=False)


def test_matches_come_by_article_and_likeliest_first() -> None:
    found = match(ARTICLES, ACTIVITIES, zone=WIB)
    order = {one.id: place for place, one in enumerate(ARTICLES)}
    assert found == sorted(found, key=lambda one: (order[one.article_id], -one.probability, one.activity_id))
    assert all(0.0 <= one.probability <= 1.0 for one in found)


def test_nothing_to_match_is_no_match() -> None:
    assert match([], ACTIVITIES, zone=WIB) == []
    assert match(ARTICLES, [], zone=WIB) == []
    assert match([article("kosong", "", "", None)], ACTIVITIES, zone=WIB) == []


def test_the_model_is_named_by_its_contents() -> None:
    assert re.fullmatch(r"[0-9a-f]{16}", MODEL_ID)


@settings(max_examples=25, deadline=None)
@given(shuffled=st.permutations(ARTICLES), count=st.integers(0, len(ARTICLES)), use_dates=st.booleans())
def test_a_pair_never_depends_on_the_other_articles(
    *, shuffled: list[Article], count: int, use_dates: bool
) -> None:
    whole = {
        (one.article_id, one.activity_id): one
        for one in match(ARTICLES, ACTIVITIES, zone=WIB, use_dates=use_dates)
    }
    some = match(shuffled[:count], ACTIVITIES, zone=WIB, use_dates=use_dates)
    chosen = {one.id for one in shuffled[:count]}
    assert {(one.article_id, one.activity_id): one for one in some} == {
        pair: one for pair, one in whole.items() if pair[0] in chosen
    }


@given(st.permutations(ACTIVITIES))
@settings(max_examples=10, deadline=None)
def test_the_order_of_activities_does_not_matter(shuffled: list[Activity]) -> None:
    assert match(ARTICLES, shuffled, zone=WIB) == match(ARTICLES, ACTIVITIES, zone=WIB)


TONES = {
    "sukses": "gagal", "meriah": "sepi", "memuji": "mencela", "gemilang": "memalukan", "senang": "kecewa",
    "hebat": "buruk", "berhasil": "kacau", "bagus": "jelek", "baik": "payah",
}  # fmt: skip


@pytest.mark.parametrize("place", ["headline", "text"])
def test_tone_does_not_enter(place: str) -> None:
    kind = "sukses meriah memuji gemilang senang hebat berhasil bagus baik"
    harsh = " ".join(TONES[word] for word in kind.split())
    if place == "headline":
        friendly, hostile = (replace(REPORT, title=f"{REPORT.title}, {words}") for words in (kind, harsh))
    else:
        friendly, hostile = (
            replace(REPORT, text=f"{REPORT.text} Ia dinilai {words} oleh warga.") for words in (kind, harsh)
        )
    assert match([friendly], ACTIVITIES, zone=WIB) == match([hostile], ACTIVITIES, zone=WIB)
