"""Processes that work beside the job, and die with it."""

import logging
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import Pipe, get_context, parent_process
from multiprocessing.connection import Connection, wait


@contextmanager
def pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """A process pool whose workers end with the block, and with this process, even by `kill -9`.

    When the block ends by an exception, Ctrl-C included, workers end at once: everything they do can be
    taken up again. Workers are spawned, not forked: a fork would copy open database connections and a
    running reactor's threads.
    """
    watched, held = Pipe(duplex=False)
    executor = ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_end_with, initargs=(watched,)
    )
    try:
        yield executor
    except BaseException:
        held.close()
        executor.shutdown(cancel_futures=True)
        raise
    else:
        executor.shutdown()
    finally:
        held.close()
        watched.close()


def worker_count(configured: int) -> int:
    """The configured number of workers, or one a core where it is 0."""
    return configured or os.cpu_count() or 1


def _end_with(held_open: Connection) -> None:
    # Ctrl-C reaches the whole group; the job decides what it means, and ends its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Odd pages make them warn on the terminal; what matters becomes an Issue.
    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    parent = parent_process()
    assert parent is not None

    def watch() -> None:
        wait([parent.sentinel, held_open])
        os._exit(1)

    threading.Thread(target=watch, name="end-with-parent", daemon=True).start()
