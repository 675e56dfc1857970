"""What a record and an article share, in the record's own words."""

import datetime as dt

from core.nouns import Activity
from scoring.matching.phrases import Written, listed
from scoring.matching.readings import plain_words
from scoring.matching.words import raw_words, stems, tokens

RECORD = Activity(
    "k",
    "Peresmian Pasar Rakyat Sekarlawang",
    dt.date(2025, 5, 14),
    place="SMPN 2 Muarawangi, Alun-alun Rawasekar",
    agency="Dinas Kesehatan",
    description="Nilai kontrak Rp6,2 miliar, 41,7 persen untuk 3 kios.",
)


def common(text: str, found: str, *, field: str = "") -> str:
    written, plain = Written(RECORD), f" {plain_words(raw_words(text))} "
    words = stems(tokens(found))
    if field == "venue":
        return str(written.venue(words, plain))
    return str(written.anywhere(words, plain))


def test_words_that_stand_together_are_one_phrase() -> None:
    assert common("Bupati meresmikan Pasar Rakyat Sekarlawang", "pasar rakyat sekarlawang resmi") == (
        "Peresmian, Pasar Rakyat Sekarlawang"
    )


def test_a_venue_is_named_in_full_or_in_part() -> None:
    written = Written(RECORD)
    full = written.venue(["smpn", "2"], " di smpn 2 muarawangi , ")
    assert (full.phrases, full.whole) == (("SMPN 2 Muarawangi",), True)
    assert not written.venue(["smpn"], " di smpn lain , ").whole


def test_doubled_words_and_figures_stay_whole() -> None:
    assert common("di alun-alun", "alun", field="venue") == "Alun-alun"
    assert (
        common("nilai Rp6,2 miliar dan 41,7 persen", "6,2 miliar 41,7 persen") == "Rp6,2 miliar; 41,7 persen"
    )


def test_a_small_number_alone_says_nothing() -> None:
    assert common("ada 3 ekor", "3") == ""


def test_items_with_commas_are_told_apart() -> None:
    assert listed(["Aula", "Balai"]) == "Aula, Balai"
    assert listed(["Aula, Lirih", "Balai"]) == "Aula, Lirih; Balai"
