"""Empty sheets for officers to fill in: a header, and a second sheet that explains each column."""

from collections.abc import Mapping
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from app.registry.columns import ACTIVITIES, OUTLETS, Vocabulary
from app.registry.outlets import KIND_CHOICES

_ROWS = 1000  # how far down cells are prepared
_HEADER_FILL = PatternFill("solid", fgColor="1F4E78")
_HEADER_FONT = Font(bold=True, color="FFFFFF")

_OUTLET_HELP: Mapping[str, str] = {
    "id": "Boleh kosong: dibuat dari alamat situs. Jangan diubah setelah impor pertama.",
    "name": "Wajib. Nama media seperti pada kontrak, misalnya Kabar Lembah.",
    "url": "Wajib. Alamat halaman muka, misalnya https://kabarlembah.example",
    "kind": f"Salah satu dari: {', '.join(KIND_CHOICES)}. Kosong berarti online.",
    "region": "Boleh kosong. Wilayah yang diliput, misalnya nama kabupaten.",
}
_ACTIVITY_HELP: Mapping[str, str] = {
    "id": "Boleh kosong: dibuat dari judul, tanggal, dan tempat. Isi bila judul mungkin diperbaiki kelak.",
    "title": "Wajib. Judul kegiatan, misalnya Peresmian Pasar Contoh.",
    "date": "Wajib. Tanggal kegiatan, misalnya 22/10/2024, 22 Oktober 2024, atau 22-24 Oktober 2024.",
    "end_date": "Hanya untuk kegiatan yang berlangsung lebih dari sehari.",
    "place": "Boleh kosong. Tempat, misalnya Pendopo Kabupaten.",
    "region": "Boleh kosong. Kecamatan atau wilayah.",
    "agency": "Boleh kosong. Perangkat daerah penyelenggara.",
    "officials": "Boleh kosong. Nama (Jabatan), dipisah titik koma: Sari Lembayung (Bupati); Jaka Wiratama (Camat).",
    "description": "Boleh kosong. Beberapa kalimat tentang kegiatan; makin jelas, makin tepat pencocokannya.",
    "kind": "Boleh kosong. Misalnya peresmian, rapat, kunjungan kerja.",
}
_WIDTHS = {
    "id": 14,
    "name": 30,
    "url": 36,
    "title": 46,
    "date": 14,
    "end_date": 16,
    "officials": 40,
    "description": 60,
}


def template_outlets(path: Path) -> None:
    """Write an empty sheet of outlets (XLSX); importing it unfilled is told as an empty file."""
    book, sheet = _template("Media", OUTLETS, _OUTLET_HELP)
    choices = DataValidation("list", formula1=f'"{",".join(KIND_CHOICES)}"', allow_blank=True)
    letter = get_column_letter(OUTLETS.fields.index("kind") + 1)
    choices.add(f"{letter}2:{letter}{_ROWS}")
    sheet.add_data_validation(choices)
    book.save(path)


def template_activities(path: Path) -> None:
    """Write an empty sheet of activities (XLSX); importing it unfilled is told as an empty file."""
    book, sheet = _template("Kegiatan", ACTIVITIES, _ACTIVITY_HELP)
    for field in ("date", "end_date"):
        column = ACTIVITIES.fields.index(field) + 1
        for row in range(2, _ROWS + 1):
            sheet.cell(row, column).number_format = "dd/mm/yyyy"
    book.save(path)


def _template(title: str, vocabulary: Vocabulary, meanings: Mapping[str, str]) -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook starts with a worksheet")
    sheet.title = title
    sheet.freeze_panes = "A2"
    for column, field in enumerate(vocabulary.fields, 1):
        _header(sheet, column, vocabulary.label(field), _WIDTHS.get(field, 20))
    _explain(book.create_sheet("Petunjuk"), vocabulary, meanings)
    return book, sheet


def _explain(sheet: Worksheet, vocabulary: Vocabulary, meanings: Mapping[str, str]) -> None:
    _header(sheet, 1, "Kolom", 22)
    _header(sheet, 2, "Cara mengisi", 90)
    for row, (field, meaning) in enumerate(meanings.items(), 2):
        sheet.cell(row, 1, vocabulary.label(field)).font = Font(bold=True)
        sheet.cell(row, 2, meaning).alignment = Alignment(wrap_text=True, vertical="top")


def _header(sheet: Worksheet, column: int, text: str, width: int) -> None:
    cell = sheet.cell(1, column, text)
    cell.font, cell.fill = _HEADER_FONT, _HEADER_FILL
    sheet.column_dimensions[get_column_letter(column)].width = width
