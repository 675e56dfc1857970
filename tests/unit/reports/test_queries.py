import datetime as dt
from uuid import UUID

from core.nouns import LinkState
from core.urls import article_id
from reports.pages import ActivityPage, CellState, Overview, Piece


def activity(everything: Overview, activity_id: str) -> ActivityPage:
    return next(page for page in everything.activities if page.activity.id == activity_id)


def piece(everything: Overview, url: str) -> Piece:
    found: dict[UUID, Piece] = {each.id: each for each in everything.pieces}
    return found[article_id(url)]


def test_pieces_are_those_of_the_period_by_local_day(everything: Overview) -> None:
    titles = [each.title for each in everything.pieces]
    assert len(titles) == 12
    assert "Upacara hari jadi, terbit sesudah periode" not in titles
    assert [each.order for each in everything.pieces] == sorted(each.order for each in everything.pieces)


def test_times_are_local(everything: Overview) -> None:
    first = piece(everything, "https://kabarlembah.example/panen")
    assert first.published is not None
    assert first.published.isoformat() == "2026-10-03T10:00:00+07:00"
    assert piece(everything, "https://suarapasir.example/tanpa-waktu").published is None


def test_a_piece_knows_what_it_covers_and_what_is_doubtful(everything: Overview) -> None:
    both = piece(everything, "https://kabarlembah.example/dua")
    assert [each.id for each in both.activities] == ["panen-raya"]
    assert both.doubtful == 1


def test_a_piece_after_the_period_counts_for_its_activity(everything: Overview) -> None:
    assert [line.piece.title for line in activity(everything, "upacara").lines] == [
        "Upacara hari jadi, terbit sesudah periode"
    ]


def test_only_matched_pairs_count(everything: Overview) -> None:
    assert len(everything.matched) == 11
    assert [line.match.probability for line in everything.doubtful] == [0.61, 0.42]
    assert not list(activity(everything, "rapat-banjir").lines)


def test_the_first_is_the_earliest_time_and_a_day_without_time_comes_after(everything: Overview) -> None:
    harvest = activity(everything, "panen-raya").first
    assert harvest is not None
    assert harvest.outlet.id == "suara-pasir"
    blood = activity(everything, "donor darah/umum").first
    assert blood is not None
    assert (blood.outlet.id, blood.time_known) == ("kabar-lembah", False)


def test_who_missed_an_activity_had_the_chance(everything: Overview) -> None:
    harvest = activity(everything, "panen-raya")
    assert [outlet.id for outlet in harvest.missing] == ["lensa-muara"]
    assert {outlet.id for outlet in harvest.without_data(CellState.OUR_FAILURE)} == {
        "radio-teluk",
        "=warta hulu",
    }
    assert [o.id for o in activity(everything, "rapat-banjir").without_data(CellState.SITE_DOWN)] == [
        "lensa-muara"
    ]


def test_what_nobody_covered_is_zero_only_when_somebody_was_watched(everything: Overview) -> None:
    assert activity(everything, "rapat-banjir").state is CellState.WATCHED
    assert (
        activity(everything, "upacara").state is CellState.NOT_YET_DUE
        or activity(everything, "upacara").covering
    )


def test_opportunities_are_what_the_scores_took_covered_or_not(everything: Overview) -> None:
    found = {page.outlet.id: (page.opportunities, len(page.rated)) for page in everything.outlets}
    assert found == {
        "kabar-lembah": (7, 3),
        "suara-pasir": (7, 4),
        "lensa-muara": (6, 0),
        "radio-teluk": (0, 0),
        "=warta hulu": (5, 1),
    }
    outside = {page.outlet.id: len(page.outside) for page in everything.outlets if page.outside}
    assert outside == {"=warta hulu": 1}


def test_an_unwatched_outlet_stands_with_its_cause(everything: Overview) -> None:
    assert [(page.outlet.id, page.watch.causes) for page in everything.unwatched] == [
        ("radio-teluk", ("Sertifikat situs kedaluwarsa",))
    ]
    assert everything.other_issues == ("Ruang simpan tinggal <1 GB",)


def test_vanished_pieces_and_checked_links(everything: Overview) -> None:
    assert [each.title for each in everything.vanished] == ["=1+1 cara berhitung di Pekan Batik"]
    assert piece(everything, "https://kabarlembah.example/panen").link is LinkState.ALIVE
    assert piece(everything, "https://kabarlembah.example/dua").link is None


def test_a_scorecard_of_another_policy_is_not_shown(everything: Overview) -> None:
    cards = {page.outlet.id: page.scorecard for page in everything.outlets}
    assert cards["=warta hulu"] is None
    assert cards["kabar-lembah"] is not None
    assert everything.indicator_names == ("liputan_berbobot", "ketepatan_waktu", "keajekan")


def test_new_is_what_the_latest_night_saw_first(everything: Overview) -> None:
    assert everything.new_since == dt.datetime(2026, 10, 27, 19, tzinfo=dt.UTC)
    assert everything.new == ()
