import datetime as dt
import gzip
import hashlib
import multiprocessing
import os
import random
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from uuid import uuid4

import fsspec
import pytest
from warcio.archiveiterator import ArchiveIterator

from core.nouns import Snapshot
from storage.archive import MAX_BODY_BYTES, Archive, ArchiveError, ArchiveWriter, Stored

AT = dt.datetime(2024, 10, 23, 1, tzinfo=dt.UTC)
URL = "https://kabarlontara.example/berita/panen"
PAGE = "<html><title>Panen</title><p>Jum’at, warga memanen jagung.</p></html>".encode()


def _write(writer: ArchiveWriter, body: bytes = PAGE, url: str = URL, **fields: object) -> Stored:
    known: dict[str, object] = {
        "status": 200,
        "reason": "OK",
        "http_headers": [("Content-Type", "text/html")],
    }
    return writer.write(url, fetched_at=AT, body=body, **known | fields)  # type: ignore[arg-type]


def _snapshot(stored: Stored, url: str = URL) -> Snapshot:
    return Snapshot(
        id=uuid4(),
        article_id=uuid4(),
        url=url,
        fetched_at=AT,
        status=200,
        sha256=stored.sha256,
        path=stored.path,
        offset=stored.offset,
        length=stored.length,
    )


def _records(path: Path) -> list[tuple[str, str | None, bytes]]:
    """Type, address and decoded content of every record, as any WARC tool reads them."""
    with path.open("rb") as file:
        return [
            (
                record.rec_type,
                record.rec_headers.get_header("WARC-Target-URI"),
                record.content_stream().read(),
            )
            for record in ArchiveIterator(file, check_digests="raise")
        ]


@pytest.fixture(params=["folder", "memory"])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return str(tmp_path / "arsip") if request.param == "folder" else f"memory://{tmp_path.name}-{uuid4().hex}"


def test_a_page_comes_back_as_it_went_in(root: str) -> None:
    archive = Archive(root)
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Link", "<a>; rel=b")]
    with archive.writer("2024/10/22-crawl-1") as writer:
        stored = _write(writer, status=404, reason="Not Found", http_headers=headers)
    page = archive.read(_snapshot(stored))
    assert (page.url, page.status, page.headers, page.body) == (URL, 404, headers, PAGE)
    assert stored.sha256 == hashlib.sha256(PAGE).hexdigest()


def test_many_pages_are_read_one_by_one(root: str) -> None:
    archive = Archive(root)
    bodies = [b"<p>%d</p>" % number * number for number in range(30)]
    with archive.writer("malam") as writer:
        stored = [_write(writer, body, request_headers=[("User-Agent", "Tayang/0.1")]) for body in bodies]
        # Durable at once: read while the writer still lives.
        assert [archive.read(_snapshot(place)).body for place in stored] == bodies
    assert [Archive(root).read(_snapshot(place)).body for place in stored] == bodies


def test_the_bytes_of_the_wire_are_kept_and_decoded_when_read(root: str) -> None:
    archive = Archive(root)
    wire = gzip.compress(PAGE)
    with archive.writer("malam") as writer:
        stored = _write(writer, wire, http_headers=[("Content-Encoding", "gzip")])
    assert stored.sha256 == hashlib.sha256(wire).hexdigest()
    assert archive.read(_snapshot(stored)).body == PAGE


def test_a_bucket_holds_what_any_warc_tool_reads() -> None:
    archive = Archive("memory://bucket/arsip")
    with archive.writer("malam") as writer:
        stored = _write(writer)
    with fsspec.open(f"memory://bucket/arsip/{stored.path}") as file:
        assert [record.rec_type for record in ArchiveIterator(file)] == ["warcinfo", "response"]
    assert archive.repair() == 0


def test_a_file_is_what_any_warc_tool_reads(tmp_path: Path) -> None:
    archive = Archive(str(tmp_path))
    with archive.writer("malam") as writer:
        first = _write(writer, gzip.compress(PAGE), http_headers=[("Content-Encoding", "gzip")])
        _write(writer, url=URL + "-2", request_headers=[("User-Agent", "Tayang/0.1")])
    records = _records(tmp_path / "malam.warc.gz")
    assert records[0][0] == "warcinfo"
    assert b"software: Tayang" in records[0][2]
    assert records[1:] == [
        ("response", URL, PAGE),
        ("response", URL + "-2", PAGE),
        ("request", URL + "-2", b""),
    ]
    with (tmp_path / "malam.warc.gz").open("rb") as file:
        places = ArchiveIterator(file)
        next(places)
        next(places)
        assert (places.get_record_offset(), places.get_record_length()) == (first.offset, first.length)


