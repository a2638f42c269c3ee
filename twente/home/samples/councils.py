"""Mails to the clerks of councils, with invented facts."""

from datetime import datetime

from twente.core.models import Agreement, Contact, User
from twente.home.samples.sample import TOPIC, Sample, day_in
from twente.home.samples.votes import CODE, a_proposal, almelo
from twente.outbox.dispatching import wording
from votes.messages.councils import council_mail

ARTICLE = "12.5"
"""Only the text of the link; the page of an article that an agreement lacks does not exist."""


def samples(agreement: Agreement, person: User, now: datetime) -> list[Sample]:
    """A paper for the council, its question again, and the request to put an intention before the council."""
    question, until = "Kan uw raad instemmen met de koers?", day_in(now, 8)
    letter = wording.letter(
        name=person.name,
        overleg=agreement.name,
        title=TOPIC,
        version=1,
        sha256=CODE,
        question=question,
        until=until,
    )
    clerk = Contact(party=almelo(), name=person.name, email=person.email)
    asked = council_mail(a_proposal(agreement, now), clerk, article=ARTICLE, submitted=False, on=now.date())
    return [
        Sample("dispatch", "stuk-aan-raad", "Stuk aan een raad", wording.subject(TOPIC, asks=True), letter),
        Sample(
            "dispatch_reminder",
            "stuk-herinnering",
            "Antwoord van een raad, herinnering",
            f"Herinnering: antwoord van uw raad: {TOPIC}",
            wording.reminder(name=person.name, title=TOPIC, question=question, until=until),
        ),
        Sample("council_reminder", "voornemen", "Voornemen aan een raad", asked["subject"], asked["body"]),
    ]
