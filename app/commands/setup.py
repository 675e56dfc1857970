"""`tayang init` and `tayang doctor`: a working folder, and what is wrong with one."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from app.options import DEFAULT_CONFIG, ConfigOption, JsonOption
from app.output import out, print_json
from core.clock import utc_now
from core.errors import BadInputError, Problem


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("init")(init)
    app.command("doctor")(doctor)


def init(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder kantor.")] = Path(),
    json: JsonOption = False,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Buat folder kerja kantor.

    Isinya tayang.toml, policy.toml, basis data, dan lembar isian media.xlsx serta kegiatan.xlsx.
    """
    from app.installation import opened
    from app.registry import template_activities, template_outlets
    from scoring.policy import default_policy

    paths = [folder / name for name in (config.name, "policy.toml", "media.xlsx", "kegiatan.xlsx")]
    existing = [Problem(str(path), "sudah ada; tidak ditimpa") for path in paths if path.exists()]
    if folder.exists() and not folder.is_dir():
        existing = [Problem(str(folder), "ini berkas; sebut sebuah folder")]
    if existing:
        raise BadInputError(existing)
    folder.mkdir(parents=True, exist_ok=True)
    settings, policy, outlets, activities = paths
    settings.write_text(
        resources.files("app").joinpath("tayang.toml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    policy.write_text(default_policy(year=utc_now().year), encoding="utf-8")
    template_outlets(outlets)
    template_activities(activities)
    with opened(settings):
        pass
    if json:
        print_json({"files": paths})
        return
    out.print(f"Folder kerja siap: [bold]{folder.resolve()}[/bold]", soft_wrap=True)
    out.print(
        "Berikutnya: isi [bold]contact[/bold] dan nama kantor di tayang.toml, isi media.xlsx dan kegiatan.xlsx, lalu\n"
        "  tayang outlets import media.xlsx\n  tayang activities import kegiatan.xlsx\n"
        "  tayang outlets probe\n  tayang nightly"
    )


def doctor(config: ConfigOption = DEFAULT_CONFIG, json: JsonOption = False) -> None:
    """Periksa apa yang salah, dan apa obatnya.

    Konfigurasi, kebijakan, basis data, arsip, ruang disk, proses yang berjalan, dan jam.
    """
    from app.doctor import examine

    findings = examine(config)
    if json:
        print_json(findings)
    else:
        marks = {True: "[green]baik[/green]", False: "[red]perlu tindakan[/red]"}
        for finding in findings:
            out.print(f"{marks[finding.good]}  {finding.subject}: ", end="")
            out.print(finding.words, markup=False)
    if not all(finding.good for finding in findings):
        raise typer.Exit(1)
