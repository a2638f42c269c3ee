"""Download, sign with another program, upload: the stored bytes with exactly one good signature more, or nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from tests.documents.conftest import SIGNED_AT, Office, trust_in
from tests.documents.test_validation import drawn_on, flipped, retitled, rewritten, saved_again
from twente.documents import authority
from twente.documents.authority import Authority
from twente.documents.elsewhere import Accepted, Standing, UploadRefused, accept
from twente.documents.signing import Signer, TimeStampUnavailable
from twente.documents.validation import Expected, verify

LATER = SIGNED_AT + timedelta(hours=2)


def signed_elsewhere(pdf: bytes, field: str, signer: Signer, *, stamped: bool = True, **more: Any) -> bytes:
    """What a program of another maker returns: with its own look, its own dates, its own traces in the properties."""
    metadata = PdfSignatureMetadata(
        field_name=field, name="Een ander programma", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, **more
    )
    stamper = signer.time_stamper(LATER) if stamped else None
    return PdfSigner(metadata, signer.key, timestamper=stamper).sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf))).read()


def standing(office: Office, trust: Any, *revisions: bytes) -> Standing:
    """Nobody signed, or the chair did."""
    signers = {"voorzitter": office.signer("voorzitter").certificate_sha256} if len(revisions) > 1 else {}
    return Standing(revisions, signers, trust)


@pytest.fixture
def take(office: Office, ca: Authority, unsigned: bytes, by_chair: bytes) -> Callable[..., Accepted]:
    def accepted(upload: bytes, field: str = "voorzitter", **more: Any) -> Accepted:
        revisions = (unsigned,) if field == "voorzitter" else (unsigned, by_chair)
        signer = office.signer(field)
        options: dict[str, Any] = {
            "standing": standing(office, trust_in(ca), *revisions),
            "certificates": {signer.certificate_sha256},
            "time_stamper": signer.time_stamper,
            "at": LATER,
        }
        return accept(upload, field=field, **(options | more))

    return accepted


def test_both_may_sign_elsewhere(
    take: Callable[..., Accepted], unsigned: bytes, office: Office, ca: Authority, expected: Expected
) -> None:
    """The secretary's program knows of no closing time stamp: we add it."""
    first = take(signed_elsewhere(unsigned, "voorzitter", office.signer("voorzitter")))
    assert first.content.startswith(unsigned)
    assert first.certificate_sha256 == expected.signers["voorzitter"]
    upload = signed_elsewhere(first.content, "secretaris", office.signer("secretaris"))
    second = take(upload, "secretaris", standing=standing(office, trust_in(ca), unsigned, first.content))
    assert second.content.startswith(upload)
    assert len(second.content) > len(upload)
    verdict = verify(second.content, expected=expected)
    assert verdict.valid, verdict.findings


def test_closing_time_stamp_of_the_upload_is_kept(
    take: Callable[..., Accepted], by_chair: bytes, by_both: bytes
) -> None:
    assert take(by_both, "secretaris").content == by_both


def test_without_time_stamp_service_nothing_is_kept(
    take: Callable[..., Accepted], by_chair: bytes, office: Office
) -> None:
    from pyhanko.sign.timestamps import TimestampRequestError

    def silent(at: Any) -> Any:
        raise TimestampRequestError("geen antwoord")

    upload = signed_elsewhere(by_chair, "secretaris", office.signer("secretaris"))
    with pytest.raises(TimeStampUnavailable, match="Er is niets ondertekend"):
        take(upload, "secretaris", time_stamper=silent)


def with_field(pdf: bytes, name: str) -> bytes:
    """One more signature field, on the page."""
    writer, output = IncrementalPdfFileWriter(BytesIO(pdf)), BytesIO()
    append_signature_field(writer, SigFieldSpec(name, box=(10, 10, 60, 60)))
    writer.write(output)
    return output.getvalue()


