"""The order of outlets by score, inside one kind of outlet: who has a rank, and why others have none."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.nouns import OutletKind
from reports import wording
from reports.pages import OutletPage


@dataclass(frozen=True, slots=True)
class Place:
    """An outlet's rank, or in `reason` why it has none: then it has no place in the order either."""

    page: OutletPage
    rank: int | None
    reason: str = ""


def rankings(pages: Iterable[OutletPage], minimum: int) -> list[tuple[OutletKind, list[Place]]]:
    """The places by kind: the ranked ones, best first, then by name those with less evidence than the policy asks.

    `minimum` is the number of opportunities that makes enough evidence. Scores that read the same share a
    rank, and the ranks after it are skipped: 1, 1, 3.
    """
    listed = list(pages)
    found = ((kind, [page for page in listed if page.outlet.kind is kind]) for kind in OutletKind)
    return [(kind, _places(group, minimum)) for kind, group in found if group]


def _places(pages: Iterable[OutletPage], minimum: int) -> list[Place]:
    named = sorted(pages, key=lambda page: (page.outlet.name.casefold(), page.outlet.id))
    reasons = {page.outlet.id: _reason(page, minimum) for page in named}
    scores = {page.outlet.id: _shown_score(page) for page in named}
    ranked = sorted(
        (page for page in named if not reasons[page.outlet.id]), key=lambda page: -scores[page.outlet.id]
    )
    in_order = [scores[page.outlet.id] for page in ranked]
    return [
        *(Place(page, in_order.index(scores[page.outlet.id]) + 1) for page in ranked),
        *(Place(page, None, reasons[page.outlet.id]) for page in named if reasons[page.outlet.id]),
    ]


def _reason(page: OutletPage, minimum: int) -> str:
    if page.scorecard is None or page.scorecard.score is None:
        return "belum ada nilai"
    if page.opportunities < minimum:
        chances, wanted = wording.number(page.opportunities), wording.number(minimum)
        return f"bukti belum cukup ({chances} dari {wanted} kesempatan)"
    return ""


def _shown_score(page: OutletPage) -> float:
    """The score to one decimal, as every reader sees it."""
    score = page.scorecard.score if page.scorecard else None
    return 0.0 if score is None else float(wording.rounded(score, "0.1"))
