"""R02 Rekap Pemberitaan Harian: every article of the period, one a row."""

from reports import wording
from reports.pages import Overview, Piece
from reports.table import Absent, Cell, Column, Kind, Table


def daily_table(overview: Overview) -> Table:
    """The period's articles in the order of publication."""
    zone = overview.heading.zone_name
    return Table(
        name="Rekap Harian",
        title="Rekap Pemberitaan Harian",
        filters="semua berita dari semua media",
        columns=_columns(zone),
        rows=tuple(_row(number, piece, zone) for number, piece in enumerate(overview.pieces, 1)),
    )


def _columns(zone: str) -> tuple[Column, ...]:
    return (
        Column("No", Kind.INTEGER, "Nomor urut menurut waktu tayang; klik untuk membuka beritanya."),
        Column("Tanggal", Kind.DATE, "Tanggal tayang menurut media, pada zona waktu daerah."),
        Column(
            f"Jam Tayang ({zone})", Kind.TIME, "Jam tayang menurut media. Sebagian media hanya menyebut hari."
        ),
        Column("Nama Media", Kind.TEXT, "Media yang menerbitkan.", widest=18),
        Column("Judul", Kind.TEXT, "Judul sebagaimana tertulis di media.", widest=38),
        Column("Tautan", Kind.LINK, "Alamat lengkap berita.", widest=32),
        Column(
            "Kegiatan",
            Kind.TEXT,
            "Kegiatan pemerintah yang diliput; satu berita dapat meliput beberapa.",
            widest=30,
        ),
        Column("OPD", Kind.TEXT, "Perangkat daerah penyelenggara kegiatan itu.", widest=17),
        Column("Kecamatan", Kind.TEXT, "Wilayah kegiatan itu.", widest=14),
        Column("Penulis", Kind.TEXT, "Penulis yang tercantum di berita.", widest=15),
        Column(
            "Status Tautan",
            Kind.TEXT,
            "Hasil pemeriksaan terakhir: hidup, hilang, situs mati, gagal kami (pemeriksaan gagal), atau belum dicek.",
            widest=11,
        ),
        Column("No. Bukti", Kind.TEXT, "Dua belas angka pertama nomor bukti di arsip halaman.", widest=14),
        Column("Keterangan", Kind.TEXT, "Hal yang perlu diketahui sebelum baris ini dipakai.", widest=22),
    )


def _row(number: int, piece: Piece, zone: str) -> tuple[Cell, ...]:
    return (
        number,
        piece.published.date() if piece.published else Absent.NO_DATA,
        piece.published.time().replace(tzinfo=None)
        if piece.published and piece.time_known
        else Absent.NO_DATA,
        piece.outlet.name,
        piece.title,
        piece.url,
        _joined([activity.title for activity in piece.activities]),
        _of_activities(piece, [activity.agency for activity in piece.activities]),
        _of_activities(piece, [activity.region for activity in piece.activities]),
        "; ".join(piece.authors) or Absent.NO_DATA,
        wording.link_state(piece.link),
        piece.snapshot_id.hex[:12] if piece.snapshot_id else Absent.NO_DATA,
        _remark(piece, zone),
    )


def _joined(texts: list[str]) -> Cell:
    return "; ".join(dict.fromkeys(texts)) or Absent.NOTHING


def _of_activities(piece: Piece, texts: list[str | None]) -> Cell:
    """What the activities say of themselves: nothing to say without one, unknown where none says it."""
    if not piece.activities:
        return Absent.NOTHING
    return "; ".join(dict.fromkeys(text for text in texts if text)) or Absent.NO_DATA


def _remark(piece: Piece, zone: str) -> Cell:
    remarks = []
    if piece.published is None:
        seen = wording.date_and_hour(piece.first_seen, zone)
        remarks.append(f"waktu tayang tidak diketahui; pertama terlihat {seen}")
    elif not piece.time_known:
        remarks.append("media hanya menyebut hari")
    if piece.doubtful:
        remarks.append(f"{piece.doubtful} kecocokan menunggu putusan orang")
    return "; ".join(remarks) or Absent.NOTHING
