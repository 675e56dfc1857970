"""Errors by what the caller can do about them."""

from dataclasses import dataclass


class TayangError(Exception):
    """The root of our errors: the job failed (exit 1)."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an input: where it is and what to do, in Indonesian.

    `row` counts as the file's reader sees it (the header is row 1); `key` is a column or a
    configuration key.
    """

    file: str
    message: str
    row: int | None = None
    key: str | None = None

    def __str__(self) -> str:
        place = self.file
        if self.row is not None:
            place += f", baris {self.row}"
        if self.key is not None:
            place += f", {self.key}"
        return f"{place}: {self.message}"


class BadInputError(TayangError):
    """A file, row, column or key is wrong (exit 2). Carries every problem found, not the first."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in problems))

    def __reduce__(self) -> tuple[type["BadInputError"], tuple[list[Problem]]]:
        return type(self), (list(self.problems),)  # survives the way back from a worker process
