"""One outlet's night as a pure state machine: which listing to ask for next, and what came of it.

The outlet's channels are tried by rank until one is read to its end. Where none is known or none
works any more, WordPress is guessed, then the home page is searched for what it announces.
"""

import datetime as dt
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from core.nouns import Candidate, Channel, Issue, Outlet
from crawler.causes import PLAIN, Cause
from crawler.channels import (
    Announcement,
    Call,
    ChannelProblem,
    ListingResponse,
    ProblemCode,
    Session,
    Step,
    discover,
    guesses,
    open_session,
)
from crawler.items import Listing
from crawler.plan import Memory, OutletTask, Tally

RECENT = 100  # known articles a listing is compared with: one page of a WordPress listing
# What says that the site itself cannot be had: no other address of it is worth asking for tonight.
SITE_IS_AWAY = frozenset(
    {
        Cause.DNS,
        Cause.REFUSED,
        Cause.TIMEOUT,
        Cause.TLS,
        Cause.BROKEN,
        Cause.NOT_HTTP,
        Cause.PRIVATE,
        Cause.ROBOTS_DOWN,
    }
)
MAX_ATTEMPTS = 10  # channels tried in a night; an outlet without one must not cost dozens of requests


@dataclass(frozen=True, slots=True)
class Ask:
    """A request to send for this outlet: a listing of the open session, or the home page."""

    url: str
    call: Call | None = None


@dataclass(frozen=True, slots=True)
class Advance:
    """What one answer led to. `ask` is None when the reading is over."""

    ask: Ask | None = None
    listing: Listing | None = None
    vanished: tuple[Candidate, ...] = ()
    issues: tuple[Issue, ...] = ()
    read: bool = False


class OutletReading:
    """One reading of one outlet; counts go into its tally."""

    def __init__(self, task: OutletTask, memory: Memory, *, now: dt.datetime, backfill: dt.timedelta,
                 since: dt.datetime | None, zone: ZoneInfo) -> None:  # fmt: skip
        self.task = task
        self.tally = Tally()
        self._memory = memory
        self._now, self._backfill, self._since, self._zone = now, backfill, since, zone
        self._attempts = deque(task.channels or _channels(task.outlet, guesses(task.outlet.url)[:1]))
        self._tried: set[str] = set()
        self._home_searched = False
        self._session: Session | None = None
        self._channel: Channel | None = None
        self._problem: ChannelProblem | None = None
        self._back_to: dt.datetime | None = None

    def start(self) -> Ask | None:
        """The first request of the night."""
        return self._next_attempt().ask

    def answer(self, ask: Ask, response: ListingResponse) -> Advance:
        """What the response to an ask means."""
        self.tally.listings += 1
        if ask.call is None:
            self._search_home(response)
            return self._next_attempt()
        assert self._session is not None
        step = self._session.read(ask.call, response)
        self._count(step)
        if step.problem is not None:
            self._problem = step.problem
            advance = self._next_attempt()
            return Advance(ask=advance.ask, listing=self._listing(step), issues=advance.issues)
        if step.next is not None:
            return Advance(Ask(step.next.url, step.next), self._listing(step), step.vanished)
        return self._finish(step)

    def failed(self, cause: Cause) -> Advance:
        """No response came to an ask."""
        self.tally.away = int(cause in SITE_IS_AWAY - {Cause.PRIVATE, Cause.ROBOTS_DOWN})
        if cause in SITE_IS_AWAY or not self._attempts_left():
            return Advance(issues=(self._issue(cause, PLAIN[cause]),))
        self._problem = self._problem or ChannelProblem(ProblemCode.HTTP_STATUS, PLAIN[cause])
        return self._next_attempt()

    def _attempts_left(self) -> bool:
        return bool(self._attempts) or not self._home_searched

    def _next_attempt(self) -> Advance:
        while self._attempts and len(self._tried) < MAX_ATTEMPTS:
            channel = self._attempts.popleft()
            if channel.url not in self._tried:
                self._tried.add(channel.url)
                return Advance(self._open(channel))
        # A channel that is merely not available now is no reason to look for another.
        temporary = self._problem is not None and self._problem.temporary
        if not self._home_searched and not temporary:
            self._home_searched = True
            return Advance(Ask(self.task.outlet.url))
        return Advance(issues=(self._give_up(),))

    def _open(self, channel: Channel) -> Ask:
        recent = tuple(self._memory.recent(self.task.outlet.id, RECENT))
        # Asked of the runs, not of what is stored: a first night that died is a first night again.
        self._back_to = self._since or (None if self.task.read_before else self._now - self._backfill)
        self._channel = channel
        self._session = open_session(
            channel,
            outlet=self.task.outlet,
            zone=self._zone,
            known=self._memory.known,
            since=self._back_to,
            recent=recent,
        )
        call = self._session.start()
        return Ask(call.url, call)

    def _search_home(self, response: ListingResponse) -> None:
        found = discover(response.body, response.url, link_header=response.header("Link"))
        self._attempts.extend(_channels(self.task.outlet, [*found, *guesses(self.task.outlet.url)]))

    def _count(self, step: Step) -> None:
        self.tally.foreign += step.foreign
        known = self._memory.known([candidate.id for candidate in step.candidates])
        self.tally.new += sum(candidate.id not in known for candidate in step.candidates)
        self.tally.changed += sum(candidate.id in known for candidate in step.candidates)

    def _listing(self, step: Step) -> Listing | None:
        if not step.candidates and step.channel is None:
            return None
        return Listing(self.task.outlet.id, step.candidates, step.channel)

    def _finish(self, step: Step) -> Advance:
        self.tally.watched = 1
        self.tally.gap = int(step.gap or (step.unexplained or 0) > 0)
        issues = [self._issue(Cause.GAP, PLAIN[Cause.GAP])] if self.tally.gap else []
        listing = Listing(self.task.outlet.id, step.candidates, step.channel, self._reading_counts(step))
        return Advance(None, listing, step.vanished, tuple(issues), read=True)

    def _reading_counts(self, step: Step) -> Mapping[str, int]:
        """What scores must know of this reading even if the night dies before it ends."""
        self.tally.read_from = self._reach(step)
        return {"watched": 1, "gap": self.tally.gap, "read_from": self.tally.read_from, "pending": 1}

    def _reach(self, step: Step) -> int:
        """The first local day (YYYYMMDD) that a reading back in time covers whole; 0 where it was none."""
        if step.whole_since is None or self.tally.gap:
            return 0
        first = step.whole_since.astimezone(self._zone)
        if step.whole_since != self._back_to:
            # The feed ended on that day: what was published earlier on it is not known.
            first += dt.timedelta(days=1)
        return int(f"{first:%Y%m%d}")

    def _give_up(self) -> Issue:
        if self._problem is None or not self.task.channels:
            reason = f"; jawaban terakhir: {self._problem.message}" if self._problem else ""
            return self._issue(Cause.NO_CHANNEL, PLAIN[Cause.NO_CHANNEL] + reason)
        return self._issue(self._problem.code, self._problem.message)

    def _issue(self, code: str, message: str) -> Issue:
        return Issue(str(code), message, self.task.outlet.id)


def _channels(outlet: Outlet, announced: Sequence[Announcement]) -> list[Channel]:
    return [Channel(outlet.id, item.kind, item.url) for item in announced]
