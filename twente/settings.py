"""One settings file for every environment; what differs comes from the environment (see `.env.example`)."""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from twente import env

ROOT = env.ROOT
LOCAL = env.LOCAL

PRODUCTION = env.flag("PRODUCTION")
DEMO = env.flag("DEMO")
DEBUG = env.flag("DEBUG") and not PRODUCTION
SECRET_KEY = env.text("SECRET_KEY", env.EMBEDDED_KEY)
if PRODUCTION and SECRET_KEY == env.EMBEDDED_KEY:
    raise ImproperlyConfigured("PRODUCTION=1 verlangt een eigen SECRET_KEY (de ingebouwde sleutel is openbaar).")
if PRODUCTION and DEMO:
    raise ImproperlyConfigured(
        "PRODUCTION=1 en DEMO=1 gaan niet samen: demonstratieaccounts hebben een bekend wachtwoord."
    )

ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
SITE_URL = env.text("SITE_URL", "http://localhost:8000").rstrip("/")

# Hours that the clock of this installation runs ahead; tests move real processes in time with it.
CLOCK_OFFSET = timedelta(seconds=env.integer("CLOCK_OFFSET_SECONDS", 0))
if PRODUCTION and CLOCK_OFFSET:
    raise ImproperlyConfigured("CLOCK_OFFSET_SECONDS is alleen voor tests en werkt niet met PRODUCTION=1.")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "django_htmx",
    "csp",
    "twente.core",
    "twente.documents",
    "twente.outbox",
    "meetings",
    "votes",
    "finance",
    "disputes",
    "twente.partnership",
    "twente.home",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "twente.core.middleware.SessionLimits",
    "twente.core.middleware.RequestGuard",
]

ROOT_URLCONF = "twente.urls"
WSGI_APPLICATION = "twente.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "core.User"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "twente.core.context.base",
            ],
            "builtins": ["twente.core.templatetags.house"],
        },
    }
]

FORM_RENDERER = "twente.core.render.HouseForms"

# The web and the worker use the application role; only migrations and the tests' set-up use the owner.
AS_OWNER = env.flag("DATABASE_AS_OWNER")
_database_url = env.text("DATABASE_OWNER_URL" if AS_OWNER else "DATABASE_URL", "postgres://localhost/twente")
DATABASES = {
    "default": env.database(_database_url)
    | {
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "options": "-c jit=off -c statement_timeout=15000 -c lock_timeout=3000"
            " -c idle_in_transaction_session_timeout=30000"
        },
    }
}
DATABASE_APP_ROLE = str(env.database(env.text("DATABASE_URL", "postgres://twente_app@localhost/twente"))["USER"])

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

CELERY_BROKER_URL = env.text("REDIS_URL", "redis://localhost:6379/0")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# Redis keeps no note of ticks that a worker took: giving them back when Redis has gone ends the worker (kombu 5.7).
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_timeout": 5, "socket_connect_timeout": 5, "ack_emulation": False}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = "Europe/Amsterdam"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False


def every(seconds: int, task: str, *, expires: int = 0) -> dict[str, object]:
    """A tick of the beat; one that no worker took before the next is not kept."""
    return {"task": task, "schedule": seconds, "options": {"expires": expires or seconds}}


# Rows are the queue: the ticks only tell the worker to look at them, so a lost or double tick does no harm.
CELERY_BEAT_SCHEDULE = {
    "digests": every(900, "meetings.digest_tasks.send_digests"),
    "outbox": every(env.integer("OUTBOX_SECONDS", 60), "twente.outbox.tasks.drain", expires=60),
    "bounces": every(300, "twente.outbox.bounce_tasks.read_returned"),
    "jobs": every(env.integer("JOB_SECONDS", 2), "twente.outbox.tasks.run_jobs", expires=10),
    "emptying": every(86_400, "twente.outbox.emptying_tasks.empty_old"),
    "validations": every(3600, "twente.outbox.validation_tasks.ask_missing"),
    "votes": every(10, "votes.tasks.close_due"),
    "actions": every(3600, "meetings.tasks.remind_owners"),
    "reviews": every(3600, "meetings.review_tasks.remind_silent_parties"),
    "payments": every(3600, "finance.reminder_tasks.remind_payers"),
    "deadlines": every(env.integer("SWEEP_SECONDS", 300), "twente.outbox.deadline_tasks.sweep_deadlines", expires=300),
    "overviews": every(900, "twente.outbox.overview_tasks.send_overviews"),
    "disputes": every(300, "disputes.tasks.remind_disputes"),
}

LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "static"]
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(LOCAL / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not PRODUCTION
DATA_UPLOAD_MAX_MEMORY_SIZE = 900_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
# Bodies with files: fifty megabytes of paper and its fields; above this nothing is read (RequestGuard).
UPLOAD_MAX_BYTES = 51 * 1024 * 1024

# Mail: SMTP when EMAIL_HOST is given, else files in a local folder with a page to read them.
MAIL_FOLDER = LOCAL / "post"
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.integer("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 30
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if EMAIL_HOST else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = str(MAIL_FOLDER)
BOUNCE_MAILBOX = env.text("BOUNCE_MAILBOX")  # where mail comes back: a Maildir folder or an mbox file
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Bestuurlijk overleg <secretariaat@voorbeeld.example>")

# Papers and what is made of them: private, never inside STATIC_ROOT. VAULT_ACCEL is the internal address under which a
# web server in front (nginx: X-Accel-Redirect) finds the same folder. CLAMAV_SOCKET: unix socket of clamd.
VAULT_FOLDER = Path(env.text("VAULT_FOLDER", str(LOCAL / "kluis")))
VAULT_ACCEL = env.text("VAULT_ACCEL")
CLAMAV_SOCKET = env.text("CLAMAV_SOCKET")

# The official schema of MDTO, by which tests judge the metadata of the archive.
MDTO_XSD = env.text("MDTO_XSD", str(ROOT / "tests/data/MDTO-XML1.0.1.xsd"))

# Signing: PKCS#12 files of the development authority until a real back-end is configured (twente/documents/signers).
SIGNING_FOLDER = Path(env.text("SIGNING_FOLDER", str(LOCAL / "ca")))
SIGNING_PASSPHRASE = env.text("SIGNING_PASSPHRASE", "proef")
SIGNING_KEYS = env.text("SIGNING_KEYS", "folder")
SIGNING_KEYS_OF = {"voorzitter": env.text("SIGNING_KEYS_CHAIR"), "secretaris": env.text("SIGNING_KEYS_SECRETARY")}
SIGNING_SECONDS = env.integer("SIGNING_SECONDS", 5)
TIMESTAMP_URL = env.text("TIMESTAMP_URL")
SIGNING_MODULE = env.text("SIGNING_MODULE")
SIGNING_TOKEN, SIGNING_PIN = env.text("SIGNING_TOKEN"), env.text("SIGNING_PIN")
SIGNING_SERVICE_URL = env.text("SIGNING_SERVICE_URL")
SIGNING_SERVICE_TOKEN, SIGNING_SERVICE_PIN = env.text("SIGNING_SERVICE_TOKEN"), env.text("SIGNING_SERVICE_PIN")
SIGNING_CREDENTIALS = {
    "voorzitter": env.text("SIGNING_CREDENTIAL_CHAIR"),
    "secretaris": env.text("SIGNING_CREDENTIAL_SECRETARY"),
}

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:today"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "twente.core.accounts.ClosedAccounts"
ACCOUNT_FORMS = {
    "login": "twente.core.sign_in.LoginForm",
    "change_password": "twente.core.sign_in.ChangePasswordForm",
    "reset_password": "twente.core.sign_in.ResetPasswordForm",
    "reset_password_from_key": "twente.core.sign_in.ResetPasswordKeyForm",
    "reauthenticate": "twente.core.sign_in.ReauthenticateForm",
}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login_failed": "20/5m/key,1000/5m/ip", "login": "1000/m/ip", "ballot": "30/10s/user"}
ACCOUNT_RATE_LIMITS["document_check"] = "10/m/ip"
# Files that one visitor without an account gets per minute: public ones, and those behind the link in a mail.
PUBLIC_FILES_PER_MINUTE = 60
# Opening and closing a vote ask for the password, unless it was given for such an act in the last fifteen minutes.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900

# Sessions: idle 30 minutes, absolute 12 hours (security.md).
SESSION_IDLE = timedelta(minutes=30)
SESSION_ABSOLUTE = timedelta(hours=12)
SESSION_COOKIE_AGE = int(SESSION_ABSOLUTE.total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "twente.core.errors.csrf_failure"
if PRODUCTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessie", "__Host-csrf"
    SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", default=True)
    SECURE_HSTS_SECONDS = 63_072_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("BEHIND_PROXY") else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # The service worker of "Offline bewaren" (static/js/offline-worker.js): our own script and no other.
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
        "pyhanko": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},
    },
}
