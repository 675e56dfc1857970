from typing import Literal

import pytest
from pydantic import BaseModel, ValidationError

from core.validation import problems_of


class Rule(BaseModel):
    scale: Literal["linear", "log10"] = "linear"


def test_choices_are_told_in_the_readers_language() -> None:
    with pytest.raises(ValidationError) as caught:
        Rule.model_validate({"scale": "kuadrat"})
    (problem,) = problems_of(caught.value, "policy.toml")
    assert problem.key == "scale"
    assert problem.message == "harus salah satu dari 'linear' atau 'log10' (isi: 'kuadrat')"
