"""Why a pair was judged as it was: short Indonesian sentences, the strongest first."""

from collections.abc import Mapping

from scoring.matching.decide import Model
from scoring.matching.features import Observation, Seen
from scoring.matching.signs import Sign

_MOST = 5
_WEAK = 0.15  # log-odds below which a sign is not worth a sentence

# What a sign that is there says; `{words}` are the article's own.
_THERE: Mapping[str, str] = {
    "title_in_opening": "Kata judul kegiatan ada di judul atau paragraf awal: {words}",
    "title_together": "Kata judul kegiatan berdekatan dalam satu bagian: {words}",
    "headline_explained": "Judul artikel sesuai data kegiatan: {words}",
    "details": "Uraian kegiatan disebut: {words}",
    "venue": "Tempat sama: {words}",
    "people": "Nama pejabat disebut: {words}",
    "office": "Instansi disebut: {words}",
    "act_same": "Jenis kegiatan sama: {words}",
    "act_other": "Judul artikel tentang kegiatan lain: {words}",
    "numbers_same": "Angka atau urutan sama: {words}",
    "numbers_other": "Angka atau urutan berbeda: {words}",
    "preview": "Disebut akan berlangsung (pratinjau): “{words}”",
    "region_same": "Daerah sama: {words}",
    "region_other": "Daerah berbeda: {words}",
    "local_same": "Kecamatan atau desa sama: {words}",
    "local_other": "Kecamatan atau desa berbeda: {words}",
    "main_date": "Tanggal sama: {words}",
    "date_same": "Tanggal kegiatan disebut: {words}",
    "date_other": "Tanggal berbeda: {words}",
    "year_other": "Tahun berbeda: {words}",
    "delay": "Terbit lama setelah kegiatan: {words}",
    "before": "Terbit sebelum kegiatan: {words}",
}
# What its absence says, where that is worth a sentence.
_MISSING: Mapping[str, str] = {
    "title_in_opening": "Kata judul kegiatan hampir tidak ada di awal artikel",
    "title_together": "Kata judul kegiatan tidak ada di satu bagian artikel",
    "headline_explained": "Judul artikel tentang hal lain",
    "venue": "Tempat kegiatan tidak disebut",
    "people": "Pejabat kegiatan tidak disebut",
    "office": "Instansi kegiatan tidak disebut",
    "act_same": "Jenis kegiatan tidak disebut di awal artikel",
    "region_same": "Daerah kegiatan tidak disebut",
    "date_same": "Tanggal kegiatan tidak disebut",
    "main_date": "Tanggal pertama dalam artikel bukan tanggal kegiatan",
}


def reasons(observation: Observation, model: Model, rival: tuple[str, float]) -> tuple[str, ...]:
    """The signs that moved the decision most, as sentences.

    `rival` is the activity that fits the article better and what that takes off the log-odds.
    """
    said = [
        (abs(weight), sentence)
        for name, weight in model.contributions(observation.seen).items()
        if abs(weight) >= _WEAK and (sentence := _sentence(name, observation.seen, weight))
    ]
    if rival[1] >= _WEAK:
        said.append((rival[1], f"Kegiatan lain lebih cocok: {rival[0]}"))
    said.sort(key=lambda one: (-round(one[0], 6), one[1]))
    return tuple(sentence for _, sentence in _one_per_date(said)[:_MOST])


def _sentence(name: str, seen: Seen, weight: float) -> str:
    sign = seen[name]
    if sign is None:
        return ""
    if name == "delay":
        return _lateness(sign, weight)
    if sign.value > 0 and sign.words and _speaks_for_itself(name, weight):
        return _THERE[name].format(words=sign.words)
    return _MISSING.get(name, "") if weight < 0 else ""


def _speaks_for_itself(name: str, weight: float) -> bool:
    against = name.endswith("_other") or name in {"preview", "before"}
    return against == (weight < 0)


def _lateness(sign: Sign, weight: float) -> str:
    if not sign.words:
        return ""
    return f"Terbit dekat dengan kegiatan: {sign.words}" if weight > 0 else _THERE["delay"].format(words=sign.words)


def _one_per_date(said: list[tuple[float, str]]) -> list[tuple[float, str]]:
    """Without the second sentence on the same words of a date."""
    kept: list[tuple[float, str]] = []
    for weight, sentence in said:
        words = sentence.partition(": ")[2]
        if not (words and sentence.startswith("Tanggal") and any(other.endswith(": " + words) for _, other in kept)):
            kept.append((weight, sentence))
    return kept
