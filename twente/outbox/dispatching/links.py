"""The personal link in a mail to a clerk: derived from the row when the mail is sent, kept only as a hash."""

import hashlib
import uuid

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from twente.outbox.dispatching.models import Dispatch
from twente.outbox.dispatching.wording import LINK

SALT = "twente.outbox.dispatch"
KINDS = frozenset({"dispatch", "dispatch_reminder"})
"""Kinds of messages whose key names a dispatch: `kind:id` or `kind:id:day`."""


class KeyChanged(ValueError):
    """The secret key of this installation is another one than when the mail was queued; the link would not open."""


def token_of(dispatch_id: uuid.UUID) -> str:
    """The secret of a dispatch: who has the database but not the secret key cannot make it."""
    return salted_hmac(SALT, str(dispatch_id), algorithm="sha256").hexdigest()


def hashed(token: str) -> str:
    """What is kept of a secret. It holds 256 bits, so one round is enough and a look-up tells nothing."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def filled(kind: str, key: str, body: str) -> str:
    """The text of a mail with its link, for who sends it. Raises KeyChanged."""
    if kind not in KINDS:
        return body
    dispatch = Dispatch.objects.only("token_sha256").get(pk=key.split(":")[1])
    token = token_of(dispatch.pk)
    if hashed(token) != dispatch.token_sha256:
        raise KeyChanged("De sleutel van deze installatie is gewijzigd. Verstuur het stuk opnieuw.")
    return body.replace(LINK, settings.SITE_URL + reverse("sent:paper", args=[token]))
