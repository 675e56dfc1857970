"""Signs in the words: how much of the activity's record an article tells, and where it stands."""

import math
from itertools import pairwise

from scoring.matching.names import office_in
from scoring.matching.signs import Pair, Sign
from scoring.matching.words import stem, wordset

_COMMON = 1.5  # nats; lighter words turn up in any long text
_MUCH = 60.0  # of weight shared leaves no doubt about the subject
_TOGETHER = 40  # meaningful words, about a paragraph or a digest

# What governments do, as stems; tells activities at one place and of one subject apart.
_ACTS = wordset(
    "resmi lantik buka tutup serah lepas sosialisasi kunjung tinjau rapat musrenbang dialog cabut bubar luncur "
    "edukasi latih seminar kuliah sambut terima tandatangan tanam panen lomba festival upacara ingat syukur "
    "groundbreaking launching paripurna audiensi donor vaksinasi bagi salur bantu tetap canang kukuh evaluasi "
    "periksa gelar pamer karnaval kirab pawai senam jalan lelang sidak razia simulasi wisuda studi monitoring "
    "apel deklarasi konferensi jumpa rembuk rakor koordinasi bimbing bina renovasi bedah tebar khitan nikah"
)
_EVERYDAY_ACTS = wordset("terima bagi bantu jalan ingat gelar tetap periksa bina buka resmi")


def title_together(pair: Pair) -> Sign | None:
    """Largest share of the title's weight that stands within one paragraph's length."""
    weighed = sorted(
        (position, pair.weights[stem_], stem_)
        for stem_ in pair.record.title
        for position in pair.positions.get(stem_, ())
    )
    best, start, held = 0.0, 0, 0.0
    inside: dict[str, int] = {}
    found: list[str] = []
    for position, weight, word in weighed:
        inside[word] = inside.get(word, 0) + 1
        held += weight if inside[word] == 1 else 0.0
        while weighed[start][0] <= position - _TOGETHER:
            left = weighed[start][2]
            inside[left] -= 1
            held -= weighed[start][1] if inside[left] == 0 else 0.0
            start += 1
        if held > best + 1e-9:
            best, found = held, [one for one, times in inside.items() if times]
    room = min(pair.title_total, pair.opening_total)
    return Sign(min(1.0, best / room) if room else 0.0, ", ".join(found))


def headline_explained(pair: Pair) -> Sign | None:
    """Share of the headline's weight that the activity's record explains."""
    headline = tuple(dict.fromkeys(pair.reading.stems[: pair.reading.head]))
    total = pair.weights.total(headline)
    if not total:
        return None
    found = [word for word in headline if word in pair.record.stems]
    return Sign(pair.weights.total(found) / total, ", ".join(found))


def subject(pair: Pair) -> Sign | None:
    """How much telling vocabulary article and record share, early words counted more, on a log scale."""
    shared: list[tuple[float, str]] = []
    for word in pair.record.subject:
        places = pair.positions.get(word)
        excess = pair.weights[word] - _COMMON
        if places and excess > 0:
            shared.append(
                (excess * (1.0 + (places[0] < pair.reading.head) + (places[0] < pair.reading.lead)), word)
            )
    shared.sort(reverse=True)
    total = sum(weight for weight, _ in shared)
    return Sign(min(1.0, math.log1p(total) / math.log1p(_MUCH)), ", ".join(word for _, word in shared[:6]))


def subject_of_headline(pair: Pair) -> Sign | None:
    """`subject` once more for pieces that are hardly more than a headline, where it is all there is."""
    return subject(pair) if pair.brief else None


def details(pair: Pair) -> Sign | None:
    """Share of the description's weight that the article tells anywhere."""
    only = tuple(word for word in pair.record.details if word not in pair.record.title)
    if not only:
        return None
    share, found = pair.coverage(only)
    heaviest = sorted(found, key=lambda word: -pair.weights[word])[:6]
    return pair.looked_for(share, ", ".join(heaviest))


def venue(pair: Pair) -> Sign | None:
    """Share of the venue's weight that the article names."""
    if not pair.record.venue:
        return None
    share, found = pair.coverage(pair.record.venue)
    return pair.looked_for(share, " ".join(found))


def people(pair: Pair) -> Sign | None:
    """How surely the activity's officials are named; the first hit counts most."""
    if not pair.record.people:
        return None
    named = [(person.named_in(pair.reading.plain), person.label) for person in pair.record.people]
    share = sum(value for value, _ in named) / len(named)
    best = max(value for value, _ in named)
    return pair.looked_for(0.6 * best + 0.4 * share, ", ".join(label for value, label in named if value))


def office(pair: Pair) -> Sign | None:
    """Share of the office's own words, or its short form."""
    if not pair.record.office:
        return None
    share, words = office_in(pair.record.office, pair.reading.plain)
    return pair.looked_for(share, words)


def act_same(pair: Pair) -> Sign | None:
    """Share of what was done (opened, inaugurated, handed over …) that the opening says."""
    acts = [word for word in pair.record.title if word in _ACTS]
    if not acts:
        return None
    found = [word for word in acts if pair.positions.get(word, [pair.reading.lead])[0] < pair.reading.lead]
    return pair.looked_for(len(found) / len(acts), ", ".join(found))


def act_other(pair: Pair) -> Sign | None:
    """Whether the headline tells of another act and the opening never of the activity's own."""
    same = act_same(pair)
    if same is None:
        return None
    headline = dict.fromkeys(pair.reading.stems[: pair.reading.head])
    others = [w for w in headline if w in _ACTS - _EVERYDAY_ACTS and w not in pair.record.stems]
    return Sign(1.0 if others and not same.value else 0.0, ", ".join(others))


def numbers(pair: Pair) -> Sign | None:
    """Whether the editions and counts of the title that the opening repeats are the same (1) or others (0)."""
    common = _common_numbers(pair)
    if not common:
        return None
    same = [(head, ours & theirs) for head, ours, theirs in common if ours & theirs]
    shown = same or [(head, theirs) for head, _, theirs in common]
    words = ", ".join(f"{head.removeprefix('#')} {'/'.join(sorted(values))}" for head, values in shown)
    return Sign(1.0 if same else 0.0, words)


def _common_numbers(pair: Pair) -> list[tuple[str, frozenset[str], frozenset[str]]]:
    theirs = pair.reading.numbers
    return [(head, ours, theirs[head]) for head, ours in pair.record.numbers.items() if head in theirs]


_AHEAD = wordset(
    "jelang menjelang persiapan persiapkan mempersiapkan rencananya dijadwalkan besok bersiap mendatang jadwal jadwalnya gladi"
)
_WILL = wordset("akan bakal")
_VERB = ("di", "me", "ber", "gelar", "buka", "lantik", "resmi", "hadir", "ikut", "jadi", "lepas")


def preview(pair: Pair) -> Sign | None:
    """Words that announce: "jelang", "dijadwalkan" in the headline (1) or lead (0.7), "akan dibuka" (0.5)."""
    words = pair.reading.opening.split()
    strong = next((index for index, word in enumerate(words) if word in _AHEAD), None)
    if strong is not None:
        return Sign(1.0 if strong < pair.reading.headline_words else 0.7, words[strong])
    for word, following in pairwise(words):
        if word in _WILL and (following.startswith(_VERB) or stem(following) in _ACTS):
            return Sign(0.5, f"{word} {following}")
    return Sign(0.0)
