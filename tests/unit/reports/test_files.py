from pathlib import Path

import pytest

from reports.files import replacing


def test_a_file_replaces_the_old_one_whole(tmp_path: Path) -> None:
    path = tmp_path / "laporan.html"
    path.write_text("lama")
    with replacing(path) as file:
        file.write(b"baru")
        assert path.read_text() == "lama"
    assert path.read_text() == "baru"
    assert path.stat().st_mode & 0o777 == 0o644


def test_after_an_error_the_old_file_is_there_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "laporan.html"
    path.write_text("lama")
    with pytest.raises(TypeError), replacing(path) as file:
        file.writelines([b"setengah", None])  # type: ignore[list-item]
    assert [entry.name for entry in tmp_path.iterdir()] == ["laporan.html"]
    assert path.read_text() == "lama"
