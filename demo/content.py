"""An article's own HTML: its paragraphs, and "Baca juga" where the site puts it between them."""

from html import escape

from demo.edition import Edition
from demo.pieces import Piece

_RELATED_AFTER = 2  # paragraphs that stand before "Baca juga"


def content_html(edition: Edition, piece: Piece, *, related: bool) -> str:
    """The paragraphs as HTML, with a link to another piece after the second where `related`."""
    parts = [f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in piece.paragraphs]
    other = edition.related(piece) if related else None
    if other is not None and len(parts) > _RELATED_AFTER:
        link = f'<a href="{edition.url(other)}">{escape(other.title)}</a>'
        parts.insert(_RELATED_AFTER, f'<p class="baca-juga"><strong>Baca juga:</strong> {link}</p>')
    return "\n".join(parts) + "\n"
