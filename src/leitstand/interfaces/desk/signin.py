"""Who may sign in: accounts that an administrator made, and nobody else."""

from typing import Any
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from leitstand.domain.institutions.models import Account
from leitstand.domain.institutions.operations import first_sign_in_token
from leitstand.foundation.mail.outbox import post
from leitstand.interfaces.desk.mails import SIGN_IN


class ClosedDoor(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """No one signs up; accounts are made at the desk or on the command line."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Mails of the sign-in go through the outbox, where they wait, are retried and can be read."""
        about = {"email": email, "current_site": get_current_site(self.request), "request": self.request}
        mail = self.render_mail(template_prefix, email, {**about, **context})
        post(f"{SIGN_IN}{uuid4()}", email, mail.subject, mail.body)


class KnownAccountsOnly(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """A sign-in service may let in whoever has an account here under the same verified address."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if sociallogin.is_existing:
            return
        verified = [address.email.lower() for address in sociallogin.email_addresses if address.verified]
        account = Account.objects.filter(email__in=verified, is_active=True).first()
        if account is None:
            messages.error(
                request, _("Zu dieser Anmeldung gibt es hier keinen Zugang. Bitte die Geschäftsstelle ansprechen.")
            )
            raise ImmediateHttpResponse(redirect("account_login"))
        sociallogin.connect(request, account)


def first_sign_in_path(account: Account) -> str:
    """The path under which the person behind an account chooses a password, once, within three days."""
    return reverse("desk:first-sign-in", args=[first_sign_in_token(account)])


def first_sign_in_address(account: Account) -> str:
    """``first_sign_in_path`` as a full address, to hand on."""
    return f"{settings.BASE_URL}{first_sign_in_path(account)}"
