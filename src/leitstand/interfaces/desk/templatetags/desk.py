"""Tags of the desk's templates."""

from collections.abc import Mapping
from typing import Any

from django import template

from leitstand.domain.institutions.models import Account
from leitstand.domain.institutions.operations import DEMONSTRATION_ACCOUNTS, DEMONSTRATION_PASSWORD
from leitstand.foundation.instance.kind import is_demonstration

register = template.Library()


@register.filter
def get(mapping: Mapping[str, Any], key: str) -> Any:
    """The value under a key, or ``None``."""
    return mapping.get(key)


@register.simple_tag
def demonstration_accounts() -> list[dict[str, str]]:
    """Known sign-ins of a demonstration, with their password; none anywhere else."""
    if not is_demonstration():
        return []
    emails = [email for _role, _name, email in DEMONSTRATION_ACCOUNTS]
    found = Account.objects.filter(email__in=emails, is_active=True).order_by("pk")
    return [{"name": account.name, "email": account.email, "password": DEMONSTRATION_PASSWORD} for account in found]
