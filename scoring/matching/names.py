"""Names of people without their titles, and names of offices with their short forms."""

import re
from dataclasses import dataclass

from core.nouns import Official
from scoring.matching.gazetteer import place_words
from scoring.matching.words import roots, tokens, wordset

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
_ALONE = 5  # letters that a single name needs to name somebody by itself


@dataclass(frozen=True, slots=True)
class Person:
    """An official's name as words, without titles. `label` is the name as the activity has it."""

    label: str
    words: tuple[str, ...]

    def named_in(self, plain: str) -> float:
        """How surely the text (words in lower case, one blank between) names the person, 0 to 1.

        1 for the whole name or two neighbouring words of it, 0.7 for one word that is rarely shared.
        """
        if not self.words:
            return 0.0
        pairs = zip(self.words, self.words[1:], strict=False)
        if len(self.words) > 1 and any(f" {first} {second} " in plain for first, second in pairs):
            return 1.0
        if len(self.words) == 1:
            return 1.0 if f" {self.words[0]} " in plain and self._distinct(self.words[0]) else 0.0
        return 0.7 if any(f" {word} " in plain for word in self.words if self._distinct(word)) else 0.0

    @staticmethod
    def _distinct(word: str) -> bool:
        known = word in _SHARED or word in roots() or word in place_words()
        return len(word) >= _ALONE and not known


def person(official: Official) -> Person:
    """The official's name without titles and degrees ("Pj Bupati H. Dadi S.Sos" is "Dadi")."""
    words = tokens(_DEGREE.sub(" ", official.name))
    while words and words[0] in _TITLES:
        words = words[1:]
    kept = tuple(word for word in words if len(word) > 1 and word not in _TITLES)
    return Person(" ".join(word.capitalize() for word in kept), kept)


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
_OFFICE_FILLERS = wordset("dinas badan bagian biro kantor kab kabupaten kota prov provinsi setda bersama dan")


def office_words(agency: str) -> tuple[str, ...]:
    """The words of an office's name that tell it from other offices."""
    return tuple(
        dict.fromkeys(word for word in tokens(agency) if word not in _OFFICE_FILLERS and len(word) > 1)
    )


def office_in(words: tuple[str, ...], plain: str) -> tuple[float, str]:
    """The share of an office's own words that the text has, and the words; a short form counts as its words."""
    found = [word for word in words if f" {word} " in plain or _spelled_out(word, plain)]
    short = next(
        (short for short, spelled in OFFICES.items() if _covers(spelled, words) and f" {short} " in plain),
        None,
    )
    if short:
        return 1.0, short.upper()
    return (len(found) / len(words) if words else 0.0), " ".join(found)


def _spelled_out(word: str, plain: str) -> bool:
    spelled = OFFICES.get(word)
    return spelled is not None and all(f" {part} " in plain for part in spelled.split())


def _covers(spelled: str, words: tuple[str, ...]) -> bool:
    parts = [part for part in spelled.split() if part not in _OFFICE_FILLERS]
    return bool(parts) and all(part in words for part in parts)
