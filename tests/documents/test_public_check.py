"""/document-nagaan/: anybody sees whether this overleg signed a file, and what is wrong with it; nothing is kept."""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.documents.conftest import NOW, PASSPHRASE, Office, lists
from tests.documents.test_elsewhere import signed_elsewhere
from tests.documents.test_validation import contents, drawn_on, flipped, retitled, rewritten, saved_again
from twente.core.models import Agreement, AuditEntry, User
from twente.documents import authority
from twente.documents.authority import Authority
from twente.documents.models import Document, Revision
from twente.documents.recognition import Standing, prefixes, recognise
from twente.documents.signing import sign

ADDRESS = "/document-nagaan/"
WHOLE = "Dit is het geregistreerde document."
LATER = "er is later iets aan toegevoegd"
ALTERED = "het bestand is veranderd of niet van hier"


@pytest.fixture
def registered(
    agreement: Agreement, chair: User, unsigned: bytes, by_chair: bytes, by_both: bytes, office: Office, settings: Any
) -> Document:
    """Minutes in three revisions, as they were signed."""
    settings.SIGNING_FOLDER, settings.SIGNING_PASSPHRASE = office.folder, PASSPHRASE
    return register(agreement, chair, office, unsigned, by_chair, by_both)


def register(agreement: Agreement, by: User, office: Office, *revisions: bytes, key: str = "verslag:1") -> Document:
    document = Document.objects.create(
        agreement=agreement, kind="minutes", title="Geheim overleg", source_key=key, created_at=NOW
    )
    fields = ("", "voorzitter", "secretaris")
    for number, (act, field, content) in enumerate(zip(Revision.Act, fields, revisions, strict=False), 1):
        Revision.objects.create(
            document=document,
            number=number,
            act=act,
            content=content,
            sha256=sha256(content).hexdigest(),
            certificate_sha256=office.signer(field).certificate_sha256 if field else "",
            made_at=NOW,
            made_by=by,
        )
    return document


def check(content: bytes, name: str = "verslag.pdf") -> Any:
    return Client().post(ADDRESS, {"copy": SimpleUploadedFile(name, content)})


