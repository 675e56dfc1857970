"""What may be scored, and what may never be."""

import re
from collections.abc import Collection
from enum import StrEnum


class IndicatorName(StrEnum):
    """The indicators a policy may name; nothing else can be scored."""

    COVERAGE = "liputan_berbobot"
    TIMELINESS = "ketepatan_waktu"
    REGULARITY = "keajekan"


# Beginnings of words that judge how friendly a piece is. None may be an input: a government that pays by
# tone buys silence. A policy can only add to them.
FORBIDDEN_INPUTS = (
    "tone", "sentimen", "stance", "nada", "bernada", "kriti", "criti", "positi", "negati", "sikap", "memihak",
)  # fmt: skip


def is_forbidden(name: str, forbidden: Collection[str] = FORBIDDEN_INPUTS) -> bool:
    """Whether a name, or a word in it, begins like a forbidden input: `tone_score`, `share_negatif`."""
    plain = name.casefold()
    words = [plain, *re.split(r"[\W_]+", plain)]
    return any(word.startswith(tuple(item.casefold() for item in forbidden if item)) for word in words)
