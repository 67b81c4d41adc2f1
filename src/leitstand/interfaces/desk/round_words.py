"""What the pages of rounds call things: steps of the ladder, warnings, reasons, filters."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

STEPS: Mapping[str, Any] = {
    "opening": _("Anfrage"),
    "reminder": _("Erinnerung"),
    "deputy": _("Frage an die Vertretung"),
    "three_days": _("Erinnerung kurz vor der Frist"),
    "last_day": _("Erinnerung am letzten Tag"),
    "escalation": _("Schreiben an die Leitung"),
}
MAIL_STATES: Mapping[str, Any] = {
    "waiting": _("wartet auf Versand"),
    "sent": _("gesendet"),
    "refused": _("abgewiesen"),
    "bounced": _("unzustellbar"),
    "": _("kein Versand"),
}
WARNINGS: Mapping[str, Any] = {
    "no_email": _("keine E-Mail-Adresse"),
    "no_deputy": _("keine Vertretung"),
    "bounced": _("letzte Mail kam zurück"),
    "silent": _("hat in der letzten Runde nicht gemeldet"),
    "new": _("zum ersten Mal gefragt"),
}
FLAGS: Mapping[str, Any] = {
    "disowned": _("laut Meldung nicht mehr zuständig"),
    "no_contact": _("keine Ansprechperson"),
    "gone": _("Ansprechperson ist nicht mehr da"),
    "no_email": _("keine E-Mail-Adresse"),
    "bounced": _("Mails kommen zurück"),
    "silent": _("zwei Runden ohne Meldung"),
    "no_deputy": _("keine Vertretung"),
}
SUCCESSORS: Mapping[str, Any] = {
    "named": _("in der Meldung genannt"),
    "deputy": _("bisher Vertretung"),
    "head": _("leitet die federführende Institution"),
    "colleague": _("aus der federführenden Institution"),
}
COCKPIT_FILTERS: Mapping[str, Any] = {
    "": _("Alle"),
    "offen": _("noch offen"),
    "unerreicht": _("nicht erreicht"),
    "zeit": _("möchte Zeit"),
    "hilfe": _("braucht Hilfe"),
    "abgegeben": _("nicht mehr zuständig"),
}
REVIEW_FILTERS: Mapping[str, tuple[str, Any]] = {
    "": ("waiting", _("zu prüfen")),
    "abweichend": ("differing", _("Einschätzungen weichen ab")),
    "unveraendert": ("alike", _("unverändert und einig")),
    "zurueckgegeben": ("returned", _("zurückgegeben")),
    "freigegeben": ("approved", _("freigegeben")),
    "fehlt": ("missing", _("ohne Meldung")),
}
