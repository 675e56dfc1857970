"""What can be exported, and as what: the words of `tayang export`."""

from enum import StrEnum


class What(StrEnum):
    """What can be exported."""

    ARTICLES = "articles"
    MATCHES = "matches"
    SCORES = "scores"
    RUNS = "runs"
    ISSUES = "issues"
    OUTLETS = "outlets"
    ACTIVITIES = "activities"


class Format(StrEnum):
    """The shape of an export's bytes."""

    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"
