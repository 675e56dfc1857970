"""The probe's spider: looks at each outlet's site and says how it can be read."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from scrapy import Request, Spider
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
        self.findings.append(step)
        yield step
        yield from step.issues

    def _ask(self, probe: OutletProbe, ask: Ask) -> Request:
        return outlet_request(probe.outlet, ask.url, self.answered, self.failed, probe=probe, ask=ask)
