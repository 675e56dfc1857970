"""Responses that are no listing of any kind: refused, not now, empty, a test whether we are human."""

import re
from http import HTTPStatus

from crawler.channels.base import ChannelProblem, ListingResponse, ProblemCode

_HEAD_BYTES = 20_000  # the marks below stand near the top of the pages that carry them
_NOT_NOW = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}
_SERVER_ERRORS = range(500, 600)

# What pages say that want a browser to prove itself: Cloudflare, DDoS-Guard, Sucuri, Imunify360,
# Incapsula, DataDome, LiteSpeed, and the cookie test of free shared hosting.
_CHALLENGE = re.compile(
    rb"_cf_chl_opt|/cdn-cgi/challenge-platform/|cf-browser-verification|ddos-guard/js-challenge|"
    rb"sucuri_cloudproxy_js|imunify360|wsidchk|_incapsula_resource|captcha-delivery\.com|"
    rb"\.lsrecap/|slowaes\.decrypt|<title>just a moment\.\.\.</title>|<title>one moment, please",
    re.IGNORECASE,
)
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)


def looks_like_html(body: bytes) -> bool:
    """Whether a document says near its top that it is a web page."""
    return _HTML.search(body[:_HEAD_BYTES]) is not None


def is_challenge(response: ListingResponse) -> bool:
    """Whether a security service answered in the site's place."""
    if (response.header("cf-mitigated") or "").lower() == "challenge":
        return True
    return looks_like_html(response.body) and _CHALLENGE.search(response.body[:_HEAD_BYTES]) is not None


def refusal(response: ListingResponse) -> ChannelProblem | None:
    """The problem that any channel may meet, None where the response deserves to be read.

    A challenge is told before the status, because it comes with 200, 403 and 503 alike.
    """
    if is_challenge(response):
        return ChannelProblem(
            ProblemCode.CHALLENGE,
            "situs meminta pembuktian bahwa pengunjung adalah manusia (halaman tantangan keamanan); "
            "minta pengelola situs mengizinkan perayap ini",
        )
    if response.status in _NOT_NOW or response.status in _SERVER_ERRORS:
        return ChannelProblem(
            ProblemCode.UNAVAILABLE,
            f"situs sedang tidak bisa melayani (HTTP {response.status}); dicoba lagi nanti",
        )
    if response.status == HTTPStatus.OK and not response.body.strip():
        return ChannelProblem(ProblemCode.EMPTY, "situs menjawab dengan halaman kosong")
    return None
