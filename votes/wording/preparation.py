"""What precedes a vote, in words: the admission of a subject, who must be there (BOK-10, 12.6, 14)."""

from datetime import datetime

from twente.core.dates import long_moment


def presence_sentence(there: int, whole: int, needed: int) -> str:
    """9 van de 14 partijen zijn er. Nodig zijn er 10: meer dan twee derde."""
    short = "" if there >= needed else f" Er ontbreken er nog {needed - there}."
    return f"{there} van de {whole} partijen zijn er nu. Nodig zijn er {needed}.{short}"


def admission_sentences(
    place: str, state: str, *, about_this: bool, waits_for_absent: bool, closes_at: datetime | None
) -> tuple[str, ...]:
    """Where the admission stands; on the vote about it also that who is not there can still vote."""
    said = [f"{place} Toelating: {state}."]
    if about_this and waits_for_absent:
        until = f"tot {long_moment(closes_at)}" if closes_at else "tot de stemming sluit"
        said.append(f"Een partij die er niet is, kan nog stemmen {until}.")
    return tuple(said)
