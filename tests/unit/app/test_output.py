from app.output import near_miss


def test_kinds_of_near_misses_are_words_and_unknown_ones_stay() -> None:
    assert near_miss("last_year") == "tahun lalu"
    assert near_miss("jenis-baru") == "jenis-baru"
