"""What the pages say on which finance records its settings and the decisions of councils."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from finance import agreed
from finance.models import Commitment, Rate
from finance.selectors import settings as selectors
from finance.selectors.access import sees_all
from twente.core.agreement import Contribution
from twente.core.models import Agreement, Party
from twente.core.permissions import Actor, Context
from twente.core.selectors import parties_of

LAST_DAY = date(2099, 12, 31)
"""Settings may begin later than today: a form starts from the last that was recorded."""


@dataclass(frozen=True)
class SettingsPage:
    """The words around one form."""

    title: str
    sentence: str
    article: str
    act: str
    kept: str
    back: str


def overview_of(agreement: Agreement) -> str:
    """The front page of finance."""
    return reverse("finance:overview", args=[agreement.slug])


def year_page(agreement: Agreement, key: str, year: int) -> str:
    """Where a year stands with everything it rests on."""
    return reverse("finance:year_detail", args=[agreement.slug, key, year])


def terms(agreement: Agreement) -> SettingsPage:
    """Terms of the invoices."""
    return SettingsPage(
        "Factuurvoorwaarden",
        "De overeenkomst regelt deze punten niet. Leg vast wat het overleg erover besloot.",
        "18",
        "Voorwaarden vastleggen",
        "De factuurvoorwaarden zijn vastgelegd. Verzonden facturen veranderen niet.",
        overview_of(agreement),
    )


def issuer(agreement: Agreement) -> SettingsPage:
    """Who sends the invoices."""
    return SettingsPage(
        "Afzender van de facturen",
        "Dit staat op elke factuur die hierna wordt gemaakt.",
        "",
        "Afzender vastleggen",
        "De afzender is vastgelegd.",
        overview_of(agreement),
    )


def rate(agreement: Agreement, about: Contribution, year: int) -> SettingsPage:
    """The rate of a year."""
    return SettingsPage(
        f"Tarief {year}: {about.label.lower()}",
        "Zonder besluit over het tarief kan er voor dit jaar geen factuur uit.",
        agreed.article_of(about, year),
        "Tarief vastleggen",
        f"Het tarief van {year} is vastgelegd.",
        year_page(agreement, about.key, year),
    )


def budget(agreement: Agreement, about: Contribution, year: int) -> SettingsPage:
    """The budget of a year."""
    return SettingsPage(
        f"Begroting {year}: {about.label.lower()}",
        "De factuurronde wordt met dit bedrag vergeleken.",
        "",
        "Begroting vastleggen",
        f"De begroting van {year} is vastgelegd.",
        year_page(agreement, about.key, year),
    )


def profile(agreement: Agreement, party: Party) -> SettingsPage:
    """Where the invoices of a party go."""
    return SettingsPage(
        f"Factuurgegevens van {party}",
        "Facturen die al verzonden zijn, veranderen niet.",
        "",
        "Gegevens vastleggen",
        f"De factuurgegevens van {party} zijn vastgelegd.",
        reverse("finance:profile_list", args=[agreement.slug]),
    )


def commitment(agreement: Agreement, about: Contribution, year: int, party: Party) -> SettingsPage:
    """What a council decided."""
    return SettingsPage(
        f"Raadsbesluit van {party}",
        "Het laatste besluit over een jaar telt. Eerdere besluiten blijven te lezen.",
        agreed.article_of(about, year),
        "Raadsbesluit vastleggen",
        f"Het raadsbesluit van {party} is vastgelegd.",
        reverse("finance:commitment_list", args=[agreement.slug, about.key, year]),
    )


def rate_initial(known: Rate | None) -> dict[str, Any]:
    """The form of a rate as it stands."""
    if known is None:
        return {"version": 0}
    found: dict[str, Any] = {"cents": known.cents, "decided": known.decided, "decided_on": known.decided_on}
    for place, part in zip(("first", "second"), known.components, strict=False):
        found |= {f"{place}_label": part["label"], f"{place}_cents": part["cents"]}
    return found | {"version": known.pk}


@dataclass(frozen=True)
class CouncilRow:
    """One council: what it decided last about the year, all it decided, and where more is recorded."""

    party: Party
    latest: Commitment | None
    history: list[Commitment]
    address: str

    @property
    def pill(self) -> tuple[str, str, str]:
        """State in a word, a colour and an icon."""
        if self.latest is None:
            return "nog niet bekend", "w", "clock"
        return ("toegezegd", "g", "check") if self.latest.stands else ("niet toegezegd", "w", "x")


def commitments(agreement: Agreement, actor: Actor, about: Contribution, year: int) -> dict[str, Any]:
    """Every council, or only that of the own party."""
    rows = list(selectors.commitments_of(agreement, about.key))
    latest = selectors.decided_for(rows, year)
    parties = [party for party in parties_of(agreement, actor.on) if sees_all(actor) or party.pk in actor.party_ids]
    found = []
    for party in parties:
        may = actor.may("council_consent", Context(party=party))
        address = (
            reverse("finance:commitment_create", args=[agreement.slug, about.key, year, party.code]) if may else ""
        )
        history = [row for row in rows if row.party_id == party.pk]
        found.append(CouncilRow(party, latest.get(party.pk), history, address))
    known = sum(row.latest is not None and row.latest.stands for row in found)
    return {
        "rows": found,
        "about": about,
        "year": year,
        "known": known,
        "article": agreed.article_of(about, year),
        "back": year_page(agreement, about.key, year) if sees_all(actor) else overview_of(agreement),
    }


def profiles(agreement: Agreement, on: date) -> dict[str, Any]:
    """Every party with its billing data, if any."""
    known = selectors.profiles_on(agreement, on)
    return {"rows": [(party, known.get(party.pk)) for party in parties_of(agreement, on)]}
