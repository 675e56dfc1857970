import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extractors.page import parse
from crawler.extractors.structured import Structured, read_structured

ARTICLE = {"@type": "NewsArticle", "headline": "Panen Raya", "datePublished": "2024-10-22T10:00:00+07:00"}


def of_script(script: str) -> Structured:
    return read_structured(parse(f'<script type="application/ld+json">{script}</script><p>x</p>'))


@pytest.mark.parametrize(
    "script",
    [
        json.dumps(ARTICLE),
        json.dumps([{"@type": "WebSite", "name": "Kabar"}, ARTICLE]),
        json.dumps({"@graph": [{"@type": "BreadcrumbList"}, ARTICLE]}),
        json.dumps({"@type": "WebPage", "mainEntity": ARTICLE}),
        json.dumps(ARTICLE | {"@type": ["Article", "NewsArticle"]}),
        json.dumps(ARTICLE)[:-1] + ",}",
        json.dumps(ARTICLE) + ";",
        "//<![CDATA[\n" + json.dumps(ARTICLE) + "\n//]]>",
        "<!-- " + json.dumps(ARTICLE) + " -->",
        json.dumps(ARTICLE).replace("Panen Raya", "Panen\nRaya"),
        json.dumps(ARTICLE | {"headline": {"@value": "Panen Raya"}}),
        json.dumps(ARTICLE | {"headline": "Panen &amp; Raya"}).replace("&amp; ", ""),
    ],
)
def test_the_article_is_found_however_it_is_wrapped(script: str) -> None:
    said = of_script(script)
    assert said.headlines == ("Panen Raya",)
    assert said.published_jsonld == ("2024-10-22T10:00:00+07:00",)


@pytest.mark.parametrize(
    "script", ["", "{", "null", "[]", "42", '"x"', '{"@type": 5}', "[" * 100_000, '{"@graph": {"@graph": 1}}']
)
def test_broken_data_counts_as_absent(script: str) -> None:
    said = of_script(script)
    assert said.headlines == said.published_jsonld == said.authors_jsonld == ()


def test_authors_are_read_from_every_shape() -> None:
    for author in (
        "Ratmi Wulandari",
        {"@type": "Person", "name": "Ratmi Wulandari"},
        [{"@type": "Person", "name": "Ratmi Wulandari"}],
        {"@id": "#a"},
    ):
        graph = [ARTICLE | {"author": author}, {"@type": "Person", "@id": "#a", "name": "Ratmi Wulandari"}]
        assert of_script(json.dumps({"@graph": graph})).authors_jsonld == ("Ratmi Wulandari",)


def test_the_first_article_is_not_outvoted_by_a_teaser() -> None:
    teaser = {
        "@type": "NewsArticle",
        "headline": "Lain",
        "datePublished": "2020-01-01",
        "author": "Orang Lain",
    }
    said = of_script(json.dumps([ARTICLE, teaser]))
    assert said.headlines == ("Panen Raya",)
    assert said.published_jsonld == ("2024-10-22T10:00:00+07:00",)


def test_the_page_node_serves_where_the_article_has_no_date() -> None:
    page = {"@type": "WebPage", "datePublished": "2024-10-22T10:00:00+07:00"}
    assert of_script(json.dumps({"@graph": [page]})).published_jsonld == ("2024-10-22T10:00:00+07:00",)


def test_meta_tags_count_by_property_name_and_itemprop() -> None:
    said = read_structured(
        parse(
            '<head><title>Panen | Kabar</title><meta property="og:title" content="Panen &amp;amp; Raya">'
            '<meta name="PubDate" content="2024-10-22"><meta itemprop="dateModified" content="2024-10-23">'
            '<meta name="author" content=" Ratmi "><meta property="og:image" content="/a.jpg"></head><body>'
            '<a rel="home" href="/">Kabar Lembah</a></body>'
        )
    )
    assert said.page_title == "Panen | Kabar"
    assert said.og_titles == ("Panen & Raya",)
    assert said.published_meta == ("2024-10-22",)
    assert said.modified == ("2024-10-23",)
    assert said.authors_meta == ("Ratmi",)
    assert said.images == ("/a.jpg",)
    assert said.site_names == ("Kabar Lembah",)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["@type", "@graph", "@id", "author", "headline", "image", "name", "keywords", "mainEntity"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(JSON)
def test_any_json_is_survived(value: object) -> None:
    assert isinstance(of_script(json.dumps(value)), Structured)
