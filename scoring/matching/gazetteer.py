"""Indonesia's provinces, regencies and cities by name, from the shipped `wilayah.csv`."""

import csv
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib import resources


class Level(IntEnum):
    """How large a place is; contradictions count only inside one level."""

    PROVINCE = 1
    REGENCY = 2
    DISTRICT = 3
    VILLAGE = 4


# Short names of provinces, by code; the first is also how the words are spelled out for comparison.
PROVINCE_ALIASES = {
    "12": "sumut", "13": "sumbar", "16": "sumsel", "19": "babel|bangka belitung", "21": "kepri", "31": "jakarta|dki",
    "32": "jabar", "33": "jateng", "34": "yogyakarta|diy|jogja", "35": "jatim", "52": "ntb", "53": "ntt",
    "61": "kalbar", "62": "kalteng", "63": "kalsel", "64": "kaltim", "65": "kaltara", "71": "sulut", "72": "sulteng",
    "73": "sulsel", "74": "sultra", "76": "sulbar", "82": "malut",
}  # fmt: skip
_ADMINISTRATIVE = "kota administrasi "


@dataclass(frozen=True, slots=True)
class Bearer:
    """A place that bears a name: its level, whether `kabupaten` or `kota`, and its province's code."""

    level: Level
    kind: str | None
    province: str


@cache
def bearers() -> dict[str, tuple[Bearer, ...]]:
    """Every name and short name, in lower case, with the places that bear it."""
    found: dict[str, list[Bearer]] = {}
    for code, name in _rows():
        if "." not in code:
            for alias in (name, *PROVINCE_ALIASES.get(code, name).split("|")):
                found.setdefault(alias, []).append(Bearer(Level.PROVINCE, None, code))
        else:
            kind, _, bare = name.removeprefix(_ADMINISTRATIVE).partition(" ")
            if name.startswith(_ADMINISTRATIVE):
                kind, bare = "kota", name.removeprefix(_ADMINISTRATIVE)
            found.setdefault(bare, []).append(Bearer(Level.REGENCY, kind, code[:2]))
    return {name: tuple(dict.fromkeys(places)) for name, places in found.items()}


def _rows() -> list[tuple[str, str]]:
    text = resources.files("scoring.matching").joinpath("wilayah.csv").read_text(encoding="utf-8")
    return [(row["code"], row["name"].lower().replace("-", " ")) for row in csv.DictReader(text.splitlines())]


def provinces(name: str) -> frozenset[str]:
    """Codes of the provinces that a name is, or lies in."""
    return frozenset(bearer.province for bearer in bearers().get(name, ()))


@cache
def province_words() -> dict[str, tuple[str, ...]]:
    """Short names of provinces spelled out: `jabar` is `jawa`, `barat`."""
    names = {code: name for code, name in _rows() if "." not in code}
    return {
        aliases.split("|")[0]: tuple(names[code].split())
        for code, aliases in PROVINCE_ALIASES.items()
        if code not in {"31", "34"}  # Jakarta and Yogyakarta are called so in full
    }


@cache
def place_words() -> frozenset[str]:
    """Single words that are names of places, and so have no root ("Melawi" is not me- and "lawi")."""
    return frozenset(name for name in bearers() if " " not in name)
