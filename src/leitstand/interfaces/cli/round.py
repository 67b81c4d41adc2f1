"""``round open|remind|close|freeze|publish|simulate``: the monitoring round from the command line."""

import argparse
import logging
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from leitstand.domain.exchange.synthetic import load_synthetic
from leitstand.domain.reporting.models import Round
from leitstand.domain.reporting.operations import chasing, freezing, rounds
from leitstand.domain.reporting.operations.demonstration import invent_people
from leitstand.domain.reporting.operations.reports import publish_round_reports
from leitstand.domain.reporting.queries.rounds.proposing import propose_round
from leitstand.foundation import clock
from leitstand.foundation.actor import system
from leitstand.foundation.errors import NotFound, RuleBroken
from leitstand.foundation.wording import say_date
from leitstand.interfaces.cli.instance import migrate
from leitstand.outputs.tasks import report_round_soon

ACTOR = system("Befehlszeile")
BEGINS = date(2026, 7, 1)


def register(commands: Any) -> None:
    parser = commands.add_parser("round", help="Monitoring-Runde öffnen, erinnern, schließen, einfrieren, spielen")
    verbs = parser.add_subparsers(required=True, metavar="WAS")
    opening = verbs.add_parser("open", help="die vorgeschlagene Runde öffnen und die Anfragen verschicken")
    opening.add_argument(
        "--without-contact", action="store_true", help="auch mit Maßnahmen, nach denen niemand gefragt wird"
    )
    opening.add_argument("--dry-run", action="store_true", help="nur zeigen, wer gefragt würde")
    opening.set_defaults(command=open_command)
    verbs.add_parser("remind", help="verschicken, was heute fällig ist").set_defaults(command=remind_command)
    closing = verbs.add_parser("close", help="keine Meldungen mehr annehmen")
    closing.add_argument("--reason", default="", help="warum mit Lücken geschlossen wird")
    closing.set_defaults(command=close_command)
    verbs.add_parser("freeze", help="die geprüfte Runde einfrieren").set_defaults(command=freeze_command)
    verbs.add_parser("publish", help="die eingefrorene Runde veröffentlichen").set_defaults(command=publish_command)
    playing = verbs.add_parser("simulate", help="eine ganze Runde mit erfundenen Leuten spielen, in eigener Datenbank")
    playing.add_argument("--contacts", type=int, default=40)
    playing.add_argument("--measures", type=int, default=120)
    playing.add_argument("--seed", type=int, default=1)
    playing.add_argument("--begins", type=date.fromisoformat, default=BEGINS, metavar="JJJJ-MM-TT")
    # Set by the command itself, for the process that plays in the folder made for it.
    playing.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    playing.set_defaults(command=simulate_command)


def _the(*states: str) -> Round:
    found = Round.objects.filter(state__in=states, removed_on=None).order_by("-period_ends").first()
    if found is None:
        words = " oder ".join(Round.State(state).label for state in states)
        raise NotFound(f"Es gibt keine Runde, die {words} ist.")
    return found


def open_command(chosen: argparse.Namespace) -> None:
    proposal = propose_round()
    for one in proposal.people:
        print(f"{one.person.name}, {one.person.institution.name}: {len(one.rows)} Maßnahmen")
    for row in proposal.ownerless:
        print(f"ohne Ansprechperson: {row.entry.title}")
    if chosen.dry_run:
        return
    planned = Round.objects.filter(state=Round.State.PLANNED, removed_on=None).first()
    values = {**asdict(proposal.dates), "title": proposal.title, **proposal.texts}
    this_round = planned or rounds.plan_round(proposal.edition, values, actor=ACTOR)
    rounds.open_round(this_round, proposal, actor=ACTOR, accept_ownerless=chosen.without_contact)
    posted = chasing.remind(this_round, actor=ACTOR)
    print(f"{this_round} ist offen bis {say_date(this_round.deadline)}; {posted} Mails im Postausgang.")


