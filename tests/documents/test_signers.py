"""Every back-end gives the same signatures; what does not answer leaves nothing half signed."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.documents.conftest import REASON, SIGNED_AT, Office
from tests.documents.servers import Faltering, Hanging, SigningService, down, nonsense, refusing, serving, stamping
from twente.documents.authority import Authority, Holder
from twente.documents.signers import Options, SignedElsewhere, UnknownBackend, signer_for, trial_key
from twente.documents.signers.service import ServiceUnavailable
from twente.documents.signers.token import TokenUnavailable
from twente.documents.signing import SigningKeyMissing, TimeStampUnavailable, sign, signed_fields
from twente.documents.validation import Expected, verify

LATER = SIGNED_AT + timedelta(hours=2)
SOFTHSM = next((path for path in map(Path, ("/usr/lib/softhsm/libsofthsm2.so",)) if path.exists()), None)


def sign_as(pdf: bytes, field: str, options: Options) -> bytes:
    signer = signer_for(field, name=f"de {field}", options=options)
    return sign(pdf, field=field, signer=signer, reason=REASON, at=SIGNED_AT)


@pytest.fixture
def chair(office: Office) -> Holder:
    office.signer("voorzitter")
    return office.holders["voorzitter"]


@pytest.fixture
def stamps(office: Office, ca: Authority) -> Iterator[str]:
    with serving(stamping(office.holders["tijdstempel"], ca, LATER)) as url:
        yield url


def test_time_stamps_come_from_the_authority_of_the_setting(
    unsigned: bytes, office: Office, stamps: str, expected: Expected
) -> None:
    """Both signatures and the seal carry the moment of the authority's clock, not of ours."""
    pdf = unsigned
    for field in ("voorzitter", "secretaris"):
        office.signer(field)
        pdf = sign_as(pdf, field, office.options(timestamp_url=stamps))
    verdict = verify(pdf, expected=expected)
    assert verdict.valid, verdict.findings
    assert {info.at for info in verdict.signatures} == {LATER}


@pytest.mark.parametrize("answer", [refusing, nonsense, down])
def test_authority_that_refuses_leaves_nothing_signed(
    unsigned: bytes, office: Office, chair: Holder, stamps: str, answer: Any
) -> None:
    with serving(answer) as url, pytest.raises(TimeStampUnavailable, match="Er is niets ondertekend"):
        sign_as(unsigned, "voorzitter", office.options(timestamp_url=url))
    assert signed_fields(sign_as(unsigned, "voorzitter", office.options(timestamp_url=stamps)))["voorzitter"]


@pytest.mark.parametrize("fault", [refusing, nonsense, down])
def test_authority_that_fails_once_is_asked_again(
    unsigned: bytes, office: Office, ca: Authority, chair: Holder, fault: Any
) -> None:
    """A hiccup of the authority costs a moment, not the signature."""
    authority = Faltering(fault, stamping(office.holders["tijdstempel"], ca, LATER))
    with serving(authority) as url:
        pdf = sign_as(unsigned, "voorzitter", office.options(timestamp_url=url))
    assert signed_fields(pdf)["voorzitter"]
    assert len(authority.asked) >= 2


def test_authority_that_stays_down_is_asked_three_times(unsigned: bytes, office: Office, chair: Holder) -> None:
    authority = Faltering(down, down)
    with serving(authority) as url, pytest.raises(TimeStampUnavailable):
        sign_as(unsigned, "voorzitter", office.options(timestamp_url=url))
    assert len(authority.asked) == 3


def test_authority_that_hangs_is_not_waited_for(unsigned: bytes, office: Office, chair: Holder) -> None:
    hanging = Hanging()
    with serving(hanging) as url:
        with pytest.raises(TimeStampUnavailable, match="antwoordt niet"):
            sign_as(unsigned, "voorzitter", office.options(timestamp_url=url, seconds=0.3))
        hanging.over.set()


def test_authority_that_is_not_there(unsigned: bytes, office: Office, chair: Holder) -> None:
    with serving(down) as url:
        pass
    with pytest.raises(TimeStampUnavailable):
        sign_as(unsigned, "voorzitter", office.options(timestamp_url=url))


def at_service(office: Office, url: str, **more: Any) -> Options:
    """The chair signs at the service, everybody else from the folder."""
    return office.options(
        backends={"voorzitter": "service"},
        service_url=url,
        service_token="bewijs",
        **{"service_pin": "1234", "credentials": {"voorzitter": "sleutel-1"}, **more},
    )


