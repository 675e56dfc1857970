import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.matching.words import Spellings, raw_words, stem, stems, tokens


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("meresmikan", "resmi"),
        ("peresmian", "resmi"),
        ("pelantikan", "lantik"),
        ("penyerahan", "serah"),
        ("pembukaan", "buka"),
        ("penutupan", "tutup"),
        ("pencabutan", "cabut"),
        ("berikan", "beri"),
        ("pemakaian", "pakai"),
        ("keuangan", "uang"),
        ("diberangkatkan", "berangkat"),
        ("kepemimpinannya", "pimpin"),
    ],
)
def test_affixes_come_off_where_a_root_remains(word: str, root: str) -> None:
    assert stem(word) == root


@pytest.mark.parametrize("name", ["melawi", "tirtaloka", "danurwenda", "kediri", "diskominfo"])
def test_names_keep_their_letters(name: str) -> None:
    assert stem(name) == name


def test_numbers_have_one_spelling() -> None:
    assert tokens("MTQ XLI, MTQ ke-41; 1.104 guru dan tujuh bus") == [
        "mtq", "41", "mtq", "ke", "41", "1104", "guru", "dan", "7", "bus",
    ]  # fmt: skip


def test_amounts_stay_whole() -> None:
    assert raw_words("Rp6,2 miliar, 41,7 persen") == ["Rp6,2", "miliar", ",", "41,7", "persen"]
    assert tokens("Rp6,2 miliar") == tokens("6,2 miliar")


def test_a_full_stop_ends_a_sentence_but_not_a_short_form() -> None:
    assert raw_words("Kec. Lirih, H. Sasmita. Ia hadir.") == [
        "Kec", "Lirih", ",", "H", "Sasmita", ".", "Ia", "hadir", ".",
    ]  # fmt: skip


def test_short_forms_are_spelled_out() -> None:
    assert tokens("Walikota se-Jabar") == ["wali", "kota", "se", "jawa", "barat"]


def test_stop_words_are_no_stems() -> None:
    assert stems(tokens("yang diresmikan oleh a Bupati")) == ["resmi", "bupati"]


def test_a_name_off_by_one_letter_is_found() -> None:
    spellings = Spellings(["sekarlawang", "jembatan"])
    assert spellings.correct("sekarlwang") == "sekarlawang"
    assert spellings.correct("sekarrlawang") == "sekarlawang"
    assert spellings.correct("sekarlaweng") == "sekarlawang"


def test_dictionary_words_and_short_ones_are_never_corrected() -> None:
    spellings = Spellings(["malam", "kalam", "lirih"])
    assert spellings.correct("salam") == "salam"
    assert spellings.correct("liri") == "liri"


@given(st.text(max_size=200))
def test_any_text_has_tokens_in_lower_case_without_blanks(text: str) -> None:
    for token in tokens(text):
        assert token
        assert not any(letter.isspace() for letter in token)
        assert tokens(token) == [token] or not token.isascii()


@given(st.from_regex(r"[a-z]{1,20}", fullmatch=True))
def test_a_stem_is_never_empty_nor_longer_than_prefix_melting_allows(word: str) -> None:
    assert 0 < len(stem(word)) <= len(word)
