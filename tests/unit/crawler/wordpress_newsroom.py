"""A WordPress newsroom as its REST API shows it, and the desk that reads it night by night."""

import datetime as dt
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

from core.nouns import Candidate, Channel, ChannelKind, Outlet
from core.urls import article_id
from crawler.channels import Call, ListingResponse, Purpose, Step, open_session

OUTLET = Outlet("suara-rawa", "Suara Rawa", "https://suararawa.example")
ENDPOINT = "https://suararawa.example/wp-json/wp/v2/posts"
WIB = ZoneInfo("Asia/Jakarta")
START = dt.datetime(2026, 3, 1, 20, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
RECENT = 100


@dataclass(frozen=True, slots=True)
class Post:
    number: int
    published: dt.datetime
    modified: dt.datetime

    @property
    def url(self) -> str:
        return f"https://suararawa.example/berita/{self.number}"


@dataclass
class Site:
    """WordPress's REST API over a few posts: orders, pages, totals, and posts of the future unseen."""

    posts: dict[int, Post] = field(default_factory=dict)
    last: int = 0
    states_total: bool = True

    def insert(self, published: dt.datetime, modified: dt.datetime | None = None) -> int:
        self.last += 3
        self.posts[self.last] = Post(self.last, published, modified or published)
        return self.last

    def visible(self, now: dt.datetime) -> list[Post]:
        return [post for post in self.posts.values() if post.published <= now]

    def answer(self, url: str, now: dt.datetime) -> ListingResponse:
        query = dict(parse_qsl(urlsplit(url).query))
        posts = self.visible(now)
        if wanted := query.get("include"):
            posts = [post for post in posts if str(post.number) in wanted.split(",")]
        field_name = {"modified": "modified", "id": "number"}.get(query.get("orderby", "date"), "published")
        posts.sort(key=lambda post: (getattr(post, field_name), -post.number), reverse=True)
        size, page = int(query["per_page"]), int(query.get("page", 1))
        assert 1 <= size <= 100
        pages = math.ceil(len(posts) / size)
        if page > max(pages, 1):
            body = json.dumps({"code": "rest_post_invalid_page_number", "data": {"status": 400}}).encode()
            return ListingResponse(url, 400, body)
        headers = {"x-wp-total": str(len(posts)), "x-wp-totalpages": str(pages)} if self.states_total else {}
        rows = [self._row(post) for post in posts[(page - 1) * size : page * size]]
        return ListingResponse(url, 200, json.dumps(rows).encode(), headers)

    def _row(self, post: Post) -> dict[str, object]:
        return {
            "id": post.number,
            "date": f"{post.published + 7 * HOUR:%Y-%m-%dT%H:%M:%S}",
            "date_gmt": f"{post.published:%Y-%m-%dT%H:%M:%S}",
            "modified_gmt": f"{post.modified:%Y-%m-%dT%H:%M:%S}",
            "link": post.url,
            "title": {"rendered": f"Kabar {post.number}"},
            "content": {"rendered": "<p>Isi kabar.</p>"},
        }


@dataclass
class Desk:
    """What storage and spider do around a session."""

    site: Site
    channel: Channel = field(default_factory=lambda: Channel(OUTLET.id, ChannelKind.WORDPRESS, ENDPOINT))
    stored: dict[UUID, Candidate] = field(default_factory=dict)
    gone: set[UUID] = field(default_factory=set)
    calls: list[Call] = field(default_factory=list)

    def known(self, ids: Sequence[UUID]) -> Mapping[UUID, dt.datetime | None]:
        return {key: self.stored[key].modified for key in ids if key in self.stored}

    def recent(self) -> list[Candidate]:
        there = [item for item in self.stored.values() if item.id not in self.gone and item.published]
        return sorted(there, key=lambda item: (item.published, item.id), reverse=True)[:RECENT]

    def read(self, now: dt.datetime, since: dt.datetime | None = None) -> list[Step]:
        """One night: every step of it, stored as the spider stores it."""
        self.calls = []
        steps = list(self.steps(now, since))
        assert [step.done for step in steps] == [False] * (len(steps) - 1) + [True]
        assert all(step.channel is None for step in steps[:-1])
        last = steps[-1]
        if last.channel is not None:
            self.channel = last.channel
        there = {article_id(post.url) for post in self.site.visible(now)}
        self.gone |= {item.id for item in last.vanished if item.id not in there}
        return steps

    def steps(self, now: dt.datetime, since: dt.datetime | None) -> Iterator[Step]:
        session = open_session(
            self.channel, outlet=OUTLET, zone=WIB, known=self.known, since=since, recent=self.recent()
        )
        call: Call | None = session.start()
        while call is not None:
            self.calls.append(call)
            step = session.read(call, self.site.answer(call.url, now))
            self.stored |= {item.id: item for item in step.candidates}
            yield step
            call = step.next

    def lacking(self, posts: Sequence[Post]) -> list[Post]:
        """Posts we do not have, or not as they are now."""
        return [post for post in posts if (ours := self.stored.get(article_id(post.url))) is None
                or ours.modified != post.modified]  # fmt: skip

    @property
    def purposes(self) -> list[Purpose]:
        return [call.purpose for call in self.calls]


def newsroom(articles: int, *, every: dt.timedelta = 8 * HOUR) -> Site:
    site = Site()
    for number in reversed(range(articles)):
        site.insert(START - HOUR - number * every)
    return site


def read_once(articles: int = 60, since_days: int = 10) -> Desk:
    desk = Desk(newsroom(articles))
    desk.read(START, since=START - since_days * DAY)
    return desk
