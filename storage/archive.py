"""The archive of pages: WARC files in a folder or a bucket, durable before anyone points at them."""

import datetime as dt
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Protocol, Self

from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem

from core.errors import TayangError
from core.nouns import Snapshot
from storage.sinks import WARC, FileSink, ObjectSink, repair_files
from storage.warc import (
    Headers,
    UnreadableRecordError,
    decode_body,
    read_response,
    response_members,
    warcinfo_member,
)

# Ten times the largest page that the crawler takes by default.
MAX_BODY_BYTES = 100 * 1024 * 1024


class ArchiveError(TayangError):
    """The archive cannot be written (disk full, name in use), or a page in it cannot be read."""


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a response lies: `path` below the root, one gzip member, and its payload's digest."""

    path: str
    offset: int
    length: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """A response as archived; `body` without its content coding, at most `MAX_BODY_BYTES`."""

    url: str
    status: int
    headers: list[tuple[str, str]]
    body: bytes


class Sink(Protocol):
    """Where a writer's members go."""

    def append(self, head: bytes, members: bytes) -> tuple[str, int]:
        """Make the members durable, after `head` where the file is new; path and offset of the first."""
        ...

    def close(self) -> None:
        """Nothing more will come."""
        ...


class ArchiveWriter:
    """Writes one run's pages into `<name>.warc.gz`, which appears with the first page.

    Usable from several threads, not from several processes.
    """

    def __init__(self, name: str, sink: Sink) -> None:
        self._name = name
        self._sink = sink
        self._lock = Lock()

    def write(
        self,
        url: str,
        *,
        fetched_at: dt.datetime,
        status: int,
        reason: str,
        http_headers: Headers,
        body: bytes,
        request_headers: Headers | None = None,
    ) -> Stored:
        """Archive a response, and its request where the headers are given.

        `body` is what came over the wire: transfer coding undone, content coding not. When this
        returns, the bytes survive a loss of power.

        Raises:
            ArchiveError: they could not be written; the file is then as it was before.
            ValueError: `fetched_at` has no zone.
        """
        response, request = response_members(
            url,
            at=fetched_at,
            status=status,
            reason=reason,
            headers=http_headers,
            body=body,
            request_headers=request_headers,
        )
        head = warcinfo_member(f"{self._name}{WARC}", fetched_at)
        with self._lock, _told_as_ours(f"arsip `{self._name}` tidak dapat ditulis"):
            path, offset = self._sink.append(head, response + request)
        return Stored(path, offset, len(response), hashlib.sha256(body).hexdigest())

    def close(self) -> None:
        """Finish the file; a file whose writer never came here is looked at by `Archive.repair`."""
        with self._lock:
            self._sink.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Archive:
    """Every archived page, below one root: a folder's path or an fsspec URL (`s3://…`)."""

    def __init__(self, root: str) -> None:
        self._fs, self._root = url_to_fs(root)
        self._local = isinstance(self._fs, LocalFileSystem)

    def writer(self, name: str) -> ArchiveWriter:
        """A writer for one run and process; `name` may hold folders (`2024/10/22-crawl-1`).

        Nothing is created before the first page. In a bucket, where nothing can be appended to, each
        page becomes an object of its own below `<name>/`.
        """
        if self._local:
            return ArchiveWriter(name, FileSink(Path(self._root), name))
        return ArchiveWriter(name, ObjectSink(self._fs, self._root, name))

    def read(self, snapshot: Snapshot) -> ArchivedPage:
        """The page that a snapshot points at.

        Raises:
            ArchiveError: the file is missing or damaged, or its bytes are not those of the snapshot.
        """
        place = f"arsip `{snapshot.path}` pada {snapshot.offset}"
        with _told_as_ours(f"{place} tidak terbaca"):
            member = self._member(snapshot)
            url, status, headers, wire = read_response(member)
        if hashlib.sha256(wire).hexdigest() != snapshot.sha256:
            raise ArchiveError(f"{place} berubah: sidik SHA-256 tidak cocok")
        return ArchivedPage(url, status, headers, decode_body(wire, headers, MAX_BODY_BYTES))

    def repair(self) -> int:
        """Cut what killed writers left half-written, keep every complete record; the bytes cut.

        Files whose writer lives are not touched.
        """
        # An object in a bucket is there as a whole or not at all.
        return repair_files(Path(self._root)) if self._local else 0

    def _member(self, snapshot: Snapshot) -> bytes:
        path = f"{self._root.rstrip('/')}/{snapshot.path}"
        member: bytes = self._fs.cat_file(path, start=snapshot.offset, end=snapshot.offset + snapshot.length)
        return member


@contextmanager
def _told_as_ours(what: str) -> Iterator[None]:
    try:
        yield
    except (OSError, UnreadableRecordError) as error:
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
        raise ArchiveError(f"{what}: {reason}") from error
