"""What is already known, for spiders that do not know the database."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from core.nouns import Candidate
from storage import Database


class StoredMemory:
    """`crawler.plan.Memory` over the database; one short read a call."""

    def __init__(self, database_url: str) -> None:
        self._database = Database(database_url)

    def known(self, ids: Sequence[UUID]) -> Mapping[UUID, datetime | None]:
        """The stored modification time of each id that was announced before."""
        with self._database.reading() as unit:
            return unit.candidates.known(ids)

    def recent(self, outlet_id: str, limit: int) -> Sequence[Candidate]:
        """The outlet's newest known articles that are not known to be gone."""
        with self._database.reading() as unit:
            return unit.candidates.recent(outlet_id, limit)
