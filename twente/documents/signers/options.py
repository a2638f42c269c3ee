"""What the back-ends need to know, apart from Django: filled from the settings by `configured`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class Options:
    """Which back-end signs for whom, and where each of them finds its key.

    `folder` also holds the certificates that we trust, whatever the back-end; `credentials` is office → the name under
    which the signing service knows the key.
    """

    folder: Path
    passphrase: str = ""
    default: str = "folder"
    backends: Mapping[str, str] = field(default_factory=dict)
    timestamp_url: str = ""
    seconds: float = 5.0
    module: str = ""
    token: str = ""
    pin: str = ""
    service_url: str = ""
    service_token: str = ""
    service_pin: str = ""
    credentials: Mapping[str, str] = field(default_factory=dict)

    def backend(self, office: str) -> str:
        """Name of the back-end that signs for an office."""
        return self.backends.get(office) or self.default


def configured() -> Options:
    """The options of this installation."""
    from django.conf import settings

    return Options(
        folder=settings.SIGNING_FOLDER,
        passphrase=settings.SIGNING_PASSPHRASE,
        default=settings.SIGNING_KEYS,
        backends=settings.SIGNING_KEYS_OF,
        timestamp_url=settings.TIMESTAMP_URL,
        seconds=settings.SIGNING_SECONDS,
        module=settings.SIGNING_MODULE,
        token=settings.SIGNING_TOKEN,
        pin=settings.SIGNING_PIN,
        service_url=settings.SIGNING_SERVICE_URL,
        service_token=settings.SIGNING_SERVICE_TOKEN,
        service_pin=settings.SIGNING_SERVICE_PIN,
        credentials=settings.SIGNING_CREDENTIALS,
    )
