import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from core.nouns import Article, Candidate, LinkCheck, LinkState, Outlet, Period, Snapshot
from storage.database import Database
from storage.models import ArticleVersionRow

AT = dt.datetime(2024, 10, 23, 1, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
DAY = dt.date(2024, 10, 22)
JAYAPURA = ZoneInfo("Asia/Jayapura")
TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
MAYBE = st.none() | TEXT
MOMENT = st.datetimes(timezones=st.just(dt.UTC))

NewArticle = Callable[..., Article]


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    article=st.builds(
        Article,
        id=st.uuids(version=4).map(lambda _: uuid4()),  # examples share one database
        outlet_id=st.just("kabar-lontara"),
        url=TEXT,
        title=TEXT,
        text=TEXT,
        published=st.none() | MOMENT,
        first_seen=MOMENT,
        snapshot_id=st.none(),
        published_basis=MAYBE,
        time_known=st.booleans(),
        modified=st.none() | MOMENT,
        authors=st.lists(TEXT, max_size=3).map(tuple),
        section=MAYBE,
        tags=st.lists(TEXT, max_size=3).map(tuple),
        image=MAYBE,
        step=st.just("cms"),
        version=st.just(1),
    )
)
def test_an_article_comes_back_as_it_went_in(
    database: Database, outlets: list[Outlet], article: Article
) -> None:
    with database.unit() as unit:
        assert unit.articles.save(article)
    with database.unit() as unit:
        assert unit.articles.get(article.id) == article
        assert article in unit.articles.of(outlets[0].id)


def test_an_equal_article_is_not_written_again(
    database: Database, new_article: NewArticle, written: list[str]
) -> None:
    article = new_article("panen", authors=("Rindang Laksmi",), tags=("jagung", "panen"))
    with database.unit() as unit:
        assert unit.articles.save(article)
    written.clear()
    with database.unit() as unit:
        assert not unit.articles.save(article)
        assert not unit.articles.save(replace(article, first_seen=AT + HOUR, version=9))
    assert written == []


def test_a_differing_article_is_a_new_version_and_the_old_one_is_kept(
    database: Database,
    new_candidate: Callable[..., Candidate],
    new_snapshot: Callable[..., Snapshot],
    new_article: NewArticle,
) -> None:
    candidate = new_candidate("panen")
    snapshots = [new_snapshot(candidate), new_snapshot(candidate, fetched_at=AT + HOUR)]
    first = new_article("panen", snapshot_id=snapshots[0].id)
    second = replace(first, text="Diralat: panen 12 ton.", snapshot_id=snapshots[1].id, first_seen=AT + HOUR)
    with database.unit() as unit:
        unit.candidates.announce([candidate], AT)
        for snapshot in snapshots:
            unit.candidates.archived(snapshot)
        assert unit.articles.save(first)
    with database.unit() as unit:
        assert unit.articles.save(second)
    with database.unit() as unit:
        assert unit.articles.get(first.id) == replace(second, version=2, first_seen=first.first_seen)
        assert unit.snapshots.of(first.id) == snapshots
    with database._reader.connect() as connection:
        kept = connection.execute(select(ArticleVersionRow.__table__)).one()
    assert (kept.article_id, kept.version, kept.text) == (first.id, 1, first.text)
    assert kept.snapshot_id == snapshots[0].id


def test_every_version_is_kept(database: Database, new_article: NewArticle) -> None:
    for number in range(4):
        with database.unit() as unit:
            unit.articles.save(new_article("panen", title=f"Ralat ke-{number}"))
    with database._reader.connect() as connection:
        query = select(ArticleVersionRow.version, ArticleVersionRow.title).order_by(ArticleVersionRow.version)
        kept = [tuple(row) for row in connection.execute(query)]
    assert kept == [(1, "Ralat ke-0"), (2, "Ralat ke-1"), (3, "Ralat ke-2")]
    with database.unit() as unit:
        current = unit.articles.get(new_article("panen").id)
    assert current is not None
    assert (current.version, current.title) == (4, "Ralat ke-3")


def test_an_article_without_candidate_can_be_stored(database: Database, new_article: NewArticle) -> None:
    with database.unit() as unit:
        assert unit.articles.save(new_article("impor"))
        assert unit.candidates.counts() == {}
        assert unit.articles.get(uuid4()) is None


def test_all_streams_by_publication_with_unknown_ones_last(
    database: Database, new_article: NewArticle
) -> None:
    dated = [new_article(f"berita-{number:04d}", published=AT + number * HOUR) for number in range(520)]
    undated = new_article("tanpa-tanggal", published=None)
    with database.unit() as unit:
        for article in [undated, *dated[::-1]]:
            unit.articles.save(article)
    with database.reading() as unit:
        assert list(unit.articles.all()) == [*dated, undated]
        stream = unit.articles.all()
        assert next(stream) == dated[0]


