"""Indonesian words made comparable: tokens, numbers, stems, and spellings one letter apart."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

from scoring.matching.gazetteer import place_words, province_words

# A full stop ends a sentence unless it follows an initial or a short form ("H. Agus", "Kec. Lirih").
_SHORT_FORMS = (
    "kec",
    "kab",
    "kel",
    "prov",
    "dr",
    "drs",
    "dra",
    "ir",
    "hj",
    "jl",
    "ds",
    "no",
    "st",
    "rt",
    "rw",
)
_NO_SHORT_FORM = "".join(rf"(?<!\b{form})(?<!\b{form.capitalize()})" for form in _SHORT_FORMS)
_RAW = re.compile(
    r"(?:[Rr]p)?\d+(?:[.,]\d+)+|[^\W_]+|[,;:()]"
    rf"|(?<!\W\w){_NO_SHORT_FORM}\.(?=[\s\"”’')]|$)|[!?\n]|(?<=\s)[-–—](?=\s)"
)
SENTENCE_ENDS = frozenset(".!?\n")
BREAKS = SENTENCE_ENDS | frozenset(",;:()-–—")
_AMOUNT = re.compile(r"rp(?=\d)", re.IGNORECASE)
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")


def wordset(text: str) -> frozenset[str]:
    """The words of a text, as a set: how this room writes its word lists."""
    return frozenset(text.split())


# Words that say nothing about a subject; everything else is weighed by how common it is.
STOPWORDS = wordset(
    "ada adalah adapun agar akan antara antar apa atas atau bagi bahwa bagaimana beberapa belum berbagai "
    "bersama bisa bukan dalam dan dapat dari dengan di dia dimana guna hal hanya harus hingga ia ialah ini itu "
    "jadi jika juga kalau kami kamu karena ke kepada kita lagi lain lalu lebih maka masih melalui mereka namun "
    "nya oleh pada para per pula pun saat saja saling sambil sebagai sebab sebelum sebuah secara sedang "
    "sehingga sejak sekaligus selain selaku selama seluruh semua sementara seorang seperti serta sesuai setelah "
    "setiap si sini situ suatu sudah supaya tanpa telah tentang terhadap tersebut tetapi tidak tiap untuk usai "
    "yaitu yakni yang wib wita wit the of and in to for"
)

_SPELLED = {
    "dua": "2", "tiga": "3", "empat": "4", "lima": "5", "enam": "6", "tujuh": "7", "delapan": "8",
    "sembilan": "9", "sepuluh": "10", "sebelas": "11",
}  # fmt: skip


def _roman_numerals(limit: int) -> dict[str, str]:
    numerals = {}
    for number in range(2, limit):
        left, text = number, ""
        for value, letters in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
            text += letters * (left // value)
            left %= value
        if len(text) > 1:  # a lone V or X is more often an initial
            numerals[text] = str(number)
    return numerals


_ROMAN = _roman_numerals(90)


# One spelling for what newsrooms write in several ways; short forms are spelled out.
_SPELLINGS: dict[str, tuple[str, ...]] = {
    **{word: (number,) for word, number in _SPELLED.items()},
    **province_words(),
    "walikota": ("wali", "kota"), "wako": ("wali", "kota"), "kuartal": ("triwulan",), "tw": ("triwulan",),
    "jemaah": ("jamaah",), "ramadhan": ("ramadan",), "sholat": ("salat",), "shalat": ("salat",),
    "launching": ("luncur",), "pinjol": ("pinjaman", "online"), "bprs": ("bpr", "syariah"),
    "pemkab": ("pemerintah", "kabupaten"), "pemkot": ("pemerintah", "kota"), "pemko": ("pemerintah", "kota"),
    "pemprov": ("pemerintah", "provinsi"), "kab": ("kabupaten",), "kec": ("kecamatan",), "prov": ("provinsi",),
    "wagub": ("wakil", "gubernur"), "wabup": ("wakil", "bupati"), "wawali": ("wakil", "wali", "kota"),
    "mtqn": ("mtq",), "alquran": ("al", "quran"), "sembako": ("bahan", "pokok"), "univ": ("universitas",),
}  # fmt: skip


def raw_words(text: str) -> list[str]:
    """Words, numbers and the marks that end a name (`BREAKS`), as written."""
    return _RAW.findall(text)


def raw_spans(text: str) -> list[tuple[int, int]]:
    """Where each of `raw_words` begins and ends."""
    return [match.span() for match in _RAW.finditer(text)]


def tokens(text: str) -> list[str]:
    """The words and numbers of a text in order, in lower case and in one spelling.

    Numbers: `1.104` as `1104`, `XLI` as `41`, `tujuh` as `7`. Common short forms are spelled out:
    `Jabar` is `jawa barat`, `walikota` is `wali kota`.
    """
    return [token for word in raw_words(text) for token in spelled(word)]


@lru_cache(maxsize=500_000)
def spelled(word: str) -> tuple[str, ...]:
    """The tokens of one raw word; none for a mark."""
    if word in BREAKS:
        return ()
    if word in _ROMAN:
        return (_ROMAN[word],)
    word = _AMOUNT.sub("", word)
    if word[0].isdigit():
        figure = word.replace(".", "") if _THOUSANDS.fullmatch(word) else word.lower()
        return (figure if "," in figure or "." in figure else figure.lstrip("0") or "0",)
    low = word.lower()
    return _SPELLINGS.get(low) or (low,)


@cache
def roots() -> frozenset[str]:
    """The root words of Sastrawi's Indonesian dictionary."""
    return frozenset(word.strip() for word in StemmerFactory().get_words() if len(word.strip()) > 1)


