import datetime as dt
from uuid import UUID
from zoneinfo import ZoneInfo

from app.details import details_of
from core.nouns import Activity, Article, Period, Run, RunState
from scoring.exposure import Exposure, Opportunity
from scoring.policy import default_policy, load_policy

ZONE = ZoneInfo("Asia/Jakarta")
POLICY = load_policy(default_policy(year=2026), "policy.toml")
MARCH = Period(dt.date(2026, 3, 1), dt.date(2026, 3, 31))


def night(number: int, day: int, **counts: int) -> Run:
    started = dt.datetime(2026, 3, day, 2, tzinfo=ZONE).astimezone(dt.UTC)
    return Run(UUID(int=number), "crawl", started, RunState.DONE, outlets={"m1": counts})


def test_the_scores_judgements_become_plain_values() -> None:
    late = dt.datetime(2026, 3, 20, tzinfo=dt.UTC)
    piece = Article(UUID(int=1), "m1", "https://kabar.example/a", "A", "isi", late, late, time_known=True)
    chances = tuple(
        Opportunity(Activity(f"k{day}", "Rapat", dt.date(2026, 3, day)), (piece,) if day == 10 else ())
        for day in (10, 11, 12)
    )
    crawls = [night(1, 9, watched=1, read_from=20260305), night(2, 13, watched=1), night(3, 14, watched=0)]
    found = details_of([Exposure("m1", chances)], crawls, POLICY, period=MARCH, zone=ZONE)["m1"]
    assert found.timely == {"k10": False}
    assert [(month.first, month.covered, month.opportunities, month.kept) for month in found.months] == [
        (MARCH.start, 1, 3, False)
    ]
    assert found.told == frozenset(dt.date(2026, 3, day) for day in range(5, 13))
