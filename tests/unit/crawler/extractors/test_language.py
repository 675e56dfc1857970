import pytest

from crawler.extractors.language import is_indonesian
from crawler.extractors.page import parse

INDONESIAN = "Pemerintah kabupaten membuka kembali pasar yang direnovasi selama tiga bulan dan pedagang akan menempati kios baru pada pekan depan."
ENGLISH = "The regency reopened the market that had been under renovation for three months and traders will move to new stalls next week."


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<p>{INDONESIAN}</p>" * 3, True),
        (f"<p>{ENGLISH}</p>" * 3, False),
        (f'<html lang="en"><body>{f"<p>{INDONESIAN}</p>" * 3}</body></html>', True),
        ('<html lang="id-ID"><body><p>Foto.</p></body></html>', True),
        ('<html lang="en"><body><p>Foto.</p></body></html>', False),
        ("<p>Foto.</p>", False),
    ],
)
def test_the_words_decide_and_the_attribute_where_there_are_few(html: str, *, expected: bool) -> None:
    assert is_indonesian(parse(html)) is expected
