import pytest

from crawler.extractors.images import find_image
from crawler.extractors.page import Page, parse
from crawler.extractors.structured import read_structured


def image(html: str) -> str | None:
    tree = parse(f"<html><body>{html}</body></html>")
    return find_image(Page("https://radarlembah.example/2024/a", tree), read_structured(tree))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<meta property="og:image" content="https://foto.example/a.jpg">', "https://foto.example/a.jpg"),
        ('<meta property="og:image" content="/foto/a.jpg">', "https://radarlembah.example/foto/a.jpg"),
        (
            '<img class="attachment-full wp-post-image" src="//cdn.example/a.jpg">',
            "https://cdn.example/a.jpg",
        ),
        (
            '<figure class="post-thumbnail"><img src="a.jpg"></figure>',
            "https://radarlembah.example/2024/a.jpg",
        ),
        ('<meta property="og:image" content="data:image/png;base64,AAAA"><p>x</p>', None),
        ('<meta property="og:image" content="http://[rusak">', None),
        ('<img src="logo.png">', None),
    ],
)
def test_the_lead_image_has_an_absolute_address(html: str, expected: str | None) -> None:
    assert image(html) == expected
