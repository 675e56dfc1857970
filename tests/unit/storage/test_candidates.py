import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.nouns import Article, Candidate, ChannelKind, Found, LinkCheck, LinkState, Outlet, Snapshot
from storage.candidates import MAX_ATTEMPTS, Announced
from storage.database import Database

AT = dt.datetime(2024, 10, 23, 1, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
MAYBE = st.none() | TEXT
MOMENT = st.none() | st.datetimes(timezones=st.just(dt.UTC))

NewCandidate = Callable[..., Candidate]
NewSnapshot = Callable[..., Snapshot]
NewArticle = Callable[..., Article]


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    candidate=st.builds(
        Candidate,
        id=st.uuids(version=4).map(lambda _: uuid4()),  # examples share one database
        outlet_id=st.just("kabar-lontara"),
        url=TEXT,
        channel=st.sampled_from(ChannelKind),
        title=MAYBE,
        published=MOMENT,
        modified=MOMENT,
        content=MAYBE,
        cms_id=MAYBE,
        offset_minutes=st.none() | st.integers(-720, 840),
    )
)
def test_a_candidate_comes_back_as_it_went_in(
    database: Database, outlets: list[Outlet], candidate: Candidate
) -> None:
    with database.unit() as unit:
        assert unit.candidates.announce([candidate], AT) == Announced([candidate], [])
    with database.unit() as unit:
        assert candidate in unit.candidates.waiting(outlets[0].id)


def test_a_listing_read_again_announces_nothing(
    database: Database, new_candidate: NewCandidate, written: list[str]
) -> None:
    listing = [new_candidate("panen", modified=AT), new_candidate("rapat")]
    with database.unit() as unit:
        assert unit.candidates.announce(listing, AT) == Announced(listing, [])
    written.clear()
    with database.unit() as unit:
        assert unit.candidates.announce(listing, AT + HOUR) == Announced([], [])
    assert written == []


@pytest.mark.parametrize(
    ("stored", "stated", "changed"),
    [
        (AT, AT + HOUR, True),
        (None, AT, True),
        (AT, AT, False),
        (AT, AT - HOUR, False),
        (AT, None, False),
        (None, None, False),
    ],
)
def test_a_later_modification_is_a_change(
    database: Database,
    new_candidate: NewCandidate,
    new_snapshot: NewSnapshot,
    stored: dt.datetime | None,
    stated: dt.datetime | None,
    changed: bool,  # noqa: FBT001
) -> None:
    before = new_candidate("panen", modified=stored, title="Panen", content="<p>Lama</p>")
    after = new_candidate("panen", modified=stated, title="Panen Raya")
    with database.unit() as unit:
        unit.candidates.announce([before], AT)
        unit.candidates.archived(new_snapshot(before))
    with database.unit() as unit:
        assert unit.candidates.announce([after], AT + HOUR) == Announced([], [after] if changed else [])
    with database.unit() as unit:
        assert unit.candidates.waiting(before.outlet_id) == ([after] if changed else [])
        assert unit.candidates.known([before.id]) == {before.id: stated if changed else stored}


def test_an_address_named_twice_in_a_listing_is_announced_once(
    database: Database, new_candidate: NewCandidate
) -> None:
    first = new_candidate("panen", modified=AT)
    later = new_candidate("panen", modified=AT + HOUR)
    with database.unit() as unit:
        assert unit.candidates.announce([first, later, first], AT) == Announced([later], [])


def test_known_answers_for_more_ids_than_a_statement_takes(
    database: Database, new_candidate: NewCandidate
) -> None:
    many = [new_candidate(f"berita-{number}", modified=AT) for number in range(1_100)]
    with database.unit() as unit:
        assert unit.candidates.announce(many, AT) == Announced(many, [])
    with database.unit() as unit:
        asked = [candidate.id for candidate in many] + [uuid4() for _ in range(900)]
        assert unit.candidates.known(asked) == {candidate.id: AT for candidate in many}


def test_recent_is_by_publication_without_failed_ones_and_content(
    database: Database, new_candidate: NewCandidate
) -> None:
    dated = [
        new_candidate(f"berita-{number}", published=AT - number * HOUR, content="<p>Isi</p>")
        for number in range(3)
    ]
    undated = new_candidate("tanpa-tanggal")
    failed = new_candidate("hilang", published=AT + HOUR)
    with database.unit() as unit:
        unit.candidates.announce([undated, *dated[::-1], failed], AT)
        unit.candidates.failed(failed.id, "404", final=True)
    with database.unit() as unit:
        bare = [replace(candidate, content=None) for candidate in dated]
        assert unit.candidates.recent("kabar-lontara", 10) == [*bare, undated]
        assert unit.candidates.recent("kabar-lontara", 2) == bare[:2]
        assert unit.candidates.recent("suara-pesisir", 2) == []


