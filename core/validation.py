"""What is wrong with a value at the border, in words for whoever wrote it."""

from collections.abc import Iterator, Mapping

from pydantic import ValidationError

from core.errors import Problem

_MESSAGES = {
    "extra_forbidden": "kunci tidak dikenal",
    "missing": "wajib diisi",
    "float_type": "harus angka",
    "int_type": "harus bilangan bulat",
    "string_type": "harus teks",
    "string_too_short": "tidak boleh kosong",
    "date_type": "harus tanggal TOML, contoh: 2026-01-31 (tanpa tanda kutip)",
    "finite_number": "harus angka yang berhingga",
    "dict_type": "harus tabel",
    "model_type": "harus tabel",
    "list_type": "harus daftar",
    "too_short": "tidak boleh kosong",
}


def problems_of(error: ValidationError, file: str) -> Iterator[Problem]:
    """Every error of the model as a problem that names the key."""
    for item in error.errors():
        cause = item.get("ctx", {}).get("error")
        message = (
            str(cause)
            if cause
            else _MESSAGES.get(item["type"]) or _limits(item["type"], item.get("ctx", {}), item["input"])
        )
        yield Problem(
            file, message, key=".".join(str(part) for part in item["loc"] if part != "[key]") or None
        )


def _limits(kind: str, limits: Mapping[str, object], found: object) -> str:
    words = {
        "greater_than_equal": "harus {ge} atau lebih",
        "greater_than": "harus di atas {gt}",
        "less_than_equal": "harus {le} atau kurang",
        "literal_error": "harus salah satu dari {expected}",
    }
    # pydantic joins the choices in English.
    limits = {**limits, "expected": str(limits.get("expected", "")).replace("' or '", "' atau '")}
    return f"{words.get(kind, 'nilai ini salah').format(**limits)} (isi: {found!r})"
