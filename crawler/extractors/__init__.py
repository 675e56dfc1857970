"""A page becomes an `Article`: pure functions over bytes, a cascade for each field."""

from crawler.extractors.article import extract
from crawler.extractors.errors import ExtractionError, Refusal

__all__ = ["ExtractionError", "Refusal", "extract"]
