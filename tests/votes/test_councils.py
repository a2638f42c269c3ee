"""The round along the councils: recorded per council, frozen at opening, clerks reminded (BOK-12.5, R10)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import MORNING, Cast
from tests.factories import MEETING_AT
from tests.votes.stage import OPENED, TEXT, a_closed_vote, a_ready_proposal
from twente.core.models import AuditEntry, Contact, Party, ReadingAdoption, User
from twente.core.refusals import StaleVersion
from twente.outbox.models import Message
from twente.partnership.contact_services import ContactDetails, record_contact
from votes import services
from votes.models import CouncilConsultation, Proposal
from votes.rules.consulting import CouncilFacts, Flaw, flaws, round_of
from votes.rules.gates import Council, CouncilAnswer
from votes.services.consulting import ImpossibleFacts, PreparationFrozen, record_council
from votes.wording.consulting import FLAWS, next_step, refusals, standing

TODAY = date(2026, 12, 2)
ASKED = CouncilFacts(date(2026, 11, 1), "raadsvoorstel 2026-118", date(2026, 12, 15), "open", None, "", "")
CONSENTED = replace(ASKED, reply="ingestemd", replied_on=date(2026, 11, 24), reply_document="raadsbesluit 2026-80")
REFUSED = replace(CONSENTED, reply="geweigerd", remark="De raad wil eerst een toelichting.")
PLAN = replace(TEXT, title="Meerjarenplan", decision_kind="additionele_middelen", financial=True)


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        (ASKED, ()),
        (CONSENTED, ()),
        (replace(ASKED, submitted_on=TODAY), ()),
        (replace(ASKED, submitted_on=TODAY + timedelta(days=1)), (("submitted_on", Flaw.SUBMITTED_LATER),)),
        (replace(ASKED, submission=""), (("submission", Flaw.NO_SUBMISSION),)),
        (replace(ASKED, submitted_on=None), (("submitted_on", Flaw.NO_SUBMISSION_DAY),)),
        (replace(ASKED, scheduled_on=date(2026, 10, 31)), (("scheduled_on", Flaw.SCHEDULED_BEFORE),)),
        (replace(CONSENTED, replied_on=date(2026, 11, 1)), ()),
        (replace(CONSENTED, replied_on=date(2026, 10, 31)), (("replied_on", Flaw.REPLIED_BEFORE),)),
        (replace(CONSENTED, replied_on=TODAY), ()),
        (replace(CONSENTED, replied_on=TODAY + timedelta(days=1)), (("replied_on", Flaw.REPLIED_LATER),)),
        (replace(CONSENTED, replied_on=None), (("replied_on", Flaw.NO_REPLY_DAY),)),
        (replace(CONSENTED, reply_document=""), (("reply_document", Flaw.NO_REPLY_DOCUMENT),)),
        (replace(CONSENTED, submitted_on=None, submission=""), (("reply", Flaw.NOT_SUBMITTED),)),
        (replace(CONSENTED, reply="open"), (("reply", Flaw.NO_REPLY),)),
    ],
)
def test_days_follow_each_other_and_none_is_in_the_future(facts: CouncilFacts, found: Any) -> None:
    """On the day itself is in time; only the council's own meeting may still come."""
    assert flaws(facts, TODAY) == found


def test_every_flaw_has_a_sentence() -> None:
    assert set(FLAWS) == set(Flaw)


NAMES = {"a": "Almelo", "b": "Borne", "c": "Losser"}


