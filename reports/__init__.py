"""Stored results as files and pages that people read, hand on and check."""

from reports.export import Format, export
from reports.pages import CellState
from reports.records import What
from reports.write import write_reports

__all__ = ["CellState", "Format", "What", "export", "write_reports"]
