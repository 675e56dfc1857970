"""Signs after which a pair is left to a person, however much else agrees: an act announced, called off,
only recalled, or another edition of it.

They carry no weight in the model. Each is a fact of reporting that labelled sets are too small to teach.
"""

import re
from collections.abc import Iterator, Sequence

from core.indonesian import day_and_date
from scoring.matching.readings import SERIES
from scoring.matching.signs import Pair, Sign
from scoring.matching.whereabouts import local_other, local_same, region_other
from scoring.matching.wording import ACTS, act_same, has_own_name, venue
from scoring.matching.words import stem, wordset

_CALLED_OFF = wordset("batal dibatalkan membatalkan pembatalan ditunda menunda penundaan diundur ditiadakan")
# "Sempat ditunda, akhirnya digelar"; "gubernur batal hadir": it took place.
_TOOK_PLACE = wordset("sempat akhirnya usai setelah tidak tak pernah kembali")
_PROTESTS = wordset("demo demonstrasi unjuk protes geruduk mogok")
_CAME = wordset("hadir datang")
_AFTER = wordset("usai setelah sejak pasca selepas seusai semenjak")
_SPANS = wordset("sehari sepekan seminggu sebulan setahun")
_UNITS = wordset("hari pekan minggu bulan tahun")
_LONG_UNITS = wordset("pekan minggu bulan tahun")
_NEAR, _FAR = 3, 12  # words
_MANY = 3  # regions
_PASSIVE = ("di", "ter")
Words = Sequence[str]
_YEAR = re.compile(r"(?:19|20)\d\d")


def announced(pair: Pair) -> Sign | None:
    """Whether the last day on which the article may have come out lies before the activity's first."""
    span = pair.reading.published
    if span is None:
        return None
    return Sign(1.0 if span.last < pair.record.first else 0.0, [day_and_date(span.last)])


def elsewhere(pair: Pair) -> Sign | None:
    """Whether the opening names another region, district or village, and the article nothing of ours.

    A list of regions is where guests and contestants came from.
    """
    own = [local_same(pair), _venue_named(pair)]
    if any(sign is not None and sign.value >= 1.0 for sign in own):
        return Sign(0.0)
    for contradiction in (region_other(pair), local_other(pair)):
        if contradiction is not None and 0 < len(contradiction.words) < _MANY:
            return contradiction
    return Sign(0.0)


def _venue_named(pair: Pair) -> Sign | None:
    return venue(pair) if has_own_name(pair) else None


def protested(pair: Pair) -> Sign | None:
    """Whether the headline is of a protest, and the opening never says what the activity did."""
    same = act_same(pair)
    if same is None:
        return None
    headline, _ = _opening(pair)
    found = [word for word in headline if stem(word) in _PROTESTS and stem(word) not in pair.activity.stems]
    return Sign(1.0 if found and not same.value else 0.0, found[:1])


def called_off(pair: Pair) -> Sign | None:
    """Whether headline or first paragraph say that the activity did not take place."""
    if any(stem(word) in pair.record.title for word in ("batal", "tunda")):
        return None
    headline, opening = _opening(pair)
    for clause in _clauses(headline):
        if any(stem(word) in pair.record.title for word in clause) and (found := _called_off(clause)):
            return Sign(1.0, [found])
    for sentence in opening:
        if (found := _called_off(sentence)) and _is_about_it(pair, sentence):
            return Sign(1.0, [found])
    return Sign(0.0)


def _is_about_it(pair: Pair, words: Sequence[str]) -> bool:
    """Whether a sentence holds most of the title, or its act and something more of it."""
    own = {stem(word) for word in _own(pair, words)}
    return 2 * len(own) > len(pair.record.title) or bool(own & ACTS and own - ACTS)


def _called_off(words: Sequence[str]) -> str:
    if _CALLED_OFF.isdisjoint(words):
        return ""
    for index, word in enumerate(words):
        aside = _TOOK_PLACE & set(words[max(0, index - _NEAR) : index]) or "akhirnya" in words
        if word in _CALLED_OFF and not aside and not _CAME & set(words[index + 1 : index + 2]):
            return word
    return ""


