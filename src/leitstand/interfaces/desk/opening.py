"""The two lists of the desk's first page, rendered, and kept until something that they show moves.

What waits for someone and what others changed follow from the history, the day, the language and the
account. Two things are written without the history: the fates of mails, and uploads that were read.
They are asked anew on each visit and are part of the name under which the lists are kept.
"""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from leitstand.domain.indicators.operations import ASSESSING
from leitstand.domain.institutions.models import Account
from leitstand.domain.papers.models import Received
from leitstand.domain.reporting.queries import situation
from leitstand.domain.reporting.queries.waiting import of_person
from leitstand.foundation import clock
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import NotFound
from leitstand.foundation.history import recording
from leitstand.foundation.instance.kind import is_demonstration
from leitstand.foundation.mail.models import Message
from leitstand.interfaces.desk.round_tasks import round_tasks
from leitstand.interfaces.desk.telling import tell
from leitstand.interfaces.desk.waiting import Task, tasks_for

NEWS = 12
KEPT_SECONDS = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Opening:
    """``tasks`` and ``news`` are HTML; ``news`` shows the first ``news_shown`` of ``news_count`` changes.

    ``has_plan`` is false before there is one; ``unassigned``: a contact to whom no measure belongs.
    """

    has_plan: bool
    unassigned: bool
    tasks: SafeString
    news: SafeString
    news_count: int
    news_shown: int
    head: int


def opening_of(account: Account, actor: Actor) -> Opening:
    """What the first page shows this account today. Three statements if it is kept."""
    head, head_hash = recording.head()
    parts = (
        head_hash, clock.today(), get_language(), account.pk, account.role, account.seen_entry,
        is_demonstration(), _beside_the_history(),
    )  # fmt: skip
    name = "opening:" + hashlib.sha256(repr(parts).encode()).hexdigest()
    return _kept(name, lambda: _made(account, actor, clock.today(), head))


def _kept(name: str, make: Callable[[], Opening]) -> Opening:
    found = cache.get(name)
    if isinstance(found, Opening):
        return found
    made = make()
    cache.set(name, made, KEPT_SECONDS)
    return made


def _beside_the_history() -> tuple[object, ...]:
    """What the lists show and no entry of the history tells: mails that wait or did not arrive, and read uploads."""
    mails = Message.objects.exclude(state=Message.State.SENT).order_by("pk").values_list("pk", "state", "to")
    uploads = Received.objects.filter(state=Received.State.READ).order_by("pk").values_list("pk", flat=True)
    return tuple(mails), tuple(uploads)


def _made(account: Account, actor: Actor, today: date, head: int) -> Opening:
    tasks: list[Task] | None = None
    unassigned = False
    with suppress(NotFound):
        seen = situation(today, actor=actor)
        tasks = [*round_tasks(account, actor), *tasks_for(account, actor, seen)]
        unassigned = account.person is not None and not of_person(seen, account.person.key)
    others = recording.all_entries().exclude(actor_name__in=(actor.name, ASSESSING.name))
    news = others.filter(number__gt=account.seen_entry)
    told = tell(news[:NEWS], get_language() or "de")
    return Opening(
        has_plan=tasks is not None,
        unassigned=unassigned,
        tasks=_drawn("tasks", tasks=tasks) if tasks else SafeString(),
        news=_drawn("changes", entries=told, with_subject=True) if told else SafeString(),
        news_count=news.count() if len(told) == NEWS else len(told),
        news_shown=len(told),
        head=head,
    )


def _drawn(part: str, **context: object) -> SafeString:
    return render_to_string(f"desk/parts/{part}.html", context)
