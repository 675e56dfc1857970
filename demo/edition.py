"""What one newsroom shows on one night: its pieces, newest first, each at its address."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from demo.pieces import Piece, Site


@dataclass(frozen=True)
class Edition:
    """A site's pieces on one night. `base` is the site's address without a closing slash."""

    site: Site
    base: str
    pieces: tuple[Piece, ...]

    @classmethod
    def of(cls, site: Site, base: str, pieces: Iterable[Piece]) -> "Edition":
        """The site's own pieces among `pieces`, newest first."""
        own = (piece for piece in pieces if piece.outlet_id == site.id)
        return cls(
            site, base, tuple(sorted(own, key=lambda piece: (piece.published, piece.cms_id), reverse=True))
        )

    def url(self, piece: Piece) -> str:
        """Where the piece can be read."""
        return self.base + permalink(self.site, piece)

    @cached_property
    def by_path(self) -> Mapping[str, Piece]:
        """Every piece by its path, without a closing slash."""
        return {permalink(self.site, piece).rstrip("/"): piece for piece in self.pieces}

    def page(self, number: int, size: int) -> tuple[Piece, ...]:
        """One page of the listing, numbered from 1; empty past the end."""
        return self.pieces[(number - 1) * size : number * size]

    def page_count(self, size: int) -> int:
        """How many pages of this size the listing has."""
        return -(-len(self.pieces) // size)

    def popular(self, count: int) -> Sequence[Piece]:
        """What the sidebar calls most read: always the same choice among the same pieces."""
        return sorted(self.pieces, key=lambda piece: sha256(piece.id.encode()).digest())[:count]

    def related(self, piece: Piece) -> Piece | None:
        """The piece that "Baca juga" points at: the one published before it, else any other."""
        at = self.pieces.index(piece)
        return next(iter(self.pieces[at + 1 :] or self.pieces[:at]), None)


def permalink(site: Site, piece: Piece) -> str:
    """The path of a piece on its site; it depends on nothing that can change."""
    local = piece.local
    return site.permalink.format(
        year=f"{local:%Y}", month=f"{local:%m}", day=f"{local:%d}", slug=piece.slug, cms_id=piece.cms_id
    )


def excerpt(piece: Piece, words: int) -> str:
    """The first words of the text, with dots where it goes on."""
    found = re.findall(r"\S+", " ".join(piece.paragraphs))
    return " ".join(found[:words]) + (" …" if len(found) > words else "")
