"""From a request to the actor behind it."""

from django.http import HttpRequest

from leitstand.domain.institutions.models import Account
from leitstand.foundation.actor import PUBLIC, Actor, Role


def actor_for(account: Account) -> Actor:
    """The actor that a sign-in stands for."""
    return Actor("account", account.name or account.email, str(account.pk), Role(account.role), account.person_id)


def actor_of(request: HttpRequest) -> Actor:
    """Who asks: the signed-in account, or the public."""
    user = request.user
    return actor_for(user) if isinstance(user, Account) and user.is_active else PUBLIC
