"""The cast of the tests: everybody who plays a part, made through core's own services from the shipped rulebook."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from tests.rehearsal import rehearsed
from tests.standing import scene
from twente.core import agreement as rulebooks
from twente.core import services
from twente.core.models import Agreement, Party, PopulationSet, Role, User

START = date(2021, 2, 1)
MORNING = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
"""Friday 20 November 2026, 9.00 hours in Amsterdam: the moment at which most tests play."""
INHABITANTS = {
    "Almelo": ("GM0141", 74_776),
    "Borne": ("GM0147", 24_741),
    "Dinkelland": ("GM1774", 26_728),
    "Enschede": ("GM0153", 162_317),
    "Haaksbergen": ("GM0158", 24_225),
    "Hellendoorn": ("GM0163", 36_213),
    "Hengelo": ("GM0164", 83_655),
    "Hof van Twente": ("GM1735", 35_660),
    "Losser": ("GM0168", 23_469),
    "Oldenzaal": ("GM0173", 32_021),
    "Rijssen-Holten": ("GM1742", 38_836),
    "Tubbergen": ("GM0183", 21_507),
    "Twenterand": ("GM1700", 34_113),
    "Wierden": ("GM0189", 25_342),
}
"""Municipality → CBS code and inhabitants on 1 January 2025 (CBS); 643,603 together."""


@dataclass(frozen=True)
class Cast:
    """Everybody by part. Parties and representatives by the name of the municipality."""

    agreement: Agreement
    parties: dict[str, Party]
    population: PopulationSet
    representatives: dict[str, User]
    chair: User
    deputy_chair: User
    secretary: User
    deputy_secretary: User
    substitute: User
    clerk: User
    officer: User
    treasurer: User
    administrator: User
    outsider: User

    @property
    def everybody(self) -> dict[str, User]:
        """Part → person, one representative among them."""
        parts = ("chair", "deputy_chair", "secretary", "deputy_secretary", "substitute", "clerk", "officer")
        others = ("treasurer", "administrator", "outsider")
        people = {part: getattr(self, part) for part in parts + others}
        return people | {"representative": self.representatives["Almelo"]}


def person(part: str, name: str) -> User:
    """An account named after its part; nobody can sign in with a password."""
    return User.objects.create_user(part, f"{part}@voorbeeld.example", name)


def admitted(agreement: Agreement) -> dict[str, Party]:
    """The fourteen parties, admitted on the day the agreement came into force."""
    parties = {}
    for position, (name, (code, _)) in enumerate(INHABITANTS.items(), start=1):
        parties[name] = Party.objects.create(
            code=code,
            kind="gemeente",
            short_name=name,
            official_name=f"gemeente {name}",
            contract_party=f"het college van burgemeester en wethouders van de gemeente {name}",
            position=position,
        )
        services.admit_party(agreement=agreement, party=parties[name], since=START, by=None, now=MORNING)
    return parties


def mandated(agreement: Agreement, parties: dict[str, Party], secretary: User) -> dict[str, User]:
    """A representative with a standing mandate for every party."""
    people = {}
    for name, party in parties.items():
        slug = name.lower().replace(" ", "-")
        people[name] = person(f"bestuurder.{slug}", f"Bestuurder {name}")
        services.record_mandate(
            agreement=agreement,
            party=party,
            user=people[name],
            since=START,
            document=f"Collegebesluit {name} 2021-01",
            by=secretary,
            now=MORNING,
        )
    return people


OFFICES = {
    "chair": ("voorzitter", "Voorzitter", Role.Kind.CHAIR, ""),
    "secretary": ("secretaris", "Coördinerend secretaris", Role.Kind.SECRETARY, ""),
    "deputy_secretary": ("plv-secretaris", "Plaatsvervangend secretaris", Role.Kind.DEPUTY_SECRETARY, ""),
    "substitute": ("vervanger.haaksbergen", "Vervanger Haaksbergen", Role.Kind.SUBSTITUTE, "Haaksbergen"),
    "clerk": ("griffier.almelo", "Griffier Almelo", Role.Kind.CLERK, "Almelo"),
    "officer": ("ambtenaar.almelo", "Ambtenaar Almelo", Role.Kind.OFFICER, "Almelo"),
    "treasurer": ("financien", "Financiën", Role.Kind.TREASURER, ""),
    "administrator": ("beheerder", "Beheerder", Role.Kind.ADMINISTRATOR, ""),
}


def in_office(agreement: Agreement, parties: dict[str, Party]) -> dict[str, User]:
    """Part → person, each with one role since the start."""
    people = {}
    for part, (username, name, kind, party) in OFFICES.items():
        people[part] = person(username, name)
        services.give_role(
            agreement=agreement,
            user=people[part],
            kind=kind,
            party=parties.get(party),
            since=START,
            by=None,
            now=MORNING,
        )
    return people


def counted(parties: dict[str, Party], by: User, confirmed_by: User) -> PopulationSet:
    """The figures of 1 January 2025, confirmed by a second person."""
    population = services.propose_population(
        reference_date=date(2025, 1, 1),
        status=PopulationSet.Status.FINAL,
        source="CBS StatLine",
        figures={party: INHABITANTS[name][1] for name, party in parties.items()},
        by=by,
        now=MORNING,
    )
    return services.confirm_population(population=population, by=confirmed_by, now=MORNING)


@rehearsed
def gather() -> Cast:
    """Build everybody. The deputy chair is the representative of Hengelo, not in charge (BOK-5.4)."""
    rulebook = next(book for book in rulebooks.shipped() if book.key == "bok_ses")
    agreement = services.store_rulebook(rulebook=rulebook, by=None, now=MORNING).agreement
    parties = admitted(agreement)
    people = in_office(agreement, parties)
    representatives = mandated(agreement, parties, people["secretary"])
    deputy_chair = representatives["Hengelo"]
    services.give_role(
        agreement=agreement, user=deputy_chair, kind=Role.Kind.DEPUTY_CHAIR, since=START, by=None, now=MORNING
    )
    return Cast(
        agreement=agreement,
        parties=parties,
        population=counted(parties, people["treasurer"], people["secretary"]),
        representatives=representatives,
        deputy_chair=deputy_chair,
        outsider=person("buitenstaander", "Buitenstaander"),
        **people,
    )


cast = scene("cast", gather)
"""Chair, secretaries, fourteen representatives, substitute, clerk, officer, treasurer, administrator, outsider."""
