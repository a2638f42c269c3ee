"""Mandates, inhabitants and readings: one voter per party, two persons where two are asked."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from tests.cast import MORNING, START, Cast
from twente.core import selectors as core
from twente.core import services as core_services
from twente.core import statline
from twente.core.models import AuditEntry, Mandate, PopulationSet, ReadingAdoption
from twente.partnership import services
from twente.partnership.models import PopulationUpload, ReadingRequest

TODAY = date(2026, 11, 20)
HEADER = '"Perioden";"Regio\'s";"Totale bevolking (aantal)"\n'


def statline_file(cast: Cast, *, year: int = 2026, wrong: str = "") -> bytes:
    """A StatLine download of one year with a figure for every party."""
    rows = [f'"{year}*";"{name}";{wrong or 20_000 + place}' for place, name in enumerate(cast.parties)]
    return (HEADER + "\n".join(rows)).encode()


def uploaded(cast: Cast, content: bytes) -> PopulationUpload:
    wanted = [statline.Wanted(party.code, party.short_name) for party in cast.parties.values()]
    return services.keep_upload(
        agreement=cast.agreement,
        file_name="kerncijfers.csv",
        content=content,
        preview=statline.preview(content, wanted),
        by=cast.treasurer,
        now=MORNING,
    )


def successor(cast: Cast, *, since: date) -> Mandate:
    return services.record_mandate(
        agreement=cast.agreement,
        party=cast.parties["Almelo"],
        user=cast.outsider,
        since=since,
        document="Collegebesluit 2026-40",
        by=cast.secretary,
        now=MORNING,
    )


def test_a_party_has_one_mandate_at_a_time(cast: Cast) -> None:
    """BOK-1f: refused with a sentence."""
    with pytest.raises(core_services.MandateOverlaps, match="Beëindig eerst"):
        successor(cast, since=TODAY)


def test_the_database_refuses_overlapping_mandates_by_itself(cast: Cast) -> None:
    """BOK-1f: not only a form."""
    known = Mandate.objects.get(party=cast.parties["Almelo"])
    with pytest.raises(IntegrityError, match="one_mandate_at_a_time"), transaction.atomic():
        Mandate.objects.create(
            agreement=cast.agreement,
            party=known.party,
            user=cast.outsider,
            valid_from=TODAY,
            document="x",
            recorded_by=cast.secretary,
            recorded_at=MORNING,
        )


def test_a_mandate_follows_on_the_day_after_the_last(cast: Cast) -> None:
    known = Mandate.objects.get(party=cast.parties["Almelo"])
    services.end_mandate(mandate=known, last_day=TODAY, by=cast.secretary, now=MORNING)
    with pytest.raises(core_services.MandateOverlaps):
        successor(cast, since=TODAY)
    successor(cast, since=TODAY + timedelta(days=1))
    assert core.mandates_on(cast.agreement, TODAY)[known.party_id] == known
    assert core.mandates_on(cast.agreement, TODAY + timedelta(days=1))[known.party_id].user == cast.outsider


def test_the_same_mandate_again_is_the_first_one(cast: Cast) -> None:
    """A form sent twice is stored once."""
    known = Mandate.objects.get(party=cast.parties["Almelo"])
    again = services.record_mandate(
        agreement=cast.agreement,
        party=known.party,
        user=known.user,
        since=START,
        document=known.document,
        by=cast.secretary,
        now=MORNING,
    )
    assert again == known


def test_no_mandate_before_a_party_takes_part(cast: Cast) -> None:
    with pytest.raises(services.NotAParty):
        successor(cast, since=START - timedelta(days=1))


@pytest.mark.parametrize("last_day", [START - timedelta(days=1), TODAY + timedelta(days=1)])
def test_a_mandate_is_ended_within_its_period(cast: Cast, last_day: date) -> None:
    known = Mandate.objects.get(party=cast.parties["Almelo"])
    services.end_mandate(mandate=known, last_day=TODAY, by=cast.secretary, now=MORNING)
    with pytest.raises(services.MandateEnded):
        services.end_mandate(mandate=known, last_day=last_day, by=cast.secretary, now=MORNING)


def test_ending_twice_leaves_one_trace(cast: Cast) -> None:
    known = Mandate.objects.get(party=cast.parties["Almelo"])
    for _ in range(2):
        services.end_mandate(mandate=known, last_day=TODAY, by=cast.secretary, now=MORNING)
    assert AuditEntry.objects.filter(action="mandate_ended").count() == 1


def test_an_upload_counts_for_nothing_until_a_second_person_confirms(cast: Cast) -> None:
    """R5: one proposes, another confirms."""
    year = uploaded(cast, statline_file(cast)).years.get()
    assert PopulationSet.objects.count() == 1
    population = services.propose_year(year=year, by=cast.treasurer, now=MORNING)
    assert core.population_for(TODAY) == cast.population
    with pytest.raises(core_services.SamePerson):
        core_services.confirm_population(population=population, by=cast.treasurer, now=MORNING)
    core_services.confirm_population(population=population, by=cast.secretary, now=MORNING)
    assert core.population_for(TODAY) == population
    assert population.status == PopulationSet.Status.PROVISIONAL
    assert population.figures.get(party=cast.parties["Almelo"]).inhabitants == 20_000


def test_the_database_refuses_one_person_twice(cast: Cast) -> None:
    population = services.propose_year(
        year=uploaded(cast, statline_file(cast)).years.get(), by=cast.treasurer, now=MORNING
    )
    with pytest.raises(IntegrityError, match="population_two_persons"), transaction.atomic():
        PopulationSet.objects.filter(pk=population.pk).update(confirmed_by=cast.treasurer, confirmed_at=MORNING)


def test_proposing_twice_gives_one_set(cast: Cast) -> None:
    year = uploaded(cast, statline_file(cast)).years.get()
    first = services.propose_year(year=year, by=cast.treasurer, now=MORNING)
    assert services.propose_year(year=year, by=cast.treasurer, now=MORNING) == first


@pytest.mark.parametrize("wrong", ["0", "-5", "12,5", "veel", "9999999"])
def test_a_year_with_an_impossible_figure_is_not_taken_over(cast: Cast, wrong: str) -> None:
    upload = uploaded(cast, statline_file(cast, wrong=wrong))
    year = upload.years.get()
    assert upload.problems
    with pytest.raises(services.YearNotReady):
        services.propose_year(year=year, by=cast.treasurer, now=MORNING)
    assert PopulationSet.objects.count() == 1


def test_a_file_without_any_party_is_refused_with_the_reason(cast: Cast) -> None:
    with pytest.raises(services.NothingReadable, match="geen tabel van CBS StatLine"):
        uploaded(cast, b"%PDF-1.7 geen tabel")
    assert not PopulationUpload.objects.exists()


def test_the_same_file_twice_is_one_upload_and_old_ones_disappear(cast: Cast) -> None:
    first = uploaded(cast, statline_file(cast))
    assert uploaded(cast, statline_file(cast)) == first
    PopulationUpload.objects.update(uploaded_at=MORNING - timedelta(hours=25))
    second = uploaded(cast, statline_file(cast, year=2025))
    assert list(PopulationUpload.objects.all()) == [second]


def asked(cast: Cast, value: str = "geen") -> ReadingRequest:
    return services.request_reading(
        agreement=cast.agreement,
        reading="R1",
        value=value,
        adopted_on=TODAY,
        decision="Besluit 2026-07",
        by=cast.secretary,
        now=MORNING,
    )


def test_a_reading_is_adopted_by_two_persons(cast: Cast) -> None:
    """BOK-18: asked by one, confirmed by another; from its day on it is in use."""
    request = asked(cast)
    assert core.reading_values(cast.agreement, TODAY)["R1"] == "art8_geheel"
    with pytest.raises(core_services.SamePerson):
        services.confirm_reading(request=request, by=cast.secretary, now=MORNING)
    adoption = services.confirm_reading(request=request, by=cast.chair, now=MORNING)
    assert (adoption.asked_by, adoption.confirmed_by) == (cast.secretary, cast.chair)
    assert core.reading_values(cast.agreement, TODAY)["R1"] == "geen"
    assert core.reading_values(cast.agreement, TODAY - timedelta(days=1))["R1"] == "art8_geheel"
    assert services.confirm_reading(request=request, by=cast.chair, now=MORNING) == adoption


def test_the_default_reading_can_be_adopted_as_well(cast: Cast) -> None:
    """BOK-18: then it is no longer "niet bekrachtigd"."""
    services.confirm_reading(request=asked(cast, "art8_geheel"), by=cast.chair, now=MORNING)
    assert core.readings_on(cast.agreement, TODAY)["R1"].decision == "Besluit 2026-07"


def test_one_open_request_per_reading(cast: Cast) -> None:
    first = asked(cast)
    assert asked(cast) == first
    with pytest.raises(services.ReadingAlreadyAsked):
        asked(cast, "art8_a")
    services.withdraw_reading(request=first, by=cast.chair, now=MORNING)
    assert asked(cast, "art8_a") != first


def test_a_withdrawn_request_is_never_adopted(cast: Cast) -> None:
    request = asked(cast)
    services.withdraw_reading(request=request, by=cast.secretary, now=MORNING)
    with pytest.raises(services.RequestSettled):
        services.confirm_reading(request=request, by=cast.chair, now=MORNING)
    assert not ReadingAdoption.objects.exists()


def test_an_unknown_value_is_refused(cast: Cast) -> None:
    with pytest.raises(core_services.UnknownReading):
        asked(cast, "zomaar")


def test_an_account_is_opened_once(cast: Cast) -> None:
    facts = {"email": "Nieuw@Voorbeeld.example", "name": "Nieuw", "password": "een-lang-wachtwoord"}
    first = services.open_account(username="Nieuw", by=None, now=MORNING, **facts)
    assert services.open_account(username="nieuw", by=None, now=MORNING, **facts) == first
    assert first.email == "nieuw@voorbeeld.example"


def test_a_real_cbs_file_brings_every_party_and_leaves_dissolved_ones_out(cast: Cast) -> None:
    """Lines of a real download: BOM, quotes, dissolved municipalities without a figure, "Hengelo (O.)"."""
    source = Path(__file__).parents[1] / "core" / "data" / "statline.csv"
    upload = uploaded(cast, source.read_bytes())
    assert not upload.problems
    sums = {year.reference_date.year: sum(year.figures.values()) for year in upload.years.all() if year.ready}
    assert sums == {2022: 633_917, 2023: 638_897}
