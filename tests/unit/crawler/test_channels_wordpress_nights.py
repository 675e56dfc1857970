"""Nights at a newsroom, fact by fact: what is found, at how many calls, and what is claimed."""

import datetime as dt
from dataclasses import replace

import pytest
from unit.crawler.wordpress_newsroom import (
    DAY,
    ENDPOINT,
    HOUR,
    OUTLET,
    START,
    WIB,
    Desk,
    Post,
    newsroom,
    read_once,
)

from core.nouns import ChannelKind
from core.urls import article_id
from crawler.channels import ChannelProblem, ListingResponse, Purpose, Reading, Step, open_session, peek


def test_a_first_reading_goes_back_to_since_and_no_further() -> None:
    desk = read_once(articles=400)
    wanted = [post for post in desk.site.visible(START) if post.published >= START - 10 * DAY]
    assert not desk.lacking(wanted)
    assert len(desk.stored) == len(wanted)
    assert desk.purposes == [Purpose.BACKFILL, Purpose.NEWEST]
    assert desk.channel.total == 400


def test_a_first_reading_without_since_takes_the_whole_archive() -> None:
    desk = Desk(newsroom(250))
    desk.read(START)
    assert not desk.lacking(desk.site.visible(START))
    assert desk.purposes == [Purpose.BACKFILL] * 3


def test_a_first_reading_goes_as_far_back_as_another_channel_has_read() -> None:
    desk = Desk(newsroom(250))
    desk.read(START, since=START - 10 * DAY)
    desk.channel = replace(desk.channel, watermark=None, total=None)
    desk.read(START)
    assert desk.purposes == [Purpose.BACKFILL, Purpose.NEWEST]
    assert len(desk.stored) == 30


def test_a_quiet_night_is_one_call_and_changes_nothing() -> None:
    desk = read_once()
    before = desk.channel
    steps = desk.read(START + DAY)
    assert desk.purposes == [Purpose.NEWEST]
    assert desk.channel == before
    assert steps[-1] == Step(channel=before, unexplained=0)


def test_an_old_article_edited_before_the_first_reading_does_not_move_the_state_on_the_second() -> None:
    desk = Desk(newsroom(300))
    old = min(desk.site.posts)
    desk.site.posts[old] = replace(desk.site.posts[old], modified=START - dt.timedelta(minutes=1))
    desk.read(START, since=START - 5 * DAY)
    before = desk.channel
    steps = desk.read(START + HOUR)
    assert desk.channel == before
    assert not any(step.candidates for step in steps)


def test_new_and_edited_articles_cost_no_further_call() -> None:
    desk = read_once()
    for hour in range(5):
        desk.site.insert(START + hour * HOUR)
    newest = max(desk.site.posts)
    desk.site.posts[newest - 30] = replace(desk.site.posts[newest - 30], modified=START + 9 * HOUR)
    desk.read(START + DAY)
    assert desk.purposes == [Purpose.NEWEST]
    assert not desk.lacking([post for post in desk.site.visible(START + DAY) if post.number > newest - 31])


def test_more_new_articles_than_a_page_holds_are_all_read() -> None:
    desk = read_once()
    for minute in range(70):
        desk.site.insert(START + dt.timedelta(minutes=minute + 1))
    steps = desk.read(START + DAY)
    assert sum(len(step.candidates) for step in steps) == 70
    assert desk.purposes == [Purpose.NEWEST] * 4
    assert steps[-1].unexplained == 0


def test_a_post_inserted_with_an_old_date_is_found_by_its_id() -> None:
    desk = read_once(articles=400)
    hidden = desk.site.insert(START - 60 * DAY)
    desk.read(START + DAY)
    assert desk.purposes == [Purpose.NEWEST, Purpose.BY_ID]
    assert not desk.lacking([desk.site.posts[hidden]])


