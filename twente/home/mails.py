"""Every kind of mail that a person can get: what may be chosen, what is fixed and why, what a link in a mail stops."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from meetings.models import MailStop
from meetings.services.digests import EVERYTHING, stop_mails
from twente.core.dates import day_of
from twente.core.models import User
from twente.core.permissions import Actor
from twente.outbox.choosing.links import TERMS
from twente.outbox.choosing.models import TermPace
from twente.outbox.choosing.rules import first_on
from twente.outbox.choosing.services import choose_pace

CHOSEN = frozenset({"digest", "deadline_reminder", "week_overview"})
"""The kinds, as the outbox calls them, that a person chooses on the page."""


@dataclass(frozen=True)
class Fixed:
    """A mail that nobody can stop: `kinds` as the outbox calls them, what it is about, and why it always comes.

    `acts` of the policy, one of which somebody must be able to do to get it; none where everybody can.
    """

    kinds: frozenset[str]
    label: str
    about: str
    reason: str
    acts: tuple[str, ...] = ()


FIXED = (
    Fixed(
        frozenset({"agenda", "meeting_moved", "meeting_cancelled"}),
        "Vergaderingen",
        "Uitnodiging met agenda, andere dag of plaats, afgelast.",
        "Hiermee wordt u bijeengeroepen.",
    ),
    Fixed(
        frozenset({"minutes_review", "minutes_review_reminder"}),
        "Reageren op een verslag",
        "De vraag om commentaar, en één herinnering vlak voor de laatste dag.",
        "Na die dag telt uw commentaar niet meer mee.",
        ("minutes_draft",),
    ),
    Fixed(
        frozenset({"substitution", "proposed_item"}),
        "Vervanging en aangeboden punten",
        "Een vervanging die u vastlegt, en het antwoord op een punt dat u aanbood.",
        "Iemand wacht op u, of u op een antwoord.",
        ("item_propose",),
    ),
    Fixed(
        frozenset({"action_reminder"}),
        "Acties en toezeggingen",
        "Een week voor de laatste dag, en als die voorbij is.",
        "U of uw partij heeft de actie op zich genomen.",
        ("agenda_draft",),
    ),
    Fixed(
        frozenset(
            {"vote_opened", "vote_receipt", "vote_closed", "vote_reminder", "vote_annulled"}
            | {"answer_asked", "slip_cast", "lot_drawn"}
        ),
        "Stemmingen",
        "Een stemming of vraag die open is, het bewijs van uw stem, de uitslag.",
        "Zonder deze mail mist u een stemming of het bewijs van uw stem.",
        ("result",),
    ),
    Fixed(
        frozenset({"confidential_notice", "dispute_outcome"}),
        "Geschillen",
        "Alleen het nummer en een link: gemeld, gewijzigd, een termijn, de uitkomst.",
        "Hiermee begint of eindigt een termijn uit de overeenkomst.",
        ("dispute_notify", "dispute_file", "dispute_outcome"),
    ),
    Fixed(
        frozenset({"invoice_run"}),
        "Facturen controleren",
        "Een factuurronde die op uw controle wacht.",
        "Zonder uw controle gaat er geen factuur uit.",
        ("run_approve",),
    ),
    Fixed(
        frozenset({"alarm"}),
        "Verzending",
        "Als het versturen van mail stilligt.",
        "Anders merkt niemand dat mails niet aankomen.",
        ("outbox_state",),
    ),
    Fixed(frozenset(), "Inloggen", "Een nieuw wachtwoord kiezen.", "U krijgt deze mail alleen als u erom vraagt."),
)
"""In the order of the page."""


def fixed_for(actors: Iterable[Actor]) -> list[Fixed]:
    """What this person can get in any agreement."""
    actors = list(actors)
    return [mail for mail in FIXED if not mail.acts or any(actor.may(act) for actor in actors for act in mail.acts)]


def gets_terms(actors: Iterable[Actor]) -> bool:
    """Whether anybody would ever remind this person of a term: who may see none has nothing to choose."""
    return any(actor.may("agenda_draft") for actor in actors)


def first_overview(chosen: TermPace | None, on: date) -> date | None:
    """The day of a first overview that is still to come."""
    if chosen is None or chosen.pace != TermPace.Pace.WEEK:
        return None
    first = first_on(day_of(chosen.chosen_at))
    return first if first > on else None


@dataclass(frozen=True)
class Stop:
    """What a link in a mail stops, in words; what still comes; and the act itself, which may be done twice."""

    labels: tuple[str, ...]
    still: str
    act: Callable[[User, datetime], None]


def daily(*kinds: str) -> Stop:
    """Kinds of news in the mail of the day."""

    def act(user: User, now: datetime) -> None:
        stop_mails(user=user, kinds=kinds, now=now)

    labels = tuple(str(MailStop.Kind(kind).label) for kind in kinds)
    return Stop(labels, "Uitnodigingen, wijzigingen en afzeggingen van vergaderingen krijgt u altijd.", act)


def only_pressing(user: User, now: datetime) -> None:
    """Terms are told when they press, and not before."""
    choose_pace(user=user, pace=TermPace.Pace.PRESSING, now=now)


STOPS: Mapping[str, Stop] = {
    **{kind: daily(kind) for kind in MailStop.Kind.values},
    EVERYTHING: daily(*MailStop.Kind.values),
    TERMS: Stop(
        ("termijnen die eraan komen",),
        "Op het laatst, en als een termijn voorbij is, krijgt u nog wel mail.",
        only_pressing,
    ),
}
"""What stands in a signed link → what it stops."""