@pytest.mark.parametrize(
    ("answers", "stands", "next_up"),
    [
        ({}, "0 van de 3 raden hebben het voorstel.", "Leg het voornemen nog voor aan de raden van Almelo, Borne en"),
        (
            {"a": "open", "b": "geweigerd"},
            "2 van de 3 raden hebben het voorstel; 1 weigerde.",
            "aan de raad van Losser",
        ),
        (
            {"a": "open", "b": "ingestemd", "c": "ingestemd"},
            "3 van de 3 raden hebben het voorstel; 2 stemden in.",
            "De stemming kan open. Eén raad gaf nog geen antwoord.",
        ),
        (
            {"a": "ingestemd", "b": "ingestemd", "c": "ingestemd"},
            "3 van de 3 raden hebben het voorstel; 3 stemden in.",
            "Alle raden hebben geantwoord. De stemming kan open.",
        ),
    ],
)
def test_the_round_says_where_it_stands_and_what_comes_next(answers: dict[str, str], stands: str, next_up: str) -> None:
    councils = tuple(Council(code, submitted=True, answer=CouncilAnswer(said)) for code, said in answers.items())
    found = round_of(tuple(NAMES), councils)
    assert standing(found) == stands
    assert next_up in next_step(found, NAMES, all_consent=False)


def test_with_r10_consent_a_refusal_keeps_the_vote_shut() -> None:
    councils = tuple(Council(code, submitted=True, answer=CouncilAnswer.CONSENTED) for code in "ab")
    found = round_of(tuple(NAMES), (*councils, Council("c", submitted=True, answer=CouncilAnswer.REFUSED)))
    assert next_step(found, NAMES, all_consent=True) == "Er is nog geen instemming van de raad van Losser."
    assert refusals(found, NAMES).startswith("De raad van Losser weigerde.")


@pytest.fixture
def plan(cast: Cast, time_machine: Any) -> Proposal:
    """A plan for which councils must be asked, on the members' screens."""
    time_machine.move_to(OPENED, tick=False)
    return a_ready_proposal(cast, text=PLAN)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page(name: str, *args: object) -> str:
    return reverse(f"votes:{name}", args=["bok-ses", *args])


def tell(cast: Cast, plan: Proposal, party: Party, facts: CouncilFacts = ASKED, version: int = 0) -> Any:
    return record_council(proposal=plan, party=party, facts=facts, version=version, by=cast.secretary, now=MEETING_AT)


def tell_all(cast: Cast, plan: Proposal, *, except_for: tuple[str, ...] = (), facts: CouncilFacts = ASKED) -> None:
    for name, party in cast.parties.items():
        if name not in except_for:
            tell(cast, plan, party, facts)


def posted(facts: CouncilFacts, version: int = 0) -> dict[str, Any]:
    """The form of a council as a browser sends it."""
    return {name: value or "" for name, value in vars(facts).items()} | {"version": version}


def test_the_vote_opens_only_when_each_council_was_asked(cast: Cast, plan: Proposal) -> None:
    """BOK-12.5: the page names exactly who is missing, with the way there; then it opens, a refusal or not (R10)."""
    tell_all(cast, plan, except_for=("Losser", "Wierden"), facts=REFUSED)
    chair = signed_in(cast.chair)
    for name in ("proposal_detail", "vote_open"):
        shown = chair.get(page(name, plan.pk)).text
        assert "voor aan de raden van Losser en Wierden." in shown
        assert page("council_list", plan.pk) in shown
    with pytest.raises(services.CannotOpenYet, match="nog niet voorgelegd aan de raden van Losser en Wierden"):
        services.open_vote(proposal=plan, earlier_figures=True, by=cast.chair, now=OPENED)
    for name in ("Losser", "Wierden"):
        tell(cast, plan, cast.parties[name])
    opened = services.open_vote(proposal=plan, earlier_figures=True, by=cast.chair, now=OPENED)
    frozen = opened.snapshot["preparation"]["councils"]
    assert {row["answer"] for row in frozen} == {"geweigerd", "open"}


def test_the_opening_page_has_no_button_before_that(cast: Cast, plan: Proposal) -> None:
    chair = signed_in(cast.chair)
    assert 'aria-describedby="nog-niet"' in chair.get(page("vote_open", plan.pk)).text
    tell_all(cast, plan)
    assert 'aria-describedby="nog-niet"' not in chair.get(page("vote_open", plan.pk)).text


