"""What single feed documents are taken for."""

import datetime as dt
import time
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.nouns import Candidate, Outlet
from crawler.channels.base import ChannelProblem, ListingResponse, ProblemCode, Reading
from crawler.channels.feed_document import read_feed

OUTLET = Outlet("lentera-teluk", "Lentera Teluk", "https://lenterateluk.example")
URL = "https://lenterateluk.example/feed/"
WITA = ZoneInfo("Asia/Makassar")
STORY = "<p>" + "Warga Teluk Lentera menanam bakau bersama bupati. " * 20 + "</p>"
NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" xmlns:atom="http://www.w3.org/2005/Atom"'
)


def item(inside: str = "", slug: str = "bakau", date: str = "Sun, 22 Nov 2026 08:15:00 WITA") -> str:
    return (
        f"<item><title>Bakau</title><link>https://lenterateluk.example/{slug}</link>"
        f"<pubDate>{date}</pubDate>{inside}</item>"
    )


def rss(items: str, head: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" {NAMESPACES}>'
        f"<channel><title>Lentera</title>{head}{items}</channel></rss>"
    ).encode()


def atom(entries: str) -> bytes:
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Lentera</title>{entries}</feed>'.encode()


def read(body: bytes, status: int = 200, **headers: str) -> Reading | ChannelProblem:
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    return read_feed(ListingResponse(URL, status, body, named), OUTLET, WITA)


def reading(body: bytes) -> Reading:
    found = read(body)
    assert isinstance(found, Reading)
    return found


def only(body: bytes) -> Candidate:
    (candidate,) = reading(body).candidates
    return candidate


def code(body: bytes, status: int = 200) -> ProblemCode:
    problem = read(body, status)
    assert isinstance(problem, ChannelProblem)
    assert problem.message
    return problem.code


def test_an_rss_item_becomes_a_candidate() -> None:
    guid = '<guid isPermaLink="false">https://lenterateluk.example/?p=731</guid>'
    full = f"<description>Ringkas.</description><content:encoded><![CDATA[{STORY}]]></content:encoded>"
    body = rss(item(guid + full), head="<generator>https://wordpress.org/?v=6.1</generator>")
    candidate = only(body)
    assert candidate.url == "https://lenterateluk.example/bakau"
    assert candidate.published == dt.datetime(2026, 11, 22, 0, 15, tzinfo=dt.UTC)
    assert candidate.modified is None
    assert candidate.content == STORY
    assert candidate.cms_id == "731"
    assert reading(body).generator == "https://wordpress.org/?v=6.1"


def test_an_atom_entry_becomes_a_candidate() -> None:
    body = atom(
        "<entry><id>tag:blogger.com,1999:blog-7.post-42</id><title type='html'>Bakau &amp;amp; Pesisir</title>"
        "<link rel='replies' href='https://lenterateluk.example/komentar'/>"
        "<link rel='self' href='https://lenterateluk.example/feeds/42'/>"
        "<link rel='alternate' href='/2026/11/bakau.html'/>"
        "<published>2026-11-22T08:15:00+08:00</published><updated>2026-11-22T09:00:00+08:00</updated>"
        f"<content type='html'><![CDATA[{STORY}]]></content></entry>"
    )
    candidate = only(body)
    assert candidate.url == "https://lenterateluk.example/2026/11/bakau.html"
    assert candidate.title == "Bakau & Pesisir"
    assert candidate.modified == dt.datetime(2026, 11, 22, 1, 0, tzinfo=dt.UTC)
    assert candidate.content == STORY
    assert candidate.cms_id == "42"


def test_an_rdf_item_becomes_a_candidate() -> None:
    body = (
        b'<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        b'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>L</title></channel>'
        b'<item rdf:about="x"><title>Bakau</title><link>https://lenterateluk.example/bakau</link>'
        b"<dc:date>2026-11-22T08:15:00+08:00</dc:date></item></rdf:RDF>"
    )
    assert only(body).published == dt.datetime(2026, 11, 22, 0, 15, tzinfo=dt.UTC)


