"""``history verify|export``: is the record whole, and the record itself for an auditor."""

import argparse
from typing import Any

from leitstand.domain.plans.queries import tampered_editions
from leitstand.domain.reporting.queries.rounds.sealing import tampered_rounds
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.files.storing import altered
from leitstand.foundation.history.recording import export_lines, head, verify


def register(commands: Any) -> None:
    history = commands.add_parser("history", help="das Protokoll aller Änderungen")
    verbs = history.add_subparsers(required=True, metavar="WAS")
    verbs.add_parser("verify", help="prüfen, ob nichts verändert wurde").set_defaults(command=verify_command)
    verbs.add_parser("export", help="alle Einträge als Zeilen von JSON ausgeben").set_defaults(command=export)


def verify_command(chosen: argparse.Namespace) -> None:
    broken = verify()
    if broken is not None:
        raise RuleBroken(f"Die Kette bricht bei Eintrag {broken.number}: {broken.reason}.", "chain")
    for edition in tampered_editions():
        raise RuleBroken(
            f"Die beschlossene Fassung „{edition}“ stimmt nicht mehr mit ihrer Prüfsumme überein.", "edition"
        )
    for this_round, flaw in tampered_rounds():
        raise RuleBroken(f"Die {this_round} ist nicht mehr, was eingefroren wurde: {flaw}", "round")
    for stored in altered():
        raise RuleBroken(f"Die gespeicherte Datei {stored.sha256} fehlt oder wurde verändert.", "file")
    number, digest = head()
    print(f"Unverändert: {number} Einträge, Prüfsumme {digest}.")


def export(chosen: argparse.Namespace) -> None:
    for line in export_lines():
        print(line)
