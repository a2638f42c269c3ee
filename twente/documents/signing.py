"""Two PAdES signatures on one document: the chair certifies it, the secretary locks it, a time stamp seals both.

The keys come from a back-end (`signers`) that fills `Signer`: PKCS#12 files, a token (PKCS#11), a service (CSC API).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, PdfTimeStamper
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.timestamps import TimestampRequestError
from pyhanko.sign.validation.dss import DocumentSecurityStore

from twente.core.clock import AMSTERDAM
from twente.core.refusals import Refusal
from twente.documents.appearance import look
from twente.documents.authority import TRIAL
from twente.documents.rules import CHAIR_FIELD, SECRETARY_FIELD
from twente.documents.timestamps import certificates_in, token_of
from twente.documents.trust import Trust, certificate, fingerprint
from twente.documents.waiting import wait_for
from twente.documents.wording import OFFICES, moment_in_words

SEAL = "tijdstempel"
DIGEST = "sha256"


class SigningRefused(Exception):
    """A document cannot be signed; the message says why in Dutch."""


class DocumentUnreadable(SigningRefused):
    """The bytes are not a document that can be signed."""


class UnknownField(SigningRefused):
    """The document has no field for this signature."""


class FieldAlreadySigned(SigningRefused):
    """This signature stands already."""


class ChairSignsFirst(SigningRefused, Refusal):
    """The secretary signs what the chair certified (BOK-5.6)."""

    sentence = "De voorzitter ondertekent eerst, daarna de coördinerend secretaris."


class CertificateRefused(SigningRefused):
    """The certificate is revoked, expired or not trusted."""


class SigningKeyMissing(SigningRefused):
    """The key store is absent or its passphrase is wrong."""


class TimeStampUnavailable(SigningRefused):
    """The time-stamp service did not answer; nothing was signed, trying again is safe."""

    def __init__(self) -> None:
        super().__init__("De tijdstempeldienst antwoordt niet. Er is niets ondertekend. Probeer het later opnieuw.")


@dataclass(frozen=True)
class Signer:
    """Who signs and with what. `key` is pyHanko's signer, `time_stamper` gives a time-stamp client for a moment."""

    name: str
    key: Any
    time_stamper: Callable[[datetime], Any]
    trust: Trust

    @property
    def certificate_sha256(self) -> str:
        """Identification of the certificate, for the archive and for later checks."""
        return fingerprint(self.key.signing_cert.dump())

    @property
    def trial(self) -> bool:
        """Whether the certificate comes from the development authority."""
        return is_trial(self.key.signing_cert)


def is_trial(certificate: Any) -> bool:
    """Whether a certificate comes from the development authority."""
    return TRIAL in str(certificate.subject.native.get("organization_name", ""))


class RevisionWriter(IncrementalPdfFileWriter):
    """Adds a revision and leaves title, author and dates alone.

    pyHanko writes itself and the machine's clock into them, in a form of XMP that PDF/A readers may refuse.
    """

    def _update_meta(self) -> None:
        """Nothing to update: the document's properties were settled when it was rendered."""


def sign(pdf: bytes, *, field: str, signer: Signer, reason: str, at: datetime) -> bytes:
    """The document with one more signature; the bytes given are a prefix of the bytes returned.

    The chair's signature is PAdES B-T; the secretary's makes the whole B-LTA. Raises a SigningRefused.
    """
    _check_turn(pdf, field)
    moment = at.replace(microsecond=0)
    try:
        signed = wait_for(_add_signature(pdf, field, signer, reason, moment))
    except TimestampRequestError as error:
        raise TimeStampUnavailable from error
    except SigningError as error:
        raise CertificateRefused(
            "Dit certificaat wordt niet geaccepteerd: het is ingetrokken, verlopen of niet vertrouwd."
        ) from error
    if field != SECRETARY_FIELD:
        return signed
    return add_seal(signed, time_stamper=signer.time_stamper, trust=signer.trust, at=moment)


