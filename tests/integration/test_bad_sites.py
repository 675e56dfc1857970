"""One night over sites that misbehave: each becomes an Issue with its cause, and the good one is read."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from integration.office import Office, write_csv

HTML = b"<html><head><title>Beranda</title></head><body><p>Selamat datang di laman kami.</p></body></html>"
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Pelita</title><item><title>Panen raya di Lembah Wening</title>
<link>{home}/panen-raya</link><pubDate>{now}</pubDate><description>Ringkas saja.</description></item></channel></rss>"""
PAGE = """<html><head><title>Panen raya di Lembah Wening</title></head><body><article><h1>Panen raya di Lembah Wening</h1>
<p>Petani di Lembah Wening memulai panen raya padi pada Senin pagi bersama warga tiga dusun di tepi sungai.</p>
<p>Hasil panen tahun ini lebih baik daripada tahun lalu karena saluran air sudah diperbaiki bersama-sama.</p></article></body></html>"""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        status, body, headers = self.server.answer(self.path)  # type: ignore[attr-defined]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


Answer = tuple[int, bytes, dict[str, str]]


class Site(ThreadingHTTPServer):
    """A site whose answers are given by path; `seen` lists what was asked."""

    def __init__(self, pages: dict[str, Answer], default: Answer) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages, self.default, self.seen = pages, default, list[str]()
        self.hanging: set[str] = set()
        self.pause = 0.0
        self.at_once = self.most_at_once = 0
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def answer(self, path: str) -> Answer:
        self.seen.append(path)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        time.sleep(5 if path in self.hanging else self.pause)
        self.at_once -= 1
        return self.pages.get(path, self.default)

    @property
    def home(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


@contextmanager
def mute(first_bytes: bytes) -> Iterator[str]:
    """A port that takes connections, says a few bytes or none, and does nothing more."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        held: list[socket.socket] = []

        def serve() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                if first_bytes:
                    connection.sendall(first_bytes)
                    connection.close()
                else:
                    held.append(connection)

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        for connection in held:
            connection.close()


def closed_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}"


HTML_ANSWER = (200, HTML, {"Content-Type": "text/html"})
MISSING: Answer = (404, b"", {})


@pytest.fixture
def sites() -> Iterator[dict[str, Site]]:
    sites = {
        "baik": Site({}, MISSING),
        "umpan-html": Site({"/robots.txt": MISSING}, HTML_ANSWER),
        "terlarang": Site({"/robots.txt": (200, b"User-agent: Tayang\nDisallow: /", {})}, HTML_ANSWER),
        "robots-sakit": Site({"/robots.txt": (503, b"", {})}, HTML_ANSWER),
        "pindah": Site({"/robots.txt": MISSING}, (302, b"", {"Location": "http://127.0.0.9:9/"})),
        "ke-dalam": Site(
            {"/robots.txt": MISSING}, (302, b"", {"Location": "http://169.254.169.254/latest/meta-data"})
        ),
    }
    good = sites["baik"]
    now = time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime())
    good.pages["/feed/"] = (
        200,
        FEED.format(home=good.home, now=now).encode(),
        {"Content-Type": "application/rss+xml"},
    )
    good.pages["/panen-raya"] = (200, PAGE.encode(), {"Content-Type": "text/html; charset=utf-8"})
    yield sites
    for site in sites.values():
        site.shutdown()
        site.server_close()


def test_each_bad_site_is_told_by_its_cause_and_the_good_one_is_read(
    tmp_path: Path, sites: dict[str, Site]
) -> None:
    office = Office.open(tmp_path / "kantor", year=2026)
    office.edit("tayang.toml", ("timeout_seconds = 30", "timeout_seconds = 2"))
    with mute(b"SSH-2.0-OpenSSH_9.2\r\n") as not_http, mute(b"") as slow:
        homes = {name: site.home for name, site in sites.items()} | {
            "mati": closed_port(),
            "bukan-web": not_http,
            "lambat": slow,
            "tanpa-nama": "http://tidak-ada.invalid",
            "di-dalam": "http://192.168.77.1",
        }
        listed = write_csv(
            tmp_path / "media.csv", ["id", "name", "url"], [[name, name, url] for name, url in homes.items()]
        )
        office.run("outlets", "import", str(listed))
        office.run("nightly")
    causes = dict(office.rows("SELECT outlet_id, code FROM issues"))
    assert causes == {
        "umpan-html": "no_channel",
        "terlarang": "robots",
        "robots-sakit": "robots_unavailable",
        "pindah": "moved_away",
        "ke-dalam": "private_address",
        "mati": "refused",
        "bukan-web": "not_http",
        "lambat": "timeout",
        "tanpa-nama": "dns",
        "di-dalam": "private_address",
    }
    assert office.rows("SELECT outlet_id, title FROM articles") == [("baik", "Panen raya di Lembah Wening")]
    assert sites["terlarang"].seen == ["/robots.txt"]
    assert set(sites["robots-sakit"].seen) == {"/robots.txt"}
    page = (office.folder / "laporan" / "index.html").read_text(encoding="utf-8")
    assert all(name in page for name in causes), "the report names each outlet that could not be watched"


def test_a_site_that_comes_back_closes_its_issue(tmp_path: Path, sites: dict[str, Site]) -> None:
    good = sites["baik"]
    pages, good.pages = good.pages, {"/robots.txt": (503, b"", {})}
    office = Office.open(tmp_path / "kantor", year=2026)
    listed = write_csv(tmp_path / "media.csv", ["id", "name", "url"], [["baik", "Baik", good.home]])
    office.run("outlets", "import", str(listed))
    office.run("nightly")
    assert office.rows("SELECT code, closed_at IS NULL FROM issues") == [("robots_unavailable", 1)]
    good.pages = pages
    office.run("nightly")
    assert office.rows("SELECT code, closed_at IS NULL FROM issues") == [("robots_unavailable", 0)]
    assert len(office.rows("SELECT 1 FROM articles")) == 1


def outlet_with(site: Site, folder: Path) -> Office:
    office = Office.open(folder, year=2026)
    office.edit("tayang.toml", ("timeout_seconds = 30", "timeout_seconds = 1"))
    listed = write_csv(folder / "outlet.csv", ["id", "name", "url"], [["media", "Media", site.home]])
    office.run("outlets", "import", str(listed))
    return office


def feed_of(site: Site, slugs: list[str]) -> Answer:
    now = time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime())
    items = "".join(
        f"<item><title>Kabar {slug}</title><link>{site.home}/{slug}</link><pubDate>{now}</pubDate></item>"
        for slug in slugs
    )
    text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Media</title>{items}</channel></rss>'
    return 200, text.encode(), {"Content-Type": "application/rss+xml"}


def test_a_disk_that_takes_no_pages_fails_the_night_loudly(tmp_path: Path, sites: dict[str, Site]) -> None:
    office = outlet_with(sites["baik"], tmp_path / "kantor")
    (office.folder / "data" / "arsip").write_text("bukan folder")
    failed = office.run("nightly", code=1)
    assert "perayapan berhenti" in failed["message"]
    states = {run["job"]: run["state"] for run in office.run("export", "runs")}
    assert (states["crawl"], states["nightly"]) == ("failed", "failed")
    (office.folder / "data" / "arsip").unlink()
    office.run("nightly")
    assert len(office.rows("SELECT 1 FROM articles")) == 1


def test_rules_behind_a_redirect_are_obeyed(tmp_path: Path, sites: dict[str, Site]) -> None:
    site = sites["baik"]
    site.pages["/robots.txt"] = (301, b"", {"Location": "/aturan/robots.txt"})
    site.pages["/aturan/robots.txt"] = (200, b"User-agent: *\nDisallow: /", {})
    office = outlet_with(site, tmp_path / "kantor")
    office.run("nightly")
    assert office.rows("SELECT code FROM issues") == [("robots",)]
    assert set(site.seen) == {"/robots.txt", "/aturan/robots.txt"}


def test_a_site_that_dies_after_its_listing_is_left_alone_and_not_taken_for_silent(tmp_path: Path) -> None:
    site = Site({"/robots.txt": MISSING}, MISSING)
    slugs = [f"berita-{number}" for number in range(12)]
    site.pages["/feed/"] = feed_of(site, slugs)
    site.hanging = {f"/{slug}" for slug in slugs}
    office = outlet_with(site, tmp_path / "kantor")
    office.run("nightly")
    run = next(run for run in office.run("export", "runs") if run["job"] == "crawl")
    assert run["outlets"]["media"]["pending"] == 12
    pages = [path for path in site.seen if path.startswith("/berita")]
    assert len(pages) <= 4, "two pages, each tried twice"
    assert {code for (code,) in office.rows("SELECT code FROM issues")} == {"timeout"}
    site.hanging.clear()
    site.pages |= {
        f"/{slug}": (200, PAGE.replace("Panen raya", f"Kabar {slug}").encode(), HTML_ANSWER[2])
        for slug in slugs
    }
    office.run("nightly")
    assert len(office.rows("SELECT 1 FROM articles")) == 12
    assert office.rows("SELECT code FROM issues WHERE closed_at IS NULL") == []


def test_one_request_at_a_time_even_without_a_delay(tmp_path: Path) -> None:
    site = Site({"/robots.txt": MISSING}, MISSING)
    slugs = [f"berita-{number}" for number in range(10)]
    site.pages["/feed/"] = feed_of(site, slugs)
    site.pages |= {f"/{slug}": (200, PAGE.encode(), HTML_ANSWER[2]) for slug in slugs}
    site.pause = 0.05
    office = outlet_with(site, tmp_path / "kantor")
    office.run("nightly")
    assert len(office.rows("SELECT 1 FROM snapshots")) == 10
    assert site.most_at_once == 1
