"""Whatever bytes a site sends, extraction ends soon, in an article or in an `ExtractionError`."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.nouns import Article, Candidate, ChannelKind, Found, Snapshot
from core.urls import article_id
from crawler.extractors import ExtractionError, extract

WIB = ZoneInfo("Asia/Jakarta")
MAX_SECONDS = 8.0  # four times the promise: the test's machine may be busy
P = b"<p>Bupati meninjau Pasar Wage pada Selasa dan mengajak warga menjaga kebersihan lingkungan sekitar.</p>"
HEAD = b"<html><head><title>Pasar Wage Dibuka</title></head><body><h1>Pasar Wage Dibuka</h1>"
FoundFactory = Callable[..., Found]

PAGES = {
    "nul bytes": b"\x00" * 100_000,
    "noise": bytes(range(256)) * 10_000,
    "a hundred thousand deep": HEAD + b"<div>" * 100_000 + P,
    "a million deep": HEAD + b"<b>" * 1_000_000 + P,
    "deep and wide": HEAD + (b"<div>" * 200 + P + b"</div>" * 200) * 13,
    "ten megabytes of script": HEAD + b"<script>" + b'var a="<p>x</p>";\n' * 600_000 + b"</script>" + P * 10,
    "scripts never closed": HEAD + P * 10 + b"<script>" * 500_000,
    "no body": b"<html><head><title>Judul saja tanpa isi</title></head></html>",
    "many paragraphs": HEAD + P * 4_000,
    "many tiny paragraphs": HEAD + b"<div><p>x</p></div>" * 7_000,
    "many tables": HEAD + b"<table><tr><td>sel</td></tr></table>" * 4_500,
    "many links": HEAD + b'<a href="/x">tautan berita lain</a> ' * 14_000,
    "many dates": HEAD + b"<p>Selasa, 22 Oktober 2024 14:30 WIB</p>" * 10_000,
    "many headings": HEAD + b"<h1>Judul besar nomor satu</h1>" * 14_000 + P * 10,
    "many attributes": HEAD + b"<p " + b" ".join(b"a%d=1" % n for n in range(300_000)) + b">x",
    "one endless line": HEAD + b"<p>" + b"kata panjang " * 700_000 + b"</p>",
    "one endless word": HEAD + b"<p>" + b"a" * 350_000 + b"</p>",
    "endless spaces": HEAD + b"<p>a" + b" " * 350_000 + b"b</p>",
    "endless dashes": HEAD + b"<p>" + b"- " * 150_000 + b"</p>" + P * 10,
    "endless pointers": HEAD + b"<p>" + b"(baca: " * 50_000 + b"</p>",
    "endless digits": HEAD + b"<p>" + b"12/" * 100_000 + b"</p>",
    "an endless title": b"<title>" + b"a | " * 90_000 + b"</title>" + P * 10,
    "nested data": HEAD + b'<script type="application/ld+json">' + b"[" * 200_000 + b"</script>" + P * 10,
    "spaced data": HEAD + b'<script type="application/ld+json">' + b",     " * 50_000 + b"</script>" + P * 10,
    "open brackets": HEAD + b"<" * 1_000_000,
    "mixed charsets": HEAD + P * 5 + P.decode().encode("utf-16") * 5 + b"\xff\xfe\xc3\x28" * 1_000,
    "frames of comments": HEAD + b"<!--" * 500_000 + P,
}


@pytest.mark.parametrize("channel", list(ChannelKind))
@pytest.mark.parametrize("body", list(PAGES.values()), ids=list(PAGES))
def test_traps_end_soon(found: FoundFactory, body: bytes, channel: ChannelKind) -> None:
    content = body.decode("utf-8", "replace") if channel is ChannelKind.WORDPRESS else None
    announced = found(channel=channel, title="Pasar Wage" if content else None, content=content)
    started = time.process_time()
    try:
        article = extract(announced, body, "text/html", WIB)
    except ExtractionError:
        pass
    else:
        assert article.title
    assert time.process_time() - started < MAX_SECONDS


URL = "https://radarlembah.example/2024/pasar"
NOW = datetime(2024, 10, 23, tzinfo=UTC)
CANDIDATE = Candidate(article_id(URL), "rl", URL, ChannelKind.FEED)
PAGE = Found(CANDIDATE, Snapshot(UUID(int=1), CANDIDATE.id, URL, NOW, 200, "0" * 64, "a.warc.gz", 0, 1), NOW)
PIECES = st.sampled_from([
    HEAD, P, b"<p>", b"</p>", b"<div>", b"</div>", b"<br>", b"<table><tr><td>", b"<!--", b"-->", b"<script>", b"</script>",
    b'<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-10-22T', b'10:00:00+07:00"}</script>',
    b'<meta property="og:title" content="Judul', b'">', b"<h1>", b"</h1>", b"<time datetime='2024-13-45'>", b"<body class='single",
    b"Baca juga: ", b"<a href='/x'>x</a>", b"Penulis: ", b"Selasa, 22 Oktober 2024 ", b"14:30 WIB", b"\x00", b"\xff\xfe", b"\xe2\x80",
    b"&#0;", b"&#x110000;", b"&amp", b"<svg><style>", b"<figure class='gallery'>", b"<html lang='id'>", b"<title>", b"</title>",
])  # fmt: skip


def announced(channel: ChannelKind, title: str | None, content: str | None) -> Found:
    return replace(PAGE, candidate=replace(PAGE.candidate, channel=channel, title=title, content=content))


def attempt(found: Found, body: bytes, content_type: str | None) -> Article | None:
    try:
        return extract(found, body, content_type, WIB)
    except ExtractionError:
        return None


@settings(deadline=None, max_examples=120)
@given(
    st.lists(PIECES, max_size=40),
    st.sampled_from(list(ChannelKind)),
    st.one_of(st.none(), st.text(max_size=40)),
)
def test_nothing_but_an_extraction_error_escapes(
    pieces: list[bytes], channel: ChannelKind, text: str | None
) -> None:
    body = b"".join(pieces)
    content = body.decode("utf-8", "replace") if text is not None else None
    article = attempt(announced(channel, text, content), body, "text/html")
    assert article is None or (article.title and "\x00" not in article.text)


@settings(deadline=None, max_examples=80)
@given(st.binary(max_size=3_000), st.one_of(st.none(), st.text(max_size=30)))
def test_any_bytes_are_survived(body: bytes, content_type: str | None) -> None:
    attempt(PAGE, body, content_type)
    attempt(PAGE, HEAD + body + P * 3, content_type)


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_a_page_cut_anywhere_is_survived(data: st.DataObject) -> None:
    whole = HEAD + P * 5 + b'<time datetime="2024-10-22">x</time></body></html>'
    attempt(PAGE, whole[: data.draw(st.integers(0, len(whole)))], "text/html")
