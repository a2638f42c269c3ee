"""Keys to sign with: which back-end signs for which office is a setting, and every back-end gives the same `Signer`."""

from collections.abc import Callable
from typing import Any

from twente.documents.signers.folder import key_in_folder
from twente.documents.signers.options import ELSEWHERE, Options
from twente.documents.signers.service import key_at_service
from twente.documents.signers.stamping import time_stamper_for
from twente.documents.signers.token import key_on_token
from twente.documents.signing import Signer, SigningKeyMissing, SigningRefused, is_trial
from twente.documents.trust import trust_from
from twente.documents.wording import OFFICES

__all__ = ["ELSEWHERE", "Options", "SignedElsewhere", "UnknownBackend", "signer_for", "trial_key"]

Backend = Callable[[str, Options], Any]


class SignedElsewhere(SigningRefused):
    """The key of this office is with its holder: download, sign, upload."""


class UnknownBackend(SigningKeyMissing):
    """A setting names a back-end that does not exist."""


def no_key(field: str, options: Options) -> Any:
    """The back-end of who signs with a program of his or her own. Raises SignedElsewhere."""
    raise SignedElsewhere(
        f"{OFFICES[field]}: ondertekenen gaat hier met uw eigen programma. Kies ‘Elders ondertekenen’."
    )


BACKENDS: dict[str, Backend] = {
    "folder": key_in_folder,
    "token": key_on_token,
    "service": key_at_service,
    ELSEWHERE: no_key,
}


def signer_for(field: str, *, name: str, options: Options) -> Signer:
    """Who signs in a field, with the key of its back-end and the time stamps of this installation.

    Raises a SigningRefused, or TrustMissing.
    """
    key = backend_of(field, options)(field, options)
    return Signer(name=name, key=key, time_stamper=time_stamper_for(options), trust=trust_from(options.folder))


def backend_of(field: str, options: Options) -> Backend:
    """The back-end that signs for an office. Raises UnknownBackend."""
    name = options.backend(field)
    if name not in BACKENDS:
        raise UnknownBackend(f"SIGNING_KEYS: {name!r} bestaat niet. Kies uit {', '.join(BACKENDS)}.")
    return BACKENDS[name]


def trial_key(field: str, options: Options) -> bool:
    """Whether the key that would sign comes from the development authority; only a key at hand is looked at."""
    if options.backend(field) != "folder":
        return False
    try:
        return is_trial(key_in_folder(field, options).signing_cert)
    except SigningRefused:
        return False
