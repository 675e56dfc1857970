"""A file becomes a table, read as what it is and not as what its name says."""

import io
import zipfile
from pathlib import Path

from app.registry.columns import Vocabulary
from app.registry.delimited import read_delimited
from app.registry.grid import Table
from app.registry.json_lines import read_json_lines
from app.registry.workbook import read_workbook
from core.errors import BadInputError, Problem

_TEXT_SUFFIXES = (".csv", ".tsv", ".txt")
_JSON_SUFFIXES = (".jsonl", ".ndjson", ".json")
_SHEET_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods", ".xlsb")

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_AS_XLSX = "buka lalu Simpan Sebagai `.xlsx`"
_SIGNATURES = (
    (_OLE, f"format Excel lama (.xls) atau berkas bersandi tidak dibaca; {_AS_XLSX} tanpa sandi"),
    (b"%PDF", "PDF tidak dibaca; minta berkas asalnya (XLSX atau CSV)"),
    (b"{\\rtf", "dokumen teks tidak dibaca; simpan tabelnya sebagai .xlsx"),
)
_PACKAGES = (
    ("content.xml", f"OpenDocument (.ods) tidak dibaca; {_AS_XLSX}"),
    ("xl/workbook.bin", f"buku kerja biner (.xlsb) tidak dibaca; {_AS_XLSX}"),
    ("word/document.xml", "dokumen Word tidak dibaca; simpan tabelnya sebagai .xlsx"),
)


def read_table(path: Path, vocabulary: Vocabulary) -> Table:
    """The table in an XLSX, CSV or JSON Lines file.

    Raises:
        BadInputError: the file is absent, of another format, damaged, empty, or has no header of ours;
            the message says how to save it.
    """
    file = str(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        message = (
            "berkas tidak ada" if isinstance(error, FileNotFoundError) else f"tidak terbaca: {error.strerror}"
        )
        raise BadInputError([Problem(file, message)]) from error
    if not data.strip():
        raise BadInputError([Problem(file, "berkas kosong")])
    if refusal := _refusal(data):
        raise BadInputError([Problem(file, refusal)])
    return _read(file, data, path.suffix.lower(), vocabulary)


def _read(file: str, data: bytes, suffix: str, vocabulary: Vocabulary) -> Table:
    if data.startswith(_ZIP):
        return read_workbook(file, data, vocabulary)
    if suffix in _JSON_SUFFIXES:
        return read_json_lines(file, data, vocabulary)
    if suffix in _TEXT_SUFFIXES:
        return read_delimited(file, data, vocabulary)
    if suffix in _SHEET_SUFFIXES:
        message = f"isinya bukan buku kerja Excel (rusak, atau tabel HTML yang dinamai {suffix}); {_AS_XLSX}"
        raise BadInputError([Problem(file, message)])
    raise BadInputError(
        [Problem(file, f"format {suffix or 'tanpa akhiran'} tidak dikenal; yang dibaca: .xlsx, .csv, .jsonl")]
    )


def _refusal(data: bytes) -> str | None:
    """Why a file is of a format we do not read, None where it may be one of ours."""
    known = next((message for magic, message in _SIGNATURES if data.startswith(magic)), None)
    if known or not data.startswith(_ZIP):
        return known
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
    except zipfile.BadZipFile:
        return None  # said better by the reader of workbooks
    return next((message for name, message in _PACKAGES if name in names), None)
