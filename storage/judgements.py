"""What scoring said: which articles report which activities, and the outlets' scorecards."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from core.nouns import Indicator, Match, MatchState, Period, Scorecard, ValueState
from storage.base import assign, chunks, storable
from storage.models import MatchRow, ScorecardRow

_MATCHED = (MatchState.MATCHED,)


class Matches:
    """The stored matches, by article, then activity."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def replace(self, article_ids: Sequence[UUID], matches: Sequence[Match]) -> int:
        """Make the stored matches of these articles exactly these; returns the rows that changed.

        Raises:
            ValueError: a match of an article that is not among `article_ids`.
        """
        wanted: dict[UUID, dict[str, Match]] = {article_id: {} for article_id in article_ids}
        for match in matches:
            if match.article_id not in wanted:
                raise ValueError(f"a match of another article: {match.article_id}")
            wanted[match.article_id][match.activity_id] = match
        changed = 0
        for chunk in chunks(list(wanted)):
            changed += self._replace_chunk({article_id: wanted[article_id] for article_id in chunk})
        return changed

    def all(self, states: Collection[MatchState] = _MATCHED) -> list[Match]:
        """Every match in one of these states."""
        return self._list(select(MatchRow).where(MatchRow.state.in_([state.value for state in states])))

    def of_articles(self, ids: Sequence[UUID]) -> list[Match]:
        """The matches of these articles, in whatever state."""
        found: list[Match] = []
        for chunk in chunks(sorted(set(ids))):
            found += self._list(select(MatchRow).where(MatchRow.article_id.in_(chunk)))
        return found

    def _replace_chunk(self, wanted: dict[UUID, dict[str, Match]]) -> int:
        changed = 0
        missing = {
            (article_id, key): match for article_id, pairs in wanted.items() for key, match in pairs.items()
        }
        query = select(MatchRow).where(MatchRow.article_id.in_(list(wanted))).with_for_update()
        for row in self._session.scalars(query):
            match = missing.pop((row.article_id, row.activity_id), None)
            if match is None:
                self._session.delete(row)
                changed += 1
            else:
                changed += assign(row, _match_values(match))
        self._session.add_all([MatchRow(**_match_values(match)) for match in missing.values()])
        self._session.flush()
        return changed + len(missing)

    def _list(self, query: Select[MatchRow]) -> list[Match]:
        found = [_match(row) for row in self._session.scalars(query)]
        # Sorted here: PostgreSQL would order activity ids by the server's language.
        return sorted(found, key=lambda match: (match.article_id, match.activity_id))


class Scorecards:
    """The outlets' results, one an outlet, period and policy."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def save(self, scorecards: Sequence[Scorecard]) -> int:
        """Add or change scorecards; returns the rows that were written, equal ones are not.

        What is saved becomes the current result of its outlet and period, whatever other policies
        said before.
        """
        changed = 0
        by_period: dict[Period, list[Scorecard]] = {}
        for card in scorecards:
            by_period.setdefault(card.period, []).append(card)
        for period, cards in by_period.items():
            for chunk in chunks(cards):
                changed += self._save_chunk(period, chunk)
        return changed

    def latest(self, period: Period | None = None) -> list[Scorecard]:
        """The current scorecards of a period, by outlet id; without one, of the period that ends last
        (of several, the shortest).
        """
        wanted = period or self._last_period()
        if wanted is None:
            return []
        query = select(ScorecardRow).where(*_of_period(wanted), ScorecardRow.current.is_(True))
        cards = [_scorecard(row) for row in self._session.scalars(query)]
        return sorted(cards, key=lambda card: card.outlet_id)

    def _save_chunk(self, period: Period, cards: Sequence[Scorecard]) -> int:
        changed = 0
        stored: dict[str, dict[str, ScorecardRow]] = {card.outlet_id: {} for card in cards}
        query = select(ScorecardRow).where(*_of_period(period), ScorecardRow.outlet_id.in_(list(stored)))
        for row in self._session.scalars(query.with_for_update()):
            stored[row.outlet_id][row.policy_hash] = row
        for card in cards:
            values = _scorecard_values(card)
            rows = stored[card.outlet_id]
            for policy_hash, row in rows.items():
                changed += assign(row, values if policy_hash == card.policy_hash else {"current": False})
            if card.policy_hash not in rows:
                rows[card.policy_hash] = ScorecardRow(**values)
                self._session.add(rows[card.policy_hash])
                changed += 1
        self._session.flush()
        return changed

    def _last_period(self) -> Period | None:
        start, end = ScorecardRow.period_start, ScorecardRow.period_end
        row = self._session.execute(select(start, end).order_by(end.desc(), start.desc()).limit(1)).first()
        return None if row is None else Period(row.period_start, row.period_end)


def _of_period(period: Period) -> tuple[ColumnElement[bool], ...]:
    return ScorecardRow.period_start == period.start, ScorecardRow.period_end == period.end


def _match(row: MatchRow) -> Match:
    return Match(row.article_id, row.activity_id, row.probability, MatchState(row.state), tuple(row.reasons))


def _match_values(match: Match) -> dict[str, Any]:
    return {
        "article_id": match.article_id,
        "activity_id": match.activity_id,
        "probability": match.probability,
        "state": match.state.value,
        "reasons": [storable(reason) for reason in match.reasons],
    }


def _scorecard(row: ScorecardRow) -> Scorecard:
    return Scorecard(
        outlet_id=row.outlet_id,
        period=Period(row.period_start, row.period_end),
        policy_hash=row.policy_hash,
        score=row.score,
        low=row.low,
        high=row.high,
        completeness=row.completeness,
        opportunities=row.opportunities,
        indicators=tuple(_indicator(entry) for entry in row.indicators),
    )


def _scorecard_values(card: Scorecard) -> dict[str, Any]:
    return {
        "outlet_id": card.outlet_id,
        "period_start": card.period.start,
        "period_end": card.period.end,
        "policy_hash": card.policy_hash,
        "current": True,
        "score": card.score,
        "low": card.low,
        "high": card.high,
        "completeness": card.completeness,
        "opportunities": card.opportunities,
        "indicators": [_indicator_entry(indicator) for indicator in card.indicators],
    }


def _indicator(entry: dict[str, Any]) -> Indicator:
    evidence = tuple(UUID(article_id) for article_id in entry["evidence"])
    return Indicator(**entry | {"state": ValueState(entry["state"]), "evidence": evidence})


def _indicator_entry(indicator: Indicator) -> dict[str, Any]:
    return {
        "name": indicator.name,
        "state": indicator.state.value,
        "raw": indicator.raw,
        "value": indicator.value,
        "weight": indicator.weight,
        "contribution": indicator.contribution,
        "numerator": indicator.numerator,
        "denominator": indicator.denominator,
        "evidence": [str(article_id) for article_id in indicator.evidence],
        "note": storable(indicator.note),
    }
