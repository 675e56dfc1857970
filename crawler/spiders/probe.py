"""The probe's spider: looks at each outlet's site and says how it can be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from core.clock import utc_now
from core.nouns import Issue, Outlet
from crawler.causes import cause_of
from crawler.plan import Finding
from crawler.probing import OutletProbe
from crawler.reading import Ask
from crawler.spiders.listing import listing_response, outlet_request


class ProbeSpider(Spider):
    """Yields a `Finding` for each outlet; keeps them in `findings` for whoever started it."""

    name = "probe"

    def __init__(self, outlets: Sequence[Outlet], *, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        now = utc_now()
        self.probes = [OutletProbe(outlet, now=now, zone=zone) for outlet in outlets]
        self.findings: list[Finding] = []
        self.requests: Counter[str] = Counter()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> ProbeSpider:
        """Count each request that leaves."""
        spider: ProbeSpider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.count_request, signal=signals.request_reached_downloader)
        return spider

    def count_request(self, request: Request) -> None:
        """One request went out."""
        self.requests[request.meta.get("outlet_id", "")] += 1

    async def start(self) -> AsyncIterator[Any]:
        """Each outlet's home page."""
        for probe in self.probes:
            yield self._ask(probe, probe.start())

    def answered(
        self, response: Response, probe: OutletProbe, ask: Ask
    ) -> Iterator[Request | Finding | Issue]:
        """An answer arrived."""
        yield from self._go_on(probe, probe.answer(ask, listing_response(response)))

    def failed(self, failure: Failure) -> Iterator[Request | Finding | Issue]:
        """No answer arrived."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
        probe, ask = request.cb_kwargs["probe"], request.cb_kwargs["ask"]
        yield from self._go_on(probe, probe.failed(cause_of(failure.value), ask.url))

    def _go_on(self, probe: OutletProbe, step: Ask | Finding) -> Iterator[Request | Finding | Issue]:
        if isinstance(step, Ask):
            yield self._ask(probe, step)
            return
        finding = replace(step, requests=self.requests[step.outlet_id])
        self.findings.append(finding)
        yield finding
        yield from finding.issues

    def _ask(self, probe: OutletProbe, ask: Ask) -> Request:
        return outlet_request(probe.outlet, ask.url, self.answered, self.failed, probe=probe, ask=ask)
