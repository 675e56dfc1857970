"""Why a pair was judged as it was: short Indonesian sentences, the strongest first."""

from collections.abc import Mapping
from dataclasses import dataclass

from scoring.matching.decide import Model
from scoring.matching.features import Observation, Seen

_MOST = 5
_WEAK = 0.15  # log-odds below which a sign is not worth a sentence

# What a sign that is there says; `{words}` are the article's own.
_THERE: Mapping[str, str] = {
    "title_together": "Kata judul kegiatan ada di satu bagian: {words}",
    "headline_explained": "Judul artikel sesuai data kegiatan: {words}",
    "subject": "Kata khas kegiatan disebut: {words}",
    "subject_of_headline": "Kata khas kegiatan ada di judul artikel: {words}",
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
    "delay": "Terbit dekat dengan kegiatan: {words}",
    "before": "Terbit sebelum kegiatan: {words}",
}
# What a sign says when it speaks the other way; `{words}` may be missing.
_OTHERWISE: Mapping[str, str] = {
    "title_together": "Kata judul kegiatan hampir tidak ada",
    "headline_explained": "Judul artikel tentang hal lain",
    "subject": "Kata khas kegiatan hampir tidak ada",
    "subject_of_headline": "Judul artikel kurang menyebut kata khas kegiatan",
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
_AGAINST = frozenset(
    {"act_other", "preview", "region_other", "local_other", "date_other", "year_other", "before"}
)


@dataclass(frozen=True, slots=True)
class Rival:
    """The activity that fits the article better, and what that takes off the log-odds."""

    title: str
    lead: float


def reasons(
    observation: Observation, model: Model, rival: Rival, written: Mapping[str, str]
) -> tuple[str, ...]:
    """The signs that moved the decision most, as sentences: first those that carried it, then the others.

    `written` says how the activity's record writes a stem.
    """
    moved = model.contributions(observation.seen)
    said = [
        (weight, sentence)
        for name, weight in moved.items()
        if abs(weight) >= _WEAK and (sentence := _sentence(name, observation.seen, weight, written))
    ]
    if rival.title and rival.lead >= _WEAK:
        said.append((-rival.lead, f"Kegiatan lain lebih cocok: {rival.title}"))
    said.sort(key=lambda one: (-abs(round(one[0], 6)), one[1]))
    said = _one_per_words(said)
    favours = sum(moved.values()) + model.intercept - rival.lead >= 0
    carried = [sentence for weight, sentence in said if (weight > 0) == favours]
    return tuple(
        (carried[:_MOST] + [sentence for weight, sentence in said if (weight > 0) != favours])[:_MOST]
    )


def _sentence(name: str, seen: Seen, weight: float, written: Mapping[str, str]) -> str:
    """What one sign says; nothing where an absence merely fails to speak against."""
    sign = seen[name]
    if sign is None:
        return ""
    if name in _AGAINST:
        template = _THERE[name] if weight < 0 else ""
    else:
        template = _THERE[name] if weight > 0 else _OTHERWISE.get(name, "")
    if "{words}" not in template:
        return template
    phrases = (" ".join(written.get(part, part) for part in phrase.split()) for phrase in sign.words)
    words = ", ".join(dict.fromkeys(phrases))
    return template.format(words=words) if words else ""


def _one_per_words(said: list[tuple[float, str]]) -> list[tuple[float, str]]:
    """Without a second sentence that rests on the same words of the article."""
    kept: dict[str, tuple[float, str]] = {}
    for weight, sentence in said:
        words = sentence.partition(": ")[2]
        kept.setdefault(words or sentence, (weight, sentence))
    return list(kept.values())
