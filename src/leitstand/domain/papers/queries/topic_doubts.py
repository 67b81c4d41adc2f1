"""What the office looks at to make the rule better: a topic's description, and passages it was not sure of."""

from dataclasses import dataclass

from django.db.models import Prefetch

from leitstand.domain.papers.access import require_keeper
from leitstand.domain.papers.models import Passage, TopicCorrection, TopicDescription, TopicScore
from leitstand.domain.papers.queries.topic_passages import Quote, latest_texts, quote_of, to_quote
from leitstand.domain.papers.queries.topic_texts import described
from leitstand.domain.plans.models import ActionField, Edition, Resolution, Topic
from leitstand.foundation import clock
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import NotFound
from leitstand.foundation.history.reading import current

SHOWN = 12


@dataclass(frozen=True, slots=True)
class Doubts:
    """``own`` if the office wrote the description; ``assigned`` passages count now; ``doubtful`` the nearest others."""

    topic: Topic
    description: str
    own: bool
    assigned: int
    doubtful: tuple[Quote, ...]


def doubts(topic_key: str, *, actor: Actor) -> Doubts:
    """A fixed number of statements. Raises ``NotAllowed``, ``NotFound``."""
    require_keeper(actor)
    topic = current(Topic).select_related("field__edition").filter(key=topic_key).first()
    if topic is None:
        raise NotFound(f"Ein Thema mit dem Kennzeichen „{topic_key}“ gibt es nicht.", "topic")
    own = TopicDescription.objects.filter(topic=topic, removed_on=None).values_list("text", flat=True).first()
    texts = latest_texts(clock.today())
    scores = TopicScore.objects.filter(topic=topic, passage__fulltext__in=list(texts))
    said = dict(current(TopicCorrection).filter(topic=topic).order_by("pk").values_list("passage", "fits"))
    assigned = set(scores.filter(assigned=True).values_list("passage", flat=True))
    assigned = {one for one in assigned if said.get(one, True)} | {one for one, fits in said.items() if fits}
    nearest = scores.filter(rank=1, assigned=False).exclude(passage__in=list(said)).order_by("-score", "passage")
    near = list(nearest.values_list("passage", "score")[:SHOWN])
    passages = to_quote(Passage.objects.all()).in_bulk([number for number, _score in near])
    quotes = tuple(quote_of(passages[number], texts, score) for number, score in near)
    return Doubts(topic, own or described(topic), bool(own), len(assigned), quotes)


def editions_open_to_topics() -> list[Edition]:
    """Drafts that are neither adopted nor public, with their fields: where a theme may become a topic."""
    adopted = current(Resolution).filter(kind=Resolution.Kind.ADOPTS).values("edition")
    drafts = current(Edition).filter(published=False).exclude(pk__in=adopted).order_by("position", "key")
    return list(drafts.prefetch_related(Prefetch("fields", current(ActionField).order_by("position", "key"))))


def theme_quotes(numbers: list[int], *, actor: Actor) -> tuple[Quote, ...]:
    """Passages of papers by their numbers, in this order; unknown ones are left out. Raises ``NotAllowed``."""
    require_keeper(actor)
    texts = latest_texts(clock.today())
    found = to_quote(Passage.objects.filter(fulltext__in=list(texts))).in_bulk(numbers)
    return tuple(quote_of(found[number], texts, 0.0) for number in dict.fromkeys(numbers) if number in found)
