"""Acts that somebody else reads about ask why; without a reason they are refused."""

from twente.core.refusals import Refusal


class NoReason(Refusal):
    """Who must say why, did not. The sentence says which reason is asked; forms show it at their field."""

    status = 422
    field = "note"
    sentence = "Vul de reden in."


def need_reason(reason: str, sentence: str = "") -> None:
    """Blanks are no reason. Raises NoReason."""
    if not reason.strip():
        raise NoReason(sentence)
