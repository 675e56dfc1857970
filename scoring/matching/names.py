"""Names of people without their titles, and names of offices with their short forms."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.nouns import Official
from scoring.matching.gazetteer import place_words
from scoring.matching.words import roots, stem, tokens, wordset

# Ranks, offices and forms of address that stand before a name; abbreviated degrees fall by `_DEGREE`.
_TITLES = wordset(
    "bupati wakil wabup wali kota walikota wawali wako gubernur wagub gubsu presiden wapres menteri menko mendagri "
    "mendag menpanrb menparekraf menkes sekda sekdaprov sekretaris daerah pj plt plh pjs kepala kadis kaban kabag "
    "kabid kasi asisten staf ahli ketua anggota direktur camat lurah kades dandim danrem kapolres kapolda dinas "
    "badan bagian biro kantor dprd opd kab kabupaten prov provinsi kec kecamatan bapak ibu pak bu drs dra dr ir prof "
    "h hj kh tgk ust ustaz letkol kol kolonel mayor kapten brigjen irjen akbp kombes mas jenderal raden rm"
)
_DEGREE = re.compile(r",.*$|\([^)]*\)|\b(?:[A-Z][a-z]{0,3}\.){1,4}[A-Z]?[a-z]{0,3}\b\.?")
# Given names that millions share: alone they name nobody.
_SHARED = wordset(
    "muhammad mohammad muh moh m mohamad achmad ahmad abdul abdullah siti nur sri dewi agus eko budi dwi tri andi "
    "putra putri adi bambang joko yudi hendra agung rahman hidayat setiawan saputra wijaya kurniawan"
)
_BY_ONE_WORD = 0.7
_ALONE = 5  # letters that a single name needs to name somebody by itself


@dataclass(frozen=True, slots=True)
class Person:
    """An official's name as words, without titles.

    `phrases` name the person surely, `alone` are single words of the name that few others bear.
    """

    label: str
    words: tuple[str, ...]
    phrases: tuple[str, ...]
    alone: tuple[str, ...]

    def named_in(self, plain: str) -> float:
        """How surely the text (words in lower case, one blank between) names the person, 0 to 1.

        1 for the whole name or two neighbouring words of it, 0.7 for one word that is rarely shared.
        """
        if any(phrase in plain for phrase in self.phrases):
            return 1.0
        return _BY_ONE_WORD if any(word in plain for word in self.alone) else 0.0


def person(official: Official) -> Person:
    """The official's name without titles and degrees ("Pj Bupati H. Dadi S.Sos" is "Dadi")."""
    words = tokens(_DEGREE.sub(" ", official.name))
    while words and words[0] in _TITLES:
        words = words[1:]
    kept = tuple(word for word in words if len(word) > 1 and word not in _TITLES)
    rare = tuple(f" {word} " for word in kept if _distinct(word))
    pairs = tuple(f" {first} {second} " for first, second in pairwise(kept))
    label = " ".join(word.capitalize() for word in kept)
    return Person(label, kept, rare, ()) if len(kept) == 1 else Person(label, kept, pairs, rare)


def _distinct(word: str) -> bool:
    known = word in _SHARED or word in roots() or word in place_words()
    return len(word) >= _ALONE and not known


