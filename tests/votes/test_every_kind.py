"""The form of a proposal in all five agreements: every kind can be chosen, read and explained (BOK-10, 12)."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from meetings.models import AgendaItem
from meetings.services import settle_admission
from tests.cast import MORNING, Cast
from tests.factories import COURSE, OTHER, a_convened_meeting
from tests.votes.elsewhere import an_item_of, arranged, item_class, where_advised
from tests.votes.stage import OPENED, TEXT
from twente.core.agreement import Rulebook, shipped
from twente.core.models import Agreement, Role
from votes.models import Proposal

pytestmark = pytest.mark.django_db
ALL = [(found, rule.key) for found in shipped() for rule in found.decision_rules]
YES_NO = {True: "ja", False: "nee", None: "nee"}


@pytest.fixture(autouse=True)
def _during_the_meeting(time_machine: Any) -> None:
    time_machine.move_to(OPENED, tick=False)


def secretary(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.secretary)
    return client


def filled_in(kind: str, *, financial: bool | None = False, new: bool | None = False, **more: str) -> dict[str, Any]:
    """A form with both answers."""
    said = {"financial": YES_NO[financial], "new_subject": YES_NO[new]}
    reasons = {"financial_reason": "Het geld.", "new_subject_reason": "Het onderwerp."}
    fixed = {"title": TEXT.title, "text": TEXT.text, "decision_kind": kind, "form_key": uuid.uuid4()}
    return said | reasons | fixed | more


def form_of(item: AgendaItem) -> str:
    return reverse("votes:proposal_create", args=[item.meeting.body.agreement.slug, item.pk])


def choice_of(item: AgendaItem) -> str:
    return reverse("votes:proposal_choice", args=[item.meeting.body.agreement.slug, item.pk])


def page_of(agreement: Agreement, name: str, proposal: Proposal) -> str:
    return reverse(f"votes:{name}", args=[agreement.slug, proposal.pk])


ABOUT = {"personen": "plaatsvervangend_voorzitter", "clusterbenoeming": "b"}


@pytest.mark.parametrize(("rulebook", "kind"), ALL, ids=[f"{found.key}-{kind}" for found, kind in ALL])
def test_a_kind_is_chosen_put_ready_and_explained(cast: Cast, rulebook: Rulebook, kind: str) -> None:
    """Every procedure: vote, persons, cluster, consent, consensus, advice (BWT-3, HER-4b, UHO-5)."""
    agreement = arranged(cast, rulebook)
    where, answers = where_advised(rulebook, kind)
    item, client = an_item_of(cast, agreement, rulebook, where), secretary(cast)
    data = filled_in(kind, financial=answers.financial, new=answers.new_subject, about=ABOUT.get(kind, ""))
    assert "advies" in client.get(choice_of(item), data).text
    assert client.post(form_of(item), data).status_code == 302
    proposal = Proposal.objects.get()
    assert (proposal.decision_kind, proposal.about) == (kind, ABOUT.get(kind, ""))
    client.post(page_of(agreement, "proposal_ready", proposal))
    page = client.get(page_of(agreement, "proposal_detail", proposal))
    rule = rulebook.decisions[kind]
    assert page.status_code == 200
    assert rule.label in page.text
    if rule.procedure == "vote":
        assert page.context["preview"]["rule_sentences"][0].sentence in page.text
    if rule.gate:
        assert not page.context["before"][0].met


def test_both_answers_are_kept_with_their_reasons(cast: Cast) -> None:
    """BOK-12.2: "nee" with its reason stands with the result."""
    item = a_convened_meeting(cast).items.get(position=2)
    secretary(cast).post(form_of(item), filled_in("gewoon"))
    proposal = Proposal.objects.get()
    assert (proposal.financial, proposal.financial_reason) == (False, "Het geld.")
    assert (proposal.new_subject, proposal.new_subject_reason) == (False, "Het onderwerp.")


def test_the_financial_contribution_is_not_asked_but_shown(cast: Cast) -> None:
    """BOK-8d: always about money, whatever somebody posts."""
    item = a_convened_meeting(cast, items=(item_class("subject", "8d"),)).items.get()
    client = secretary(cast)
    shown = client.get(form_of(item)).text
    assert "gaat altijd over geld" in shown
    assert 'name="financial"' not in shown
    assert client.post(form_of(item), filled_in("gewoon", financial=False)).status_code == 302
    proposal = Proposal.objects.get()
    assert proposal.financial
    assert proposal.financial_reason == "Dit punt valt onder artikel 8, onder d en gaat altijd over geld."


@pytest.mark.parametrize(("said", "sentence"), [("nee", "Enschede stemt niet mee"), ("ja", "Enschede stemt mee")])
def test_the_answer_is_followed_live_and_after_a_post(cast: Cast, said: str, sentence: str) -> None:
    """BOK-12.2: the consequence stands there with htmx at once, and without it after the first post."""
    item, client = a_convened_meeting(cast).items.get(position=2), secretary(cast)
    answers = {"financial": said, "new_subject": "nee"}
    assert sentence in client.get(choice_of(item), answers, headers={"HX-Request": "true"}).text
    posted = client.post(form_of(item), answers)
    assert posted.status_code == 422
    assert sentence in posted.text
    assert "Kies het soort besluit." in posted.text


def test_a_kind_that_cannot_be_is_refused_at_the_field_and_nothing_typed_is_lost(cast: Cast) -> None:
    item = a_convened_meeting(cast).items.get(position=2)
    answer = secretary(cast).post(form_of(item), filled_in("toetreding"))
    assert answer.status_code == 422
    assert "Kan hier niet: dit hoort bij een punt onder artikel 14." in answer.text
    assert 'id="id_decision_kind_error"' in answer.text
    assert TEXT.text in answer.text
    assert not Proposal.objects.exists()


def test_the_secretary_may_choose_otherwise_than_advised(cast: Cast) -> None:
    """BOK-12.5: money above the contribution can be asked under any item; the page says that it is not the advice."""
    item, client = a_convened_meeting(cast).items.get(position=2), secretary(cast)
    data = filled_in("additionele_middelen", financial=True)
    assert "U wijkt af van het advies" in client.get(choice_of(item), data).text
    assert client.post(form_of(item), data).status_code == 302


def test_content_is_decided_only_after_the_admission(cast: Cast) -> None:
    """BOK-10, 12.6."""
    item, client = a_convened_meeting(cast, items=(OTHER,)).items.get(), secretary(cast)
    refused = client.post(form_of(item), filled_in("gewoon"))
    assert "eerst besluit het overleg of het dit onderwerp behandelt" in refused.text
    assert 'name="new_subject"' not in refused.text
    settle_admission(item=item, admitted=True, by=cast.chair, now=MORNING)
    again = client.post(form_of(item), filled_in("ander_onderwerp"))
    assert "het overleg heeft dit onderwerp al toegelaten" in again.text
    assert client.post(form_of(item), filled_in("gewoon")).status_code == 302
    assert not Proposal.objects.get().new_subject


@pytest.mark.parametrize(
    ("article", "kind", "known"),
    [("5.4", "personen", "plaatsvervangend_voorzitter"), ("6.3", "clusterbenoeming", "b")],
)
def test_an_appointment_says_for_what(cast: Cast, article: str, kind: str, known: str) -> None:
    """BOK-5.4, 6.3, 7.1: the office, or the cluster; one that the rulebook does not know is refused."""
    item = a_convened_meeting(cast, items=(item_class("other_article", article),)).items.get()
    client = secretary(cast)
    assert f'value="{known}"' in client.get(form_of(item)).text, "offered with the advice"
    for wrong in ("", "voorzitter", "z"):
        assert 'id="id_about_error"' in client.post(form_of(item), filled_in(kind, about=wrong)).text
    assert client.post(form_of(item), filled_in(kind, about=known)).status_code == 302


def test_what_a_kind_is_about_is_forgotten_with_the_kind(cast: Cast) -> None:
    """A leftover office in the post is nothing for an ordinary decision."""
    item = a_convened_meeting(cast).items.get(position=2)
    secretary(cast).post(form_of(item), filled_in("gewoon", about="plaatsvervangend_voorzitter"))
    assert Proposal.objects.get().about == ""


def test_the_form_shows_an_existing_proposal_as_it_stands(cast: Cast) -> None:
    item, client = a_convened_meeting(cast, items=(COURSE,)).items.get(), secretary(cast)
    client.post(form_of(item), filled_in("additionele_middelen", financial=True))
    proposal = Proposal.objects.get()
    page = client.get(page_of(cast.agreement, "proposal_edit", proposal)).text
    assert 'value="additionele_middelen" id="soort-additionele_middelen"' in page
    assert len(re.findall(r'<input[^>]*type="radio"[^>]* checked', page)) == 3, "two answers and the kind"
    changed = filled_in("gewoon", version=str(proposal.version))
    assert client.post(page_of(cast.agreement, "proposal_edit", proposal), changed).status_code == 302
    proposal.refresh_from_db()
    assert (proposal.decision_kind, proposal.financial) == ("gewoon", False)


def test_the_help_is_for_the_secretariat(cast: Cast) -> None:
    """The fragment is as closed as its form; another agreement's item does not exist."""
    item = a_convened_meeting(cast).items.get(position=2)
    for part, user in cast.everybody.items():
        client = Client()
        client.force_login(user)
        wanted = {200} if part in ("secretary", "deputy_secretary") else {404 if part == "outsider" else 403}
        assert {client.get(choice_of(item)).status_code} == wanted, part
    Role.objects.filter(user=cast.secretary).exclude(agreement=cast.agreement).delete()
    elsewhere = reverse("votes:proposal_choice", args=["bok-ses", item.pk + 999])
    assert secretary(cast).get(elsewhere).status_code == 404


@pytest.mark.parametrize("nonsense", [{"financial": "misschien"}, {"decision_kind": "loten"}, {"about": "x" * 5000}])
def test_the_help_survives_nonsense(cast: Cast, nonsense: dict[str, str]) -> None:
    item = a_convened_meeting(cast).items.get(position=2)
    assert secretary(cast).get(choice_of(item), nonsense).status_code == 200