@pytest.mark.parametrize(
    ("looks", "remembered"),
    [
        ([LinkState.MISSING], False),
        ([LinkState.ALIVE, LinkState.MISSING], False),
        ([LinkState.MISSING, LinkState.ALIVE], True),
        ([LinkState.SITE_DOWN], True),
        ([LinkState.OUR_FAILURE], True),
    ],
)
def test_recent_leaves_out_what_the_last_look_found_missing(
    database: Database, new_candidate: NewCandidate, looks: list[LinkState], *, remembered: bool
) -> None:
    gone, there = new_candidate("panen", published=AT), new_candidate("rapat", published=AT - HOUR)
    with database.unit() as unit:
        unit.candidates.announce([gone, there], AT)
        for number, state in enumerate(looks):
            unit.link_checks.add(LinkCheck(gone.id, AT + number * HOUR, state))
    with database.reading() as unit:
        expected = [gone, there] if remembered else [there]
        assert unit.candidates.recent(gone.outlet_id, 10) == expected
        assert unit.candidates.recent(gone.outlet_id, 1) == expected[:1]


def test_a_vanished_article_that_a_listing_shows_again_is_there(
    database: Database, new_candidate: NewCandidate, written: list[str]
) -> None:
    candidate = new_candidate("panen", modified=AT)
    with database.unit() as unit:
        unit.candidates.announce([candidate], AT)
        unit.link_checks.add(LinkCheck(candidate.id, AT + HOUR, LinkState.MISSING, 404))
    with database.unit() as unit:
        assert unit.candidates.announce([candidate], AT + 2 * HOUR) == Announced([], [])
        assert unit.candidates.recent(candidate.outlet_id, 10) == [candidate]
        shown = LinkCheck(candidate.id, AT + 2 * HOUR, LinkState.ALIVE)
        assert unit.link_checks.latest() == {candidate.id: shown}
    written.clear()
    with database.unit() as unit:
        unit.candidates.announce([candidate], AT + 3 * HOUR)
    assert written == []


def test_a_vanished_article_whose_page_came_is_there(
    database: Database, new_candidate: NewCandidate, new_snapshot: NewSnapshot
) -> None:
    candidate = new_candidate("panen")
    with database.unit() as unit:
        unit.candidates.announce([candidate], AT)
        unit.link_checks.add(LinkCheck(candidate.id, AT + HOUR, LinkState.MISSING, 404))
        unit.candidates.archived(new_snapshot(candidate, fetched_at=AT))
        assert unit.candidates.recent(candidate.outlet_id, 10) == []
        unit.candidates.archived(new_snapshot(candidate, fetched_at=AT + 2 * HOUR))
        assert unit.candidates.recent(candidate.outlet_id, 10) == [candidate]


def test_a_changed_page_that_cannot_be_had_leaves_the_unread_one_to_extraction(
    database: Database, new_candidate: NewCandidate, new_snapshot: NewSnapshot
) -> None:
    first = new_candidate("panen", modified=AT)
    changed = replace(first, modified=AT + HOUR)
    snapshot = new_snapshot(first)
    with database.unit() as unit:
        unit.candidates.announce([first], AT)
        unit.candidates.archived(snapshot)
        unit.candidates.announce([changed], AT + HOUR)
        unit.candidates.announce([replace(first, modified=AT + 2 * HOUR)], AT + 2 * HOUR)
        unit.candidates.failed(first.id, "503", final=False)
        assert unit.candidates.to_extract(9) == []
        unit.candidates.failed(first.id, "404", final=True)
        assert [found.snapshot for found in unit.candidates.to_extract(9)] == [snapshot]


@pytest.mark.parametrize("outcome", ["extracted", "refused"])
def test_a_changed_page_that_cannot_be_had_fails_where_the_earlier_one_was_read(
    database: Database,
    new_candidate: NewCandidate,
    new_snapshot: NewSnapshot,
    new_article: NewArticle,
    outcome: str,
) -> None:
    first = new_candidate("panen", modified=AT)
    snapshot = new_snapshot(first)
    with database.unit() as unit:
        unit.candidates.announce([first], AT)
        unit.candidates.archived(snapshot)
        if outcome == "extracted":
            unit.articles.save(new_article("panen", snapshot_id=snapshot.id))
        else:
            unit.candidates.refused(first.id, "bukan artikel", snapshot_id=snapshot.id)
        unit.candidates.announce([replace(first, modified=AT + HOUR)], AT + HOUR)
        unit.candidates.failed(first.id, "404", final=True)
        assert unit.candidates.counts() == {"failed": 1}
        assert unit.candidates.to_extract(9) == []


def test_an_archived_candidate_waits_for_extraction_with_its_snapshot(
    database: Database, new_candidate: NewCandidate, new_snapshot: NewSnapshot
) -> None:
    later, earlier = new_candidate("rapat"), new_candidate("panen", content="<p>Isi</p>")
    with database.unit() as unit:
        unit.candidates.announce([earlier], AT)
        unit.candidates.announce([later], AT + HOUR)
    snapshots = {candidate.id: new_snapshot(candidate) for candidate in (later, earlier)}
    with database.unit() as unit:
        for snapshot in snapshots.values():
            unit.candidates.archived(snapshot)
    with database.unit() as unit:
        expected = [Found(earlier, snapshots[earlier.id], AT), Found(later, snapshots[later.id], AT + HOUR)]
        assert unit.candidates.to_extract(10) == expected
        assert unit.candidates.to_extract(1) == expected[:1]
        assert unit.candidates.waiting("kabar-lontara") == []
        assert unit.candidates.counts() == {"archived": 2}
        assert unit.snapshots.get(snapshots[later.id].id) == snapshots[later.id]


