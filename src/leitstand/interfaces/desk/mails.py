"""Which mails of the outbox someone may read.

A mail about a sign-in holds a link that opens the account. Whoever could read it could be anyone;
so only those who keep the accounts see such mails.
"""

from django.db.models import QuerySet

from leitstand.domain.institutions.access import may_keep_accounts
from leitstand.domain.plans.access import require_keeper
from leitstand.foundation.actor import Actor
from leitstand.foundation.mail.models import Message

SIGN_IN = "anmeldung:"


def readable_mails(actor: Actor) -> QuerySet[Message]:
    """The mails the actor may read, newest first. Raises ``NotAllowed``."""
    require_keeper(actor)
    found = Message.objects.all()
    return found if may_keep_accounts(actor) else found.exclude(occasion__startswith=SIGN_IN)