def test_a_back_dated_post_that_is_known_already_does_not_stand_in_for_the_next_one() -> None:
    desk = read_once(articles=300, since_days=30)
    desk.site.insert(START - 90 * DAY, modified=START + HOUR)
    for minute in range(20):
        desk.site.insert(START + dt.timedelta(minutes=minute))
    desk.read(START + DAY)
    hidden = desk.site.insert(START - 91 * DAY)
    desk.read(START + 2 * DAY)
    assert not desk.lacking([desk.site.posts[hidden]])


def test_a_post_scheduled_before_and_published_since_is_found_by_its_date() -> None:
    desk = Desk(newsroom(400))
    scheduled = desk.site.insert(START + 6 * HOUR, modified=START - 20 * DAY)
    for hour in range(110):
        desk.site.insert(START - 11 * DAY + hour * HOUR)
    desk.read(START, since=START - 9 * DAY)
    desk.read(START + DAY)
    assert desk.purposes == [Purpose.NEWEST, Purpose.BY_ID, Purpose.BY_DATE]
    assert not desk.lacking([desk.site.posts[scheduled]])


def test_a_deleted_article_vanishes_for_one_further_call() -> None:
    desk = read_once()
    victim = sorted(desk.site.posts)[-25]
    deleted = desk.site.posts.pop(victim)
    steps = desk.read(START + DAY)
    assert desk.purposes == [Purpose.NEWEST, Purpose.STILL_THERE]
    assert [item.url for item in steps[-1].vanished] == [deleted.url]
    assert desk.read(START + 2 * DAY)[-1] == Step(channel=desk.channel, unexplained=0)
    assert desk.purposes == [Purpose.NEWEST]


def test_an_article_missing_from_the_page_itself_needs_no_call() -> None:
    desk = read_once()
    deleted = desk.site.posts.pop(sorted(desk.site.posts)[-5])
    steps = desk.read(START + DAY)
    assert desk.purposes == [Purpose.NEWEST]
    assert [item.url for item in steps[-1].vanished] == [deleted.url]


def test_an_insertion_behind_a_visible_deletion_is_found() -> None:
    desk = read_once(articles=400)
    desk.site.posts.pop(sorted(desk.site.posts)[-5])
    hidden = desk.site.insert(START - 60 * DAY)
    desk.read(START + DAY)
    assert not desk.lacking([desk.site.posts[hidden]])


def test_the_loss_of_articles_we_never_knew_is_told_apart_from_a_gap() -> None:
    desk = read_once(articles=400)
    del desk.site.posts[min(desk.site.posts)]
    last = desk.read(START + DAY)[-1]
    assert last.unexplained == -1
    assert not last.gap
    assert not last.vanished
    assert desk.read(START + 2 * DAY)[-1].unexplained == 0


def test_what_the_site_counts_and_never_shows_is_a_gap_told_once() -> None:
    desk = read_once()
    desk.channel = replace(desk.channel, total=(desk.channel.total or 0) - 2)
    last = desk.read(START + DAY)[-1]
    assert (last.unexplained, last.gap) == (2, True)
    assert desk.purposes == [Purpose.NEWEST, Purpose.BY_ID, Purpose.BY_DATE]
    assert not desk.read(START + 2 * DAY)[-1].gap


def test_an_old_article_dated_anew_is_no_new_article() -> None:
    desk = read_once()
    bumped = sorted(desk.site.posts)[-4]
    desk.site.posts[bumped] = replace(desk.site.posts[bumped], published=START + HOUR, modified=START + HOUR)
    steps = desk.read(START + DAY)
    assert desk.purposes == [Purpose.NEWEST]
    assert [item.cms_id for item in steps[-1].candidates] == [str(bumped)]


def test_a_session_that_broke_off_is_made_good_without_a_false_gap() -> None:
    desk = read_once()
    for minute in range(50):
        desk.site.insert(START + dt.timedelta(minutes=minute + 1))
    next(desk.steps(START + DAY, None))  # the crawl died after the first page was stored
    last = desk.read(START + DAY)[-1]
    assert not desk.lacking([post for post in desk.site.visible(START + DAY) if post.published > START])
    assert last.unexplained == 0


