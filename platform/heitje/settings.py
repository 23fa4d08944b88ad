"""All configuration, read from the environment in this one file (docs/operations/configuration.md).

With nothing set it is a development machine: embedded services give DATABASE_URL and BROKER_URL.
"""

import os
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from heitje import __version__
from heitje.observability.logs import configure_structlog, logging_config
from heitje.observability.sentry import init_sentry
from marketplace.finding.tiles import tiles_of


def env_flag(name: str) -> bool:
    """Whether an environment variable says yes ("1", "true", "yes", "on")."""
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def database(url: str) -> dict[str, Any]:
    """A postgresql:// URL as Django's DATABASES entry; query parameters become libpq options."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    host = query.pop("host", parts.hostname or "")
    return {
        "ENGINE": "django_tenants.postgresql_backend",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(host),
        "PORT": str(parts.port or query.pop("port", "")),
        # A connection that has touched many schemas grows: it is let go after a minute.
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": query,
        "TEST": {"NAME": os.environ.get("HEITJE_TEST_DATABASE", "test_heitje")},
    }


def dated_sums(text: str) -> list[tuple[date, int]]:
    """ "2019-02-19:1000000" as days with cents, from euros; more of them parted by commas."""
    try:
        pairs = [one.split(":") for one in text.split(",")]
        return sorted((date.fromisoformat(day.strip()), int(sum_) * 100) for day, sum_ in pairs)
    except ValueError as error:
        raise ImproperlyConfigured(
            "HEITJE_LIMITED_NETWORK_NOTICE is written as 2019-02-19:1000000"
        ) from error


BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(os.environ.get("HEITJE_VAR", BASE_DIR / "var"))
DEBUG = env_flag("HEITJE_DEBUG")
DEMO = env_flag("HEITJE_DEMO")
BASE_HOST = os.environ.get("HEITJE_BASE_HOST", "localhost")
PORT = int(os.environ.get("HEITJE_PORT", "8000"))
STREAM_PORT = int(os.environ.get("HEITJE_STREAM_PORT", "8001"))
# Where an ingress sends /stroom/ to the stream service itself, pages use their own origin.
STREAM_SAME_ORIGIN = env_flag("HEITJE_STREAM_SAME_ORIGIN")
HTTPS = env_flag("HEITJE_HTTPS")
METRICS_TOKEN = os.environ.get("METRICS_TOKEN", "")
# Above how many euros in twelve months the law asks to notify, from which day on.
LIMITED_NETWORK_NOTICE = dated_sums(
    os.environ.get("HEITJE_LIMITED_NETWORK_NOTICE", "2019-02-19:1000000")
)
# Where the tiles under a map come from, and whose map it is; without them a town draws its own.
MAP_TILES = tiles_of(
    os.environ.get("HEITJE_MAP_TILES", ""), os.environ.get("HEITJE_MAP_CREDIT", "")
)
BANK_URL = os.environ.get("HEITJE_BANK_URL", "")
PHOTO_DAYS = int(os.environ.get("HEITJE_PHOTO_DAYS", "90"))
MESSAGE_DAYS = int(os.environ.get("HEITJE_MESSAGE_DAYS", "365"))
# So long a shop's euros still go to the account of before, after another one was asked for.
ACCOUNT_CHANGE_DAYS = max(1, int(os.environ.get("HEITJE_ACCOUNT_CHANGE_DAYS", "7")))
INVITATION_DAYS_KEPT = 30
LOAN_DAYS = 365
SIGN_IN_TRACES_DAYS = 30
TOLD_EVENTS_DAYS = 30
BANK_FOLDER = os.environ.get("HEITJE_BANK_FOLDER", "")
# One click to be anybody: for the demo and for developers, never for people's own money.
QUICK_SIGN_IN = DEMO or env_flag("HEITJE_QUICK_SIGN_IN")
if QUICK_SIGN_IN and not (DEBUG or DEMO):
    raise ImproperlyConfigured(
        "HEITJE_QUICK_SIGN_IN lets anybody be anybody. It works with `heitje demo` or `heitje dev`"
        " alone: unset it."
    )

SECRET_KEY = os.environ.get("SECRET_KEY", "")
if not SECRET_KEY:
    if not (DEBUG or DEMO or env_flag("HEITJE_TEST")):
        raise ImproperlyConfigured(
            "SECRET_KEY is not set. Give a long random value, or use `heitje dev` or `heitje demo`."
        )
    SECRET_KEY = "only-for-development-demo-and-tests-" + "x" * 32
SECRET_KEY_FALLBACKS = [key for key in os.environ.get("SECRET_KEY_FALLBACKS", "").split(",") if key]

ALLOWED_HOSTS = ["*"]  # heitje.hosts answers 404 to every host that no Domain row names.

DATABASES = {
    "default": database(os.environ.get("DATABASE_URL", "postgresql://heitje@127.0.0.1/heitje"))
}
DATABASES["default"]["OPTIONS"].setdefault(
    "options",
    "-c lock_timeout=5000 -c statement_timeout=30000 -c timezone=UTC"
    # How much a word must look like what was typed, where a search finds nothing as it stands.
    " -c pg_trgm.word_similarity_threshold=0.4",
)
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
TENANT_MODEL = "tenants.Tenant"
TENANT_DOMAIN_MODEL = "tenants.Domain"
TENANT_LIMIT_SET_CALLS = True
PUBLIC_SCHEMA_URLCONF = "heitje.urls.front"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

EVERY_SCHEMA_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.auth",
    "tenants.people",
    "tenants.trail",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.headless",
    "axes",
]
SHARED_APPS = [
    "django_tenants",
    "tenants",
    *EVERY_SCHEMA_APPS,
    "settlement.clearing",
    "heitje",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django_htmx",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
]
TENANT_APPS = [
    *EVERY_SCHEMA_APPS,
    "tenants.messages",
    "tenants.households",
    "currency",
    "marketplace",
    "marketplace.checking",
    "marketplace.finding",
    "marketplace.offers",
    "marketplace.klusbox",
    "marketplace.organisations",
    "marketplace.planning",
    "marketplace.buurtdeals",
    "settlement",
]
INSTALLED_APPS = list(dict.fromkeys([*SHARED_APPS, *TENANT_APPS]))

MIDDLEWARE = [
    "heitje.observability.health.HealthMiddleware",
    "heitje.observability.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "heitje.hosts.HostMiddleware",
    "heitje.observability.middleware.MetricsMiddleware",
    "csp.middleware.CSPMiddleware",
    "heitje.stream_policy.StreamPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "heitje.refusals.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "heitje.urls.tenant"
WSGI_APPLICATION = "heitje.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "platform" / "heitje" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "heitje.context.page",
            ],
            "builtins": ["heitje.templatetags.heitje"],
        },
    }
]
FORM_RENDERER = "heitje.forms.HeitjeFormRenderer"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "heitje.signin.HeitjeAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_SIGNUP_FORM_CLASS = "heitje.signin.NameForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_USER_DISPLAY = "heitje.signin.display_name"
HEADLESS_CLIENTS = ("app",)
HEADLESS_ONLY = False
LOGIN_URL = "account_request_login_code"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 1

SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "heitje.pages.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "blob:"],
        "font-src": [SELF],
        "media-src": [SELF, "blob:"],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Nederlands")), ("en", _("Engels")), ("de", _("Duits"))]
LOCALE_PATHS = [
    BASE_DIR / "platform" / "heitje" / "locale",
    *(BASE_DIR / room / "locale" for room in ("tenants", "currency", "marketplace", "settlement")),
]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False  # ids stand in pages too; sums are grouped by heitje.figures

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = Path(os.environ.get("HEITJE_MEDIA", VAR_DIR / "media"))
MEDIA_URL = "/bestanden/"
# Web push: a key of 32 bytes (RFC 8292). `heitje push-key` makes one; without it there is no push.
PUSH_KEY = os.environ.get("HEITJE_PUSH_KEY", "from-secret" if DEMO or DEBUG else "")
PUSH_CONTACT = os.environ.get("HEITJE_PUSH_CONTACT", f"mailto:heitje@{BASE_HOST}")
PUSH_ANY_HOST = False  # Tests alone let a push service stand on this machine.
# Text messages: the class that sends them. Without it there are none.
SMS_PROVIDER = os.environ.get(
    "HEITJE_SMS_PROVIDER", "heitje.post.PostedTexts" if DEMO or DEBUG else ""
)
SMS_URL = os.environ.get("HEITJE_SMS_URL", "")
SMS_TOKEN = os.environ.get("HEITJE_SMS_TOKEN", "")
SMS_SENDER = os.environ.get("HEITJE_SMS_SENDER", "Heitje")
STORAGES = {
    "default": {"BACKEND": "django_tenants.files.storage.TenantFileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

EMAIL_BACKEND = (
    "heitje.post.PostBackend"
    if DEMO or DEBUG
    else os.environ.get("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
)
POST_DIR = VAR_DIR / "post"
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env_flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 10  # A mail server that hangs may not keep a worker busy.
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", f"heitje@{BASE_HOST}")

BROKER_URL = os.environ.get("BROKER_URL", "redis://127.0.0.1:6379/0")
CELERY_BROKER_URL = BROKER_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Europe/Amsterdam"
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": BROKER_URL,
        "KEY_FUNCTION": "django_tenants.cache.make_key",
        "REVERSE_KEY_FUNCTION": "django_tenants.cache.reverse_key",
    }
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "heitje.api.authentication.AppSessionAuthentication",
        "heitje.api.authentication.PageSessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.IsAuthenticated",
        "currency.api.permissions.HoldsPermission",
    ],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["heitje.api.parsers.BoundedJSONParser"],
    "DEFAULT_PAGINATION_CLASS": "heitje.api.pagination.Pages",
    "DEFAULT_SCHEMA_CLASS": "heitje.api.schema.HeitjeSchema",
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_THROTTLE_CLASSES": [
        "heitje.api.throttling.PersonRate",
        "heitje.api.throttling.AnonymousRate",
        "heitje.api.throttling.ActRate",
    ],
    "DEFAULT_THROTTLE_RATES": {
        "person": "600/min", "anonymous": "60/min", "payment-code": "30/min", "upload": "20/min",
    },
    # The address of who asks is the last one a proxy wrote; without a proxy nobody writes any.
    "NUM_PROXIES": 1 if HTTPS else 0,
    "EXCEPTION_HANDLER": "heitje.api.problems.problem_response",
    "PAGE_SIZE": 50,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}  # fmt: skip
SPECTACULAR_SETTINGS = {
    "TITLE": "Heitje",
    "DESCRIPTION": "Klussen, heitjes, shops and euros of one municipality. Amounts are whole minor"
    " units: 100 is one coin, or one euro. Every error is application/problem+json.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": [],  # Choices stand where they are used, under no made-up name.
    "TAGS": [
        {"name": "about", "description": "Whose API this is, and who is asking."},
        {"name": "messages", "description": "What the caller was told, and how they want to hear."},
        {"name": "coins", "description": "The caller's own coins, and paying."},
        {"name": "asking", "description": "Asking a person, sharing a bill, paying each month."},
        {"name": "klussen", "description": "Work in the neighbourhood, and taking part in it."},
        {"name": "buurtdeals", "description": "What residents look after for a season."},
        {"name": "klusbox", "description": "Tools to borrow: setting aside, lending, taking back."},
        {"name": "approvals", "description": "Handed-in work, for who checks it."},
        {"name": "shops", "description": "Where the coin is good, and taking part with a shop."},
        {"name": "shop partners", "description": "A shop's places, people, terms and account."},
        {"name": "tills", "description": "Asking for payment, and giving back."},
        {
            "name": "offers",
            "description": "Deals of shops, given at the till, and their own pages.",
        },
        {"name": "cards", "description": "Signed cards with a PIN, for people without a phone."},
        {"name": "disputes", "description": "Payments that are reported, answered and decided."},
        {"name": "shop euros", "description": "What a shop redeemed and was paid."},
        {"name": "programmes", "description": "Budgets of coins, and the euros behind them."},
        {"name": "top-ups", "description": "Coins bought with euros, at the counter."},
        {"name": "hand-outs", "description": "Gifts and emergency aid, to many at once."},
        {
            "name": "ledger",
            "description": "Sealed days to keep a copy of, and their cover.",
        },
        {"name": "rules", "description": "What the coin obeys, in versions."},
        {"name": "payouts", "description": "Batches of euros to shops, released by two people."},
        {"name": "bank", "description": "What the bank brings back."},
        {"name": "agreements", "description": "Whose coins are good where."},
        {"name": "clearing", "description": "Who owes whom between municipalities."},
    ],
    "CONTACT": {"name": "Heitje", "url": "https://heitje.example/contact"},
    "LICENSE": {"name": "EUPL-1.2"},
}

SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = logging_config(DEBUG, is_demo=DEMO)
configure_structlog()
init_sentry(
    os.environ.get("SENTRY_DSN", ""),
    release=f"heitje@{__version__}",
    environment=os.environ.get("SENTRY_ENVIRONMENT", "production"),
)
