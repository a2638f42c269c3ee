"""Certificates for trying out: whole or absent, made once, never in production, and called PROEF."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import pkcs12
from django.core.management import CommandError, call_command

from twente.documents.authority import FILES, AuthorityIncomplete, prepare_authority
from twente.documents.trust import TrustMissing, trust_from

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lokaal") / "dieper" / "ca"
    assert prepare_authority(folder=folder, passphrase="proef", at=AT)
    return folder


def subject(store: Path) -> str:
    _, certificate, _ = pkcs12.load_key_and_certificates(store.read_bytes(), b"proef")
    return certificate.subject.rfc4514_string()


def test_folder_is_whole_and_private(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == FILES
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.iterdir())
    assert [path.name for path in folder.parent.iterdir()] == ["ca"]


def test_every_certificate_says_that_it_is_a_trial(folder: Path) -> None:
    for store in folder.glob("*.p12"):
        assert subject(store).count("PROEF") == 2
    for der in folder.glob("*.der"):
        assert "PROEF" in x509.load_der_x509_certificate(der.read_bytes()).subject.rfc4514_string()


def test_private_keys_of_the_authority_are_not_kept(folder: Path) -> None:
    assert {path.name for path in folder.glob("*.p12")} == {
        "voorzitter.p12", "secretaris.p12", "tijdstempel.p12", "ingetrokken.p12",
    }  # fmt: skip


def test_revoked_holder_is_on_the_list_and_the_others_are_not(folder: Path) -> None:
    crl = x509.load_der_x509_crl((folder / "tussen.crl").read_bytes())
    _, revoked, _ = pkcs12.load_key_and_certificates((folder / "ingetrokken.p12").read_bytes(), b"proef")
    _, chair, _ = pkcs12.load_key_and_certificates((folder / "voorzitter.p12").read_bytes(), b"proef")
    assert crl.get_revoked_certificate_by_serial_number(revoked.serial_number)
    assert crl.get_revoked_certificate_by_serial_number(chair.serial_number) is None


def test_making_it_again_changes_nothing(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.iterdir()}
    assert not prepare_authority(folder=folder, passphrase="proef", at=AT)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_half_filled_folder_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "voorzitter.p12").write_bytes(b"eigen")
    with pytest.raises(AuthorityIncomplete, match=r"secretaris\.p12"):
        prepare_authority(folder=tmp_path, passphrase="proef", at=AT)
    assert (tmp_path / "voorzitter.p12").read_bytes() == b"eigen"


def test_command_makes_it_and_says_where(tmp_path: Path, settings, capsys: pytest.CaptureFixture[str]) -> None:
    settings.SIGNING_FOLDER = tmp_path / "ca"
    call_command("ontwikkel_ca")
    call_command("ontwikkel_ca")
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("Gemaakt")
    assert second.startswith("Stond er al")
    assert str(tmp_path) in first


def test_command_refuses_in_production(tmp_path: Path, settings) -> None:
    settings.SIGNING_FOLDER, settings.PRODUCTION = tmp_path / "ca", True
    with pytest.raises(CommandError, match="productie"):
        call_command("ontwikkel_ca")
    assert not (tmp_path / "ca").exists()


def test_trust_comes_from_the_folder(folder: Path) -> None:
    trust = trust_from(folder)
    assert (len(trust.roots), len(trust.others), len(trust.crls)) == (1, 1, 2)


def test_empty_folder_is_no_trust(tmp_path: Path) -> None:
    with pytest.raises(TrustMissing, match="ontwikkel_ca"):
        trust_from(tmp_path)
