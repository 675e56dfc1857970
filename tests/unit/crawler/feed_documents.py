"""Small feeds, and what they are read as."""

from zoneinfo import ZoneInfo

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