def test_under_reading_r10_every_council_must_consent(cast: Cast, plan: Proposal) -> None:
    """R10 "ingestemd": asked is not enough."""
    ReadingAdoption.objects.create(
        agreement=cast.agreement,
        reading="R10",
        value="ingestemd",
        adopted_on=date(2026, 11, 1),
        decision="Besluit 2026-09",
        asked_by=cast.chair,
        confirmed_by=cast.secretary,
        recorded_at=MORNING,
    )
    tell_all(cast, plan, except_for=("Borne",), facts=CONSENTED)
    tell(cast, plan, cast.parties["Borne"], REFUSED)
    with pytest.raises(services.CannotOpenYet, match="nog geen instemming van de raad van Borne"):
        services.open_vote(proposal=plan, earlier_figures=True, by=cast.chair, now=OPENED)
    tell(cast, plan, cast.parties["Borne"], CONSENTED, version=1)
    assert services.open_vote(proposal=plan, earlier_figures=True, by=cast.chair, now=OPENED).state == "open"


def test_from_opening_on_nothing_about_the_councils_changes(cast: Cast, plan: Proposal) -> None:
    tell_all(cast, plan)
    services.open_vote(proposal=plan, earlier_figures=True, by=cast.chair, now=OPENED)
    with pytest.raises(PreparationFrozen):
        tell(cast, plan, cast.parties["Borne"], REFUSED, version=1)
    client = signed_in(cast.secretary)
    shown = client.get(page("council_list", plan.pk)).text
    assert "verandert niet meer" in shown
    assert "Bijwerken" not in shown
    assert client.post(page("council_edit", plan.pk, "GM0147"), posted(REFUSED, 1)).status_code == 409
    assert client.get(page("council_remind", plan.pk)).status_code == 409


def test_a_refusal_is_loud_until_the_result(cast: Cast, time_machine: Any) -> None:
    """R10: no obstacle, but a flag at the outcome and a notice above the overview."""
    time_machine.move_to(OPENED, tick=False)
    proposal = a_ready_proposal(cast, text=PLAN)
    tell_all(cast, proposal, except_for=("Almelo",), facts=CONSENTED)
    tell(cast, proposal, cast.parties["Almelo"], REFUSED)
    client = signed_in(cast.secretary)
    assert "De raad van Almelo weigerde." in client.get(page("council_list", proposal.pk)).text
    services.open_vote(proposal=proposal, earlier_figures=True, by=cast.chair, now=OPENED)
    services.close_vote(proposal=proposal, by=cast.chair, now=OPENED)
    shown = client.get(page("proposal_detail", proposal.pk)).text
    assert "De raad van Almelo stemde niet in. Het budgetrecht ligt bij de raad." in shown
    assert "13 stemden in, 1 weigerde" in shown


def test_the_same_facts_twice_are_one_act_and_a_stale_version_is_refused(cast: Cast, plan: Proposal) -> None:
    borne = cast.parties["Borne"]
    first, again = tell(cast, plan, borne), tell(cast, plan, borne)
    assert (first, again.version) == (again, 1)
    assert AuditEntry.objects.filter(action="council_recorded").count() == 1
    with pytest.raises(StaleVersion):
        tell(cast, plan, borne, CONSENTED, version=0)
    assert tell(cast, plan, borne, CONSENTED, version=1).version == 2


def test_the_service_refuses_what_cannot_be(cast: Cast, plan: Proposal) -> None:
    with pytest.raises(ImpossibleFacts, match="in de toekomst"):
        tell(cast, plan, cast.parties["Borne"], replace(ASKED, submitted_on=date(2027, 1, 1)))
    assert not CouncilConsultation.objects.exists()


