from pathlib import Path

import pytest

from core.config import load_config
from core.errors import BadInputError

GOOD = """
[office]
name = "Pemkab Tirtaloka"
[crawl]
contact = "redaksi@tirtaloka.invalid"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "tayang.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_relative_places_start_at_the_configurations_folder(tmp_path: Path) -> None:
    config = load_config(written(tmp_path, GOOD))
    assert config.database_url == f"sqlite:///{tmp_path.resolve()}/data/tayang.db"
    assert config.archive_root == str(tmp_path.resolve() / "data" / "arsip")
    assert config.policy_path == tmp_path.resolve() / "policy.toml"


def test_addresses_elsewhere_stay_as_they_are(tmp_path: Path) -> None:
    text = GOOD + '[storage]\ndatabase = "postgresql://db/tayang"\narchive = "s3://bukti/arsip"\n'
    config = load_config(written(tmp_path, text))
    assert (config.database_url, config.archive_root) == ("postgresql://db/tayang", "s3://bukti/arsip")


def test_loopback_is_closed_unless_named(tmp_path: Path) -> None:
    assert load_config(written(tmp_path, GOOD)).crawl.allowed_networks == ()
    opened = load_config(written(tmp_path, GOOD + 'allow_hosts = ["127.0.0.0/8"]\n'))
    assert str(opened.crawl.allowed_networks[0]) == "127.0.0.0/8"


def test_every_problem_is_told_with_file_and_key(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        '[office]\nnama = "x"\nzone = "WIBB"\n[crawl]\ncontact = "a@b.c"\ndelay_seconds = -1\nallow_hosts = ["loopback"]\n[lain]\n',
    )
    with pytest.raises(BadInputError) as caught:
        load_config(path)
    keys = {problem.key for problem in caught.value.problems}
    assert keys >= {
        "office.name",
        "office.nama",
        "office.zone",
        "crawl.delay_seconds",
        "crawl.allow_hosts.0",
        "lain",
    }
    assert all(problem.file == str(path) for problem in caught.value.problems)


def test_what_is_not_toml_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="tidak terbaca sebagai TOML"):
        load_config(written(tmp_path, "[office"))


def test_a_file_in_another_encoding_is_told_by_line(tmp_path: Path) -> None:
    path = tmp_path / "tayang.toml"
    path.write_bytes(b'[office]\nname = "Pemkab R\xe9ka"\n')
    with pytest.raises(BadInputError, match="UTF-8") as caught:
        load_config(path)
    assert caught.value.problems[0].row == 2


def test_a_missing_file_says_what_makes_one(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="tayang init"):
        load_config(tmp_path / "tayang.toml")
