import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extractors.charset import decode

TEXT = "Jum’at: “Rp5 juta” — café"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (TEXT.encode(), None),
        (TEXT.encode(), "text/html; charset=iso-8859-1"),
        (codecs.BOM_UTF8 + TEXT.encode(), "text/html"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), None),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "text/html; charset=utf-8"),
        (TEXT.encode("cp1252"), 'text/html; charset="Windows-1252"'),
        (TEXT.encode("cp1252"), "text/html; charset=ISO-8859-1"),
        (TEXT.encode("cp1252"), "text/html"),
        (TEXT.encode("cp1252"), "text/html; charset=tidak-ada"),
    ],
)
def test_the_text_is_read_whatever_the_page_is_declared_as(body: bytes, content_type: str | None) -> None:
    assert decode(body, content_type) == TEXT


def test_the_header_outranks_the_meta_tag() -> None:
    body = '<meta charset="windows-1251"><p>Москва</p>'.encode("koi8-r")
    assert "Москва" in decode(body, "text/html; charset=koi8-r")


def test_the_meta_tag_counts_where_the_header_is_silent() -> None:
    body = '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r"><p>Москва</p>'.encode(
        "koi8-r"
    )
    assert "Москва" in decode(body, "text/html")


def test_a_utf8_page_cut_inside_a_character_stays_utf8() -> None:
    assert decode("“Rapat” sudah selesai”".encode()[:-1], None).startswith("“Rapat” sudah selesai")


def test_a_codec_that_is_no_charset_of_the_web_is_ignored() -> None:
    assert decode(b"caf\xe9 \\u0041", "text/html; charset=unicode_escape") == "café \\u0041"


@given(st.binary(max_size=2000), st.one_of(st.none(), st.text(max_size=60)))
def test_decoding_never_fails(body: bytes, content_type: str | None) -> None:
    assert isinstance(decode(body, content_type), str)
