"""Accounts: the administrator's list, making and changing them, the first sign-in, and one's own account."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from leitstand.domain.institutions import operations, queries
from leitstand.domain.institutions.access import require_account_keeper
from leitstand.domain.institutions.models import Account, Person
from leitstand.foundation.actor import Role
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.history.reading import current
from leitstand.interfaces.desk.doorway import account_of, crumbs
from leitstand.interfaces.desk.naming import name_rows
from leitstand.interfaces.desk.signin import first_sign_in_address
from leitstand.interfaces.look.actors import actor_of

MEANING = {
    Role.ADMINISTRATOR: gettext_lazy("alles, dazu Zugänge verwalten"),
    Role.OFFICE: gettext_lazy("schreibt den Plan und alles dazu"),
    Role.CONTACT: gettext_lazy("meldet Stand, Geld und Meilensteine der eigenen Maßnahmen"),
    Role.COMMITTEE: gettext_lazy("liest alles"),
    Role.READER: gettext_lazy("liest alles"),
}


class AccountForm(forms.Form):
    """Name, address, role and person of an account."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    email = forms.EmailField(label=gettext_lazy("E-Mail"))
    role = forms.ChoiceField(label=gettext_lazy("Rolle"), widget=forms.RadioSelect)
    person = forms.ChoiceField(
        label=gettext_lazy("Person"),
        required=False,
        help_text=gettext_lazy("Nur für Ansprechpersonen: wessen Maßnahmen sie melden."),
    )

    def __init__(self, data: Any = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, label_suffix="")
        roles = dict(Account._meta.get_field("role").flatchoices)
        self.fields["role"].choices = [(code, f"{label}: {MEANING[Role(code)]}") for code, label in roles.items()]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["person"].choices = [("", _("– keine –")), *name_rows(current(Person))]  # type: ignore[attr-defined]  # a ChoiceField

    def values(self) -> dict[str, Any]:
        """The cleaned values with the person as a record."""
        key = self.cleaned_data["person"]
        return self.cleaned_data | {"person": current(Person).get(key=key) if key else None}


def accounts(request: HttpRequest) -> HttpResponse:
    """Who may sign in?"""
    return render(request, "desk/accounts.html", {"accounts": queries.accounts(actor=actor_of(request))})


def new_account(request: HttpRequest) -> HttpResponse:
    """Make an account; then show the link with which its person chooses a password."""
    actor = actor_of(request)
    require_account_keeper(actor)
    form = AccountForm(request.POST or None, initial={"role": Role.READER})
    if request.method == "POST" and form.is_valid():
        values = form.values()
        try:
            made = operations.make_account(
                values["email"], values["name"], Role(values["role"]), values["person"], actor=actor
            )
        except ValidationError as error:
            _blame(form, error)
        else:
            messages.success(request, _("Der Zugang ist angelegt. Geben Sie den Link unten weiter."))
            return redirect("desk:account", made.pk)
    context = {
        "form": form,
        "cancel_url": reverse("desk:accounts"),
        "breadcrumb": crumbs((_("Zugänge"), reverse("desk:accounts")), (_("Neu"), "")),
    }
    return render(request, "desk/account_new.html", context, status=422 if form.errors else 200)


def account(request: HttpRequest, ident: int) -> HttpResponse:
    """One account: change it, close or open it, make a new sign-in link."""
    actor = actor_of(request)
    shown = queries.account(ident, actor=actor)
    initial = {
        "name": shown.name,
        "email": shown.email,
        "role": shown.role,
        "person": shown.person.key if shown.person else "",
    }
    form = AccountForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _changed(form, shown, form.values(), actor):
        messages.success(request, _("Gespeichert."))
        return redirect("desk:account", ident)
    context = {
        "account": shown,
        "form": form,
        "link": "" if shown.has_usable_password() else first_sign_in_address(shown),
        "cancel_url": reverse("desk:accounts"),
        "breadcrumb": crumbs((_("Zugänge"), reverse("desk:accounts")), (str(shown), "")),
    }
    return render(request, "desk/account.html", context, status=422 if form.errors else 200)


@require_POST
def toggle_account(request: HttpRequest, ident: int) -> HttpResponse:
    """Close an account, or open it again."""
    actor = actor_of(request)
    shown = queries.account(ident, actor=actor)
    try:
        operations.change_account(shown, {"is_active": not shown.is_active}, actor=actor)
    except RuleBroken as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, _("Der Zugang ist gesperrt.") if shown.is_active else _("Der Zugang ist wieder offen.")
        )
    return redirect("desk:account", ident)


@require_POST
def new_link(request: HttpRequest, ident: int) -> HttpResponse:
    """Show a link with which the person chooses a new password."""
    shown = queries.account(ident, actor=actor_of(request))
    steps = crumbs((_("Zugänge"), reverse("desk:accounts")), (str(shown), ""))
    return render(
        request, "desk/account_link.html", {"account": shown, "link": first_sign_in_address(shown), "breadcrumb": steps}
    )


def _changed(form: AccountForm, shown: Account, values: dict[str, Any], actor: Any) -> bool:
    try:
        operations.change_account(shown, values, actor=actor)
    except ValidationError as error:
        _blame(form, error)
        return False
    except RuleBroken as error:
        form.add_error(None, str(error))
        return False
    return True


def _blame(form: forms.Form, error: ValidationError) -> None:
    for name, sentences in error.message_dict.items():
        form.add_error(name if name in form.fields else None, sentences)


def own_account(request: HttpRequest) -> HttpResponse:
    """My account: name, role, password, second factor."""
    return render(
        request,
        "desk/own_account.html",
        {"account": account_of(request), "meaning": MEANING[Role(account_of(request).role)]},
    )


@never_cache
def first_sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """Without a sign-in: choose the password of the account that the link was made for."""
    chosen = queries.account_of_token(token)
    form = SetPasswordForm(chosen, request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        operations.choose_password(token, form.cleaned_data["new_password1"])
        messages.success(request, _("Ihr Passwort ist gespeichert. Bitte melden Sie sich damit an."))
        return redirect("account_login")
    return render(
        request, "desk/first_sign_in.html", {"account": chosen, "form": form}, status=422 if form.errors else 200
    )
