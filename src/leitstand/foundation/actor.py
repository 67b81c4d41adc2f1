"""Who acts: a person with a role, the holder of a personal link, the public, or the system itself.

Operations and queries take an ``Actor`` and never an HTTP request, so that the desk, the command
line, the API and a scheduled job go through the same access rules.
"""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a signed-in person does here; ``access.py`` of each folder says what that allows."""

    ADMINISTRATOR = "administrator"
    OFFICE = "office"
    CONTACT = "contact"
    COMMITTEE = "committee"
    READER = "reader"


@dataclass(frozen=True)
class Actor:
    """Someone who acts.

    ``kind`` is ``account``, ``link``, ``public`` or ``system``; ``name`` is what the history
    keeps; ``person_id`` is the contact person behind the account, if there is one.
    """

    kind: str
    name: str
    ident: str = ""
    role: Role | None = None
    person_id: int | None = None

    def has(self, *roles: Role) -> bool:
        return self.role in roles

    @property
    def is_system(self) -> bool:
        return self.kind == "system"

    @property
    def is_staff(self) -> bool:
        """May see what is not public: everyone who is signed in, and the system."""
        return self.is_system or self.role is not None

    @property
    def keeps_the_plan(self) -> bool:
        """Administrator, office and the system write the plan; everyone else reads or reports."""
        return self.is_system or self.has(Role.ADMINISTRATOR, Role.OFFICE)


PUBLIC = Actor(kind="public", name="Öffentlichkeit")


def system(what: str) -> Actor:
    """The system acting by itself, e.g. ``system("Import des Planpakets")``."""
    return Actor(kind="system", name=what)
