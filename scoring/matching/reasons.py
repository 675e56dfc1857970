"""Why a pair was judged as it was: short Indonesian sentences, the strongest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scoring.matching.decide import VETOES, Model
from scoring.matching.features import Observation
from scoring.matching.phrases import Common, Written, listed
from scoring.matching.signs import Sign

_MOST = 5
_FIRST = 3  # against a pair that may be right after all; then what speaks for it
_WEAK = 0.15  # log-odds below which a sign is not worth a sentence

# What a sign that is there says; `{words}` are the article's own.
_THERE: Mapping[str, str] = {
    "title_together": "Kata-kata judul kegiatan ada dalam satu bagian artikel: {words}",
    "headline_explained": "Judul artikel sesuai dengan data kegiatan: {words}",
    "subject": "Kata khas kegiatan disebut: {words}",
    "subject_of_headline": "Artikel singkat ini menyebut kata khas kegiatan: {words}",
    "details": "Uraian kegiatan disebut: {words}",
    "venue": "Tempat sama: {words}",
    "people": "Nama pejabat disebut: {words}",
    "office": "Instansi disebut: {words}",
    "act_same": "Jenis kegiatan sama: {words}",
    "act_other": "Judul artikel tentang kegiatan lain: {words}",
    "numbers": "Angka atau urutan sama: {words}",
    "preview": "Disebut akan berlangsung (pratinjau): {words}",
    "region_same": "Daerah sama: {words}",
    "region_other": "Daerah berbeda: {words}",
    "local_same": "Kecamatan atau desa sama: {words}",
    "local_other": "Kecamatan atau desa berbeda: {words}",
    "main_date": "Tanggal sama: {words}",
    "date_same": "Tanggal kegiatan disebut: {words}",
    "date_other": "Tanggal berbeda: {words}",
    "year_other": "Tahun berbeda: {words}",
    "delay": "Terbit berdekatan dengan kegiatan: {words}",
    "before": "Terbit sebelum kegiatan: {words}",
}
# What a sign says when it speaks the other way; `{words}` may be missing.
_OTHERWISE: Mapping[str, str] = {
    "title_together": "Kata-kata judul kegiatan hampir tidak ada",
    "headline_explained": "Judul artikel tentang hal lain",
    "subject": "Kata khas kegiatan hampir tidak ada",
    "subject_of_headline": "Artikel singkat ini hampir tidak menyebut kata khas kegiatan",
    "venue": "Tempat kegiatan tidak disebut",
    "people": "Pejabat kegiatan tidak disebut",
    "office": "Instansi kegiatan tidak disebut",
    "act_same": "Jenis kegiatan tidak disebut di awal artikel",
    "numbers": "Angka atau urutan berbeda: {words}",
    "region_same": "Daerah kegiatan tidak disebut",
    "local_same": "Kecamatan atau desa kegiatan tidak disebut",
    "main_date": "Tanggal berbeda: {words}",
    "date_same": "Tanggal kegiatan tidak disebut",
    "delay": "Terbit lama setelah kegiatan: {words}",
}
# Why a pair waits for a person although much agrees.
_HELD_BACK: Mapping[str, str] = {
    "called_off": "Kegiatan disebut batal atau ditunda: {words}",
    "announced": "Terbit sebelum kegiatan: {words}",
    "other_edition": "Penyelenggaraan atau tahap lain: {words}",
    "elsewhere": "Tempat berbeda: {words}",
    "protested": "Judul artikel tentang unjuk rasa: {words}",
    "recalled": "Hanya menyinggung kegiatan yang sudah lewat: {words}",
}
_AGAINST = frozenset(
    {"act_other", "preview", "region_other", "local_other", "date_other", "year_other", "before"}
)


@dataclass(frozen=True, slots=True)
class Rival:
    """The activity that fits the article better, and what that takes off the log-odds."""

    title: str
    lead: float


def reasons(
    observation: Observation, model: Model, rival: Rival, written: Written, *, matched: bool
) -> tuple[str, ...]:
    """The signs that moved the decision most, as sentences: first those that carried it, then the others.

    A matched pair opens with what speaks for it, any other with what speaks against it. `written` says how
    the activity's record puts what was found.
    """
    seen, telling = observation.seen, _Telling(observation.article.plain, written)
    said = [
        (weight, sentence)
        for name, weight in model.contributions(seen).items()
        if abs(weight) >= _WEAK and (sentence := telling.sentence(name, seen[name], weight))
    ]
    if rival.title and rival.lead >= _WEAK:
        said.append((-rival.lead, f"Kegiatan lain lebih cocok: {rival.title}"))
    said.sort(key=lambda one: (-abs(round(one[0], 6)), one[1]))
    held_back = [(-1.0, telling.held_back(name, seen.get(name))) for name in VETOES]
    said = _one_per_words([*((weight, one) for weight, one in held_back if one), *said])
    carried = [sentence for weight, sentence in said if (weight > 0) == matched]
    others = [sentence for weight, sentence in said if (weight > 0) != matched]
    first = carried[: _MOST if matched else max(_FIRST, _MOST - len(others))]
    return (*first, *others)[:_MOST]


@dataclass(frozen=True, slots=True)
class _Telling:
    """Puts the signs of one pair into sentences."""

    plain: str
    written: Written

    def held_back(self, name: str, sign: Sign | None) -> str:
        """What a veto says where it holds."""
        if sign is None or sign.value < 1.0:
            return ""
        return _HELD_BACK[name].format(words=listed(tuple(sign.words)))

    def sentence(self, name: str, sign: Sign | None, weight: float) -> str:
        """What one sign says; nothing where an absence merely fails to speak against."""
        if sign is None:
            return ""
        if name in _AGAINST:
            template = _THERE[name] if weight < 0 else ""
        else:
            template = _THERE[name] if weight > 0 else _OTHERWISE.get(name, "")
        if "{words}" not in template:
            return template
        common = self._common(name, sign.words)
        if name == "venue" and not common.whole:
            template = template.replace(":", " sebagian:")
        return template.format(words=common) if common.phrases else ""

    def _common(self, name: str, words: Sequence[str]) -> Common:
        written, plain = self.written, self.plain
        fields = {
            "title_together": written.title,
            "details": written.description,
            "office": written.agency,
        }
        if name == "act_same":
            return Common(written.title.each(words), whole=True)
        if name == "venue":
            return written.venue(words, plain)
        if name in ("headline_explained", "subject", "subject_of_headline"):
            return written.anywhere(words, plain)
        found = written.within(fields[name], words, plain) if name in fields else None
        # A short form ("DINKES") stands in the article, not in the record.
        return found if found and found.phrases else Common(tuple(dict.fromkeys(words)), whole=True)


def _one_per_words(said: list[tuple[float, str]]) -> list[tuple[float, str]]:
    """Without a second sentence that rests on the same words of the article."""
    kept: dict[str, tuple[float, str]] = {}
    for weight, sentence in said:
        words = sentence.partition(": ")[2]
        kept.setdefault(words or sentence, (weight, sentence))
    return list(kept.values())
