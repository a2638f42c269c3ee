"""Pure rules of sending to the councils: what may be asked, how far a mail is, who still owes an answer (BOK-8h)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

UNDERWAY, DELIVERED, BOUNCED, GIVEN_UP = "underway", "delivered", "bounced", "given_up"
"""How far a mail is: waiting or being sent, accepted by the mail server, come back, given up."""
STATES = {
    "queued": UNDERWAY,
    "sending": UNDERWAY,
    "sent": DELIVERED,
    "bounced": BOUNCED,
    "dead": GIVEN_UP,
    "cancelled": GIVEN_UP,
}
"""State of a message in the outbox → how far the mail is."""
NOT_ARRIVED = tuple(state for state, far in STATES.items() if far in (BOUNCED, GIVEN_UP))
SOON = timedelta(weeks=2)
"""How long before its last day an answer that is still missing is named on the desk."""


@dataclass(frozen=True)
class Question:
    """What a council is asked, and until which day (Amsterdam) it can answer; nothing when only informed."""

    text: str = ""
    answer_by: date | None = None


NO_QUESTION = Question()


def question_flaws(question: Question, on: date) -> list[tuple[str, str]]:
    """Field and code of what is wrong with a question; both or neither, and a day that is still to come."""
    if bool(question.text) != (question.answer_by is not None):
        missing = "answer_by" if question.text else "question"
        return [(missing, "half_a_question")]
    if question.answer_by is not None and question.answer_by <= on:
        return [("answer_by", "too_soon")]
    return []


def answer_flaws(answered_on: date, sent_on: date, on: date) -> list[str]:
    """What is wrong with the day of an answer: after the question, and not in the future."""
    return ["before_sent"] * (answered_on < sent_on) + ["in_future"] * (answered_on > on)


@dataclass(frozen=True)
class Sent:
    """What counts of one dispatch: the council, how its mail is, whether it was asked, answered, or sent again.

    `settled`: of the mail, which was given up, somebody said what was done instead.
    """

    party: str
    state: str
    answer_by: date | None = None
    answered: bool = False
    sent_again: bool = False
    settled: bool = False


def arrived(state: str) -> str:
    """How far the mail of a message in this state is."""
    return STATES[state]


def bounced(rows: Iterable[Sent]) -> tuple[str, ...]:
    """Councils that a mail did not reach, while it was neither sent again nor settled, in the order given."""
    return tuple(row.party for row in rows if row.state in NOT_ARRIVED and not (row.sent_again or row.settled))


def waiting(rows: Iterable[Sent]) -> tuple[str, ...]:
    """Councils that were asked and did not answer, each once."""
    rows = list(rows)
    answered = {row.party for row in rows if row.answered}
    asked = (row.party for row in rows if row.answer_by is not None and row.party not in answered)
    return tuple(dict.fromkeys(asked))


def pressing(answer_by: date, on: date) -> bool:
    """Whether a missing answer belongs on the desk: two weeks before its last day."""
    return answer_by <= on + SOON
