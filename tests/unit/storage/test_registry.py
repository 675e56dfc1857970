import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from core.nouns import Activity, Channel, ChannelKind, Official, Outlet, OutletKind, Period
from storage.database import Database
from storage.models import ChangeRow
from storage.registry import Saved

AT = dt.datetime(2024, 10, 23, 1, tzinfo=dt.UTC)
LATER = AT + dt.timedelta(days=1)
TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
MAYBE = st.none() | TEXT

MANY = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

Dump = Callable[[], dict[str, list[str]]]


@MANY
@given(outlet=st.builds(Outlet, id=TEXT, name=TEXT, url=TEXT, kind=st.sampled_from(OutletKind), region=MAYBE))
def test_an_outlet_comes_back_as_it_went_in(database: Database, outlet: Outlet) -> None:
    with database.unit() as unit:
        unit.outlets.save([outlet], AT)
    with database.unit() as unit:
        assert unit.outlets.get(outlet.id) == outlet


@MANY
@given(
    activity=st.builds(
        Activity,
        id=TEXT,
        title=TEXT,
        date=st.dates(),
        end_date=st.none() | st.dates(),
        place=MAYBE,
        region=MAYBE,
        agency=MAYBE,
        officials=st.lists(st.builds(Official, name=TEXT, role=MAYBE), max_size=3).map(tuple),
        description=MAYBE,
        kind=MAYBE,
    )
)
def test_an_activity_comes_back_as_it_went_in(database: Database, activity: Activity) -> None:
    with database.unit() as unit:
        unit.activities.save([activity], AT)
    with database.unit() as unit:
        assert unit.activities.get(activity.id) == activity


def test_an_unknown_id_is_none(database: Database) -> None:
    with database.unit() as unit:
        assert unit.outlets.get("tak-ada") is None
        assert unit.activities.get("tak-ada") is None


def test_saving_counts_and_the_second_time_writes_nothing(
    database: Database, outlets: list[Outlet], activities: list[Activity], written: list[str]
) -> None:
    with database.unit() as unit:
        assert unit.outlets.save(outlets, LATER) == Saved(0, 0, 2)
        assert unit.activities.save(activities, LATER) == Saved(0, 0, 2)
    assert written == []
    with database.unit() as unit:
        third = Outlet("radar-wetan", "Radar Wetan", "https://radarwetan.example/")
        renamed = replace(outlets[0], name="Kabar Lontara Baru")
        assert unit.outlets.save([third, renamed, outlets[1]], LATER) == Saved(1, 1, 1)
        assert unit.outlets.all() == [renamed, third, outlets[1]]


def test_many_outlets_are_saved_at_once(database: Database) -> None:
    many = [Outlet(f"media-{number:04d}", "Media", "https://media.example/") for number in range(1_201)]
    with database.unit() as unit:
        assert unit.outlets.save(many, AT) == Saved(1_201, 0, 0)
    with database.unit() as unit:
        assert unit.outlets.all() == many
        assert unit.outlets.save(many, AT) == Saved(0, 0, 1_201)


def test_an_id_given_twice_is_one_outlet_the_last_one(database: Database) -> None:
    first = Outlet("radar", "Radar", "https://radar.example/")
    second = replace(first, name="Radar Wetan")
    with database.unit() as unit:
        assert unit.outlets.save([first, second], AT) == Saved(1, 1, 0)
    with database.unit() as unit:
        assert unit.outlets.all() == [second]


def test_every_change_is_logged_with_what_was_before(database: Database, activities: list[Activity]) -> None:
    moved = replace(
        activities[0], date=dt.date(2024, 10, 25), officials=(Official("Sulastri Wirang", "Bupati"),)
    )
    with database.unit() as unit:
        unit.activities.save([moved, activities[1]], LATER)
    with database._reader.connect() as connection:
        query = select(ChangeRow.what, ChangeRow.at, ChangeRow.before, ChangeRow.after)
        log = connection.execute(query.where(ChangeRow.key == "k-1").order_by(ChangeRow.id)).all()
    assert [(row.what, row.before and row.before["date"], row.after["date"]) for row in log] == [
        ("activity", None, "2024-10-20"),
        ("activity", "2024-10-20", "2024-10-25"),
    ]
    assert log[1].at == LATER
    assert log[1].after["officials"] == [{"name": "Sulastri Wirang", "role": "Bupati"}]


