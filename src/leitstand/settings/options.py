"""Every option an operator can set: one table with name, type, default and help.

An option is read from the environment variable ``LEITSTAND_<NAME>``. A value that cannot be
read, or a variable that names no option, stops the program with a sentence for each: a misspelt
option that is silently ignored has cost operators more nights than a refused start.
"""

import difflib
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PREFIX = "LEITSTAND_"


class OptionError(ValueError):
    """One or more options cannot be used; the message has one line for each."""


def _text(value: str) -> str:
    return value


def _number(value: str) -> int:
    try:
        number = int(value)
    except ValueError:
        raise ValueError("must be a whole number") from None
    if number < 0:
        raise ValueError("must not be negative")
    return number


def _yes_no(value: str) -> bool:
    known = {"yes": True, "true": True, "1": True, "on": True, "no": False, "false": False, "0": False, "off": False}
    try:
        return known[value.strip().lower()]
    except KeyError:
        raise ValueError("must be yes or no") from None


def _folder(value: str) -> Path:
    path = Path(value).expanduser().absolute()
    if path.exists() and not path.is_dir():
        raise ValueError("must be a folder, but a file of this name exists")
    return path


def _words(value: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in value.split(",") if word.strip())


def _address(value: str) -> str:
    if value and "://" not in value:
        raise ValueError("must be an address such as smtp://host:25")
    return value


def _mailbox(value: str) -> str:
    if value and not re.fullmatch(r"(?:[^<>@]*<)?[^\s<>@]+@[^\s<>@]+>?", value):
        raise ValueError("must be an e-mail address such as office@example.org")
    return value


@dataclass(frozen=True)
class Option:
    """One choice an operator has: its name without prefix, how to read it, default and help."""

    name: str
    read: Callable[[str], Any]
    default: str
    help: str

    @property
    def variable(self) -> str:
        return PREFIX + self.name


OPTIONS: tuple[Option, ...] = (
    Option("DATA_DIR", _folder, "var", "Folder of the database, the stored files and the secret key."),
    Option(
        "DATABASE_URL",
        _address,
        "",
        "PostgreSQL address (postgres://user:password@host/name); empty: SQLite in DATA_DIR.",
    ),
    Option(
        "HOSTS", _words, "localhost,127.0.0.1,[::1]", "Host names under which pages are served, separated by commas."
    ),
    Option(
        "BASE_URL", _address, "http://127.0.0.1:8000", "Public address, used in permanent addresses, mails and reports."
    ),
    Option("DEBUG", _yes_no, "no", "Show technical details on errors. Never on a public server."),
    Option("SECURE", _yes_no, "no", "Served over HTTPS: cookies are marked secure, browsers told to stay on HTTPS."),
    Option(
        "DEMO_PUBLIC", _yes_no, "no", "Serve a demonstration instance, with its known passwords, to other computers."
    ),
    Option(
        "MAIL_URL",
        _address,
        "",
        "SMTP server, e.g. smtp://user:password@host:587/?tls=yes; empty: mails stay in the outbox.",
    ),
    Option("MAIL_FROM", _text, "Leitstand <leitstand@localhost>", "Sender of the mails."),
    Option("OFFICE_EMAIL", _mailbox, "", "The office's address: answers to mails go there; empty: to the sender."),
    Option(
        "BOUNCE_BOX",
        _text,
        "",
        "Where mails that came back lie: an mbox file, a Maildir, or a folder of .eml files; empty: not read.",
    ),
    Option("UPLOAD_LIMIT_MB", _number, "20", "Largest file that is accepted, in megabytes."),
    Option("STALE_MONTHS", _number, "12", "A status older than this counts as not reported."),
    Option("OIDC_NAME", _text, "", "Name of a sign-in service (OpenID Connect) on the sign-in button."),
    Option("OIDC_URL", _address, "", "Address of the sign-in service's discovery document."),
    Option("OIDC_CLIENT", _text, "", "Client identifier at the sign-in service."),
    Option("OIDC_SECRET", _text, "", "Client secret at the sign-in service."),
    Option("LOG_LEVEL", _text, "WARNING", "How much is logged: DEBUG, INFO, WARNING or ERROR."),
)


def read_options(environment: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return ``{name: value}`` for every option.

    Raises ``OptionError`` naming every bad value and every unknown ``LEITSTAND_`` variable.
    """
    environment = os.environ if environment is None else environment
    values: dict[str, Any] = {}
    complaints: list[str] = []
    for option in OPTIONS:
        raw = environment.get(option.variable, option.default)
        try:
            values[option.name] = option.read(raw)
        except ValueError as error:
            complaints.append(f"{option.variable}={raw!r} {error}. {option.help}")
    complaints += _unknown(environment)
    if complaints:
        raise OptionError("\n".join(complaints))
    return values


def _unknown(environment: Mapping[str, str]) -> list[str]:
    known = [option.variable for option in OPTIONS]
    complaints = []
    for variable in sorted(environment):
        if variable.startswith(PREFIX) and variable not in known:
            near = difflib.get_close_matches(variable, known, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            complaints.append(f"{variable} is not an option.{hint}")
    return complaints