def remind_command(chosen: argparse.Namespace) -> None:
    print(f"{chasing.remind_all(actor=ACTOR)} Mails im Postausgang.")


def close_command(chosen: argparse.Namespace) -> None:
    this_round = _the(Round.State.OPEN)
    rounds.close_round(this_round, actor=ACTOR, gaps_reason=chosen.reason)
    print(f"{this_round} ist geschlossen.")


def freeze_command(chosen: argparse.Namespace) -> None:
    this_round = _the(Round.State.CLOSED, Round.State.IN_REVIEW)
    if this_round.state == Round.State.CLOSED:
        rounds.begin_review(this_round, actor=ACTOR)
    frozen = freezing.freeze_round(this_round, actor=ACTOR)
    print(f"{this_round} ist eingefroren, Prüfsumme {frozen.content_hash}")
    report = report_round_soon(this_round, actor=ACTOR)
    print(f"Der Bericht {report.key} ist bestellt.")


def publish_command(chosen: argparse.Namespace) -> None:
    this_round = _the(Round.State.FROZEN)
    freezing.publish_round(this_round, actor=ACTOR)
    publish_round_reports(this_round, actor=ACTOR)
    print(f"{this_round} ist veröffentlicht.")


def simulate_command(chosen: argparse.Namespace) -> int:
    """Play in a database of its own: what is in this instance is not touched."""
    if chosen.here:
        return _play(chosen)
    with tempfile.TemporaryDirectory(prefix="leitstand-") as folder:
        box = Path(folder) / "box"
        box.mkdir()
        own = {name: value for name, value in os.environ.items() if not name.startswith("LEITSTAND_")}
        own |= {"LEITSTAND_DATA_DIR": folder, "LEITSTAND_BOUNCE_BOX": str(box)}
        numbers = ["--contacts", chosen.contacts, "--measures", chosen.measures, "--seed", chosen.seed]
        command = [sys.executable, "-m", "leitstand", "round", "simulate", "--here", *map(str, numbers)]
        # Our own program with numbers and a date that were read as such.
        return subprocess.run([*command, "--begins", str(chosen.begins)], env=own, check=False).returncode  # noqa: S603 - this very program, with checked dates


def _play(chosen: argparse.Namespace) -> int:
    # What a play needs is of no use to other commands: mail server, pages, forms.
    from leitstand.interfaces.cli.simulation.judging import broken_rules, said
    from leitstand.interfaces.cli.simulation.people import UNREACHED, behaviours
    from leitstand.interfaces.cli.simulation.playing import Play, moment
    from leitstand.interfaces.cli.simulation.post import Post, serving

    # Pages that refuse nonsense are part of the play, not worth a line each.
    logging.getLogger("django.request").setLevel(logging.ERROR)
    migrate()
    if chosen.contacts < 1 or chosen.measures < 1:
        raise RuleBroken("Eine Runde braucht mindestens eine Person und eine Maßnahme.", "empty")
    with clock.at(moment(chosen.begins - timedelta(days=30), 9)):
        load_synthetic(chosen.measures, max(2, chosen.contacts // 2), 1, chosen.seed, actor=ACTOR, all_running=True)
        addresses = [person.email for person in invent_people(chosen.contacts, chosen.seed, actor=ACTOR)]
    people = behaviours(addresses, chosen.seed)
    kinds = {kind: {one for one, own in people.items() if own.kind == kind} for kind in UNREACHED}
    post = Post(Path(settings.OPTIONS["BOUNCE_BOX"]), kinds["refused"], kinds["bounced"])
    play = Play(post, people)
    with serving(post) as address:
        settings.OPTIONS["MAIL_URL"] = address
        this_round = play.run(chosen.begins)
    for line in said(play, this_round):
        print(line)
    wrong = broken_rules(play, this_round)
    for sentence in wrong:
        print(f"Regel gebrochen: {sentence}", file=sys.stderr)
    return 1 if wrong else 0
