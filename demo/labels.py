"""What every served article truly reports, so that Tayang's own matches can be scored."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.nouns import Outlet
from demo.edition import permalink
from demo.pieces import PieceKind
from demo.sample import load


@dataclass(frozen=True, slots=True)
class Label:
    """One article and its truth. `activities` are the ids it covers, none for most kinds.

    `kind` says what it is to them; `near` are activities it only resembles.
    """

    url: str
    outlet_id: str
    piece_id: str
    kind: PieceKind
    activities: tuple[str, ...]
    near: tuple[str, ...]


def labels(outlets: Iterable[Outlet]) -> list[Label]:
    """The labels of both nights' articles of these outlets, deleted ones too, at the outlets' own addresses."""
    sample = load()
    bases = {outlet.id: outlet.url.rstrip("/") for outlet in outlets}
    sites = {site.id: site for site in sample.sites}
    return [
        Label(
            url=bases[piece.outlet_id] + permalink(sites[piece.outlet_id], piece),
            outlet_id=piece.outlet_id,
            piece_id=piece.id,
            kind=piece.kind,
            activities=piece.activities,
            near=piece.near,
        )
        for piece in sample.pieces
        if piece.outlet_id in bases
    ]
