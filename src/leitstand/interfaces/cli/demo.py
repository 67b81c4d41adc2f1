"""``demo load|large|start``: an instance with Berlin's plan and known sign-ins, or with a made-up large plan."""

import argparse
import os
from datetime import datetime, time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from leitstand.domain.exchange.operations import carry_out, preview
from leitstand.domain.exchange.synthetic import load_synthetic
from leitstand.domain.indicators.operations import assess
from leitstand.domain.institutions.models import Account, Person
from leitstand.domain.institutions.operations import DEMONSTRATION_PASSWORD, make_demonstration_accounts
from leitstand.domain.plans.models import Measure, Plan
from leitstand.domain.plans.operations import change
from leitstand.domain.reporting.models import Round
from leitstand.domain.reporting.operations.demonstration import invent_people
from leitstand.domain.reporting.operations.demonstration_rounds import first_day, play_rounds
from leitstand.domain.statistics.operations.demonstration import load_statistics
from leitstand.foundation import clock
from leitstand.foundation.actor import system
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.instance.kind import found
from leitstand.foundation.instance.models import Instance
from leitstand.interfaces.cli.instance import migrate
from leitstand.interfaces.cli.serving import BASE_URL, serve
from leitstand.outputs.demonstration_papers.loading import load_soon
from leitstand.outputs.tasks import report_round_soon

CONTACTS, SEED = 8, 1
CARED_FOR = ("3d-druck", "gruenes-kraftwerk")
BERLIN = Path(__file__).resolve().parents[2] / "packages" / "masterplan_industrie"


def register(commands: Any) -> None:
    demo = commands.add_parser("demo", help="Demonstration: Berlins Plan oder ein großer erfundener Plan")
    kinds = demo.add_subparsers(required=True, metavar="ART")
    kinds.add_parser("load", help="Berlins Masterplan und Demo-Zugänge laden").set_defaults(command=load_command)
    large = kinds.add_parser("large", help="einen großen erfundenen Plan laden, in eine eigene Datenbank")
    large.add_argument("--measures", type=int, default=1000)
    large.add_argument("--institutions", type=int, default=200)
    large.add_argument("--editions", type=int, default=4)
    large.add_argument("--seed", type=int, default=1)
    large.set_defaults(command=large_command)
    start = kinds.add_parser("start", help="laden, falls nötig, und ausliefern")
    start.add_argument("--port", type=int, default=8000)
    start.add_argument("--host", default="127.0.0.1")
    start.set_defaults(command=start_command)


def _make_demonstration() -> None:
    migrate()
    signed_in = Account.objects.filter(last_login__isnull=False).exists()
    found(Instance.Kind.DEMONSTRATION, unused=not signed_in and not Plan.objects.exists())


def load_command(chosen: argparse.Namespace) -> None:
    load()
    print("Geladen: Berlins Masterplan Industriestadt, dazu fünf Demo-Zugänge.")


def load() -> None:
    """Make this a demonstration with Berlin's plan; loading twice changes nothing the second time."""
    _make_demonstration()
    actor = system("Planpaket Berlin")
    is_first = not Plan.objects.exists()
    # The rounds played below begin a year ago; the plan must have been there by then.
    with clock.at(_begin() if is_first else timezone.now()):
        carry_out(preview(BERLIN, actor=actor), actor=actor)
        assess()
        for account in make_demonstration_accounts():
            if account.person:
                _give_measures(account.person)
        if is_first:
            invent_people(CONTACTS, SEED, actor=system("Demonstration"), earlier=True)
    if is_first:
        play_rounds(timezone.localdate(), SEED)
        for played in Round.objects.filter(state=Round.State.PUBLISHED):
            report_round_soon(played, actor=actor)
        load_soon()
    load_statistics(actor=system("Demonstration"))
    assess()


def _begin() -> datetime:
    return timezone.make_aware(datetime.combine(first_day(timezone.localdate()), time(9)))


def _give_measures(person: Person) -> None:
    """Let the demonstration's contact care for two measures, so that the contact's desk has something to show."""
    for measure in Measure.objects.filter(key__in=CARED_FOR):
        change(measure, {"contact": person}, actor=system("Demonstration"))


def large_command(chosen: argparse.Namespace) -> None:
    _make_demonstration()
    if Plan.objects.exists():
        raise RuleBroken(
            "Der große Plan braucht eine eigene, leere Datenbank. "
            "Wählen Sie mit LEITSTAND_DATA_DIR einen neuen Ordner.",
            "not-empty",
        )
    load_synthetic(chosen.measures, chosen.institutions, chosen.editions, chosen.seed, actor=system("Großer Probeplan"))
    make_demonstration_accounts()
    print(f"Geladen: {chosen.measures} erfundene Maßnahmen in {chosen.editions} Fassungen.")


def start_command(chosen: argparse.Namespace) -> None:
    address = _be_reached_at(chosen.host, chosen.port)
    migrate()
    if not Plan.objects.exists():
        print("Berlins Masterplan wird geladen …", flush=True)
        load()
    serve(chosen.host, chosen.port, announce=lambda: _announce(address))


def _be_reached_at(host: str, port: int) -> str:
    """The address to announce. Links in mails lead there too, unless the operator said where they lead."""
    address = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    if BASE_URL not in os.environ:
        settings.BASE_URL = address
    return address


def _announce(address: str) -> None:
    print(f"\nLeitstand läuft: {address}\n\nDemo-Zugänge (Passwort: {DEMONSTRATION_PASSWORD}):")
    for account in Account.objects.filter(email__endswith="@demo.example").order_by("pk"):
        print(f"  {account.email:<34} {account.get_role_display()}")
    print("\nBeenden mit Strg+C.", flush=True)