def test_what_was_never_announced_cannot_be_archived_or_fail(
    database: Database, new_candidate: NewCandidate, new_snapshot: NewSnapshot
) -> None:
    stranger = new_candidate("asing")
    with pytest.raises(KeyError), database.unit() as unit:
        unit.candidates.archived(new_snapshot(stranger))
    with pytest.raises(KeyError), database.unit() as unit:
        unit.candidates.failed(stranger.id, "404", final=True)


def test_a_failing_candidate_is_tried_three_times_and_again_after_a_change(
    database: Database, new_candidate: NewCandidate
) -> None:
    candidate = new_candidate("panen", modified=AT)
    with database.unit() as unit:
        unit.candidates.announce([candidate], AT)
    for _ in range(MAX_ATTEMPTS - 1):
        with database.unit() as unit:
            unit.candidates.failed(candidate.id, "waktu habis", final=False)
            assert unit.candidates.waiting(candidate.outlet_id) == [candidate]
    with database.unit() as unit:
        unit.candidates.failed(candidate.id, "waktu habis", final=False)
        assert unit.candidates.waiting(candidate.outlet_id) == []
        assert unit.candidates.counts() == {"failed": 1}
    changed = replace(candidate, modified=AT + HOUR)
    with database.unit() as unit:
        assert unit.candidates.announce([changed], AT).changed == [changed]
        unit.candidates.failed(candidate.id, "waktu habis", final=False)
        assert unit.candidates.waiting(candidate.outlet_id) == [changed]


def test_a_refused_page_leaves_the_queue(
    database: Database, new_candidate: NewCandidate, new_snapshot: NewSnapshot
) -> None:
    candidate = new_candidate("galeri")
    snapshot = new_snapshot(candidate)
    with database.unit() as unit:
        unit.candidates.announce([candidate], AT)
        unit.candidates.archived(snapshot)
        unit.candidates.refused(candidate.id, "bukan artikel", snapshot_id=snapshot.id)
    with database.unit() as unit:
        assert unit.candidates.counts() == {"refused": 1}
        assert unit.candidates.to_extract(10) == []


def test_refusing_an_old_page_leaves_the_newer_one_in_the_queue(
    database: Database, new_candidate: NewCandidate, new_snapshot: NewSnapshot
) -> None:
    candidate = new_candidate("galeri", modified=AT)
    old, new = new_snapshot(candidate), new_snapshot(candidate, offset=9_000)
    with database.unit() as unit:
        unit.candidates.announce([candidate], AT)
        unit.candidates.archived(old)
        unit.candidates.archived(new)
        unit.candidates.refused(candidate.id, "bukan artikel", snapshot_id=old.id)
    with database.unit() as unit:
        assert [found.snapshot for found in unit.candidates.to_extract(10)] == [new]
        unit.candidates.announce([replace(candidate, modified=AT + HOUR)], AT)
        unit.candidates.refused(candidate.id, "bukan artikel")
        assert unit.candidates.counts() == {"announced": 1}


def test_extraction_of_an_old_page_leaves_the_newer_one_in_the_queue(
    database: Database, new_candidate: NewCandidate, new_snapshot: NewSnapshot, new_article: NewArticle
) -> None:
    candidate = new_candidate("panen", modified=AT)
    old, new = new_snapshot(candidate), new_snapshot(candidate, offset=9_000)
    with database.unit() as unit:
        unit.candidates.announce([candidate], AT)
        unit.candidates.archived(old)
        unit.candidates.archived(new)
        unit.articles.save(new_article("panen", snapshot_id=old.id))
        assert unit.candidates.counts() == {"archived": 1}
        unit.articles.save(new_article("panen", snapshot_id=new.id))
        assert unit.candidates.counts() == {"extracted": 1}


def test_an_announced_change_is_not_forgotten_by_a_late_extraction(
    database: Database, new_candidate: NewCandidate, new_snapshot: NewSnapshot, new_article: NewArticle
) -> None:
    candidate = new_candidate("panen", modified=AT)
    snapshot = new_snapshot(candidate)
    with database.unit() as unit:
        unit.candidates.announce([candidate], AT)
        unit.candidates.archived(snapshot)
        unit.candidates.announce([replace(candidate, modified=AT + HOUR)], AT)
        unit.articles.save(new_article("panen", snapshot_id=snapshot.id))
    with database.unit() as unit:
        assert unit.candidates.counts() == {"announced": 1}


def test_text_that_no_database_holds_is_no_change(database: Database, new_candidate: NewCandidate) -> None:
    candidate = new_candidate("panen", title="Panen\x00 \ud83d", content="\x00")
    with database.unit() as unit:
        assert unit.candidates.announce([candidate], AT).new == [candidate]
    with database.unit() as unit:
        assert unit.candidates.waiting(candidate.outlet_id)[0].title == "Panen \N{REPLACEMENT CHARACTER}"
