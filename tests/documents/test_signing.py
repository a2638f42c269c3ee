"""BOK-5.6: chair and coordinating secretary sign, in that order, and nobody else."""

import asyncio
import re
import subprocess
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pyhanko.sign.timestamps import TimestampRequestError

from tests.documents.conftest import PASSPHRASE, REASON, SIGNED_AT, Office, trust_in
from tests.documents.test_rendering import tool
from twente.documents import authority
from twente.documents.authority import Authority
from twente.documents.lettering import drawable
from twente.documents.signers import Options, signer_for
from twente.documents.signers.folder import key_in_folder
from twente.documents.signing import (
    CertificateRefused,
    ChairSignsFirst,
    FieldAlreadySigned,
    SigningKeyMissing,
    SigningRefused,
    TimeStampUnavailable,
    UnknownField,
    sign,
    signed_fields,
)


def test_signatures_are_added_behind_what_stood(unsigned: bytes, by_chair: bytes, by_both: bytes) -> None:
    """Each earlier revision is a prefix, so that the register can show what was signed when."""
    assert by_chair.startswith(unsigned)
    assert by_both.startswith(by_chair)
    assert signed_fields(unsigned) == {"voorzitter": False, "secretaris": False}
    assert signed_fields(by_chair) == {"voorzitter": True, "secretaris": False}
    assert signed_fields(by_both) == {"voorzitter": True, "secretaris": True, "tijdstempel": True}


def test_signing_leaves_the_properties_alone(unsigned: bytes, by_both: bytes) -> None:
    with pikepdf.open(BytesIO(unsigned)) as before, pikepdf.open(BytesIO(by_both)) as after:
        assert after.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()
        assert dict(after.docinfo) == dict(before.docinfo)


def test_secretary_waits_for_the_chair(unsigned: bytes, office: Office) -> None:
    with pytest.raises(ChairSignsFirst, match="voorzitter ondertekent eerst"):
        sign(unsigned, field="secretaris", signer=office.signer("secretaris"), reason=REASON, at=SIGNED_AT)


@pytest.mark.parametrize("field", ["voorzitter", "secretaris"])
def test_nobody_signs_twice(by_both: bytes, office: Office, field: str) -> None:
    with pytest.raises(FieldAlreadySigned):
        sign(by_both, field=field, signer=office.signer(field), reason=REASON, at=SIGNED_AT)


@pytest.mark.parametrize("field", ["penningmeester", "", "tijdstempel"])
def test_there_is_no_third_field(by_both: bytes, office: Office, field: str) -> None:
    with pytest.raises(UnknownField):
        sign(by_both, field=field, signer=office.signer("secretaris"), reason=REASON, at=SIGNED_AT)


def test_revoked_certificate_does_not_sign(unsigned: bytes, office: Office, ca: Authority) -> None:
    signer = office.signer("voorzitter")
    signer = replace(signer, trust=trust_in(ca, office.holders["voorzitter"]))
    with pytest.raises(CertificateRefused, match="ingetrokken"):
        sign(unsigned, field="voorzitter", signer=signer, reason=REASON, at=SIGNED_AT)


def test_expired_certificate_does_not_sign(unsigned: bytes, office: Office, ca: Authority) -> None:
    expired = authority.issue(ca, "PROEF verlopen", ends=SIGNED_AT - timedelta(days=1))
    office.add("verlopen", expired)
    with pytest.raises(CertificateRefused):
        sign(unsigned, field="voorzitter", signer=office.signer("verlopen"), reason=REASON, at=SIGNED_AT)


def test_silent_time_stamp_service_leaves_nothing_half_signed(unsigned: bytes, office: Office) -> None:
    def silent(at: datetime) -> object:
        raise TimestampRequestError("geen antwoord")

    signer = office.signer("voorzitter")
    with pytest.raises(TimeStampUnavailable, match="later opnieuw"):
        sign(unsigned, field="voorzitter", signer=replace(signer, time_stamper=silent), reason=REASON, at=SIGNED_AT)
    assert sign(unsigned, field="voorzitter", signer=signer, reason=REASON, at=SIGNED_AT).startswith(unsigned)


