import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reports.table import MEANINGS, Absent, Column, Kind, Table

COLUMNS = (Column("Nama", Kind.TEXT, "arti"), Column("Jumlah", Kind.INTEGER, "arti"))
TABLE = Table("Lembar", "Judul", "semua", COLUMNS, (("Kabar Lembah", 3), ("Suara Pasir", Absent.NO_DATA)))


def test_what_is_absent_has_its_own_words_and_none_of_them_is_zero() -> None:
    words = [absent.value for absent in Absent]
    assert len(set(words)) == len(words)
    assert "0" not in words
    assert {text for text, _ in MEANINGS} == {"0", *words}


def test_the_digest_is_that_of_heads_and_rows_alone() -> None:
    assert TABLE.digest() == replace(TABLE, title="Lain", filters="lain", frozen=1).digest()
    assert TABLE.digest() != replace(TABLE, rows=TABLE.rows[::-1]).digest()
    assert (
        TABLE.digest()
        != replace(TABLE, columns=(COLUMNS[0], Column("Banyak", Kind.INTEGER, "arti"))).digest()
    )
    assert len(TABLE.digest()) == 16


def test_zero_unknown_and_our_failure_have_three_digests() -> None:
    digests = {
        replace(TABLE, rows=(("Kabar Lembah", cell),)).digest()
        for cell in (0, Absent.NO_DATA, Absent.OUR_FAILURE)
    }
    assert len(digests) == 3


@given(
    st.lists(
        st.tuples(st.text(), st.one_of(st.integers(), st.dates(), st.floats(allow_nan=False))), max_size=5
    )
)
def test_any_text_and_figure_has_a_digest(rows: list[tuple[str, int | float | dt.date]]) -> None:
    assert len(replace(TABLE, rows=tuple(rows)).digest()) == 16
