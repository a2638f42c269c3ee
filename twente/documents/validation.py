"""Our own judgement of a signed document, on top of pyHanko: several changes that pyHanko lets pass are refused here.

Nothing is fetched: trust, revocation lists and the expected certificates are given.
"""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import async_validate_pdf_signature, async_validate_pdf_timestamp
from pyhanko.sign.validation.status import SignatureCoverageLevel

from twente.documents.properties import properties_of
from twente.documents.rules import CHAIR_FIELD, SECRETARY_FIELD
from twente.documents.timestamps import stamped_at, token_of
from twente.documents.trust import Trust, fingerprint
from twente.documents.waiting import wait_for
from twente.documents.wording import FINDINGS, OFFICES

LOGGER = logging.getLogger(__name__)
# What may have happened after a signature: after the chair's, the secretary's; after that, only the sealing time stamp.
ALLOWED_AFTER = {CHAIR_FIELD: ModificationLevel.FORM_FILLING, SECRETARY_FIELD: ModificationLevel.LTA_UPDATES}
TRUST_CODES = {
    AdESIndeterminate.REVOKED_NO_POE: "revoked",
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE: "expired",
}


@dataclass(frozen=True)
class Expected:
    """What should be true: per field the SHA-256 of the certificate that signs it, and the registered checksum.

    `same_bytes` when somebody has seen that these are the registered bytes, so that nothing was added after signing:
    the slow comparison of every object is left out.
    """

    signers: Mapping[str, str]
    trust: Trust
    sha256: str | None = None
    same_bytes: bool = False


@dataclass(frozen=True)
class Finding:
    """Something that is wrong, as a code and as a Dutch sentence."""

    code: str
    sentence: str


@dataclass(frozen=True)
class SignatureInfo:
    """Who signed in a field: the name in the document, the holder of the certificate, the time-stamped moment (UTC)."""

    field: str
    name: str
    holder: str
    certificate_sha256: str
    at: datetime | None
    issuer: str = ""
    serial: str = ""


@dataclass(frozen=True)
class Verdict:
    """Valid when nothing was found; the signatures that could be read are listed either way."""

    valid: bool
    findings: tuple[Finding, ...]
    signatures: tuple[SignatureInfo, ...]


def verify(pdf: bytes, *, expected: Expected) -> Verdict:
    """Judge a document. A damaged file gives a verdict, never an error."""
    signatures: tuple[SignatureInfo, ...] = ()
    try:
        reader = PdfFileReader(BytesIO(pdf))
        signatures = tuple(_info(signature) for signature in reader.embedded_regular_signatures)
        findings = [*_checksum(pdf, expected), *_composition(reader, expected)]
        findings += wait_for(_signatures(reader, expected))
    except Exception:
        # The libraries fail in a hundred ways on a damaged file; each of them means: not valid.
        LOGGER.info("A document could not be judged", exc_info=True)
        findings = [*_checksum(pdf, expected), finding("unreadable")]
    return Verdict(valid=not findings, findings=tuple(findings), signatures=signatures)


def signatures_in(pdf: bytes) -> tuple[SignatureInfo, ...] | None:
    """Who signed, as the file says; None when it cannot be read."""
    try:
        return tuple(_info(signature) for signature in PdfFileReader(BytesIO(pdf)).embedded_regular_signatures)
    except Exception:
        # The libraries fail in a hundred ways on a damaged file.
        LOGGER.info("A document could not be read", exc_info=True)
        return None


def finding(code: str, field: str = "") -> Finding:
    """What is wrong, in words."""
    return Finding(code, FINDINGS[code].format(who=OFFICES.get(field, field).lower()))


def _checksum(pdf: bytes, expected: Expected) -> Iterator[Finding]:
    """The bytes are the registered ones."""
    if expected.sha256 is not None and sha256(pdf).hexdigest() != expected.sha256:
        yield finding("checksum")


