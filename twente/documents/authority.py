"""A development authority: certificates for trying out signing, all called PROEF, never for production.

root → intermediate → chair, secretary, time stamps, and a holder whose certificate is revoked (for tests).
"""

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

YEAR = timedelta(days=365)
VALID_BEFORE, VALID_AFTER = 10 * YEAR, 20 * YEAR
TRIAL = "PROEF"
ORGANISATION = f"Bestuurlijk overleg ({TRIAL})"
HOLDERS = {
    "voorzitter": f"{TRIAL} voorzitter",
    "secretaris": f"{TRIAL} coördinerend secretaris",
    "tijdstempel": f"{TRIAL} tijdstempeldienst",
    "ingetrokken": f"{TRIAL} ingetrokken voorzitter",
}
FILES = {f"{holder}.p12" for holder in HOLDERS} | {"proef.root.der", "proef.ca.der", "wortel.crl", "tussen.crl"}


class AuthorityIncomplete(Exception):
    """The folder holds only some of the files, so it was not written by us; the message says what to do."""

    def __init__(self, folder: Path, missing: set[str]) -> None:
        names = ", ".join(sorted(missing))
        super().__init__(
            f"In de map {folder} ontbreken: {names}. Verplaats of verwijder de map en probeer het opnieuw."
        )


@dataclass(frozen=True)
class Holder:
    """A certificate with its private key."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey

    @property
    def der(self) -> bytes:
        """The certificate as bytes."""
        return self.certificate.public_bytes(Encoding.DER)


@dataclass(frozen=True)
class Authority:
    """A root and the intermediate that issues to people, valid from `begins` until `ends`."""

    root: Holder
    intermediate: Holder
    begins: datetime
    ends: datetime


def found_authority(*, at: datetime) -> Authority:
    """A new authority whose certificates were already valid ten years before, so that demonstrations can look back."""
    begins, ends = at - VALID_BEFORE, at + VALID_AFTER
    root = _certify(f"{TRIAL} wortelcertificaat", None, begins=begins, ends=ends, extensions=_authority_use(1))
    intermediate = _certify(f"{TRIAL} tussencertificaat", root, begins=begins, ends=ends, extensions=_authority_use(0))
    return Authority(root, intermediate, begins, ends)


def issue(
    authority: Authority, common_name: str, *, begins: datetime | None = None, ends: datetime | None = None
) -> Holder:
    """A certificate to sign documents with; valid as long as the authority unless dates are given."""
    return _certify(
        common_name,
        authority.intermediate,
        begins=begins or authority.begins,
        ends=ends or authority.ends,
        extensions=[(_usage(content_commitment=True), True)],
    )


def issue_time_stamper(authority: Authority, common_name: str = HOLDERS["tijdstempel"]) -> Holder:
    """A certificate that may only sign time stamps."""
    time_stamping = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    return _certify(
        common_name,
        authority.intermediate,
        begins=authority.begins,
        ends=authority.ends,
        extensions=[(_usage(), True), (time_stamping, True)],
    )


def revocation_list(
    issuer: Holder,
    *,
    at: datetime,
    until: datetime,
    revoked: tuple[Holder, ...] = (),
    revoked_at: datetime | None = None,
) -> bytes:
    """The issuer's list of revoked certificates, made `at` and good `until`."""
    builder = x509.CertificateRevocationListBuilder().issuer_name(issuer.certificate.subject)
    builder = builder.last_update(at).next_update(until).add_extension(x509.CRLNumber(1), critical=False)
    builder = builder.add_extension(_issuer_key(issuer), critical=False)
    for holder in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(holder.certificate.serial_number)
        builder = builder.add_revoked_certificate(entry.revocation_date(revoked_at or at).build())
    return builder.sign(issuer.key, hashes.SHA256()).public_bytes(Encoding.DER)


def prepare_authority(*, folder: Path, passphrase: str, at: datetime) -> bool:
    """Fill the folder with a development authority; False when it was there already.

    The folder appears whole or not at all, also when two processes do this at once.
    """
    if folder.is_dir() and any(folder.iterdir()):
        if missing := FILES - {path.name for path in folder.iterdir()}:
            raise AuthorityIncomplete(folder, missing)
        return False
    folder.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(mkdtemp(prefix=f"{folder.name}-", dir=folder.parent))
    for name, content in _files(found_authority(at=at), passphrase).items():
        (staging / name).write_bytes(content)
        (staging / name).chmod(0o600)
    try:
        staging.rename(folder)
    except OSError:
        shutil.rmtree(staging)
        return False
    return True


def _files(authority: Authority, passphrase: str) -> dict[str, bytes]:
    holders = {key: issue(authority, name) for key, name in HOLDERS.items() if key != "tijdstempel"}
    holders["tijdstempel"] = issue_time_stamper(authority)
    listed_at = authority.begins + timedelta(days=1)
    lists = {
        "wortel.crl": revocation_list(authority.root, at=listed_at, until=authority.ends),
        "tussen.crl": revocation_list(
            authority.intermediate, at=listed_at, until=authority.ends, revoked=(holders["ingetrokken"],)
        ),
    }
    stores = {f"{key}.p12": key_store(holder, authority, passphrase=passphrase) for key, holder in holders.items()}
    return stores | lists | {"proef.root.der": authority.root.der, "proef.ca.der": authority.intermediate.der}


def key_store(holder: Holder, authority: Authority, *, passphrase: str) -> bytes:
    """PKCS#12 with the key, its certificate and the intermediate."""
    return pkcs12.serialize_key_and_certificates(
        holder.certificate.subject.rfc4514_string().encode(),
        holder.key,
        holder.certificate,
        [authority.intermediate.certificate],
        BestAvailableEncryption(passphrase.encode()),
    )


def _certify(
    common_name: str,
    issuer: Holder | None,
    *,
    begins: datetime,
    ends: datetime,
    extensions: list[tuple[x509.ExtensionType, bool]],
) -> Holder:
    """A key with a certificate about it; signed by itself when there is no issuer."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "NL"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, ORGANISATION),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )
    builder = x509.CertificateBuilder().subject_name(subject).public_key(key.public_key())
    builder = builder.issuer_name(issuer.certificate.subject if issuer else subject)
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(begins).not_valid_after(ends)
    own_key = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    builder = builder.add_extension(own_key, critical=False)
    if issuer:
        builder = builder.add_extension(_issuer_key(issuer), critical=False)
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    return Holder(builder.sign(issuer.key if issuer else key, hashes.SHA256()), key)


def _issuer_key(issuer: Holder) -> x509.AuthorityKeyIdentifier:
    identifier = issuer.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier)
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier.value)


def _authority_use(path_length: int) -> list[tuple[x509.ExtensionType, bool]]:
    return [
        (x509.BasicConstraints(ca=True, path_length=path_length), True),
        (_usage(digital_signature=False, key_cert_sign=True, crl_sign=True), True),
    ]


def _usage(**allowed: bool) -> x509.KeyUsage:
    """Key usage: signing, unless told otherwise."""
    nothing = dict.fromkeys(
        (
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    return x509.KeyUsage(**{"digital_signature": True, **nothing, **allowed})
