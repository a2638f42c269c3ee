"""Mails of the votes room; text only, as fields of an outbox message."""

from votes.messages.about import About, mail
from votes.messages.ballots import closed_mail, opened_mail, receipt_mail

__all__ = ["About", "closed_mail", "mail", "opened_mail", "receipt_mail"]