# Short forms that offices all over Indonesia use for themselves, by the words that spell them out.
OFFICES: dict[str, str] = {
    "pupr": "pekerjaan umum penataan ruang", "dpupr": "pekerjaan umum penataan ruang",
    "disdik": "dinas pendidikan", "dinkes": "dinas kesehatan", "dinsos": "dinas sosial",
    "dishub": "dinas perhubungan", "diskominfo": "dinas komunikasi informatika",
    "dinaskominfo": "dinas komunikasi informatika", "disparbud": "dinas pariwisata kebudayaan",
    "dispar": "dinas pariwisata", "disbud": "dinas kebudayaan", "dispora": "dinas pemuda olahraga",
    "disperindag": "dinas perindustrian perdagangan", "disdag": "dinas perdagangan",
    "disnaker": "dinas tenaga kerja", "disdukcapil": "dinas kependudukan pencatatan sipil",
    "dlh": "dinas lingkungan hidup", "dkp": "dinas ketahanan pangan", "distan": "dinas pertanian",
    "dpmptsp": "penanaman modal pelayanan terpadu satu pintu", "dpmd": "pemberdayaan masyarakat desa",
    "bappeda": "perencanaan pembangunan daerah", "bapperida": "perencanaan pembangunan riset inovasi daerah",
    "bkd": "badan kepegawaian daerah", "bkpsdm": "badan kepegawaian pengembangan sumber daya manusia",
    "bpbd": "badan penanggulangan bencana daerah", "bpkad": "badan pengelola keuangan aset daerah",
    "bapenda": "badan pendapatan daerah", "kesbangpol": "kesatuan bangsa politik", "satpol": "satuan polisi pamong",
    "setda": "sekretariat daerah", "prokopim": "protokol komunikasi pimpinan", "kesra": "kesejahteraan rakyat",
    "kemenag": "kementerian agama", "rsud": "rumah sakit umum daerah", "tppkk": "tim penggerak pkk",
}  # fmt: skip
# What stands before an office's name, or its head's.
_OFFICE_KINDS: dict[str, tuple[str, ...]] = {
    "dinas": ("dinas", "kadis"), "badan": ("badan", "kaban"), "bagian": ("bagian", "kabag"),
    "biro": ("biro", "karo"), "kantor": ("kantor",), "kementerian": ("kementerian", "kemen"),
}  # fmt: skip
_OFFICE_FILLERS = wordset(
    "dinas badan bagian biro kantor kab kabupaten kota prov provinsi setda bersama dan pemerintah"
)


@dataclass(frozen=True, slots=True)
class Office:
    """What tells an office from others: its own words, and the short forms that stand for them."""

    words: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    areas: frozenset[str] = frozenset()

    def named_in(self, plain: str) -> tuple[float, tuple[str, ...]]:
        """The share of the office's words that the text has, and which; a short form counts as all of them."""
        short = next((short for short in self.short if f" {short} " in plain), None)
        if short is not None:
            return 1.0, (_as_written(short),)
        found = tuple(word for word in self.words if f" {word} " in plain or _spelled_out(word, plain))
        if not self._telling([word for word in found if word not in self.areas], plain):
            found = ()
        return (len(found) / len(self.words) if self.words else 0.0), found

    def _telling(self, found: Sequence[str], plain: str) -> bool:
        """Any "kesehatan" is not the "Dinas Kesehatan", nor is any piece from its regency about it."""
        if len(found) != 1 or stem(found[0]) not in roots():
            return bool(found)
        return any(f" {kind} {found[0]} " in plain for kind in self.kinds)


def office(agency: str | None, areas: Collection[str] = ()) -> Office:
    """The office an activity names, without "Dinas", "Kabupaten" and the like.

    `areas` are names of places, which name no office by themselves.
    """
    words = tuple(dict.fromkeys(w for w in tokens(agency or "") if w not in _OFFICE_FILLERS and len(w) > 1))
    held = frozenset(words)
    said = frozenset(tokens(agency or ""))
    kinds = tuple(form for kind, forms in _OFFICE_KINDS.items() if kind in said for form in forms)
    return Office(
        words, tuple(short for short, meaning in _OWN_WORDS if meaning <= held), kinds, frozenset(areas)
    )


def _as_written(short: str) -> str:
    """Upper case for "DLH", "BPBD", "BPBD", but "Dinkes" and "Bapenda", which are spoken as words."""
    spoken = len(short) > _ALONE and any(letter in "aeiou" for letter in short[:2])
    return short.capitalize() if spoken else short.upper()


def _spelled_out(word: str, plain: str) -> bool:
    meaning = OFFICES.get(word)
    return meaning is not None and all(f" {part} " in plain for part in meaning.split())


_OWN_WORDS = tuple(
    (short, own) for short, meaning in OFFICES.items() if (own := wordset(meaning) - _OFFICE_FILLERS)
)
