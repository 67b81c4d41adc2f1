"""Reading ``?as_of=DATE``: every page and every API answer can be asked as of a day."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.foundation.calendar import PartialDate
from leitstand.foundation.errors import RuleBroken


def as_of(request: HttpRequest) -> date:
    """The day asked about; today without one. ``2013`` means the end of 2013.

    Raises ``RuleBroken`` for what is no date and for the future.
    """
    text = request.GET.get("as_of", "").strip()
    today = timezone.localdate()
    if not text:
        return today
    try:
        day = PartialDate.parse(text).latest
    except ValueError as error:
        raise RuleBroken(str(error), "as-of") from None
    if day > today:
        if PartialDate.parse(text).earliest <= today:
            return today
        raise RuleBroken(
            _("Der Stichtag %(day)s liegt in der Zukunft. Bitte einen Tag bis heute angeben.") % {"day": text}, "as-of"
        )
    return day