def test_wrong_passphrase_is_named(office: Office) -> None:
    with pytest.raises(SigningKeyMissing, match="SIGNING_PASSPHRASE"):
        signer_for("tijdstempel", name="", options=replace(office.options(), passphrase="fout"))


def test_absent_key_is_named(tmp_path: Path) -> None:
    with pytest.raises(SigningKeyMissing, match=r"voorzitter\.p12"):
        key_in_folder("voorzitter", Options(folder=tmp_path, passphrase=PASSPHRASE))


def test_signing_works_where_an_event_loop_is_running(unsigned: bytes, office: Office) -> None:
    async def inside() -> bytes:
        return sign(unsigned, field="voorzitter", signer=office.signer("voorzitter"), reason=REASON, at=SIGNED_AT)

    assert signed_fields(asyncio.run(inside()))["voorzitter"]


def test_damaged_document_is_not_signed(office: Office) -> None:
    with pytest.raises(SigningRefused, match="niet te lezen"):
        sign(b"%PDF-1.7 stuk", field="voorzitter", signer=office.signer("voorzitter"), reason=REASON, at=SIGNED_AT)


def test_reader_sees_who_signed_when_and_that_it_is_a_trial(by_both: bytes, tmp_path: Path) -> None:
    (tmp_path / "verslag.pdf").write_bytes(by_both)
    text = subprocess.check_output([tool("pdftotext"), "-layout", tmp_path / "verslag.pdf", "-"], text=True)
    last = text.split("\f")[-2]
    assert "Ayşe Yıldırım-de Vries" in last
    assert "Ondertekend op 10 februari 2027, 11.30 uur" in last
    assert "Ondertekend op 10 februari 2027, 13.30 uur" in last
    assert last.count("PROEFCERTIFICAAT") == 2


def test_fonts_of_the_signatures_are_embedded_too(by_both: bytes, tmp_path: Path) -> None:
    """The default of the signing library is Courier, not embedded: no longer PDF/A."""
    (tmp_path / "verslag.pdf").write_bytes(by_both)
    listing = subprocess.check_output([tool("pdffonts"), tmp_path / "verslag.pdf"], text=True)
    fonts = listing.splitlines()[2:]
    assert len(fonts) > 3
    assert all(re.search(r"Source-?Sans-?3.* yes yes yes ", font) for font in fonts), listing


def test_appearances_have_one_state_only(by_both: bytes) -> None:
    with pikepdf.open(BytesIO(by_both)) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            assert set(field.get("/AP", {"/N": 0}).keys()) == {"/N"}


def test_seal_takes_no_place_on_a_page(by_both: bytes) -> None:
    """It has no tag, so it must lie outside what a screen reader reads (PDF/UA)."""
    with pikepdf.open(BytesIO(by_both)) as pdf:
        (seal,) = (field for field in pdf.Root.AcroForm.Fields if field.T == "tijdstempel")
        left, bottom, right, top = (float(edge) for edge in seal.Rect)
    assert left == right < 0
    assert bottom == top < 0


def test_unknown_letters_never_break_a_signature() -> None:
    assert drawable("Żaneta Őry ☺ 李") == "Żaneta Őry  "
    assert drawable("Сергей") == ""
    assert drawable("Şahin Łukasz Žižek Ðorđe") == "Şahin Łukasz Žižek Ðorđe"


def test_poppler_sees_two_valid_signatures(by_both: bytes, tmp_path: Path) -> None:
    (tmp_path / "verslag.pdf").write_bytes(by_both)
    report = subprocess.run([tool("pdfsig"), tmp_path / "verslag.pdf"], capture_output=True, text=True, check=False)
    assert report.stdout.count("Signature is Valid") == 2
    assert report.stdout.count("ETSI.CAdES.detached") == 2


def test_qpdf_finds_no_errors_after_signing(by_both: bytes, tmp_path: Path) -> None:
    (tmp_path / "verslag.pdf").write_bytes(by_both)
    subprocess.run([tool("qpdf"), "--check", tmp_path / "verslag.pdf"], check=True, capture_output=True)
