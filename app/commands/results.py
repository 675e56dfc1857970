"""`tayang export` and `tayang evaluate`: results for machines, and how good the matching is."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from app.options import DEFAULT_CONFIG, ConfigOption, JsonOption
from app.output import near_miss, print_json, print_table
from reports.formats import Format, What


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("export")(export_command)
    app.command("evaluate")(evaluate)


def export_command(
    what: Annotated[What, typer.Argument(help="Apa yang diekspor.", show_default=False)],
    format: Annotated[Format | None, typer.Option("--format", help="csv, json atau parquet.")] = None,  # noqa: A002
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Berkas tujuan; bawaan: stdout.")
    ] = None,
    config: ConfigOption = DEFAULT_CONFIG,
    json: JsonOption = False,
) -> None:
    """Keluarkan data untuk mesin: CSV, JSON, Parquet.

    Artikel (tanpa teks), kecocokan, nilai, proses, masalah, media, kegiatan.
    """
    from app.installation import opened
    from reports.export import export

    shape = format or (Format.JSON if json else Format.CSV)
    if shape is Format.PARQUET and output is None and sys.stdout.isatty():
        raise typer.BadParameter("Parquet bukan teks; sebut berkasnya dengan --output", param_hint="--format")
    with opened(config) as installation, installation.database.reading() as unit:
        export(unit, what, shape, output or sys.stdout.buffer)


def evaluate(
    articles: Annotated[Path, typer.Option(help="Artikel, JSON Lines.")],
    activities: Annotated[Path, typer.Option(help="Kegiatan, JSON Lines.")],
    labels: Annotated[Path, typer.Option(help="Label, CSV: url, activity_id, certainty, kind.")],
    no_dates: Annotated[bool, typer.Option("--no-dates", help="Abaikan semua tanggal.")] = False,
    json: JsonOption = False,
    config: ConfigOption = DEFAULT_CONFIG,  # noqa: ARG001 (every command takes it; this one needs no installation)
) -> None:
    """Ukur mutu pencocokan pada artikel berlabel.

    Presisi, kelengkapan (recall), F1, dan salah terima menurut jenisnya.
    """
    from app.labelled import evaluate_files

    result = evaluate_files(articles, activities, labels, use_dates=not no_dates)
    if json:
        print_json(result)
        return
    print_table(
        "Mutu pencocokan",
        ["ukuran", "nilai"],
        [
            ("presisi", _decimal(result.precision)),
            ("kelengkapan (recall)", _decimal(result.recall)),
            ("F1", _decimal(result.f1)),
        ],
    )
    if result.by_kind:
        rows = [
            (near_miss(kind), count.accepted, count.total) for kind, count in sorted(result.by_kind.items())
        ]
        print_table("Salah terima menurut jenis", ["jenis", "diterima", "dari"], rows)


def _decimal(value: float | None) -> str | None:
    return None if value is None else f"{value:.3f}".replace(".", ",")
