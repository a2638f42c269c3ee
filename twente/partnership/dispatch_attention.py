"""What sending to the councils asks of the secretary: signed and not sent, not arrived, not answered (BOK-8h)."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse

from finance.selectors.accounts import adopted_and_unsent
from meetings.selectors.errata import errata_outside, mended_after_sending, untold
from meetings.selectors.leaving import signed_and_unsent, signed_at
from twente.core.attention import Attention
from twente.core.dates import day_of, full_date
from twente.core.models import Agreement
from twente.core.permissions import Actor
from twente.core.phrases import listed
from twente.documents.models import Document
from twente.documents.selectors import is_destroyed
from twente.outbox.dispatching import selectors
from twente.outbox.dispatching.models import Dispatch
from twente.partnership.selectors import councils_article

SENT_WITHIN = timedelta(weeks=1)
"""House rule: signed minutes go to the councils within a week."""


def rows(actor: Actor) -> Iterator[Attention]:
    """Everything of this subject, in no order; nothing for who may not send."""
    if actor.agreement is None or not actor.may("distribute"):
        return
    articles = tuple(filter(None, [councils_article(actor.agreement, actor.on)]))
    if articles:
        yield from to_send(actor.agreement, articles)
        yield from accounts_to_send(actor.agreement, actor.on, articles)
    yield from to_tell(actor.agreement, actor.on, articles)
    yield from per_document(selectors.undelivered(actor.agreement), actor, BOUNCED, articles)
    yield from per_document(selectors.pressing_questions(actor.agreement, actor.on), actor, UNANSWERED, articles)


BOUNCED = ("Mail niet aangekomen", "Het stuk kwam niet aan bij de raad van {councils}.", "Opnieuw versturen")
UNANSWERED = ("Antwoord van raden navragen", "Nog geen antwoord van de raad van {councils}.", "Antwoorden bekijken")
"""Title, sentence, act."""


def to_send(agreement: Agreement, articles: tuple[str, ...]) -> Iterator[Attention]:
    """Minutes that both signed and no council got."""
    for minutes in signed_and_unsent(agreement):
        if minutes.document is not None:
            yield Attention(
                due_on=day_of(signed_at(minutes.document)) + SENT_WITHIN,
                title=f"Verslag van {full_date(day_of(minutes.meeting.starts_at))} versturen aan de raden",
                sentence="Voorzitter en secretaris hebben ondertekend. De raden hebben het verslag nog niet.",
                articles=articles,
                action_label="Verslag versturen",
                url=address(agreement, "dispatch_create", minutes.document),
            )


def to_tell(agreement: Agreement, on: date, articles: tuple[str, ...]) -> Iterator[Attention]:
    """Minutes with an erratum that councils do not know of (BOK-8h)."""
    for document in mended_after_sending(agreement):
        rows = untold(document, on)
        if rows:
            names = listed([row.party.short_name for row in rows])
            who = f"De raad van {names} kreeg" if len(rows) == 1 else f"De raden van {names} kregen"
            yield Attention(
                due_on=day_of(errata_outside([document], on)[document.pk][-1].recorded_at) + SENT_WITHIN,
                title=f"Verbetering melden aan de raden: {document.title}",
                sentence=f"Er staat een verbetering bij. {who} het verslag eerder.",
                articles=articles,
                action_label="Verbetering melden",
                url=address(agreement, "dispatch_errata", document),
            )


def accounts_to_send(agreement: Agreement, on: date, articles: tuple[str, ...]) -> Iterator[Attention]:
    """Adopted accounts that no council got; asked from the day of the adoption on (BOK-8f, 8h)."""
    for account in adopted_and_unsent(agreement):
        if account.document is not None and not is_destroyed(account.document):
            yield Attention(
                due_on=on,
                title=f"{account.document.title} versturen aan de raden",
                sentence="De verantwoording is ondertekend en vastgesteld. De raden hebben haar nog niet.",
                articles=articles,
                action_label="Verantwoording versturen",
                url=address(agreement, "dispatch_create", account.document),
            )


def per_document(
    found: list[Dispatch], actor: Actor, words: tuple[str, str, str], articles: tuple[str, ...]
) -> Iterator[Attention]:
    """One row per document, however many councils it is about."""
    by_document: dict[Document, list[Dispatch]] = {}
    for row in found:
        by_document.setdefault(row.document, []).append(row)
    title, sentence, act = words
    for document, sent in by_document.items():
        councils = listed(sorted({row.party.short_name for row in sent}))
        yield Attention(
            due_on=min((row.answer_by for row in sent if row.answer_by and words is UNANSWERED), default=actor.on),
            title=f"{title}: {document.title}",
            sentence=sentence.format(councils=councils),
            articles=articles,
            action_label=act,
            url=address(document.agreement, "dispatch_list", document),
        )


def address(agreement: Agreement, name: str, document: Document) -> str:
    """A page about sending this document."""
    return reverse(f"partnership:{name}", args=[agreement.slug, document.public_id])
