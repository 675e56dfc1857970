"""The command `tayang`: run one command, turn expected failures into messages and exit codes.

Exit 0 done, 1 failed, 2 bad usage or input.
"""

import sys

from rich.console import Console

from core.errors import BadInputError, TayangError


def main() -> None:
    """Run the command line."""
    # Imported here because every worker process imports this module again: it must cost nothing there.
    from app.commandline import app  # noqa: PLC0415
    from app.output import print_json  # noqa: PLC0415

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
