"""A newsroom that publishes, edits, back-dates, schedules and deletes as it likes."""

import datetime as dt
from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st
from unit.crawler.wordpress_newsroom import DAY, HOUR, START, Desk, Post, Site, newsroom

ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["publish", "edit", "back-date", "back-date by hand", "schedule", "delete", "draft"]),
        st.integers(0, 10_000),
    ),
    max_size=12,
)


def act(site: Site, now: dt.datetime, action: str, number: int) -> None:
    """Something an editor does at `now`; `number` chooses what to."""
    chosen = sorted(site.posts)[number % len(site.posts)]
    post = site.posts[chosen]
    moment = now + dt.timedelta(minutes=number % 50)
    match action:
        case "publish":
            for minute in range(number % 30):
                site.insert(now + dt.timedelta(minutes=minute))
        case "edit":
            site.posts[chosen] = replace(post, modified=max(moment, post.modified))
        case "back-date":
            site.insert(post.published + dt.timedelta(seconds=1))
        case "back-date by hand":
            site.insert(post.published + dt.timedelta(seconds=1), modified=moment)
        case "schedule":
            site.insert(now + (number % 60) * HOUR, modified=moment)
        case "draft":
            site.posts[site.last - 1] = Post(site.last - 1, moment, moment)
        case _:
            del site.posts[chosen]


HIDDEN = {"back-date", "schedule"}


@settings(max_examples=80, deadline=None)
@given(
    articles=st.integers(5, 130),
    since_days=st.integers(1, 40),
    nights=st.lists(ACTIONS, min_size=1, max_size=4),
)
# A hundred articles in one night above one that was inserted with an old date.
@example(
    articles=21,
    since_days=1,
    nights=[[("back-date", 0), ("publish", 253), ("publish", 269), ("publish", 329), ("publish", 929)]],
)
def test_every_article_is_found_whatever_the_editors_do(
    articles: int, since_days: int, nights: list[list[tuple[str, int]]]
) -> None:
    desk = Desk(newsroom(articles))
    since = START - since_days * DAY
    now = START
    desk.read(now, since=since)
    old = {number for number, post in desk.site.posts.items() if post.published < since}
    for actions in nights:
        waiting = any(post.published > now for post in desk.site.posts.values())
        hides = waiting or any(action in HIDDEN for action, _ in actions)
        touched = 0
        for action, number in actions:
            # Loss and hidden gain in one night can cancel out: the ledger's stated blind spot.
            if not (action == "delete" and (hides or len(desk.site.posts) < 4)):
                act(desk.site, now + HOUR, action, number)
                touched += number % 30 if action == "publish" else 1
        now += DAY
        last = desk.read(now)[-1]
        mine = [post for post in desk.site.visible(now) if post.number not in old]
        assert not desk.lacking(mine)
        assert not last.gap
        assert len(desk.calls) <= 6 + touched // 10
        state, stored = desk.channel, dict(desk.stored)
        assert desk.read(now)[-1].channel == state
        assert desk.stored == stored
