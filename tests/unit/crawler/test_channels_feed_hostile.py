"""Feeds that are damaged, disguised or meant to hurt."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.crawler.feed_documents import STORY, atom, code, item, only, read, reading, rss

from crawler.channels.base import ChannelProblem, ProblemCode, Reading


def test_a_document_cut_off_loses_its_last_entry_and_not_the_others() -> None:
    body = rss(item(slug="satu") + item(slug="dua-belas"))
    cut = body[: body.index(b"-belas")]
    assert [entry.url for entry in reading(cut).candidates] == ["https://lenterateluk.example/satu"]
    assert code(rss(item())[:250]) is ProblemCode.NOT_XML


@pytest.mark.parametrize(
    "wrapped",
    [
        b"\n\n  %s",
        b"\xef\xbb\xbf%s",
        b"<br />\n<b>Warning</b>: x in <b>/y.php</b> on line <b>1</b><br />\n%s",
        b"%s<!-- cached --><script>var a = 1 && 2;</script>",
    ],
)
def test_a_feed_is_found_in_what_surrounds_it(wrapped: bytes) -> None:
    assert only(wrapped % rss(item())).url == "https://lenterateluk.example/bakau"


@pytest.mark.parametrize(
    ("charset", "declared"),
    [("utf-16", "utf-16"), ("iso-8859-1", "iso-8859-1"), ("windows-1252", "utf-8"), ("utf-8", "rot13")],
)
def test_wrong_and_old_charsets_are_read(charset: str, declared: str) -> None:
    text = (
        rss(item()).decode().replace('encoding="UTF-8"', f'encoding="{declared}"').replace("Bakau", "Café é")
    )
    assert only(text.encode(charset)).title == "Café é"


def test_the_header_names_the_charset_where_the_document_does_not() -> None:
    text = rss(item()).decode().replace(' encoding="UTF-8"', "").replace("Bakau", "Café")
    found = read(text.encode("iso-8859-1"), content_type="text/xml; charset=ISO-8859-1")
    assert isinstance(found, Reading)
    assert found.candidates[0].title == "Café"


def bomb(charset: str = "utf-8") -> bytes:
    names = "abcdefghij"
    laughs = "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names))
    text = (
        f'<?xml version="1.0" encoding="{charset}"?><!DOCTYPE rss [<!ENTITY a "ha">{laughs}]>'
        f"<rss><channel>{item().replace('Bakau', '&j;')}</channel></rss>"
    )
    return text.encode(charset)


@pytest.mark.parametrize(
    "body",
    [
        bomb(),
        bomb("utf-16"),
        b"<!-- <rss> -->" + bomb(),
        rss(item()).replace(
            b"<rss", b'<!DOCTYPE rss SYSTEM "x" [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss'
        ),
        rss(item()).replace(b"<rss", b"<!DOCTYPE rss [<!ELEMENT rss ANY>]><rss"),
    ],
)
def test_documents_that_define_entities_are_refused_unread(body: bytes) -> None:
    started = time.process_time()
    assert code(body) is ProblemCode.UNSAFE_XML
    assert time.process_time() - started < 0.5


def test_a_document_type_without_entities_is_harmless() -> None:
    body = rss(item()).replace(
        b"<rss", b'<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "https://x.example/r.dtd"><rss'
    )
    assert only(body).title == "Bakau"


@pytest.mark.parametrize(
    ("body", "status", "expected"),
    [
        (b"<!DOCTYPE html><html><body>Beranda</body></html>", 200, ProblemCode.FEED_IS_HTML),
        (b"<urlset><url><loc>https://lenterateluk.example/a</loc></url></urlset>", 200, ProblemCode.NOT_XML),
        (b'{"version": "https://jsonfeed.org/version/1"}', 200, ProblemCode.NOT_XML),
        (b" \n ", 200, ProblemCode.EMPTY),
        (b"", 404, ProblemCode.FEED_MISSING),
        (b"", 410, ProblemCode.FEED_MISSING),
        (b"", 403, ProblemCode.HTTP_STATUS),
        (b"", 429, ProblemCode.UNAVAILABLE),
        (b"<html><title>Just a moment...</title></html>", 403, ProblemCode.CHALLENGE),
    ],
)
def test_refusals_are_told_apart(body: bytes, status: int, expected: ProblemCode) -> None:
    assert code(body, status) is expected


def test_a_feed_without_entries_is_a_reading() -> None:
    assert reading(rss("")) == Reading()


WHOLE = rss(
    item(f"<content:encoded><![CDATA[{STORY}]]></content:encoded>") + item("<dc:date>x</dc:date>", slug="b")
)


@settings(deadline=None)
@given(
    body=st.one_of(
        st.binary(max_size=300),
        st.integers(0, len(WHOLE)).map(lambda cut: WHOLE[:cut]),
        st.tuples(st.integers(0, len(WHOLE)), st.binary(max_size=12)).map(
            lambda cut: WHOLE[: cut[0]] + cut[1] + WHOLE[cut[0] :]
        ),
        st.tuples(st.integers(0, len(WHOLE)), st.sampled_from(["utf-16", "utf-32", "utf-7", "cp037"])).map(
            lambda mix: WHOLE[: mix[0]] + WHOLE[mix[0] :].decode().encode(mix[1])
        ),
        st.text(max_size=200).map(lambda text: rss(f"<item>{text}</item>")),
        st.text(max_size=200).map(
            lambda text: atom(f"<entry><link href='{text}'/><updated>{text}</updated></entry>")
        ),
    )
)
def test_any_bytes_give_a_reading_or_a_problem(body: bytes) -> None:
    assert isinstance(read(body), Reading | ChannelProblem)


@pytest.mark.parametrize(
    "part",
    [
        b"<![CDATA[",
        b"<!--",
        b"<item>",
        b"<link ",
        b"<pubDate>",
        b"&",
        b"<!DOCTYPE ",
        b" a=",
        b"</item",
        b"<title><a ",
    ],
)
def test_reading_time_grows_with_size_only(part: bytes) -> None:
    body = b"<rss><channel><item>" + part * (400_000 // len(part)) + b"</item></channel></rss>"
    started = time.process_time()
    assert isinstance(read(body), Reading | ChannelProblem)
    assert time.process_time() - started < 10
