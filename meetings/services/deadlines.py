"""Terms that hang on a meeting follow it: when it changes, what was not sent about them is taken back."""

from meetings.models import Meeting
from twente.outbox.deadlines.services import touched


def prefix(meeting: Meeting) -> str:
    """How the keys of all terms of a meeting begin."""
    return f"meeting:{meeting.pk}:"


def terms_changed(meeting: Meeting) -> None:
    """The meeting was moved, called off, sent or minuted, in this transaction."""
    touched(agreement=meeting.body.agreement, of=prefix(meeting))
