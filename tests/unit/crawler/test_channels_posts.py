"""What single responses of the WordPress REST API are taken for."""

import datetime as dt
import json
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.nouns import Candidate, Outlet
from crawler.channels.base import ChannelProblem, ListingResponse, ProblemCode, Reading
from crawler.channels.posts import PastTheEnd, read_ids, read_posts

OUTLET = Outlet("kabar-rimba", "Kabar Rimba", "https://www.kabarrimba.example")
ENDPOINT = "https://www.kabarrimba.example/wp-json/wp/v2/posts?page=1"
WITA = ZoneInfo("Asia/Makassar")
PAGE = b"<!DOCTYPE html><html><head><title>%s</title></head><body>[]</body></html>"


def post(**fields: object) -> dict[str, object]:
    return {
        "id": 812,
        "date": "2026-05-04T09:30:00",
        "date_gmt": "2026-05-04T01:30:00",
        "modified": "2026-05-04T10:00:00",
        "modified_gmt": "2026-05-04T02:00:00",
        "status": "publish",
        "link": "https://kabarrimba.example/2026/05/jembatan-baru/",
        "title": {"rendered": "Jembatan &#8220;Baru&#8221; &amp; <em>Lama</em>"},
        "content": {"rendered": "<p>Warga menyeberang.</p>"},
    } | fields


def answer(body: object, status: int = 200, **headers: str) -> ListingResponse:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return ListingResponse(
        ENDPOINT, status, raw, {key.replace("_", "-"): value for key, value in headers.items()}
    )


def read(body: object, status: int = 200, **headers: str) -> Reading | PastTheEnd | ChannelProblem:
    return read_posts(answer(body, status, **headers), OUTLET, WITA)


def only(body: object) -> Candidate:
    reading = read(body)
    assert isinstance(reading, Reading)
    (candidate,) = reading.candidates
    return candidate


def code(body: object, status: int = 200, **headers: str) -> ProblemCode:
    problem = read(body, status, **headers)
    assert isinstance(problem, ChannelProblem)
    assert problem.message
    return problem.code


def test_a_post_becomes_a_candidate_with_all_it_says() -> None:
    candidate = only([post()])
    assert candidate.title == "Jembatan “Baru” & Lama"
    assert candidate.content == "<p>Warga menyeberang.</p>"
    assert candidate.published == dt.datetime(2026, 5, 4, 1, 30, tzinfo=dt.UTC)
    assert candidate.modified == dt.datetime(2026, 5, 4, 2, 0, tzinfo=dt.UTC)
    assert candidate.offset_minutes == 480
    assert candidate.cms_id == "812"


@pytest.mark.parametrize("gmt", [None, "", "0000-00-00T00:00:00", "kemarin", 17])
def test_without_a_gmt_time_the_local_one_is_read_in_the_outlets_zone(gmt: object) -> None:
    candidate = only([post(date_gmt=gmt)])
    assert candidate.published == dt.datetime(2026, 5, 4, 1, 30, tzinfo=dt.UTC)
    assert candidate.offset_minutes is None


def test_a_post_without_any_time_has_an_unknown_one() -> None:
    assert (
        only([post(date=None, date_gmt=None, modified="0001-01-01T00:00:00", modified_gmt=None)]).published
        is None
    )


def test_an_impossible_zone_is_unknown() -> None:
    assert only([post(date="2026-05-05T03:07:00")]).offset_minutes is None


def test_totals_come_from_the_headers_in_any_case() -> None:
    reading = read([post()], x_wp_total="31", X_WP_TotalPages="2")
    assert isinstance(reading, Reading)
    assert (reading.total, reading.pages) == (31, 2)


@pytest.mark.parametrize("header", ["", "-1", "dua", "9" * 40, "٣"])
def test_a_header_that_is_no_count_states_no_total(header: str) -> None:
    reading = read([], x_wp_total=header)
    assert isinstance(reading, Reading)
    assert reading.total is None


def test_posts_that_lead_elsewhere_or_nowhere_are_counted_and_left_out() -> None:
    links = [
        "https://kabarrimba.example/a",
        "https://lain.example/b",
        "",
        "javascript:void(0)",
        "http://[",
        "/",
        None,
    ]
    reading = read([post(link=link) for link in links])
    assert isinstance(reading, Reading)
    assert [item.url for item in reading.candidates] == ["https://kabarrimba.example/a"]
    assert [item.url for item in reading.foreign] == ["https://lain.example/b"]
    assert reading.linkless == 5


