"""What a spider yields besides `core` nouns: small values that pipelines turn into rows."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from core.nouns import Candidate, Channel


@dataclass(frozen=True, slots=True)
class Wire:
    """A response as it came over the wire, before any decompression; what the archive keeps."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)  # a log line must not hold a page
    request_headers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """What one reading of a channel announced. `channel` is its new state, None while pages remain.

    Candidates and state are stored in one transaction: a crawl that dies before it reads the listing
    again, one that dies after it finds the candidates waiting. `counts` come with the last listing
    and go into the run in the same transaction, so that a night that dies leaves what it saw.
    """

    outlet_id: str
    candidates: tuple[Candidate, ...]
    channel: Channel | None
    counts: Mapping[str, int] | None = None


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
