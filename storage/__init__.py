"""What is remembered, and how it is found again: a database for rows, an archive for pages."""

from storage.archive import Archive, ArchivedPage, ArchiveError, ArchiveWriter, Stored
from storage.candidates import Announced
from storage.database import Database, UnitOfWork
from storage.registry import Saved
from storage.runs import LeaseTaken, RobotsEntry, SeenIssue

__all__ = [
    "Announced",
    "Archive",
    "ArchiveError",
    "ArchiveWriter",
    "ArchivedPage",
    "Database",
    "LeaseTaken",
    "RobotsEntry",
    "Saved",
    "SeenIssue",
    "Stored",
    "UnitOfWork",
]