def test_the_form_keeps_what_was_typed(cast: Cast, plan: Proposal) -> None:
    client, address = signed_in(cast.secretary), page("council_edit", plan.pk, "GM0147")
    wrong = client.post(address, posted(replace(CONSENTED, reply_document="")))
    assert wrong.status_code == 422
    assert 'id="id_reply_document_error"' in wrong.text
    assert "raadsvoorstel 2026-118" in wrong.text
    assert client.post(address, posted(CONSENTED)).status_code == 302
    stale = client.post(address, posted(REFUSED))
    assert stale.status_code == 409
    assert "raadsbesluit 2026-80" in stale.text
    assert "De raad wil eerst een toelichting." in stale.text


def test_an_official_records_the_own_council_only(cast: Cast, plan: Proposal) -> None:
    """`council_consent`: secretariat every council, an official that of the own municipality, others none."""
    official = signed_in(cast.officer)
    shown = official.get(page("council_list", plan.pk)).text
    assert shown.count("Bijwerken") == 1
    assert official.post(page("council_edit", plan.pk, "GM0141"), posted(ASKED)).status_code == 302
    assert official.get(page("council_edit", plan.pk, "GM0147")).status_code == 403
    representative = signed_in(cast.representatives["Almelo"])
    assert "Bijwerken" not in representative.get(page("council_list", plan.pk)).text
    assert representative.get(page("council_edit", plan.pk, "GM0141")).status_code == 403
    assert signed_in(cast.secretary).get(page("council_edit", plan.pk, "GM9999")).status_code == 404


def test_another_kind_of_vote_has_no_councils(cast: Cast) -> None:
    ordinary = a_closed_vote(cast)
    client = signed_in(cast.secretary)
    for name in ("council_list", "council_remind", "request_record"):
        assert client.get(page(name, ordinary.pk)).status_code == 404


def clerks(cast: Cast, *, except_for: str) -> None:
    for name, party in cast.parties.items():
        if name != except_for:
            details = ContactDetails(f"griffie {name}", f"griffie@{party.code}.example", "")
            role = Contact.Purpose.COUNCIL_CLERK
            record_contact(
                agreement=None, party=party, role=role, details=details, seen=0, by=cast.secretary, now=MORNING
            )


def test_clerks_are_reminded_of_what_their_council_still_owes(cast: Cast, plan: Proposal) -> None:
    """Two texts: please submit, please answer; nothing to who answered; once a day; without an address is named."""
    clerks(cast, except_for="Wierden")
    tell_all(cast, plan, except_for=("Losser", "Wierden"))
    tell(cast, plan, cast.parties["Almelo"], CONSENTED, version=1)
    client, address = signed_in(cast.secretary), page("council_remind", plan.pk)
    before = client.get(address)
    assert "griffie@GM0168.example" in before.text
    assert "griffie@GM0141.example" not in before.text
    assert [party.short_name for party in before.context["found"].unknown] == ["Wierden"]
    for _ in range(2):
        assert client.post(address).status_code == 302
    mails = {mail.recipient: mail for mail in Message.objects.filter(kind="council_reminder")}
    assert len(mails) == 12
    assert "nog niet dat uw raad het heeft gekregen" in mails["griffie@GM0168.example"].body
    assert "nog geen antwoord ontvangen" in mails["griffie@GM0147.example"].body
    assert PLAN.text not in mails["griffie@GM0147.example"].body
    assert AuditEntry.objects.filter(action="councils_reminded").count() == 1


def test_the_overview_asks_as_many_queries_for_one_council_as_for_fourteen(cast: Cast, plan: Proposal) -> None:
    client, asked = signed_in(cast.secretary), []
    tell(cast, plan, cast.parties["Borne"])
    client.get(page("council_list", plan.pk))
    for _ in range(2):
        with CaptureQueriesContext(connection) as seen:
            client.get(page("council_list", plan.pk))
        asked.append(len(seen))
        tell_all(cast, plan)
    assert asked[0] == asked[1] <= 24
