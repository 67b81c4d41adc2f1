"""Asking and saying what this installation is."""

from django.core.cache import cache

from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.instance.models import Instance


def is_demonstration() -> bool:
    """True if this is a demonstration. The answer never changes, so it is asked once a process."""
    known = cache.get("instance-kind")
    if known is None:
        known = Instance.objects.values_list("kind", flat=True).first()
        if known:
            cache.set("instance-kind", known, None)
    return known == Instance.Kind.DEMONSTRATION


def found(kind: str) -> bool:
    """Say what this installation is. Returns False if it already is that.

    Raises ``RuleBroken`` if it is something else: a real instance never becomes a demonstration.
    """
    existing = Instance.objects.first()
    if existing is None:
        Instance.objects.create(kind=kind)
        return True
    if existing.kind != kind:
        raise RuleBroken(
            f"Diese Instanz ist bereits eingerichtet ({existing.get_kind_display()}). "
            "Wählen Sie mit LEITSTAND_DATA_DIR einen anderen Ordner.",
            "instance-kind",
        )
    return False
