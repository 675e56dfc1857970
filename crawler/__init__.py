"""From the web to an `Article`: channels announce, spiders fetch, extractors read."""
