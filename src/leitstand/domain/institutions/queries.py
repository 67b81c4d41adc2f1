"""Reading accounts: all of them for their keeper, and the one behind a first-sign-in token."""

from django.contrib.auth.tokens import default_token_generator
from django.db import models

from leitstand.domain.institutions.access import require_account_keeper
from leitstand.domain.institutions.models import Account
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import NotFound


def accounts(*, actor: Actor) -> models.QuerySet[Account]:
    """All accounts with their persons, active ones first. Raises ``NotAllowed``."""
    require_account_keeper(actor)
    return Account.objects.select_related("person__institution").order_by("-is_active", "email")


def account(ident: int, *, actor: Actor) -> Account:
    """One account. Raises ``NotAllowed`` or ``NotFound``."""
    found = accounts(actor=actor).filter(pk=ident).first()
    if found is None:
        raise NotFound("Diesen Zugang gibt es nicht.")
    return found


def account_of_token(token: str) -> Account:
    """The active account a first-sign-in token was made for, while it is valid. Raises ``NotFound``.

    A token dies with its first use, because it depends on the password, and after three days.
    """
    ident, _, secret = token.partition("-")
    found = Account.objects.filter(pk=int(ident), is_active=True).first() if ident.isdecimal() else None
    if found is None or not default_token_generator.check_token(found, secret):
        raise NotFound("Dieser Link gilt nicht mehr. Bitte lassen Sie sich von der Administration einen neuen geben.")
    return found
