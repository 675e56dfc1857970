"""What is wrong with a policy's file: rules between its tables, and its problems in words."""

import math
from collections.abc import Iterator, Mapping

from pydantic import ValidationError

from core.errors import Problem
from scoring.inputs import IndicatorName

WEIGHT_TOLERANCE = 1e-9


def added_inputs(raw: Mapping[str, object]) -> list[str]:
    """What a file forbids beside the built-in inputs."""
    section = raw.get("forbidden")
    inputs = section.get("inputs") if isinstance(section, dict) else None
    return [item for item in inputs if isinstance(item, str)] if isinstance(inputs, list) else []


def cross_checks(raw: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """What holds between tables, told even where other keys are wrong: key and message."""
    dimensions = _tables(raw.get("dimension"))
    yield from _sum_check("dimension", dimensions)
    named: list[str] = []
    for group, dimension in dimensions.items():
        indicators = _tables(dimension.get("indicator"))
        yield from _sum_check(f"dimension.{group}.indicator", indicators)
        for name, goalposts in indicators.items():
            key = f"dimension.{group}.indicator.{name}"
            if name in named:
                yield key, "indikator ini sudah ada di dimensi lain"
            if name in set(IndicatorName) and not all(
                map(_is_share, (goalposts.get("poor"), goalposts.get("target")))
            ):
                yield key, "`poor` dan `target` indikator ini adalah pangsa 0 sampai 1, bukan persen"
            named.append(name)
    if IndicatorName.REGULARITY in named and IndicatorName.COVERAGE not in named:
        message = f"`{IndicatorName.REGULARITY}` diukur terhadap target `{IndicatorName.COVERAGE}`, yang tidak ada di kebijakan ini"
        yield "dimension", message


def _sum_check(key: str, tables: Mapping[str, Mapping[str, object]]) -> Iterator[tuple[str, str]]:
    weights = [table.get("weight") for table in tables.values()]
    numbers = [weight for weight in weights if isinstance(weight, int | float)]
    total = math.fsum(numbers)
    if weights and len(numbers) == len(weights) and not abs(total - 1) <= WEIGHT_TOLERANCE:
        yield key, f"jumlah `weight` harus 1, sekarang {total:.10g}"


def _is_share(value: object) -> bool:
    return not isinstance(value, int | float) or 0 <= value <= 1  # what is no number is told elsewhere


def _tables(value: object) -> dict[str, dict[str, object]]:
    return (
        {key: item for key, item in value.items() if isinstance(item, dict)}
        if isinstance(value, dict)
        else {}
    )


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
    return f"{words.get(kind, 'nilai ini salah').format(**limits)} (isi: {found!r})"
