"""Who may see and do what in the plan.

=============  ==========================================================================
role           may
=============  ==========================================================================
administrator  everything, and keeps the accounts
office         writes the plan and everything about it
contact        reads everything; adds statuses, money and reached milestones of own measures
committee      reads everything
reader         reads everything
public         reads published editions, without persons' addresses and internal notes
=============  ==========================================================================
"""

from leitstand.domain.plans.models import Measure
from leitstand.domain.sources.access import may_keep, require_keeper, require_staff
from leitstand.foundation.actor import Actor, Role
from leitstand.foundation.errors import NotAllowed

__all__ = ["may_keep", "may_report", "may_see_drafts", "require_keeper", "require_reporter", "require_staff"]


def may_see_drafts(actor: Actor) -> bool:
    """May see editions that are not published, persons' addresses and internal notes."""
    return actor.is_staff


def may_report(actor: Actor, measure: Measure) -> bool:
    """May add facts about a measure: keepers, and its contact or deputy."""
    if actor.keeps_the_plan:
        return True
    own = {measure.contact_id, measure.deputy_id} - {None}
    return actor.has(Role.CONTACT) and actor.person_id in own


def require_reporter(actor: Actor, measure: Measure) -> None:
    """Raise ``NotAllowed`` unless the actor may add facts about the measure."""
    if not may_report(actor, measure):
        raise NotAllowed(
            "Zu dieser Maßnahme melden die Ansprechperson, die Vertretung und die Geschäftsstelle.", "reporter"
        )
