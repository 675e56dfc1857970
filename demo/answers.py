"""What a site answers a request with."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Answer:
    """A response before it goes over the wire: no length, no compression."""

    status: int
    content_type: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


def html(text: str, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    """A page."""
    return Answer(status, "text/html; charset=UTF-8", text.encode(), headers or {})


def plain(text: str, status: int = 200) -> Answer:
    """Plain text."""
    return Answer(status, "text/plain; charset=UTF-8", text.encode())


def json_document(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    """A JSON document, non-ASCII escaped as PHP does."""
    return Answer(status, "application/json; charset=UTF-8", json.dumps(value).encode(), headers or {})


def feed(text: str) -> Answer:
    """An RSS feed."""
    return Answer(200, "application/rss+xml; charset=UTF-8", text.encode())


def moved(url: str) -> Answer:
    """The permanent address of what was asked for."""
    return Answer(301, "text/html; charset=UTF-8", b"", {"Location": url})
