"""Tables: institutions, the persons who speak for them, and sign-ins."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from leitstand.domain.sources.models import Sourced
from leitstand.foundation.actor import Role
from leitstand.foundation.history.recorded import Recorded


class Institution(Sourced):
    """A body that carries, supports, funds or decides."""

    class Kind(models.TextChoices):
        SENATE = "senate", "Senat"
        SENATE_DEPARTMENT = "senate_department", "Senatsverwaltung"
        STEERING_BODY = "steering_body", "Steuerungsgremium"
        PARLIAMENT = "parliament", "Parlament"
        PROGRAMME_OFFICE = "programme_office", "Geschäftsstelle"
        DISTRICT = "district", "Bezirk"
        CHAMBER = "chamber", "Kammer"
        EMPLOYERS = "employers", "Arbeitgeberverband"
        ASSOCIATION = "association", "Branchenverband"
        UNION = "union", "Gewerkschaft"
        AGENCY = "agency", "Förder- oder Landesgesellschaft"
        BANK = "bank", "Förderbank"
        UNIVERSITY = "university", "Hochschule"
        RESEARCH = "research", "Forschungseinrichtung"
        NETWORK = "network", "Netzwerk"
        CONSULTANCY = "consultancy", "Beratung"
        OTHER = "other", "Sonstige"

    name = models.CharField("Name", max_length=200)
    short_name = models.CharField("Kurzname", max_length=60, blank=True)
    name_en = models.CharField("Name (englisch)", max_length=200, blank=True)
    kind = models.CharField("Art", max_length=30, choices=Kind.choices, default=Kind.OTHER)
    url = models.URLField("Adresse im Netz", max_length=400, blank=True)
    role_text = models.CharField("Rolle im Plan", max_length=300, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "Institution", "Institutionen"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Person(Recorded):
    """A contact person or deputy. Not public unless ``public`` says so."""

    name = models.CharField("Name", max_length=200)
    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="people", verbose_name="Institution"
    )
    position = models.CharField("Funktion", max_length=200, blank=True)
    email = models.EmailField("E-Mail", blank=True)
    phone = models.CharField("Telefon", max_length=60, blank=True)
    heads = models.BooleanField("leitet die Institution", default=False)
    public = models.BooleanField("darf öffentlich genannt werden", default=False)
    gone_on = models.DateField("nicht mehr zuständig seit", null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "Person", "Personen"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; Django and allauth ask it to find one by its address."""

    def make(self, email: str, role: Role, **values: Any) -> "Account":
        """Save an account whose password is still to be chosen."""
        account = Account(email=self.normalize_email(email).lower(), role=role, **values)
        account.set_unusable_password()
        account.save()
        return account


class Account(AbstractBaseUser):
    """A sign-in: an address, a role, and the person behind it if it is a contact's."""

    email = models.EmailField("E-Mail", unique=True)
    name = models.CharField("Name", max_length=200)
    role = models.CharField(
        "Rolle",
        max_length=20,
        choices=[
            (Role.ADMINISTRATOR, "Administration"),
            (Role.OFFICE, "Geschäftsstelle"),
            (Role.CONTACT, "Ansprechperson"),
            (Role.COMMITTEE, "Steuerungskreis"),
            (Role.READER, "Lesezugang"),
        ],
        default=Role.READER,
    )
    person = models.OneToOneField(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="account", verbose_name="Person"
    )
    is_active = models.BooleanField("darf sich anmelden", default=True)
    date_joined = models.DateTimeField(auto_now_add=True)
    seen_entry = models.BigIntegerField(default=0, editable=False)

    objects = AccountManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name, verbose_name_plural = "Zugang", "Zugänge"
        ordering = ["email"]

    def __str__(self) -> str:
        return self.name or self.email