def test_no_text_holds_what_a_database_refuses() -> None:
    raw = json.dumps([post(title={"rendered": "a\x00b\ud83d"}, content={"rendered": "\udfff<p>"})]).encode()
    candidate = only(raw)
    assert candidate.title == "ab?"
    assert candidate.content == "?<p>"


@pytest.mark.parametrize(
    "wrapped",
    [
        b"\xef\xbb\xbf%s",
        b"<br />\n<b>Warning</b>: Undefined array key [0] in <b>/x.php</b> on line <b>3</b><br />\n%s",
        b'PHP Notice: ["a"] and [{"b": 1}]\n%s',
        b"%s\n<!-- cached page -->",
    ],
)
def test_posts_are_found_behind_what_php_printed(wrapped: bytes) -> None:
    assert only(wrapped % json.dumps([post()]).encode()).cms_id == "812"


def test_an_empty_list_behind_a_warning_is_an_empty_list() -> None:
    assert read(b"<b>Warning</b>: x\n[]") == Reading()


def test_a_page_past_the_last_one_is_told_from_an_error() -> None:
    body = {"code": "rest_post_invalid_page_number", "message": "", "data": {"status": 400}}
    assert isinstance(read(body, 400), PastTheEnd)


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (401, {"code": "rest_cannot_access"}, ProblemCode.REST_BLOCKED),
        (403, {"code": "rest_forbidden"}, ProblemCode.REST_BLOCKED),
        (403, PAGE % b"403 Forbidden", ProblemCode.REST_BLOCKED),
        (200, {"code": "rest_disabled", "message": "no"}, ProblemCode.REST_BLOCKED),
        (404, {"code": "rest_no_route"}, ProblemCode.REST_DISABLED),
        (404, PAGE % b"Tidak ada", ProblemCode.REST_DISABLED),
        (400, {"code": "rest_invalid_param"}, ProblemCode.HTTP_STATUS),
        (301, b"", ProblemCode.HTTP_STATUS),
        (200, PAGE % b"Beranda", ProblemCode.REST_IS_HTML),
        (200, b"  \n", ProblemCode.EMPTY),
        (200, {"posts": []}, ProblemCode.NOT_POSTS),
        (200, [1, 2], ProblemCode.NOT_POSTS),
        (200, [{"title": "tanpa nomor"}], ProblemCode.NOT_POSTS),
        (200, b'[{"id": 1, "link": "https://kabarrimba.example/a', ProblemCode.NOT_JSON),
        (200, b"[" * 100_000, ProblemCode.NOT_JSON),
        (429, b"slow down", ProblemCode.UNAVAILABLE),
        (502, PAGE % b"Bad gateway", ProblemCode.UNAVAILABLE),
        (503, PAGE % b"Just a moment...", ProblemCode.CHALLENGE),
        (200, PAGE % b"One moment, please...", ProblemCode.CHALLENGE),
        (403, b"<html><script src='/cdn-cgi/challenge-platform/h/b'></script></html>", ProblemCode.CHALLENGE),
    ],
)
def test_refusals_are_told_apart(status: int, body: object, expected: ProblemCode) -> None:
    assert code(body, status) is expected


def test_a_challenge_is_known_by_its_header_alone() -> None:
    assert code(b"x", 403, cf_mitigated="challenge") is ProblemCode.CHALLENGE


def test_only_a_busy_site_is_worth_the_same_call_again() -> None:
    temporary = {item for item in ProblemCode if ChannelProblem(item, "").temporary}
    assert temporary == {ProblemCode.UNAVAILABLE}


def test_ids_are_read_without_addresses() -> None:
    assert read_ids(answer([{"id": 5}, {"id": 9}])) == frozenset({"5", "9"})
    assert isinstance(read_ids(answer(b"", 403)), ChannelProblem)


@given(
    body=st.one_of(
        st.binary(max_size=300),
        st.text(max_size=300).map(lambda text: text.encode("utf-16")),
        st.integers(0, 500).map(lambda cut: json.dumps([post(), post(id=2)]).encode()[:cut]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
            lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(list(post())) | st.text(), inner),
            max_leaves=15,
        ).map(lambda value: json.dumps([value]).encode()),
        st.dictionaries(st.sampled_from(list(post())), st.text() | st.integers() | st.dates().map(str)).map(
            lambda fields: json.dumps([post() | fields]).encode()
        ),
    ),
    status=st.sampled_from([200, 200, 200, 400, 403, 404, 500]),
)
def test_any_bytes_give_a_reading_or_a_problem(body: bytes, status: int) -> None:
    assert isinstance(read(body, status), Reading | PastTheEnd | ChannelProblem)
