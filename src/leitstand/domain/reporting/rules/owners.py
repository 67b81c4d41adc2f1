"""Asking those who were charged with a decision, beside those who report (rule owners/1).

A round asks the contact of a measure what became of the committee's decision. If someone else was charged with it,
that person gets a link to the same form as well:

1. in a mail that the ladder sends them anyway, so that it costs none of their three;
2. otherwise in one mail of its own, on a working day, if they are asked nothing else in this round and have had
   fewer than two mails. The third stays for what the ladder may want of them.

Each is written to once about a request, and not at all once its measure is reported on.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from leitstand.domain.reporting.rules.ladder import MOST_BEFORE_THE_REMINDER, Mail

RULE = "owners/1"


@dataclass(frozen=True, slots=True)
class Charge:
    """Someone to be asked about another one's request; ``step`` names it, once for each person and request."""

    person_key: str
    request_key: str
    step: str


def with_owners(
    mails: Sequence[Mail],
    charges: Sequence[Charge],
    *,
    mailed: Mapping[str, int],
    not_alone: Collection[str],
) -> list[Mail]:
    """The mails of a working day with what the charged are asked added, ordered by person.

    ``not_alone`` are those who get no mail of its own: they are asked by the ladder, had one today, or cannot be
    reached.
    """
    waiting: dict[str, list[Charge]] = {}
    for charge in charges:
        waiting.setdefault(charge.person_key, []).append(charge)
    found = {mail.person_key: _joined(mail, waiting.pop(mail.person_key, [])) for mail in mails}
    for person, own in waiting.items():
        if person not in not_alone and mailed.get(person, 0) < MOST_BEFORE_THE_REMINDER:
            found[person] = _joined(Mail(person, ()), own)
    return [found[person] for person in sorted(found)]


def _joined(mail: Mail, charges: Sequence[Charge]) -> Mail:
    told = {request for request, _step in mail.steps}
    more = tuple((charge.request_key, charge.step) for charge in charges if charge.request_key not in told)
    return Mail(mail.person_key, (*mail.steps, *more))
