"""The command `tayang`: run one command, turn expected failures into messages and exit codes.

Exit 0 done, 1 failed, 2 bad usage or input.
"""

import sys
from concurrent.futures.process import BrokenProcessPool

from rich.console import Console

from app.troubles import refusal
from core.errors import BadInputError, TayangError

_INTERRUPTED = 130  # what Typer makes of Ctrl-C


def main() -> None:
    """Run the command line."""
    try:
        sys.exit(_run())
    except BadInputError as error:
        _say_problems(error)
        sys.exit(2)
    except TayangError as error:
        _say_failed(str(error))
    except BrokenProcessPool:
        _say_failed("proses pembantu mati mendadak (kehabisan memori?); jalankan lagi untuk melanjutkan")
    except OSError as error:
        _say_failed(refusal(error))
    except KeyboardInterrupt:
        _errors().print("dihentikan; jalankan lagi untuk melanjutkan")
    sys.exit(1)


def _run() -> int:
    # Imported here because every worker process imports this module again: it must cost nothing there.
    from typer._click.exceptions import ClickException  # noqa: PLC0415

    from app.commandline import app  # noqa: PLC0415

    try:
        # Alone, Typer would swallow Ctrl-C without a word.
        code = app(standalone_mode=False)
    except ClickException as error:
        if _for_machines():
            _print_json({"error": "usage", "message": error.format_message()})
        error.show()
        return error.exit_code
    if code == _INTERRUPTED:
        raise KeyboardInterrupt
    return int(code or 0)


def _say_problems(error: BadInputError) -> None:
    if _for_machines():
        _print_json({"error": "bad_input", "problems": error.problems})
    _errors().print(f"[bold red]{len(error.problems)} masalah[/bold red], tidak ada yang disimpan:")
    for problem in error.problems:
        _errors().print(f"  {problem}", markup=False)


def _say_failed(message: str) -> None:
    if _for_machines():
        _print_json({"error": "failed", "message": message})
    _errors().print("[bold red]gagal:[/bold red]", end=" ")
    _errors().print(message, markup=False)


def _for_machines() -> bool:
    return "--json" in sys.argv


def _errors() -> Console:
    return Console(stderr=True, highlight=False, soft_wrap=True)


def _print_json(value: object) -> None:
    from app.output import print_json  # noqa: PLC0415

    print_json(value)


if __name__ == "__main__":
    main()
