"""Django's settings, made from the options. Nothing here is set twice elsewhere."""

import secrets
from datetime import timedelta
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from leitstand.settings.options import read_options

OPTIONS = read_options()
PACKAGE = Path(__file__).resolve().parent.parent
DATA_DIR: Path = OPTIONS["DATA_DIR"]
DATA_DIR.mkdir(parents=True, exist_ok=True)


def _secret_key(path: Path) -> str:
    """Return the instance's key, making it once, readable by its owner only."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text().strip()


SECRET_KEY = _secret_key(DATA_DIR / "secret.key")
DEBUG = OPTIONS["DEBUG"]
ALLOWED_HOSTS = list(OPTIONS["HOSTS"])
BASE_URL = OPTIONS["BASE_URL"].rstrip("/")

INSTALLED_APPS = [
    "leitstand.foundation.history",
    "leitstand.foundation.files",
    "leitstand.foundation.mail",
    "leitstand.foundation.instance",
    "leitstand.foundation.attempts",
    "leitstand.domain.sources",
    "leitstand.domain.institutions",
    "leitstand.domain.plans",
    "leitstand.domain.indicators",
    "leitstand.domain.statistics",
    "leitstand.domain.papers",
    "leitstand.domain.reporting",
    "leitstand.domain.exchange",
    "leitstand.outputs",
    "leitstand.interfaces.look",
    "leitstand.interfaces.portal",
    "leitstand.interfaces.desk",
    "leitstand.interfaces.links",
    "leitstand.interfaces.api",
    "leitstand.interfaces.cli",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "ninja",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "leitstand.interfaces.look.middleware.DemonstrationStaysHome",
    "leitstand.interfaces.look.middleware.AddressBehindProxy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "leitstand.interfaces.look.middleware.DomainErrors",
]

ROOT_URLCONF = "leitstand.interfaces.urls"
WSGI_APPLICATION = "leitstand.interfaces.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "leitstand.interfaces.look.context.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "leitstand.interfaces.look.templatetags.look",
                "leitstand.interfaces.look.templatetags.words",
            ],
        },
    }
]

SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA_DIR / "leitstand.sqlite3",
    # Django's default (deferred) transactions lose concurrent writes with "database is locked".
    "OPTIONS": {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;",
    },
}
DATABASES = {
    "default": dj_database_url.parse(OPTIONS["DATABASE_URL"], conn_max_age=60) if OPTIONS["DATABASE_URL"] else SQLITE
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

IN_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    "default": {"BACKEND": IN_MEMORY, "OPTIONS": {"MAX_ENTRIES": 600}},
    # Pictures of pages have up to a megabyte each: kept apart, so that they neither fill memory nor drive out pages.
    "pictures": {"BACKEND": IN_MEMORY, "LOCATION": "pictures", "OPTIONS": {"MAX_ENTRIES": 60}},
}

LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("Deutsch")), ("en", _("Englisch"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
# Files are served straight from the installed packages: nothing to collect, nothing to forget.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

AUTH_USER_MODEL = "institutions.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/arbeitsplatz/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "leitstand.interfaces.desk.signin.ClosedDoor"
SOCIALACCOUNT_ADAPTER = "leitstand.interfaces.desk.signin.KnownAccountsOnly"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
# Otherwise the host and port stand in every subject.
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Leitstand: "
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Leitstand"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "oidc",
                "name": OPTIONS["OIDC_NAME"] or "OpenID Connect",
                "client_id": OPTIONS["OIDC_CLIENT"],
                "secret": OPTIONS["OIDC_SECRET"],
                "settings": {"server_url": OPTIONS["OIDC_URL"]},
            }
        ]
        if OPTIONS["OIDC_URL"]
        else []
    }
}

SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = OPTIONS["SECURE"]
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if OPTIONS["SECURE"] else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if OPTIONS["SECURE"] else None
CSRF_TRUSTED_ORIGINS = [BASE_URL] if OPTIONS["SECURE"] else []
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

# One request never holds more than this in memory; larger uploads go to a temporary file.
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
DEFAULT_FROM_EMAIL = OPTIONS["MAIL_FROM"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"no_personal_links": {"()": "leitstand.foundation.redaction.HidesPersonalLinks"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["no_personal_links"]}},
    "root": {"handlers": ["console"], "level": OPTIONS["LOG_LEVEL"]},
    # Django's own set-up gives these handlers without the filter, and this one a line for each request.
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
