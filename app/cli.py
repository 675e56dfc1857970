"""The command `tayang`: parse, call one job, print. Exit 0 done, 1 failed, 2 bad usage or input."""

from __future__ import annotations

import sys

import typer
from rich.console import Console

from app.commands import demo, night, registry, results, setup
from app.output import print_json
from core.errors import BadInputError, TayangError

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


def main() -> None:
    """Run the command line; every expected failure becomes a message and an exit code."""
    errors = Console(stderr=True, highlight=False, soft_wrap=True)
    try:
        app()
    except BadInputError as error:
        if "--json" in sys.argv:
            print_json({"error": "bad_input", "problems": error.problems})
        errors.print(f"[bold red]{len(error.problems)} masalah[/bold red], tidak ada yang disimpan:")
        for problem in error.problems:
            errors.print(f"  {problem}", markup=False)
        sys.exit(2)
    except TayangError as error:
        if "--json" in sys.argv:
            print_json({"error": "failed", "message": str(error)})
        errors.print("[bold red]gagal:[/bold red]", end=" ")
        errors.print(str(error), markup=False)
        sys.exit(1)
    except KeyboardInterrupt:
        errors.print("dihentikan; jalankan lagi untuk melanjutkan")
        sys.exit(1)


if __name__ == "__main__":
    main()