Bad = Callable[[bytes, Signer], bytes]
REFUSALS: dict[str, tuple[Bad, str]] = {
    "as downloaded": (lambda pdf, signer: pdf, "nog geen nieuwe handtekening"),
    "another file": (lambda pdf, signer: b"%PDF-1.7 anders", "niet het bestand dat u hebt opgehaald"),
    "saved again": (lambda pdf, signer: saved_again(pdf), "opnieuw opgeslagen"),
    "damaged at the end": (lambda pdf, signer: pdf + b"1 0 obj", "nog geen nieuwe handtekening|beschadigd"),
    "only drawn on": (lambda pdf, signer: rewritten(pdf, drawn_on), "nog geen nieuwe handtekening"),
    "drawn on before signing": (
        lambda pdf, signer: signed_elsewhere(rewritten(pdf, drawn_on), "voorzitter", signer),
        "meer veranderd dan uw handtekening",
    ),
    "retitled before signing": (
        lambda pdf, signer: signed_elsewhere(rewritten(pdf, retitled), "voorzitter", signer),
        "meer veranderd dan uw handtekening",
    ),
    "drawn on after signing": (
        lambda pdf, signer: rewritten(signed_elsewhere(pdf, "voorzitter", signer), drawn_on),
        "meer veranderd dan uw handtekening",
    ),
    "bytes behind": (
        lambda pdf, signer: signed_elsewhere(pdf, "voorzitter", signer) + b"\n% toegevoegd\n",
        "later aangevuld",
    ),
    "in the field of the other": (
        lambda pdf, signer: signed_elsewhere(pdf, "secretaris", signer),
        "niet in het veld van de voorzitter",
    ),
    "in a field of its own": (
        lambda pdf, signer: signed_elsewhere(with_field(pdf, "los"), "los", signer),
        "niet in het veld van de voorzitter",
    ),
    "two signatures": (
        lambda pdf, signer: signed_elsewhere(signed_elsewhere(pdf, "voorzitter", signer), "secretaris", signer),
        "meer dan één nieuwe handtekening",
    ),
    "without time stamp": (
        lambda pdf, signer: signed_elsewhere(pdf, "voorzitter", signer, stamped=False),
        "tijdstempeldienst",
    ),
    "closed by the chair": (
        lambda pdf, signer: signed_elsewhere(
            pdf, "voorzitter", signer, certify=True, docmdp_permissions=MDPPerm.NO_CHANGES
        ),
        "op slot gedaan",
    ),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_anything_else_is_refused_with_a_sentence(
    take: Callable[..., Accepted], unsigned: bytes, office: Office, case: str
) -> None:
    make, sentence = REFUSALS[case]
    with pytest.raises(UploadRefused, match=sentence):
        take(make(unsigned, office.signer("voorzitter")))


def test_byte_flipped_in_the_new_signature(take: Callable[..., Accepted], unsigned: bytes, office: Office) -> None:
    upload = signed_elsewhere(unsigned, "voorzitter", office.signer("voorzitter"))
    (signature,) = PdfFileReader(BytesIO(upload)).embedded_regular_signatures
    value = signature.signer_info["signature"].native.hex().encode()
    with pytest.raises(UploadRefused, match="verbroken"):
        take(flipped(upload, upload.lower().index(value) + 20))


def test_earlier_version_is_named_as_such(take: Callable[..., Accepted], unsigned: bytes, office: Office) -> None:
    """The secretary who downloaded before the chair signed."""
    with pytest.raises(UploadRefused, match="eerdere versie"):
        take(signed_elsewhere(unsigned, "secretaris", office.signer("secretaris")), "secretaris")


def test_certificate_of_somebody_else(take: Callable[..., Accepted], unsigned: bytes, office: Office) -> None:
    with pytest.raises(UploadRefused, match=r"PROEF secretaris.*niet op uw naam geregistreerd"):
        take(signed_elsewhere(unsigned, "voorzitter", office.signer("secretaris")))


def test_revoked_certificate(take: Callable[..., Accepted], unsigned: bytes, office: Office, ca: Authority) -> None:
    signer = office.signer("voorzitter")
    trust = trust_in(ca, office.holders["voorzitter"])
    with pytest.raises(UploadRefused, match="ingetrokken"):
        take(
            signed_elsewhere(unsigned, "voorzitter", signer),
            standing=replace(standing(office, trust, unsigned)),
        )


def test_expired_certificate(take: Callable[..., Accepted], unsigned: bytes, office: Office, ca: Authority) -> None:
    office.add("vervallen", authority.issue(ca, "PROEF vervallen", ends=SIGNED_AT - timedelta(days=1)))
    signer = office.signer("vervallen")
    with pytest.raises(UploadRefused, match="niet geldig toen de handtekening werd gezet"):
        take(
            signed_elsewhere(unsigned, "voorzitter", signer),
            certificates={signer.certificate_sha256},
        )


def test_certificate_of_an_authority_that_we_do_not_trust(
    take: Callable[..., Accepted], unsigned: bytes, office: Office, tmp_path: Any
) -> None:
    stranger = Office(authority.found_authority(at=SIGNED_AT), tmp_path).signer("voorzitter")
    mixed = replace(stranger, time_stamper=office.signer("voorzitter").time_stamper)
    with pytest.raises(UploadRefused, match="niet van een uitgever die wij vertrouwen"):
        take(
            signed_elsewhere(unsigned, "voorzitter", mixed),
            certificates={stranger.certificate_sha256},
        )
