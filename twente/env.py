"""Settings from the environment: one typed reader, one list of names (`.env.example` follows it)."""

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent
LOCAL = Path(os.environ.get("LOCAL_DIR", ROOT / ".lokaal"))

EMBEDDED_KEY = "alleen-voor-de-proefopstelling-niet-gebruiken-in-productie"


class EnvError(Exception):
    """An environment variable is missing or has a value that cannot be used; the message names it."""


def text(name: str, default: str = "") -> str:
    """Value of a variable, or the default when it is absent."""
    return os.environ.get(name, default)


def flag(name: str, *, default: bool = False) -> bool:
    """True for 1/true/yes/ja, False for 0/false/no/nee/empty; anything else is an error."""
    value = os.environ.get(name, "1" if default else "0").strip().lower()
    if value in {"1", "true", "yes", "ja"}:
        return True
    if value in {"", "0", "false", "no", "nee"}:
        return False
    raise EnvError(f"{name}: verwacht 1 of 0, niet {value!r}")


def integer(name: str, default: int) -> int:
    """Whole number of a variable."""
    value = os.environ.get(name, str(default))
    try:
        return int(value)
    except ValueError as error:
        raise EnvError(f"{name}: verwacht een heel getal, niet {value!r}") from error


def words(name: str, default: str = "") -> list[str]:
    """Comma-separated values."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def database(url: str) -> dict[str, object]:
    """Django's connection settings for `postgres://user:password@host:port/name?host=/socket/folder`."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise EnvError("DATABASE_URL: alleen PostgreSQL, bijvoorbeeld postgres://naam:wachtwoord@host/naam")
    query = parse_qs(parts.query)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", [parts.hostname or ""])[0],
        "PORT": str(parts.port or query.get("port", [""])[0]),
    }
