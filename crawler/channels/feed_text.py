"""From a feed's bytes to XML that any parser reads the same way, and that cannot hurt one."""

import re
from html.entities import html5

from crawler.channels.base import ChannelProblem, ListingResponse, ProblemCode
from crawler.channels.refusals import looks_like_html

_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.-]{1,40})["']""", re.IGNORECASE)
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.-]{1,40})""", re.IGNORECASE)
# Only plain character sets: Python knows codecs that unpack, escape or run for long.
_PLAIN_CHARSET = re.compile(
    r"utf[-_]?(8|16|32)([-_]?[bl]e)?|us-ascii|ascii|iso[-_]?8859[-_]?\d{1,2}|latin[-_]?1|(windows-|cp)125\d",
    re.IGNORECASE,
)
_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?(?:rss|feed|RDF)[\s>/]", re.IGNORECASE)
_ROOT_END = re.compile(r"</(?:[\w.-]{1,40}:)?(?:rss|feed|RDF)\s*>", re.IGNORECASE)
_ENTRY_END = re.compile(r"</(?:[\w.-]{1,40}:)?(?:item|entry)\s*>", re.IGNORECASE)
_HEAD_CHARS = 65_536  # behind the warnings and scripts that some sites print first
_ENTITIES = re.compile(r"<!ENTITY|<!DOCTYPE[^>\[]{0,1000}\[", re.IGNORECASE)
_NOT_XML_CHARS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_AMPERSAND = re.compile(
    r"&(?:(?P<good>(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos);)|(?P<name>[A-Za-z][A-Za-z0-9]{1,30});)?"
)


def feed_text(response: ListingResponse) -> str | ChannelProblem:
    """The feed as XML text: from its root element to its last whole entry, without entities of its own."""
    text = _decoded(response)
    # Before anything is cut away: a document that defines entities is refused, wherever it does so.
    if _ENTITIES.search(text):
        return ChannelProblem(
            ProblemCode.UNSAFE_XML, "umpan memuat definisi entitas XML; tidak dibaca demi keamanan"
        )
    root = _ROOT.search(text, 0, _HEAD_CHARS)
    if root is None:
        if looks_like_html(response.body):
            return ChannelProblem(ProblemCode.FEED_IS_HTML, "alamat umpan dijawab dengan halaman web biasa")
        return ChannelProblem(ProblemCode.NOT_XML, "jawaban bukan umpan RSS atau Atom")
    whole = _whole_entries(text[root.start() :])
    if whole is None:
        return ChannelProblem(ProblemCode.NOT_XML, "umpan terpotong sebelum artikel pertamanya selesai")
    return _AMPERSAND.sub(_escaped, _NOT_XML_CHARS.sub("", whole))


def _decoded(response: ListingResponse) -> str:
    """The text by its byte order mark, its own declaration or the header, else by what fits."""
    body = response.body
    for mark, charset in _BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return body.decode(charset, errors="replace")
    named = [match[1].decode("ascii") for match in [_DECLARED.search(body[:2_000])] if match]
    named += [match[1] for match in [_CHARSET.search(response.header("Content-Type") or "")] if match]
    for charset in [*named, "utf-8"]:
        if _PLAIN_CHARSET.fullmatch(charset):
            try:
                return body.decode(charset)
            except (LookupError, UnicodeError):
                continue
    # Every byte is a character of it, so damaged documents keep their ASCII.
    return body.decode("windows-1252", errors="replace")


def _whole_entries(text: str) -> str | None:
    """A document that was cut off, without the entry it was cut off in: its address may lack its end."""
    end = 0
    for match in _ENTRY_END.finditer(text):
        end = match.end()
    if _ROOT_END.search(text, end):
        return text
    return text[:end] if end else None


def _escaped(match: re.Match[str]) -> str:
    """An ampersand as XML wants it; names that only HTML knows become numbers."""
    if match["good"]:
        return match[0]
    characters = html5.get(f"{match['name']};") if match["name"] else None
    if characters:
        return "".join(f"&#{ord(character)};" for character in characters)
    return "&amp;" + match[0][1:]
