"""What the extractors' tests share: a page announced by a channel and lying in the archive."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from core.nouns import Candidate, ChannelKind, Found, Snapshot
from core.urls import article_id

FETCHED_AT = datetime(2024, 10, 23, 3, 0, tzinfo=UTC)
URL = "https://kabarlembahwening.example/2024/10/jembatan-gantung"

FoundFactory = Callable[..., Found]


@pytest.fixture(name="found")
def _found() -> FoundFactory:
    def build(
        url: str = URL,
        *,
        channel: ChannelKind = ChannelKind.FEED,
        title: str | None = None,
        content: str | None = None,
        published: datetime | None = None,
        modified: datetime | None = None,
        fetched_at: datetime = FETCHED_AT,
        final_url: str | None = None,
    ) -> Found:
        candidate = Candidate(
            article_id(url), "klw", url, channel, title, published, modified, content
        )  # fmt: skip
        snapshot = Snapshot(
            UUID(int=7), candidate.id, final_url or url, fetched_at, 200, "0" * 64, "a.warc.gz", 0, 1
        )
        return Found(candidate, snapshot, first_seen=datetime(2024, 10, 22, 19, 0, tzinfo=UTC))

    return build


@pytest.fixture(name="page_bytes")
def _page_bytes() -> Callable[[str], bytes]:
    return lambda name: (Path(__file__).parent / "pages" / f"{name}.html").read_bytes()
