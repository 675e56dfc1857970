"""Whether the process behind a run still lives."""

import datetime as dt
import os
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from app import processes
from app.processes import SILENCE, birth, lives
from core.clock import utc_now
from storage import Holder

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")

HERE = socket.gethostname()
MINUTE = dt.timedelta(minutes=1)


def holder(pid: int, born: str | None, *, host: str = HERE, silent: dt.timedelta = MINUTE) -> Holder:
    now = utc_now()
    return Holder("nightly", host, pid, born, started=now - 2 * silent, renewed=now - silent)


def test_a_birth_is_the_same_whenever_it_is_asked() -> None:
    assert birth(os.getpid()) == birth(os.getpid()) is not None


def test_a_process_on_this_machine_lives_until_it_ends() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        held = holder(child.pid, birth(child.pid), silent=2 * SILENCE)
        assert lives(held)
        child.kill()
        # Ended, and not yet taken notice of: its number is still there.
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
        assert not lives(held)
    assert not lives(held)


def test_a_number_that_went_to_a_later_process_is_dead() -> None:
    ours = birth(os.getpid())
    assert ours is not None
    boot, namespace, start = ours.split(" ")
    earlier = f"{boot} {namespace} {int(start) - 1}"
    assert lives(holder(os.getpid(), ours))
    assert not lives(holder(os.getpid(), earlier))


def test_what_ran_before_the_machine_started_again_is_dead() -> None:
    ours = birth(os.getpid())
    assert ours is not None
    _, rest = ours.split(" ", 1)
    assert not lives(holder(os.getpid(), f"boot-sebelumnya {rest}"))


@pytest.mark.parametrize("where", ["host", "container"])
def test_one_that_cannot_be_looked_at_lives_as_long_as_it_says_so(where: str) -> None:
    ours = birth(os.getpid())
    assert ours is not None
    boot, _, start = ours.split(" ")
    there = holder(1, ours, host="menara") if where == "host" else holder(1, f"{boot} pid:[1] {start}")
    assert lives(there)
    silent = replace(there, renewed=utc_now() - SILENCE - MINUTE)
    assert not lives(silent)


def test_without_births_a_number_counts_as_long_as_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "birth", lambda _pid: None)
    parent = os.getppid()
    assert lives(holder(parent, None))
    assert not lives(holder(parent, None, silent=2 * SILENCE))
    assert not lives(holder(os.getpid(), None))
    assert not lives(holder(2**22 + 1, None))
