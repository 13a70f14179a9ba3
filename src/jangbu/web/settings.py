"""Settings. What differs between machines comes from two variables: JANGBU_HOME and DATABASE_URL."""

from __future__ import annotations

import os
from pathlib import Path

from jangbu.web.home import database, home, secret_key

HOME = home()
SECRET_KEY = secret_key(HOME)
DEBUG = False
ALLOWED_HOSTS = os.environ.get("JANGBU_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")
SECURE_COOKIES = os.environ.get("JANGBU_HTTPS") == "1"

INSTALLED_APPS = [
    "jangbu.apps.base",
    "jangbu.apps.ledger",
    "jangbu.apps.people",
    "jangbu.apps.registers",
    "jangbu.apps.backups",
    "jangbu.apps.duties",
    "jangbu.apps.sources",
    "jangbu.apps.vendors",
    "jangbu.apps.aimodels",
    "jangbu.apps.gateway",
    "jangbu.apps.work",
    "jangbu.apps.pilots",
    "jangbu.apps.incidents",
    "jangbu.apps.policies",
    "jangbu.apps.regulations",
    "jangbu.apps.journey",
    "jangbu.apps.opening",
    "jangbu.apps.reports",
    "jangbu.web",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.gzip.GZipMiddleware",  # a first visit stays light; Django masks tokens anew in each answer
    "jangbu.web.headers.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "jangbu.apps.base.problems.ProblemMiddleware",
    "jangbu.apps.people.first.FirstOwnerMiddleware",
    "jangbu.apps.base.guard.GuardMiddleware",
]

ROOT_URLCONF = "jangbu.web.urls"
WSGI_APPLICATION = "jangbu.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jangbu.web.context.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "jangbu.apps.base.templatetags.parts",
            ],
        },
    }
]

DATABASE_URL = os.environ.get("DATABASE_URL", "")
DATABASES = {"default": database(HOME, DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # people are invited by somebody who knows their address
ACCOUNT_ADAPTER = "jangbu.apps.people.adapter.InviteOnlyAdapter"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to strangers' addresses
MFA_ADAPTER = "jangbu.apps.people.adapter.SecondFactorAdapter"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Jangbu"

# Views of libraries, by name: what they need. Ours say it themselves in `route(..., needs=...)`.
from jangbu.web.outside_routes import ROUTE_NEEDS  # noqa: E402, F401

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SESSION_COOKIE_AGE = 60 * 60 * 12
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", "한국어"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).parent / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Seoul"

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 60 * 60 * 24
CONTENT_STORE = HOME / "content"
FILE_UPLOAD_TEMP_DIR = None
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Where people reach the site, for links in letters: "https://jangbu.example.com". Empty: the address without a host.
SITE_URL = os.environ.get("JANGBU_URL", "").rstrip("/")

# Mail leaves this machine once a server is named; until then letters are printed on the terminal.
EMAIL_HOST = os.environ.get("JANGBU_EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("JANGBU_EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("JANGBU_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("JANGBU_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("JANGBU_EMAIL_TLS", "starttls") == "starttls"
EMAIL_USE_SSL = os.environ.get("JANGBU_EMAIL_TLS", "starttls") == "ssl"
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = os.environ.get("JANGBU_EMAIL_FROM", EMAIL_HOST_USER or "jangbu@localhost.invalid")
_BACKEND = "smtp" if "JANGBU_EMAIL_HOST" in os.environ else "console"
EMAIL_BACKEND = os.environ.get("JANGBU_EMAIL_BACKEND", f"django.core.mail.backends.{_BACKEND}.EmailBackend")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
