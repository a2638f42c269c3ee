"""Who takes part in the demonstration: agreements, parties, role-named accounts, mandates and inhabitants."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password

from twente.core import data, services
from twente.core.agreement import Rulebook, shipped
from twente.core.models import Agreement, Contact, Mandate, Party, PopulationSet, Role, User
from twente.home.demo.stage import Stage
from twente.partnership import services as partnership
from twente.partnership.contact_services import ContactDetails, record_contact
from twente.partnership.installing import install_agreement

PASSWORD = "overleg-in-twente"  # noqa: S105 (printed on the login page of every demonstration)
PLACES = tuple(facts.short_name for facts in data.parties() if facts.kind == "gemeente")
SINCE = date(2021, 2, 1)


@dataclass(frozen=True)
class Account:
    """A demonstration account: user name, name on screen, and the office it holds, if any."""

    username: str
    name: str
    office: str = ""
    place: str = ""


def slug(place: str) -> str:
    """Hof van Twente as it stands in a user name: hof-van-twente."""
    return place.lower().replace(" ", "-")


def of_each(kind: str, name: str, office: str, places: tuple[str, ...]) -> list[Account]:
    """One account per municipality."""
    return [Account(f"{kind}.{slug(place)}", f"{name} {place}", office, place) for place in places]


OFFICERS = ("Almelo", "Enschede", "Hengelo", "Losser")
ACCOUNTS = (
    Account("secretaris", "Coördinerend secretaris", Role.Kind.SECRETARY),
    Account("voorzitter", "Voorzitter", Role.Kind.CHAIR),
    Account("plv.secretaris", "Plaatsvervangend secretaris", Role.Kind.DEPUTY_SECRETARY),
    *of_each("bestuurder", "Bestuurder", "representative", PLACES),
    *of_each("plaatsvervanger", "Plaatsvervanger", Role.Kind.SUBSTITUTE, ("Haaksbergen",)),
    *of_each("griffier", "Griffier", Role.Kind.CLERK, PLACES),
    *of_each("ambtenaar", "Ambtenaar", Role.Kind.OFFICER, OFFICERS),
    Account("financien", "Financiën", Role.Kind.TREASURER),
    Account("beheerder", "Beheerder", Role.Kind.ADMINISTRATOR),
    Account("buitenstaander", "Buitenstaander"),
)
DEPUTY_CHAIR = "bestuurder.hengelo"
FORMER = Account("oud-bestuurder.wierden", "Oud-bestuurder Wierden")
"""Gives Wierden a mandate that ended, so that its history has two lines."""
EXPIRES = "bestuurder.tubbergen"
"""The mandate that ends within two months, without a successor yet."""


def is_main(book: Rulebook) -> bool:
    """Whether this is the rulebook that decides by inhabitants and knows open readings: everything happens there."""
    return book.exclusion is not None


def agreements(stage: Stage) -> None:
    """Every shipped rulebook with its parties."""
    for book in shipped():
        agreement = install_agreement(rulebook=book, by=None, now=stage.earlier)
        stage.agreements["main" if is_main(book) else book.key] = agreement
    stage.parties = {found.code: found for found in Party.objects.order_by("position")}


def accounts(stage: Stage) -> None:
    """Role-named accounts that share one password, hashed once: a good hash is slow, and here it guards nothing."""
    for account in (*ACCOUNTS, FORMER):
        stage.users[account.username] = partnership.open_account(
            username=account.username,
            email=f"{account.username}@voorbeeld.example",
            name=account.name,
            password=None,
            by=None,
            now=stage.earlier,
        )
    new = User.objects.filter(username__in=stage.users, password__startswith=UNUSABLE_PASSWORD_PREFIX)
    if new.exists():
        new.update(password=make_password(PASSWORD))


def offices(stage: Stage) -> None:
    """Chair, secretaries, clerks, officers and the rest; the deputy chair comes from the midst (BOK-5.4)."""
    held = set(Role.objects.filter(agreement=stage.main).values_list("user__username", "kind"))
    places = {party.short_name: party for party in stage.parties.values()}
    wanted = [(account.username, account.office, places.get(account.place)) for account in ACCOUNTS]
    for username, kind, party in [*wanted, (DEPUTY_CHAIR, Role.Kind.DEPUTY_CHAIR, None)]:
        if kind in Role.Kind.values and (username, kind) not in held:
            services.give_role(
                agreement=stage.main,
                user=stage.users[username],
                kind=kind,
                party=party,
                since=SINCE,
                by=None,
                now=stage.earlier,
            )


def mandates(stage: Stage) -> None:
    """A standing mandate per party; one ends soon, one followed another, one person also speaks in a second overleg."""
    given = set(Mandate.objects.filter(agreement=stage.main).values_list("party_id", flat=True))
    changed = date(stage.today.year - 2, 7, 1)
    for party in (party for party in stage.parties.values() if party.kind == "gemeente"):
        username = f"bestuurder.{slug(party.short_name)}"
        if party.pk in given:
            continue
        earlier = FORMER.username if party.short_name in FORMER.name else username
        first = Mandated(earlier, SINCE, changed - timedelta(days=1), "Collegebesluit van 26 januari 2021")
        mandate(stage, stage.main, party, first)
        until = stage.today + timedelta(days=33) if username == EXPIRES else None
        mandate(
            stage, stage.main, party, Mandated(username, changed, until, f"Collegebesluit van 18 juni {changed.year}")
        )
    second_overleg(stage)


@dataclass(frozen=True)
class Mandated:
    """Who speaks for a party, from when until when, on which document."""

    username: str
    since: date
    until: date | None
    document: str


def mandate(stage: Stage, agreement: Agreement, party: Party, given: Mandated) -> None:
    """The secretary records one mandate."""
    partnership.record_mandate(
        agreement=agreement,
        party=party,
        user=stage.users[given.username],
        since=given.since,
        until=given.until,
        document=given.document,
        by=stage.users["secretaris"],
        now=stage.earlier,
    )


def second_overleg(stage: Stage) -> None:
    """The deputy chair also speaks for the same college in the overleg that a province is party to."""
    place = next(account.place for account in ACCOUNTS if account.username == DEPUTY_CHAIR)
    party = next(party for party in stage.parties.values() if party.short_name == place)
    provinces = [party.pk for party in stage.parties.values() if party.kind == "provincie"]
    for agreement in stage.agreements.values():
        joined = agreement.memberships.filter(party__in=provinces).first()
        if joined and not Mandate.objects.filter(agreement=agreement, party=party).exists():
            since = max(joined.valid_from, date(stage.today.year - 2, 7, 1))
            given = Mandated(DEPUTY_CHAIR, since, None, "Collegebesluit over vergunningen, toezicht en handhaving")
            mandate(stage, agreement, party, given)


def contacts(stage: Stage) -> None:
    """The clerk of every council, at an address that reaches nobody (BOK-8h)."""
    clerk = Contact.Purpose.COUNCIL_CLERK
    for party in stage.parties.values():
        if not party.contacts.filter(role=clerk).exists():
            details = ContactDetails(f"griffie {party.short_name}", f"griffie@{slug(party.short_name)}.example", "")
            record_contact(agreement=None, party=party, role=clerk, details=details, seen=0, by=None, now=stage.earlier)


def figures(stage: Stage) -> None:
    """Inhabitants since 2018, recorded by one and confirmed by another (R5)."""
    for facts in data.populations():
        if PopulationSet.objects.filter(reference_date=facts.reference_date, source=facts.source).exists():
            continue
        population = services.propose_population(
            reference_date=facts.reference_date,
            status=facts.status,
            source=facts.source,
            figures={stage.parties[code]: count for code, count in facts.figures.items()},
            by=stage.users["financien"],
            now=stage.earlier,
        )
        services.confirm_population(population=population, by=stage.users["secretaris"], now=stage.earlier)
