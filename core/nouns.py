"""The nouns every room shares, as frozen values.

`None` always means "not known", never "nothing" or zero. Every `datetime` is aware and in UTC; it is
turned into the government's zone only where a person reads it.
"""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class OutletKind(StrEnum):
    """The medium of an outlet; scores compare outlets only inside one kind."""

    ONLINE = "online"
    PRINT = "print"
    RADIO = "radio"
    TELEVISION = "television"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class Outlet:
    """A news outlet that the government pays. `url` is the home page; `id` never changes."""

    id: str
    name: str
    url: str
    kind: OutletKind = OutletKind.ONLINE
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Official:
    """A person of the government at an activity, with the office held then."""

    name: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Activity:
    """Something the government did (kegiatan), as an officer entered it.

    `date` is the local day it took place, `end_date` the last day when it took several. Often only
    title, date and place are known.
    """

    id: str
    title: str
    date: dt.date
    end_date: dt.date | None = None
    place: str | None = None
    region: str | None = None
    agency: str | None = None
    officials: tuple[Official, ...] = ()
    description: str | None = None
    kind: str | None = None

    @property
    def last_day(self) -> dt.date:
        """The day the activity ended: `end_date`, or `date` when it took one day."""
        return self.end_date or self.date


class ChannelKind(StrEnum):
    """How an outlet announces new articles."""

    WORDPRESS = "wordpress"
    FEED = "feed"


@dataclass(frozen=True, slots=True)
class Channel:
    """One way an outlet announces articles, and how far we have read it.

    Channels are tried by `rank`, 0 first. `watermark` is the newest modification or publication
    seen; `total` the number of published articles the site stated then, None where it states none.
    """

    outlet_id: str
    kind: ChannelKind
    url: str
    rank: int = 0
    watermark: dt.datetime | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address that a channel announced as an article, with what the channel said about it.

    `id` is `core.urls.article_id(url)`. `content` is the article's HTML where the channel carries it
    whole (WordPress, full-text feeds). `offset_minutes` is the site's own zone where the channel
    shows it, `cms_id` its own number for the piece. `modified` is when the outlet says it last changed the piece.
    """

    id: UUID
    outlet_id: str
    url: str
    channel: ChannelKind
    title: str | None = None
    published: dt.datetime | None = None
    modified: dt.datetime | None = None
    content: str | None = None
    cms_id: str | None = None
    offset_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An archived response: which bytes, when, and where in the archive they lie.

    `path`, `offset` and `length` point at one gzip member of a WARC file below the archive's root;
    `sha256` is the hex digest of the payload as it came over the wire.
    """

    id: UUID
    article_id: UUID
    url: str
    fetched_at: dt.datetime
    status: int
    sha256: str
    path: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Article:
    """A piece an outlet published, as extracted from one snapshot of it.

    `published` is the first publication in UTC; `published_basis` names where it was read
    (`cms`, `jsonld`, `meta`, `time`, `text`, `htmldate`; `month` or `year` where no more is known) and `time_known` says whether the source
    gave a time of day or only a day. `step` names the extractor that gave the text. `version` counts
    from 1 and grows when a later snapshot says something else.
    """

    id: UUID
    outlet_id: str
    url: str
    title: str
    text: str
    published: dt.datetime | None
    first_seen: dt.datetime
    snapshot_id: UUID | None = None
    published_basis: str | None = None
    time_known: bool = False
    modified: dt.datetime | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    tags: tuple[str, ...] = ()
    image: str | None = None
    step: str = ""
    version: int = 1


class LinkState(StrEnum):
    """What a later look at an article's address found."""

    ALIVE = "alive"
    MISSING = "missing"
    SITE_DOWN = "site_down"
    OUR_FAILURE = "our_failure"


@dataclass(frozen=True, slots=True)
class LinkCheck:
    """A later look whether an article is still there. `status` is None when no answer came."""

    article_id: UUID
    checked_at: dt.datetime
    state: LinkState
    status: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate whose page lies in the archive and waits for extraction."""

    candidate: Candidate
    snapshot: Snapshot
    first_seen: dt.datetime


class MatchState(StrEnum):
    """`MATCHED` counts as coverage, `DOUBTFUL` waits for a person, `NO` does not count."""

    MATCHED = "matched"
    DOUBTFUL = "doubtful"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Match:
    """How likely an article reports an activity (`probability` in [0, 1]), and why.

    `reasons` are short Indonesian sentences, strongest first, for and against.
    """

    article_id: UUID
    activity_id: str
    probability: float
    state: MatchState
    reasons: tuple[str, ...] = ()


class ValueState(StrEnum):
    """Whether an indicator has a value; only `MEASURED` carries a number."""

    MEASURED = "measured"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One measured property of one outlet in one period.

    `raw` is in the indicator's own unit, `value` on the policy's goalposts (0 to 100), and
    `contribution` the points it adds to the score: contributions add up to the score exactly.
    `evidence` holds the ids of the articles the figure rests on, `note` an Indonesian explanation.
    """

    name: str
    state: ValueState
    raw: float | None
    value: float | None
    weight: float
    contribution: float
    numerator: float | None = None
    denominator: float | None = None
    evidence: tuple[UUID, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """A span of local days, both ends included."""

    start: dt.date
    end: dt.date

    def __contains__(self, day: dt.date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class Scorecard:
    """One outlet's result under one policy: score, bounds and the indicators it is the sum of.

    `score` is None where nothing could be measured; `low` and `high` bound it when every unknown
    indicator is taken at 0 and at 100, and every doubtful match either way. `completeness` is the share of the weight that was measured.
    """

    outlet_id: str
    period: Period
    policy_hash: str
    score: float | None
    low: float | None
    high: float | None
    completeness: float
    opportunities: int
    indicators: tuple[Indicator, ...] = ()


class RunState(StrEnum):
    """How an execution of a job stands."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    DIED = "died"


@dataclass(frozen=True, slots=True)
class Run:
    """One execution of a job, with counts by outcome. `outlets` holds the counts of each outlet."""

    id: UUID
    job: str
    started: dt.datetime
    state: RunState
    ended: dt.datetime | None = None
    counts: dict[str, int] = field(default_factory=dict)
    outlets: dict[str, dict[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Issue:
    """Something a maintainer must see, under one code of a closed list (`core.issues`).

    The same code for the same outlet and address is one issue that is seen again, not many.
    """

    code: str
    message: str
    outlet_id: str | None = None
    url: str | None = None
