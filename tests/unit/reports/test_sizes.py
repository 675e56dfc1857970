from hypothesis import given
from hypothesis import strategies as st

from reports.sizes import LINE, row_height, widths
from reports.table import Absent, Column, Kind, Table


def table(*cells: str | Absent, widest: int = 20) -> Table:
    return Table(
        "L",
        "J",
        "semua",
        (Column("Judul", Kind.TEXT, "arti", widest=widest),),
        tuple((cell,) for cell in cells),
    )


def test_a_column_grows_with_its_content_up_to_its_limit() -> None:
    narrow, wide, widest = (widths(table("x" * length))[0] for length in (1, 15, 300))
    assert narrow < wide < widest == 20 * 7


def test_a_column_is_never_narrower_than_its_head_or_the_word_for_nothing() -> None:
    assert widths(table())[0] >= 40
    assert widths(table(Absent.NO_DATA))[0] >= 70


@given(st.lists(st.text(st.characters(categories=["Ll"]), min_size=1, max_size=8), min_size=1, max_size=3))
def test_what_a_column_was_made_wide_enough_for_takes_one_line(words: list[str]) -> None:
    text = " ".join(words)
    assert row_height([text], widths(table(text, widest=100))) < 2 * LINE


def test_a_row_is_as_high_as_its_longest_text_wraps() -> None:
    one = row_height(["pendek"], [200])
    assert LINE <= one < 2 * LINE
    assert row_height(["pendek", "kata " * 40], [200, 200]) > 4 * LINE


@given(st.text(max_size=2000), st.integers(1, 400))
def test_no_row_is_higher_than_excel_allows(text: str, width: int) -> None:
    assert LINE <= row_height([text], [width]) <= 409
