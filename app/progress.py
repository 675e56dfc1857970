"""What a job tells while it works: a moving bar on a terminal, plain lines in a log; always on stderr."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from app.installation import Installation

LOOK_SECONDS = 0.5


class Progress:
    """Speaks on stderr; `quiet` says nothing."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.console = Console(stderr=True, quiet=quiet, highlight=False)

    def say(self, text: str) -> None:
        """One line about what begins now."""
        self.console.print(f"[dim]·[/dim] {text}")

    @contextmanager
    def crawling(self, installation: Installation) -> Iterator[None]:
        """Show pages archived and extracted against pages announced, for as long as the block lasts."""
        self.say("merayapi media dan mengekstrak halaman")
        if not self.console.is_terminal or self.console.quiet:
            yield
            return
        columns = (
            TextColumn("  {task.description:<12}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        with Bars(*columns, console=self.console, transient=True) as bars:
            stop = threading.Event()
            watcher = threading.Thread(target=_watch, args=(installation, bars, stop), daemon=True)
            watcher.start()
            try:
                yield
            finally:
                stop.set()
                watcher.join()


def _watch(installation: Installation, bars: Bars, stop: threading.Event) -> None:
    start = _counts(installation)
    archived = bars.add_task("diarsipkan", total=None)
    extracted = bars.add_task("diekstrak", total=None)
    while not stop.wait(LOOK_SECONDS):
        now = _counts(installation)
        known = sum(now.values()) - sum(start.values()) + start.get("announced", 0)
        waiting = now.get("announced", 0)
        bars.update(archived, total=known, completed=max(known - waiting, 0))
        bars.update(extracted, total=known, completed=max(known - waiting - now.get("archived", 0), 0))


def _counts(installation: Installation) -> dict[str, int]:
    with installation.database.reading() as unit:
        return unit.candidates.counts()
