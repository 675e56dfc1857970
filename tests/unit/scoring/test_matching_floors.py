"""Floors under the matcher's quality, on labelled sets that are not part of the product.

The sets are looked for in the folder that `TAYANG_LABELLED_SETS` names, else beside the project.
"""

import os
from pathlib import Path

import pytest

from app.labelled import evaluate_files
from scoring.evaluation import Evaluation

SETS = Path(os.environ.get("TAYANG_LABELLED_SETS") or Path(__file__).parents[4] / "shared" / "data")


def measured(name: str, *, use_dates: bool = True) -> Evaluation:
    folder = SETS / name
    if not folder.is_dir():
        pytest.skip(f"labelled set {name} is absent (TAYANG_LABELLED_SETS)")
    return evaluate_files(
        folder / "articles.jsonl", folder / "activities.jsonl", folder / "labels.csv", use_dates=use_dates
    )


@pytest.mark.parametrize(
    ("name", "use_dates", "floor"),
    [
        ("matching-dev", True, 0.95),
        ("matching-dev", False, 0.88),
        ("matching-regencies", True, 0.95),
        ("matching-regencies", False, 0.85),
    ],
)
def test_f1_does_not_fall(name: str, *, use_dates: bool, floor: float) -> None:
    f1 = measured(name, use_dates=use_dates).f1
    assert f1 is not None
    assert f1 >= floor


def test_near_misses_are_seldom_accepted() -> None:
    most = {"other_year": 0, "same_type_other_region": 0, "unrelated": 0, "same_official": 4, "follow_up": 1}
    kinds = measured("matching-regencies").by_kind
    assert set(kinds) == set(most)
    for kind, count in kinds.items():
        assert count.accepted <= most[kind], kind