def test_without_totals_a_session_that_broke_off_is_still_read_to_its_end() -> None:
    desk = Desk(newsroom(60))
    desk.site.states_total = False
    desk.read(START, since=START - 10 * DAY)
    for minute in range(50):
        desk.site.insert(START + dt.timedelta(minutes=minute + 1))
    next(desk.steps(START + DAY, None))
    desk.read(START + DAY)
    assert not desk.lacking([post for post in desk.site.visible(START + DAY) if post.published > START])


def test_an_old_draft_published_under_an_earlier_date_is_found_among_what_we_know() -> None:
    desk = Desk(newsroom(60))
    desk.site.states_total = False
    desk.read(START, since=START - 15 * DAY)
    draft = desk.site.last - 7
    desk.site.posts[draft] = Post(draft, START - 3 * DAY, START + HOUR)
    desk.read(START + DAY)
    assert not desk.lacking([desk.site.posts[draft]])


def test_an_article_that_comes_back_is_neither_lost_nor_a_gap() -> None:
    desk = read_once()
    chosen = sorted(desk.site.posts)[-5]
    post = desk.site.posts.pop(chosen)
    desk.read(START + DAY)
    assert article_id(post.url) in desk.gone
    desk.site.posts[chosen] = replace(post, modified=START + DAY + HOUR)
    steps = desk.read(START + 2 * DAY)
    assert desk.purposes == [Purpose.NEWEST]
    assert [item.url for item in steps[-1].candidates] == [post.url]
    assert not steps[-1].gap


def test_without_totals_every_newer_id_is_found_and_nothing_is_claimed() -> None:
    desk = Desk(newsroom(60))
    desk.site.states_total = False
    desk.read(START, since=START - 10 * DAY)
    new = desk.site.insert(START + HOUR)
    steps = desk.read(START + DAY)
    assert not desk.lacking([desk.site.posts[new]])
    assert steps[-1].unexplained is None
    assert len(steps[-1].candidates) == 1


def test_reading_again_from_a_moment_also_makes_the_ordinary_reading() -> None:
    desk = read_once(articles=200, since_days=5)
    new = desk.site.insert(START + HOUR)
    last = desk.read(START + DAY, since=START - 20 * DAY)[-1]
    wanted = [post for post in desk.site.visible(START + DAY) if post.published >= START - 20 * DAY]
    assert not desk.lacking(wanted)
    assert not desk.lacking([desk.site.posts[new]])
    assert (last.unexplained, last.gap) == (0, False)
    assert desk.read(START + 2 * DAY)[-1].unexplained == 0


def test_an_outlet_silent_since_before_the_first_reading_is_read_like_any_other() -> None:
    desk = Desk(newsroom(30))
    desk.read(START + 100 * DAY, since=START + 90 * DAY)
    assert not desk.stored
    new = desk.site.insert(START + 101 * DAY)
    back_dated = desk.site.insert(START - 40 * DAY)
    desk.read(START + 102 * DAY)
    assert set(desk.stored) == {article_id(desk.site.posts[key].url) for key in (new, back_dated)}


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_site_that_cannot_serve_now_leaves_the_state_as_it_is(status: int) -> None:
    desk = read_once()
    session = open_session(desk.channel, outlet=OUTLET, zone=WIB, known=desk.known, recent=desk.recent())
    step = session.read(session.start(), ListingResponse(ENDPOINT, status, b"busy"))
    assert step.problem is not None
    assert step.problem.temporary
    assert step.channel is None
    assert step.done


def test_a_peek_reads_one_page_and_no_further() -> None:
    desk = Desk(newsroom(30))
    url = f"{ENDPOINT}?per_page=10"
    seen = peek(desk.channel, desk.site.answer(url, START), outlet=OUTLET, zone=WIB)
    assert isinstance(seen, Reading)
    assert (len(seen.candidates), seen.total) == (10, 30)
    feed = replace(desk.channel, kind=ChannelKind.FEED)
    assert isinstance(peek(feed, ListingResponse(url, 200, b"[]"), outlet=OUTLET, zone=WIB), ChannelProblem)
