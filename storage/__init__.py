"""What is remembered, and how it is found again: a database for rows, an archive for pages."""

from storage.archive import Archive, ArchivedPage, ArchiveError, ArchiveWriter, Stored
from storage.candidates import Announced
from storage.database import Database, DatabaseUnusable, UnitOfWork
from storage.issues import SeenIssue
from storage.registry import Saved
from storage.runs import LEASED, Holder, LeaseTaken, RobotsEntry

__all__ = [
    "LEASED",
    "Announced",
    "Archive",
    "ArchiveError",
    "ArchiveWriter",
    "ArchivedPage",
    "Database",
    "DatabaseUnusable",
    "Holder",
    "LeaseTaken",
    "RobotsEntry",
    "Saved",
    "SeenIssue",
    "Stored",
    "UnitOfWork",
]
