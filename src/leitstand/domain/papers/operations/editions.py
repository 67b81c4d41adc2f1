"""Our own editions as texts, so that one question searches them beside everyone else's papers.

A published edition's own words (what it wants, its topics, the titles and promises of its measures) make one
page for each field and topic. When they change, a new text takes the place of the old one, which stays for
the quotations taken from it. That happens by itself: after every change of a plan by a job, and with each tick.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from leitstand.domain.papers.access import require_keeper
from leitstand.domain.papers.models import Fulltext
from leitstand.domain.papers.operations.embedding import embed_soon
from leitstand.domain.papers.operations.indexing import index_fulltext, locked_index
from leitstand.domain.papers.operations.keeping import checksum, write_text
from leitstand.domain.papers.reading import Guess, ReadText
from leitstand.domain.papers.rules.layout import Piece, compose
from leitstand.domain.plans.models import ActionField, Edition, Goal, MeasureEntry, Topic
from leitstand.foundation.actor import Actor, system
from leitstand.foundation.history.keys import new_key
from leitstand.foundation.history.writing import Row, create, remove

READER = "edition/1"
KEEPING = system("Durchsuchbare Fassungen")


def renew_soon() -> None:
    """Have the texts brought up to date once the present transaction is committed."""
    transaction.on_commit(_ask_once)


def _ask_once() -> None:
    """A job that still waits will see this change too."""
    waiting = DBTaskResult.objects.filter(task_path=renew_in_background.module_path, status=TaskResultStatus.READY)
    if not waiting.exists():
        renew_in_background.enqueue()


@task()
def renew_in_background() -> None:
    renew_edition_texts(actor=KEEPING)


def renew_edition_texts(*, actor: Actor) -> list[Fulltext]:
    """Bring the texts of all editions up to date; returns those that were made. Raises ``NotAllowed``.

    The text of an edition that is no longer published is removed.
    """
    require_keeper(actor)
    made = []
    with transaction.atomic():
        locked_index()
        hidden = Fulltext.objects.filter(removed_on=None, edition__isnull=False).exclude(edition__in=_published())
        for fulltext in hidden:
            remove(actor, fulltext, reason="Fassung nicht mehr öffentlich")
        for edition in _published():
            fresh = _renewed(edition, actor)
            made += [fresh] if fresh else []
    return made


def _published() -> list[Edition]:
    return list(Edition.objects.filter(published=True, removed_on=None))


def _renewed(edition: Edition, actor: Actor) -> Fulltext | None:
    found = edition_text(edition)
    sha256 = checksum(found)
    before = Fulltext.objects.filter(edition=edition, removed_on=None).first()
    if not found.passages or (before and before.content_sha256 == sha256):
        return None
    if before:
        remove(actor, before, reason="durch den neuen Wortlaut der Fassung ersetzt")
    fulltext = Fulltext(
        key=new_key(Fulltext, edition.key, "text-"), edition=edition, media=found.media, reader=found.reader,
        page_count=len(found.pages), passage_count=len(found.passages), content_sha256=sha256,
    )  # fmt: skip
    create(actor, [Row(fulltext)])
    write_text(fulltext, found)
    index_fulltext(fulltext)
    embed_soon()
    return fulltext


def edition_text(edition: Edition) -> ReadText:
    """Pages and passages of what the edition says now."""
    goals, entries = _goals(edition), _entries(edition)
    sheets = [[_heading(edition.title, 1), *_paragraphs(edition.overall_goal, edition.summary), *goals[edition]]]
    for field in edition.fields.filter(removed_on=None).order_by("position", "key"):
        sheets.append([_heading(field.title, 2), *_paragraphs(field.summary), *goals[field], *entries[field]])
        for topic in field.topics.filter(removed_on=None).order_by("position", "key"):
            sheets.append([_heading(topic.title, 3), *_paragraphs(topic.summary), *goals[topic], *entries[topic]])
    sheets.append([*entries[edition]])
    filled = [sheet for sheet in sheets if sheet]
    pages, passages = compose((number, "text", 0.0, 0.0, pieces) for number, pieces in enumerate(filled, start=1))
    return ReadText(Fulltext.Media.PLAN, READER, pages, passages, Guess())


def _goals(edition: Edition) -> dict[Edition | ActionField | Topic, list[Piece]]:
    """Goals by the topic, field or edition that wants them."""
    found: dict[Edition | ActionField | Topic, list[Piece]] = defaultdict(list)
    for goal in Goal.objects.filter(edition=edition, removed_on=None).select_related("field", "topic"):
        found[goal.topic or goal.field or edition].append(Piece("item", goal.text))
    return found


def _entries(edition: Edition) -> dict[Edition | ActionField | Topic, list[Piece]]:
    """Measures by topic, field or edition: the title as a heading, what was promised below it."""
    found: dict[Edition | ActionField | Topic, list[Piece]] = defaultdict(list)
    entries = MeasureEntry.objects.filter(edition=edition, removed_on=None, measure__removed_on=None)
    for entry in entries.select_related("field", "topic").order_by("position", "key"):
        found[entry.topic or entry.field or edition] += [_heading(entry.title, 4), *_paragraphs(entry.promise)]
    return found


def _heading(text: str, level: int) -> Piece:
    return Piece("heading", text, level)


def _paragraphs(*texts: str) -> Iterable[Piece]:
    """One piece for each paragraph, so that a quotation is no longer than it has to be."""
    return [Piece("paragraph", part.strip()) for text in texts for part in text.split("\n\n") if part.strip()]
