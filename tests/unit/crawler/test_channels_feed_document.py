"""What single feed documents say."""

import datetime as dt

import pytest
from unit.crawler.feed_documents import STORY, atom, item, only, reading, rss


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
