"""The command line as people and machines meet it."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

from app.cli import main
from app.commandline import app

ROOT = Path(__file__).parents[3]


def tayang(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """The exit code of one command."""
    monkeypatch.setattr(sys, "argv", ["tayang", *arguments])
    with pytest.raises(SystemExit) as done:
        main()
    return int(done.value.code or 0)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    assert tayang(monkeypatch, "init", str(tmp_path / "kantor")) == 0
    monkeypatch.chdir(tmp_path / "kantor")
    capsys.readouterr()
    return tmp_path / "kantor"


def commands(group: Any, prefix: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            found |= commands(command, f"{prefix}{name} ")
        else:
            found[f"{prefix}{name}"] = command
    return found


def all_commands() -> dict[str, Any]:
    return commands(typer.main.get_command(app))


@pytest.mark.parametrize("name", sorted(all_commands()))
def test_every_command_takes_config_and_json_and_says_what_it_does(name: str) -> None:
    command = all_commands()[name]
    options = {option for parameter in command.params for option in parameter.opts}
    assert {"--config", "--json"} <= options
    assert len(command.help or "") > 15


@pytest.mark.parametrize("name", sorted(all_commands()))
def test_every_command_is_in_the_operators_guide(name: str) -> None:
    guide = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    first, _, rest = name.partition(" ")
    assert f"`tayang {first}" in guide or f"`{first}`" in guide
    assert not rest or f"`{rest}" in guide or f"{first} {rest}" in guide


def test_what_init_makes_is_ready_to_use(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = (office / "tayang.toml").read_text(encoding="utf-8")
    assert "[crawl]" in settings
    assert "allow_hosts = []" in settings
    assert "delay_seconds = 5" in settings
    assert (office / "data" / "tayang.db").exists()
    assert tayang(monkeypatch, "outlets", "list") == 0


def test_init_never_overwrites(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path.name: path.read_bytes() for path in office.iterdir() if path.is_file()}
    assert tayang(monkeypatch, "init", ".") == 2
    assert "tidak ditimpa" in capsys.readouterr().err
    assert before == {path.name: path.read_bytes() for path in office.iterdir() if path.is_file()}


def test_importing_twice_changes_nothing_and_a_changed_row_is_an_update(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = office / "media.csv"
    sheet.write_text("Nama Media;Situs;Jenis\nPelita Lembah;https://pelita.example;siber\n", encoding="utf-8")
    assert tayang(monkeypatch, "outlets", "import", "media.csv", "--json") == 0
    assert json.loads(capsys.readouterr().out)["added"] == 1
    tayang(monkeypatch, "outlets", "import", "media.csv", "--json")
    assert json.loads(capsys.readouterr().out) == {
        "added": 0,
        "changed": 0,
        "unchanged": 1,
        "ignored_columns": [],
    }
    sheet.write_text(
        "Nama Media;Situs;Jenis\nPelita Lembah Wening;https://pelita.example;siber\n", encoding="utf-8"
    )
    tayang(monkeypatch, "outlets", "import", "media.csv", "--json")
    assert json.loads(capsys.readouterr().out)["changed"] == 1


def test_bad_rows_are_told_all_at_once_and_nothing_is_stored(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (office / "k.csv").write_text(
        "id,title,date\nk1,Panen raya,2026-08-01\nk1,Sedekah bumi,31/02/2026\nk2,,2026-08-03\n",
        encoding="utf-8",
    )
    assert tayang(monkeypatch, "activities", "import", "k.csv", "--json") == 2
    captured = capsys.readouterr()
    problems = json.loads(captured.out)["problems"]
    assert {problem["row"] for problem in problems} == {3, 4}
    assert len(problems) >= 3
    assert "k.csv, baris 3" in captured.err
    tayang(monkeypatch, "activities", "list", "--json")
    assert json.loads(capsys.readouterr().out) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("nightly", "--since", "kemarin"),
        ("score", "--period", "2026-13"),
        ("score", "--period", "2026-08-02..2026-08-01"),
        ("crawl", "--outlet", "tidak-ada"),
        ("export", "rahasia"),
        ("tidak-ada",),
    ],
)
@pytest.mark.usefixtures("office")
def test_bad_usage_exits_with_two(monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]) -> None:
    assert tayang(monkeypatch, *arguments) == 2


def test_a_wrong_configuration_exits_with_two_and_names_the_key(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = office / "tayang.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("delay_seconds", "delay_second"), encoding="utf-8"
    )
    assert tayang(monkeypatch, "nightly") == 2
    assert "crawl.delay_second: kunci tidak dikenal" in capsys.readouterr().err


@pytest.mark.usefixtures("office")
def test_doctor_says_what_to_do(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert tayang(monkeypatch, "doctor", "--json") == 1
    findings = {finding["subject"]: finding for finding in json.loads(capsys.readouterr().out)}
    assert not findings["kontak"]["good"]
    assert "outlets import" in findings["basis data"]["words"]
    assert findings["jam"]["good"]