def test_a_date_without_a_zone_is_in_the_outlets() -> None:
    assert only(rss(item(date="2026-11-22 08:15:00"))).published == dt.datetime(
        2026, 11, 22, 0, 15, tzinfo=dt.UTC
    )


def test_an_unreadable_date_is_unknown_and_not_the_servers_clock() -> None:
    assert only(rss(item(date="tadi pagi"))).published is None


@pytest.mark.parametrize(
    "inside",
    [
        "<description>Bupati menanam bakau.</description>",
        f"<description><![CDATA[{STORY}]]></description>",
        "<content:encoded><![CDATA[<p>Bupati menanam bakau.</p>]]></content:encoded>",
        f"<content:encoded><![CDATA[{STORY[:-4]} [&hellip;]</p>]]></content:encoded>",
        f"<content:encoded><![CDATA[{STORY}<a href='/x'>Baca Selengkapnya</a>]]></content:encoded>",
    ],
)
def test_a_summary_is_not_passed_off_as_the_text(inside: str) -> None:
    assert only(rss(item(inside))).content is None


def test_feedburners_address_is_undone() -> None:
    inside = "<feedburner:origLink>https://lenterateluk.example/asli</feedburner:origLink>"
    assert only(rss(item(inside))).url == "https://lenterateluk.example/asli"


@pytest.mark.parametrize("link", ["/bakau?a=1&b=2", "/bakau?a=1&amp;b=2", "<![CDATA[ /bakau?a=1&b=2 ]]>"])
def test_links_are_resolved_however_they_are_escaped(link: str) -> None:
    body = rss(f"<item><title>x</title><link>{link}</link></item>")
    assert only(body).url == "https://lenterateluk.example/bakau?a=1&b=2"


@pytest.mark.parametrize(
    "title",
    ["Bakau & Pesisir", "Bakau &amp; Pesisir", "Bakau &amp;amp; Pesisir", "<![CDATA[Bakau & Pesisir]]>",
     "<![CDATA[Bakau &amp; <b>Pesisir</b>]]>", "Bakau&nbsp;&amp;&#160;Pesisir"],
)  # fmt: skip
def test_titles_are_words(title: str) -> None:
    assert only(rss(item()).replace(b"<title>Bakau</title>", f"<title>{title}</title>".encode())).title == (
        "Bakau & Pesisir"
    )


def test_entries_that_lead_elsewhere_or_nowhere_are_counted() -> None:
    body = rss(
        item() + item(slug="bakau?utm_source=rss") + "<item><title>x</title></item>"
        "<item><title>x</title><link>https://iklan.example/x</link></item>"
    )
    found = reading(body)
    assert len(found.candidates) == 1
    assert [entry.url for entry in found.foreign] == ["https://iklan.example/x"]
    assert found.linkless == 1


def test_the_moment_a_feed_was_written_is_no_time_of_its_articles() -> None:
    entry = (
        "<entry><id>{0}</id><title>x</title><link href='https://lenterateluk.example/{0}'/>{1}"
        "<updated>2026-11-22T10:11:12Z</updated></entry>"
    )
    dated = [entry.format(n, f"<published>2026-11-2{n}T01:00:00Z</published>") for n in (1, 2)]
    assert [item.modified for item in reading(atom("".join(dated))).candidates] == [None, None]
    undated = [entry.format(n, "") for n in (1, 2)]
    assert [item.published for item in reading(atom("".join(undated))).candidates] == [None, None]


def test_one_day_for_all_entries_is_kept() -> None:
    found = reading(rss(item(slug="a", date="2026-11-22") + item(slug="b", date="2026-11-22")))
    assert {entry.published for entry in found.candidates} == {dt.datetime(2026, 11, 21, 16, tzinfo=dt.UTC)}


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
