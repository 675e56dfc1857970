"""Signs in the words: how much of the activity's record an article tells, and where it stands."""

import math
from collections.abc import Sequence

from scoring.matching.signs import Pair, Sign
from scoring.matching.words import stem, wordset

_COMMON = 1.5  # nats; lighter words turn up in any long text
_MUCH = 60.0  # of weight shared leaves no doubt about the subject
_SHOWN = 6  # words in one reason
_SUREST = 0.6

# What governments do, as stems; tells activities at one place and of one subject apart.
ACTS = wordset(
    "resmi lantik buka tutup serah lepas sosialisasi kunjung tinjau rapat musrenbang dialog cabut bubar luncur "
    "edukasi latih seminar kuliah sambut terima tandatangan tanam panen lomba festival upacara ingat syukur "
    "groundbreaking launching paripurna audiensi donor vaksinasi bagi salur bantu tetap canang kukuh evaluasi "
    "periksa gelar pamer karnaval kirab pawai senam jalan lelang sidak razia simulasi wisuda studi monitoring "
    "apel deklarasi konferensi jumpa rembuk rakor koordinasi bimbing bina renovasi bedah tebar khitan nikah"
)
_TELLING_ACTS = ACTS - wordset("terima bagi bantu jalan ingat gelar tetap periksa bina buka resmi")


# What venues are; one of these alone names none. As stems.
_ROOMS = frozenset(
    stem(word)
    for word in wordset(
        "kantor aula gedung balai lapangan halaman ruang ruangan pendopo pendapa rumah hotel masjid sekolah taman "
        "lantai kompleks komplek jalan pasar bupati wali kota camat kecamatan desa kelurahan kabupaten dinas dprd "
        "setda sekretariat daerah pemerintah pemkab pemkot rapat pertemuan serbaguna utama alun"
    )
)


def title_together(pair: Pair) -> Sign | None:
    """Largest share of the title's weight that stands within one paragraph's length."""
    stretches = pair.article.stretches
    held = [0.0] * (len(stretches) + 1)  # of each stretch and the one before it
    for word, weight in pair.activity.title:
        last = -1
        for place, stretch in enumerate(stretches):
            if word in stretch:
                held[place] += weight if last < place else 0.0
                held[place + 1] += weight
                last = place + 1
    best = max(range(len(held)), key=held.__getitem__)
    inside = frozenset[str]().union(*stretches[max(0, best - 1) : best + 1])
    found = [word for word, _ in pair.activity.title if word in inside]
    room = min(pair.activity.title_total, pair.article.opening_total)
    return Sign(min(1.0, held[best] / room) if room else 0.0, found)


def headline_explained(pair: Pair) -> Sign | None:
    """Share of the headline's weight that the activity's record explains."""
    total = pair.article.headline_total
    if not total:
        return None
    found = [(word, weight) for word, weight in pair.article.headline if word in pair.activity.stems]
    return Sign(sum(weight for _, weight in found) / total, [word for word, _ in found])


def subject(pair: Pair) -> Sign | None:
    """How much telling vocabulary article and record share, early words counted more, on a log scale."""
    first, head, lead = pair.article.first, pair.reading.head, pair.reading.lead
    shared: list[tuple[float, str]] = []
    for word, weight in pair.activity.subject:
        place = first.get(word)
        if place is not None and weight > _COMMON:
            shared.append(((weight - _COMMON) * (1.0 + (place < head) + (place < lead)), word))
    shared.sort(reverse=True)
    total = sum(weight for weight, _ in shared)
    return Sign(min(1.0, math.log1p(total) / math.log1p(_MUCH)), [word for _, word in shared[:_SHOWN]])


def subject_of_headline(pair: Pair) -> Sign | None:
    """`subject` once more for pieces that are hardly more than a headline, where it is all there is."""
    return subject(pair) if pair.article.brief else None


def details(pair: Pair) -> Sign | None:
    """Share of the description's weight that the article tells anywhere."""
    if not pair.activity.details:
        return None
    share, found = pair.coverage(pair.activity.details)
    return pair.article.looked_for(share, found[:_SHOWN])


