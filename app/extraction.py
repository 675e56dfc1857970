"""Pages from the archive through worker processes into articles. A crash costs at most one page."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from app.installation import Installation
from app.page_worker import Outcome, extract_unit
from app.workers import pool, worker_count
from core.clock import utc_now
from core.nouns import Found, Issue
from crawler.extractors import ExtractionError, Refusal

UNIT = 8  # pages a worker takes at a time
WAIT_SECONDS = 0.3  # between two looks for pages while the crawl goes on


def extract_pending(installation: Installation, until: Callable[[], bool]) -> Iterator[tuple[str, int]]:
    """Extract what is pending, and what comes while `until()` is False; yields outcomes with their number."""
    workers = worker_count(installation.config.extract.workers)
    while True:
        try:
            with pool(workers) as executor:
                yield from _extract_until(installation, executor, until, workers * UNIT)
        except BrokenProcessPool:
            yield from _save(installation, _one_by_one(installation, workers * UNIT))
        else:
            return


def _extract_until(
    installation: Installation, executor: ProcessPoolExecutor, until: Callable[[], bool], size: int
) -> Iterator[tuple[str, int]]:
    root, zone = installation.config.archive_root, installation.config.zone
    while True:
        # Asked before looking: what is archived between the look and the answer is seen next time.
        last_look = until()
        batch = _pending(installation, size)
        if batch:
            units = [batch[start : start + UNIT] for start in range(0, len(batch), UNIT)]
            futures = [executor.submit(extract_unit, root, zone, unit) for unit in units]
            yield from _save(installation, [outcome for future in futures for outcome in future.result()])
        elif last_look:
            return
        else:
            time.sleep(WAIT_SECONDS)


def _pending(installation: Installation, size: int) -> list[Found]:
    with installation.database.reading() as unit:
        return unit.candidates.to_extract(size)


def _one_by_one(installation: Installation, size: int) -> list[Outcome]:
    """A page killed its worker: give each page a process of its own, and name the one that kills."""
    root, zone = installation.config.archive_root, installation.config.zone
    outcomes: list[Outcome] = []
    for found in _pending(installation, size):
        try:
            with pool(1) as single:
                outcomes += single.submit(extract_unit, root, zone, [found]).result()
        except BrokenProcessPool:
            outcomes.append((found, ExtractionError(Refusal.CRASHED)))
    return outcomes


def _save(installation: Installation, outcomes: Sequence[Outcome]) -> Iterator[tuple[str, int]]:
    stored = unchanged = refused = 0
    with installation.database.unit() as unit:
        for found, outcome in outcomes:
            if isinstance(outcome, ExtractionError):
                unit.candidates.refused(found.candidate.id, outcome.code, snapshot_id=found.snapshot.id)
                unit.issues.see([_issue(found, outcome)], utc_now())
                refused += 1
            elif unit.articles.save(outcome):
                stored += 1
            else:
                unchanged += 1
    yield "stored", stored
    yield "unchanged", unchanged
    yield "refused", refused


def _issue(found: Found, error: ExtractionError) -> Issue:
    return Issue(str(error.code), error.message, found.candidate.outlet_id, found.candidate.url)
