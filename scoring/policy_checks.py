"""What must hold between the tables of a policy's file."""

import math
from collections.abc import Iterator, Mapping

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
