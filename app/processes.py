"""Which process this is, and whether another one still lives."""

from __future__ import annotations

import datetime as dt
import os
import socket
from pathlib import Path

from core.clock import utc_now
from storage import Holder

# A process says every minute that it lives; one that we cannot look at is believed dead after this.
SILENCE = dt.timedelta(minutes=15)
_BOOT = Path("/proc/sys/kernel/random/boot_id")
_START_TICKS = 21  # the 22nd field of /proc/PID/stat, see proc(5)
_STATE_FIELDS_FROM = 2  # the fields that follow the process's name, its state first
_ENDED = {"Z", "X"}


def birth(pid: int) -> str | None:
    """What tells a living process from a later one with its number: boot, pid namespace, start.

    Start is in ticks since boot, 0 when the process ended and nobody took notice yet. None where the
    system does not say: no `/proc`, no such process, or one that is hidden from us.
    """
    try:
        boot = _BOOT.read_text(encoding="ascii").strip()
        namespace = Path("/proc/self/ns/pid").readlink()
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    # The name may hold spaces and parentheses; what follows the last one does not.
    fields = stat.rpartition(")")[2].split()
    start = "0" if fields[0] in _ENDED else fields[_START_TICKS - _STATE_FIELDS_FROM]
    return f"{boot} {namespace} {start}"


def lives(holder: Holder) -> bool:
    """Whether the process behind a run still lives.

    One on this machine is looked at. One on another machine or in another container lives as long
    as it says so.
    """
    speaks = utc_now() - holder.renewed < SILENCE
    if holder.host != socket.gethostname():
        return speaks
    ours = birth(os.getpid())
    if holder.born is None or ours is None:
        # Without a birth the number may have gone to another process.
        return holder.pid != os.getpid() and _exists(holder.pid) and speaks
    boot, namespace, _ = holder.born.split(" ")
    our_boot, our_namespace, _ = ours.split(" ")
    if boot != our_boot:
        return False
    if namespace != our_namespace:
        return speaks
    seen = birth(holder.pid)
    return seen == holder.born if seen is not None else _exists(holder.pid) and speaks


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
