"""``init``, ``serve``, ``work``, ``tick``, ``options``: making an instance and keeping it running."""

import argparse
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from leitstand.domain.exchange.kept import forget_old
from leitstand.domain.institutions.models import Account
from leitstand.domain.institutions.operations import first_sign_in_token, make_account
from leitstand.domain.papers.operations import editions, receiving
from leitstand.domain.reporting.operations import chasing, intake
from leitstand.domain.reporting.operations.warning import take_stock
from leitstand.domain.statistics.operations import fetch_due
from leitstand.foundation.actor import Role, system
from leitstand.foundation.attempts.counting import forget
from leitstand.foundation.instance.kind import found
from leitstand.foundation.instance.models import Instance
from leitstand.foundation.jobs.worker import run_forever, run_waiting
from leitstand.foundation.mail.bounces import read_box
from leitstand.foundation.mail.outbox import send_due
from leitstand.interfaces.cli.serving import serve
from leitstand.settings.options import OPTIONS

SECRET = ("_SECRET", "_URL", "_USER", "_PASSWORD", "_TOKEN")


def register(commands: Any) -> None:
    init = commands.add_parser("init", help="eine Instanz einrichten oder auf den neuen Stand bringen")
    init.add_argument(
        "--admin", metavar="E-MAIL", default="administration@localhost", help="Adresse der Administration"
    )
    init.set_defaults(command=init_command)
    serving = commands.add_parser("serve", help="die Seiten ausliefern")
    serving.add_argument("--port", type=int, default=8000)
    serving.add_argument("--host", default="127.0.0.1")
    serving.set_defaults(command=lambda chosen: serve(chosen.host, chosen.port))
    commands.add_parser("work", help="Aufträge abarbeiten, bis das Programm beendet wird").set_defaults(command=work)
    ticking = commands.add_parser("tick", help="erledigen, was fällig ist: Mails, Aufträge, Bewertungen, Abrufe")
    ticking.set_defaults(command=tick)
    commands.add_parser("options", help="alle Einstellungen zeigen").set_defaults(command=show_options)


def migrate() -> None:
    """Bring the database to the current state; silent."""
    call_command("migrate", verbosity=0, interactive=False)


def init_command(chosen: argparse.Namespace) -> None:
    migrate()
    if not Instance.objects.exists():
        found(Instance.Kind.REAL)
    account = Account.objects.filter(role=Role.ADMINISTRATOR).first()
    if account is None:
        account = make_account(chosen.admin, "Administration", Role.ADMINISTRATOR, actor=system("Einrichtung"))
    print(f"Eingerichtet in {settings.DATA_DIR}.")
    if not account.has_usable_password():
        print(f"Erste Anmeldung von {account.email}, dort wird das Passwort gewählt (72 Stunden gültig):")
        print(f"{settings.BASE_URL}/arbeitsplatz/erste-anmeldung/{first_sign_in_token(account)}/")


def work(chosen: argparse.Namespace) -> None:
    run_forever()


def tick(chosen: argparse.Namespace) -> None:
    _read_bounces()
    forget(timezone.now())
    chasing.remind_all(actor=chasing.CHASING)
    take_stock()
    delivery = send_due(timezone.now())
    editions.renew_edition_texts(actor=editions.KEEPING)
    run_waiting()
    _fetch()
    forget_old(timezone.now())
    intake.forget_old(timezone.now())
    receiving.forget_old(timezone.now())
    print(f"Mails: {delivery.sent} gesendet, {delivery.postponed} aufgeschoben, {delivery.refused} abgewiesen.")


def _fetch() -> None:
    """Fetch what statistics are due, after the mails: an office that answers slowly keeps nobody waiting."""
    tried = fetch_due()
    for one in tried:
        print(f"{one.fetch.dataset}: {one.fetch.label}", file=sys.stderr if one.imported is None else sys.stdout)
    if any(delivery.added for one in tried if one.imported for delivery in one.imported.deliveries):
        take_stock()
        send_due(timezone.now())


def _read_bounces() -> None:
    """A box that cannot be read must not keep the mails from going out."""
    box = settings.OPTIONS["BOUNCE_BOX"]
    if not box:
        return
    try:
        reading = read_box(box, timezone.now())
    except OSError as error:
        print(f"LEITSTAND_BOUNCE_BOX: {error.filename or box}: {error.strerror or error}", file=sys.stderr)
        return
    print(
        f"Rückläufer: {reading.bounced} unzustellbar, {reading.unchanged} ohne Folge, {reading.skipped} übersprungen."
    )


def show_options(chosen: argparse.Namespace) -> None:
    for option in OPTIONS:
        secret = option.name.endswith(SECRET)
        value = "***" if secret and settings.OPTIONS[option.name] else settings.OPTIONS[option.name]
        print(f"{option.variable}={value}\n    {option.help}")
