"""The sum that proves a reading of a WordPress site complete.

A site states how many articles it has. If that number is the one of the last complete reading, plus
the articles found since, minus those that went away, then none was missed. If it is not, the
difference says how many are still to be found.

What the sum cannot see: a post inserted out of sight and another deleted out of sight in one night.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from core.nouns import Candidate, Channel, ChannelKind
from crawler.channels.base import is_changed
from crawler.channels.posts import post_number


class Verdict(StrEnum):
    """What an entry of a listing is to us."""

    FRESH = "fresh"  # never announced, or edited since: store and fetch it
    SETTLED = "settled"  # known as it is
    DOUBTFUL = "doubtful"  # unknown, and probably older than the first reading went back


class Ledger:
    """What was met in one session, and how far it explains the site's total."""

    def __init__(self, channel: Channel, recent: Iterable[Candidate]) -> None:
        self._before = channel.total
        self._watermark = channel.watermark
        self._recent = tuple(recent)
        self._by_id = {item.id: item for item in self._recent}
        self._by_number = {item.cms_id: item for item in self._recent if item.cms_id is not None}
        self._horizon = min((item.published for item in self._recent if item.published), default=None)
        numbers = [number for item in self._recent if (number := post_number(item.cms_id)) is not None]
        self._lowest, self._highest = min(numbers, default=None), max(numbers, default=None)
        self._met: set[str | None] = set()
        self._grown: set[UUID] = set()
        self._announced: set[UUID] = set()
        self._suspects: dict[UUID, Candidate] = {}
        self._vanished: dict[UUID, Candidate] = {}
        self.total: int | None = None
        self.newest = channel.watermark

    def judge(self, entry: Candidate, known: Mapping[UUID, datetime | None]) -> Verdict:
        """Enter an entry into the sum, and say what it is."""
        self.see(entry)
        is_known = entry.id in known
        if self._is_growth(entry, is_known=is_known):
            self._grown.add(entry.id)
        if entry.id in self._announced or (is_known and not is_changed(entry, known[entry.id])):
            return Verdict.SETTLED
        if is_known or entry.id in self._grown or entry.cms_id in self._by_number:
            self._announced.add(entry.id)
            return Verdict.FRESH
        if not self.is_behind(entry) or self._highest is None:
            self._suspects[entry.id] = entry
        return Verdict.DOUBTFUL

    def announce(self, entry: Candidate) -> None:
        """An entry is announced whatever it is to the sum: somebody asked for everything since a moment."""
        self._announced.add(entry.id)

    def is_announced(self, entry: Candidate) -> bool:
        """Whether an entry was announced in this session."""
        return entry.id in self._announced

    def count_foreign(self, entries: Iterable[Candidate]) -> None:
        """Entries that lead to other sites are part of the site's total too."""
        for entry in entries:
            self.see(entry)
            if self._is_growth(entry, is_known=False):
                self._grown.add(entry.id)

    def is_behind(self, entry: Candidate) -> bool:
        """Whether an entry was last touched before the last complete reading."""
        touched = entry.modified or entry.published
        return touched is not None and self._watermark is not None and touched <= self._watermark

    def is_within_reach(self, entry: Candidate) -> bool:
        """Whether an entry was published since the oldest of the recent articles we were given."""
        return entry.published is not None and self._horizon is not None and entry.published >= self._horizon

    def miss(self, entries: Iterable[Candidate]) -> None:
        """Known articles that a listing should hold and did not."""
        self._vanished |= {entry.id: entry for entry in entries if entry.cms_id not in self._met}

    def unmet(self) -> tuple[Candidate, ...]:
        """The recent articles of this channel that no listing of this session has shown, newest first."""
        return tuple(item for item in self._recent if _is_post(item) and item.cms_id not in self._met)

    @property
    def vanished(self) -> tuple[Candidate, ...]:
        """Known articles that were missed and not met since."""
        return tuple(item for item in self._vanished.values() if item.cms_id not in self._met)

    @property
    def suspects(self) -> int:
        """How many doubtful entries could explain a total that is too large."""
        return len(self._suspects.keys() - self._grown)

    @property
    def excess(self) -> int | None:
        """Articles the site has beyond what is explained; negative: it lacks some. None: no proof."""
        if self.total is None or self._before is None:
            return None
        return self.total - self._before - len(self._grown) + len(self.vanished)

    @property
    def unexplained(self) -> int | None:
        """What is left of the sum when every order was looked through.

        An article that vanished may have done so before the last reading already, while its page could
        not be looked at; so each vanished one explains a missing article, but is not bound to.
        """
        if (excess := self.excess) is None:
            return None
        return max(0, excess - len(self.vanished)) if excess > 0 else excess

    def take_suspects(self) -> tuple[Candidate, ...]:
        """As many suspects as the total is still too large by, last touched and last made first.

        A doubtful entry is suspect when it was touched since the last reading, so that it may be as
        well an old draft published under an old date as an old article edited; and where no article
        is known at all, whose ids would tell. Reading one too many is harmless.
        """
        wanted = max(0, self.unexplained or 0)
        ranked = sorted(self._suspects.values(), key=self._suspicion, reverse=True)[:wanted]
        self._grown |= {entry.id for entry in ranked}
        taken = tuple(entry for entry in ranked if entry.id not in self._announced)
        self._announced |= {entry.id for entry in taken}
        return taken

    def _suspicion(self, entry: Candidate) -> tuple[bool, int]:
        return not self.is_behind(entry), post_number(entry.cms_id) or 0

    def see(self, entry: Candidate) -> None:
        """An entry is on the site; nothing more."""
        self._met.add(entry.cms_id)
        moments = [item for item in (self.newest, entry.modified, entry.published) if item is not None]
        self.newest = max(moments, default=None)

    def _is_growth(self, entry: Candidate, *, is_known: bool) -> bool:
        """Whether the site did not have this entry at the last complete reading.

        The watermark is the newest moment of anything the site had then, so what was published later is
        new. Ids only grow, so an unknown one above all we know is new, whatever date it bears; and one
        in the middle of what we know would be known if it had been there.
        """
        if ours := self._by_number.get(entry.cms_id or "") or self._by_id.get(entry.id):
            # Its date as we stored it: outlets bump old articles by dating them anew.
            return self._is_after(ours.published)
        if self._is_after(entry.published):
            return True
        within = self.is_within_reach(entry)
        if is_known:
            # Touched, and no longer among the recent articles that are there: it had gone and came back.
            return within and not self.is_behind(entry)
        number = post_number(entry.cms_id)
        if number is None or self._lowest is None or self._highest is None:
            return False
        return number > self._highest or (within and number > self._lowest)

    def _is_after(self, moment: datetime | None) -> bool:
        return self._watermark is None or (moment is not None and moment > self._watermark)


def _is_post(item: Candidate) -> bool:
    return item.channel is ChannelKind.WORDPRESS and post_number(item.cms_id) is not None
