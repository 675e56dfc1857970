"""The newsrooms on loopback: one process, one address for each outlet, closed by leaving the `with` block."""

import errno
import gzip
import socket
import sys
import threading
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

from core.nouns import Outlet
from demo.answers import Answer
from demo.edition import Edition
from demo.pieces import NIGHTS, Piece, Shape, Site
from demo.sample import load
from demo.sites import answer

_HOST = "127.0.1.{}"  # Linux answers on all of 127.0.0.0/8; macOS only on 127.0.0.1
_ONLY_HOST = "127.0.0.1"
_BIND_ATTEMPTS = 20  # free on one address does not mean free on all
_IDLE_SECONDS = 60  # kept-alive connections are dropped after it
_POLL_SECONDS = 0.05  # how soon a server notices that it should stop
_WORTH_COMPRESSING = 500  # bytes


@dataclass(frozen=True, slots=True)
class Request:
    """A request a newsroom answered. `path` includes the query."""

    outlet_id: str
    path: str
    status: int


class Newsroom:
    """All outlets of the fictional regency as running sites.

    Addresses stay the same from entering to leaving, whatever the night. The dead outlet has an address where
    connections are refused. With `port` 0 a free port is chosen; a fixed one makes articles' ids the same each time.

    Raises:
        OSError: on entering, when the addresses cannot be had.
    """

    def __init__(self, *, night: int = 1, port: int = 0) -> None:
        self._sample = load()
        self._night = night
        self._port = port
        self._open = ExitStack()
        self._servers: dict[str, _SiteServer] = {}
        self._addresses: dict[str, str] = {}
        self._log: list[Request] = []

    def __enter__(self) -> Self:
        sites = self._sample.sites
        sockets = _sockets(len(sites), self._port)
        for site, listener in zip(sites, sockets, strict=True):
            self._open.callback(listener.close)
            host, port = listener.getsockname()
            self._addresses[site.id] = f"http://{host}:{port}"
            if site.shape is not Shape.DEAD:
                self._start(site, listener)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()
        self._servers.clear()

    @property
    def outlets(self) -> list[Outlet]:
        """The outlets as a registry holds them, with the addresses they are served at."""
        return [
            Outlet(site.id, site.name, f"{self._addresses[site.id]}/", site.kind, site.region)
            for site in self._sample.sites
        ]

    @property
    def night(self) -> int:
        """Which night the sites show, 1 or 2."""
        return self._night

    @property
    def log(self) -> Sequence[Request]:
        """Every request so far, in the order of their answers."""
        return tuple(self._log)

    @property
    def requests(self) -> Counter[str]:
        """How many requests each outlet answered, by outlet id."""
        return Counter(request.outlet_id for request in self.log)

    def tomorrow(self) -> None:
        """Show the second night: new pieces are there, some are changed, some are gone."""
        self._night = max(NIGHTS)
        pieces = self._sample.on(self._night)
        for server in self._servers.values():
            server.edition = Edition.of(server.edition.site, server.edition.base, pieces)

    def _start(self, site: Site, listener: socket.socket) -> None:
        pieces = self._sample.on(self._night)
        server = _SiteServer(listener, self._edition(site, pieces), self._log)
        thread = threading.Thread(
            target=server.serve_forever, args=(_POLL_SECONDS,), name=f"demo {site.id}", daemon=True
        )
        thread.start()
        self._open.callback(thread.join)
        self._open.callback(server.shutdown)
        self._servers[site.id] = server

    def _edition(self, site: Site, pieces: Iterable[Piece]) -> Edition:
        return Edition.of(site, self._addresses[site.id], pieces)


def _sockets(count: int, port: int) -> list[socket.socket]:
    """Bound sockets, one a site: many addresses with one port, or where that cannot be, one address."""
    for _ in range(_BIND_ATTEMPTS):
        try:
            return _bound([_HOST.format(number) for number in range(1, count + 1)], port)
        except OSError as error:
            if error.errno == errno.EADDRNOTAVAIL:
                return [_bind(_ONLY_HOST, port + number if port else 0) for number in range(count)]
            if error.errno != errno.EADDRINUSE or port:
                raise
    raise OSError(errno.EADDRINUSE, "no port is free on all addresses")


def _bound(hosts: Sequence[str], port: int) -> list[socket.socket]:
    with ExitStack() as undo:
        sockets: list[socket.socket] = []
        for host in hosts:
            sockets.append(_bind(host, port))
            undo.callback(sockets[-1].close)
            port = sockets[0].getsockname()[1]
        undo.pop_all()
        return sockets


def _bind(host: str, port: int) -> socket.socket:
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((host, port))
    except OSError:
        found.close()
        raise
    return found


class _SiteServer(ThreadingHTTPServer):
    """One site. `edition` is what it shows now."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, listener: socket.socket, edition: Edition, log: list[Request]) -> None:
        address = listener.getsockname()
        # TCPServer only: HTTPServer asks the name service about the address, which may take seconds offline.
        TCPServer.__init__(self, address, _Handler, bind_and_activate=False)
        self.socket.close()
        self.socket = listener
        self.server_address = address
        self.server_name, self.server_port = address
        self.edition = edition
        self.log = log
        self.server_activate()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report faults of ours; a crawler that hung up is none."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _SiteServer
    protocol_version = "HTTP/1.1"
    server_version = "Tayang-demo"
    sys_version = ""
    timeout = _IDLE_SECONDS

    def do_GET(self) -> None:
        self._respond(with_body=True)

    def do_HEAD(self) -> None:
        self._respond(with_body=False)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class's name)
        """Nothing: `Newsroom.log` has it."""

    def _respond(self, *, with_body: bool) -> None:
        parts = urlsplit(self.path)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        found = answer(self.server.edition, parts.path, query)
        status, body, headers = self._encoded(found)
        self.server.log.append(Request(self.server.edition.site.id, self.path, status))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def _encoded(self, found: Answer) -> tuple[int, bytes, dict[str, str]]:
        """Status, bytes and headers as they go over the wire."""
        body, headers = found.body, {"Content-Type": found.content_type, **found.headers}
        if found.content_type.startswith("application/rss"):
            headers["ETag"] = f'"{sha256(body).hexdigest()[:16]}"'
            if self.headers.get("If-None-Match") == headers["ETag"]:
                return 304, b"", headers
        if len(body) > _WORTH_COMPRESSING and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, mtime=0)
            headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        return found.status, body, headers | {"Content-Length": str(len(body))}
