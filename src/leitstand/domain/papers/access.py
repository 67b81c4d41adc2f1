"""Who may do what with papers: office, administrator and the system write, whoever is signed in reads.

The public reads the catalogue, demands of the catalogue, answers that the office made public, the quotations from
which something visible was adopted, and single passages of papers that have appeared, which its search finds; never a
file, a whole text, a mark or note, an answer not yet public, or an edition that is not published.
"""

from collections.abc import Iterable

from leitstand.domain.papers.models import Mark
from leitstand.domain.sources.access import may_keep, require_keeper, require_staff
from leitstand.foundation.actor import Actor

__all__ = ["may_keep", "own_mark", "require_keeper", "require_staff"]


def own_mark(marks: Iterable[Mark], actor: Actor) -> Mark | None:
    """The mark of a passage that the actor may change: their account's, else one that has their name only."""
    found = [one for one in marks if _owner(one) in (("account", actor.ident), ("name", actor.name))]
    return max(found, key=lambda one: bool(one.account), default=None)


def _owner(mark: Mark) -> tuple[str, str]:
    return ("account", mark.account) if mark.account else ("name", mark.author)