def _composition(reader: Any, expected: Expected) -> Iterator[Finding]:
    """Exactly the expected signatures, in the order of signing, and the seal once everybody has signed."""
    found = [signature.field_name for signature in reader.embedded_regular_signatures]
    wanted = [field for field in OFFICES if field in expected.signers]
    yield from (finding("missing", field) for field in wanted if field not in found)
    yield from (finding("unexpected", field) for field in found if field not in wanted)
    both = [field for field in found if field in wanted]
    if both != [field for field in wanted if field in found]:
        yield finding("order")
    seals = len(reader.embedded_timestamp_signatures)
    if SECRETARY_FIELD in expected.signers and not seals:
        yield finding("no_seal")
    if seals > (SECRETARY_FIELD in expected.signers):
        yield finding("extra_seal")


async def _signatures(reader: Any, expected: Expected) -> list[Finding]:
    """Each signature by itself, then whether the last one covers the file to its last byte."""
    findings: list[Finding] = []
    for signature in reader.embedded_regular_signatures:
        if signature.field_name in expected.signers:
            findings += [finding(code, signature.field_name) async for code in _signature_codes(signature, expected)]
    for seal in reader.embedded_timestamp_signatures:
        findings += [finding(code) async for code in _seal_codes(seal, expected)]
    everything = reader.embedded_signatures
    if everything and everything[-1].evaluate_signature_coverage() != SignatureCoverageLevel.ENTIRE_FILE:
        findings.append(finding("appended"))
    return findings


async def _signature_codes(signature: Any, expected: Expected) -> Any:
    """Codes of what is wrong with the signature of one field."""
    field = signature.field_name
    if fingerprint(signature.signer_cert.dump()) != expected.signers[field]:
        yield "other_signer"
    token = token_of(signature)
    if token is None:
        yield "no_time_stamp"
        return
    context = expected.trust.context(moment=stamped_at(token))
    status = await async_validate_pdf_signature(signature, context, skip_diff=True)
    if not (status.intact and status.valid) or _dirty_padding(signature):
        yield "broken"
        return
    if not expected.same_bytes and _changed_after(signature, field):
        yield "changed_after"
    if not status.trusted:
        yield TRUST_CODES.get(status.trust_problem_indic, "untrusted")
    stamp = status.timestamp_validity
    if not (stamp and stamp.intact and stamp.valid and stamp.trusted):
        yield "no_time_stamp"


def _changed_after(signature: Any, field: str) -> bool:
    """Whether more was changed after this signature than may be."""
    return bool(_changes_after(signature) > ALLOWED_AFTER[field] or _properties_changed(signature))


def _changes_after(signature: Any) -> Any:
    """How far later revisions change what was signed; only asked of an intact signature, as it reads all objects."""
    signature.compute_integrity_info()
    return getattr(signature.diff_result, "modification_level", ModificationLevel.OTHER)


def _properties_changed(signature: Any) -> bool:
    """Whether title, author or other metadata differ from what was signed; pyHanko counts that as upkeep."""
    *_, start, length = signature.byte_range
    signature.reader.stream.seek(0)
    signed = PdfFileReader(BytesIO(signature.reader.stream.read(start + length)))
    return properties_of(signed) != properties_of(signature.reader)


async def _seal_codes(seal: Any, expected: Expected) -> Any:
    """Codes of what is wrong with the closing time stamp."""
    context = expected.trust.context(moment=stamped_at(seal.signed_data))
    status = await async_validate_pdf_timestamp(seal, context, skip_diff=True)
    if not (status.intact and status.valid and status.trusted) or _dirty_padding(seal):
        yield "seal_broken"


def _dirty_padding(signature: Any) -> bool:
    """Whether anything but zeros stands behind the signature in its reserved space, which no signature covers."""
    reserved: bytes = signature.pkcs7_content
    return bool(reserved[_length(reserved) :].strip(b"\0"))


def _length(der: bytes) -> int:
    """Length of the DER object at the start: tag, length of the length when long, contents."""
    first = der[1]
    if first < 0x80:
        return 2 + first
    size = first - 0x80
    return 2 + size + int.from_bytes(der[2 : 2 + size])


def _info(signature: Any) -> SignatureInfo:
    token = token_of(signature)
    certificate = signature.signer_cert
    return SignatureInfo(
        field=signature.field_name,
        name=str(signature.sig_object.get("/Name", "")),
        holder=certificate.subject.native.get("common_name", ""),
        certificate_sha256=fingerprint(certificate.dump()),
        at=stamped_at(token) if token is not None else None,
        issuer=certificate.issuer.human_friendly,
        serial=str(certificate.serial_number),
    )