def test_a_writer_without_pages_leaves_nothing(tmp_path: Path) -> None:
    with Archive(str(tmp_path / "arsip")).writer("malam"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_changed_bytes_are_told(tmp_path: Path) -> None:
    archive = Archive(str(tmp_path))
    with archive.writer("malam") as writer:
        stored = _write(writer)
        forged = _write(writer, PAGE.replace(b"jagung", b"kacang"))
    snapshot = _snapshot(Stored(forged.path, forged.offset, forged.length, stored.sha256))
    with pytest.raises(ArchiveError, match="sidik SHA-256 tidak cocok"):
        archive.read(snapshot)


@pytest.mark.parametrize(
    "place", [("tak-ada.warc.gz", 0, 10), ("malam.warc.gz", 3, 40), ("malam.warc.gz", 9**9, 40)]
)
def test_a_place_that_holds_no_page_is_told(tmp_path: Path, place: tuple[str, int, int]) -> None:
    archive = Archive(str(tmp_path))
    with archive.writer("malam") as writer:
        _write(writer)
    with pytest.raises(ArchiveError, match="tidak terbaca"):
        archive.read(_snapshot(Stored(*place, sha256="ab" * 32)))


def test_a_bomb_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.archive.MAX_BODY_BYTES", 1_000)
    archive = Archive(str(tmp_path))
    with archive.writer("malam") as writer:
        stored = _write(writer, gzip.compress(bytes(100_000)), http_headers=[("Content-Encoding", "gzip")])
    assert archive.read(_snapshot(stored)).body == bytes(1_000)
    assert MAX_BODY_BYTES > 1_000


def test_a_name_in_use_is_told(tmp_path: Path) -> None:
    archive = Archive(str(tmp_path))
    with archive.writer("malam") as writer, archive.writer("malam") as other:
        _write(writer)
        with pytest.raises(ArchiveError, match="sedang ditulis proses lain"):
            _write(other)


def test_a_full_disk_is_told_and_takes_no_page_with_it(tmp_path: Path) -> None:
    archive = Archive(str(tmp_path))
    noise = random.Random(7)
    with archive.writer("malam") as writer:
        acknowledged = [_write(writer, noise.randbytes(20_000)) for _ in range(3)]
        size = (tmp_path / "malam.warc.gz").stat().st_size
        with _limited_files(size + 9_000), pytest.raises(ArchiveError, match="tidak dapat ditulis"):
            _write(writer, noise.randbytes(20_000))
        assert (tmp_path / "malam.warc.gz").stat().st_size == size
        acknowledged.append(_write(writer, PAGE))
    assert [len(archive.read(_snapshot(stored)).body) for stored in acknowledged] == [20_000] * 3 + [
        len(PAGE)
    ]
    assert len(_records(tmp_path / "malam.warc.gz")) == 5


@pytest.mark.parametrize("seed", range(6))
def test_a_killed_writer_loses_no_acknowledged_page(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    mouth, ear = multiprocessing.Pipe()
    child = multiprocessing.get_context("fork").Process(
        target=_write_for_ever, args=(str(tmp_path), mouth, seed)
    )
    child.start()
    acknowledged = [ear.recv() for _ in range(chance.randint(1, 25))]
    assert Archive(str(tmp_path)).repair() == 0, "the writer lives"
    for _ in range(chance.randint(0, 2_000_000)):
        pass
    assert child.pid is not None
    os.kill(child.pid, signal.SIGKILL)
    child.join()
    mouth.close()
    acknowledged += _rest_of(ear)

    archive = Archive(str(tmp_path))
    path = tmp_path / "2024/malam.warc.gz"
    before = path.stat().st_size
    cut = archive.repair()
    assert path.stat().st_size == before - cut
    assert archive.repair() == 0
    for stored, digest in acknowledged:
        assert hashlib.sha256(archive.read(_snapshot(stored)).body).hexdigest() == digest
    responses = [record for record in _records(path) if record[0] == "response"]
    assert len(acknowledged) <= len(responses) <= len(acknowledged) + 1


def _write_for_ever(root: str, mouth: Connection, seed: int) -> None:
    noise = random.Random(seed)
    whole_write = os.write
    # A disk that takes a little at a time: else no kill would ever tear a record.
    os.write = lambda file, data: whole_write(file, memoryview(data)[:20])
    writer = Archive(root).writer("2024/malam")
    while True:
        body = noise.randbytes(noise.randint(100, 500_000))
        stored = _write(writer, body, request_headers=[("User-Agent", "Tayang/0.1")])
        mouth.send((stored, hashlib.sha256(body).hexdigest()))


def _rest_of(ear: Connection) -> list[tuple[Stored, str]]:
    rest = []
    try:
        while True:
            rest.append(ear.recv())
    except EOFError:
        return rest


@contextmanager
def _limited_files(size: int) -> Iterator[None]:
    """A disk that is full beyond so many bytes a file."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
