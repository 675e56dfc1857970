"""What a worker process does: archived pages into articles. Imports no more than that needs."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from core.nouns import Article, Found
from crawler.extractors import ExtractionError, Refusal, extract
from storage import Archive, ArchiveError

Outcome = tuple[Found, Article | ExtractionError]


def extract_unit(root: str, zone: ZoneInfo, batch: Sequence[Found]) -> list[Outcome]:
    """In a worker: read each page from the archive and extract it."""
    archive = Archive(root)
    return [(found, _extract_one(archive, zone, found)) for found in batch]


def _extract_one(archive: Archive, zone: ZoneInfo, found: Found) -> Article | ExtractionError:
    try:
        page = archive.read(found.snapshot)
        content_type = next((value for name, value in page.headers if name.lower() == "content-type"), None)
        return extract(found, page.body, content_type, zone)
    except ArchiveError as error:
        return ExtractionError(Refusal.UNREADABLE, str(error))
    except ExtractionError as error:
        return error
