"""Writes: the certificates with which people sign elsewhere. Recorded by the administrator, never changed."""

from datetime import UTC, datetime
from hashlib import sha256

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from django.db import IntegrityError, transaction

from twente.core import audit
from twente.core.models import Agreement, User
from twente.core.refusals import Refusal
from twente.documents.authority import TRIAL
from twente.documents.models import SigningCertificate


class CertificateNotTaken(Refusal):
    """This file is no certificate to sign with; the sentence says why."""

    status = 422


NO_CERTIFICATE = "Dit is geen certificaat. Kies het openbare certificaat: een bestand op .cer, .crt, .pem of .der."
PRIVATE = "In dit bestand zit een geheime sleutel. Verwijder het en vraag om het openbare certificaat."
OF_AUTHORITY = "Dit is het certificaat van een uitgever, niet van een persoon."
NOT_FOR_SIGNING = "Met dit certificaat kan niemand documenten ondertekenen. Kies het certificaat voor handtekeningen."
EXPIRED = "Dit certificaat is verlopen. Kies het certificaat dat nu geldig is."
TAKEN = "Dit certificaat staat al op naam van iemand anders."
ONLY_TRIAL = "Dit is een proefcertificaat. Daarmee kunt u niet echt ondertekenen."


def read_certificate(content: bytes) -> x509.Certificate:
    """The certificate in a file, PEM or DER. Raises CertificateNotTaken."""
    if b"PRIVATE KEY" in content:
        raise CertificateNotTaken(PRIVATE)
    load = x509.load_pem_x509_certificate if b"-----BEGIN" in content else x509.load_der_x509_certificate
    try:
        return load(content)
    except ValueError as error:
        raise CertificateNotTaken(NO_CERTIFICATE) from error


def check_usable(certificate: x509.Certificate, now: datetime) -> None:
    """A certificate of a person, for signing, not expired. Raises CertificateNotTaken."""
    wrong = {
        OF_AUTHORITY: is_authority(certificate),
        NOT_FOR_SIGNING: not signs(certificate),
        EXPIRED: certificate.not_valid_after_utc <= now.astimezone(UTC),
        ONLY_TRIAL: settings.PRODUCTION and TRIAL in certificate.subject.rfc4514_string(),
    }
    for sentence, found in wrong.items():
        if found:
            raise CertificateNotTaken(sentence)


def is_authority(certificate: x509.Certificate) -> bool:
    """Whether it may issue other certificates."""
    try:
        return bool(certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca)
    except (x509.ExtensionNotFound, ValueError):
        return False


def signs(certificate: x509.Certificate) -> bool:
    """Whether its holder may sign with it; a certificate that does not say may be used for everything."""
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    except ValueError:
        return False
    return bool(usage.digital_signature or usage.content_commitment)


@transaction.atomic
def register_certificate(
    *, agreement: Agreement, user: User, content: bytes, by: User, now: datetime
) -> SigningCertificate:
    """Record with which certificate a person signs; the same once more changes nothing. Raises CertificateNotTaken."""
    certificate = read_certificate(content)
    check_usable(certificate, now)
    der = certificate.public_bytes(Encoding.DER)
    digest = sha256(der).hexdigest()
    try:
        with transaction.atomic():
            row, new = SigningCertificate.objects.get_or_create(
                sha256=digest,
                defaults={
                    "user": user,
                    "der": der,
                    "subject": certificate.subject.rfc4514_string()[:500],
                    "issuer": certificate.issuer.rfc4514_string()[:500],
                    "valid_from": certificate.not_valid_before_utc,
                    "valid_until": certificate.not_valid_after_utc,
                    "registered_at": now,
                    "registered_by": by,
                },
            )
    except IntegrityError as error:
        raise CertificateNotTaken(NO_CERTIFICATE) from error
    if row.user_id != user.pk:
        raise CertificateNotTaken(TAKEN)
    if new:
        detail = {"user": user.pk, "sha256": digest}
        audit.record(
            agreement=agreement, by=by, at=now, action="signing_certificate_registered", target=row, detail=detail
        )
    return row
