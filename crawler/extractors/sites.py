"""The names by which a page's site may call itself, in titles and in place of an author."""

import re

from core.urls import bare_host
from crawler.extractors.structured import Structured
from crawler.extractors.text import fold

MIN_KEY_CHARS = 3
MIN_BEGINNING_CHARS = 5  # "bali.example" does not claim every text that begins with Bali
_NOT_IN_KEYS = re.compile(r"[\W_]+")
# Labels below which sites are registered, or that stand in front of many hosts: nobody's name.
_COMMON_LABELS = frozenset(
    ("com", "co", "or", "go", "web", "my", "biz", "net", "sch", "ac", "desa", "news", "berita", "blog")
)


def site_keys(url: str, said: Structured) -> frozenset[str]:
    """The site's names as keys: those it states, and those its host name suggests."""
    labels = bare_host(url).split(".")
    # "radarlembah.example.co.id" calls itself "Radar Lembah" and "RadarLembah.example".
    joined = {key("".join(labels[: end + 1])) for end in range(len(labels))}
    single = {key(label) for label in labels[:-1]}
    names = {key(name) for name in said.site_names} | joined | single
    return frozenset(name for name in names - _COMMON_LABELS if len(name) >= MIN_KEY_CHARS)


def names_site(part: str, sites: frozenset[str]) -> bool:
    """Whether a piece of text is the site's name, perhaps with a section after it ("Radar Lembah Bola")."""
    wanted = key(part)
    if len(wanted) < MIN_KEY_CHARS:
        return False
    several = len(part.split()) > 1
    return wanted in sites or any(
        (wanted.startswith(site) and len(site) >= MIN_BEGINNING_CHARS)
        or (several and site.startswith(wanted))
        for site in sites
    )


def key(name: str) -> str:
    """A name as letters and digits alone, so that "Radar-Lembah.example" equals "radarlembahexample"."""
    return _NOT_IN_KEYS.sub("", fold(name))
