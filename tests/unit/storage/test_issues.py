import datetime as dt

from core.nouns import Issue
from storage.database import Database
from storage.issues import SeenIssue

AT = dt.datetime(2024, 10, 23, 1, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def test_an_issue_seen_again_is_one_issue(database: Database) -> None:
    first = Issue("down", "tidak menjawab", "kabar-lontara", "https://kabarlontara.example/")
    again = Issue("down", "tidak menjawab dua kali", "kabar-lontara", "https://kabarlontara.example/")
    with database.unit() as unit:
        unit.issues.see([first], AT)
        assert unit.issues.open() == [SeenIssue(first, AT, AT, 1)]
        unit.issues.see([again], AT + HOUR)
        assert unit.issues.open() == [SeenIssue(again, AT, AT + HOUR, 2)]


def test_issues_of_no_outlet_or_address_are_one_too(database: Database) -> None:
    everywhere = Issue("disk", "cakram hampir penuh")
    with database.unit() as unit:
        unit.issues.see([everywhere, Issue("disk", "cakram hampir penuh", "kabar-lontara"), everywhere], AT)
    with database.unit() as unit:
        assert sorted(seen.times for seen in unit.issues.open()) == [1, 2]


def test_a_settled_issue_opens_again_when_seen(database: Database) -> None:
    down, sick = Issue("down", "mati", "kabar-lontara"), Issue("sick", "sepi", "kabar-lontara")
    other = Issue("down", "mati", "suara-pesisir")
    with database.unit() as unit:
        unit.issues.see([down, sick, other], AT)
    with database.unit() as unit:
        unit.issues.settle("kabar-lontara", None, AT + HOUR, keep={"sick"})
        assert {(seen.issue.outlet_id, seen.issue.code) for seen in unit.issues.open()} == {
            ("kabar-lontara", "sick"),
            ("suara-pesisir", "down"),
        }
        assert SeenIssue(down, AT, AT, 1, closed_at=AT + HOUR) in unit.issues.all()
    with database.unit() as unit:
        unit.issues.settle("kabar-lontara", None, AT + 2 * HOUR, keep={"sick"})
        assert SeenIssue(down, AT, AT, 1, closed_at=AT + HOUR) in unit.issues.all()
        unit.issues.see([down], AT + 3 * HOUR)
        assert SeenIssue(down, AT, AT + 3 * HOUR, 2) in unit.issues.open()


def test_settling_an_address_leaves_the_others(database: Database) -> None:
    page = "https://kabarlontara.example/panen"
    of_outlet = Issue("down", "mati", "kabar-lontara")
    of_page, of_other = (Issue("http_status", "403", "kabar-lontara", url) for url in (page, page + "-2"))
    with database.unit() as unit:
        unit.issues.see([of_outlet, of_page, of_other], AT)
        unit.issues.settle("kabar-lontara", page, AT)
        assert {seen.issue for seen in unit.issues.open()} == {of_outlet, of_other}
        unit.issues.settle("kabar-lontara", None, AT)
        assert {seen.issue for seen in unit.issues.open()} == {of_other}