def test_activities_are_in_order_of_date_then_id(database: Database) -> None:
    day = dt.date(2024, 10, 1)
    wanted = [
        Activity("b", "Apel", day),
        Activity("Ä", "Apel", day),
        Activity("a", "Apel", day + dt.timedelta(1)),
    ]
    with database.unit() as unit:
        unit.activities.save(wanted[::-1], AT)
    with database.unit() as unit:
        assert unit.activities.all() == wanted


def test_an_activity_belongs_to_the_period_it_began_in(database: Database) -> None:
    last_day = dt.date(2024, 9, 30)
    activity = Activity("k", "Pameran Kerajinan", last_day, end_date=dt.date(2024, 10, 3))
    with database.unit() as unit:
        unit.activities.save([activity], AT)
        assert unit.activities.within(Period(dt.date(2024, 9, 1), last_day)) == [activity]
        assert unit.activities.within(Period(dt.date(2024, 10, 1), dt.date(2024, 10, 31))) == []


def test_text_that_no_database_holds_is_stored_without_it_and_stays_unchanged(database: Database) -> None:
    spoiled = Outlet("radar", "Radar\x00 \ud83dWetan", "https://radar.example/")
    with database.unit() as unit:
        unit.outlets.save([spoiled], AT)
    with database.unit() as unit:
        assert unit.outlets.save([spoiled], LATER) == Saved(0, 0, 1)
        assert unit.outlets.all() == [replace(spoiled, name="Radar \N{REPLACEMENT CHARACTER}Wetan")]


@pytest.mark.usefixtures("outlets")
def test_channels_come_back_by_rank(database: Database) -> None:
    feed = Channel("kabar-lontara", ChannelKind.FEED, "https://kabarlontara.example/feed", rank=1)
    rest = Channel(
        "kabar-lontara", ChannelKind.WORDPRESS, "https://kabarlontara.example/wp-json", watermark=AT, total=7
    )
    with database.unit() as unit:
        unit.channels.save([feed, rest])
    with database.unit() as unit:
        assert unit.channels.of("kabar-lontara") == [rest, feed]
        assert unit.channels.of("suara-pesisir") == []


@pytest.mark.usefixtures("outlets")
def test_equal_channels_are_not_written_and_moved_ones_are(database: Database, written: list[str]) -> None:
    feed = Channel("kabar-lontara", ChannelKind.FEED, "https://kabarlontara.example/feed", watermark=AT)
    other = Channel("kabar-lontara", ChannelKind.FEED, "https://kabarlontara.example/lain/feed", rank=1)
    with database.unit() as unit:
        unit.channels.save([feed, other])
    written.clear()
    with database.unit() as unit:
        unit.channels.save([other, feed])
        unit.channels.replace("kabar-lontara", [feed, other])
    assert written == []
    with database.unit() as unit:
        unit.channels.save([replace(feed, watermark=LATER), other])
    assert len(written) == 1
    with database.unit() as unit:
        assert unit.channels.of("kabar-lontara") == [replace(feed, watermark=LATER), other]


@pytest.mark.usefixtures("outlets")
def test_replacing_channels_leaves_exactly_the_new_ones(database: Database) -> None:
    old = Channel("kabar-lontara", ChannelKind.FEED, "https://kabarlontara.example/feed")
    elsewhere = Channel("suara-pesisir", ChannelKind.FEED, "https://suarapesisir.example/feed")
    new = Channel("kabar-lontara", ChannelKind.WORDPRESS, "https://kabarlontara.example/wp-json")
    with database.unit() as unit:
        unit.channels.save([old, elsewhere])
    with database.unit() as unit:
        unit.channels.replace("kabar-lontara", [new])
    with database.unit() as unit:
        assert unit.channels.of("kabar-lontara") == [new]
        assert unit.channels.of("suara-pesisir") == [elsewhere]
        with pytest.raises(ValueError, match="another outlet"):
            unit.channels.replace("kabar-lontara", [elsewhere])
