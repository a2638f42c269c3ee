"""A mistake in the first adopted minutes of the demonstration, mended beside them."""

from datetime import timedelta

from meetings.models import Meeting
from meetings.services.errata import Correction, record_erratum
from twente.home.demo.scenes import SCENES
from twente.home.demo.sessions import key
from twente.home.demo.stage import Stage

TEXT = "Lees bij de opening: de vergadering begon om 10.05 uur."
REASON = "De voorzitter opende vijf minuten later dan gepland."


def errata(stage: Stage) -> None:
    """The secretary mends the minutes of the first meeting the day after the next one; there already: nothing."""
    first, following = (Meeting.objects.get(form_key=key(scene.key)) for scene in SCENES[:2])
    if following.state != Meeting.State.HELD or first.minutes.errata.exists():
        return
    record_erratum(
        meeting=first,
        correction=Correction(TEXT, REASON, item_number=1, decided_in=following),
        key=key("erratum", first.form_key),
        by=stage.users["secretaris"],
        now=following.starts_at + timedelta(days=1),
    )
