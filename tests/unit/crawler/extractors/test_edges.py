import pytest

from crawler.extractors.edges import split_edges

TITLE = "Pasar Wage Dibuka Kembali"
FIRST = "BANDAR WENING - Pemerintah kabupaten membuka kembali Pasar Wage setelah tiga bulan direnovasi oleh dinas."
LAST = "Pedagang menempati kios baru secara bertahap mulai pekan depan. (kjc)"


@pytest.mark.parametrize(
    "head",
    [
        [TITLE],
        ["Selasa, 22 Oktober 2024 | 14:30 WIB"],
        ["Beranda / Daerah", TITLE, "Wajah baru pasar rakyat", "22 Oktober 2024", "Oleh: Ratmi Wulandari"],
        ["Penulis Ratmi Wulandari", "Foto: Humas"],
    ],
)
def test_headline_date_and_byline_above_the_text_are_its_frame(head: list[str]) -> None:
    assert split_edges("\n".join([*head, FIRST, LAST]), TITLE) == (f"{FIRST}\n{LAST}", tuple(head))


@pytest.mark.parametrize(
    "tail",
    [
        ["Editor: Sastra Wijang"],
        ["Penulis: Ratmi", "Editor: Sastra"],
        ["COPYRIGHT © 2024"],
        ["© 2024 Radar Lembah. All Rights Reserved"],
    ],
)
def test_credits_below_the_text_are_its_frame(tail: list[str]) -> None:
    assert split_edges("\n".join([FIRST, LAST, *tail]), TITLE) == (f"{FIRST}\n{LAST}", tuple(tail))


def test_times_of_linked_pieces_go_wherever_they_stand_and_plain_dates_stay() -> None:
    text = "\n".join([FIRST, "- Selasa, 22/10/2024 14:30 WIB", "22 Oktober 2024", LAST])
    assert split_edges(text, TITLE)[0] == f"{FIRST}\n22 Oktober 2024\n{LAST}"


@pytest.mark.parametrize("text", [FIRST, f"{FIRST}\n{LAST}", "Peserta kirab budaya. Foto: Humas", ""])
def test_a_text_without_a_frame_is_left_alone(text: str) -> None:
    assert split_edges(text, TITLE) == (text, ())


def test_a_date_far_down_does_not_cut_the_text_above_it() -> None:
    text = "\n".join([FIRST, LAST, "Oleh: Ratmi Wulandari", LAST])
    assert split_edges(text, TITLE)[0].startswith(FIRST)
