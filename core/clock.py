"""The only reader of the wall clock. Pure code gets the time passed in."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """Now, aware, in UTC."""
    return datetime.now(UTC)
