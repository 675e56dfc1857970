"""What a worker does when one page makes it die, as a broken parser of a C library would."""

import os
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from app import page_worker
from app.page_worker import Outcome
from core.nouns import Found


def extract_unit(root: str, zone: ZoneInfo, batch: Sequence[Found]) -> list[Outcome]:
    if any("mematikan" in found.candidate.url for found in batch):
        os._exit(9)
    return page_worker.extract_unit(root, zone, batch)