def words(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_anybody_sees_who_signed_the_registered_document_and_when(registered: Document, by_both: bytes) -> None:
    response = check(by_both)
    page = words(response)
    assert response.status_code == 200
    for piece in (WHOLE, "Ayşe Yıldırım-de Vries, op 10 februari 2027 om 11.30 uur", "proefcertificaten"):
        assert piece in page
    assert "Geheim overleg" not in page


Tamper = Callable[[dict[str, bytes]], bytes]
TAMPERED: dict[str, tuple[Tamper, tuple[str, ...]]] = {
    "byte flipped in a page": (
        lambda files: flipped(files["both"], files["unsigned"].index(b"stream\n", len(files["unsigned"]) // 2) + 40),
        (ALTERED, "De handtekening van de voorzitter is verbroken", "van de coördinerend secretaris is verbroken"),
    ),
    "byte flipped in the first signature": (
        lambda files: flipped(files["both"], contents(files["both"], 1)[1] - 1),
        (LATER, "De handtekening van de voorzitter is verbroken", "van de coördinerend secretaris is verbroken"),
    ),
    "drawn on a page": (
        lambda files: rewritten(files["both"], drawn_on),
        (LATER, "is iets toegevoegd of veranderd dat niet mag", "later aangevuld"),
    ),
    "another title": (
        lambda files: rewritten(files["both"], retitled),
        (LATER, "is iets toegevoegd of veranderd dat niet mag"),
    ),
    "bytes behind the end": (lambda files: files["both"] + b"\n% toegevoegd\n", (LATER, "later aangevuld")),
    "cut back to the first signature": (
        lambda files: files["chair"],
        ("Dit is een eerdere versie.", "De handtekening van de coördinerend secretaris ontbreekt."),
    ),
    "cut back to no signature": (
        lambda files: files["unsigned"],
        ("Dit is een eerdere versie.", "De handtekening van de voorzitter ontbreekt."),
    ),
    "saved again by an editor": (
        lambda files: saved_again(files["both"]),
        (ALTERED, "De handtekening van de voorzitter is verbroken", "niet gelijk aan een document dat hier"),
    ),
}


@pytest.mark.parametrize("case", TAMPERED)
def test_every_way_of_tampering_is_named(
    registered: Document, unsigned: bytes, by_chair: bytes, by_both: bytes, case: str
) -> None:
    """Spec documents, section 5."""
    tamper, sentences = TAMPERED[case]
    response = check(tamper({"unsigned": unsigned, "chair": by_chair, "both": by_both}))
    page = words(response)
    assert response.status_code == 200
    assert WHOLE not in page
    for sentence in sentences:
        assert sentence in page


@pytest.fixture
def folder(office: Office, tmp_path: Path, settings: Any, registered: Document) -> Path:
    """The same certificates, with lists that a test may change."""
    shutil.copytree(office.folder, tmp_path / "ca")
    settings.SIGNING_FOLDER = tmp_path / "ca"
    return tmp_path / "ca"


def test_revoked_chair_is_named(folder: Path, office: Office, ca: Authority, by_both: bytes) -> None:
    revoked = lists(ca, office.holders["voorzitter"], revoked_at=NOW - timedelta(days=1))
    (folder / "1.crl").write_bytes(revoked[1])
    page = words(check(by_both))
    assert "hier geregistreerd, maar de handtekeningen kloppen niet" in page
    assert "Het certificaat van de voorzitter was ingetrokken toen de handtekening werd gezet." in page


def test_expired_certificate_is_named(
    registered: Document, agreement: Agreement, chair: User, unsigned: bytes, office: Office, ca: Authority
) -> None:
    """Signed with a certificate that had ended the day before."""
    office.add("afgelopen", authority.issue(ca, "PROEF afgelopen", ends=NOW - timedelta(days=1)))
    pdf = signed_elsewhere(unsigned, "voorzitter", office.signer("afgelopen"))

    document = Document.objects.create(
        agreement=agreement, kind="minutes", title="x", source_key="verslag:2", created_at=NOW
    )
    Revision.objects.create(
        document=document,
        number=1,
        act="chair",
        content=pdf,
        sha256=sha256(pdf).hexdigest(),
        certificate_sha256=office.signer("afgelopen").certificate_sha256,
        made_at=NOW,
        made_by=chair,
    )
    page = words(check(pdf))
    assert "kloppen niet" in page
    assert "Het certificaat van de voorzitter was niet geldig toen de handtekening werd gezet." in page


def test_half_signed_and_unsigned_documents_are_named_as_such(
    agreement: Agreement, chair: User, unsigned: bytes, by_chair: bytes, office: Office, settings: Any
) -> None:
    settings.SIGNING_FOLDER, settings.SIGNING_PASSPHRASE = office.folder, PASSPHRASE
    register(agreement, chair, office, unsigned)
    assert recognise(unsigned).standing == Standing.UNSIGNED
    Document.objects.all().filter(revisions=None).delete()
    register(agreement, chair, office, by_chair[:0] or unsigned + b"\n", key="verslag:9")
    assert "Het is niet ondertekend." in words(check(unsigned))


def test_chair_alone_is_half(
    agreement: Agreement, chair: User, unsigned: bytes, by_chair: bytes, by_both: bytes, office: Office, settings: Any
) -> None:
    settings.SIGNING_FOLDER, settings.SIGNING_PASSPHRASE = office.folder, PASSPHRASE
    register(agreement, chair, office, unsigned, by_chair)
    assert "de secretaris nog niet" in words(check(by_chair))
    page = words(check(by_both))
    assert LATER in page
    assert "niet gelijk aan het geregistreerde document" in page


def test_signature_of_ours_on_something_else(registered: Document, office: Office, expected: Any) -> None:
    """Somebody who signs here signed a file that was never registered."""
    from tests.documents import sample
    from twente.documents.printing import print_document

    html = sample.minutes(subjects=sample.SUBJECTS[:1])
    other = print_document(html, title="Anders", created=sample.CREATED, author=sample.AUTHOR)
    pdf = sign(other, field="voorzitter", signer=office.signer("voorzitter"), reason="x", at=NOW)
    found = recognise(pdf)
    assert found.standing == Standing.ALTERED
    assert not found.sound
    assert {finding.code for finding in found.findings} >= {"unregistered", "missing"}


def test_stranger_is_a_stranger(registered: Document, unsigned: bytes, tmp_path: Path) -> None:
    stranger = Office(authority.found_authority(at=NOW), tmp_path).signer("voorzitter")
    for pdf in (signed_elsewhere(unsigned + b"\n", "voorzitter", stranger)[:-1], b"%PDF-1.7 iets"):
        page = words(check(pdf))
        assert WHOLE not in page
        assert "Geheim overleg" not in page


@pytest.mark.parametrize(
    ("content", "status", "sentence"),
    [
        (b"<html>geen pdf</html>", 422, "Dit is geen pdf-bestand."),
        (b"", 422, "Dit bestand is leeg."),
        (b"%PDF-1.7 stuk", 200, "niet te lezen"),
        (b"%PDF-" + b"%%EOF" * 5000, 200, "niet te lezen"),
    ],
    ids=["html", "empty", "broken", "many ends"],
)
def test_other_files_get_a_sentence(db: None, content: bytes, status: int, sentence: str) -> None:
    response = check(content)
    assert response.status_code == status
    assert sentence in words(response)


def test_more_than_fifty_megabytes_is_refused(db: None) -> None:
    assert check(b"%PDF-" + b"0" * (50 * 1024 * 1024)).status_code == 413


def test_nothing_is_kept(
    registered: Document, by_both: bytes, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No file on disk, not even for a moment, no row, and no session."""
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    written: list[Any] = []
    from django.core.files import uploadedfile

    class Watched(uploadedfile.TemporaryUploadedFile):
        def __init__(self, *args: Any, **more: Any) -> None:
            written.append(args)
            super().__init__(*args, **more)

    monkeypatch.setattr("django.core.files.uploadhandler.TemporaryUploadedFile", Watched)
    before = (AuditEntry.objects.count(), Revision.objects.count())
    response = check(by_both)
    assert WHOLE in words(response)
    assert written == []
    assert (AuditEntry.objects.count(), Revision.objects.count()) == before
    assert "sessionid" not in response.cookies
    assert "no-store" in response.headers["Cache-Control"]


def test_forged_form_is_refused(registered: Document, by_both: bytes) -> None:
    browser = Client(enforce_csrf_checks=True)
    assert browser.post(ADDRESS, {"copy": SimpleUploadedFile("v.pdf", by_both)}).status_code == 403


@pytest.fixture
def few(settings: Any) -> Iterator[None]:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"document_check": "2/m/ip"}
    yield


def test_one_address_checks_so_many_files(db: None, few: None) -> None:
    found = [check(b"%PDF-1.7 stuk").status_code for _ in range(3)]
    assert found == [200, 200, 429]


def test_page_is_linked_from_every_footer(db: None) -> None:
    page = Client().get("/stemmen-nagaan/").content.decode()
    assert f'href="{ADDRESS}"' in page


def test_prefixes_end_where_versions_end(unsigned: bytes, by_chair: bytes, by_both: bytes) -> None:
    found = set(prefixes(by_both))
    assert {sha256(version).hexdigest() for version in (unsigned, by_chair, by_both)} <= found
    assert len(set(prefixes(b"%PDF-" + b"%%EOF" * 5000))) <= 401


@pytest.mark.parametrize("command", [["pdfsig", "-nocert"], ["qpdf", "--check"]], ids=["pdfsig", "qpdf"])
def test_other_programs_read_what_was_signed_elsewhere(
    unsigned: bytes, office: Office, tmp_path: Path, command: list[str]
) -> None:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is er niet: de tweede mening over handtekeningen ontbreekt.")
    (tmp_path / "v.pdf").write_bytes(signed_elsewhere(unsigned, "voorzitter", office.signer("voorzitter")))
    done = subprocess.run([*command, tmp_path / "v.pdf"], capture_output=True, text=True, check=False)
    assert "Signature is Valid" in done.stdout or done.returncode == 0, done.stdout + done.stderr
