from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPMessage
from urllib.parse import urlsplit

import pytest

from demo import Newsroom


def _get(url: str, **headers: str) -> tuple[int, HTTPMessage, bytes]:
    """Status, headers and body of one address; `If_None_Match="x"` sends that header."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=10)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        connection.request("GET", url.removeprefix(f"http://{parts.netloc}"), headers=sent)
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


@pytest.fixture(scope="session")
def get() -> Callable[..., tuple[int, HTTPMessage, bytes]]:
    return _get


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    with Newsroom() as running:
        yield running


@pytest.fixture(scope="module")
def home(newsroom: Newsroom) -> Callable[[str], str]:
    """An outlet's address without a closing slash, by its id."""
    bases = {outlet.id: outlet.url.rstrip("/") for outlet in newsroom.outlets}
    return bases.__getitem__
