import datetime as dt
import json
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import pytest

from app.labelled import Labelled, evaluate_files, read_labelled
from core.errors import BadInputError
from core.urls import article_id

ACTIVITY = {
    "activity_id": "k1",
    "title": "Peresmian Jembatan Sekarlawang",
    "date": "2025-05-14",
    "place": "Lawangrejo",
}
ARTICLE = {
    "url": "https://kabarrawa.example/jembatan",
    "title": "Bupati Resmikan Jembatan Sekarlawang",
    "text": "Bupati meresmikan Jembatan Sekarlawang di Lawangrejo, Rabu (14/5/2025).",
    "published": "2025-05-14",
}
LABELS = "url,activity_id,certainty,kind\nhttps://kabarrawa.example/jembatan,k1,high,\n"


def files(
    folder: Path, articles: list[object], activities: list[object] | None = None, labels: str = LABELS
) -> tuple[Path, Path, Path]:
    paths = folder / "articles.jsonl", folder / "activities.jsonl", folder / "labels.csv"
    lines = [articles, [ACTIVITY] if activities is None else activities]
    for path, rows in zip(paths[:2], lines, strict=True):
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    paths[2].write_text(labels, encoding="utf-8")
    return paths


def read(folder: Path, **changed: object) -> Labelled:
    return read_labelled(*files(folder, [ARTICLE | changed]))


def problems(folder: Path, articles: list[object], **given: object) -> list[str]:
    with pytest.raises(BadInputError) as caught:
        read_labelled(*files(folder, articles, **given))  # type: ignore[arg-type]
    return [str(problem).removeprefix(f"{folder}/") for problem in caught.value.problems]


def test_files_become_nouns_and_gold(tmp_path: Path) -> None:
    labelled = read(tmp_path)
    (article,) = labelled.articles
    (activity,) = labelled.activities
    assert article.id == article_id("https://kabarrawa.example/jembatan")
    assert (activity.id, activity.date) == ("k1", dt.date(2025, 5, 14))
    assert labelled.gold.pairs == {(article.id, "k1")}


@pytest.mark.parametrize(
    ("written", "moment", "basis", "time_known"),
    [
        (None, None, None, False),
        ("", None, None, False),
        ("2025-05-14", dt.datetime(2025, 5, 13, 17, tzinfo=dt.UTC), None, False),
        ("2025-05", dt.datetime(2025, 4, 30, 17, tzinfo=dt.UTC), "month", False),
        ("2025", dt.datetime(2024, 12, 31, 17, tzinfo=dt.UTC), "year", False),
        ("2025-05-14T09:30:00+08:00", dt.datetime(2025, 5, 14, 1, 30, tzinfo=dt.UTC), None, True),
        ("2025-05-14 09:30", dt.datetime(2025, 5, 14, 2, 30, tzinfo=dt.UTC), None, True),
    ],
)
def test_publication_is_as_coarse_as_it_was_written(
    tmp_path: Path, written: str | None, moment: dt.datetime | None, basis: str | None, *, time_known: bool
) -> None:
    (article,) = read(tmp_path, published=written).articles
    assert (article.published, article.published_basis, article.time_known) == (moment, basis, time_known)


def test_missing_title_or_text_is_empty(tmp_path: Path) -> None:
    (article,) = read(tmp_path, title=None, text=None).articles
    assert (article.title, article.text) == ("", "")


def test_two_addresses_of_one_article_stay_two(tmp_path: Path) -> None:
    amp = ARTICLE | {"url": "https://kabarrawa.example/jembatan/amp"}
    labels = LABELS + "https://kabarrawa.example/jembatan/amp,,high,copy\n"
    labelled = read_labelled(*files(tmp_path, [ARTICLE, amp], labels=labels))
    first, second = labelled.articles
    assert second.id == uuid5(NAMESPACE_URL, "https://kabarrawa.example/jembatan/amp")
    assert labelled.gold.pairs == {(first.id, "k1")}
    assert labelled.gold.judged == {first.id, second.id}


def test_an_address_that_is_none_still_names_its_article(tmp_path: Path) -> None:
    labels = "url,activity_id\nberita-1,\n"
    (article,) = read_labelled(*files(tmp_path, [ARTICLE | {"url": "berita-1"}], labels=labels)).articles
    assert article.id == uuid5(NAMESPACE_URL, "berita-1")


def test_low_certainty_is_uncertain(tmp_path: Path) -> None:
    labelled = read_labelled(*files(tmp_path, [ARTICLE], labels=LABELS.replace("high", "low")))
    assert labelled.gold.judged == frozenset()


def test_every_problem_of_every_file_is_told(tmp_path: Path) -> None:
    articles = [
        ARTICLE,
        {"title": "tanpa alamat"},
        ARTICLE,
        ARTICLE | {"url": "https://kabarrawa.example/2", "published": "14 Mei"},
        ARTICLE | {"url": "https://kabarrawa.example/3", "text": 5},
        ["bukan", "objek"],
    ]
    labels = LABELS + "https://kabarrawa.example/tiada,k9,pasti,\n"
    told = problems(tmp_path, articles, activities=[ACTIVITY | {"date": "kapan"}], labels=labels)
    for start in (
        "activities.jsonl, baris 1, date",
        "articles.jsonl, baris 2, url: wajib diisi",
        "articles.jsonl, baris 3, url: alamat ini sudah ada",
        "articles.jsonl, baris 4, published: bukan tanggal",
        "articles.jsonl, baris 5, text: harus teks",
        "articles.jsonl, baris 6: baris harus berupa objek",
        "labels.csv, baris 3, url: tidak ada artikel",
        "labels.csv, baris 3, certainty: harus high",
    ):
        assert any(problem.startswith(start) for problem in told), (start, told)


def test_an_unknown_activity_is_told(tmp_path: Path) -> None:
    told = problems(tmp_path, [ARTICLE], labels=LABELS.replace("k1", "k9"))
    assert told == ["labels.csv, baris 2, activity_id: tidak ada kegiatan dengan ID ini: k9"]


def test_missing_columns_and_files_are_told(tmp_path: Path) -> None:
    told = problems(tmp_path, [ARTICLE], labels="alamat,kegiatan\n")
    assert [problem.rpartition(":")[0] for problem in told] == [
        "labels.csv, baris 1, url", "labels.csv, baris 1, activity_id",
    ]  # fmt: skip
    absent = tmp_path / "tiada.jsonl"
    with pytest.raises(BadInputError, match="berkas tidak ada"):
        read_labelled(absent, tmp_path / "activities.jsonl", tmp_path / "labels.csv")


def test_broken_lines_are_told(tmp_path: Path) -> None:
    paths = files(tmp_path, [ARTICLE])
    paths[0].write_text("{nol\n\n", encoding="utf-8")
    with pytest.raises(BadInputError, match="baris 1: bukan JSON"):
        read_labelled(*paths)
    paths[0].write_bytes(b'{"url": "\xff"}\n')
    with pytest.raises(BadInputError, match="bukan teks UTF-8"):
        read_labelled(*paths)
    paths[0].write_text("\n", encoding="utf-8")
    with pytest.raises(BadInputError, match="berkas kosong"):
        read_labelled(*paths)


def test_files_alone_are_evaluated(tmp_path: Path) -> None:
    result = evaluate_files(*files(tmp_path, [ARTICLE]), use_dates=True)
    assert (result.precision, result.recall, result.f1) == (1.0, 1.0, 1.0)
    assert evaluate_files(*files(tmp_path, [ARTICLE]), use_dates=False).f1 == 1.0
