"""The one place where values enter a series: the same check for desk, import, deliveries and rounds.

``add``, ``change``, ``remove`` and ``restore`` are the verbs of ``sources.records`` with this check. Doors that write
many at once call ``require_joinable`` before they write.
"""

from collections.abc import Collection, Mapping, Sequence
from copy import copy
from typing import Any

from django.db import transaction

from leitstand.domain.indicators.models import Indicator, Observation
from leitstand.domain.indicators.rules.joining import BREAKS, UNIT, Fault, Measure, faults, same_definition, same_unit
from leitstand.domain.sources import records
from leitstand.domain.sources.access import require_keeper
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.history import recording
from leitstand.foundation.history.recorded import Recorded


def measure_of(indicator: Indicator) -> Measure:
    return Measure(indicator.unit, indicator.definition)


def kept_values(indicator: Indicator) -> list[Observation]:
    """The indicator's values that are not removed, in the order in which they came."""
    return list(Observation._default_manager.filter(indicator=indicator, removed_on=None).order_by("pk"))


def require_joinable(
    indicator: Indicator, new: Sequence[Observation] = (), *, without: Collection[str] = (), replaced: bool = False
) -> None:
    """Raise ``RuleBroken`` (``unit``, ``definition``, ``breaks``) if values would silently be joined to others.

    ``without`` are keys of values that go; with ``replaced`` a new value takes the place of the one with its key.
    """
    before = kept_values(indicator)
    gone = {*without, *(one.key for one in new)} if replaced else set(without)
    after = [*(one for one in before if one.key not in gone), *new]
    for fault in faults(before, after, measure_of(indicator)):
        own = next((one.unit for one in after if one.key == fault.key), "")
        raise RuleBroken(" ".join(sentence(fault, str(indicator), indicator.unit, own)), fault.kind)


def sentence(fault: Fault, title: str, unit: str, own: str = "") -> tuple[str, str]:
    """What is wrong and what to do, in German."""
    if fault.kind == UNIT:
        return (
            f"Der Wert für {fault.period} hat die Einheit „{own}“, die Reihe „{title}“ hat „{unit}“.",
            "Bitte den Wert umrechnen oder einen eigenen Indikator anlegen.",
        )
    if fault.kind == BREAKS:
        return (
            f"In der Reihe „{title}“ ist für {fault.period} ein Bruch vermerkt; ohne ihn würden Werte ab "
            f"{fault.period} mit denen bis {fault.before} verbunden.",
            "Bitte den Bruch beim neuen Wert (sonst beim nächsten) kennzeichnen.",
        )
    return (
        f"In der Reihe „{title}“ ist der Wert für {fault.period} anders abgegrenzt als der für {fault.before}.",
        f"Bitte beim Wert für {fault.period} den Bruch kennzeichnen; frühere Werte gehen dann nicht in Bewertung und "
        "Aussicht ein.",
    )


def require_same_measure(stored: Indicator, unit: str, definition: str, reason: str) -> None:
    """Raise ``RuleBroken`` if values on record would come to mean something else.

    Another unit is refused. Another definition needs a reason: that only its wording is better.
    """
    values = Observation._default_manager.filter(indicator=stored, removed_on=None)
    if not same_unit(stored.unit, unit) and values.filter(unit="").exists():
        raise RuleBroken(UNIT_KEPT.format(title=stored, unit=stored.unit), "unit")
    redefined = not same_definition(stored.definition, definition)
    if redefined and not reason.strip() and values.filter(definition="").exists():
        raise RuleBroken(REDEFINED.format(title=stored), "redefined")


UNIT_KEPT = (
    "Zu „{title}“ gibt es Werte in „{unit}“; mit einer anderen Einheit würden sie falsch. Bitte die Einheit lassen "
    "oder einen eigenen Indikator anlegen."
)
REDEFINED = (
    "Zu „{title}“ gibt es Werte, für die die bisherige Definition gilt. Gilt die neue nur für neue Werte, bitte sie "
    "dort als Abgrenzung angeben und den Bruch kennzeichnen. Ist nur der Wortlaut besser geworden, bitte eine "
    "Begründung angeben."
)


def add(obj: Recorded, related: records.Related | None = None, *, actor: Actor, reason: str = "") -> Recorded:
    """``records.add``; a value must also fit its series. Raises ``RuleBroken`` besides."""
    require_keeper(actor)
    with transaction.atomic():
        recording.hold()
        if isinstance(obj, Observation):
            records.check_new(obj)
            require_joinable(obj.indicator, [obj])
        return records.add(obj, related, actor=actor, reason=reason)


def change(obj: Recorded, values: Mapping[str, Any], *, actor: Actor, reason: str = "") -> dict[str, Any]:
    """``records.change``; values must still fit their series, and mean what they meant."""
    require_keeper(actor)
    with transaction.atomic():
        recording.hold()
        wanted = records.planned(obj, values).wanted
        if isinstance(wanted, Observation):
            require_joinable(wanted.indicator, [wanted], replaced=True)
        elif isinstance(wanted, Indicator):
            require_same_measure(Indicator.objects.get(pk=wanted.pk), wanted.unit, wanted.definition, reason)
        return records.change(obj, values, actor=actor, reason=reason)


def remove(obj: Recorded, *, actor: Actor, reason: str = "") -> None:
    """``records.remove``; with a value its break must not be lost."""
    require_keeper(actor)
    with transaction.atomic():
        recording.hold()
        if isinstance(obj, Observation):
            require_joinable(obj.indicator, without=[obj.key])
        records.remove(obj, actor=actor, reason=reason)


def restore(obj: Recorded, *, actor: Actor, reason: str = "") -> None:
    """``records.restore``; a value must fit the series as it is now."""
    require_keeper(actor)
    with transaction.atomic():
        recording.hold()
        if isinstance(obj, Observation):
            back = copy(obj)
            back.removed_on = None
            require_joinable(obj.indicator, [back])
        records.restore(obj, actor=actor, reason=reason)
