"""What a spider yields besides `core` nouns: small values that pipelines turn into rows."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from core.nouns import Candidate, Channel


@dataclass(frozen=True, slots=True)
class Wire:
    """A response as it came over the wire, before any decompression; what the archive keeps."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    request_headers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """What one reading of a channel announced. `channel` is its new state, None while pages remain.

    Candidates and state are stored in one transaction: a crawl that dies before it reads the listing
    again, one that dies after it finds the candidates waiting.
    """

    outlet_id: str
    candidates: tuple[Candidate, ...]
    channel: Channel | None


@dataclass(frozen=True, slots=True)
class Fetched:
    """An article's page, on its way into the archive."""

    candidate: Candidate
    fetched_at: dt.datetime
    wire: Wire


@dataclass(frozen=True, slots=True)
class Missed:
    """An article's page that could not be had. `final` means asking again is no use."""

    candidate_id: UUID
    reason: str
    final: bool


@dataclass(frozen=True, slots=True)
class Recovered:
    """An outlet was read in good order: its open crawl issues are over."""

    outlet_id: str
