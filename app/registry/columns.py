"""Which column of a sheet is which field, in Indonesian and English spellings.

Case, blanks, punctuation and a remark in brackets do not matter: `Nama Media`, `nama_media` and
`NAMA MEDIA *` are one spelling.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from core.errors import Problem

# The first spelling of each field is what templates and messages call it.
OUTLET_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "id": ("ID", "outlet_id", "ID Media", "Kode Media", "Kode", "Identitas"),
    "name": ("Nama Media", "name", "Nama", "Media", "Outlet", "outlet_name", "Nama Outlet", "Media Name"),
    "url": (
        "Alamat Situs", "url", "Situs", "Situs Web", "Website", "Web", "Laman", "Alamat Web", "Alamat Website", "Alamat URL",
        "Tautan", "Link", "Domain", "URL Media", "Link Media", "Situs Media", "Homepage", "Home Page", "Beranda", "Nama Domain",
    ),
    "kind": ("Jenis", "kind", "Jenis Media", "Tipe", "Tipe Media", "Bentuk Media", "Kategori Media", "type", "Media Type"),
    "region": (
        "Wilayah", "region", "Daerah", "Kecamatan", "Kabupaten", "Kabupaten/Kota", "Kab/Kota", "Kota", "Wilayah Liputan",
        "Wilayah Media", "Cakupan Wilayah",
    ),
}  # fmt: skip
ACTIVITY_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "id": ("ID", "activity_id", "ID Kegiatan", "Kode Kegiatan", "Kode", "Identitas"),
    "title": (
        "Judul Kegiatan", "title", "Judul", "Kegiatan", "Nama Kegiatan", "Agenda", "Nama Agenda", "Acara",
        "Nama Acara", "Activity", "Perihal",
    ),
    "date": (
        "Tanggal", "date", "Tgl", "Tanggal Kegiatan", "Tgl Kegiatan", "Tanggal Mulai", "Tgl Mulai", "Mulai", "start_date",
        "Tanggal Pelaksanaan", "Tgl Pelaksanaan", "Hari Tanggal", "Hari Tgl", "Waktu Pelaksanaan", "Hari dan Tanggal",
    ),
    "end_date": ("Tanggal Selesai", "end_date", "Tgl Selesai", "Selesai", "Tanggal Akhir", "Tgl Akhir", "Sampai Tanggal", "Berakhir"),
    "place": ("Tempat", "place", "Lokasi", "Lokasi Kegiatan", "Tempat Kegiatan", "Tempat Pelaksanaan", "venue", "location"),
    "region": ("Wilayah", "region", "Daerah", "Kecamatan", "Kabupaten", "Kabupaten/Kota", "Kab/Kota", "Kota"),
    "agency": (
        "Perangkat Daerah", "agency", "OPD", "SKPD", "SOPD", "Penyelenggara", "Instansi", "Dinas", "Pelaksana", "Organizer",
        "Organisasi Perangkat Daerah", "Nama OPD", "Unit Kerja",
    ),
    "officials": (
        "Pejabat", "officials", "Pejabat Hadir", "Pejabat yang Hadir", "Dihadiri", "Dihadiri Oleh", "Pimpinan", "Narasumber",
        "Official",
    ),
    "description": ("Keterangan", "description", "Uraian", "Uraian Kegiatan", "Deskripsi", "Rincian", "Ringkasan", "Catatan", "Isi Kegiatan"),
    "kind": ("Jenis", "kind", "Jenis Kegiatan", "Kategori", "Kategori Kegiatan", "Tipe", "Bentuk Kegiatan", "type"),
}  # fmt: skip


def plain(header: object) -> str:
    """A header's letters and digits in lower case, nothing else."""
    text = unicodedata.normalize("NFKC", header if isinstance(header, str) else "")
    return "".join(char for char in text.lower() if char.isalnum())


class Vocabulary:
    """The spellings of one kind of sheet, and the fields it cannot do without."""

    def __init__(self, spellings: Mapping[str, tuple[str, ...]], required: tuple[str, ...]) -> None:
        self.fields = tuple(spellings)
        self.required = required
        self.spellings = spellings
        self._field_of = {
            plain(name): field for field, names in spellings.items() for name in (*names, field)
        }

    def field_of(self, header: object) -> str | None:
        """The field a header names, None where it names none of ours.

        `Hari/Tanggal` and `Tempat/Lokasi` count when the parts that are known agree.
        """
        if not isinstance(header, str):
            return None
        bare = re.sub(r"\([^()]*\)", " ", header)
        whole = self._field_of.get(plain(header)) or self._field_of.get(plain(bare))
        parts = {self._field_of.get(plain(part)) for part in re.split(r"[/\n,&]", bare)} - {None}
        return whole or (parts.pop() if len(parts) == 1 else None)

    def label(self, field: str) -> str:
        """What a field is called on screen."""
        return self.spellings[field][0]


OUTLETS = Vocabulary(OUTLET_SPELLINGS, required=("name", "url"))
ACTIVITIES = Vocabulary(ACTIVITY_SPELLINGS, required=("title", "date"))


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field lies in a sheet: `places[field]` is an index into its columns."""

    places: dict[str, int]
    ignored: tuple[str, ...]


def place_columns(
    headers: Sequence[str], vocabulary: Vocabulary, file: str, row: int
) -> tuple[Columns, list[Problem]]:
    """Find every field's column, and say which are missing and which are there twice."""
    places: dict[str, int] = {}
    ignored: list[str] = []
    problems: list[Problem] = []
    for index, header in enumerate(headers):
        field = vocabulary.field_of(header)
        if field is None:
            if header:
                ignored.append(header)
        elif field in places:
            message = f"kolom ini dan kolom `{headers[places[field]]}` sama artinya ({vocabulary.label(field)}); hapus atau ganti nama salah satu"
            problems.append(Problem(file, message, row, header))
        else:
            places[field] = index
    return Columns(places, tuple(ignored)), [*problems, *missing_columns(places, vocabulary, file, row)]


def missing_columns(found: Collection[str], vocabulary: Vocabulary, file: str, row: int) -> list[Problem]:
    """A problem for each field that the sheet cannot do without and does not have."""
    return [_missing(field, vocabulary, file, row) for field in vocabulary.required if field not in found]


def _missing(field: str, vocabulary: Vocabulary, file: str, row: int) -> Problem:
    names = ", ".join(f"`{name}`" for name in vocabulary.spellings[field][:4])
    return Problem(file, f"kolom wajib ini tidak ada; beri judul salah satu dari {names}", row, field)
