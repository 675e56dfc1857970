"""`tayang.toml`: the office, its zone, where data lies, and how the crawler behaves."""

import tomllib
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from core.errors import BadInputError, Problem
from core.indonesian import ZONES
from core.validation import problems_of

Network = IPv4Network | IPv6Network


def _network(text: str) -> str:
    ip_network(text)
    return text


def _database(text: str) -> str:
    scheme, _, rest = text.partition("://")
    match scheme:
        case "sqlite" if rest.strip("/"):
            return text
        case "postgresql" if rest:
            return text
        case "postgres":
            raise ValueError("tulis postgresql://…, bukan postgres://…")
        case _:
            # The value stays unsaid: it may hold a password.
            raise ValueError("harus sqlite:///berkas.db atau postgresql://pengguna@server/tayang")


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Office(_Section):
    """Who runs this installation; printed on every report."""

    name: str = Field(min_length=1)
    unit: str = ""
    region: str = ""
    zone: Literal["WIB", "WITA", "WIT"] = "WIB"


class Storage(_Section):
    """Where things are kept; relative paths start at the configuration's folder."""

    database: Annotated[str, AfterValidator(_database)] = "sqlite:///data/tayang.db"
    archive: str = "data/arsip"
    reports: str = "laporan"


class Crawl(_Section):
    """The crawler's manners. `contact` is an e-mail address or URL, sent with every request."""

    contact: str = Field(min_length=3)
    allow_hosts: list[Annotated[str, AfterValidator(_network)]] = []
    delay_seconds: float = Field(default=5.0, ge=0)
    timeout_seconds: float = Field(default=30.0, gt=0)
    backfill_days: int = Field(default=30, ge=0)
    max_requests_per_outlet: int = Field(default=2000, gt=0)
    max_megabytes_per_page: float = Field(default=10.0, gt=0)

    @property
    def allowed_networks(self) -> tuple[Network, ...]:
        """The private networks that may be visited, normally none."""
        return tuple(ip_network(text) for text in self.allow_hosts)


class Extract(_Section):
    """Worker processes that read the archive; 0 means one a core."""

    workers: int = Field(default=0, ge=0)


class Config(_Section):
    """One installation's whole configuration. `folder` is where `tayang.toml` lies."""

    office: Office
    crawl: Crawl
    storage: Storage = Storage()
    extract: Extract = Extract()
    folder: Path = Path()

    @property
    def zone(self) -> ZoneInfo:
        """The government's zone."""
        return ZONES[self.office.zone]

    @property
    def database_url(self) -> str:
        """The database's address, with a relative SQLite path made absolute."""
        prefix = "sqlite:///"
        if not self.storage.database.startswith(prefix):
            return self.storage.database
        return prefix + str((self.folder / self.storage.database.removeprefix(prefix)).resolve())

    @property
    def archive_root(self) -> str:
        """The archive's root as fsspec takes it: a bucket's URL, or a folder's path."""
        if "://" in self.storage.archive:
            return self.storage.archive
        return str((self.folder / self.storage.archive).resolve())

    @property
    def reports_folder(self) -> Path:
        """Where report files are written."""
        return (self.folder / self.storage.reports).resolve()

    @property
    def policy_path(self) -> Path:
        """The policy beside this configuration."""
        return self.folder / "policy.toml"


def load_config(path: Path) -> Config:
    """Read and check `tayang.toml`.

    Raises:
        BadInputError: the file is missing, is not TOML, or has unknown or wrong keys; every
            problem names the file and the key.
    """
    raw = read_toml(path)
    if "folder" in raw:
        raise BadInputError([Problem(str(path), "kunci tidak dikenal", key="folder")])
    try:
        return Config.model_validate(raw | {"folder": path.resolve().parent})
    except ValidationError as error:
        raise BadInputError(list(problems_of(error, str(path)))) from error


def read_toml(path: Path) -> dict[str, object]:
    """The tables of a TOML file; a missing or broken file is a `BadInputError`."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        message = "berkas tidak ada; `tayang init` membuatnya"
        raise BadInputError([Problem(str(path), message)]) from error
    except UnicodeDecodeError as error:
        raise BadInputError([not_utf8(path, error)]) from error
    except (tomllib.TOMLDecodeError, OSError) as error:
        raise BadInputError([Problem(str(path), f"tidak terbaca sebagai TOML: {error}")]) from error


def not_utf8(path: Path, error: UnicodeDecodeError) -> Problem:
    """A text file that an editor saved in another encoding: the line of its first foreign byte."""
    row = error.object[: error.start].count(b"\n") + 1
    return Problem(str(path), "bukan teks UTF-8; simpan ulang berkas ini sebagai UTF-8", row)
