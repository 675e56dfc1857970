"""What jobs met that a maintainer must see."""

import datetime as dt
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from core.nouns import Issue
from storage.base import insert_into, storable, storable_or_none
from storage.models import IssueRow


@dataclass(frozen=True, slots=True)
class SeenIssue:
    """An issue, when it was seen first and last, how often, and when it went away (None: open)."""

    issue: Issue
    first_seen: dt.datetime
    last_seen: dt.datetime
    times: int
    closed_at: dt.datetime | None = None


class Issues:
    """What a maintainer must see; code, outlet and address together are one issue."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def see(self, issues: Sequence[Issue], at: dt.datetime) -> None:
        """These issues were met at `at`: counted once more each, and open (again)."""
        # In one order everywhere, so that two processes never wait for each other.
        for issue in sorted(issues, key=_issue_id):
            again = {"message": storable(issue.message), "last_seen": at, "closed_at": None}
            insert = insert_into(self._session, IssueRow).values(
                id=_issue_id(issue),
                code=issue.code,
                outlet_id=issue.outlet_id,
                url=storable_or_none(issue.url),
                first_seen=at,
                times=1,
                **again,
            )
            self._session.execute(
                insert.on_conflict_do_update(
                    index_elements=["id"], set_=again | {"times": IssueRow.times + 1}
                )
            )

    def settle(
        self, outlet_id: str, url: str | None, at: dt.datetime, *, keep: Collection[str] = frozenset()
    ) -> None:
        """The outlet's open issues of this address are gone, except under the codes to `keep`.

        None for the address means those of the outlet itself.
        """
        statement = (
            update(IssueRow)
            .where(IssueRow.closed_at.is_(None), IssueRow.outlet_id == outlet_id)
            .where(IssueRow.url.is_(None) if url is None else IssueRow.url == storable_or_none(url))
            .where(IssueRow.code.not_in(sorted(keep)))
        )
        self._session.execute(statement.values(closed_at=at).execution_options(synchronize_session=False))

    def open(self) -> list[SeenIssue]:
        """The issues that were not closed, oldest first."""
        return self._list(select(IssueRow).where(IssueRow.closed_at.is_(None)))

    def all(self) -> list[SeenIssue]:
        """Every issue, closed ones too, oldest first."""
        return self._list(select(IssueRow))

    def _list(self, query: Select[IssueRow]) -> list[SeenIssue]:
        query = query.order_by(IssueRow.first_seen, IssueRow.id).execution_options(populate_existing=True)
        return [
            SeenIssue(
                Issue(row.code, row.message, row.outlet_id, row.url),
                row.first_seen,
                row.last_seen,
                row.times,
                row.closed_at,
            )
            for row in self._session.scalars(query)
        ]


def _issue_id(issue: Issue) -> UUID:
    return uuid5(NAMESPACE_URL, json.dumps([issue.code, issue.outlet_id, issue.url]))
