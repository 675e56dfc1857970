"""How spiders send an outlet's request and hand its answer on."""

from typing import Any

from scrapy import Request
from scrapy.http import Response

from core.nouns import Outlet
from core.urls import site_key
from crawler.channels import ListingResponse


def outlet_request(outlet: Outlet, url: str, callback: Any, errback: Any, **cb_kwargs: Any) -> Request:
    """A request bound to the outlet's site, in that site's queue: outlets that share one share its pace."""
    meta = {"outlet_id": outlet.id, "home": outlet.url, "download_slot": site_key(outlet.url)}
    return Request(url, callback=callback, errback=errback, cb_kwargs=cb_kwargs, meta=meta)


def listing_response(response: Response) -> ListingResponse:
    """A Scrapy response as channels take it."""
    headers = {
        key.decode("latin-1"): b", ".join(values).decode("latin-1")
        for key, values in response.headers.items()
    }
    return ListingResponse(response.url, response.status, response.body, headers)
