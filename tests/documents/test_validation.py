"""Every row of the tamper table (spec documents, section 5) is refused with a sentence that says what is wrong."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from io import BytesIO

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from tests.documents.conftest import REASON, SIGNED_AT, Office, trust_in
from twente.documents import authority
from twente.documents.authority import Authority
from twente.documents.signing import RevisionWriter, Signer, sign
from twente.documents.trust import fingerprint
from twente.documents.validation import Expected, verify


def codes(pdf: bytes, expected: Expected) -> set[str]:
    verdict = verify(pdf, expected=expected)
    assert verdict.valid is not bool(verdict.findings)
    assert all(finding.sentence.endswith(".") for finding in verdict.findings)
    return {finding.code for finding in verdict.findings}


def rewritten(pdf: bytes, change: Callable[[RevisionWriter], object]) -> bytes:
    """The document with one more revision, as an editor would save it."""
    writer, output = RevisionWriter(BytesIO(pdf)), BytesIO()
    change(writer)
    writer.write(output)
    return output.getvalue()


def retitled(writer: RevisionWriter) -> None:
    title = {generic.pdf_name("/Title"): generic.pdf_string("Ander verslag")}
    writer.set_info(writer.add_object(generic.DictionaryObject(title)))


def drawn_on(writer: RevisionWriter) -> None:
    writer.add_stream_to_page(0, writer.add_object(generic.StreamObject(stream_data=b"0 0 99 99 re f")))


def saved_again(pdf: bytes) -> bytes:
    output = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.save(output)
    return output.getvalue()


def flipped(pdf: bytes, position: int) -> bytes:
    damaged = bytearray(pdf)
    damaged[position] ^= 0x01
    return bytes(damaged)


def contents(pdf: bytes, number: int) -> tuple[int, int]:
    """Where the hexadecimal bytes of a signature begin and end."""
    start = -1
    for _ in range(number):
        start = pdf.index(b"/Contents <", start + 1)
    return start + len(b"/Contents <"), pdf.index(b">", start)


def test_untouched_minutes_are_valid(by_both: bytes, expected: Expected) -> None:
    verdict = verify(by_both, expected=expected)
    assert verdict.valid, verdict.findings
    chair, secretary = verdict.signatures
    assert (chair.field, chair.name, chair.at) == ("voorzitter", "Ayşe Yıldırım-de Vries", SIGNED_AT)
    assert (secretary.field, secretary.at) == ("secretaris", SIGNED_AT + timedelta(hours=2))
    assert chair.certificate_sha256 == expected.signers["voorzitter"]


def test_half_signed_minutes_are_valid_as_half_signed(by_chair: bytes, expected: Expected) -> None:
    half = replace(expected, signers={"voorzitter": expected.signers["voorzitter"]})
    assert codes(by_chair, half) == set()


def test_unsigned_minutes_are_not_signed(unsigned: bytes, expected: Expected) -> None:
    assert codes(unsigned, expected) == {"missing", "no_seal"}


def test_registered_checksum_is_compared(by_both: bytes, expected: Expected) -> None:
    assert codes(by_both, replace(expected, sha256="0" * 64)) == {"checksum"}


def test_flipped_byte_in_the_contents(by_both: bytes, unsigned: bytes, expected: Expected) -> None:
    page = unsigned.index(b"stream\n", len(unsigned) // 2) + 40
    assert codes(flipped(by_both, page), expected) & {"broken", "unreadable"}


@pytest.mark.parametrize("number", [1, 2, 3])
def test_flipped_byte_in_a_signature(by_both: bytes, expected: Expected, number: int) -> None:
    start, end = contents(by_both, number)
    last = start + len(by_both[start:end].rstrip(b"0")) - 40
    assert codes(flipped(by_both, last), expected)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_hidden_bytes_behind_a_signature(by_both: bytes, expected: Expected, number: int) -> None:
    """The reserved space behind a signature is covered by nothing but the next signature; the last by none."""
    _, end = contents(by_both, number)
    assert by_both[end - 2 : end] == b"00"
    assert codes(flipped(by_both, end - 1), expected) & {"broken", "seal_broken"}


def test_drawing_on_a_page(by_both: bytes, expected: Expected) -> None:
    assert {"changed_after", "appended"} <= codes(rewritten(by_both, drawn_on), expected)


def test_changed_title(by_both: bytes, expected: Expected) -> None:
    """pyHanko alone lets this pass as an update for the archive."""
    assert "appended" in codes(rewritten(by_both, retitled), expected)


@pytest.mark.parametrize("tail", [b"\n", b"%extra", b"\0" * 50, b"%PDF-1.7\n"])
def test_bytes_after_the_end(by_both: bytes, expected: Expected, tail: bytes) -> None:
    assert codes(by_both + tail, expected)


def test_cut_back_to_the_chair(by_chair: bytes, expected: Expected) -> None:
    assert codes(by_chair, expected) == {"missing", "no_seal"}


def test_cut_back_to_before_the_seal(by_both: bytes, expected: Expected) -> None:
    ends = [i for i in range(len(by_both)) if by_both.startswith(b"%%EOF", i)]
    assert "no_seal" in codes(by_both[: ends[-2] + 6], expected)


def test_saved_again_by_another_program(by_both: bytes, expected: Expected) -> None:
    assert "broken" in codes(saved_again(by_both), expected)


def test_change_between_the_signatures(by_chair: bytes, office: Office, expected: Expected) -> None:
    """The secretary cannot slip something in after the chair has signed."""
    changed = rewritten(by_chair, drawn_on)
    signed = sign(changed, field="secretaris", signer=office.signer("secretaris"), reason=REASON, at=SIGNED_AT)
    assert codes(signed, expected) == {"changed_after"}


def test_title_changed_between_the_signatures(by_chair: bytes, office: Office, expected: Expected) -> None:
    """pyHanko counts a changed title as upkeep of the archive."""
    changed = rewritten(by_chair, retitled)
    signed = sign(changed, field="secretaris", signer=office.signer("secretaris"), reason=REASON, at=SIGNED_AT)
    assert codes(signed, expected) == {"changed_after"}


def twice(pdf: bytes, chair: Signer, secretary: Signer) -> bytes:
    half = sign(pdf, field="voorzitter", signer=chair, reason=REASON, at=SIGNED_AT)
    return sign(half, field="secretaris", signer=secretary, reason=REASON, at=SIGNED_AT)


def test_other_signer(unsigned: bytes, office: Office, expected: Expected) -> None:
    signed = twice(unsigned, office.signer("vervanger"), office.signer("secretaris"))
    assert codes(signed, expected) == {"other_signer"}


def signed_elsewhere(pdf: bytes, field: str, signer: Signer) -> bytes:
    """A proper signature by a program that does not know our order."""
    metadata = PdfSignatureMetadata(field_name=field, subfilter=SigSeedSubFilter.PADES)
    pen = PdfSigner(metadata, signer.key, timestamper=signer.time_stamper(SIGNED_AT))
    return bytes(pen.sign_pdf(RevisionWriter(BytesIO(pdf)), existing_fields_only=True).getbuffer())


def test_secretary_before_the_chair(unsigned: bytes, office: Office, expected: Expected) -> None:
    half = signed_elsewhere(unsigned, "secretaris", office.signer("secretaris"))
    assert "order" in codes(signed_elsewhere(half, "voorzitter", office.signer("voorzitter")), expected)


def test_same_person_in_both_fields(unsigned: bytes, office: Office, expected: Expected) -> None:
    signed = twice(unsigned, office.signer("secretaris"), office.signer("secretaris"))
    assert codes(signed, expected) == {"other_signer"}


def test_authority_that_nobody_trusts(unsigned: bytes, tmp_path_factory, expected: Expected) -> None:
    """A certificate with the same names from another authority."""
    stranger = Office(authority.found_authority(at=SIGNED_AT), tmp_path_factory.mktemp("vreemd"))
    signed = twice(unsigned, stranger.signer("voorzitter"), stranger.signer("secretaris"))
    assert codes(signed, expected) >= {"other_signer", "untrusted", "seal_broken"}


def test_certificate_revoked_before_signing(by_both: bytes, office: Office, ca: Authority, expected: Expected) -> None:
    revoked = trust_in(ca, office.holders["voorzitter"], revoked_at=SIGNED_AT - timedelta(days=1))
    assert codes(by_both, replace(expected, trust=revoked)) == {"revoked"}


def test_certificate_revoked_after_signing_still_counts(
    by_both: bytes, office: Office, ca: Authority, expected: Expected
) -> None:
    """The time stamp proves that the signature was there before."""
    revoked = trust_in(ca, office.holders["voorzitter"], revoked_at=SIGNED_AT + timedelta(days=1))
    assert codes(by_both, replace(expected, trust=revoked)) == set()


def test_certificate_expired_before_signing(unsigned: bytes, office: Office, ca: Authority, expected: Expected) -> None:
    """Signed with a clock that was set back, then stamped by an honest time-stamp service."""
    short = authority.issue(ca, "PROEF kort geldig", ends=SIGNED_AT - timedelta(days=1))
    office.add("kort", short)
    honest = office.signer("kort")
    signer = replace(honest, time_stamper=lambda at: honest.time_stamper(SIGNED_AT))
    half = sign(unsigned, field="voorzitter", signer=signer, reason=REASON, at=SIGNED_AT - timedelta(days=2))
    only = Expected(signers={"voorzitter": fingerprint(short.der)}, trust=expected.trust)
    assert codes(half, only) == {"expired"}


def test_without_revocation_lists_nothing_is_trusted(by_both: bytes, expected: Expected) -> None:
    assert "untrusted" in codes(by_both, replace(expected, trust=replace(expected.trust, crls=())))


def test_third_signature(by_chair: bytes, office: Office, expected: Expected) -> None:
    """Two signatures were placed, only one was expected."""
    both = sign(by_chair, field="secretaris", signer=office.signer("secretaris"), reason=REASON, at=SIGNED_AT)
    half = replace(expected, signers={"voorzitter": expected.signers["voorzitter"]})
    assert {"unexpected", "extra_seal"} <= codes(both, half)


@pytest.mark.parametrize("junk", [b"", b"geen pdf", b"%PDF-1.7\n%%EOF", b"\0" * 5000])
def test_junk_gives_a_verdict(junk: bytes, expected: Expected) -> None:
    assert "unreadable" in codes(junk, expected)


def test_no_single_bit_can_change_unseen(by_both: bytes, expected: Expected) -> None:
    """Twenty bits, drawn with a fixed seed. Inside the seal itself a bit may mean nothing: the checksum sees it."""
    draw = random.Random(56)
    start, end = contents(by_both, 3)
    registered = replace(expected, sha256=sha256(by_both).hexdigest())
    for position in (draw.randrange(len(by_both)) for _ in range(20)):
        inside_the_seal = start <= position < end
        assert codes(flipped(by_both, position), registered if inside_the_seal else expected), f"byte {position}"
