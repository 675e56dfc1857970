import pytest

from crawler.masthead import site_name


@pytest.mark.parametrize(
    ("html", "name"),
    [
        (b'<meta property="og:site_name" content=" Kabar  Lembah "><title>Beranda</title>', "Kabar Lembah"),
        (b"<title>Kabar Lembah - Suara dari hulu</title>", "Kabar Lembah"),
        ("<title>Kabar Lembah | Beranda – Terkini</title>".encode(), "Kabar Lembah"),
        (b"<p>tanpa judul</p>", None),
        (b"", None),
        (b"\x00\xff<<<title>", None),
    ],
)
def test_the_name_a_site_gives_itself(html: bytes, name: str | None) -> None:
    assert site_name(html) == name
