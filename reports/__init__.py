"""Stored results as files and pages that people read, hand on and check."""
