import datetime as dt
import gzip
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from storage.warc import (
    UnreadableRecordError,
    decode_body,
    read_response,
    response_members,
    sound_length,
    warcinfo_member,
)

AT = dt.datetime(2024, 10, 23, 8, 30, tzinfo=dt.timezone(dt.timedelta(hours=7)))
URL = "https://kabarlontara.example/berita/panen?hal=2"
BIG = 1_000_000
GZIPPED = [("Content-Encoding", "gzip")]


def _response(body: bytes = b"<p>Panen</p>", **fields: object) -> bytes:
    known: dict[str, object] = {"status": 200, "reason": "OK", "headers": [], "request_headers": None}
    return response_members(URL, at=AT, body=body, **known | fields)[0]  # type: ignore[arg-type]


@given(body=st.binary(max_size=2_000), status=st.integers(100, 599))
def test_a_response_comes_back_as_it_went_in(body: bytes, status: int) -> None:
    headers = [("Content-Type", "text/html"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")]
    member = _response(body, status=status, reason="", headers=headers)
    assert read_response(member) == (URL, status, headers, body)


def test_the_same_response_has_another_record_id_but_the_same_length() -> None:
    first, second = gzip.decompress(_response()), gzip.decompress(_response())
    assert first != second
    assert len(first) == len(second)


def test_a_record_says_when_and_what() -> None:
    record = next(iter(ArchiveIterator(BytesIO(_response()), check_digests="raise")))
    assert record.rec_headers.get_header("WARC-Date") == "2024-10-23T01:30:00Z"
    assert record.rec_headers.get_header("WARC-Target-URI") == URL
    assert record.http_headers.get_statuscode() == "200"
    record.raw_stream.read()
    assert record.digest_checker.passed


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without zone"):
        warcinfo_member("x.warc.gz", dt.datetime(2024, 10, 23))  # noqa: DTZ001


def test_a_request_names_its_response() -> None:
    response, request = response_members(
        URL,
        at=AT,
        status=200,
        reason="OK",
        headers=[],
        body=b"",
        request_headers=[("User-Agent", "Tayang/0.1")],
    )
    records = list(ArchiveIterator(BytesIO(response + request)))
    assert [record.rec_type for record in records] == ["response", "request"]
    assert records[1].http_headers.protocol == "GET"
    assert records[1].http_headers.statusline == "/berita/panen?hal=2 HTTP/1.1"
    assert records[1].http_headers.get_header("User-Agent") == "Tayang/0.1"
    response_id = records[0].rec_headers.get_header("WARC-Record-ID")
    assert records[1].rec_headers.get_header("WARC-Concurrent-To") == response_id


def test_a_body_that_was_chunked_is_not_chunked_again() -> None:
    body = b"5\r\nPanen\r\n0\r\n\r\n"
    member = _response(body, headers=[("Transfer-Encoding", "chunked")])
    record = next(iter(ArchiveIterator(BytesIO(member))))
    assert record.content_stream().read() == body
    assert record.http_headers.get_header("X-Archive-Orig-Transfer-Encoding") == "chunked"


def test_a_header_cannot_break_the_record() -> None:
    member = _response(
        headers=[("X-Aneh", "a\r\n\r\nb"), ("X-Nama", "Jum’at"), ("X-Lain", "é")], reason="O\nK"
    )
    _, status, headers, body = read_response(member)
    assert (status, body) == (200, b"<p>Panen</p>")
    assert headers[0] == ("X-Aneh", "a b")
    assert len(headers) == 3


@pytest.mark.parametrize(
    "member", [b"", b"bukan gzip", gzip.compress(b"bukan WARC", mtime=0), warcinfo_member("x", AT)]
)
def test_what_is_no_response_is_unreadable(member: bytes) -> None:
    with pytest.raises(UnreadableRecordError):
        read_response(member)


@pytest.mark.parametrize("cut", [10, 100, 200])
def test_a_torn_response_is_unreadable_or_shorter(cut: int) -> None:
    whole = _response(bytes(range(256)))
    try:
        _, _, _, body = read_response(whole[:cut])
    except UnreadableRecordError:
        return
    assert len(body) < 256


@given(st.binary(max_size=5_000))
def test_gzip_and_deflate_are_undone(plain: bytes) -> None:
    bare = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    assert decode_body(gzip.compress(plain), GZIPPED, BIG) == plain
    assert decode_body(gzip.compress(plain), [("content-encoding", "X-GZip")], BIG) == plain
    assert decode_body(zlib.compress(plain), [("Content-Encoding", "deflate")], BIG) == plain
    if plain:
        assert (
            decode_body(bare.compress(plain) + bare.flush(), [("Content-Encoding", "deflate")], BIG) == plain
        )
    twice = gzip.compress(zlib.compress(plain))
    assert decode_body(twice, [("Content-Encoding", "deflate, gzip")], BIG) == plain


def test_several_members_and_garbage_behind_them() -> None:
    body = gzip.compress(b"Panen ") + gzip.compress(b"raya") + b"\x00\x00sampah"
    assert decode_body(body, GZIPPED, BIG) == b"Panen raya"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "utf-8", "none", ""])
def test_what_is_not_compressed_is_left_alone(coding: str) -> None:
    assert decode_body(b"<p>Panen</p>", [("Content-Encoding", coding)], BIG) == b"<p>Panen</p>"


def test_a_bomb_ends_at_the_limit() -> None:
    bomb = gzip.compress(bytes(50_000_000))
    assert decode_body(bomb, GZIPPED, 1_000) == bytes(1_000)
    assert decode_body(gzip.compress(bytes(10)) * 1_000, GZIPPED, 1_000) == bytes(1_000)
    assert decode_body(b"x" * 2_000, [], 1_000) == b"x" * 1_000


def test_of_a_torn_body_the_beginning_is_kept() -> None:
    plain = b"".join(b"baris %d\n" % number for number in range(20_000))
    torn = decode_body(gzip.compress(plain)[:-2_000], GZIPPED, BIG)
    assert len(torn) > len(plain) // 2
    assert plain.startswith(torn)


@given(bodies=st.lists(st.binary(max_size=300), max_size=4), cut=st.integers(1, 10_000), zeros=st.booleans())
def test_the_sound_length_ends_with_the_last_complete_member(
    bodies: list[bytes],
    cut: int,
    zeros: bool,  # noqa: FBT001
) -> None:
    whole = b"".join(_response(body) for body in bodies)
    member = _response(b"sisa")
    # What a killed process leaves, and what a lost file system cache leaves.
    torn = bytes(cut) if zeros else member[: cut % len(member)]
    assert sound_length(BytesIO(whole + torn)) == len(whole)


def test_a_member_that_expands_a_lot_is_measured_too() -> None:
    member = gzip.compress(bytes(20_000_000))
    assert sound_length(BytesIO(member + member + member[:500])) == 2 * len(member)
