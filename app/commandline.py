"""The commands, put together."""

from importlib.metadata import version
from typing import Annotated

import typer

from app.commands import demo, night, registry, results, setup
from app.output import out

app = typer.Typer(
    name="tayang",
    help="Memantau pemberitaan media mitra pemerintah daerah: merayapi, menyimpan bukti, mencocokkan, menilai.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _tell_version(wanted: bool) -> None:
    if wanted:
        out.print(f"tayang {version('tayang')}")
        raise typer.Exit


@app.callback()
def _root(
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_tell_version, is_eager=True, help="Tampilkan versi."),
    ] = False,
) -> None:
    pass


for module in (setup, registry, night, results, demo):
    module.register(app)