def add_seal(pdf: bytes, *, time_stamper: Callable[[datetime], Any], trust: Trust, at: datetime) -> bytes:
    """The document signed by both, closed with a time stamp over everything (B-LTA). Raises TimeStampUnavailable."""
    try:
        return wait_for(_seal(pdf, time_stamper, trust, at.replace(microsecond=0)))
    except TimestampRequestError as error:
        raise TimeStampUnavailable from error


def signed_fields(pdf: bytes) -> dict[str, bool]:
    """The signature fields of the document, and whether each is signed. Raises DocumentUnreadable."""
    try:
        reader = PdfFileReader(BytesIO(pdf))
        return {name: value is not None for name, value, _ in enumerate_sig_fields(reader)}
    except PdfReadError as error:
        raise DocumentUnreadable("Dit bestand is beschadigd en niet te lezen als PDF.") from error


def _check_turn(pdf: bytes, field: str) -> None:
    """The field exists, is empty, and everybody before it has signed."""
    signed = signed_fields(pdf)
    if field not in OFFICES or field not in signed:
        raise UnknownField(f"In dit document staat geen handtekeningveld {field!r}.")
    if signed[field]:
        raise FieldAlreadySigned(f"{OFFICES[field]}: deze handtekening staat er al.")
    if field == SECRETARY_FIELD and not signed.get(CHAIR_FIELD):
        raise ChairSignsFirst


async def _add_signature(pdf: bytes, field: str, signer: Signer, reason: str, at: datetime) -> bytes:
    """One signature with a time stamp; the certificate is checked before it is used."""
    writer = RevisionWriter(BytesIO(pdf))
    metadata = PdfSignatureMetadata(
        field_name=field,
        md_algorithm=DIGEST,
        reason=reason,
        name=signer.name,
        certify=field == CHAIR_FIELD,
        docmdp_permissions=MDPPerm.FILL_FORMS,
        subfilter=SigSeedSubFilter.PADES,
        validation_context=signer.trust.context(moment=at),
    )
    moment = moment_in_words(at.astimezone(AMSTERDAM))
    style = look(office=OFFICES[field], name=signer.name, moment=moment, trial=signer.trial)
    pen = PdfSigner(metadata, signer.key, timestamper=signer.time_stamper(at), stamp_style=style)
    session = pen.init_signing_session(writer, existing_fields_only=True)
    session.system_time = at
    checked = await session.perform_presign_validation(writer)
    prepared = session.prepare_tbs_document(
        validation_info=checked, bytes_reserved=await session.estimate_signature_container_size(checked)
    )
    digest, output = prepared.digest_tbs_document()
    done = await prepared.perform_signature(digest.document_digest, PdfCMSSignedAttributes(signing_time=at))
    await done.post_signature_processing(output)
    return bytes(output.getbuffer())


async def _seal(pdf: bytes, time_stamper: Callable[[datetime], Any], trust: Trust, at: datetime) -> bytes:
    """All that a later check needs (certificates, revocation lists), under a last time stamp over the whole file."""
    writer = RevisionWriter(BytesIO(pdf))
    signatures = PdfFileReader(BytesIO(pdf)).embedded_signatures
    people = [signature.signer_cert for signature in signatures]
    stampers = [one for signature in signatures for one in certificates_in(token_of(signature))]
    others = [certificate(der) for der in (*trust.roots, *trust.others)]
    DocumentSecurityStore.supply_dss_in_writer(
        writer, None, certs=[*people, *stampers, *others], crls=trust.context(moment=at).crls
    )
    stamper = PdfTimeStamper(
        time_stamper(at),
        field_name=SEAL,
        readable_field_name="Tijdstempel",
        invis_settings=InvisSigSettings(box_out_of_bounds=True),
    )
    sealed = await stamper.async_timestamp_pdf(writer, DIGEST)
    return bytes(sealed.getbuffer())
