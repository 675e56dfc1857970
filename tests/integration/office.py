"""An office driven through the command line, as its keeper would; and what tests ask of its data."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TAYANG = Path(sys.executable).with_name("tayang")
# What a night may write even when nothing is new.
RUNS = "runs"


@dataclass(frozen=True)
class Office:
    """A folder made by `tayang init` that may visit loopback without delay."""

    folder: Path

    @classmethod
    def open(cls, folder: Path, *, year: int) -> Office:
        subprocess.run([TAYANG, "init", folder], check=True, capture_output=True)
        office = cls(folder)
        office.edit("tayang.toml", ("allow_hosts = []", 'allow_hosts = ["127.0.0.0/8"]'))
        office.edit("tayang.toml", ("delay_seconds = 5", "delay_seconds = 0"))
        lines = (folder / "policy.toml").read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines):
            for key, day in (("start", f"{year}-01-01"), ("end", f"{year}-12-31")):
                if line.startswith(f"{key} ="):
                    lines[number] = f"{key} = {day}"
        (folder / "policy.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return office

    def edit(self, name: str, *changes: tuple[str, str]) -> None:
        text = (self.folder / name).read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text, f"{name} has no {old!r}"
            text = text.replace(old, new)
        (self.folder / name).write_text(text, encoding="utf-8")

    def run(self, *arguments: str, code: int = 0) -> Any:
        """The JSON document of a command; its exit code is asserted."""
        done = subprocess.run(
            [TAYANG, *arguments, "--json"],
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        assert done.returncode == code, done.stderr[-4000:]
        return json.loads(done.stdout) if done.stdout else None

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [TAYANG, *arguments], cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def kill(self, night: subprocess.Popen[bytes]) -> None:
        """`kill -9` of the night's own process: its children must die by themselves."""
        os.kill(night.pid, signal.SIGKILL)
        night.wait()

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.folder / "data" / "tayang.db")) as connection:
            return connection.execute(query).fetchall()

    def dump(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table but `runs`."""
        tables = self.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        return {
            name: sorted(self.rows(f"SELECT * FROM {name}"), key=repr) for (name,) in tables if name != RUNS
        }

    def results(self) -> dict[str, list[tuple[Any, ...]]]:
        """What a night is for, without the moments at which our own crawl happened to look."""
        return {
            "articles": self.rows(
                "SELECT id, outlet_id, url, title, text, published, version FROM articles ORDER BY id"
            ),
            "matches": self.rows(
                "SELECT article_id, activity_id, probability, state, reasons FROM matches ORDER BY 1, 2"
            ),
            "scorecards": self.rows(
                "SELECT outlet_id, score, low, high, completeness, indicators FROM scorecards ORDER BY 1"
            ),
        }


def write_csv(path: Path, header: Iterable[str], rows: Iterable[Iterable[str]]) -> Path:
    lines = [header, *rows]
    path.write_text(
        "\n".join(",".join(f'"{cell}"' for cell in line) for line in lines) + "\n", encoding="utf-8"
    )
    return path
