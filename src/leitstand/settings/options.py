"""Every option an operator can set: one table with name, type, default and what it does.

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
        raise ValueError("muss eine ganze Zahl sein") from None
    if number < 0:
        raise ValueError("darf nicht negativ sein")
    return number


def _yes_no(value: str) -> bool:
    known = {"yes": True, "true": True, "1": True, "on": True, "no": False, "false": False, "0": False, "off": False}
    try:
        return known[value.strip().lower()]
    except KeyError:
        raise ValueError("muss yes oder no sein") from None


def _folder(value: str) -> Path:
    path = Path(value).expanduser().absolute()
    if path.exists() and not path.is_dir():
        raise ValueError("muss ein Ordner sein; unter diesem Namen gibt es eine Datei")
    return path


def _words(value: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in value.split(",") if word.strip())


def _address(value: str) -> str:
    if value and "://" not in value:
        raise ValueError("muss eine Adresse sein wie smtp://host:25")
    return value


def _mailbox(value: str) -> str:
    if value and not re.fullmatch(r"(?:[^<>@]*<)?[^\s<>@]+@[^\s<>@]+>?", value):
        raise ValueError("muss eine Mailadresse sein wie office@example.org")
    return value


@dataclass(frozen=True)
class Option:
    """One choice an operator has: its name without prefix, how to read it, and its default.

    ``help`` says on the command line what it does, in German as everything there; ``documented`` says
    the same in docs/operating.md, which is in English.
    """

    name: str
    read: Callable[[str], Any]
    default: str
    help: str
    documented: str

    @property
    def variable(self) -> str:
        return PREFIX + self.name


OPTIONS: tuple[Option, ...] = (
    Option(
        "DATA_DIR",
        _folder,
        "var",
        "Ordner der Datenbank, der abgelegten Dateien und des geheimen Schlüssels.",
        "Folder of the database, the stored files and the secret key.",
    ),
    Option(
        "DATABASE_URL",
        _address,
        "",
        "Adresse einer PostgreSQL-Datenbank (postgres://user:password@host/name); leer: SQLite in DATA_DIR.",
        "PostgreSQL address (postgres://user:password@host/name); empty: SQLite in DATA_DIR.",
    ),
    Option(
        "HOSTS",
        _words,
        "localhost,127.0.0.1,[::1]",
        "Rechnernamen, unter denen Seiten ausgeliefert werden, durch Kommas getrennt.",
        "Host names under which pages are served, separated by commas.",
    ),
    Option(
        "BASE_URL",
        _address,
        "http://127.0.0.1:8000",
        "Öffentliche Adresse; sie steht in dauerhaften Adressen, Mails und Berichten.",
        "Public address, used in permanent addresses, mails and reports.",
    ),
    Option(
        "DEBUG",
        _yes_no,
        "no",
        "Bei Fehlern technische Einzelheiten zeigen. Nie auf einem öffentlichen Server.",
        "Show technical details on errors. Never on a public server.",
    ),
    Option(
        "SECURE",
        _yes_no,
        "no",
        "Ausgeliefert wird über HTTPS: Cookies gelten nur dort, Browser bleiben bei HTTPS.",
        "Served over HTTPS: cookies are marked secure, browsers told to stay on HTTPS.",
    ),
    Option(
        "DEMO_PUBLIC",
        _yes_no,
        "no",
        "Eine Demonstration mit ihren bekannten Passwörtern auch für andere Rechner ausliefern.",
        "Serve a demonstration instance, with its known passwords, to other computers.",
    ),
    Option(
        "MAIL_URL",
        _address,
        "",
        "SMTP-Server, z. B. smtp://user:password@host:587/?tls=yes; leer: Mails bleiben im Postausgang.",
        "SMTP server, e.g. smtp://user:password@host:587/?tls=yes; empty: mails stay in the outbox.",
    ),
    Option(
        "MAIL_FROM",
        _text,
        "Leitstand <leitstand@localhost>",
        "Absender der Mails.",
        "Sender of the mails.",
    ),
    Option(
        "OFFICE_EMAIL",
        _mailbox,
        "",
        "Adresse der Geschäftsstelle: Dorthin gehen Antworten auf Mails; leer: an den Absender.",
        "The office's address: answers to mails go there; empty: to the sender.",
    ),
    Option(
        "BOUNCE_BOX",
        _text,
        "",
        "Wo zurückgekommene Mails liegen: mbox-Datei, Maildir oder Ordner mit .eml-Dateien; leer: wird nicht gelesen.",
        "Where mails that came back lie: an mbox file, a Maildir, or a folder of .eml files; empty: not read.",
    ),
    Option(
        "UPLOAD_LIMIT_MB",
        _number,
        "20",
        "Größte Datei, die angenommen wird, in Megabyte.",
        "Largest file that is accepted, in megabytes.",
    ),
    Option(
        "PAPER_LIMIT_MB",
        _number,
        "250",
        "Größte Datei eines Papiers, das eingelesen wird, in Megabyte.",
        "Largest file of a paper that is read, in megabytes.",
    ),
    Option(
        "PAPER_PAGES",
        _number,
        "3000",
        "Meiste Seiten eines Papiers, das eingelesen wird.",
        "Most pages of a paper that is read.",
    ),
    Option(
        "PAPER_SECONDS",
        _number,
        "300",
        "Längste Zeit in Sekunden, die das Lesen eines Papiers dauern darf.",
        "Longest time in seconds that reading a paper may take.",
    ),
    Option(
        "PAPER_MEMORY_MB",
        _number,
        "1500",
        "Meister Speicher in Megabyte, den das Lesen eines Papiers belegen darf.",
        "Most memory in megabytes that reading a paper may take.",
    ),
    Option(
        "PAPER_MEANING",
        _yes_no,
        "yes",
        "Textstellen auch nach ihrer Bedeutung finden und zuordnen; no: nur nach Wörtern, mit weniger Rechenzeit.",
        "Find and assign passages by meaning as well; no: by words only, with less computing.",
    ),
    Option(
        "STATISTICS_LIMIT_MB",
        _number,
        "500",
        "Größte Statistik-Datei, die am Arbeitsplatz angenommen wird, in Megabyte.",
        "Largest file of statistics that is accepted at the desk, in megabytes.",
    ),
    Option(
        "STALE_MONTHS",
        _number,
        "12",
        "Ein Stand, der älter ist als so viele Monate, gilt als nicht berichtet.",
        "A status older than this counts as not reported.",
    ),
    Option(
        "OIDC_NAME",
        _text,
        "",
        "Name eines Anmeldedienstes (OpenID Connect) auf der Schaltfläche zum Anmelden.",
        "Name of a sign-in service (OpenID Connect) on the sign-in button.",
    ),
    Option(
        "OIDC_URL",
        _address,
        "",
        "Adresse der Beschreibung des Anmeldedienstes (discovery document).",
        "Address of the sign-in service's discovery document.",
    ),
    Option(
        "OIDC_CLIENT",
        _text,
        "",
        "Kennung dieser Anwendung beim Anmeldedienst.",
        "Client identifier at the sign-in service.",
    ),
    Option(
        "OIDC_SECRET",
        _text,
        "",
        "Geheimnis dieser Anwendung beim Anmeldedienst.",
        "Client secret at the sign-in service.",
    ),
    Option(
        "GENESIS_URL",
        _address,
        "https://genesis.destatis.de/genesisWS/rest/2020",
        "Adresse der Schnittstelle von GENESIS-Online (Destatis) oder eines gleichen Dienstes; leer: abgeschaltet.",
        "Address of the interface of GENESIS-Online (Destatis) or of a service like it; empty: switched off.",
    ),
    Option(
        "GENESIS_USER",
        _text,
        "",
        "Benutzername bei GENESIS-Online; ohne Zugangsdaten wird der Dienst nie gefragt.",
        "User name at GENESIS-Online; without credentials the service is never asked.",
    ),
    Option(
        "GENESIS_PASSWORD",
        _text,
        "",
        "Passwort zum Benutzernamen bei GENESIS-Online.",
        "Password of the user name at GENESIS-Online.",
    ),
    Option(
        "GENESIS_TOKEN",
        _text,
        "",
        "Token von GENESIS-Online statt Benutzername und Passwort.",
        "Token of GENESIS-Online in place of user name and password.",
    ),
    Option(
        "REGIONALSTATISTIK_URL",
        _address,
        "https://www.regionalstatistik.de/genesisws/rest/2020",
        "Adresse der Schnittstelle der Regionaldatenbank Deutschland; leer: abgeschaltet.",
        "Address of the interface of the Regionaldatenbank Deutschland; empty: switched off.",
    ),
    Option(
        "REGIONALSTATISTIK_USER",
        _text,
        "",
        "Benutzername bei der Regionaldatenbank; ohne Zugangsdaten wird der Dienst nie gefragt.",
        "User name at the Regionaldatenbank; without credentials the service is never asked.",
    ),
    Option(
        "REGIONALSTATISTIK_PASSWORD",
        _text,
        "",
        "Passwort zum Benutzernamen bei der Regionaldatenbank.",
        "Password of the user name at the Regionaldatenbank.",
    ),
    Option(
        "REGIONALSTATISTIK_TOKEN",
        _text,
        "",
        "Token der Regionaldatenbank statt Benutzername und Passwort.",
        "Token of the Regionaldatenbank in place of user name and password.",
    ),
    Option(
        "EUROSTAT_URL",
        _address,
        "https://ec.europa.eu/eurostat/api/dissemination",
        "Adresse der Schnittstelle von Eurostat; leer: abgeschaltet. Gefragt wird nur auf Befehl.",
        "Address of Eurostat's interface; empty: switched off. It is asked only on command.",
    ),
    Option(
        "LOG_LEVEL",
        _text,
        "WARNING",
        "Wie viel protokolliert wird: DEBUG, INFO, WARNING oder ERROR.",
        "How much is logged: DEBUG, INFO, WARNING or ERROR.",
    ),
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
            hint = f" Gemeint ist vielleicht {near[0]}." if near else ""
            complaints.append(f"{variable} ist keine Einstellung.{hint}")
    return complaints
