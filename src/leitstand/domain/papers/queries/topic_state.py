"""How far the assignment to topics is: what pages go by that show it while it goes on in the background."""

from django.db.models import Max

from leitstand.domain.papers.models import TopicScore


def assignment_state() -> str:
    """Another text after each text whose passages were judged, long before the run is in the history; one statement."""
    return str(TopicScore.objects.aggregate(last=Max("pk"))["last"] or 0)
