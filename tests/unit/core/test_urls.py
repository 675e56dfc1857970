import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.urls import article_id, canonical_url, same_site, site_key

ONE_ARTICLE = [
    "https://kabarlembah.example/2026/09/panen-raya",
    "http://www.kabarlembah.example/2026/09/panen-raya/",
    "https://m.kabarlembah.example/2026/09/panen-raya?m=1",
    "https://kabarlembah.example/2026/09/panen-raya/amp/",
    "https://amp.kabarlembah.example/2026/09/panen-raya",
    "https://kabarlembah.example:443/2026/09/panen-raya?utm_source=wa&fbclid=x#komentar",
    "https://KabarLembah.example/2026/09/panen-raya?page=all",
    "https://kabarlembah.example//2026/09/panen%2Draya/print/",
]


@pytest.mark.parametrize("url", ONE_ARTICLE)
def test_views_of_one_article_have_one_id(url: str) -> None:
    assert article_id(url) == article_id(ONE_ARTICLE[0])


def test_path_case_ports_and_meaningful_queries_tell_articles_apart() -> None:
    urls = [
        "https://a.example/Berita",
        "https://a.example/berita",
        "https://a.example/?p=12",
        "https://a.example/?p=13",
        "https://a.example:8100/berita",
    ]
    assert len({article_id(url) for url in urls}) == len(urls)


@pytest.mark.parametrize("url", ["", "mailto:redaksi@a.example", "/berita/1", "ftp://a.example/x", "http://"])
def test_what_is_not_a_web_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        canonical_url(url)


hosts = st.from_regex(r"(www\.|m\.|amp\.)?[a-z]{2,8}(\.[a-z]{2,8}){1,2}(:[1-9][0-9]{1,3})?", fullmatch=True)
paths = st.text(
    alphabet=st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp"), exclude_characters="?#[]"),
    max_size=40,
)
queries = st.lists(
    st.tuples(st.sampled_from(["p", "id", "utm_source", "page", "m"]), st.text("ab1%& ", max_size=4)),
    max_size=4,
)


@given(hosts, paths, queries)
def test_canonical_url_is_idempotent(host: str, path: str, query: list[tuple[str, str]]) -> None:
    url = f"http://{host}/{path}?" + "&".join(f"{key}={value}" for key, value in query)
    once = canonical_url(url)
    assert canonical_url(once) == once


@given(hosts, paths)
def test_scheme_slash_and_trackers_do_not_matter(host: str, path: str) -> None:
    plain = f"https://{host}/{path}"
    assert canonical_url(plain) == canonical_url(f"http://{host}/{path}/?utm_campaign=x#atas")


def test_a_site_is_its_registered_domain() -> None:
    assert same_site("https://news.kabar.co.id/a", "https://www.kabar.co.id/")
    assert site_key("https://sukamaju.desa.id/x") != site_key("https://sukamulya.desa.id/x")
    assert site_key("https://satu.blogspot.com/") != site_key("https://dua.blogspot.com/")
    assert site_key("http://127.0.0.21:8100/") != site_key("http://127.0.0.22:8100/")
    assert not same_site("https://a.example/", "bukan alamat")
