"""Who sees a dispute, and from and until when: parties, offices, grants; to everybody else it does not exist."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from disputes.models import Dispute, Grant
from disputes.rules.facts import Kind
from disputes.selectors import disputes_for, published_for, standing, terms_for
from disputes.selectors.access import enters
from disputes.selectors.people import acting
from disputes.services.people import end_grant, give_grant, link_disputes
from disputes.services.refusals import NotThisDispute
from meetings.services.attendance import record_substitution
from meetings.services.cancelling import cancel_meeting
from tests.cast import MORNING, START, Cast, person
from tests.disputes.conftest import SignIn
from tests.disputes.stage import a_dispute, happens, in_mediation, received
from tests.factories import a_meeting
from tests.papers import a_pdf
from twente.core import services as core
from twente.core.agreement import shipped
from twente.core.models import Role, User
from twente.core.permissions import actor_for
from twente.core.selectors import rulebook_on

pytestmark = pytest.mark.django_db
TODAY = MORNING.date()


def sees(cast: Cast, user: User, dispute: Dispute, on: date = TODAY) -> bool:
    return disputes_for(actor_for(user, cast.agreement, on)).filter(pk=dispute.pk).exists()


def test_only_those_it_concerns_see_it(cast: Cast) -> None:
    dispute = a_dispute(cast)
    inside = [cast.representatives["Wierden"], cast.representatives["Rijssen-Holten"], cast.chair, cast.secretary]
    outside = [cast.representatives["Almelo"], cast.deputy_chair, cast.deputy_secretary, cast.substitute, cast.clerk]
    outside += [cast.officer, cast.treasurer, cast.administrator, cast.outsider]
    assert all(sees(cast, user, dispute) for user in inside)
    assert not [user for user in outside if sees(cast, user, dispute)]


def test_a_representative_who_leaves_loses_it_at_once(cast: Cast) -> None:
    dispute = a_dispute(cast)
    user = cast.representatives["Wierden"]
    core.end_mandate(mandate=user.mandates.get(), last_day=TODAY - timedelta(days=1), by=cast.secretary, now=MORNING)
    assert not sees(cast, user, dispute)


def test_a_deputy_in_charge_sees_it_and_not_afterwards(cast: Cast) -> None:
    dispute = a_dispute(cast)
    role = Role.objects.get(agreement=cast.agreement, kind=Role.Kind.DEPUTY_SECRETARY)
    until = TODAY + timedelta(days=2)
    core.put_in_charge(role=role, since=TODAY, until=until, reason="vakantie", by=cast.secretary, now=MORNING)
    assert sees(cast, cast.deputy_secretary, dispute)
    assert not sees(cast, cast.deputy_secretary, dispute, until + timedelta(days=1))


def test_a_named_deputy_serves_instead_of_the_secretary(cast: Cast) -> None:
    """R14: the secretary sees this file no more, and every other one still."""
    dispute, other = a_dispute(cast, others=("Hengelo",)), a_dispute(cast)
    happens(cast, dispute, Kind.SECRETARY, date(2026, 10, 27), text="Eigen gemeente.", person=cast.deputy_secretary)
    assert sees(cast, cast.deputy_secretary, dispute)
    assert not sees(cast, cast.secretary, dispute)
    assert sees(cast, cast.secretary, other)
    assert not sees(cast, cast.deputy_secretary, other)


def test_the_secretary_serves_again_once_the_deputy_left(cast: Cast) -> None:
    dispute = a_dispute(cast)
    happens(cast, dispute, Kind.SECRETARY, date(2026, 10, 27), text="Eigen gemeente.", person=cast.deputy_secretary)
    Role.objects.filter(kind=Role.Kind.DEPUTY_SECRETARY).update(valid_until=TODAY - timedelta(days=1))
    assert sees(cast, cast.secretary, dispute)
    assert not sees(cast, cast.deputy_secretary, dispute)


def test_an_officer_of_a_party_reads_with_a_grant_on_this_file_only(cast: Cast) -> None:
    dispute, other = a_dispute(cast, party="Almelo"), a_dispute(cast, party="Almelo")
    act = {"by": cast.secretary, "now": MORNING}
    grant = give_grant(dispute=dispute, user=cast.officer, reason="behandelend ambtenaar", **act)
    assert sees(cast, cast.officer, dispute)
    assert not sees(cast, cast.officer, other)
    end_grant(grant=grant, **act)
    assert not sees(cast, cast.officer, dispute)


def test_an_officer_who_moves_to_another_party_keeps_nothing(cast: Cast) -> None:
    dispute = a_dispute(cast, party="Almelo")
    give_grant(dispute=dispute, user=cast.officer, reason="ambtenaar", by=cast.secretary, now=MORNING)
    Role.objects.filter(user=cast.officer).update(party=cast.parties["Losser"])
    assert not sees(cast, cast.officer, dispute)


def test_a_mediator_reads_by_grant(cast: Cast) -> None:
    dispute, mediator = a_dispute(cast), person("mediator", "Mediator")
    role = {"agreement": cast.agreement, "user": mediator, "kind": Role.Kind.MEDIATOR, "since": START}
    core.give_role(**role, by=None, now=MORNING)
    assert not sees(cast, mediator, dispute)
    give_grant(dispute=dispute, user=mediator, reason="mediator", by=cast.secretary, now=MORNING)
    assert sees(cast, mediator, dispute)


def test_nobody_lets_oneself_in(cast: Cast) -> None:
    dispute = a_dispute(cast)
    with pytest.raises(NotThisDispute):
        give_grant(dispute=dispute, user=cast.secretary, reason="ik", by=cast.secretary, now=MORNING)
    assert not Grant.objects.exists()


def test_an_outcome_is_for_all_parties_once_announced(cast: Cast) -> None:
    dispute = a_dispute(cast)
    outsider = actor_for(cast.representatives["Almelo"], cast.agreement, TODAY)
    happens(cast, dispute, Kind.SOLUTION, date(2026, 11, 1), text="Samen verder.")
    assert not published_for(outsider).exists()
    happens(cast, dispute, Kind.ANNOUNCEMENT, date(2026, 11, 2), text="Samen verder.")
    assert published_for(outsider).get().text == "Samen verder."
    assert not disputes_for(outsider).exists()
    for user in (cast.clerk, cast.treasurer, cast.administrator, cast.officer):
        assert not published_for(actor_for(user, cast.agreement, TODAY)).exists()


def test_terms_are_listed_for_who_sees_the_dispute(cast: Cast) -> None:
    dispute = a_dispute(cast)
    received(cast, dispute)
    rows = terms_for(actor_for(cast.secretary, cast.agreement, TODAY), MORNING)
    assert [(row.key, row.actor, row.article, row.day, row.opens) for row in rows] == [
        ("consultation", "chair", "13.3", date(2026, 11, 25), False),
        ("mediation", "secretary", "13.4", date(2026, 12, 10), True),
    ]
    assert "woensdag 25 november 2026" in rows[0].sentence
    assert not terms_for(actor_for(cast.representatives["Almelo"], cast.agreement, TODAY), MORNING)


def test_terms_cost_the_same_reads_however_many_disputes(
    cast: Cast, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    actor = actor_for(cast.secretary, cast.agreement, TODAY)
    for _ in range(4):
        received(cast, a_dispute(cast))
    with django_assert_max_num_queries(4):
        assert len(terms_for(actor, MORNING)) == 8


@pytest.mark.parametrize("name", ["dispute_detail", "fact_record", "paper_add", "grant_give", "link_make"])
def test_an_outsider_cannot_tell_a_dispute_from_none(cast: Cast, signed_in: SignIn, name: str) -> None:
    """The answer to a number that exists is the very answer to one that does not."""
    dispute = a_dispute(cast)
    browser = signed_in(cast.representatives["Almelo"])
    more = ["ontvangst"] if name == "fact_record" else []
    real = browser.get(reverse(f"disputes:{name}", args=["bok-ses", str(dispute), *more]))
    none = browser.get(reverse(f"disputes:{name}", args=["bok-ses", "2026-77", *more]))
    assert real.status_code == none.status_code == 404
    assert len(real.text) == len(none.text)


@pytest.mark.parametrize("number", ["2026-1", "2026-00", "2026--1", "2026-99999999999999999999", "0000-01", "x"])
def test_a_number_that_is_none(cast: Cast, signed_in: SignIn, number: str) -> None:
    a_dispute(cast)
    assert signed_in(cast.secretary).get(f"/bok-ses/geschillen/{number}/").status_code == 404


def test_a_paper_of_another_dispute_is_not_there(cast: Cast, signed_in: SignIn) -> None:
    """A party reads its own file, not a paper of another file through it."""
    mine, other = a_dispute(cast), a_dispute(cast, party="Almelo", others=("Borne",))
    browser = signed_in(cast.representatives["Wierden"])
    assert browser.get(reverse("disputes:paper_add", args=["bok-ses", str(other)])).status_code == 404
    assert browser.get(reverse("disputes:paper_file", args=["bok-ses", str(mine), 1])).status_code == 404


def test_the_menu_shows_the_room_to_who_may_enter(cast: Cast, signed_in: SignIn) -> None:
    a_dispute(cast, party="Almelo")
    word = 'href="/bok-ses/geschillen/"'
    for user, there in ((cast.secretary, True), (cast.representatives["Losser"], True), (cast.officer, False)):
        assert (word in signed_in(user).get("/bok-ses/jaarplan/").text) is there
    give_grant(dispute=Dispute.objects.get(), user=cast.officer, reason="leest mee", by=cast.secretary, now=MORNING)
    assert word in signed_in(cast.officer).get("/bok-ses/jaarplan/").text


def test_an_agreement_without_disputes_has_no_room(cast: Cast, signed_in: SignIn) -> None:
    book = next(book for book in shipped() if not book.dispute_steps)
    agreement = core.store_rulebook(rulebook=book, by=None, now=MORNING).agreement
    core.give_role(
        agreement=agreement, user=cast.secretary, kind=Role.Kind.SECRETARY, since=START, by=None, now=MORNING
    )
    browser = signed_in(cast.secretary)
    assert browser.get(f"/{agreement.slug}/geschillen/").status_code == 404
    assert "geschillen" not in browser.get(f"/{agreement.slug}/jaarplan/").text


@pytest.mark.parametrize("reach", [received, in_mediation], ids=["consultation", "mediation"])
def test_term_is_mine_for_exactly_those_who_are_reminded_of_it(
    cast: Cast, reach: Callable[[Cast, Dispute], None]
) -> None:
    """The overview of the week names it to who acts in the words of the rulebook, whoever else may read the file."""
    dispute = a_dispute(cast)
    reach(cast, dispute)
    everybody = {person.pk: person for person in (*cast.everybody.values(), *cast.representatives.values())}.values()
    mine = {
        (person.pk, row.key)
        for person in everybody
        for row in terms_for(actor_for(person, cast.agreement, TODAY), MORNING)
        if row.mine
    }
    found = standing(dispute, TODAY)
    told = {
        (person.pk, deadline.step.key)
        for deadline in found.running
        for person in acting(found, deadline.step.actor, TODAY)
    }
    assert mine == told != set()


def test_a_linked_dispute_is_named_only_to_who_sees_that_one_too(cast: Cast, signed_in: SignIn) -> None:
    """Under "Hoort bij" stands neither number nor subject of a file of others."""
    mine = a_dispute(cast)
    theirs = a_dispute(cast, party="Hengelo", others=("Borne",), subject="inwoners van Hengelo")
    link_disputes(dispute=theirs, other=mine, by=cast.secretary, now=MORNING)
    for user, seen, other in (("Wierden", mine, theirs), ("Borne", theirs, mine)):
        page = reverse("disputes:dispute_detail", args=["bok-ses", str(seen)])
        own = signed_in(cast.representatives[user]).get(page).text
        assert "Hoort bij" not in own
        assert str(other) not in own and other.subject not in own
        assert f"{other}: {other.subject}" in signed_in(cast.secretary).get(page).text


def test_a_registered_substitute_reads_along_until_the_meeting_is_over_or_called_off(cast: Cast) -> None:
    dispute, meeting = a_dispute(cast, others=("Haaksbergen",)), a_meeting(cast, starts_at=MORNING + timedelta(days=3))
    about, act = {"meeting": meeting, "party": cast.parties["Haaksbergen"]}, {"by": cast.secretary, "now": MORNING}
    assert not sees(cast, cast.substitute, dispute)
    record_substitution(**about, user=cast.substitute, document="Volmacht 7", **act)
    assert sees(cast, cast.substitute, dispute)
    assert enters(actor_for(cast.substitute, cast.agreement, TODAY), rulebook_on(cast.agreement, TODAY))
    assert not sees(cast, cast.substitute, dispute, TODAY + timedelta(days=4))
    meeting.refresh_from_db()
    cancel_meeting(meeting=meeting, reason="Te weinig punten", seen=meeting.version, **act)
    assert not sees(cast, cast.substitute, dispute)


def test_whose_a_paper_is_nobody_says_for_the_opponent(cast: Cast, signed_in: SignIn) -> None:
    """A party hands in its own; the chair says whose it is; the file shows who put it there."""
    dispute = a_dispute(cast)
    page = reverse("disputes:paper_add", args=["bok-ses", str(dispute)])
    for user in (cast.representatives["Wierden"], cast.chair):
        file = SimpleUploadedFile("bewijs.pdf", a_pdf("Bewijs"), "application/pdf")
        data = {"file": file, "party": cast.parties["Rijssen-Holten"].code, "key": str(uuid.uuid4())}
        assert signed_in(user).post(page, data).status_code == 302
    first, second = dispute.papers.order_by("pk")
    assert (first.party, second.party) == (cast.parties["Wierden"], cast.parties["Rijssen-Holten"])
    shown = signed_in(cast.secretary).get(reverse("disputes:dispute_detail", args=["bok-ses", str(dispute)])).text
    assert f"Rijssen-Holten, via {cast.chair.name}" in shown
