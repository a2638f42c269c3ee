"""The help with choosing a kind of decision, ready to print: the advice, every kind, and what follows."""

from dataclasses import dataclass

from votes.forms.proposals import ProposalForm
from votes.wording.choosing import advice_sentence, bar_sentence, consequences
from votes.wording.explanations import Explanation


@dataclass(frozen=True)
class KindRow:
    """One kind of decision in the list: whether it is advised, chosen, or why it cannot be taken here."""

    key: str
    label: str
    article: str
    note: str
    barred: bool
    advised: bool
    checked: bool


@dataclass(frozen=True)
class Help:
    """What stands beside the choice; `rule_sentences` say what follows from the chosen, or else the advised kind."""

    given: tuple[str, ...]
    advice: Explanation | None
    kinds: tuple[KindRow, ...]
    heading: str
    rule_sentences: tuple[Explanation, ...]

    @property
    def spoken(self) -> str:
        """What a screen reader hears after an answer."""
        said = [f"{self.advice.title}: {self.advice.sentence}"] if self.advice else []
        return " ".join([*said, *(row.sentence for row in self.rule_sentences[:1])])


def heading(label: str, *, otherwise: bool) -> str:
    """Above what follows; says so when something else was chosen than is advised."""
    return f"Dit volgt uit ‘{label}’{'. U wijkt af van het advies' if otherwise else ''}"


def help_of(form: ProposalForm) -> Help:
    """The help for a form as it stands: posted, offered for change, or half filled in."""
    advice, answers = form.advice, form.answers()
    advised = advice.advised.decision if advice.advised else ""
    chosen = str(form["decision_kind"].value() or "")
    rule = form.rulebook.decisions.get(form.kind)
    follows = consequences(form.rulebook, rule, form.point, answers, form.readings) if rule else ()
    rows = (
        KindRow(
            key=option.rule.key,
            label=option.rule.label,
            article=option.rule.article,
            note=bar_sentence(option) or option.rule.when,
            barred=option.bar is not None,
            advised=option.rule.key == advised,
            checked=option.rule.key == chosen,
        )
        for option in advice.options
    )
    return Help(
        given=tuple(answer.sentence for answer in form.given.values()),
        advice=advice_sentence(advice, form.point, answers),
        kinds=tuple(sorted(rows, key=lambda row: (not row.advised, row.barred))),
        heading=heading(rule.label, otherwise=chosen not in ("", advised)) if rule else "",
        rule_sentences=follows,
    )
