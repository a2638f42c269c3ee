"""The link by which a mail program stops a kind of mail in one click, without sign-in (RFC 8058)."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from twente.core.models import User

SALT = "mails-stoppen"
TERMS = "terms"
"""In a signed link: mails about terms that do not press, and the overview of the week."""


def stop_address(user_id: int, kind: str) -> str:
    """A signed link that does nothing but stop this kind of mail for this person."""
    token = signing.dumps([user_id, kind], salt=SALT)
    return settings.SITE_URL + reverse("home:mail_stop", args=[token])


def one_click(user_id: int, kind: str) -> dict[str, str]:
    """The lines in the head of a mail by which a mail program offers to stop its kind."""
    return {
        "List-Unsubscribe": f"<{stop_address(user_id, kind)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def choices_address() -> str:
    """The page on which a person chooses mails."""
    return settings.SITE_URL + reverse("home:mail_preferences")


def meant_by(token: str) -> tuple[User, str] | None:
    """The person and the kind that a link is about; None when nobody here signed it."""
    try:
        pk, kind = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    user = User.objects.filter(pk=pk).first()
    return (user, kind) if user else None
