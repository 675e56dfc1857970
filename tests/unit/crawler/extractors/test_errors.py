import pickle

import pytest

from crawler.extractors import ExtractionError, Refusal
from crawler.extractors.errors import MESSAGES


@pytest.mark.parametrize("code", list(Refusal))
def test_every_refusal_has_a_message_in_indonesian(code: Refusal) -> None:
    assert str(ExtractionError(code)) == MESSAGES[code]
    assert "halaman" in MESSAGES[code]


def test_an_error_survives_the_way_back_from_a_worker_process() -> None:
    error = pickle.loads(pickle.dumps(ExtractionError(Refusal.NO_TEXT, "kosong")))  # noqa: S301 — our own bytes
    assert (error.code, error.message, str(error)) == (Refusal.NO_TEXT, "kosong", "kosong")
