"""Whom we trust when a signature is judged: roots, intermediate certificates and revocation lists, without network."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any


class TrustMissing(Exception):
    """The folder holds no root certificate; the message says which folder and what to do."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"In de map {folder} staan geen vertrouwde certificaten. "
            "Maak de proefcertificaten met `manage.py ontwikkel_ca`, of zet SIGNING_FOLDER op de goede map."
        )


@dataclass(frozen=True)
class Trust:
    """Certificates and revocation lists as DER bytes."""

    roots: tuple[bytes, ...]
    others: tuple[bytes, ...]
    crls: tuple[bytes, ...]

    def context(self, *, moment: datetime) -> Any:
        """pyHanko's view of this trust at a moment; every certificate but a root must have a revocation list."""
        from pyhanko_certvalidator import ValidationContext

        return ValidationContext(
            trust_roots=[certificate(der) for der in self.roots],
            other_certs=[certificate(der) for der in self.others],
            crls=list(self.crls),
            moment=moment,
            best_signature_time=moment,
            allow_fetching=False,
            revocation_mode="require",
            retroactive_revinfo=True,
        )


def trust_from(folder: Path) -> Trust:
    """Trust kept in a folder: `*.root.der`, `*.ca.der` and `*.crl`. Raises TrustMissing without a root."""
    roots, others, crls = (_contents(folder, pattern) for pattern in ("*.root.der", "*.ca.der", "*.crl"))
    if not roots:
        raise TrustMissing(folder)
    return Trust(roots, others, crls)


def certificate(der: bytes) -> Any:
    """The certificate in the form that pyHanko reads."""
    from pyhanko.keys import load_certs_from_pemder_data

    return next(iter(load_certs_from_pemder_data(der)))


def fingerprint(der: bytes) -> str:
    """SHA-256 of a certificate, in hexadecimal: the identification that the archive keeps."""
    return sha256(der).hexdigest()


def _contents(folder: Path, pattern: str) -> tuple[bytes, ...]:
    return tuple(path.read_bytes() for path in sorted(folder.glob(pattern)))
