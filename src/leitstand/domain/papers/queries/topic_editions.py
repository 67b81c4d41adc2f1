"""Which edition's topics papers are held against."""

from django.db.models import Count, Q

from leitstand.domain.plans.models import Edition
from leitstand.foundation.errors import NotFound


def editions_with_topics() -> list[Edition]:
    """Editions that are divided into topics, in their order."""
    living = Q(fields__removed_on=None, fields__topics__removed_on=None, fields__topics__isnull=False)
    counted = Edition.objects.filter(removed_on=None).annotate(topic_count=Count("fields__topics", filter=living))
    return list(counted.filter(topic_count__gt=0).order_by("position", "key"))


def edition_for_topics(key: str = "", *, drafts: bool = True) -> Edition:
    """The edition ``key``; without a key the one that is divided most finely, of several the latest.

    ``drafts``: whether editions that are not published count. Raises ``NotFound``.
    """
    known = [one for one in editions_with_topics() if drafts or one.published]
    if key:
        chosen = next((one for one in known if one.key == key), None)
    else:
        # The query adds the count to each row.
        chosen = max(known, key=lambda one: (one.topic_count, one.position), default=None)  # type: ignore[attr-defined]  # counted by the query
    if chosen is None:
        raise NotFound(
            f"Eine Fassung „{key}“ mit Themen gibt es nicht." if key else "Keine Fassung ist in Themen gegliedert.",
            "edition",
        )
    return chosen
