"""The command line as people and machines meet it."""

import json
import os
import socket
import sys
from concurrent.futures.process import BrokenProcessPool
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import typer

from app.cli import main
from app.commandline import app
from app.processes import birth
from core.clock import utc_now
from storage import Database, LeaseTaken

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
        ("report", "--period", "9999"),
        ("crawl", "--since", "0001-01-01"),
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


@pytest.mark.parametrize("arguments", [("nightly", "--period", "2026-13"), ("crawl", "--since", "kemarin")])
def test_options_are_read_before_anything_is_opened(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert tayang(monkeypatch, *arguments, "--json") == 2
    captured = capsys.readouterr()
    assert json.loads(captured.out)["error"] == "usage"
    assert arguments[1] in captured.err


def test_the_version_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert tayang(monkeypatch, "--version") == 0
    assert capsys.readouterr().out == f"tayang {version('tayang')}\n"


def use_database(office: Path, address: str) -> None:
    path = office / "tayang.toml"
    settings = path.read_text(encoding="utf-8")
    path.write_text(settings.replace("sqlite:///data/tayang.db", address), encoding="utf-8")


@pytest.mark.parametrize(
    ("address", "code", "words"),
    [
        ("postgresql://petugas:kataRahasia@127.0.0.1:1/tayang", 1, "tidak bisa dipakai"),
        ("postgres://petugas:kataRahasia@peladen.example/tayang", 2, "postgresql://"),
        ("mysql://petugas:kataRahasia@peladen.example/tayang", 2, "harus sqlite:///"),
        ("sqlite://", 2, "harus sqlite:///"),
        ("data/tayang.db", 2, "harus sqlite:///"),
        ("sqlite:///tayang.toml", 1, "bukan basis data SQLite"),
        ("sqlite:///tayang.toml/tayang.db", 1, "tayang.toml"),
    ],
)
def test_a_database_that_cannot_be_used_is_a_message(
    office: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    address: str,
    code: int,
    words: str,
) -> None:
    use_database(office, address)
    assert tayang(monkeypatch, "nightly", "--json") == code
    captured = capsys.readouterr()
    assert json.loads(captured.out)["error"] == {1: "failed", 2: "bad_input"}[code]
    assert words in captured.err
    assert tayang(monkeypatch, "doctor", "--json") == 1
    findings = json.loads((told := capsys.readouterr()).out)
    assert any(words in finding["words"] for finding in findings)
    assert "kataRahasia" not in captured.out + captured.err + told.out + told.err


def test_a_folder_that_is_a_file_is_a_message(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (office / "laporan").write_text("bukan folder", encoding="utf-8")
    assert tayang(monkeypatch, "report") == 1
    assert "laporan: ini berkas, bukan folder" in capsys.readouterr().err
    assert tayang(monkeypatch, "doctor", "--json") == 1
    findings = {finding["subject"]: finding for finding in json.loads(capsys.readouterr().out)}
    assert not findings["laporan"]["good"]
    assert findings["arsip"]["good"]
    assert findings["jam"]["good"]


@pytest.mark.usefixtures("office")
def test_init_on_a_file_is_bad_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tayang(monkeypatch, "init", "tayang.toml") == 2
    assert "ini berkas" in capsys.readouterr().err


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    ("error", "words"),
    [
        (KeyboardInterrupt(), "dihentikan; jalankan lagi untuk melanjutkan"),
        (BrokenProcessPool(), "proses pembantu mati"),
        (OSError(28, "No space left on device", "data/arsip/a.warc.gz"), "data/arsip/a.warc.gz: disk penuh"),
        (LeaseTaken("`nightly` masih berjalan di menara (pid 7)"), "menara (pid 7)"),
    ],
)
def test_what_ends_a_job_is_a_message_and_exits_with_one(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    words: str,
) -> None:
    def fail(*_arguments: object) -> None:
        raise error

    monkeypatch.setattr("app.jobs.extract", fail)
    assert tayang(monkeypatch, "extract") == 1
    captured = capsys.readouterr()
    assert words in captured.err
    assert "Traceback" not in captured.err
    assert captured.out == ""


def held(office: Path, pid: int, born: str | None) -> None:
    database = Database(f"sqlite:///{office / 'data' / 'tayang.db'}")
    with database.unit() as unit:
        unit.runs.take_lease("nightly", utc_now(), socket.gethostname(), pid, lambda _: True, born=born)
    database.close()


@pytest.mark.parametrize("living", [True, False])
def test_doctor_names_who_visits_the_sites(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, living: bool
) -> None:
    pid = os.getppid()
    held(office, pid, birth(pid) if living else "boot-lain pid:[1] 7")
    tayang(monkeypatch, "doctor", "--json")
    findings = {finding["subject"]: finding for finding in json.loads(capsys.readouterr().out)}
    assert findings["proses"]["good"] is living
    assert f"pid {pid}" in findings["proses"]["words"]
    assert ("mati sebelum selesai" in findings["proses"]["words"]) is not living


@pytest.mark.parametrize("name", sorted(all_commands()))
def test_help_shows_no_python(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert tayang(monkeypatch, *name.split(), "--help") == 0
    told = capsys.readouterr().out
    assert "list[" not in told
    # Typer writes an argument's type after its name, whatever the metavar.
    assert not any("<str>" in line for line in told.splitlines() if line.strip().startswith("-"))


@pytest.mark.parametrize("group", [[], ["outlets"], ["activities"]])
def test_no_line_of_help_breaks_off(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], group: list[str]
) -> None:
    assert tayang(monkeypatch, *group, "--help") == 0
    assert "..." not in capsys.readouterr().out.partition("Commands:")[2]
