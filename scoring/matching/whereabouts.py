"""Signs of place: the activity's region, district or village named, or another one instead."""

from collections.abc import Sequence

from scoring.matching.gazetteer import Level, provinces
from scoring.matching.places import Place
from scoring.matching.signs import Pair, Sign


def region_same(pair: Pair) -> Sign | None:
    """Whether the article names the activity's regency or city, or for a province one of its places."""
    own = _at(pair.record.places, Level.REGENCY) or _at(pair.record.places, Level.PROVINCE)
    if not own:
        return None
    words = _said([place for place in own if _named(place, pair)])
    return pair.article.looked_for(1.0 if words else 0.0, words)


def region_other(pair: Pair) -> Sign | None:
    """Whether the opening names other regencies, cities or provinces, and the article never ours."""
    own = _at(pair.record.places, Level.REGENCY)
    wide = _at(pair.record.places, Level.PROVINCE)
    if not own and not wide:
        return None
    opening = pair.article.early_places
    named = _at(opening, Level.REGENCY) or _at(opening, Level.PROVINCE)
    ours = (*own, *wide, *pair.record.home)
    clash = [place for place in named if not any(_compatible(one, place) for one in ours)]
    if not clash or len(clash) < len(named) or any(_named(place, pair) for place in own or wide):
        return Sign(0.0)
    return Sign(1.0, _said(clash))


def local_same(pair: Pair) -> Sign | None:
    """Whether the article names the activity's district or village."""
    own = _local(pair.record.places)
    if not own:
        return None
    words = _said([place for place in own if f" {place.name} " in pair.reading.plain])
    return pair.article.looked_for(1.0 if words else 0.0, words)


def local_other(pair: Pair) -> Sign | None:
    """Whether the opening names another district or village of the same level, and never ours."""
    own = _local(pair.record.places)
    if not own or any(f" {place.name} " in pair.reading.plain for place in own):
        return Sign(0.0) if own else None
    levels = {place.level for place in own}
    others = [place for place in pair.article.early_places if place.level in levels]
    return Sign(1.0 if others else 0.0, _said(others))


def _said(places: Sequence[Place]) -> list[str]:
    """Each name once, in its fullest form ("Kabupaten Bungo", not "Bungo" as well)."""
    said: dict[str, str] = {}
    for place in places:
        said[place.name] = max(said.get(place.name, ""), str(place), key=len)
    return list(said.values())


def _at(places: tuple[Place, ...] | list[Place], level: Level) -> list[Place]:
    return [place for place in places if place.level is level]


def _local(places: tuple[Place, ...]) -> list[Place]:
    return [place for place in places if place.level >= Level.DISTRICT]


def _named(own: Place, pair: Pair) -> bool:
    if own.level is Level.PROVINCE:
        return any(_compatible(own, place) for place in pair.reading.places)
    named = [place for place in pair.reading.places if place.name == own.name]
    if own.kind and named and all(place.kind and place.kind != own.kind for place in named):
        return False  # "Pemkab Bekasi" is not Kota Bekasi
    return f" {own.name} " in pair.reading.plain


def _compatible(own: Place, other: Place) -> bool:
    """Whether two places can be one, or one lies in the other."""
    if own.name == other.name:
        return not (own.kind and other.kind and own.kind != other.kind)
    if Level.PROVINCE in (own.level, other.level):
        return bool(provinces(own.name) & provinces(other.name))
    return False
