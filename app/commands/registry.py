"""`tayang outlets …` and `tayang activities …`: what officers bring, and what is found about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from app.options import DEFAULT_CONFIG, ConfigOption, JsonOption
from app.output import out, print_json, print_table
from core.clock import utc_now
from core.indonesian import long_date

if TYPE_CHECKING:
    from app.registry import Imported
    from storage import Saved

FileArgument = Annotated[
    Path,
    typer.Argument(metavar="BERKAS", help="XLSX, CSV (UTF-8) atau JSON Lines.", show_default=False),
]
OutletArgument = Annotated[
    str | None,
    typer.Argument(metavar="ID", help="Hanya media dengan id ini.", show_default=False),
]
Noun = TypeVar("Noun")


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    outlets = typer.Typer(help="Daftar media mitra.", no_args_is_help=True, rich_markup_mode=None)
    outlets.command("import")(import_outlets)
    outlets.command("list")(list_outlets)
    outlets.command("probe")(probe)
    activities = typer.Typer(help="Daftar kegiatan pemerintah.", no_args_is_help=True, rich_markup_mode=None)
    activities.command("import")(import_activities)
    activities.command("list")(list_activities)
    app.add_typer(outlets, name="outlets")
    app.add_typer(activities, name="activities")


def import_outlets(
    file: FileArgument, config: ConfigOption = DEFAULT_CONFIG, json: JsonOption = False
) -> None:
    """Masukkan media dari berkas.

    Baris yang sama tidak mengubah apa pun, baris yang berbeda memperbarui.
    """
    from app.installation import opened
    from app.registry import read_outlets

    imported = read_outlets(file)
    with opened(config) as installation, installation.database.unit() as unit:
        saved = unit.outlets.save(imported.rows, utc_now())
    _told("media", imported, saved, json=json)


def import_activities(
    file: FileArgument, config: ConfigOption = DEFAULT_CONFIG, json: JsonOption = False
) -> None:
    """Masukkan kegiatan dari berkas.

    Baris yang sama tidak mengubah apa pun, baris yang berbeda memperbarui.
    """
    from app.installation import opened
    from app.registry import read_activities

    imported = read_activities(file)
    with opened(config) as installation, installation.database.unit() as unit:
        saved = unit.activities.save(imported.rows, utc_now())
    _told("kegiatan", imported, saved, json=json)


def list_outlets(config: ConfigOption = DEFAULT_CONFIG, json: JsonOption = False) -> None:
    """Tampilkan media dan kanalnya."""
    from app.installation import opened

    with opened(config) as installation, installation.database.reading() as unit:
        rows = [(outlet, unit.channels.of(outlet.id)) for outlet in unit.outlets.all()]
    if json:
        print_json([{"outlet": outlet, "channels": channels} for outlet, channels in rows])
        return
    print_table(
        "Media",
        ["id", "nama", "situs", "jenis", "kanal"],
        [
            (
                o.id,
                o.name,
                o.url,
                o.kind.value,
                ", ".join(c.kind.value for c in channels) or "belum diperiksa",
            )
            for o, channels in rows
        ],
    )


def list_activities(config: ConfigOption = DEFAULT_CONFIG, json: JsonOption = False) -> None:
    """Tampilkan kegiatan."""
    from app.installation import opened

    with opened(config) as installation, installation.database.reading() as unit:
        activities = unit.activities.all()
    if json:
        print_json(activities)
        return
    rows = [(a.id, long_date(a.date), a.title, a.place or "") for a in activities]
    print_table("Kegiatan", ["id", "tanggal", "judul", "tempat"], rows)


def probe(
    outlet: OutletArgument = None,
    config: ConfigOption = DEFAULT_CONFIG,
    json: JsonOption = False,
) -> None:
    """Cari dan coba kanal setiap media.

    WordPress atau RSS/Atom; rencana membacanya disimpan.
    """
    from app import jobs
    from app.installation import opened
    from app.progress import Progress

    with opened(config) as installation:
        progress = Progress(quiet=json)
        progress.say("memeriksa situs media")
        findings = jobs.probe(installation, installation.outlets([outlet] if outlet else None))
    if json:
        print_json(findings)
        return
    print_table(
        "Hasil pemeriksaan",
        ["media", "kanal", "keterangan"],
        [
            (f.outlet_id, ", ".join(c.kind.value for c in f.channels) or "tidak ada", f.words)
            for f in findings
        ],
    )
    silent = sum(not finding.channels for finding in findings)
    if silent:
        out.print(f"[yellow]{silent} media belum dapat dipantau.[/yellow]")


def _told(
    noun: str, imported: Imported[Noun], saved: Saved, *, json: bool, say: Callable[..., None] = out.print
) -> None:
    ignored: Sequence[str] = imported.ignored_columns
    if json:
        counts = {"added": saved.added, "changed": saved.changed, "unchanged": saved.unchanged}
        print_json(counts | {"ignored_columns": ignored})
        return
    say(f"{noun}: {saved.added} baru, {saved.changed} diperbarui, {saved.unchanged} tetap")
    if ignored:
        say(f"kolom yang tidak dibaca: {', '.join(ignored)}", markup=False)