@pytest.mark.parametrize(
    ("published", "inside"),
    [
        (dt.datetime(2024, 10, 21, 15, tzinfo=dt.UTC), True),  # 00.00 WIT
        (dt.datetime(2024, 10, 21, 14, 59, 59, 999_999, tzinfo=dt.UTC), False),
        (dt.datetime(2024, 10, 22, 14, 59, 59, 999_999, tzinfo=dt.UTC), True),
        (dt.datetime(2024, 10, 22, 15, tzinfo=dt.UTC), False),
    ],
)
def test_within_goes_by_the_local_day(
    database: Database,
    new_article: NewArticle,
    published: dt.datetime,
    inside: bool,  # noqa: FBT001
) -> None:
    article = new_article("panen", published=published, first_seen=AT + 1_000 * HOUR)
    undated = new_article("tanpa-tanggal", published=None, first_seen=published)
    with database.unit() as unit:
        unit.articles.save(article)
        unit.articles.save(undated)
        assert unit.articles.within(Period(DAY, DAY), JAYAPURA) == ([article, undated] if inside else [])


def test_within_takes_the_whole_calendar(database: Database, new_article: NewArticle) -> None:
    article = new_article("panen")
    with database.unit() as unit:
        unit.articles.save(article)
        assert unit.articles.within(Period(dt.date.min, dt.date.max), JAYAPURA) == [article]


def test_an_article_is_matched_once_a_key_and_version(database: Database, new_article: NewArticle) -> None:
    article, other = new_article("panen"), new_article("rapat", published=AT)
    ids = [article.id, other.id]
    with database.unit() as unit:
        unit.articles.save(article)
        unit.articles.save(other)
        assert unit.articles.unmatched("model-1") == [article, other]
        unit.articles.mark_matched(ids[:1], "model-1")
        assert unit.articles.unmatched("model-1") == [other]
        unit.articles.mark_matched(ids, "model-1")
    with database.unit() as unit:
        assert unit.articles.unmatched("model-1") == []
        assert unit.articles.unmatched("model-2") == [article, other]
        unit.articles.save(replace(article, title="Ralat"))
        assert [found.title for found in unit.articles.unmatched("model-1")] == ["Ralat"]


def test_marking_again_changes_no_row(
    database: Database, new_article: NewArticle, dump: Callable[[], dict[str, list[str]]]
) -> None:
    article = new_article("panen")
    with database.unit() as unit:
        unit.articles.save(article)
        unit.articles.mark_matched([article.id], "model-1")
    before = dump()
    with database.unit() as unit:
        unit.articles.mark_matched([article.id], "model-1")
        unit.articles.mark_matched([uuid4() for _ in range(1_200)], "model-1")
    assert dump() == before


def test_snapshots_stream_in_the_order_of_the_archive(
    database: Database, new_candidate: Callable[..., Candidate], new_snapshot: Callable[..., Snapshot]
) -> None:
    candidate = new_candidate("panen")
    snapshots = [
        new_snapshot(candidate, path=f"2024/10/{day}.warc.gz", offset=offset, length=2**40)
        for day in (21, 22)
        for offset in (0, 300, 2**33)
    ]
    with database.unit() as unit:
        unit.candidates.announce([candidate], AT)
        for snapshot in snapshots[::-1]:
            unit.candidates.archived(snapshot)
    with database.reading() as unit:
        assert list(unit.snapshots.all()) == snapshots
        assert unit.snapshots.get(uuid4()) is None
        assert unit.snapshots.of(uuid4()) == []


def test_the_latest_look_at_a_link_counts(
    database: Database, new_article: NewArticle, new_candidate: Callable[..., Candidate]
) -> None:
    panen, rapat = new_article("panen"), new_article("rapat")
    gone = LinkCheck(panen.id, AT + HOUR, LinkState.MISSING, 404)
    down = LinkCheck(rapat.id, AT, LinkState.SITE_DOWN)
    with database.unit() as unit:
        unit.candidates.announce([new_candidate("panen"), new_candidate("rapat")], AT)
        for check in (gone, LinkCheck(panen.id, AT, LinkState.ALIVE, 200), down, down):
            unit.link_checks.add(check)
    with database.unit() as unit:
        assert unit.link_checks.latest() == {panen.id: gone, rapat.id: down}


def test_ids_sort_alike_in_both_databases(database: Database, new_article: NewArticle) -> None:
    ids = [UUID(int=number) for number in (2**127, 5, 2**64, 1)]
    with database.unit() as unit:
        for article_id in ids:
            unit.articles.save(replace(new_article("panen", published=None), id=article_id))
        assert [article.id for article in unit.articles.all()] == sorted(ids)
