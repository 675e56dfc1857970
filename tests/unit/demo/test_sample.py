import re
from collections import Counter
from dataclasses import replace
from itertools import combinations

import pytest

from core.nouns import Activity
from demo import activities
from demo.checks import contradictions
from demo.pieces import COVERING, Piece, PieceKind, Shape
from demo.sample import load, slug_of

SHINGLE_WORDS = 5


def _shingles(piece: Piece) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"\w+", " ".join(piece.paragraphs).lower())
    return frozenset(zip(*(words[start:] for start in range(SHINGLE_WORDS)), strict=False))


def _jaccard(first: frozenset[tuple[str, ...]], second: frozenset[tuple[str, ...]]) -> float:
    return len(first & second) / len(first | second)


def _complete(activity: Activity) -> bool:
    return bool(activity.agency and activity.officials and activity.description)


def _bare(activity: Activity) -> bool:
    return not (activity.agency or activity.officials or activity.description)


def test_the_regency_is_large_enough() -> None:
    sample = load()
    assert len(sample.sites) >= 12
    assert len(sample.activities) == 40
    assert len(sample.pieces) >= 300
    assert {site.shape for site in sample.sites} == set(Shape)


def test_every_kind_of_piece_is_there_more_than_once() -> None:
    counts = Counter(piece.kind for piece in load().pieces)
    assert {kind for kind in PieceKind if counts[kind] < 5} == set()


def test_activities_are_recorded_as_unevenly_as_officers_do() -> None:
    found = activities()
    assert 12 <= sum(map(_complete, found)) <= 15
    assert 12 <= sum(map(_bare, found)) <= 15
    assert [activity.date for activity in found] == sorted(activity.date for activity in found)


def test_every_activity_is_covered_by_several_outlets() -> None:
    outlets: dict[str, set[str]] = {activity.id: set() for activity in activities()}
    for piece in load().pieces:
        for activity_id in piece.activities:
            outlets[activity_id].add(piece.outlet_id)
    assert {activity_id for activity_id, found in outlets.items() if len(found) < 2} == set()


def test_every_living_outlet_publishes_and_the_dead_one_does_not() -> None:
    sample = load()
    published = {piece.outlet_id for piece in sample.pieces}
    assert published == {site.id for site in sample.sites if site.shape is not Shape.DEAD}


def test_pieces_of_the_reporters_own_are_no_near_duplicates() -> None:
    own = {
        piece.id: _shingles(piece)
        for piece in load().pieces
        if piece.release is None and piece.copy_of is None
    }
    written = {piece.id for piece in load().pieces if piece.kind is not PieceKind.EDITED}
    close = [
        (first, second)
        for first, second in combinations(sorted(own.keys() & written), 2)
        if _jaccard(own[first], own[second]) >= 0.3
    ]
    assert close == []


def test_no_two_written_pieces_open_alike() -> None:
    openings = Counter(
        " ".join(piece.paragraphs[0].split()[:10])
        for piece in load().pieces
        if piece.release is None and piece.copy_of is None
    )
    assert {opening for opening, times in openings.items() if times > 1} == set()


def test_a_verbatim_piece_carries_the_whole_release() -> None:
    releases = {release.activity_id: release for release in load().releases}
    for piece in load().pieces:
        if piece.release is not None:
            release = releases[piece.release]
            assert piece.paragraphs[0].endswith(release.paragraphs[0])
            assert piece.paragraphs[1:] == release.paragraphs[1:]


def test_a_copy_says_and_covers_what_its_original_does() -> None:
    pieces = {piece.id: piece for piece in load().pieces}
    for piece in pieces.values():
        if piece.copy_of is not None:
            original = pieces[piece.copy_of]
            assert (piece.paragraphs, piece.activities) == (original.paragraphs, original.activities)
            assert piece.outlet_id != original.outlet_id


def test_addresses_are_unique_on_each_outlet() -> None:
    slugs = Counter((piece.outlet_id, piece.slug) for piece in load().pieces)
    assert max(slugs.values()) == 1


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Rakor Molor, “Tolong Disiplin!”", "rakor-molor-tolong-disiplin"),
        ("Rp6,8 Miliar untuk Puskesmas", "rp6-8-miliar-untuk-puskesmas"),
        ("Apa Kabar, Café Layar?", "apa-kabar-cafe-layar"),
    ],
)
def test_slugs_are_plain_ascii(title: str, slug: str) -> None:
    assert slug_of(title) == slug


class TestContradictions:
    def test_the_shipped_sample_has_none(self) -> None:
        assert contradictions(load()) == []

    @pytest.mark.parametrize(
        ("wrong", "told"),
        [
            ({"activities": ("k99",)}, "k99 does not exist"),
            ({"outlet_id": "mimbar-tirtaloka"}, "mimbar-tirtaloka does not exist"),
            ({"kind": PieceKind.UNRELATED}, "kind unrelated with activities"),
            ({"kind": PieceKind.VERBATIM}, "verbatim pieces are exactly the records with release"),
            ({"kind": PieceKind.COPY}, "copies are exactly the records with copy_of"),
            ({"paragraphs": ()}, "has no text or no title"),
            ({"night": 2}, "night 1 would have seen it"),
            ({"activities": ("k40",)}, "covers k40 before it took place"),
        ],
    )
    def test_a_wrong_record_is_named(self, wrong: dict[str, object], told: str) -> None:
        sample = load()
        piece = next(
            piece for piece in sample.pieces if piece.kind is PieceKind.OWN and piece.activities == ("k02",)
        )
        broken = replace(piece, **wrong)  # type: ignore[arg-type]
        pieces = tuple(broken if other.id == piece.id else other for other in sample.pieces)
        problems = contradictions(replace(sample, pieces=pieces))
        assert any(problem.startswith(piece.id) and told in problem for problem in problems)

    def test_ids_used_twice_are_told(self) -> None:
        sample = load()
        problems = contradictions(replace(sample, pieces=(*sample.pieces, sample.pieces[0])))
        assert f"piece id {sample.pieces[0].id} is used 2 times" in problems


class TestNights:
    def test_the_second_night_differs_exactly_as_scripted(self) -> None:
        sample = load()
        first = {piece.id: piece for piece in sample.on(1)}
        second = {piece.id: piece for piece in sample.on(2)}
        assert first.keys() - second.keys() == sample.deleted
        assert second.keys() - first.keys() == {piece.id for piece in sample.pieces if piece.night == 2}
        changed = {
            piece_id for piece_id in first.keys() & second.keys() if first[piece_id] != second[piece_id]
        }
        assert changed == {change.piece_id for change in sample.changes}

    def test_enough_happens_between_the_nights(self) -> None:
        sample = load()
        assert sum(piece.night == 2 for piece in sample.pieces) >= 10
        assert (len(sample.changes), len(sample.deleted)) == (3, 2)

    def test_a_change_keeps_the_address(self) -> None:
        sample = load()
        second = {piece.id: piece for piece in sample.on(2)}
        for piece in sample.on(1):
            if piece.id in second:
                assert (second[piece.id].slug, second[piece.id].cms_id) == (piece.slug, piece.cms_id)


def test_covering_kinds_are_the_reports() -> None:
    assert PieceKind.CRITICAL in COVERING
    assert not COVERING & {PieceKind.PREVIEW, PieceKind.LAST_YEAR, PieceKind.OTHER_PLACE, PieceKind.UNRELATED}
