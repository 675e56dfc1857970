"""`tayang demo`: the whole product in one command, without internet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.night import CRAWL_WORDS
from app.options import DEFAULT_CONFIG, ConfigOption, JsonOption
from app.output import near_miss, out, print_json, print_table

if TYPE_CHECKING:
    from app.demonstration import Demonstration


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo")(demo)


def demo(
    folder: Annotated[
        Path, typer.Argument(help="Tempat hasil demo; demo sebelumnya di sana diganti.")
    ] = Path("demo-hasil"),
    json: JsonOption = False,
    config: ConfigOption = DEFAULT_CONFIG,  # noqa: ARG001 (every command takes it; the demo makes its own)
) -> None:
    """Contoh lengkap di komputer ini, tanpa internet.

    Kabupaten rekaan, belasan ruang redaksi, dua malam, semua laporan. Selesai sendiri.
    """
    from app.demonstration import demonstrate
    from app.progress import Progress

    result = demonstrate(folder, Progress(quiet=json))
    if json:
        print_json(result)
        return
    _show(result)


def _show(result: Demonstration) -> None:
    first, second = result.nights
    rows = [(word, first.crawl.get(key, 0), second.crawl.get(key, 0)) for key, word in CRAWL_WORDS.items()]
    print_table("Dua malam di Kabupaten Tirtaloka", ["", "malam 1", "malam 2"], rows)
    quality = result.matching
    print_table(
        "Pencocokan dibanding label demo",
        ["presisi", "kelengkapan (recall)", "F1"],
        [tuple(_decimal(value) for value in (quality.precision, quality.recall, quality.f1))],
    )
    accepted = ", ".join(
        f"{near_miss(kind)} {n.accepted}/{n.total}" for kind, n in sorted(quality.by_kind.items())
    )
    out.print(f"[dim]Salah terima menurut jenis: {accepted}[/dim]\n")
    out.print("[bold]Buka hasilnya:[/bold]")
    for path in sorted(second.reports, key=lambda path: path.suffix):
        out.print(f"  {path}", soft_wrap=True)


def _decimal(value: float | None) -> str | None:
    return None if value is None else f"{value:.3f}".replace(".", ",")
