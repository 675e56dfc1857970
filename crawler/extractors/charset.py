"""From the bytes of a page to its characters."""

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Python also decodes from "idna", "unicode_escape" and the like, some of them in quadratic time: a page
# may name only what browsers read.
_WEB_CHARSET = re.compile(
    r"^(utf-?8|utf-?16(-?[lb]e)?|(us-)?ascii|iso-?8859-?\d{1,2}|latin-?1|windows-?125\d|cp125\d|koi8-[ru]|macintosh|"
    r"gb2312|gbk|gb18030|big5(-hkscs)?|shift[-_]jis|euc-(jp|kr)|tis-620)$",
    re.IGNORECASE,
)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_META = re.compile(rb"<meta\b[^>]{0,200}?\bcharset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_META_WINDOW = 4096  # browsers look for the declaration in the first kilobyte; careless themes put it later
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def decode(body: bytes, content_type: str | None) -> str:
    """The page's characters. Never fails: what cannot be read becomes U+FFFD.

    A byte order mark wins. Bytes that are valid UTF-8 are UTF-8 whatever they are declared as, since
    other charsets hardly ever pass that test; else the HTTP header, then the page's own declaration,
    then Windows-1252.
    """
    for mark, charset in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(charset, errors="replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _declared(body, content_type)
    if declared in {None, "utf-8"} and (text := _damaged_utf8(body)) is not None:
        return text
    return body.decode(declared or "windows-1252", errors="replace")


def _declared(body: bytes, content_type: str | None) -> str | None:
    """The charset by header or meta tag, in Python's spelling; None when absent or unknown."""
    header = _HEADER.search(content_type or "")
    meta = _META.search(body[:_META_WINDOW])
    for name in (header and header[1], meta and meta[1].decode("ascii", errors="ignore")):
        if name and _WEB_CHARSET.match(name):
            return _python_name(name)
    return None


def _python_name(name: str) -> str | None:
    try:
        charset = codecs.lookup(name).name
    except LookupError:
        return None
    # On the web, Latin-1 and ASCII mean the Windows code page with its quotes and dashes.
    return "windows-1252" if charset in {"iso8859-1", "ascii"} else charset


def _damaged_utf8(body: bytes) -> str | None:
    """The text when the page is UTF-8 with a few broken bytes, as where it was cut, else None."""
    text = body.decode("utf-8", errors="replace")
    stray = text.count("\ufffd")
    sound = len(_BEYOND_ASCII.findall(text)) - stray
    return text if sound > stray else None
