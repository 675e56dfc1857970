"""What one cell says: text without invisible characters, web addresses, people.

Every reader raises `CellError`.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from ipaddress import ip_address
from urllib.parse import urlsplit

from core.nouns import Official
from core.urls import bare_host, canonical_url

REQUIRED = "wajib diisi"
UNCOMPUTED = "sel berisi rumus tanpa hasil; simpan ulang di Excel"

# How spreadsheets write "nothing here".
_BLANKS = frozenset({"", "-", "--", "–", "—", "n/a", "null", "none"})
_FORMULA_ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!"})
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:(?!\d+(/|$))", re.IGNORECASE)
_HOST = re.compile(r"localhost|([a-z0-9_]([a-z0-9_-]*[a-z0-9_])?\.)+[a-z]([a-z0-9-]*[a-z0-9])?")
_NAME_KEYS = ("name", "nama")
_ROLE_KEYS = ("role", "jabatan")


class Uncomputed:
    """What stands in a cell with a formula of which the file holds no result: not blank, and no value."""

    def __str__(self) -> str:
        return ""


class CellError(ValueError):
    """A cell cannot be read; the message, in Indonesian, is for the person who filled it in."""


def clean(text: str) -> str:
    """One line of NFC text: invisible characters gone, runs of white space one blank.

    Copies out of Word and WhatsApp carry zero-width characters that make two equal names differ.
    """
    kept = [
        " " if char.isspace() else char
        for char in text
        if char.isspace() or unicodedata.category(char) not in ("Cc", "Cf")
    ]
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


def is_blank(cell: object) -> bool:
    """Whether a cell says nothing: empty, white space, or a dash."""
    if isinstance(cell, str):
        return clean(cell).lower() in _BLANKS
    return cell is None or cell in ([], {})


def optional_text(cell: object) -> str | None:
    """A cell as text; whole numbers without `.0`, dates as ISO; None when blank."""
    if is_blank(cell):
        return None
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if not isinstance(cell, str | int | float):
        raise CellError("harus teks")
    text = clean(str(cell))
    _refuse_damage(text)
    return text


def required_text(cell: object) -> str:
    """`optional_text` where blank is wrong."""
    text = optional_text(cell)
    if text is None:
        raise CellError(REQUIRED)
    return text


def web_address(cell: object) -> str:
    """An http or https address; without a scheme it gets `https://`."""
    text = required_text(cell)
    url = text if _SCHEME.match(text) else f"https://{text.removeprefix('//')}"
    if not _is_web_address(url):
        raise CellError(f"bukan alamat web: {text!r}; contoh: https://kabarlembah.example")
    return url


def _is_web_address(url: str) -> bool:
    try:
        canonical_url(url)
        host, user = bare_host(url), urlsplit(url).username
    except ValueError:
        return False
    return user is None and " " not in url and (bool(_HOST.fullmatch(host)) or _is_ip(host.strip("[]")))


def _is_ip(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def people(cell: object) -> tuple[Official, ...]:
    """People with their offices: `Nama (Jabatan); Nama`, or a list of strings or `{name, role}`.

    Semicolons and line breaks separate people, commas do not: academic titles carry commas.
    """
    if is_blank(cell):
        return ()
    if isinstance(cell, Sequence) and not isinstance(cell, str):
        return tuple(_official(item) for item in cell)
    if not isinstance(cell, str):
        raise CellError("harus teks `Nama (Jabatan); Nama (Jabatan)` atau daftar")
    return tuple(_official(part) for part in re.split(r"[;\n\r]+", cell) if not is_blank(part))


def _official(item: object) -> Official:
    if isinstance(item, str):
        return _person(required_text(item))
    if not isinstance(item, dict) or set(item) - {*_NAME_KEYS, *_ROLE_KEYS}:
        raise CellError(f"pejabat harus teks atau {{name, role}}, terbaca {str(item)[:80]!r}")
    name = next((item[key] for key in _NAME_KEYS if key in item), None)
    role = next((item[key] for key in _ROLE_KEYS if key in item), None)
    if is_blank(name):
        raise CellError("nama pejabat wajib diisi")
    return Official(required_text(name), optional_text(role))


def _person(text: str) -> Official:
    """`Nama (Jabatan)`: the last bracketed part is the role, brackets inside it included."""
    depth = 0
    for at in range(len(text) - 1, 0, -1):
        depth += {")": 1, "(": -1}.get(text[at], 0)
        if depth <= 0:
            name, role = text[:at].strip(), text[at + 1 : -1].strip()
            return Official(name, role) if text.endswith(")") and name and role else Official(text)
    return Official(text)


def _refuse_damage(text: str) -> None:
    if text in _FORMULA_ERRORS:
        raise CellError(f"rumus di sel ini galat: {text}")
    try:
        text.encode()
    except UnicodeEncodeError:
        shown = text.encode(errors="replace").decode()
        raise CellError(f"ada huruf yang rusak: {shown!r}") from None
