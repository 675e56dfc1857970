import datetime as dt
import os
from pathlib import Path

import fsspec
import pytest

from storage.sinks import FileSink, ObjectSink, repair_files
from storage.warc import sound_length, warcinfo_member

HEAD = warcinfo_member("x.warc.gz", dt.datetime(2024, 10, 23, tzinfo=dt.UTC))
PAGE = warcinfo_member("page", dt.datetime(2024, 10, 24, tzinfo=dt.UTC))


def _die(sink: FileSink) -> None:
    """Let go as a killed process does: the kernel closes, nobody tidies."""
    for descriptor in (sink._file, sink._side):
        assert descriptor is not None
        os.close(descriptor)
    sink._file = sink._side = None


def test_the_first_page_brings_the_head_the_second_does_not(tmp_path: Path) -> None:
    sink = FileSink(tmp_path / "arsip", "2024/10/22-crawl")
    assert sink.append(HEAD, PAGE) == ("2024/10/22-crawl.warc.gz", len(HEAD))
    assert sink.append(HEAD, PAGE) == ("2024/10/22-crawl.warc.gz", len(HEAD) + len(PAGE))
    sink.close()
    sink.close()
    assert (tmp_path / "arsip/2024/10/22-crawl.warc.gz").read_bytes() == HEAD + PAGE + PAGE
    assert not list(tmp_path.rglob("*.writing"))


def test_a_name_in_use_is_refused(tmp_path: Path) -> None:
    living, second = FileSink(tmp_path, "malam"), FileSink(tmp_path, "malam")
    living.append(HEAD, PAGE)
    with pytest.raises(OSError, match="sedang ditulis proses lain"):
        second.append(HEAD, PAGE)
    second.close()
    living.append(HEAD, PAGE)
    living.close()
    assert second.append(HEAD, PAGE) == ("malam.warc.gz", len(HEAD) + 2 * len(PAGE))
    second.close()


def test_a_living_writers_file_is_not_touched(tmp_path: Path) -> None:
    sink = FileSink(tmp_path, "malam")
    sink.append(HEAD, PAGE)
    with (tmp_path / "malam.warc.gz").open("ab") as file:
        file.write(PAGE[:10])
    assert repair_files(tmp_path) == 0
    assert (tmp_path / "malam.warc.gz").stat().st_size == len(HEAD) + len(PAGE) + 10
    sink.close()


def test_a_dead_writers_torn_tail_is_cut_once(tmp_path: Path) -> None:
    sink = FileSink(tmp_path, "2024/malam")
    sink.append(HEAD, PAGE)
    _die(sink)
    path = tmp_path / "2024/malam.warc.gz"
    with path.open("ab") as file:
        file.write(PAGE[:33])
    assert repair_files(tmp_path) == 33
    assert path.read_bytes() == HEAD + PAGE
    assert repair_files(tmp_path) == 0
    assert not list(tmp_path.rglob("*.writing"))


def test_a_file_without_one_complete_record_goes(tmp_path: Path) -> None:
    sink = FileSink(tmp_path, "malam")
    sink.append(HEAD, PAGE)
    _die(sink)
    os.truncate(tmp_path / "malam.warc.gz", 20)
    assert repair_files(tmp_path) == 20
    assert not (tmp_path / "malam.warc.gz").exists()


def test_a_writer_that_died_before_its_file_is_tidied_up(tmp_path: Path) -> None:
    (tmp_path / "malam.warc.gz.writing").touch()
    assert repair_files(tmp_path) == 0
    assert not (tmp_path / "malam.warc.gz.writing").exists()


def test_the_same_name_goes_on_after_a_death(tmp_path: Path) -> None:
    sink = FileSink(tmp_path, "malam")
    sink.append(HEAD, PAGE)
    _die(sink)
    with (tmp_path / "malam.warc.gz").open("ab") as file:
        file.write(PAGE[:33])
    again = FileSink(tmp_path, "malam")
    assert again.append(HEAD, PAGE) == ("malam.warc.gz", len(HEAD) + len(PAGE))
    again.close()
    assert (tmp_path / "malam.warc.gz").read_bytes() == HEAD + PAGE + PAGE


def test_nothing_follows_what_a_failure_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sink = FileSink(tmp_path, "malam")
    sink.append(HEAD, PAGE)

    def broken(*_: object) -> None:
        raise OSError(5, "I/O")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", broken)
        patch.setattr(os, "ftruncate", broken)
        with pytest.raises(OSError, match="I/O"):
            sink.append(HEAD, PAGE)
    sink.append(HEAD, PAGE)
    sink.close()
    assert (tmp_path / "malam.warc.gz").read_bytes() == HEAD + PAGE + PAGE


def test_repairing_where_there_is_no_archive_cuts_nothing(tmp_path: Path) -> None:
    assert repair_files(tmp_path / "tak-ada") == 0


def test_a_bucket_gets_an_object_a_page(tmp_path: Path) -> None:
    bucket = fsspec.filesystem("memory")
    root = f"/{tmp_path.name}-arsip"
    sink = ObjectSink(bucket, root, "malam")
    assert sink.append(HEAD, PAGE) == ("malam/000001.warc.gz", len(HEAD))
    assert sink.append(HEAD, PAGE) == ("malam/000002.warc.gz", len(HEAD))
    sink.close()
    again = ObjectSink(bucket, root, "malam")
    assert again.append(HEAD, PAGE) == ("malam/000003.warc.gz", len(HEAD))
    with bucket.open(f"{root}/malam/000003.warc.gz") as file:
        assert sound_length(file) == len(HEAD + PAGE)
    bucket.rm(root, recursive=True)


def test_two_writers_never_write_the_same_object(tmp_path: Path) -> None:
    bucket = fsspec.filesystem("memory")
    root = f"/{tmp_path.name}-berdua"
    first, second = ObjectSink(bucket, root, "malam"), ObjectSink(bucket, root, "malam")
    first.append(HEAD, PAGE)
    second.append(HEAD, PAGE)
    with pytest.raises(FileExistsError):
        first.append(HEAD, PAGE)
    bucket.rm(root, recursive=True)
