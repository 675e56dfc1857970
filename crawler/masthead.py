"""What an outlet's home page says about itself. Read once a probe, so BeautifulSoup's price is fine."""

from bs4 import BeautifulSoup
from bs4.element import Tag

MAX_NAME = 80  # longer titles are slogans


def site_name(html: bytes) -> str | None:
    """The name a home page gives its site: `og:site_name`, else the title's first part; None without.

    An operator compares it with the registered outlet: a wrong address shows here.
    """
    soup = BeautifulSoup(html, "lxml")
    declared = soup.find("meta", attrs={"property": "og:site_name"})
    if isinstance(declared, Tag) and (name := _text(str(declared.get("content") or ""))):
        return name
    title = soup.find("title")
    if not isinstance(title, Tag):
        return None
    whole = _text(title.get_text())
    for mark in (" | ", " - ", " – ", " — ", " :: "):
        whole = whole.partition(mark)[0]
    return whole or None


def _text(text: str) -> str:
    return " ".join(text.split())[:MAX_NAME]
