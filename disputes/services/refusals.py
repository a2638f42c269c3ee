"""Why a service says no, in sentences for a person."""

from twente.core.refusals import Refusal


class NoDisputesHere(Refusal):
    """The agreement arranges no disputes."""

    status = 404
    sentence = "Deze overeenkomst regelt geen geschillen."


class NotPossible(Refusal):
    """The steps of the agreement do not allow this now; the sentence says from when or after what."""


class DayRefused(Refusal):
    """A day in the future, before the notification, or before what this rests on."""

    status = 422


class CorrectionNeedsReason(Refusal):
    """Mediation rests on what is corrected here."""

    sentence = "De mediation loopt al. Vul in waarom deze datum toch verandert."


class NotThisDispute(Refusal):
    """The person or party is not one of this dispute."""

    status = 422


class NotShared(Refusal):
    """The parties agree who pays what, and the parts are not the whole (R21)."""

    status = 422
    sentence = "Vul voor elke partij haar deel in. Samen zijn de delen het hele bedrag."


class AlreadyCorrected(Refusal):
    """Somebody corrected it meanwhile."""

    sentence = "Dit feit is intussen al hersteld. Bekijk het nieuwe feit in het verloop."
