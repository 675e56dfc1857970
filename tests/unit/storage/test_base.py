import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from storage.base import CHUNK, UtcDateTime, chunks, storable, storable_or_none

DIALECT = sqlite.dialect()
MAKASSAR = dt.timezone(dt.timedelta(hours=8))


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="without zone"):
        UtcDateTime().process_bind_param(dt.datetime(2024, 10, 22, 7), DIALECT)  # noqa: DTZ001


def test_a_moment_goes_in_and_comes_out_in_utc() -> None:
    seven = dt.datetime(2024, 10, 22, 7, tzinfo=MAKASSAR)
    stored = UtcDateTime().process_bind_param(seven, DIALECT)
    assert stored is not None
    assert stored.isoformat() == "2024-10-21T23:00:00+00:00"
    assert UtcDateTime().process_result_value(stored.replace(tzinfo=None), DIALECT) == seven
    assert UtcDateTime().process_result_value(seven, DIALECT) == seven


def test_an_unknown_moment_stays_unknown() -> None:
    assert UtcDateTime().process_bind_param(None, DIALECT) is None
    assert UtcDateTime().process_result_value(None, DIALECT) is None


@given(st.text(alphabet=st.characters()))
def test_storable_text_can_be_encoded_and_has_no_nul(text: str) -> None:
    kept = storable(text)
    kept.encode("utf-8")
    assert "\x00" not in kept
    assert storable(kept) == kept


def test_storable_changes_nothing_else() -> None:
    assert storable("Jum’at\n\t😀") == "Jum’at\n\t😀"
    assert storable("a\x00b\ud83dc") == "ab\N{REPLACEMENT CHARACTER}c"
    assert storable_or_none(None) is None
    assert storable_or_none("a\x00") == "a"


@given(st.integers(0, 3 * CHUNK))
def test_chunks_are_small_and_hold_everything_in_order(length: int) -> None:
    items = list(range(length))
    groups = list(chunks(items))
    assert all(0 < len(group) <= CHUNK for group in groups)
    assert [item for group in groups for item in group] == items
