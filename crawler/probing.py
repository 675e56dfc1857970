"""Finds, tries and ranks an outlet's channels: a pure state machine, one request at a time."""

import datetime as dt
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID
from zoneinfo import ZoneInfo

from core.nouns import Channel, ChannelKind, Issue, Outlet
from crawler.causes import PLAIN, Cause
from crawler.channels import ChannelProblem, ListingResponse, Reading, discover, guesses, open_session, peek
from crawler.masthead import site_name
from crawler.plan import Finding
from crawler.reading import SITE_IS_AWAY, Ask

LOOK_BACK = dt.timedelta(days=30)  # what a finding's words count
MAX_TRIALS = 8  # listings asked for an outlet; a probe must stay a visit
ENOUGH_FEEDS = 2  # one to read, one to fall back on

NAMES = {ChannelKind.WORDPRESS: "WordPress (REST)", ChannelKind.FEED: "umpan RSS/Atom"}


@dataclass(frozen=True, slots=True)
class Trial:
    """A channel that answered, and what its first listing held of the last 30 days."""

    channel: Channel
    articles: int
    whole_text: bool

    @property
    def words(self) -> str:
        """For an operator: kind, address, number of articles."""
        text = "teks lengkap" if self.whole_text else "ringkasan saja"
        return (
            f"{NAMES[self.channel.kind]} di {self.channel.url}: {self.articles} berita dalam 30 hari, {text}"
        )


class OutletProbe:
    """One look at one outlet: the home page, then what it announces, then the usual addresses."""

    def __init__(self, outlet: Outlet, *, now: dt.datetime, zone: ZoneInfo) -> None:
        self.outlet = outlet
        self._since, self._zone = now - LOOK_BACK, zone
        usual = [Channel(outlet.id, item.kind, item.url) for item in guesses(outlet.url)]
        self._queue, self._guesses = deque(usual[:1]), deque(usual[1:])
        self._seen: set[tuple[ChannelKind, str]] = set()
        self._trials: list[Trial] = []
        self._failures: list[str] = []
        self._channel: Channel | None = None
        self._name: str | None = None

    def start(self) -> Ask:
        """The home page: it names the site's feeds."""
        return Ask(self.outlet.url)

    def answer(self, ask: Ask, response: ListingResponse) -> Ask | Finding:
        """What to ask next, or what was found."""
        if ask.call is None:
            self._name = site_name(response.body)
            found = [
                Channel(self.outlet.id, item.kind, item.url) for item in discover(response.body, response.url)
            ]
            self._queue.extendleft(reversed(found))
            return self._next()
        assert self._channel is not None
        self._note(self._channel, peek(self._channel, response, outlet=self.outlet, zone=self._zone))
        return self._next()

    def failed(self, cause: Cause, detail: str) -> Ask | Finding:
        """No response came to an ask."""
        self._failures.append(f"{detail}: {PLAIN[cause]}")
        if cause in SITE_IS_AWAY:
            return Finding(self.outlet.id, (), PLAIN[cause], (Issue(cause, PLAIN[cause], self.outlet.id),))
        return self._next()

    def _note(self, channel: Channel, answer: Reading | ChannelProblem) -> None:
        if isinstance(answer, ChannelProblem):
            self._failures.append(f"{channel.url}: {answer.message}")
            return
        recent = [item for item in answer.candidates if item.published and item.published >= self._since]
        whole = bool(answer.candidates) and all(item.content for item in answer.candidates)
        self._trials.append(Trial(channel, len(recent), whole))

    def _next(self) -> Ask | Finding:
        while len(self._seen) < MAX_TRIALS and (channel := self._untried()) is not None:
            key = (channel.kind, channel.url)
            if key in self._seen:
                continue
            self._seen.add(key)
            self._channel = channel
            call = open_session(channel, outlet=self.outlet, zone=self._zone, known=_nothing_known).start()
            return Ask(call.url, call)
        return self._finding()

    def _untried(self) -> Channel | None:
        feeds = sum(trial.channel.kind is ChannelKind.FEED for trial in self._trials)
        while self._queue:
            channel = self._queue.popleft()
            if channel.kind is not ChannelKind.FEED or feeds < ENOUGH_FEEDS:
                return channel
        # Addresses nobody announced are asked only where nothing announced works.
        return self._guesses.popleft() if self._guesses and not self._trials else None

    def _finding(self) -> Finding:
        ranked = sorted(self._trials, key=_rank)
        channels = tuple(replace(trial.channel, rank=rank) for rank, trial in enumerate(ranked))
        if channels:
            named = f"situs bernama “{self._name}”; " if self._name else ""
            return Finding(self.outlet.id, channels, named + "; ".join(trial.words for trial in ranked))
        words = PLAIN[Cause.NO_CHANNEL]
        detail = "; ".join(self._failures[:3])
        issue = Issue(Cause.NO_CHANNEL, f"{words}; {detail}" if detail else words, self.outlet.id)
        return Finding(self.outlet.id, (), words, (issue,))


def _rank(trial: Trial) -> tuple[bool, bool, int]:
    """WordPress first (it reaches back and states its total), then whole texts, then the fuller listing."""
    return (trial.channel.kind is not ChannelKind.WORDPRESS, not trial.whole_text, -trial.articles)


def _nothing_known(_ids: Sequence[UUID]) -> Mapping[UUID, dt.datetime | None]:
    return {}
