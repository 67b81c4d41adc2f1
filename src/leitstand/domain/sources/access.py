"""Who may write what the office keeps: sources, institutions, the plan, indicators, papers.

Everyone who is signed in reads everything; administrator, office and the system write. Folders with
finer rules (a contact's own measures, accounts) have them in their own ``access``.
"""

from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import NotAllowed


def may_keep(actor: Actor) -> bool:
    """May write the plan and everything about it."""
    return actor.keeps_the_plan


def require_keeper(actor: Actor) -> None:
    """Raise ``NotAllowed`` unless the actor may write the plan."""
    if not may_keep(actor):
        raise NotAllowed("Den Plan ändert die Geschäftsstelle. Ihr Zugang erlaubt das nicht.", "keeper")


def require_staff(actor: Actor) -> None:
    """Raise ``NotAllowed`` for the public."""
    if not actor.is_staff:
        raise NotAllowed("Bitte melden Sie sich an.", "staff")