def test_signing_service_signs_for_the_office_that_is_set_so(
    unsigned: bytes, office: Office, ca: Authority, chair: Holder, expected: Expected
) -> None:
    service = SigningService(ca, {"sleutel-1": chair})
    office.signer("secretaris")
    with serving(service) as url:
        pdf = sign_as(unsigned, "voorzitter", at_service(office, url))
    assert service.asked == ["credentials/info", "credentials/authorize", "signatures/signHash"]
    pdf = sign_as(pdf, "secretaris", at_service(office, url))
    verdict = verify(pdf, expected=expected)
    assert verdict.valid, verdict.findings


@pytest.mark.parametrize("more", [{"service_pin": "0000"}, {"seconds": 0.3}], ids=["wrong pin", "hangs"])
def test_signing_service_that_does_not_sign_is_a_sentence(
    unsigned: bytes, office: Office, ca: Authority, chair: Holder, more: dict[str, Any]
) -> None:
    hanging = Hanging()
    answer = SigningService(ca, {"sleutel-1": chair}) if "service_pin" in more else hanging
    with serving(answer) as url:
        with pytest.raises(ServiceUnavailable, match="Er is niets ondertekend"):
            sign_as(unsigned, "voorzitter", at_service(office, url, **more))
        hanging.over.set()


@pytest.mark.parametrize("more", [{"credentials": {}}, {"service_url": ""}], ids=["no credential", "no address"])
def test_signing_service_without_settings_is_named(office: Office, more: dict[str, Any]) -> None:
    options = at_service(office, "http://127.0.0.1:1")
    with pytest.raises(SigningKeyMissing, match="SIGNING_SERVICE_URL"):
        signer_for("voorzitter", name="", options=Options(**{**vars(options), **more}))


def test_office_that_signs_elsewhere_has_no_key_here(office: Office) -> None:
    with pytest.raises(SignedElsewhere, match="Elders ondertekenen"):
        signer_for("voorzitter", name="", options=office.options(default="elsewhere"))


def test_unknown_back_end_is_named(office: Office) -> None:
    with pytest.raises(UnknownBackend, match="token"):
        signer_for("voorzitter", name="", options=office.options(default="kaartje"))


def test_only_a_key_at_hand_is_called_a_trial(office: Office, chair: Holder) -> None:
    assert trial_key("voorzitter", office.options())
    assert not trial_key("voorzitter", office.options(default="token"))
    assert not trial_key("penningmeester", office.options())


@pytest.fixture
def token(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, office: Office, chair: Holder, ca: Authority
) -> dict[str, str]:
    """A token in software with the chair's key on it."""
    if SOFTHSM is None or shutil.which("softhsm2-util") is None:
        pytest.skip("SoftHSM is er niet (apt install softhsm2): ondertekenen met een token is niet getest.")
    pytest.importorskip("pkcs11", reason="python-pkcs11 is er niet: ondertekenen met een token is niet getest.")
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm2.conf").write_text(f"directories.tokendir = {tmp_path}/tokens\nlog.level = ERROR\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "softhsm2.conf"))
    made = ["softhsm2-util", "--init-token", "--free", "--label", "overleg", "--pin", "4321", "--so-pin", "8765"]
    subprocess.run(made, check=True, capture_output=True)
    options = {"module": str(SOFTHSM), "token": "overleg", "pin": "4321"}
    code = f"from tests.documents.token import put_on_token; put_on_token({options!r}, {str(office.folder)!r})"
    done = subprocess.run([sys.executable, "-c", code], env=os.environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return options


def test_token_signs_for_the_chair(unsigned: bytes, office: Office, token: dict[str, str], expected: Expected) -> None:
    office.signer("secretaris")
    pdf = sign_as(unsigned, "voorzitter", office.options(backends={"voorzitter": "token"}, **token))
    pdf = sign_as(pdf, "secretaris", office.options())
    verdict = verify(pdf, expected=expected)
    assert verdict.valid, verdict.findings
    for wrong in ({"pin": "1111"}, {"token": "ander"}):
        with pytest.raises(TokenUnavailable, match="SIGNING_PIN"):
            signer_for("voorzitter", name="", options=office.options(default="token", **(token | wrong)))
    with pytest.raises(TokenUnavailable):
        signer_for("secretaris", name="", options=office.options(default="token", **token))


def test_token_without_its_driver_is_a_sentence(office: Office) -> None:
    pytest.importorskip("pkcs11", reason="python-pkcs11 is er niet: de volgende toets geldt dan.")
    with pytest.raises(TokenUnavailable, match="SIGNING_MODULE"):
        signer_for("voorzitter", name="", options=office.options(default="token", module="/nergens.so"))


def test_token_without_its_package_is_a_sentence(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyhanko.sign.pkcs11", None)
    with pytest.raises(TokenUnavailable, match="python-pkcs11"):
        signer_for("voorzitter", name="", options=office.options(default="token"))
