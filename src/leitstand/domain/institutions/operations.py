"""Writing accounts: make, change and close them, choose a first password, remember what was seen.

Accounts are no records of the plan, but who could sign in when is part of the history. It keeps
name, role and state of an account, never its address or password.
"""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.db import transaction

from leitstand.domain.institutions.access import require_account_keeper
from leitstand.domain.institutions.models import Account, Institution, Person
from leitstand.domain.institutions.queries import account_of_token
from leitstand.domain.sources import records
from leitstand.foundation.actor import Actor, Role, system
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.history import recording
from leitstand.foundation.instance.kind import is_demonstration

ACCOUNT = "institutions.account"
DEMONSTRATION_PASSWORD = "leitstand-demo"  # noqa: S105 - published on purpose; demonstrations stay on one computer
DEMONSTRATION_ACCOUNTS = (
    (Role.OFFICE, "Demo Geschäftsstelle", "geschaeftsstelle@demo.example"),
    (Role.CONTACT, "Demo Ansprechperson", "ansprechperson@demo.example"),
    (Role.COMMITTEE, "Demo Steuerungskreis", "steuerungskreis@demo.example"),
    (Role.READER, "Demo Lesezugang", "lesezugang@demo.example"),
    (Role.ADMINISTRATOR, "Demo Administration", "administration@demo.example"),
)


def make_account(email: str, name: str, role: Role, person: Person | None = None, *, actor: Actor) -> Account:
    """Make an account whose password is still to be chosen (``first_sign_in_token``).

    Raises ``NotAllowed`` or ``ValidationError`` with messages by field.
    """
    require_account_keeper(actor)
    with transaction.atomic():
        account = Account(email=Account.objects.normalize_email(email).lower(), name=name, role=role, person=person)
        account.set_unusable_password()
        _check(account)
        account.save()
        _record(actor, "create", account, {"name": name, "role": str(role), "person": _plain(person)})
        # What happened before is no news to a new account, nor is its own beginning.
        account.seen_entry = recording.head()[0]
        account.save(update_fields=["seen_entry"])
    return account


def change_account(account: Account, values: Mapping[str, Any], *, actor: Actor) -> None:
    """Change name, address, role, person or ``is_active``. Raises as ``make_account`` does, or ``RuleBroken``."""
    require_account_keeper(actor)
    with transaction.atomic():
        stored = Account.objects.select_for_update().get(pk=account.pk)
        changes = {}
        for name, value in values.items():
            old = getattr(stored, name)
            if old != value:
                changes[name] = ["…", "…"] if name == "email" else [_plain(old), _plain(value)]
                setattr(stored, name, value)
        _check(stored)
        _require_an_administrator(stored)
        if changes:
            stored.save()
            _record(actor, "change", stored, changes)


def _check(account: Account) -> None:
    account.full_clean(exclude=["password"])
    if account.role == Role.CONTACT and account.person is None:
        raise ValidationError({"person": "Eine Ansprechperson braucht eine Person, deren Maßnahmen sie meldet."})


def _require_an_administrator(account: Account) -> None:
    stays = account.role == Role.ADMINISTRATOR and account.is_active
    others = Account.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk=account.pk)
    was = Account.objects.filter(pk=account.pk, role=Role.ADMINISTRATOR, is_active=True).exists()
    if was and not stays and not others.exists():
        raise RuleBroken(
            "Das ist der letzte Zugang der Administration. Bitte zuerst einen anderen einrichten.", "last-administrator"
        )


def _plain(value: Any) -> Any:
    return value.key if isinstance(value, Person) else value


def _record(actor: Actor, verb: str, account: Account, changes: Mapping[str, Any]) -> None:
    recording.record(actor, [recording.Draft(f"{ACCOUNT}.{verb}", ACCOUNT, str(account.pk), account.name, changes)])


def first_sign_in_token(account: Account) -> str:
    """A token with which the person behind the account chooses a password, once, within three days."""
    return f"{account.pk}-{default_token_generator.make_token(account)}"


def choose_password(token: str, password: str) -> Account:
    """Set the password of the account a token was made for. Raises ``NotFound`` or ``ValidationError``."""
    account = account_of_token(token)
    validate_password(password, account)
    account.set_password(password)
    account.save(update_fields=["password"])
    return account


def mark_seen(account: Account, number: int) -> None:
    """Remember that the account has seen the history up to entry ``number``."""
    Account.objects.filter(pk=account.pk, seen_entry__lt=number).update(seen_entry=number)


def make_demonstration_accounts() -> list[Account]:
    """Five accounts, one for each role, with the published password; those that exist stay.

    Raises ``RuleBroken`` anywhere but in a demonstration.
    """
    if not is_demonstration():
        raise RuleBroken("Demonstrationszugänge gibt es nur in einer Demonstration.", "demonstration-only")
    actor = system("Demonstration")
    made = []
    with transaction.atomic():
        for role, name, email in DEMONSTRATION_ACCOUNTS:
            if Account.objects.filter(email=email).exists():
                continue
            person = _demonstration_person(name, email, actor) if role == Role.CONTACT else None
            account = make_account(email, name, role, person, actor=actor)
            account.set_password(DEMONSTRATION_PASSWORD)
            account.save(update_fields=["password"])
            made.append(account)
    return made


def _demonstration_person(name: str, email: str, actor: Actor) -> Person:
    institution = Institution(
        key="demo-institution", name="Demo Institution", note="Beispiel der Demonstration, keine wirkliche Institution."
    )
    records.add(institution, actor=actor)
    person = Person(key="demo-ansprechperson", name=name, institution=institution, position="Beispiel", email=email)
    records.add(person, actor=actor)
    return person
