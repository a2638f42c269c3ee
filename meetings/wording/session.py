"""Dutch of a meeting in session: who is there, who presides (pure)."""

from meetings.rules import Presence
from meetings.wording.phrases import count
from twente.core.agreement import Threshold, share_in_words
from twente.core.money import format_number


def presence(found: Presence, *, weighed: bool) -> str:
    """12 van 14 partijen aanwezig, samen 590.000 van 643.603 inwoners; the last only where inhabitants weigh."""
    people = f", samen {format_number(found.inhabitants_present)} van {format_number(found.inhabitants)} inwoners"
    return f"{found.present} van {count(found.parties, 'partij', 'partijen')} aanwezig{people if weighed else ''}"


def represented(found: Presence, threshold: Threshold) -> str:
    """Meer dan twee derde is vertegenwoordigd: whether as many parties are there as some decision asks (BOK-14)."""
    share, reached = share_in_words(threshold.share), found.reaches(threshold)
    amounts = {
        (False, True): f"Meer dan {share}",
        (False, False): f"{share[:1].upper()}{share[1:]} of minder",
        (True, True): f"Minstens {share}",
        (True, False): f"Minder dan {share}",
    }
    return f"{amounts[threshold.exactly_is_enough, reached]} is vertegenwoordigd"


HALF_OR_FEWER = "De helft van de partijen of minder is aanwezig. De overeenkomst eist geen quorum."
"""R9: a signal, no refusal."""


PRESIDES = {
    (True, None): "zit voor.",
    (True, True): "zit voor en houdt de stem van de eigen partij.",
    (True, False): "zit voor en heeft geen stem.",
    (False, None): "neemt waar als voorzitter.",
    (False, True): "zit voor, neemt waar en houdt de stem van de eigen partij.",
    (False, False): "zit voor, neemt waar en heeft dan geen stem.",
}
"""Whether it is the chair, and whether who presides keeps the vote (None: the agreement does not say) → words."""


PRESIDING_HELP = {
    (True, True): "De voorzitter houdt de stem van de eigen partij.",
    (True, False): "De voorzitter heeft geen stem.",
    (False, True): "Een waarnemer houdt de stem van de eigen partij.",
    (False, False): "Een waarnemer heeft dan geen stem.",
}
"""The same as a rule, for who must choose who presides."""


def presiding(name: str, *, chair: bool, votes: bool | None) -> str:
    """Who presides, and whether that person votes (BOK-5.5, R8)."""
    return f"{name} {PRESIDES[chair, votes]}"


def presiding_help(*, chair: bool | None, deputy: bool | None) -> str:
    """What presiding means for the vote of the chair and of a deputy; nothing where the agreement does not say."""
    known = [(True, chair), (False, deputy)]
    return " ".join(PRESIDING_HELP[who, votes] for who, votes in known if votes is not None)
