"""The WARC format itself: a response as gzip members, and back; where a torn file ends well."""

import datetime as dt
import gzip
import re
import zlib
from io import BytesIO
from typing import BinaryIO
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParserException
from warcio.warcwriter import WARCWriter

Headers = list[tuple[str, str]]

_VERSION = "WARC/1.1"
_GZIP_LEVEL = 6
_GZIP_WINDOW = zlib.MAX_WBITS | 16
_GZIP_MAGIC = b"\x1f\x8b"
# Small steps: what is damaged loses little, and a file of small members is not copied often.
_STEP_BYTES = 16 * 1024
_PLAIN_BYTES = 1024 * 1024
_LINE_BREAKS = re.compile(r"[\r\n]+\s*")
# The spelling pywb uses for a header that describes bytes the archive does not hold.
_ORIGINAL = "X-Archive-Orig-"


class UnreadableRecordError(Exception):
    """These bytes are not one complete WARC response."""


def warcinfo_member(filename: str, at: dt.datetime) -> bytes:
    """The record every file begins with, as one gzip member."""
    writer, out = _writer()
    record = writer.create_warcinfo_record(filename, {"software": "Tayang", "format": "WARC File Format 1.1"})
    record.rec_headers.replace_header("WARC-Date", _iso(at))
    writer.write_record(record)
    return _member(out)


def response_members(
    url: str,
    *,
    at: dt.datetime,
    status: int,
    reason: str,
    headers: Headers,
    body: bytes,
    request_headers: Headers | None,
) -> tuple[bytes, bytes]:
    """The response as one gzip member, and its request as another, empty where that is not known."""
    writer, out = _writer()
    target = {"WARC-Target-URI": _one_line(url), "WARC-Date": _iso(at)}
    status_line = StatusAndHeaders(
        f"{status} {_one_line(reason)}".strip(), _kept(headers), protocol="HTTP/1.1"
    )
    response = _record(writer, "response", target, status_line, body)
    writer.write_record(response)
    member = _member(out)
    if request_headers is None:
        return member, b""
    writer, out = _writer()
    target["WARC-Concurrent-To"] = response.rec_headers.get_header("WARC-Record-ID")
    request_line = StatusAndHeaders(
        f"GET {_path_of(url)} HTTP/1.1", _kept(request_headers), is_http_request=True
    )
    writer.write_record(_record(writer, "request", target, request_line, b""))
    return member, _member(out)


def read_response(member: bytes) -> tuple[str, int, Headers, bytes]:
    """Address, status, headers and wire bytes of a response record.

    Raises:
        UnreadableRecordError: the bytes are something else.
    """
    try:
        record = next(iter(ArchiveIterator(BytesIO(member))), None)
        if record is None or record.rec_type != "response" or record.http_headers is None:
            raise UnreadableRecordError("not a response record")
        status = int(record.http_headers.get_statuscode())
        url = record.rec_headers.get_header("WARC-Target-URI")
        return url, status, list(record.http_headers.headers), record.raw_stream.read()
    except (ArchiveLoadFailed, StatusAndHeadersParserException, ValueError, EOFError) as error:
        raise UnreadableRecordError(str(error)) from error


def decode_body(body: bytes, headers: Headers, limit: int) -> bytes:
    """The body with its content codings (gzip, deflate) undone, cut at `limit` bytes.

    What is not compressed although the headers say so, and codings nobody knows, are left alone; of
    damaged data the sound beginning is kept. Browsers do the same.
    """
    named = ",".join(value for name, value in headers if name.lower() == "content-encoding")
    for coding in reversed([part.strip().lower() for part in named.split(",")]):
        if coding in {"gzip", "x-gzip"} and body.startswith(_GZIP_MAGIC):
            body = _gunzip(body, limit)
        elif coding == "deflate":
            body = _inflate(body, limit)
    return body[:limit]


def sound_length(file: BinaryIO) -> int:
    """How many bytes at the start of the file are complete gzip members."""
    sound = position = 0
    rest = b""
    decompressor = zlib.decompressobj(_GZIP_WINDOW)
    while data := rest or file.read(_STEP_BYTES):
        try:
            decompressor.decompress(data, _PLAIN_BYTES)
        except zlib.error:
            break
        rest = decompressor.unused_data or decompressor.unconsumed_tail
        position += len(data) - len(rest)
        if decompressor.eof:
            sound = position
            decompressor = zlib.decompressobj(_GZIP_WINDOW)
    return sound


def _writer() -> tuple[WARCWriter, BytesIO]:
    out = BytesIO()
    return WARCWriter(out, gzip=False, warc_version=_VERSION), out


def _member(out: BytesIO) -> bytes:
    return gzip.compress(out.getvalue(), _GZIP_LEVEL, mtime=0)


def _record(
    writer: WARCWriter, kind: str, target: dict[str, str], http: StatusAndHeaders, body: bytes
) -> ArcWarcRecord:
    return writer.create_warc_record(
        target["WARC-Target-URI"],
        kind,
        payload=BytesIO(body),
        length=len(body),
        warc_headers_dict=target,
        http_headers=http,
    )


def _kept(headers: Headers) -> Headers:
    # The HTTP client has undone the transfer coding; under its own name the header would make every
    # reader undo it again.
    return [
        (_ORIGINAL + name if name.lower() == "transfer-encoding" else _one_line(name), _one_line(value))
        for name, value in headers
    ]


def _one_line(text: str) -> str:
    return _LINE_BREAKS.sub(" ", text)


def _path_of(url: str) -> str:
    parts = urlsplit(_one_line(url))
    path = parts.path or "/"
    return f"{path}?{parts.query}" if parts.query else path


def _iso(moment: dt.datetime) -> str:
    if moment.utcoffset() is None:
        raise ValueError(f"a datetime without zone cannot be archived: {moment!r}")
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _gunzip(body: bytes, limit: int) -> bytes:
    plain = bytearray()
    rest = memoryview(body)
    # Some servers send several members, some garbage after the last one.
    while rest[: len(_GZIP_MAGIC)] == _GZIP_MAGIC and len(plain) < limit:
        part, used = _expand(rest, limit - len(plain), window=_GZIP_WINDOW)
        plain += part
        rest = rest[used or len(rest) :]
    return bytes(plain)


def _inflate(body: bytes, limit: int) -> bytes:
    # The standard means zlib's wrapping, some servers send the bare stream.
    for window in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        part, used = _expand(memoryview(body), limit, window=window)
        if used:
            return part
    return body


def _expand(body: memoryview, limit: int, *, window: int) -> tuple[bytes, int]:
    """One compressed stream's content up to `limit` or to where it is damaged, and the bytes it took:
    0 when it is no such stream.
    """
    plain = bytearray()
    decompressor = zlib.decompressobj(window)
    for start in range(0, len(body), _STEP_BYTES):
        step = body[start : start + _STEP_BYTES]
        try:
            plain += decompressor.decompress(step, limit - len(plain))
        except zlib.error:
            break
        if decompressor.eof:
            return bytes(plain), start + len(step) - len(decompressor.unused_data)
        if len(plain) >= limit:
            break
    return bytes(plain), len(body) if plain else 0
