"""`kill -9` of a night at random moments, then again: the same articles, matches and scores, nothing twice."""

import random
import time
from pathlib import Path

import pytest
from integration.office import Office
from warcio.archiveiterator import ArchiveIterator

from demo import Newsroom, write_registry

SINCE = "2026-08-01"
FEW = ("nuswa-pos", "gema-tirta", "tirta-fm")  # WordPress-like and feed-only shapes; a night of seconds


def office_at(folder: Path, newsroom: Newsroom) -> Office:
    office = Office.open(folder, year=2026)
    write_registry(office.folder, [outlet for outlet in newsroom.outlets if outlet.id in FEW])
    office.run("outlets", "import", "media.csv")
    office.run("activities", "import", "kegiatan.csv")
    return office


@pytest.mark.parametrize("kills", [2, pytest.param(10, marks=pytest.mark.long)])
def test_kills_change_nothing(tmp_path: Path, kills: int) -> None:
    with Newsroom() as newsroom:
        undisturbed = office_at(tmp_path / "utuh", newsroom)
        began = time.monotonic()
        undisturbed.run("nightly", "--since", SINCE)
        whole_night = time.monotonic() - began
        office = office_at(tmp_path / "terbunuh", newsroom)
        moments = [random.uniform(0.2, 1.0) * whole_night for _ in range(kills)]
        for moment in moments:
            night = office.start("nightly", "--since", SINCE)
            time.sleep(moment)
            office.kill(night)
        office.run("nightly", "--since", SINCE)
    expected, actual = undisturbed.results(), office.results()
    assert len(expected["articles"]) > 30
    assert actual == expected, f"kill moments: {moments}"
    assert_archive_is_whole(office)


def assert_archive_is_whole(office: Office) -> None:
    """Every file reads to its end with warcio, and every snapshot's row points at its record."""
    archive = office.folder / "data" / "arsip"
    for path in archive.rglob("*.warc.gz"):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream):
                record.content_stream().read()
    for path_name, offset, url in office.rows("SELECT path, offset, url FROM snapshots"):
        with (archive / path_name).open("rb") as stream:
            stream.seek(offset)
            record = next(iter(ArchiveIterator(stream)))
            assert record.rec_headers.get_header("WARC-Target-URI") == url


def test_a_second_night_beside_the_first_is_refused(tmp_path: Path) -> None:
    with Newsroom() as newsroom:
        office = office_at(tmp_path / "kantor", newsroom)
        first = office.start("nightly", "--since", SINCE)
        while not office.rows("SELECT 1 FROM runs WHERE job = 'nightly' AND state = 'running'"):
            assert first.poll() is None
            time.sleep(0.05)
        refused = office.run("nightly", code=1)
        assert "masih berjalan" in refused["message"]
        assert first.wait(timeout=120) == 0
