"""The commands, put together."""

import typer

from app.commands import demo, night, registry, results, setup

app = typer.Typer(
    name="tayang",
    help="Memantau pemberitaan media mitra pemerintah daerah: merayapi, menyimpan bukti, mencocokkan, menilai.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for module in (setup, registry, night, results, demo):
    module.register(app)
