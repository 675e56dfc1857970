import pytest

from crawler.extractors.errors import ExtractionError, Refusal
from crawler.extractors.page import MAX_ATTRIBUTES, MAX_BYTES, MAX_TAGS, MAX_TEXT_CHARS, parse, read_page

URL = "https://kabarlembahwening.example/a"


@pytest.mark.parametrize(
    "content_type", [None, "", "text/html", "TEXT/HTML; charset=utf-8", "application/xhtml+xml"]
)
def test_html_is_read_under_every_name_it_travels_by(content_type: str | None) -> None:
    page = read_page(URL, b"<p>Halo</p>", content_type)
    assert page.url == URL
    assert page.tree.text_content() == "Halo"


@pytest.mark.parametrize(
    "content_type", ["image/jpeg", "application/pdf", "application/json", "application/rss+xml"]
)
def test_other_media_types_are_not_html(content_type: str) -> None:
    with pytest.raises(ExtractionError) as caught:
        read_page(URL, b"<p>Halo</p>", content_type)
    assert caught.value.code is Refusal.NOT_HTML


@pytest.mark.parametrize(
    "body", [b"", b"   ", b"\x00" * 500, b"%PDF-1.7 ...", b"<?xml version='1.0'?><rss/>"]
)
def test_bodies_without_markup_are_not_html(body: bytes) -> None:
    with pytest.raises(ExtractionError) as caught:
        read_page(URL, body, "text/html")
    assert caught.value.code is Refusal.NOT_HTML


@pytest.mark.parametrize(
    "body",
    [
        b"a" * (MAX_BYTES + 1),
        b"<p>" * (MAX_TAGS + 1),
        b"<p " + b" ".join(b"a%d=1" % n for n in range(MAX_ATTRIBUTES + 5_000)) + b">x",
        b"<p " + b" ".join(b"a%d='>'" % n for n in range(MAX_ATTRIBUTES + 5_000)) + b">x",
        b"<p>" + b"kata " * MAX_TEXT_CHARS,
        (b"<div>" * 240 + b"x" + b"</div>" * 240) * 50,
    ],
    ids=["bytes", "tags", "attributes", "quoted attributes", "text", "nesting"],
)
def test_traps_are_too_large(body: bytes) -> None:
    with pytest.raises(ExtractionError) as caught:
        read_page(URL, body, "text/html")
    assert caught.value.code is Refusal.TOO_LARGE


def test_ten_megabytes_of_script_do_not_hide_the_text() -> None:
    script = b'<script>var a = "<p>x</p>";' + b"a+=1;\n" * 1_700_000 + b"</script>"
    data = b'<script type="application/ld+json">{"a": 1}</script>'
    tree = read_page(URL, script + data + b"<p>Halo</p>", None).tree
    assert [script.text for script in tree.iter("script")] == ['{"a": 1}']
    assert tree.find(".//p").text == "Halo"


def test_an_inline_image_does_not_count_as_markup() -> None:
    image = b'<img src="data:image/png;base64,' + b"A" * 5_000_000 + b'">'
    assert read_page(URL, image + b"<p>Halo</p>", None).tree.find(".//p").text == "Halo"


def test_control_characters_are_gone() -> None:
    assert parse("<p>a\x00b\x0bc</p>").text_content() == "abc"


def test_a_tree_is_at_most_256_deep() -> None:
    assert len(list(parse("<div>" * 300 + "x").iter())) <= 256
