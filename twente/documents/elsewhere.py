"""What somebody signed with a program of his or her own: taken only as the stored bytes with one signature more."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, DiffResult, ModificationLevel
from pyhanko.sign.fields import MDPPerm

from twente.documents.properties import properties_of
from twente.documents.rules import SECRETARY_FIELD
from twente.documents.signers.stamping import TimeStampers
from twente.documents.signing import SigningRefused, add_seal, signed_fields
from twente.documents.trust import Trust, fingerprint
from twente.documents.validation import Expected, Finding, verify
from twente.documents.wording import FINDINGS, OFFICES, UPLOADS


class UploadRefused(SigningRefused):
    """The upload is not the stored document with exactly one good signature more; nothing was kept."""


@dataclass(frozen=True)
class Standing:
    """The document as it stands: its revisions (oldest first) and the certificates that signed them, by field."""

    revisions: tuple[bytes, ...]
    signers: Mapping[str, str]
    trust: Trust


@dataclass(frozen=True)
class Accepted:
    """The bytes to keep, and the certificate of the new signature."""

    content: bytes
    certificate_sha256: str


def accept(
    upload: bytes,
    *,
    field: str,
    standing: Standing,
    certificates: Collection[str],
    time_stamper: TimeStampers,
    at: datetime,
) -> Accepted:
    """Judge an upload that should hold the signature in `field`, by one of the person's registered certificates.

    Without a closing time stamp of its own, the secretary's gets ours. Raises UploadRefused, TimeStampUnavailable.
    """
    _continues(upload, standing)
    expected, sealed = _judged(upload, field, standing, certificates)
    if field == SECRETARY_FIELD and not sealed:
        upload = add_seal(upload, time_stamper=time_stamper, trust=standing.trust, at=at)
        _is_valid(upload, expected)
    return Accepted(upload, expected.signers[field])


def _judged(upload: bytes, field: str, standing: Standing, certificates: Collection[str]) -> tuple[Expected, bool]:
    """What the upload must be, once it is that, and whether a closing time stamp stands in it."""
    try:
        signature = _new_signature(upload, field, standing)
        certificate = fingerprint(signature.signer_cert.dump())
        if certificate not in certificates:
            raise refused("other_certificate", holder=holder_of(signature.signer_cert))
        _leaves_room(signature, field)
        _only_signs(upload, field, standing)
        sealed = bool(signature.reader.embedded_timestamp_signatures)
    except SigningRefused:
        raise
    except Exception as error:
        # The libraries fail in a hundred ways on a damaged file; each of them means: not taken.
        raise UploadRefused(FINDINGS["unreadable"]) from error
    expected = Expected(signers={**standing.signers, field: certificate}, trust=standing.trust)
    _is_valid(upload, expected, allowed=frozenset() if sealed else frozenset({"no_seal"}))
    return expected, sealed


def holder_of(certificate: Any) -> str:
    """The name on a certificate."""
    return str(certificate.subject.native.get("common_name", "zonder naam"))


def refused(code: str, **more: str) -> UploadRefused:
    """The refusal with its sentence."""
    return UploadRefused(UPLOADS[code].format(**more))


def _continues(upload: bytes, standing: Standing) -> None:
    """The stored bytes, and something behind them."""
    *earlier, latest = standing.revisions
    if upload == latest:
        raise refused("unsigned")
    if upload.startswith(latest):
        return
    raise refused("earlier" if any(upload.startswith(revision) for revision in earlier) else "other_file")


def _new_signature(upload: bytes, field: str, standing: Standing) -> Any:
    """The one signature that was added, in the expected field."""
    signed_fields(upload)
    before = PdfFileReader(BytesIO(standing.revisions[-1])).embedded_regular_signatures
    found = PdfFileReader(BytesIO(upload)).embedded_regular_signatures
    added = found[len(before) :]
    if not added:
        raise refused("unsigned")
    if len(added) > 1:
        raise refused("several")
    if added[0].field_name != field:
        raise refused("other_field", field=added[0].field_name, who=OFFICES[field].lower())
    return added[0]


def _leaves_room(signature: Any, field: str) -> None:
    """The chair's program did not close the document: the secretary signs after it."""
    closed = signature.docmdp_level == MDPPerm.NO_CHANGES or signature.fieldmdp is not None
    if field != SECRETARY_FIELD and closed:
        raise refused("closed")


def _only_signs(upload: bytes, field: str, standing: Standing) -> None:
    """Between the stored document and the upload nothing changed but the signature field.

    A signature only says that nothing changed after it; what changed right before it would go in with the chair's.
    """
    stored, now = (PdfFileReader(BytesIO(content)) for content in (standing.revisions[-1], upload))
    base = stored.xrefs.total_revisions - 1
    review = DEFAULT_DIFF_POLICY.review_file(now, base, doc_mdp=MDPPerm.FILL_FORMS)
    level = review.modification_level if isinstance(review, DiffResult) else ModificationLevel.OTHER
    others = set(review.changed_form_fields) - {field} if isinstance(review, DiffResult) else set()
    if level > ModificationLevel.FORM_FILLING or others or properties_of(stored) != properties_of(now):
        raise refused("changed")


def _is_valid(upload: bytes, expected: Expected, allowed: Collection[str] = ()) -> None:
    """By our own rules for signed documents."""
    wrong = [finding for finding in verify(upload, expected=expected).findings if finding.code not in allowed]
    if wrong:
        raise UploadRefused(" ".join(_advice(finding) for finding in wrong[:2]))


def _advice(finding: Finding) -> str:
    return f"{finding.sentence} {UPLOADS.get(finding.code, '')}".strip()
