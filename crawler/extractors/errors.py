"""Why a page gives no article."""

from enum import StrEnum

from core.errors import TayangError


class Refusal(StrEnum):
    """The closed list of reasons; the page itself stays in the archive in every case."""

    NOT_HTML = "not_html"
    TOO_LARGE = "too_large"
    ERROR_PAGE = "error_page"
    LISTING_PAGE = "listing_page"
    NO_TITLE = "no_title"
    NO_TEXT = "no_text"
    CRASHED = "extractor_crashed"
    UNREADABLE = "archive_unreadable"


MESSAGES: dict[Refusal, str] = {
    Refusal.NOT_HTML: "isi halaman bukan HTML yang terbaca",
    Refusal.TOO_LARGE: "halaman terlalu besar atau terlalu rumit untuk dibaca",
    Refusal.ERROR_PAGE: "halaman berisi pesan galat atau pemeriksaan pengunjung, bukan artikel",
    Refusal.LISTING_PAGE: "halaman berupa daftar tulisan (beranda, rubrik, tag, atau pencarian), bukan artikel",
    Refusal.NO_TITLE: "judul tidak ditemukan di halaman",
    Refusal.NO_TEXT: "isi berita tidak ditemukan di halaman",
    Refusal.CRASHED: "halaman membuat proses pengekstrak berhenti",
    Refusal.UNREADABLE: "halaman di arsip tidak terbaca atau telah berubah",
}


class ExtractionError(TayangError):
    """A page that gives no article. `message` is Indonesian, for the list of issues."""

    def __init__(self, code: Refusal, message: str | None = None) -> None:
        self.code = code
        self.message = message or MESSAGES[code]
        # Both as arguments, so that the error survives the way back from a worker process.
        super().__init__(code, self.message)

    def __str__(self) -> str:
        return self.message
