"""Stored results as files and pages that people read, hand on and check."""

from reports.export import Format, What, export
from reports.write import write_reports

__all__ = ["Format", "What", "export", "write_reports"]
