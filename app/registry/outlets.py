"""A sheet of partner outlets (media) becomes `Outlet`s."""

import re
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from app.registry.cells import CellError, optional_text, required_text, web_address
from app.registry.columns import OUTLETS
from app.registry.rows import Imported, Sheet, read_sheet
from core.nouns import Outlet, OutletKind
from core.urls import bare_host, canonical_url

# Words for the medium, in lower case. "Elektronik" is left out: it may be radio, television or online.
_WORDS_OF: dict[OutletKind, str] = {
    OutletKind.ONLINE: "online daring siber portal web website situs internet digital cyber",
    OutletKind.PRINT: "print cetak koran harian mingguan bulanan majalah tabloid newspaper magazine",
    OutletKind.RADIO: "radio",
    OutletKind.TELEVISION: "television televisi tv",
    OutletKind.ACCOUNT: "account akun medsos sosmed sosial social influencer instagram facebook tiktok youtube",
}
_KIND_WORDS = {word: kind for kind, words in _WORDS_OF.items() for word in words.split()}
# Words that may stand beside them and say nothing about the medium.
_BESIDE = frozenset(
    {
        "media",
        "berita",
        "news",
        "pers",
        "massa",
        "lokal",
        "local",
        "nasional",
        "national",
        "regional",
        "daerah",
    }
    | {"kabupaten", "kota", "provinsi", "swasta", "publik", "komunitas", "dan"}
)
KIND_CHOICES = ("online", "cetak", "radio", "televisi", "akun")


def read_kind(cell: object) -> OutletKind:
    """The medium a cell names; blank, or only words like `media berita`, is online.

    Raises:
        CellError: no word for a medium, or words for two.
    """
    text = optional_text(cell) or ""
    spoken = text.lower().replace("surat kabar", "koran")
    words = [word for word in re.split(r"[^a-z]+", spoken) if word and word not in _BESIDE]
    unknown = [word for word in words if word not in _KIND_WORDS]
    kinds = {_KIND_WORDS[word] for word in words if word in _KIND_WORDS}
    allowed = ", ".join(KIND_CHOICES)
    if unknown:
        raise CellError(f"jenis media tidak dikenal: {text!r}; yang dikenal: {allowed}")
    if len(kinds) > 1:
        raise CellError(f"dua jenis media dalam satu sel: {text!r}; pilih satu dari: {allowed}")
    return kinds.pop() if kinds else OutletKind.ONLINE


class OutletRow(BaseModel):
    """One row of the outlets' sheet."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str | None, BeforeValidator(optional_text)] = None
    name: Annotated[str, BeforeValidator(required_text)]
    url: Annotated[str, BeforeValidator(web_address)]
    kind: Annotated[OutletKind, BeforeValidator(read_kind)] = OutletKind.ONLINE
    region: Annotated[str | None, BeforeValidator(optional_text)] = None

    def outlet(self) -> Outlet:
        """The noun; a missing id becomes the host's name, which stays the same from import to import."""
        return Outlet(self.id or _made_id(self), self.name, self.url, self.kind, self.region)


def read_outlets(path: Path) -> Imported[Outlet]:
    """Outlets from an XLSX, CSV or JSON Lines file, in the file's order.

    Two rows are the same outlet when they have one id or one address (the same host, whatever the scheme, `www.`
    or path). Hosts below one domain are different outlets: press networks give each town a subdomain. Accounts
    share their platform's host, so for them the path counts, too.

    Raises:
        BadInputError: with every problem of the file; then nothing should be stored.
    """
    sheet = read_sheet(path, OUTLETS, OutletRow)
    outlets = [(number, row, row.outlet()) for number, row in sheet.entries]
    _refuse_twins(sheet, outlets)
    return sheet.finish([outlet for _, _, outlet in outlets])


def _refuse_twins(sheet: Sheet[OutletRow], outlets: list[tuple[int, OutletRow, Outlet]]) -> None:
    ids: dict[str, tuple[int, bool]] = {}
    addresses: dict[str, int] = {}
    for number, row, outlet in outlets:
        first = addresses.setdefault(_address(row), number)
        if first != number:
            sheet.refuse(number, "url", f"alamat {outlet.url} sudah dipakai baris {first}")
        same, given = ids.setdefault(outlet.id, (number, bool(row.id)))
        # Two rows that both give the id were told already.
        if same != number and not (given and row.id) and (row.id or first == number):
            sheet.refuse(number, "id", f"id {outlet.id!r} sudah dipakai baris {same}")


def _address(row: OutletRow) -> str:
    place = canonical_url(row.url).removeprefix("https://")
    return place if row.kind is OutletKind.ACCOUNT else place.split("/", 1)[0]


def _made_id(row: OutletRow) -> str:
    name = _address(row) if row.kind is OutletKind.ACCOUNT else _address(row).replace(":", "-")
    return re.sub(r"[^a-z0-9.]+", "-", name.lower()).strip("-.") or bare_host(row.url)
