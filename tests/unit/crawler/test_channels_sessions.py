"""What every session keeps to, whatever a site answers."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.nouns import Candidate, Channel, ChannelKind, Outlet
from core.urls import article_id
from crawler.channels import ListingResponse, open_session

OUTLET = Outlet("warta-gambut", "Warta Gambut", "https://wartagambut.example")
URL = "https://wartagambut.example/kanal"
ZONE = ZoneInfo("Asia/Jayapura")
START = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
MOST_CALLS = 600  # every kind of call has a limit of its own; together they stay below this


def moment(hours: int) -> dt.datetime:
    return START + dt.timedelta(hours=hours)


def post(number: int, published: int, modified: int) -> dict[str, object]:
    return {
        "id": number,
        "date_gmt": f"{moment(published):%Y-%m-%dT%H:%M:%S}",
        "modified_gmt": f"{moment(modified):%Y-%m-%dT%H:%M:%S}",
        "link": f"https://wartagambut.example/{number}",
    }


def entry(number: int, published: int, modified: int) -> str:
    return (
        f"<entry><link href='/{number}'/><published>{moment(published).isoformat()}</published>"
        f"<updated>{moment(modified).isoformat()}</updated></entry>"
    )


def known_article(number: int, published: int) -> Candidate:
    url = f"https://wartagambut.example/{number}"
    when = moment(published)
    return Candidate(
        article_id(url),
        OUTLET.id,
        url,
        ChannelKind.WORDPRESS,
        published=when,
        modified=when,
        cms_id=str(number),
    )


ROWS = st.lists(st.tuples(st.integers(1, 60), st.integers(-500, 500), st.integers(-500, 500)), max_size=8)
BODIES = st.one_of(
    ROWS.map(lambda rows: json.dumps([post(*row) for row in rows]).encode()),
    ROWS.map(
        lambda rows: (
            f'<feed xmlns="http://www.w3.org/2005/Atom">{"".join(entry(*row) for row in rows)}</feed>'.encode()
        )
    ),
    st.binary(max_size=40),
)
ANSWERS = st.tuples(
    st.sampled_from([200, 200, 200, 200, 200, 304, 400, 403, 404, 503]),
    BODIES,
    st.dictionaries(st.sampled_from(["X-WP-Total", "X-WP-TotalPages"]), st.integers(0, 70).map(str)),
)


@pytest.mark.parametrize("kind", list(ChannelKind))
@settings(max_examples=60, deadline=None)
@given(
    answers=st.lists(ANSWERS, min_size=1, max_size=12),
    articles=st.dictionaries(st.integers(1, 60), st.integers(-500, 500), max_size=12),
    watermark=st.none() | st.integers(-500, 500).map(moment),
    total=st.none() | st.integers(0, 70),
    since=st.none() | st.integers(-500, 500).map(moment),
)
def test_a_session_always_ends_and_never_raises(
    kind: ChannelKind,
    answers: Sequence[tuple[int, bytes, Mapping[str, str]]],
    articles: Mapping[int, int],
    watermark: dt.datetime | None,
    total: int | None,
    since: dt.datetime | None,
) -> None:
    recent = [known_article(*article) for article in articles.items()]
    stored = {item.id: item.modified for item in recent}

    def known(ids: Sequence[UUID]) -> Mapping[UUID, dt.datetime | None]:
        return {key: stored[key] for key in ids if key in stored}

    channel = Channel(OUTLET.id, kind, URL, watermark=watermark, total=total)
    session = open_session(channel, outlet=OUTLET, zone=ZONE, known=known, since=since, recent=recent)
    call, announced = session.start(), []
    for number in range(MOST_CALLS):
        status, body, headers = answers[number % len(answers)]
        step = session.read(call, ListingResponse(call.url, status, body, headers))
        announced += [item.id for item in step.candidates]
        if step.next is None:
            assert (step.channel is None) == (step.problem is not None)
            assert len(announced) == len(set(announced))
            return
        assert step.channel is None
        call = step.next
    pytest.fail("the session did not end")