def venue(pair: Pair) -> Sign | None:
    """Share of the venue's weight that the article names.

    Words that every office has ("kantor", "aula") count only beside the venue's name, or where the venue
    has no other, as the whole phrase.
    """
    if not pair.activity.venue:
        return None
    if has_own_name(pair):
        share, found = pair.coverage(pair.activity.venue)
        named = any(word not in _ROOMS for word in found)
        return pair.article.looked_for(share if named else 0.0, found if named else [])
    whole = [part for part in pair.record.spot if len(part) > 1 and _stands(part, pair.reading.plain)]
    rooms = [part for part in whole if any(stem(word) in _ROOMS for word in part)]
    return Sign(1.0, [" ".join(part) for part in rooms]) if rooms else None


def has_own_name(pair: Pair) -> bool:
    """Whether the venue is called more than "kantor" or "aula"."""
    return any(word not in _ROOMS for word in pair.record.venue)


def _stands(part: Sequence[str], plain: str) -> bool:
    """Whether a venue is written as the office does, or with "camat" for "kecamatan" and the like."""
    phrase = f" {' '.join(part)} "
    heads = ((" kecamatan ", " camat "), (" desa ", " kepala desa "), (" kelurahan ", " lurah "))
    return any(form in plain for form in (phrase, *(phrase.replace(area, head) for area, head in heads)))


def people(pair: Pair) -> Sign | None:
    """How surely the activity's officials are named; the surest counts most."""
    if not pair.record.people:
        return None
    named = [(person.named_in(pair.reading.plain), person.label) for person in pair.record.people]
    share = sum(value for value, _ in named) / len(named)
    best = max(value for value, _ in named)
    value = _SUREST * best + (1.0 - _SUREST) * share
    return pair.article.looked_for(value, [label for value, label in named if value])


def office(pair: Pair) -> Sign | None:
    """Share of the office's own words, or its short form."""
    if not pair.record.office.words:
        return None
    return pair.article.looked_for(*pair.record.office.named_in(pair.reading.plain))


def act_same(pair: Pair) -> Sign | None:
    """Share of what was done (opened, inaugurated, handed over …) that the opening says."""
    acts = [word for word in pair.record.title if word in ACTS]
    if not acts:
        return None
    first, lead = pair.article.first, pair.reading.lead
    found = [word for word in acts if first.get(word, lead) < lead]
    return pair.article.looked_for(len(found) / len(acts), found)


def act_other(pair: Pair) -> Sign | None:
    """Whether the headline tells of another act and the opening never of the activity's own."""
    same = act_same(pair)
    if same is None:
        return None
    others = [
        word for word, _ in pair.article.headline if word in _TELLING_ACTS and word not in pair.activity.stems
    ]
    headline = pair.reading.opening[: pair.reading.headline_words]
    return Sign(1.0 if others and not same.value else 0.0, [one for one in headline if stem(one) in others])


def numbers(pair: Pair) -> Sign | None:
    """Whether the editions and counts of the title that the opening repeats are the same (1) or others (0)."""
    common = _common_numbers(pair)
    if not common:
        return None
    same = [(head, ours & theirs) for head, ours, theirs in common if ours & theirs]
    shown = same or [(head, theirs) for head, _, theirs in common]
    words = [_numbered(head, "/".join(sorted(values))) for head, values in shown]
    return Sign(1.0 if same else 0.0, words)


def _numbered(head: str, values: str) -> str:
    return f"{values} {head.removeprefix('#')}" if head.startswith("#") else f"{head.upper()} {values}"


def _common_numbers(pair: Pair) -> list[tuple[str, frozenset[str], frozenset[str]]]:
    theirs = pair.reading.numbers
    return [(head, ours, theirs[head]) for head, ours in pair.record.numbers.items() if head in theirs]


def preview(pair: Pair) -> Sign | None:
    """Words that announce something to come."""
    return pair.article.preview
