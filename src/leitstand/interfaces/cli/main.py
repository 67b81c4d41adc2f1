"""Reading the arguments, starting Django, and turning errors into a paragraph and an exit status."""

import argparse
import os
import sys
from collections.abc import Sequence

from leitstand import __version__

FAILED = 1
MISUSED = 2


def main(arguments: Sequence[str] | None = None) -> None:
    """Entry point of ``leitstand`` and ``python -m leitstand``; leaves with an exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leitstand.settings.base")
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status."""
    from leitstand.settings.options import OptionError

    try:
        import django

        django.setup()
    except OptionError as error:
        return _complain(str(error), MISUSED)
    # Commands import models, which exist only after setup().
    from django.core.exceptions import ValidationError
    from django.db import DatabaseError

    from leitstand.foundation.errors import LeitstandError

    chosen = _parser().parse_args(arguments)
    try:
        return int(chosen.command(chosen) or 0)
    except LeitstandError as error:
        return _complain(str(error), FAILED)
    except ValidationError as error:
        return _complain(" ".join(error.messages), FAILED)
    except DatabaseError as error:
        return _complain(f"Die Datenbank antwortet nicht wie erwartet: {error}. Fehlt „leitstand init“?", FAILED)
    except OSError as error:
        return _complain(f"{error.filename or ''}: {error.strerror or error}".lstrip(": "), FAILED)
    except KeyboardInterrupt:
        return 130


def _complain(sentence: str, status: int) -> int:
    print(sentence, file=sys.stderr)
    return status


def _parser() -> argparse.ArgumentParser:
    from leitstand.interfaces.cli import (
        demo,
        history,
        indicators,
        instance,
        outlook,
        papers,
        plan,
        rating,
        report,
        round,
        statistics,
        validate,
    )

    parser = argparse.ArgumentParser(prog="leitstand", description="Der Leitstand einer Strategie.")
    parser.add_argument("--version", action="version", version=f"leitstand {__version__}")
    commands = parser.add_subparsers(required=True, metavar="BEFEHL")
    for room in (
        instance,
        demo,
        plan,
        round,
        report,
        history,
        rating,
        outlook,
        validate,
        statistics,
        indicators,
        papers,
    ):
        room.register(commands)
    return parser
