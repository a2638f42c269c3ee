"""Refusals that a person can understand. Services raise them; the middleware shows the sentence on a page."""


class Refusal(Exception):
    """An act that is not possible now, with the Dutch sentence that says why and what to do."""

    status = 409
    sentence = "Dit kan nu niet."

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence or self.sentence)
        self.sentence = sentence or self.sentence


class Forbidden(Refusal):
    """The person may see this, but may not do it (403)."""

    status = 403
    sentence = "U mag dit niet doen."


class StaleVersion(Refusal):
    """Somebody else saved first; the form shows both texts (409)."""

    sentence = "Iemand anders heeft dit intussen gewijzigd. Bekijk de nieuwe versie en sla opnieuw op."