_PARTICLES = ("lah", "kah", "tah", "pun")
_POSSESSIVES = ("nya", "ku", "mu")
_SUFFIXES = ("kan", "an", "i")
# Prefix, and the letters that may have melted into it ("menyerahkan" is me- + serah).
_PREFIXES = (
    ("meny", ("s",)), ("peny", ("s",)), ("meng", ("", "k")), ("peng", ("", "k")), ("mem", ("", "p")),
    ("pem", ("", "p")), ("men", ("", "t")), ("pen", ("", "t")), ("me", ("",)), ("pe", ("",)), ("ber", ("",)),
    ("be", ("",)), ("ter", ("",)), ("te", ("",)), ("per", ("",)), ("di", ("",)), ("ke", ("",)), ("se", ("",)),
)  # fmt: skip
_SHORTEST_ROOT = 3


@lru_cache(maxsize=500_000)
def stem(word: str) -> str:
    """The root of a word, or the word itself where no root of the dictionary explains it.

    Names and foreign words stay as they are: an affix comes off only when a known root remains.
    """
    known = roots()
    if len(word) <= _SHORTEST_ROOT or word in known or word in place_words() or not word.isalpha():
        return word
    shortened = _without_suffixes(word)
    for form in shortened:
        if form in known:
            return form
    for form in shortened:
        for root in _without_prefixes(form, depth=2):
            if root in known:
                return root
    return word


def _without_suffixes(word: str) -> list[str]:
    forms = [word]
    for group in (_PARTICLES, _POSSESSIVES, _SUFFIXES):
        for form in tuple(forms):
            forms.extend(
                form.removesuffix(end)
                for end in group
                if form.endswith(end) and len(form) - len(end) >= _SHORTEST_ROOT
            )
    return forms


def _without_prefixes(word: str, depth: int) -> Iterable[str]:
    for prefix, melted in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST_ROOT - 1:
            rest = word.removeprefix(prefix)
            for letter in melted:
                form = letter + rest
                if len(form) >= _SHORTEST_ROOT:
                    yield form
                    if depth > 1:
                        yield from _without_prefixes(form, depth - 1)


def means_something(token: str) -> bool:
    """Whether a token is neither a stop word nor a single letter."""
    return token not in STOPWORDS and (len(token) > 1 or token.isdigit())


def stems(words: Iterable[str]) -> list[str]:
    """Stems of the tokens that mean something."""
    return [stem(word) for word in words if means_something(word)]


class Spellings:
    """Finds the known word that an unknown one misspells by one letter (`Sekarlwang`, `Sekarlawang`)."""

    SHORTEST = 6  # below this, words one letter apart are often different words

    def __init__(self, known: Iterable[str]) -> None:
        self._known = frozenset(known)
        self._near: dict[str, str] = {}
        for word in sorted(self._known):
            if self._may_vary(word):
                for form in _deletions(word):
                    self._near.setdefault(form, word)
        self._found: dict[str, str] = {}

    def correct(self, word: str) -> str:
        """The known word one letter away, or the word itself."""
        if word in self._known or not self._may_vary(word):
            return word
        if word not in self._found:
            self._found[word] = next(
                (self._near[form] for form in _deletions(word) if form in self._near), word
            )
        return self._found[word]

    def _may_vary(self, word: str) -> bool:
        return len(word) >= self.SHORTEST and word.isalpha() and word not in roots()


def _deletions(word: str) -> list[str]:
    # The first letter holds: "Bandung" and "Landung" are different words.
    return [word, *(word[:i] + word[i + 1 :] for i in range(1, len(word)))]
