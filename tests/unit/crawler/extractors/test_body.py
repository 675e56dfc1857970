from collections.abc import Callable

import pytest

from core.nouns import Candidate, ChannelKind, Found
from crawler.extractors import body as body_module
from crawler.extractors.body import Body, find_body
from crawler.extractors.errors import ExtractionError, Refusal
from crawler.extractors.page import Page, parse

FoundFactory = Callable[..., Found]
TITLE = "Pasar Wage Dibuka Kembali"
SENTENCES = [
    f"Pedagang blok {letter} menempati kios baru yang dibangun dinas perdagangan dengan dana alokasi umum tahun ini."
    for letter in "ABCDEFGH"
]
PAGE = Page(
    "https://radarlembah.example/a",
    parse(
        f"<html><body><article><h1>{TITLE}</h1>{''.join(f'<p>{s}</p>' for s in SENTENCES)}</article></body></html>"
    ),
)


def feed(found: FoundFactory, content: str | None) -> Candidate:
    return found(channel=ChannelKind.FEED, content=content).candidate


def test_the_page_speaks_where_the_channel_carries_nothing(found: FoundFactory) -> None:
    assert find_body(PAGE, feed(found, None), TITLE) == Body("\n".join(SENTENCES), "trafilatura", (TITLE,))


def test_a_feeds_whole_text_is_taken(found: FoundFactory) -> None:
    content = "".join(f"<p>{s}</p>" for s in SENTENCES) + "<p>Baca juga: Harga Cabai</p>"
    assert find_body(PAGE, feed(found, content), TITLE) == Body("\n".join(SENTENCES), "cms")


@pytest.mark.parametrize(
    "teaser",
    [
        f"<p>{SENTENCES[0]}</p>",
        f"<p>{' '.join(SENTENCES[:7])} […]</p>",
        f"<p>{' '.join(SENTENCES)} Baca selengkapnya</p>",
        "<p></p>",
    ],
)
def test_a_feeds_teaser_does_not_win_over_the_page(found: FoundFactory, teaser: str) -> None:
    assert find_body(PAGE, feed(found, teaser), TITLE).step == "trafilatura"


def test_a_feeds_text_serves_where_the_page_gives_none(found: FoundFactory) -> None:
    empty = Page(PAGE.url, parse("<html><body></body></html>"))
    assert find_body(empty, feed(found, f"<p>{SENTENCES[0]}</p>"), TITLE) == Body(SENTENCES[0], "cms")


def test_the_cms_is_believed_however_short_it_is(found: FoundFactory) -> None:
    candidate = found(channel=ChannelKind.WORDPRESS, title=TITLE, content="<p>Suasana pasar.</p>").candidate
    assert find_body(PAGE, candidate, TITLE) == Body("Suasana pasar.", "cms")


def test_a_video_alone_has_an_empty_text_not_the_pages_furniture(found: FoundFactory) -> None:
    content = '<figure><iframe src="https://video.example/1"></iframe></figure>'
    candidate = found(channel=ChannelKind.WORDPRESS, title=TITLE, content=content).candidate
    assert find_body(PAGE, candidate, TITLE) == Body("", "cms")


def test_an_empty_cms_content_gives_way_to_the_page(found: FoundFactory) -> None:
    candidate = found(
        channel=ChannelKind.WORDPRESS, title=TITLE, content="[elementor-template id='7']"
    ).candidate
    assert find_body(PAGE, candidate, TITLE).step == "trafilatura"


def test_steps_are_asked_in_order_until_one_speaks(found: FoundFactory) -> None:
    def silent(_page: Page, _candidate: Candidate, _title: str) -> Body | None:
        return None

    def template(_page: Page, _candidate: Candidate, title: str) -> Body | None:
        return Body(title, "template")

    assert find_body(PAGE, feed(found, None), TITLE, (silent, template)) == Body(TITLE, "template")
    with pytest.raises(ExtractionError) as caught:
        find_body(PAGE, feed(found, None), TITLE, (silent,))
    assert caught.value.code is Refusal.NO_TEXT


def test_a_failure_inside_trafilatura_is_no_text(
    found: FoundFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_options: object) -> None:
        raise RecursionError

    monkeypatch.setattr(body_module, "bare_extraction", fail)
    with pytest.raises(ExtractionError) as caught:
        find_body(PAGE, feed(found, None), TITLE)
    assert caught.value.code is Refusal.NO_TEXT
