"""Reading the arguments, starting Django, and turning errors into a paragraph and an exit status."""

import argparse
import errno
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from leitstand import __version__

TROUBLES = {
    errno.ENOENT: "Diese Datei oder dieser Ordner ist nicht da.",
    errno.EISDIR: "Das ist ein Ordner; gebraucht wird eine Datei.",
    errno.ENOTDIR: "Das ist kein Ordner.",
    errno.EACCES: "Das Recht dazu fehlt.",
    errno.ENOSPC: "Der Datenträger ist voll.",
}
"""What keeps a file from being read or written, in the language of all other sentences."""
FAILED = 1
MISUSED = 2
# Which module holds which commands. Only the module of the command that is called is imported: all
# of them together take seconds, most of them for numerical libraries that few commands use.
ROOMS = {
    "instance": ("init", "serve", "work", "tick", "options"),
    "demo": ("demo",),
    "plan": ("plan",),
    "round": ("round",),
    "report": ("report",),
    "history": ("history",),
    "rating": ("rate",),
    "outlook": ("outlook",),
    "validate": ("validate",),
    "statistics": ("statistics",),
    "indicators": ("indicators",),
    "papers": ("papers",),
}


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

    chosen = parser(arguments[0] if arguments else None).parse_args(arguments)
    try:
        return int(chosen.command(chosen) or 0)
    except LeitstandError as error:
        return _complain(str(error), FAILED)
    except ValidationError as error:
        return _complain(" ".join(error.messages), FAILED)
    except DatabaseError as error:
        return _complain(f"Die Datenbank antwortet nicht wie erwartet: {error}. Fehlt „leitstand init“?", FAILED)
    except OSError as error:
        said = TROUBLES.get(error.errno or 0) or error.strerror or error
        return _complain(f"{error.filename or ''}: {said}".lstrip(": "), FAILED)
    except KeyboardInterrupt:
        return 130


def _complain(sentence: str, status: int) -> int:
    print(sentence, file=sys.stderr)
    return status


def parser(only: str | None = None) -> argparse.ArgumentParser:
    """What can be typed: every command, or the room of ``only`` alone (all, if no room has it)."""
    made = argparse.ArgumentParser(prog="leitstand", description="Der Leitstand einer Strategie.")
    made.add_argument("--version", action="version", version=f"leitstand {__version__}")
    commands = made.add_subparsers(required=True, metavar="BEFEHL")
    rooms = [room for room, words in ROOMS.items() if only in words] or list(ROOMS)
    for room in rooms:
        import_module(f"leitstand.interfaces.cli.{room}").register(commands)
    return made
