"""What the pages of destruction put together. Titles of documents stay out: not everybody here may read them."""

from typing import Any

from twente.core.dates import full_date
from twente.core.models import Agreement
from twente.core.permissions import Actor
from twente.documents.archive import discarders
from twente.partnership.archive.destroying import gave_up
from twente.partnership.archive.expired import Expired, expired, lists_of
from twente.partnership.archive.models import DestroyedDossier, Destruction
from twente.partnership.archive.wording import files


def page(agreement: Agreement, actor: Actor) -> dict[str, Any]:
    """What is past its term, what of that is still needed, and every list that was made."""
    found = expired(agreement, actor.on)
    return {
        "may_export": actor.may("archive_export"),
        "expired": [expired_row(agreement, each) for each in found if not each.held],
        "held": [{"title": each.dossier.title, "why": " ".join(each.held)} for each in found if each.held],
        "lists": [
            {"pk": each.pk, "about": about(each), "count": each.dossiers.count(), "state": state_of(each)[0]}
            for each in lists_of(agreement)
        ],
    }


def expired_row(agreement: Agreement, found: Expired) -> dict[str, Any]:
    """A dossier that can be put on a list."""
    return {
        "key": found.dossier.key,
        "title": found.dossier.title,
        "ended": full_date(found.ended_on),
        "ground": f"{found.retention.code} {found.retention.category}",
        "count": counted(agreement, found.subject, found.dossier.key),
    }


def counted(agreement: Agreement, subject: str, key: str) -> str:
    """How many documents and files a dossier holds, in words."""
    return files(sum(1 for _ in discarders.of(subject).goes(agreement, key)))


def about(destruction: Destruction) -> str:
    """Lijst 3, voorgesteld door Coördinerend secretaris"""
    return f"Lijst {destruction.pk}, voorgesteld door {destruction.proposed_by}"


def state_of(destruction: Destruction) -> tuple[str, str]:
    """How far a list is, in one word, and in a sentence."""
    if destruction.withdrawn_at:
        return "ingetrokken", f"{destruction.withdrawn_by} trok deze lijst in. Er is niets vernietigd."
    if destruction.approved_at is None:
        return "wacht op goedkeuring", "Een ander dan de voorsteller keurt haar goed. Tot dan wordt niets vernietigd."
    if destruction.certificate_id:
        return "vernietigd", f"Goedgekeurd door {destruction.approved_by}. Alles op deze lijst is vernietigd."
    if gave_up(destruction):
        return "mislukt", "Het vernietigen is niet afgemaakt. Probeer het opnieuw, of meld het bij de beheerder."
    return "bezig", "De dossiers worden nu vernietigd. Dat duurt enkele minuten."


def detail(destruction: Destruction, actor: Actor) -> dict[str, Any]:
    """One list with its dossiers, and what this person can do with it."""
    word, sentence = state_of(destruction)
    waiting = destruction.approved_at is None and destruction.withdrawn_at is None
    own = actor.user is not None and destruction.proposed_by_id == actor.user.pk
    return {
        "destruction": destruction,
        "title": about(destruction),
        "state": word,
        "sentence": sentence,
        "dossiers": [dossier_row(destruction.agreement, each) for each in destruction.dossiers.all()],
        "may_approve": waiting and not own,
        "own": waiting and own,
        "waiting": waiting,
        "may_go_on": gave_up(destruction),
        "certificate": destruction.certificate_id is not None and actor.may("archive_export"),
    }


def dossier_row(agreement: Agreement, dossier: DestroyedDossier) -> dict[str, Any]:
    """A dossier of a list."""
    gone, still = files(len(dossier.files)), dossier.destroyed_at is None
    return {
        "icon": "archive" if still else "circle-check",
        "title": dossier.title,
        "ground": f"{dossier.code} {dossier.category}",
        "source": dossier.source,
        "ended": full_date(dossier.ended_on),
        "count": counted(agreement, dossier.subject, dossier.key) if still else gone,
        "destroyed_at": dossier.destroyed_at,
    }
