"""What the fictional regency is made of: newsrooms, press releases, and pieces that know what they report."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from core.indonesian import ZONES
from core.nouns import Activity, OutletKind

WIB = ZONES["WIB"]

# When each night looks at the newsrooms. A piece is there from its first night on.
NIGHTS: Mapping[int, dt.datetime] = {
    1: dt.datetime(2026, 10, 30, 21, tzinfo=WIB).astimezone(dt.UTC),
    2: dt.datetime(2026, 10, 31, 21, tzinfo=WIB).astimezone(dt.UTC),
}


class Shape(StrEnum):
    """How a newsroom's site announces its articles."""

    WORDPRESS = "wordpress"
    FEED = "feed"
    LISTING = "listing"
    DEAD = "dead"


class PieceKind(StrEnum):
    """What a piece is to the activity it reports or resembles; `COVERING` are reports of it."""

    OWN = "own"
    EDITED = "edited"
    VERBATIM = "verbatim"
    SHORT = "short"
    CRITICAL = "critical"
    LATE = "late"
    COPY = "copy"
    PREVIEW = "preview"
    LAST_YEAR = "last_year"
    OTHER_PLACE = "other_place"
    MENTION = "mention"
    FOLLOW_UP = "follow_up"
    UNRELATED = "unrelated"


COVERING = frozenset(
    {PieceKind.OWN, PieceKind.EDITED, PieceKind.VERBATIM, PieceKind.SHORT, PieceKind.CRITICAL, PieceKind.LATE}
)


@dataclass(frozen=True, slots=True)
class Site:
    """One newsroom and how its site is built.

    `permalink` is a pattern over `year`, `month`, `day`, `slug` and `cms_id`; `metadata` says where the page
    carries its machine-readable date (`graph`, `jsonld`, `meta`, or `visible`: nowhere but in the text);
    `related` whether "Baca juga" is part of the `content` or only of the `page`; `robots` is the text of
    robots.txt, None where there is none; `pubdate` how its feed writes times (`gmt`, `offset`, `wib`).
    """

    id: str
    name: str
    kind: OutletKind
    region: str
    shape: Shape
    theme: str
    metadata: str
    permalink: str
    related: str
    robots: str | None
    feed_items: int
    pubdate: str
    colour: str
    tagline: str


@dataclass(frozen=True, slots=True)
class Release:
    """The government's press release on an activity; paragraphs without a dateline."""

    activity_id: str
    title: str
    date: dt.date
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """An article of a demo newsroom and what it truly reports.

    `activities` are the ids it covers, `near` those it only resembles. `night` is the first night that sees
    it. `slug` and `cms_id` never change, whatever happens to the title.
    """

    id: str
    outlet_id: str
    title: str
    published: dt.datetime
    kind: PieceKind
    paragraphs: tuple[str, ...]
    slug: str
    cms_id: int
    activities: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    section: str = "Berita"
    tags: tuple[str, ...] = ()
    night: int = 1
    modified: dt.datetime | None = None
    release: str | None = None
    copy_of: str | None = None

    @property
    def local(self) -> dt.datetime:
        """The publication time on the newsroom's own clock."""
        return self.published.astimezone(WIB)

    @property
    def changed_at(self) -> dt.datetime:
        """When the outlet last touched it: `modified`, or its publication."""
        return self.modified or self.published


@dataclass(frozen=True, slots=True)
class Change:
    """What an outlet does to a published piece before the second night; None leaves that part alone."""

    piece_id: str
    modified: dt.datetime
    title: str | None = None
    paragraphs: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """Everything the demo knows. `pieces` holds both nights', as first published."""

    sites: tuple[Site, ...]
    activities: tuple[Activity, ...]
    releases: tuple[Release, ...]
    pieces: tuple[Piece, ...]
    changes: tuple[Change, ...]
    deleted: frozenset[str]

    def on(self, night: int) -> tuple[Piece, ...]:
        """The pieces that can be read on a night (1 or 2), in no particular order."""
        if night == min(NIGHTS):
            return tuple(piece for piece in self.pieces if piece.night == night)
        changes = {change.piece_id: change for change in self.changes}
        return tuple(
            _changed(piece, changes.get(piece.id)) for piece in self.pieces if piece.id not in self.deleted
        )


def _changed(piece: Piece, change: Change | None) -> Piece:
    if change is None:
        return piece
    return replace(
        piece,
        title=change.title or piece.title,
        paragraphs=change.paragraphs or piece.paragraphs,
        modified=change.modified,
    )