def recalled(pair: Pair) -> Sign | None:
    """Whether the article only looks back: "sebulan usai diresmikan", "yang dilantik tahun lalu".

    A piece whose first full date is the activity's reports it, whatever it goes on to say.
    """
    exact = pair.article.exact
    if exact and exact[0].names(pair.record.first, pair.record.last):
        return Sign(0.0)
    headline, opening = _opening(pair)
    for sentence in (headline, *opening):
        found = _long_after(pair, sentence) or _last_year(pair, sentence)
        if found:
            return Sign(1.0, [found])
    found = _in_passing(pair, headline)
    return Sign(1.0 if found else 0.0, [found] if found else [])


def _long_after(pair: Pair, words: Sequence[str]) -> str:
    """Such as "Sebulan usai diresmikan", "dua pekan setelah pelantikan"."""
    if _AFTER.isdisjoint(words):
        return ""
    for index, word in enumerate(words[:-1]):
        before = words[max(0, index - 2) : index]
        spanned = bool(before) and (
            before[-1] in _SPANS or (before[-1] in _UNITS and before[0].isdigit() and len(before) > 1)
        )
        if word in _AFTER and spanned and _own_act(pair, words[index + 1]):
            start = index - (1 if before[-1] in _SPANS else 2)
            return " ".join(words[start : index + 2])
    return ""


def _last_year(pair: Pair, words: Sequence[str]) -> str:
    """Such as "yang diresmikan bupati bulan lalu", "dibuka tahun lalu"."""
    if "lalu" not in words:
        return ""
    for index, word in enumerate(words):
        if not (word.startswith(_PASSIVE) and _own_act(pair, word)):
            continue
        after = words[index + 1 : index + 1 + _FAR]
        relative = "yang" in words[max(0, index - _NEAR) : index]
        for place in range(len(after) - 1):
            told = after[place] in _LONG_UNITS if relative else after[place] in ("tahun", "bulan")
            if told and after[place + 1] == "lalu":
                return f"{word} … {after[place]} lalu"
    return ""


def _in_passing(pair: Pair, headline: Sequence[str]) -> str:
    """Such as "… naik setelah jembatan itu diresmikan", in a piece whose headline is about something else."""
    if _own(pair, headline) or not pair.reading.mentions:
        return ""
    found, forms = "", {word for word in pair.article.words if _own_act(pair, word)}
    for sentence in pair.article.sentences[1:] if forms else ():
        acts = [index for index, word in enumerate(sentence) if word in forms]
        if not acts:
            continue
        after = next((index for index, word in enumerate(sentence) if word in _AFTER), None)
        if after is None or after > acts[0] or not sentence[acts[0]].startswith(_PASSIVE):
            return ""
        found = found or f"{sentence[after]} … {sentence[acts[0]]}"
    return found


def other_edition(pair: Pair) -> Sign | None:
    """Whether the opening names another edition, part or year than the activity's title."""
    theirs, ours = pair.reading.editions, pair.record.editions
    common = [head for head in ours if head in theirs]
    if common and not any(ours[head] & theirs[head] for head in common):
        head, number = common[0], "/".join(sorted(theirs[common[0]]))
        return Sign(1.0, [f"{head} {number}" if head in SERIES else f"{head.upper()} ke-{number}"])
    years = {word for word in pair.record.title if _YEAR.fullmatch(word)}
    named = {word for word in pair.reading.opening[: pair.reading.headline_words] if _YEAR.fullmatch(word)}
    if years and named and not years & named and str(pair.record.first.year) not in named:
        return Sign(1.0, sorted(named))
    return Sign(0.0) if common or (years and named) else None


def _opening(pair: Pair) -> tuple[Words, list[Words]]:
    """The headline, and the sentences of the first paragraph."""
    sentences = pair.article.sentences
    opening: list[Words] = []
    room = len(pair.reading.opening) - pair.reading.headline_words
    for sentence in sentences[1:]:
        if room <= 0:
            break
        opening.append(sentence[:room])
        room -= len(sentence)
    return (sentences[0] if sentences else ()), opening


def _clauses(words: Sequence[str]) -> Iterator[list[str]]:
    clause: list[str] = []
    for word in (*words, ","):
        if word == ",":
            yield clause
            clause = []
        else:
            clause.append(word)


def _own(pair: Pair, words: Sequence[str]) -> list[str]:
    return [word for word in words if stem(word) in pair.record.title]


def _own_act(pair: Pair, word: str) -> bool:
    root = stem(word)
    return root in ACTS and root in pair.record.title


VETOES = {
    "announced": announced,
    "called_off": called_off,
    "recalled": recalled,
    "other_edition": other_edition,
    "elsewhere": elsewhere,
    "protested": protested,
}
