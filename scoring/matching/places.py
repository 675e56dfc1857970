"""Regions, districts and villages that a text names, and whether they contradict an activity's.

Provinces, regencies and cities come from a gazetteer; districts and villages are read from the word in
front of them ("Kecamatan …", "Desa …"), so an office's own small places need no list.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from scoring.matching.gazetteer import Level, bearers
from scoring.matching.words import BREAKS, STOPWORDS, stem, wordset


@dataclass(frozen=True, slots=True)
class Place:
    """A named place. `kind` tells `kabupaten` from `kota` where the text does, `position` counts words.

    `origin` says that somebody comes from there ("warga Desa …"), which does not say where things happen.
    """

    level: Level
    name: str
    kind: str | None = None
    position: int = 0
    origin: bool = False

    def __str__(self) -> str:
        prefix = {Level.DISTRICT: "Kecamatan ", Level.VILLAGE: "Desa "}.get(self.level, "")
        return (prefix or (f"{self.kind.title()} " if self.kind else "")) + self.name.title()


_LEVEL_WORDS: dict[str, tuple[Level, str | None]] = {
    "provinsi": (Level.PROVINCE, None), "prov": (Level.PROVINCE, None), "propinsi": (Level.PROVINCE, None),
    "pemprov": (Level.PROVINCE, None), "kabupaten": (Level.REGENCY, "kabupaten"),
    "kab": (Level.REGENCY, "kabupaten"), "pemkab": (Level.REGENCY, "kabupaten"), "kota": (Level.REGENCY, "kota"),
    "pemkot": (Level.REGENCY, "kota"), "pemko": (Level.REGENCY, "kota"), "kecamatan": (Level.DISTRICT, None),
    "kec": (Level.DISTRICT, None), "distrik": (Level.DISTRICT, None),
    "desa": (Level.VILLAGE, None), "kelurahan": (Level.VILLAGE, None), "kel": (Level.VILLAGE, None),
    "nagari": (Level.VILLAGE, None),
    "kampung": (Level.VILLAGE, None),
}  # fmt: skip
LEVEL_STEMS = frozenset(stem(word) for word in _LEVEL_WORDS)
# A name after these may be a person's: only names of the gazetteer count.
_OFFICE_WORDS: dict[str, tuple[Level, str | None]] = {
    "bupati": (Level.REGENCY, "kabupaten"), "wabup": (Level.REGENCY, "kabupaten"),
    "walikota": (Level.REGENCY, "kota"), "wako": (Level.REGENCY, "kota"), "wawali": (Level.REGENCY, "kota"),
    "gubernur": (Level.PROVINCE, None), "wagub": (Level.PROVINCE, None),
}  # fmt: skip
_LONGEST_NAME = 3  # words, e.g. "hulu sungai selatan"
# Capitalised in headlines for other reasons: without an office or "Kabupaten" in front they say nothing.
_COMMON_WORDS = wordset("batu batang puncak metro kuningan landak buru pati banjar malaka ketapang")
# Words that follow a level word without naming a place ("Kota Layak Anak", "Desa Wisata", "Desa Mereka").
_NOT_NAMES = STOPWORDS | wordset(
    "layak wisata digital pintar sehat tangguh mandiri adat siaga cerdas se seluruh kab kec warga petani "
    "nelayan pedagang masyarakat"
)
# What a headline says a district or village does ("Kecamatan Gelar Lomba"), as stems.
_DOES = wordset(
    "gelar terima ikut raih jadi dapat siap minta serah salur resmi lantik buka tutup laku selenggara adakan"
)
_ORIGINS = wordset("warga masyarakat penduduk asal dari petani pedagang nelayan pelajar")
# Beside these a name is a person's ("kata Lingga", "Lingga menuturkan"), though a regency may bear it too.
_SAYS = wordset("kata ujar tutur ucap ungkap papar jelas tegas imbuh sambung tambah terang sebut")
_FORMS_OF_ADDRESS = wordset(
    "menurut pak bu bapak ibu h hj dr drs dra ir mas mbak saudara bernama camat lurah kades ustaz kh"
)


@cache
def _first_words() -> dict[str, tuple[str, ...]]:
    """First word of a gazetteer name, as written in a text, to the names that begin so, longest first."""
    names: dict[str, list[str]] = {}
    for name in bearers():
        first = name.split(" ", 1)[0]
        for form in (first.capitalize(), first.upper()):
            names.setdefault(form, []).append(name)
    return {form: tuple(sorted(found, key=len, reverse=True)) for form, found in names.items()}


@cache
def _triggers() -> frozenset[str]:
    """Every word, as written, at which a place's name may begin."""
    levels = {form for word in _LEVEL_WORDS for form in (word, word.capitalize(), word.upper())}
    return frozenset(levels | set(_first_words()))


def places(raw: Sequence[str]) -> list[Place]:
    """The places named in a text, given its `raw_words`."""
    found: list[Place] = []
    triggers, first_words = _triggers(), _first_words()
    for index in [index for index, word in enumerate(raw) if word in triggers]:
        word = raw[index]
        low = word.lower()
        if low in _LEVEL_WORDS and not _is_office(raw, index, low):
            level, kind = _LEVEL_WORDS[low]
            name = _name_after(raw, index + 1)
            if name:
                origin = index > 0 and raw[index - 1].lower() in _ORIGINS
                found.append(Place(level, _known_part(name, level), kind, index, origin))
        elif word in first_words:
            found.extend(_gazetteer_place(raw, index, first_words[word]))
    return found


def _is_office(raw: Sequence[str], index: int, low: str) -> bool:
    """Whether `kota` is the second half of "wali kota", after which a person's name may stand."""
    return low == "kota" and index > 0 and raw[index - 1].lower() == "wali"


def _name_after(raw: Sequence[str], start: int) -> str:
    words: list[str] = []
    for word in raw[start : start + _LONGEST_NAME]:
        low = word.lower()
        if word in BREAKS or not word[0].isupper() or low in _LEVEL_WORDS or low in _NOT_NAMES:
            break
        if stem(low) in _DOES:
            break
        words.append(low)
    return " ".join(words)


def _known_part(name: str, level: Level) -> str:
    """A regency's or province's name cut to the longest start that the gazetteer knows."""
    words = name.split(" ")
    if level <= Level.REGENCY:
        for length in range(len(words), 0, -1):
            if " ".join(words[:length]) in bearers():
                return " ".join(words[:length])
    return name


def _gazetteer_place(raw: Sequence[str], index: int, names: Sequence[str]) -> list[Place]:
    before = raw[index - 1].lower() if index else ""
    if before in _LEVEL_WORDS and not _is_office(raw, index - 1, before):
        return []  # read with the word in front of it
    before = "walikota" if before == "kota" else before
    window = " ".join(raw[index : index + _LONGEST_NAME]).lower()
    for name in names:
        if window == name or window.startswith(name + " "):
            level, kind = _OFFICE_WORDS.get(before, (bearers()[name][0].level, None))
            if before not in _OFFICE_WORDS and (name in _COMMON_WORDS or _may_be_person(raw, index, name)):
                return []
            return [Place(level, name, kind, index)]
    return []


def _may_be_person(raw: Sequence[str], index: int, name: str) -> bool:
    """Whether a bare name goes on ("Lingga Purwatama"), or is addressed or quoted as people are."""
    before = raw[index - 1].lower() if index else ""
    if before in _FORMS_OF_ADDRESS or stem(before) in _SAYS:
        return True
    after = raw[index + len(name.split()) :][:1]
    return bool(after) and (after[0][0].isupper() or stem(after[0].lower()) in _SAYS)
