"""Three nights over real WordPress, loaded with the demo's pieces: nothing missed, nothing asked twice."""

from __future__ import annotations

import json
import os
import re
import subprocess
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from integration.office import Office, write_csv
from integration.test_killed_nights import assert_archive_is_whole

from demo.pieces import Piece
from demo.sample import load

pytestmark = pytest.mark.wordpress

UP = Path(__file__).parent.parent / "wordpress" / "up"
WIB = ZoneInfo("Asia/Jakarta")
EVERYTHING = "2025-01-01"
THEMES = ("twentytwentyone", "twentytwentytwo", "twentytwentythree")
PERMALINKS = (
    "/%year%/%monthnum%/%day%/%postname%/",
    "/%postname%/",
    "/%category%/%postname%/",
    "/?p=%post_id%",
)


def post(piece: Piece, **changes: object) -> dict[str, object]:
    sites = sorted({other.outlet_id for other in load().pieces})
    number = sites.index(piece.outlet_id)
    return {
        "site": piece.outlet_id,
        "theme": THEMES[number % len(THEMES)],
        "permalink": PERMALINKS[number % len(PERMALINKS)],
        "title": piece.title,
        "html": "\n".join(f"<p>{paragraph}</p>" for paragraph in piece.paragraphs),
        "date": f"{piece.published.astimezone(WIB):%Y-%m-%dT%H:%M:%S}",
        "author": (piece.authors or ("Redaksi",))[0],
        "category": piece.section,
        "slug": piece.slug,
        **changes,
    }


def write_posts(path: Path, posts: list[dict[str, object]]) -> Path:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in posts), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def state() -> Path:
    folder = os.environ.get("TAYANG_TEST_WORDPRESS")
    if folder is None:
        pytest.skip("TAYANG_TEST_WORDPRESS tidak disetel: WordPress sungguhan tidak diuji")
    return Path(folder)


@pytest.fixture(scope="module")
def first_night() -> list[Piece]:
    return [piece for piece in load().pieces if piece.night == 1]


@pytest.fixture(scope="module")
def office(
    state: Path, first_night: list[Piece], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("wordpress")
    posts = write_posts(folder / "posts.jsonl", [post(piece) for piece in first_night])
    listed = subprocess.run([UP, posts, state], check=True, capture_output=True, text=True).stdout
    sites = [line.split("\t") for line in listed.splitlines()]
    assert sum(int(count) for _, _, count in sites) == len(first_night)
    office = Office.open(folder / "kantor", year=2026)
    outlets = write_csv(
        folder / "media.csv", ["id", "name", "url"], [[name, name, url] for name, url, _ in sites]
    )
    activities = write_csv(
        folder / "kegiatan.csv",
        ["id", "title", "date", "place"],
        [[a.id, a.title, a.date.isoformat(), a.place or ""] for a in load().activities],
    )
    office.run("outlets", "import", str(outlets))
    office.run("activities", "import", str(activities))
    yield office
    subprocess.run([UP, "--down", state], check=True)


def folded(text: str) -> list[str]:
    """Words without WordPress's typographic quotes and dashes."""
    plain = unicodedata.normalize("NFKC", text).translate({ord(mark): " " for mark in "“”‘’\"'–—-…″′"})
    return re.findall(r"\w+", plain.casefold())


def crawl_counts(office: Office) -> dict[str, int]:
    nights = [run for run in office.run("export", "runs") if run["job"] == "nightly"]
    latest: dict[str, int] = max(nights, key=lambda run: run["started"])["counts"]
    return latest


def the_first_night_finds_everything_as_it_was_published(office: Office, first_night: list[Piece]) -> None:
    office.run("nightly", "--since", EVERYTHING)
    stored = office.rows("SELECT outlet_id, title, text, published FROM articles")
    assert len(stored) == len(first_night)
    truth = {(piece.outlet_id, *folded(piece.title)): piece for piece in first_night}
    recalls = []
    for outlet_id, title, text, published in stored:
        piece = truth[outlet_id, *folded(title)]
        minute = datetime.fromisoformat(published).replace(tzinfo=UTC, second=0, microsecond=0)
        assert minute == piece.published.replace(second=0, microsecond=0), piece.id
        wanted, got = folded(" ".join(piece.paragraphs)), set(folded(text))
        recalls.append(sum(word in got for word in wanted) / len(wanted))
    assert sum(recalls) / len(recalls) >= 0.95
    assert crawl_counts(office)["requests"] / len(first_night) <= 1.3
    assert_archive_is_whole(office)


def a_second_night_at_once_asks_for_no_article_and_changes_nothing(office: Office) -> None:
    before = office.dump()
    office.run("nightly")
    counts = crawl_counts(office)
    assert (counts["new"], counts["changed"], counts["archived"]) == (0, 0, 0)
    assert counts["requests"] == counts["outlets"], "one listing an outlet, and nothing else"
    assert office.dump() == before


def the_next_day_finds_new_changed_and_vanished_pieces(
    office: Office, state: Path, first_night: list[Piece]
) -> None:
    known = {id_ for (id_,) in office.rows("SELECT id FROM articles")}
    fresh = [piece for piece in load().pieces if piece.night == 2][:2]
    late = first_night[0]
    edited, withdrawn = first_night[-1], first_night[-2]
    posts = [
        *(post(piece) for piece in fresh),
        # Inserted with an old date: neither newest by date nor by modification.
        post(
            late,
            slug="disisipkan-dengan-tanggal-lama",
            title="Disisipkan dengan Tanggal Lama",
            date="2026-08-05T08:00:00",
        ),
        post(edited, html="<p>Naskah ini diperbaiki redaksi setelah terbit.</p>"),
        post(withdrawn, status="trash"),
    ]
    subprocess.run(
        [UP, "--add", write_posts(state / "next.jsonl", posts), state], check=True, capture_output=True
    )
    office.run("nightly")
    counts = crawl_counts(office)
    assert (counts["new"], counts["changed"], counts["missing"], counts["gap"]) == (3, 1, 1, 0)
    added = {title for id_, title in office.rows("SELECT id, title FROM articles") if id_ not in known}
    expected = {*(piece.title for piece in fresh), "Disisipkan dengan Tanggal Lama"}
    assert {tuple(folded(title)) for title in added} == {tuple(folded(title)) for title in expected}
    versions = office.rows("SELECT version, text FROM articles WHERE version > 1")
    assert versions == [(2, "Naskah ini diperbaiki redaksi setelah terbit.")]
    assert len(office.rows("SELECT 1 FROM link_checks WHERE state = 'missing'")) == 1


def test_three_nights(office: Office, state: Path, first_night: list[Piece]) -> None:
    the_first_night_finds_everything_as_it_was_published(office, first_night)
    a_second_night_at_once_asks_for_no_article_and_changes_nothing(office)
    the_next_day_finds_new_changed_and_vanished_pieces(office, state, first_night)
    a_second_night_at_once_asks_for_no_article_and_changes_nothing(office)
