import datetime as dt
from pathlib import Path

import pytest
from unit.app import deadly_pages

from app import extraction, jobs
from app.installation import opened
from core.nouns import Candidate, ChannelKind, Outlet, Snapshot
from core.urls import article_id, canonical_url
from storage import Archive, UnitOfWork

NOW = dt.datetime(2026, 8, 9, 15, tzinfo=dt.UTC)
SETTINGS = """
[office]
name = "Pemkab Tirtaloka"
[crawl]
contact = "redaksi@tirtaloka.invalid"
[extract]
workers = 2
"""
SLUGS = ["panen", "sedekah-bumi", "mematikan", "jalan-desa", "pasar"]


@pytest.fixture
def config_path(tmp_path: Path) -> Path:
    path = tmp_path / "tayang.toml"
    path.write_text(SETTINGS, encoding="utf-8")
    return path


def announce(unit: UnitOfWork, archive: Archive) -> None:
    """Five pages that wait for extraction."""
    unit.outlets.save([Outlet("pelita", "Pelita", "https://pelita.example/")], NOW)
    with archive.writer("malam") as writer:
        for slug in SLUGS:
            url = canonical_url(f"https://pelita.example/{slug}")
            content = f"<p>Warga desa membicarakan {slug} di balai desa pada Minggu pagi.</p>"
            candidate = Candidate(
                article_id(url),
                "pelita",
                url,
                ChannelKind.WORDPRESS,
                title=f"Kabar {slug}",
                published=NOW,
                content=content,
            )
            unit.candidates.announce([candidate], NOW)
            stored = writer.write(
                url,
                fetched_at=NOW,
                status=200,
                reason="OK",
                http_headers=[("Content-Type", "text/html")],
                body=b"<html><body><p>Halaman.</p></body></html>",
            )
            unit.candidates.archived(
                Snapshot(
                    candidate.id,
                    candidate.id,
                    url,
                    NOW,
                    200,
                    stored.sha256,
                    stored.path,
                    stored.offset,
                    stored.length,
                )
            )


def test_a_page_that_kills_its_worker_costs_only_itself(
    config_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extraction, "extract_unit", deadly_pages.extract_unit)
    with opened(config_path) as installation:
        with installation.database.unit() as unit:
            announce(unit, installation.archive)
        counts = jobs.extract(installation)
        with installation.database.reading() as unit:
            titles = {article.title for article in unit.articles.all()}
            issues = [(seen.issue.code, seen.issue.url) for seen in unit.issues.open()]
    assert counts == {"stored": 4, "unchanged": 0, "refused": 1}
    assert titles == {f"Kabar {slug}" for slug in SLUGS if slug != "mematikan"}
    assert issues == [("extractor_crashed", canonical_url("https://pelita.example/mematikan"))]
