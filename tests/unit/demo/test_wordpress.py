import datetime as dt
import json
from collections.abc import Callable
from http.client import HTTPMessage
from typing import Any

import pytest

from demo import Newsroom
from demo.pieces import Piece
from demo.sample import load

Get = Callable[..., tuple[int, HTTPMessage, bytes]]
Home = Callable[[str], str]
Posts = Callable[[str], list[dict[str, Any]]]

OUTLET = "tirtaloka-terkini"
ROUTE = "/wp-json/wp/v2/posts"


@pytest.fixture
def posts(home: Home, get: Get) -> Posts:
    """The posts of a query, which must be answered."""

    def ask(query: str) -> list[dict[str, Any]]:
        status, _, body = get(f"{home(OUTLET)}{ROUTE}?{query}")
        assert status == 200
        found: list[dict[str, Any]] = json.loads(body)
        return found

    return ask


def _pieces(night: int = 1) -> list[Piece]:
    found = [piece for piece in load().on(night) if piece.outlet_id == OUTLET]
    return sorted(found, key=lambda piece: piece.published, reverse=True)


def _ids(found: list[dict[str, Any]]) -> list[int]:
    return [post["id"] for post in found]


def test_all_pages_together_are_all_posts_newest_first(home: Home, get: Get, posts: Posts) -> None:
    _, headers, _ = get(f"{home(OUTLET)}{ROUTE}?per_page=20")
    assert int(headers["X-WP-Total"]) == len(_pieces())
    pages = int(headers["X-WP-TotalPages"])
    found = [post for page in range(1, pages + 1) for post in posts(f"per_page=20&page={page}")]
    assert _ids(found) == [piece.cms_id for piece in _pieces()]


def test_a_page_past_the_last_is_an_error(home: Home, get: Get) -> None:
    status, _, body = get(f"{home(OUTLET)}{ROUTE}?page=99")
    assert (status, json.loads(body)["code"]) == (400, "rest_post_invalid_page_number")


@pytest.mark.parametrize(
    "query",
    ["per_page=101", "per_page=0", "page=0", "page=x", "orderby=color", "order=up", "after=yesterday"],
)
def test_bad_parameters_are_refused(query: str, home: Home, get: Get) -> None:
    status, _, body = get(f"{home(OUTLET)}{ROUTE}?{query}")
    assert (status, json.loads(body)["code"]) == (400, "rest_invalid_param")


def test_nothing_found_is_an_empty_list(posts: Posts) -> None:
    assert posts("after=2027-01-01T00:00:00&page=3") == []


def test_a_post_states_local_time_and_gmt(posts: Posts) -> None:
    newest, piece = posts("per_page=1")[0], _pieces()[0]
    assert newest["date"] == piece.local.strftime("%Y-%m-%dT%H:%M:%S")
    assert dt.datetime.fromisoformat(newest["date_gmt"] + "+00:00") == piece.published
    assert newest["link"].endswith(f"/{piece.slug}/")
    assert f"<p>{piece.paragraphs[-1]}</p>" in newest["content"]["rendered"].replace("&amp;", "&")


def test_fields_cut_a_post_down(posts: Posts) -> None:
    assert all(post.keys() == {"id", "link", "title"} for post in posts("_fields=id,link,title.rendered"))


def test_bounds_are_exclusive_and_read_local_or_with_an_offset(posts: Posts) -> None:
    third = _pieces()[2]
    local = third.local.strftime("%Y-%m-%dT%H:%M:%S")
    gmt = third.published.strftime("%Y-%m-%dT%H:%M:%SZ")
    newer = [piece.cms_id for piece in _pieces() if piece.published > third.published]
    assert _ids(posts(f"after={local}")) == newer
    assert _ids(posts(f"after={gmt}")) == newer
    assert _ids(posts(f"after={local}%2B07:00")) == newer


def test_order_and_include(posts: Posts) -> None:
    oldest = sorted(piece.cms_id for piece in _pieces())[:3]
    assert _ids(posts("orderby=id&order=asc&per_page=3")) == oldest
    assert sorted(_ids(posts(f"include={oldest[0]},{oldest[2]},999999"))) == [oldest[0], oldest[2]]


def test_the_home_page_points_at_the_api(home: Home, get: Get) -> None:
    assert (
        f'<link rel="https://api.w.org/" href="{home(OUTLET)}/wp-json/">'
        in get(home(OUTLET) + "/")[2].decode()
    )
    assert json.loads(get(home(OUTLET) + "/wp-json/")[2])["timezone_string"] == "Asia/Jakarta"


def test_a_post_can_be_asked_for_by_number_and_by_route(home: Home, get: Get) -> None:
    piece = _pieces()[0]
    assert json.loads(get(f"{home(OUTLET)}{ROUTE}/{piece.cms_id}")[2])["slug"] == piece.slug
    assert json.loads(get(f"{home(OUTLET)}/?rest_route=/wp/v2/posts&per_page=1")[2])[0]["id"] == piece.cms_id
    assert get(f"{home(OUTLET)}{ROUTE}/7")[0] == 404


def test_the_short_address_leads_to_the_permalink(home: Home, get: Get) -> None:
    piece = _pieces()[0]
    status, headers, _ = get(f"{home(OUTLET)}/?p={piece.cms_id}")
    assert status == 301
    assert get(headers["Location"])[0] == 200
    assert get(headers["Location"].rstrip("/"))[1]["Location"] == headers["Location"]


def test_the_second_night_is_found_by_modification(get: Get) -> None:
    changes = {change.piece_id: change for change in load().changes}
    with Newsroom(night=2) as newsroom:
        for piece in load().on(2):
            if piece.id not in changes:
                continue
            base = next(outlet.url for outlet in newsroom.outlets if outlet.id == piece.outlet_id)
            query = "?orderby=modified&modified_after=2026-10-30T21:00:00&per_page=100"
            found = {post["id"]: post for post in json.loads(get(base.rstrip("/") + ROUTE + query)[2])}
            assert found[piece.cms_id]["modified"] > found[piece.cms_id]["date"]
            assert found[piece.cms_id]["title"]["rendered"]
