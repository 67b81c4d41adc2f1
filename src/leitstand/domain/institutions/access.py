"""Who may do what with institutions, persons and accounts.

Institutions and persons are kept like the plan (``sources.access``). Accounts belong to the
administrator alone: whoever gives roles could give any to themselves.
"""

from leitstand.foundation.actor import Actor, Role
from leitstand.foundation.errors import NotAllowed


def may_keep_accounts(actor: Actor) -> bool:
    """May make, change and close accounts."""
    return actor.is_system or actor.has(Role.ADMINISTRATOR)


def require_account_keeper(actor: Actor) -> None:
    """Raise ``NotAllowed`` unless the actor may keep accounts."""
    if not may_keep_accounts(actor):
        raise NotAllowed("Zugänge verwaltet die Administration. Ihr Zugang erlaubt das nicht.", "accounts")
