import datetime as dt
from collections.abc import Mapping
from uuid import UUID, uuid5

from hypothesis import given
from hypothesis import strategies as st

from core.nouns import Activity, Article, Match, MatchState, Outlet, Period
from scoring.exposure import (
    Exclusion,
    Exposure,
    Watch,
    coverage_by_outlet,
    excused_outages,
    expose,
    expose_outlets,
)

YEAR = Period(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
SPACE = UUID(int=7)


def day(month: int, number: int) -> dt.date:
    return dt.date(2026, month, number)


def article(key: str, outlet_id: str = "m1", *, published: dt.datetime | None = None) -> Article:
    seen = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
    return Article(
        uuid5(SPACE, key), outlet_id, f"https://kabar.example/{key}", key, "isi", published, published or seen
    )


def exposed(
    *activities: Activity,
    watch: Watch | None = None,
    cutoff: dt.date = dt.date(2027, 1, 5),
    covered: Mapping[str, tuple[Article, ...]] | None = None,
    cap: float = 0.10,
) -> Exposure:
    return expose(
        "m1",
        activities,
        covered or {},
        watch or Watch(),
        period=YEAR,
        cutoff=cutoff,
        outage_cap=cap,
        weights={"berat": 3.0},
    )


def opportunities(exposure: Exposure) -> list[str]:
    return [chance.activity.id for chance in exposure.opportunities]


PANEN = Activity("panen", "Panen raya", day(3, 10))


def test_every_activity_of_the_period_is_a_chance_by_date_and_id() -> None:
    others = [
        Activity("b", "B", day(3, 10)),
        Activity("a", "A", day(3, 10)),
        Activity("awal", "Awal", day(1, 1)),
        Activity("akhir", "Akhir", day(12, 31)),
    ]
    outside = [
        Activity("dulu", "Dulu", dt.date(2025, 12, 31)),
        Activity("nanti", "Nanti", dt.date(2027, 1, 1)),
    ]
    exposure = exposed(PANEN, *others, *outside)
    assert opportunities(exposure) == ["awal", "a", "b", "panen", "akhir"]
    assert exposure.excluded == ()


def test_weights_default_to_one() -> None:
    exposure = exposed(PANEN, Activity("berat", "Kunjungan", day(3, 11)))
    assert [chance.weight for chance in exposure.opportunities] == [1.0, 3.0]


def test_a_day_we_failed_to_watch_takes_the_activity_out_and_the_next_day_too() -> None:
    for failed in (day(3, 10), day(3, 11)):
        exposure = exposed(PANEN, watch=Watch(unwatched={failed}))
        assert exposure.excluded == ((PANEN, Exclusion.CRAWL_FAILED),)
    for other in (day(3, 9), day(3, 12)):
        assert opportunities(exposed(PANEN, watch=Watch(unwatched={other}))) == ["panen"]


def test_an_activity_of_several_days_is_taken_out_by_any_of_them() -> None:
    fair = Activity("pasar", "Pasar rakyat", day(3, 10), day(3, 14))
    assert exposed(fair, watch=Watch(unwatched={day(3, 12)})).counts() == {Exclusion.CRAWL_FAILED: 1}
    assert exposed(fair, watch=Watch(unwatched={day(3, 15)})).counts() == {Exclusion.CRAWL_FAILED: 1}
    assert opportunities(exposed(fair, watch=Watch(unwatched={day(3, 16)}))) == ["pasar"]


def test_an_outlet_never_watched_has_no_chances() -> None:
    days = [YEAR.start + dt.timedelta(number) for number in range(365)]
    exposure = exposed(PANEN, Activity("akhir", "Akhir", day(12, 31)), watch=Watch(unwatched=days))
    assert exposure.opportunities == ()
    assert exposure.counts() == {Exclusion.CRAWL_FAILED: 2}


def test_an_activity_is_due_when_the_day_after_its_last_is_over() -> None:
    assert exposed(PANEN, cutoff=day(3, 11)).excluded == ((PANEN, Exclusion.NOT_YET_DUE),)
    assert opportunities(exposed(PANEN, cutoff=day(3, 12))) == ["panen"]
    fair = Activity("pasar", "Pasar rakyat", day(3, 10), day(3, 14))
    assert exposed(fair, cutoff=day(3, 15)).excluded == ((fair, Exclusion.NOT_YET_DUE),)


def test_an_exclusion_holds_whether_or_not_the_activity_was_covered() -> None:
    covered = {"panen": (article("panen"),)}
    for watch, cutoff, reason in (
        (Watch(unwatched={day(3, 10)}), day(12, 31), Exclusion.CRAWL_FAILED),
        (Watch(down={day(3, 10)}), day(12, 31), Exclusion.SITE_DOWN),
        (Watch(), day(3, 10), Exclusion.NOT_YET_DUE),
    ):
        exposure = exposed(PANEN, watch=watch, cutoff=cutoff, covered=covered)
        assert exposure == exposed(PANEN, watch=watch, cutoff=cutoff)
        assert exposure.excluded == ((PANEN, reason),)


def test_doubtful_articles_stand_beside_the_coverage() -> None:
    sure, unsure = article("pasti"), article("ragu")
    matches = [
        Match(sure.id, "panen", 0.9, MatchState.MATCHED),
        Match(unsure.id, "panen", 0.5, MatchState.DOUBTFUL),
    ]
    (exposure,) = expose_outlets(
        [Outlet("m1", "Kabar Rekaan", "https://kabar.example")],
        [PANEN],
        iter([sure, unsure]),
        iter(matches),
        period=YEAR,
        cutoff=dt.date(2027, 1, 5),
        outage_cap=0.10,
    )
    (chance,) = exposure.opportunities
    assert (chance.articles, chance.doubtful) == ((sure,), (unsure,))


def test_a_dead_site_excuses_up_to_the_cap_and_beats_our_own_failure() -> None:
    april = Activity("april", "Rapat", day(4, 20))
    down = [day(3, number) for number in range(1, 31)] + [day(4, number) for number in range(1, 31)]
    exposure = exposed(PANEN, april, watch=Watch(unwatched=down, down=down))
    assert exposure.excluded == ((PANEN, Exclusion.SITE_DOWN),)
    assert opportunities(exposure) == ["april"]


def test_the_cap_counts_days_of_the_period_only() -> None:
    month = Period(day(3, 1), day(3, 30))
    down = [day(2, 28), day(3, 20), day(3, 5), day(3, 5), day(3, 9), day(3, 7)]
    assert excused_outages(down, month, 0.10) == {day(3, 5), day(3, 7), day(3, 9)}
    assert excused_outages(down, month, 0.0) == frozenset()


def test_only_matched_articles_count_each_once_first_published_first() -> None:
    late = article("late", published=dt.datetime(2026, 3, 12, tzinfo=dt.UTC))
    early = article("early", published=dt.datetime(2026, 3, 10, tzinfo=dt.UTC))
    other = article("other", "m2")
    unknown = article("not given")
    matches = [
        Match(late.id, "panen", 0.9, MatchState.MATCHED),
        Match(late.id, "panen", 0.9, MatchState.MATCHED),
        Match(early.id, "panen", 0.8, MatchState.MATCHED),
        Match(early.id, "pasar", 0.5, MatchState.DOUBTFUL),
        Match(other.id, "panen", 0.1, MatchState.NO),
        Match(other.id, "pasar", 0.9, MatchState.MATCHED),
        Match(unknown.id, "panen", 0.9, MatchState.MATCHED),
    ]
    assert coverage_by_outlet([late, early, other], matches) == {
        "m1": {"panen": (early, late)},
        "m2": {"pasar": (other,)},
    }


days = st.sets(st.dates(YEAR.start, YEAR.end), max_size=60)
starts = st.lists(st.tuples(st.dates(YEAR.start, YEAR.end), st.integers(0, 5)), max_size=12)


@given(starts, days, days, st.dates(YEAR.start, dt.date(2027, 1, 5)))
def test_every_activity_ends_as_a_chance_or_with_one_reason(
    spans: list[tuple[dt.date, int]], unwatched: set[dt.date], down: set[dt.date], cutoff: dt.date
) -> None:
    activities = [
        Activity(str(number), "A", start, start + dt.timedelta(length))
        for number, (start, length) in enumerate(spans)
    ]
    watch = Watch(unwatched, down)
    exposure = exposed(*activities, watch=watch, cutoff=cutoff)
    covered = {activity.id: (article(activity.id),) for activity in activities}
    assert exposed(*activities, watch=watch, cutoff=cutoff, covered=covered).excluded == exposure.excluded
    found = [*opportunities(exposure), *(activity.id for activity, _ in exposure.excluded)]
    assert sorted(found) == sorted(activity.id for activity in activities)
