"""Scrapy's settings; every deviation from its defaults says why.

`scrapy crawl` reads this module through scrapy.cfg; Tayang's own jobs lay an installation's
configuration over it with `settings_for`.
"""

import re
import unicodedata
from uuid import UUID

from scrapy.settings import Settings

from core.config import Config

BOT_NAME = "tayang"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"

# One agent, with a stable name that a robots.txt can address.
ROBOTSTXT_USER_AGENT = "Tayang"
USER_AGENT = "Tayang/0.1"

# Our Robots middleware follows RFC 9309; Scrapy's reads a failing robots.txt as permission.
ROBOTSTXT_OBEY = False
DOWNLOADER_MIDDLEWARES = {
    "crawler.middlewares.addresses.OwnHosts": 60,
    "crawler.middlewares.robots.Robots": 100,
    # Just below HttpCompression (590): the archive keeps wire bytes.
    "crawler.middlewares.tap.WireTap": 595,
    # An HTML redirect is not followed: it is how parked domains and gambling spam lead away.
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    # The environment's proxy must not see partners' pages, nor hide private addresses.
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,
}
ITEM_PIPELINES = {"crawler.pipelines.Store": 300}
TWISTED_DNS_RESOLVER = "crawler.middlewares.addresses.PublicResolver"

# A guest's manners: one request at a time per host, at an even pace.
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 5
DOWNLOAD_DELAY_JITTER = 0  # jitter would put 20 requests into some minutes; the even pace is the promise
CONCURRENT_REQUESTS = 200  # hosts side by side; most of them only wait for their delay
RETRY_TIMES = 1  # a site that fails twice is told as failing, not hammered
REDIRECT_MAX_TIMES = 5
DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024  # applies before and after decompression
DOWNLOAD_WARNSIZE = 0
COOKIES_ENABLED = False  # a visitor without a history
REFERER_ENABLED = False
HTTPERROR_ALLOW_ALL = True  # the spider judges statuses: a 404 is a finding, not an accident
# Some feeds and REST endpoints serve one host from one address again and again with one query.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"

DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "id,en;q=0.5",
    # Only what warcio can read back without further packages.
    "Accept-Encoding": "gzip",
}

# Doors that let others run code in this process.
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False

LOG_LEVEL = "INFO"
LOG_INSTALL_ROOT_HANDLER = False  # the run's own log file is laid by crawler.run
LOGSTATS_INTERVAL = 0
STATS_DUMP = False


def settings_for(config: Config, *, run: str, run_id: UUID | None = None) -> Settings:
    """These settings with an installation's own manners, database and archive laid over them."""
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    crawl = config.crawl
    settings.update(
        {
            "USER_AGENT": user_agent(config),
            # Without any delay Scrapy empties a host's whole queue at once, whatever its concurrency.
            "DOWNLOAD_DELAY": max(crawl.delay_seconds, 0.01),
            "DOWNLOAD_TIMEOUT": crawl.timeout_seconds,
            "DOWNLOAD_MAXSIZE": int(crawl.max_megabytes_per_page * 1024 * 1024),
            "TAYANG_ALLOWED_NETWORKS": crawl.allowed_networks,
            "TAYANG_DATABASE": config.database_url,
            "TAYANG_ARCHIVE": config.archive_root,
            "TAYANG_RUN": run,
            "TAYANG_RUN_ID": run_id,
        },
        priority="cmdline",
    )
    return settings


def user_agent(config: Config) -> str:
    """`Tayang/0.1 (pemantauan media; <office>; <contact>)`, in the ASCII that headers allow."""
    office = unicodedata.normalize("NFKD", config.office.name).encode("ascii", "ignore").decode()
    parts = ("pemantauan media", office, config.crawl.contact.encode("ascii", "ignore").decode())
    return f"Tayang/0.1 ({'; '.join(re.sub(r'[^ -~]|[();]', ' ', part).strip() for part in parts)})"
