"""What every channel shares: a call to make, what its response said, and what to do then.

A session reads one channel of one outlet once. It is a pure state machine: it asks for one address
at a time, is given the response, and says what it learnt. The spider only carries:

    session = open_session(channel, outlet=..., zone=..., since=..., recent=..., known=...)
    call = session.start()
    while call is not None:
        step = session.read(call, fetch(call.url))
        store(step.candidates, step.channel)  # one transaction
        call = step.next
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from core.nouns import Candidate, Channel, Outlet

# The stored `modified` of each of these ids that was announced before; unknown ids are absent.
Known = Callable[[Sequence[UUID]], Mapping[UUID, datetime | None]]


class Purpose(StrEnum):
    """Why a listing is asked for."""

    NEWEST = "newest"  # what is new or edited since the last reading
    BACKFILL = "backfill"  # everything published since a moment
    BY_ID = "by_id"  # the sum does not fit: posts inserted with an old date
    BY_DATE = "by_date"  # the sum still does not fit: posts scheduled earlier and published since
    STILL_THERE = "still_there"  # fewer articles than before: which known ones are gone


@dataclass(frozen=True, slots=True)
class Call:
    """A listing to request next, and why. `page` counts from 1."""

    url: str
    purpose: Purpose
    page: int = 1


@dataclass(frozen=True, slots=True)
class ListingResponse:
    """A response to a call: `body` with its content encoding undone, `url` after redirects."""

    url: str
    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    def header(self, name: str) -> str | None:
        """The header of this name in any case, None where it is absent."""
        wanted = name.lower()
        return next((value for key, value in self.headers.items() if key.lower() == wanted), None)


class ProblemCode(StrEnum):
    """Why a channel could not be read; the code of the Issue it becomes."""

    UNAVAILABLE = "channel_unavailable"  # 408, 429, 5xx: not now, which is not the same as blocked
    HTTP_STATUS = "channel_http_status"
    CHALLENGE = "challenge_page"
    EMPTY = "channel_empty"
    REST_BLOCKED = "rest_blocked"
    REST_DISABLED = "rest_disabled"
    REST_IS_HTML = "rest_is_html"
    NOT_JSON = "not_json"
    NOT_POSTS = "not_posts"
    FEED_MISSING = "feed_missing"
    FEED_IS_HTML = "feed_is_html"
    NOT_XML = "not_xml"
    UNSAFE_XML = "unsafe_xml"


@dataclass(frozen=True, slots=True)
class ChannelProblem:
    """A response that is not a listing: its cause, and Indonesian words for an operator."""

    code: ProblemCode
    message: str

    @property
    def temporary(self) -> bool:
        """Whether the same call may well succeed next time: no reason to give the channel up."""
        return self.code is ProblemCode.UNAVAILABLE


@dataclass(frozen=True, slots=True)
class Reading:
    """What one response said, in its order.

    `foreign` are entries that lead to another site and are not announced; `linkless` counts entries
    without a usable address. `total` and `pages` are the site's own counts where it states them.
    `generator` is the software a feed names.
    """

    candidates: tuple[Candidate, ...] = ()
    foreign: tuple[Candidate, ...] = ()
    linkless: int = 0
    total: int | None = None
    pages: int | None = None
    generator: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What to do after a response.

    `candidates` are new or changed articles to store and fetch. `next` is the call to make then,
    None when the session is over. `channel` comes with the last step of a reading that went to its
    end and is the state to store in one transaction with that step's candidates; it is equal to
    the old state when the site did not change. A session that ends on a `problem` has no `channel`:
    the next night starts from the old state.

    `vanished` are known articles that the listing should hold and does not: look at their pages.
    `gap` says that articles may have been missed. `unexplained` is what is left of the site's own
    total after everything found: positive, articles we did not find; negative, articles gone that
    we never knew; 0, the reading is proven complete; None, no proof (a feed, a first reading, or a
    site that states no total). `foreign` and `linkless` count entries left out.

    `whole_since` comes with the last step of a reading that was asked to go back: the moment from
    which on the listings held every article. Later than asked where a feed ended before that.
    """

    candidates: tuple[Candidate, ...] = ()
    next: Call | None = None
    channel: Channel | None = None
    problem: ChannelProblem | None = None
    vanished: tuple[Candidate, ...] = ()
    gap: bool = False
    unexplained: int | None = None
    foreign: int = 0
    linkless: int = 0
    whole_since: datetime | None = None

    @property
    def done(self) -> bool:
        """Whether the session is over."""
        return self.next is None


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a session starts from.

    `zone` is the outlet's, for times that name none. `since` is how far back a first reading goes,
    that is, one of a channel without a watermark. Where it is None, a feed's first reading is one page,
    and a WordPress site's goes back to the oldest of `recent`, or through the whole archive where
    nothing is known. On a channel that was read before, `since` is given only when somebody asked for it. `recent` are the
    outlet's newest known articles, at least a hundred where it has them.
    """

    channel: Channel
    outlet: Outlet
    zone: ZoneInfo
    known: Known
    since: datetime | None = None
    recent: tuple[Candidate, ...] = ()


class Session(Protocol):
    """One reading of one channel; used once."""

    def start(self) -> Call:
        """The first call."""

    def read(self, call: Call, response: ListingResponse) -> Step:
        """What the response to a call means; never raises, whatever the bytes are."""


def is_changed(candidate: Candidate, stored: datetime | None) -> bool:
    """Whether a known article was edited since its stored modification.

    An article known without one (another channel announced it) counts as edited only when its
    modification lies after its publication.
    """
    if candidate.modified is None:
        return False
    before = stored if stored is not None else candidate.published
    return before is not None and candidate.modified > before


def fresh(candidates: Sequence[Candidate], known: Mapping[UUID, datetime | None]) -> tuple[Candidate, ...]:
    """Those that were never announced, or were edited since."""
    return tuple(item for item in candidates if item.id not in known or is_changed(item, known[item.id]))
