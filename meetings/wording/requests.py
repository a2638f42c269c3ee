"""Dutch of the mails about a substitution that was asked for (pure)."""

from dataclasses import dataclass
from datetime import date

from twente.core.dates import full_date, long_date


@dataclass(frozen=True)
class Asked:
    """What was asked, in words; `item` is empty for the whole meeting, `address` the page to go to."""

    body: str
    meets_on: date
    party: str
    asked_by: str
    person: str
    item: str
    document: str
    address: str

    @property
    def where(self) -> str:
        """Bestuurlijk overleg van woensdag 2 december 2026, punt 5, Koers"""
        meeting = f"{self.body} van {long_date(self.meets_on)}"
        return f"{meeting}, {self.item}" if self.item else f"{meeting}, de hele vergadering"


def asked_subject(party: str) -> str:
    """Starts with the act."""
    return f"Leg een vervanging vast voor {party}"


def asked_body(name: str, asked: Asked) -> str:
    """To the secretariat."""
    first = f"{asked.asked_by} vraagt om {asked.person} als vervanger voor {asked.party}."
    return letter(name, first, asked, f"Leg de vervanging vast of wijs het verzoek af: {asked.address}")


def granted_subject(person: str) -> str:
    """Who stands in."""
    return f"Vervanging vastgelegd: {person}"


def granted_body(name: str, asked: Asked) -> str:
    """To who asked and to who stands in."""
    return letter(
        name, f"{asked.person} vervangt voor {asked.party}.", asked, f"Bekijk het mandaatregister: {asked.address}"
    )


def declined_subject(person: str) -> str:
    """That it was declined."""
    return f"Vervanging door {person} kan niet"


def declined_body(name: str, asked: Asked, reason: str) -> str:
    """To who asked, with the reason."""
    return letter(name, f"Uw verzoek om {asked.person} als vervanger is afgewezen: {reason}", asked, "")


def letter(name: str, first: str, asked: Asked, last: str) -> str:
    """A mail as plain text."""
    lines = [f"Geachte {name},", "", first, "", f"Waar: {asked.where}", f"Besluit: {asked.document}", "", last]
    return "\n".join(lines).rstrip() + "\n"


def desk_title(party: str, person: str) -> str:
    """What the desk asks."""
    return f"Vervanging voor {party} vastleggen: {person}"


def desk_sentence(asked_by: str, meets_on: date) -> str:
    """Who asks it, and for when."""
    return f"{asked_by} vraagt dit voor de vergadering van {full_date(meets_on)}."
