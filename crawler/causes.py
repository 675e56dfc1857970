"""Why a request failed: one word of a closed list, and plain words for whoever keeps the server."""

from enum import StrEnum

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)


class Cause(StrEnum):
    """The causes a crawl tells apart; the code of the Issue it becomes."""

    DNS = "dns"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    TLS = "tls"
    BROKEN = "connection_broken"
    TOO_LARGE = "too_large"
    NOT_HTTP = "not_http"
    ROBOTS = "robots"
    ROBOTS_DOWN = "robots_unavailable"
    PRIVATE = "private_address"
    MOVED = "moved_away"
    HTTP = "http_status"
    BUDGET = "budget"
    NO_CHANNEL = "no_channel"
    GAP = "gap"
    VANISHED = "vanished"


PLAIN = {
    Cause.DNS: "nama situs tidak ditemukan (DNS); periksa alamatnya atau apakah domainnya masih aktif",
    Cause.REFUSED: "server menolak sambungan; situs mungkin mati",
    Cause.TIMEOUT: "situs terlalu lambat menjawab",
    Cause.TLS: "sambungan aman (TLS) gagal; sertifikat situs mungkin bermasalah",
    Cause.BROKEN: "sambungan terputus sebelum halaman selesai diterima",
    Cause.TOO_LARGE: "halaman lebih besar dari batas",
    Cause.NOT_HTTP: "alamat tidak menjawab sebagai situs web",
    Cause.ROBOTS: "robots.txt situs melarang perayapan",
    Cause.ROBOTS_DOWN: "robots.txt situs sedang tidak bisa dibaca, jadi situs tidak dirayapi dulu",
    Cause.PRIVATE: "alamat mengarah ke jaringan pribadi dan tidak dikunjungi",
    Cause.MOVED: "situs mengalihkan ke situs lain; perbarui alamat media ini",
    Cause.HTTP: "situs menjawab dengan galat",
    Cause.BUDGET: "batas permintaan malam ini habis; sisanya dilanjutkan malam berikutnya",
    Cause.NO_CHANNEL: "tidak ada kanal (WordPress atau umpan RSS/Atom) yang bisa dibaca",
    Cause.GAP: "ada kemungkinan berita terlewat: daftar berita tidak tersambung dengan kunjungan sebelumnya",
    Cause.VANISHED: "artikel yang dulu ada kini tidak ditemukan di alamatnya",
}


class Refusal(IgnoreRequest):
    """A request we decided not to send, with its cause."""

    def __init__(self, cause: Cause, detail: str = "") -> None:
        self.cause = cause
        super().__init__(f"{PLAIN[cause]}{': ' + detail if detail else ''}")


_TLS_SIGNS = ("ssl", "tls", "certificate")


def cause_of(error: BaseException | None) -> Cause:
    """The cause of a failed download; what is not recognised counts as a broken connection."""
    match error:
        case Refusal():
            return error.cause
        case CannotResolveHostError():
            return Cause.PRIVATE if _in_chain(error, "PrivateAddressError") else Cause.DNS
        case DownloadConnectionRefusedError():
            return Cause.REFUSED
        case DownloadTimeoutError():
            return Cause.TIMEOUT
        case DownloadCancelledError():
            return Cause.TOO_LARGE
        case UnsupportedURLSchemeError():
            return Cause.NOT_HTTP
        case ResponseDataLossError():
            return Cause.BROKEN
        case DownloadFailedError() | _:
            return _broken(error)


def _broken(error: BaseException | None) -> Cause:
    words = f"{type(error).__name__} {error!r}".lower()
    if any(sign in words for sign in _TLS_SIGNS):
        return Cause.TLS
    # Twisted's parser gives up on an answer that does not begin like HTTP.
    if "parseerror" in words or "badstatusline" in words:
        return Cause.NOT_HTTP
    return Cause.BROKEN


def _in_chain(error: BaseException | None, name: str) -> bool:
    while error is not None:
        if type(error).__name__ == name or name in repr(error):
            return True
        error = error.__cause__ or error.__context__
    return False
