"""Processes that work beside the job, and die with it."""

import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait


def pool(workers: int) -> ProcessPoolExecutor:
    """A process pool whose workers end when this process ends, even by `kill -9`.

    Workers are spawned, not forked: a fork would copy open database connections and a running
    reactor's threads.
    """
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_die_with_parent)


def worker_count(configured: int) -> int:
    """The configured number of workers, or one a core where it is 0."""
    return configured or os.cpu_count() or 1


def _die_with_parent() -> None:
    # Ctrl-C reaches the whole group; the job decides what it means, its workers finish their page.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, name="die-with-parent", daemon=True).start()
