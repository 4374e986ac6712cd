"""Django's settings, wired from the environment; nothing here differs between installations."""

import sys
from pathlib import Path

import pysqlite3

# Before Django looks for a database: the system's SQLite may have the write-ahead-log bug.
sys.modules["sqlite3"] = pysqlite3
sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2

from cairn.config import environment, logs  # noqa: E402

CAIRN = environment.read()
HERE = Path(__file__).resolve().parent.parent

SECRET_KEY = CAIRN.secret_key
DEBUG = CAIRN.debug
ALLOWED_HOSTS = list(CAIRN.hosts) or ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in CAIRN.hosts]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "cairn.records.postgres",
    "cairn.records.jobs",
    "cairn.records.limits",
    "cairn.records.trail",
    "cairn.records.vault",
    "cairn.records.people",
    "cairn.records.cover",
    "cairn.records.programs",
    "cairn.records.tokens",
    "cairn.records.consent",
    "cairn.records.safety",
    "cairn.records.mentorships",
    "cairn.records.days",
    "cairn.records.goals",
    "cairn.records.groups",
    "cairn.records.supervision",
    "cairn.records.milestones",
    "cairn.records.conversations",
    "cairn.records.matching",
    "cairn.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "cairn.web.shell.middleware.headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cairn.web.shell.middleware.door",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cairn.web.shell.middleware.language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "cairn.web.shell.middleware.reader",
]

ROOT_URLCONF = "cairn.config.urls"
WSGI_APPLICATION = "cairn.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "cairn.web.shell.context.shell",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

DATABASES = {"default": dict(CAIRN.database), "keys": dict(CAIRN.keys_database)}
DATABASE_ROUTERS = ["cairn.records.routing.KeysApart"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["cairn.records.people.sign_in.ByAlias"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "/sign-in/"

# Where people are real, staff prove themselves twice. The demo's made-up cast may skip it;
# `serve` runs in no other mode than RUN, so there this can never be true.
STAFF_MAY_SKIP_SECOND_STEP = CAIRN.mode is not environment.Mode.RUN

SESSION_ENGINE = "cairn.records.people.sessions"
# Bound to this very host, which browsers grant only to names like these behind HTTPS.
_BOUND = "__Host-" if CAIRN.https else ""
SESSION_COOKIE_NAME = f"{_BOUND}c"
SESSION_COOKIE_AGE = 14 * 24 * 3600
KNOWN_DEVICE_COOKIE_NAME = f"{_BOUND}d"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CAIRN.https
CSRF_COOKIE_NAME = f"{_BOUND}f"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = CAIRN.https
CSRF_USE_SESSIONS = False
CSRF_FAILURE_VIEW = "cairn.web.site.errors.stale_form"
LANGUAGE_COOKIE_NAME = f"{_BOUND}l"
SECURE_SSL_REDIRECT = CAIRN.https
SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31536000 if CAIRN.https else 0
# Nothing is told to other sites. "no-referrer" would blank the Origin of our own forms, too,
# and the token check would refuse every one of them in a real browser.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [HERE / "web" / "locale"]
FORMAT_MODULE_PATH = ["cairn.web.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = CAIRN.data / "static"
WHITENOISE_USE_FINDERS = CAIRN.mode is not environment.Mode.RUN
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if CAIRN.mode is environment.Mode.RUN
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING_CONFIG = None
logs.configure(debug=CAIRN.debug, alone=CAIRN.mode is not environment.Mode.TEST)
