"""Material that takes time to make: an authority, rendered minutes, the same signed once and twice."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.documents import sample
from twente.core.models import Agreement, User
from twente.documents import authority, services
from twente.documents.authority import Authority, Holder
from twente.documents.finishing import finish
from twente.documents.models import Document
from twente.documents.printing import print_document
from twente.documents.rendering import Rendered, render
from twente.documents.signers import Options, signer_for
from twente.documents.signing import Signer, sign
from twente.documents.trust import Trust
from twente.documents.validation import Expected

SIGNED_AT = datetime(2027, 2, 10, 10, 30, tzinfo=UTC)
PASSPHRASE = "proef"
REASON = "Vaststelling van het verslag"
NOW = SIGNED_AT


@pytest.fixture(scope="session")
def ca() -> Authority:
    return authority.found_authority(at=SIGNED_AT)


def lists(ca: Authority, *revoked: Holder, revoked_at: datetime | None = None) -> tuple[bytes, ...]:
    """Both revocation lists of an authority."""
    made, until = ca.begins + timedelta(days=1), ca.ends
    return (
        authority.revocation_list(ca.root, at=made, until=until),
        authority.revocation_list(ca.intermediate, at=made, until=until, revoked=revoked, revoked_at=revoked_at),
    )


def trust_in(ca: Authority, *revoked: Holder, revoked_at: datetime | None = None) -> Trust:
    return Trust((ca.root.der,), (ca.intermediate.der,), lists(ca, *revoked, revoked_at=revoked_at))


class Office:
    """Key stores of one authority on disk, and signers made from them."""

    def __init__(self, ca: Authority, folder: Path) -> None:
        self.ca, self.folder = ca, folder
        self.holders = {"tijdstempel": authority.issue_time_stamper(ca)}
        self.add("tijdstempel", self.holders["tijdstempel"])
        (folder / "proef.root.der").write_bytes(ca.root.der)
        (folder / "proef.ca.der").write_bytes(ca.intermediate.der)
        for number, crl in enumerate(lists(ca)):
            (folder / f"{number}.crl").write_bytes(crl)

    def add(self, key: str, holder: Holder) -> None:
        self.holders[key] = holder
        store = authority.key_store(holder, self.ca, passphrase=PASSPHRASE)
        (self.folder / f"{key}.p12").write_bytes(store)

    def signer(self, key: str, name: str = "") -> Signer:
        if key not in self.holders:
            self.add(key, authority.issue(self.ca, f"PROEF {key}"))
        return signer_for(key, name=name or f"de {key}", options=self.options())

    def options(self, **more: Any) -> Options:
        """Keys and trust in this folder."""
        return Options(folder=self.folder, passphrase=PASSPHRASE, **more)


@pytest.fixture(scope="session")
def office(ca: Authority, tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(ca, tmp_path_factory.mktemp("sleutels"))


@pytest.fixture(scope="session")
def rendered() -> Rendered:
    return render(sample.minutes(), title=sample.TITLE, created=sample.CREATED, author=sample.AUTHOR)


@pytest.fixture(scope="session")
def finished(rendered: Rendered) -> bytes:
    return finish(rendered)


@pytest.fixture(scope="session")
def unsigned() -> bytes:
    """Short minutes: judging a signature reads every object, so pages cost time."""
    html = sample.minutes(subjects=sample.SUBJECTS[4:6])
    return print_document(html, title=sample.TITLE, created=sample.CREATED, author=sample.AUTHOR)


@pytest.fixture(scope="session")
def by_chair(unsigned: bytes, office: Office) -> bytes:
    signer = office.signer("voorzitter", "Ayşe Yıldırım-de Vries")
    return sign(unsigned, field="voorzitter", signer=signer, reason=REASON, at=SIGNED_AT)


@pytest.fixture(scope="session")
def by_both(by_chair: bytes, office: Office) -> bytes:
    signer = office.signer("secretaris", "Coördinerend Secretaris")
    return sign(by_chair, field="secretaris", signer=signer, reason=REASON, at=SIGNED_AT + timedelta(hours=2))


@pytest.fixture(scope="session")
def expected(ca: Authority, office: Office) -> Expected:
    """What a check of the twice signed minutes should find, without a registered checksum."""
    signers = {field: office.signer(field).certificate_sha256 for field in ("voorzitter", "secretaris")}
    return Expected(signers=signers, trust=trust_in(ca))


@pytest.fixture
def chair(db: None) -> User:
    return User.objects.create_user("voorzitter", "voorzitter@voorbeeld.example", "Ayşe Yıldırım-de Vries")


@pytest.fixture
def secretary(db: None) -> User:
    return User.objects.create_user("secretaris", "secretaris@voorbeeld.example", "Coördinerend Secretaris")


@pytest.fixture
def agreement(db: None) -> Agreement:
    return Agreement.objects.create(slug="proef", rulebook="proef", name="Proefovereenkomst", short_name="Proef")


@pytest.fixture
def document(agreement: Agreement, secretary: User, unsigned: bytes, office: Office, settings) -> Document:
    office.signer("voorzitter"), office.signer("secretaris")
    settings.SIGNING_FOLDER, settings.SIGNING_PASSPHRASE = office.folder, PASSPHRASE
    return store(agreement, secretary, unsigned)


def store(agreement: Agreement, by: User, pdf: bytes) -> Document:
    return services.store_rendered(
        agreement=agreement, kind="verslag", title="Verslag", source_key="verslag:12", pdf=pdf, by=by, now=NOW
    )
