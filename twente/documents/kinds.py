"""What rooms say of the documents they make: who may read one, where it belongs, what happens when it is signed.

The pages for signing and checking are the same for every document with two signatures; each room that makes a kind of
document names it here once, in its `AppConfig.ready`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from twente.core.models import User
from twente.core.permissions import Actor
from twente.documents.models import Document, Revision


class Act(Protocol):
    """One way to sign: with a key of this installation, or with what was uploaded."""

    def __call__(self, *, document: Document, field: str, by: User, now: datetime) -> Revision:
        """Add the signature. Raises a SigningRefused."""


class SignAll(Protocol):
    """How a room has its document signed, with everything that belongs to it."""

    def __call__(self, *, document: Document, field: str, by: User, now: datetime, act: Act) -> None:
        """Sign all of it or nothing."""


@dataclass(frozen=True)
class Place:
    """Where a document belongs: breadcrumb, address to go back to, article that asks for the signatures, facts."""

    trail: Sequence[tuple[str, str]]
    back: str
    article: str = ""
    facts: Sequence[tuple[str, str]] = ()
    file_name: str = "document.pdf"


def alone(document: Document) -> tuple[Document, ...]:
    """A document that is signed by itself."""
    return (document,)


def no_more(actor: Actor, document: Document) -> frozenset[str]:
    """Nobody signs but chair and secretary, and their deputies in charge."""
    return frozenset()


def sign_alone(*, document: Document, field: str, by: User, now: datetime, act: Act) -> None:
    """A document that is signed by itself."""
    act(document=document, field=field, by=by, now=now)


@dataclass(frozen=True)
class Kind:
    """A kind of document; `name` with its article: "het verslag".

    `readable` is who may read it once both have signed, `draft` who may before that. `together` are the documents that
    one act signs, the named one first. `offices` are the fields that somebody may fill in this one document besides
    those of the office that he or she holds.
    """

    name: str
    readable: Callable[[Actor, Document], bool]
    draft: Callable[[Actor, Document], bool]
    place: Callable[[Document, Actor], Place]
    together: Callable[[Document], tuple[Document, ...]] = alone
    sign: SignAll = field(default=sign_alone)
    offices: Callable[[Actor, Document], frozenset[str]] = no_more

    @property
    def noun(self) -> str:
        """Verslag, Besluitenlijst."""
        word = self.name.partition(" ")[2]
        return word[:1].upper() + word[1:]

    @property
    def this(self) -> str:
        """Dit verslag, Deze besluitenlijst."""
        article, _, word = self.name.partition(" ")
        return f"{'Dit' if article == 'het' else 'Deze'} {word}"

    @property
    def registered(self) -> str:
        """het geregistreerde verslag, de geregistreerde besluitenlijst."""
        return self.name.replace(" ", " geregistreerde ", 1)


KINDS: dict[str, Kind] = {}


def register(key: str, kind: Kind) -> None:
    """Have documents of this kind signed and checked on the shared pages; called once, when the room starts."""
    KINDS[key] = kind


Follower = Callable[[Document, User, datetime], None]
FOLLOWERS: list[Follower] = []


def after_signing(follower: Follower) -> Follower:
    """Register what a higher room does, in the same transaction, once the second signature stands."""
    FOLLOWERS.append(follower)
    return follower
