"""Forms of a vote about persons: candidates, the slip, totals of paper slips, the lot, appointing without a vote."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator

from twente.core.fields import FormKeyField, LineField, TextField, VersionField
from votes.elections import AGAINST, BLANK, INVALID
from votes.services.drawing_lots import Draw
from votes.services.nominating import Nomination
from votes.services.tallying import TOO_MANY, PaperCount
from votes.wording.persons import choice_words

NAME_LENGTH, MOST = 120, 30
RESERVED = frozenset({AGAINST, BLANK, INVALID, "onthouding"})
WAYS = (
    ("ballot", "Online. Ieder stemt op zijn eigen telefoon of computer."),
    ("paper", "Op papier. U deelt briefjes uit en voert daarna de telling in."),
)
A_NUMBER = dict.fromkeys(("required", "invalid", "min_value"), "Vul een aantal in, bijvoorbeeld 7.")
YES_NO = (("ja", "Ja"), ("nee", "Nee"))


class CandidatesForm(forms.Form):
    """The names on the slip, one a line in their order, and the way of voting."""

    names = TextField(
        label="Kandidaten",
        help_text="Eén naam per regel. In deze volgorde staan de namen op het briefje.",
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Vul ten minste één kandidaat in."},
    )
    way = forms.ChoiceField(label="Hoe stemt u?", choices=WAYS, widget=forms.RadioSelect)
    version = VersionField()

    def clean_names(self) -> list[str]:
        """The names, each once and each usable on a slip."""
        names = [" ".join(line.split()) for line in self.cleaned_data["names"].split("\n") if line.strip()]
        mistake = next(filter(None, map(mistake_in, names)), "")
        if mistake:
            raise ValidationError(mistake)
        if len(names) > MOST:
            raise ValidationError(f"Vul hoogstens {MOST} kandidaten in.")
        if len({name.casefold() for name in names}) < len(names):
            raise ValidationError("Een naam staat er twee keer. Elke kandidaat staat één keer op het briefje.")
        return names

    def nomination(self) -> Nomination:
        """Names and way, for the service."""
        return Nomination(names=self.cleaned_data["names"], way=self.cleaned_data["way"])


def mistake_in(name: str) -> str:
    """What is wrong with a name; empty when nothing is. A comma would make one name look like two in the result."""
    if len(name) > NAME_LENGTH:
        return f"Een naam heeft hoogstens {NAME_LENGTH} tekens."
    if "," in name:
        return f"Schrijf {name} zonder komma, bijvoorbeeld: Anna Aalders."
    return f"‘{name}’ is geen naam: dat woord staat al op het briefje." if name.casefold() in RESERVED else ""


class SlipForm(forms.Form):
    """One choice with the key of this form; nothing is chosen beforehand and nothing is kept in the browser."""

    choice = forms.ChoiceField(
        label="Uw stem",
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Kies een kandidaat of onthouding."),
    )
    key = FormKeyField()

    def __init__(self, *args: Any, candidates: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["choice"].choices = choice_words(tuple(candidates))  # type: ignore[attr-defined]


class TotalsForm(forms.Form):
    """The count of paper slips per choice, by two people."""

    handed_out = forms.IntegerField(label="Uitgereikte briefjes", min_value=1, error_messages=A_NUMBER)
    first_counter = LineField(label="Eerste teller", max_length=90)
    second_counter = LineField(label="Tweede teller", max_length=90)
    more_slips = forms.BooleanField(
        required=False, label="Er zitten meer briefjes in de bus dan er zijn uitgereikt. De stemming is dan ongeldig."
    )

    def __init__(self, *args: Any, candidates: Sequence[str], most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["handed_out"].validators.append(MaxValueValidator(most, TOO_MANY.format(most)))
        words = [*choice_words(tuple(candidates)), (INVALID, "Ongeldig")]
        self.choices = {f"choice-{place}": choice for place, (choice, _) in enumerate(words)}
        for (_, word), name in zip(words, self.choices, strict=True):
            self.fields[name] = forms.IntegerField(label=word, min_value=0, max_value=99, error_messages=A_NUMBER)
        self.order_fields([*self.choices, "handed_out", "more_slips", "first_counter", "second_counter"])

    def clean(self) -> dict[str, Any]:
        """Two counters, and no more slips than were handed out unless the secretary says that this is so."""
        data = super().clean() or {}
        if data.get("first_counter") and data.get("first_counter") == data.get("second_counter"):
            self.add_error("second_counter", "Twee personen tellen. Vul een andere naam in.")
        total, handed_out = sum(data.get(name) or 0 for name in self.choices), data.get("handed_out")
        if handed_out is not None and total > handed_out and not data.get("more_slips"):
            sentence = f"U telde {total} briefjes, meer dan er zijn uitgereikt. Tel opnieuw, of bevestig het hieronder."
            self.add_error("handed_out", sentence)
        return data

    def count(self) -> PaperCount:
        """The count, for the service."""
        data = self.cleaned_data
        return PaperCount(
            counts={choice: data[name] for name, choice in self.choices.items()},
            handed_out=data["handed_out"],
            counted_by=(data["first_counter"], data["second_counter"]),
        )

    def said(self) -> list[tuple[str, Any]]:
        """Label and value of what was filled in, for the page that asks whether it is right."""
        return [
            (str(self.fields[name].label), value) for name, value in self.cleaned_data.items() if name != "more_slips"
        ]


class LotForm(forms.Form):
    """The name that came out of the draw, with who drew and who watched."""

    name = forms.ChoiceField(
        label="Welke naam is getrokken?",
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Kies de naam die is getrokken."),
    )
    drawn_by = LineField(label="Wie trok het lot?", max_length=120, help_text="Bijvoorbeeld: de voorzitter.")
    witness = LineField(label="Wie was getuige?", max_length=120, help_text="Iemand anders dan wie het lot trok.")

    def __init__(self, *args: Any, names: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]

    def clean_witness(self) -> str:
        """Somebody else than who drew."""
        witness: str = self.cleaned_data["witness"]
        if witness.casefold() == self.cleaned_data.get("drawn_by", "").casefold():
            raise ValidationError("De getuige is iemand anders dan wie het lot trok.")
        return witness

    def draw(self) -> Draw:
        """The draw, for the service."""
        return Draw(**self.cleaned_data)


class UnopposedForm(forms.Form):
    """Nobody is appointed without a vote when one party asks for one."""

    asked = forms.ChoiceField(label="Vraagt iemand om een stemming?", choices=YES_NO, widget=forms.RadioSelect)

    def clean_asked(self) -> str:
        """Only nobody will do."""
        if self.cleaned_data["asked"] == "ja":
            raise ValidationError("Dan stemt het overleg geheim. Ga terug en open de stemming.")
        return "nee"
