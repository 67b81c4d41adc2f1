"""Settings of the test run: the product's own, with a fast password hash and strict templates."""

import os

import dj_database_url

from leitstand.settings.base import *  # noqa: F403 - a settings module is its parent's names, changed in few places
from leitstand.settings.base import DATABASES, TEMPLATES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": []}}
ACCOUNT_RATE_LIMITS = False


class MissingVariable(str):
    """A template variable that does not exist is an error in the tests, not an empty string."""

    def __mod__(self, missing: object) -> str:
        raise LookupError(f"template variable {missing} does not exist")

    def __contains__(self, text: object) -> bool:
        return text == "%s"


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = MissingVariable("%s")  # type: ignore[index]  # a plain dict to mypy

if os.environ.get("TEST_DATABASE_URL"):
    DATABASES["default"] = dj_database_url.parse(os.environ["TEST_DATABASE_URL"])
