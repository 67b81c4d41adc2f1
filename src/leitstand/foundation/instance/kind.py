"""Asking and saying what this installation is."""

from django.core.cache import cache

from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.instance.models import Instance

_ANSWER = "instance-kind"


def is_demonstration() -> bool:
    """True if this is a demonstration. Asked once a process: the answer changes only before first use."""
    known = cache.get(_ANSWER)
    if known is None:
        known = Instance.objects.values_list("kind", flat=True).first()
        if known:
            cache.set(_ANSWER, known, None)
    return bool(known == Instance.Kind.DEMONSTRATION)


def found(kind: str, *, unused: bool = False) -> bool:
    """Say what this installation is. Returns False if it already is that.

    An installation that is ``unused`` (no plan, nobody ever signed in) may still become something
    else. Otherwise raises ``RuleBroken``: a real instance never becomes a demonstration.
    """
    existing = Instance.objects.first()
    if existing is not None and existing.kind == kind:
        return False
    if existing is not None and not unused:
        raise RuleBroken(
            f"Diese Instanz ist bereits eingerichtet ({existing.get_kind_display()}). "
            "Wählen Sie mit LEITSTAND_DATA_DIR einen anderen Ordner.",
            "instance-kind",
        )
    this = existing or Instance()
    this.kind = kind
    this.save()
    cache.delete(_ANSWER)
    return True
