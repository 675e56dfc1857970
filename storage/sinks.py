"""Where archived bytes go: a file that grows, or an object a page; and files left by the dead.

The writer of `x.warc.gz` holds a lock (flock) on `x.warc.gz.writing` as long as it lives; the kernel
lets go of it even after `kill -9`. So a side file without a lock names a file that may be torn.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fsspec import AbstractFileSystem

from storage.warc import sound_length

WARC = ".warc.gz"
_WRITING = ".writing"
_GATE = ".gate"


class FileSink:
    """A WARC file in a folder: appended to, flushed and synced to the disk at every page."""

    def __init__(self, root: Path, name: str) -> None:
        self._root = root
        self._path = root / f"{name}{WARC}"
        self._side: int | None = None
        self._file: int | None = None
        self._end = 0

    def append(self, head: bytes, members: bytes) -> tuple[str, int]:
        """Path below the root and offset of `members`, which are on the disk now.

        Raises:
            OSError: they are not; what was half-written is gone again.
        """
        file = self._open()
        data = members if self._end else head + members
        try:
            _write_all(file, data)
            os.fsync(file)
        except OSError:
            os.ftruncate(file, self._end)
            raise
        self._end += len(data)
        return self._path.relative_to(self._root).as_posix(), self._end - len(members)

    def close(self) -> None:
        """Let go of the file; one that holds nothing disappears."""
        if self._side is None:
            return
        with _gate(self._root):
            if self._file is not None:
                os.close(self._file)
            if self._end == 0:
                self._path.unlink(missing_ok=True)
            _side_of(self._path).unlink(missing_ok=True)
            os.close(self._side)
        self._side = self._file = None

    def _open(self) -> int:
        if self._file is not None:
            # Nothing may follow what an earlier failure could not take back.
            os.ftruncate(self._file, self._end)
            return self._file
        _make_folders(self._path.parent)
        with _gate(self._root):
            if self._side is None:
                self._side = _lock(_side_of(self._path), os.O_CREAT)
            if self._side is None:
                raise OSError(f"{self._path.name} sedang ditulis proses lain")
            _cut_torn_tail(self._path)
            self._file = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        self._end = os.fstat(self._file).st_size
        _sync_folder(self._path.parent)
        return self._file


class ObjectSink:
    """A folder of objects in a bucket, one a page: objects cannot grow."""

    def __init__(self, fs: AbstractFileSystem, root: str, name: str) -> None:
        self._fs = fs
        self._root = root.rstrip("/")
        self._name = name
        self._count: int | None = None

    def append(self, head: bytes, members: bytes) -> tuple[str, int]:
        """Path below the root and offset of `members`, which the bucket has acknowledged."""
        if self._count is None:
            self._count = len(self._fs.glob(f"{self._root}/{self._name}/*{WARC}"))
        path = f"{self._name}/{self._count + 1:06d}{WARC}"
        self._fs.pipe_file(f"{self._root}/{path}", head + members, mode="create")
        self._count += 1
        return path, len(head)

    def close(self) -> None:
        """Every object is closed already."""


def repair_files(root: Path) -> int:
    """Cut the torn tail of every file below `root` whose writer died; the bytes cut."""
    if not root.is_dir():
        return 0
    cut = 0
    with _gate(root):
        for side_path in sorted(root.rglob(f"*{WARC}{_WRITING}")):
            side = _lock(side_path)
            if side is None:
                continue
            cut += _cut_torn_tail(side_path.with_name(side_path.name.removesuffix(_WRITING)))
            side_path.unlink(missing_ok=True)
            os.close(side)
    return cut


def _cut_torn_tail(path: Path) -> int:
    """Shorten a file to its complete records; without any it goes."""
    try:
        with path.open("r+b") as file:
            sound = sound_length(file)
            cut = file.seek(0, os.SEEK_END) - sound
            if cut:
                file.truncate(sound)
                os.fsync(file.fileno())
    except FileNotFoundError:
        return 0
    if sound == 0:
        path.unlink()
    return cut


@contextmanager
def _gate(root: Path) -> Iterator[None]:
    """One process at a time opens or repairs: a side file is then either locked or its writer dead."""
    gate = os.open(root / _GATE, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(gate, fcntl.LOCK_EX)
        yield
    finally:
        os.close(gate)


def _lock(path: Path, flags: int = 0) -> int | None:
    """The locked file, None where it is gone or a living process holds it.

    flock and not a POSIX lock, which any reader of the same file in this process would drop.
    """
    try:
        file = os.open(path, os.O_RDWR | flags, 0o644)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(file)
        return None
    return file


def _side_of(path: Path) -> Path:
    return path.with_name(path.name + _WRITING)


def _write_all(file: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(file, rest) :]


def _make_folders(folder: Path) -> None:
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for path in missing:
        _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """A new name is durable only once its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
