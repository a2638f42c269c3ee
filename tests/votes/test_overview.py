"""The overview of votes: search, filters, files for a spreadsheet, and how one party voted over the years."""

import csv
import io
import re
import uuid
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from meetings.models import AgendaItem, Meeting
from tests.cast import Cast
from tests.factories import an_item
from tests.votes.answer_stage import an_open, an_overleg
from tests.votes.browser import signed_in
from tests.votes.stage import CLOSED, DRAWN, a_closed_vote, a_concept, an_open_vote
from twente.core.spreadsheet import safe
from votes import services
from votes.models import Proposal
from votes.overview import Filters, matching

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _during_the_meeting(time_machine) -> None:
    time_machine.move_to(CLOSED, tick=False)


@dataclass
class Held:
    """Three votes of three years: rejected, adopted on money, and a secret one."""

    course: Proposal
    money: Proposal
    secret: Proposal


def again(proposal: Proposal, cast: Cast, *, years: int = 0, **fields) -> Proposal:
    """The same vote once more, established, in an earlier meeting."""
    copy = Proposal.objects.get(pk=proposal.pk)
    item = an_item(cast, proposal.item.meeting, "Eerder punt")
    copy.pk, copy.item, copy.form_key, copy.state = None, item, uuid.uuid4(), Proposal.State.ESTABLISHED
    copy.established_at, copy.established_by = CLOSED, cast.chair
    for name, value in fields.items():
        setattr(copy, name, value)
    copy.save(force_insert=True)
    if years:
        moved(copy, years)
    return copy


def moved(proposal: Proposal, years: int) -> None:
    """Into a meeting of so many years earlier."""
    meeting = Meeting.objects.get(pk=proposal.item.meeting_id)
    meeting.pk, meeting.form_key = None, uuid.uuid4()
    meeting.starts_at, meeting.ends_at = (
        moment - timedelta(days=365 * years) for moment in (meeting.starts_at, meeting.ends_at)
    )
    meeting.save(force_insert=True)
    AgendaItem.objects.filter(pk=proposal.item_id).update(meeting=meeting)


@pytest.fixture
def held(cast: Cast) -> Held:
    course = services.establish_result(proposal=a_closed_vote(cast), by=cast.chair, now=CLOSED)
    adopted = course.result | {"title": "Aangenomen", "sentence": "=SOM(A1)"}
    money = again(course, cast, title="Bijdragen per inwoner", text="De tarieven vaststellen.", result=adopted)
    hidden = course.result | {"title": "Gekozen", "ballots": [], "tally": {"counts": {"A. Proef": 9}}}
    frozen = course.snapshot | {"procedure": "persons", "secret": True}
    secret = again(
        course,
        cast,
        title="Secretaris",
        text="Wie het wordt.",
        decision_kind="personen",
        result=hidden,
        snapshot=frozen,
    )
    moved(money, 1)
    moved(secret, 2)
    return Held(course, money, secret)


def found(client: Client, **questions: str) -> set[str]:
    """Subjects in the list."""
    text = client.get(reverse("votes:proposal_list", args=["bok-ses"]), questions).content.decode()
    return set(re.findall(r'stemmingen/\d+/"><b>([^<]+)</b>', text))


COURSE, MONEY, SECRET = "Koers SES Twente 2027", "Bijdragen per inwoner", "Secretaris"


@pytest.mark.parametrize(
    ("questions", "titles"),
    [
        ({}, {COURSE, MONEY, SECRET}),
        ({"tekst": "koers"}, {COURSE}),
        ({"tekst": "bijdrage"}, {MONEY}),
        ({"tekst": "inw"}, {MONEY}),
        ({"tekst": "spoorlijn"}, set()),
        ({"jaar": "2026"}, {COURSE}),
        ({"jaar": "2025"}, {MONEY}),
        ({"partij": "GM0141"}, {COURSE, MONEY}),
        ({"partij": "GM0141", "keuze": "tegen"}, {COURSE, MONEY}),
        ({"partij": "GM0141", "keuze": "voor"}, set()),
        ({"partij": "GM0158", "keuze": "blanco"}, {COURSE, MONEY}),
        ({"partij": "GM0153", "keuze": "geen"}, {COURSE, MONEY}),
        ({"partij": "GM0153", "keuze": "niet"}, set()),
        ({"uitslag": "Aangenomen"}, {MONEY}),
        ({"soort": "personen"}, {SECRET}),
        ({"stand": "established"}, {COURSE, MONEY, SECRET}),
        ({"stand": "closed"}, set()),
        ({"jaar": "2026", "uitslag": "Verworpen", "tekst": "Twente"}, {COURSE}),
    ],
    ids=lambda given: str(given) if isinstance(given, dict) else "",
)
def test_filters_leave_what_was_asked(cast: Cast, held: Held, questions: dict, titles: set) -> None:
    assert found(signed_in(cast.secretary), **questions) == titles


def test_secret_vote_never_answers_to_the_choice_of_a_party(cast: Cast, held: Held) -> None:
    """R20: not even when its stored result held rows by mistake."""
    rows = held.course.result["ballots"]
    leak = again(
        held.course,
        cast,
        title="Lek",
        result=held.secret.result | {"ballots": rows},
        snapshot=held.secret.snapshot,
    )
    for choice in ("", "voor", "tegen", "blanco", "niet", "geen"):
        asked = matching(Proposal.objects.all(), Filters(party="GM0141", choice=choice))
        assert leak not in asked


def test_annulled_vote_stays_in_the_list_but_has_no_outcome(cast: Cast, held: Held) -> None:
    again(held.course, cast, title="Vernietigd voorstel", state=Proposal.State.ANNULLED, annulled_at=CLOSED)
    client = signed_in(cast.secretary)
    assert found(client, stand="annulled") == {"Vernietigd voorstel"}
    assert found(client, uitslag="Verworpen") == {COURSE}
    history = client.get(reverse("votes:party_history", args=["bok-ses", "GM0141"])).content.decode()
    assert "Vernietigd voorstel" not in history


def test_where_nobody_votes_no_party_is_asked_for(db: None) -> None:
    """UHO-5."""
    overleg = an_overleg("uh_omgevingsrecht")
    proposal = an_open(overleg, "voorstel")
    address = reverse("votes:proposal_list", args=[overleg.agreement.slug])
    text = signed_in(overleg.secretary).get(address, {"keuze": "voor"}).content.decode()
    assert proposal.title in text
    assert "Stem van de partij" not in text
    assert "Stemmen per partij downloaden" not in text


def test_choice_without_a_party_is_told_at_the_field(cast: Cast, held: Held) -> None:
    address = reverse("votes:proposal_list", args=["bok-ses"])
    answer = signed_in(cast.secretary).get(address, {"keuze": "voor", "tekst": "koers"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Kies ook de partij die zo stemde." in text
    assert 'value="koers"' in text


@pytest.mark.parametrize("questions", [{"jaar": "abc"}, {"partij": "GM9999"}, {"stand": "' OR 1=1"}, {"page": "x"}])
def test_odd_questions_are_answered_calmly(cast: Cast, held: Held, questions: dict) -> None:
    answer = signed_in(cast.secretary).get(reverse("votes:proposal_list", args=["bok-ses"]), questions)
    assert answer.status_code == (200 if "page" in questions else 422)


@pytest.mark.parametrize("text", ["'", '"', "a & ! b", "%", "\\", ":*", "(", "-koers"])
def test_odd_words_do_not_break_the_search(cast: Cast, held: Held, text: str) -> None:
    assert signed_in(cast.secretary).get(
        reverse("votes:proposal_list", args=["bok-ses"]), {"tekst": text}
    ).status_code in (200, 422)


def test_nothing_found_is_explained_with_what_was_asked(cast: Cast, held: Held) -> None:
    address = reverse("votes:proposal_list", args=["bok-ses"])
    text = signed_in(cast.secretary).get(address, {"tekst": "spoorlijn", "jaar": "2026"}).content.decode()
    for words in ("0 voorstellen gevonden", "Geen voorstel gevonden", "spoorlijn", "Jaar: 2026", "Alles tonen"):
        assert words in text, words


def test_number_found_is_announced_to_who_does_not_see_the_list_change(cast: Cast, held: Held) -> None:
    address = reverse("votes:proposal_list", args=["bok-ses"])
    part = signed_in(cast.secretary).get(address, {"jaar": "2026"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert part.count("1 voorstel gevonden") == 2, "on the page and read out"


def test_open_and_coming_votes_stand_in_their_own_groups(cast: Cast) -> None:
    an_open_vote(cast)
    a_concept(cast)
    for user, groups in ((cast.secretary, {"Nu open", "In voorbereiding"}), (cast.chair, {"Nu open"})):
        text = signed_in(user).get(reverse("votes:proposal_list", args=["bok-ses"])).content.decode()
        assert set(re.findall(r'<h2 id="groep-\d">([^<]+)</h2>', text)) == groups


def test_list_and_files_cost_as_much_for_thirty_votes_as_for_three(
    cast: Cast, held: Held, django_assert_max_num_queries
) -> None:
    client = signed_in(cast.secretary)
    names = ("proposal_list", "votes_csv", "ballots_csv", "party_history")
    addresses = [reverse(f"votes:{name}", args=["bok-ses", *(["GM0141"] * (name == names[3]))]) for name in names]
    costs = []
    client.get(addresses[0])
    for address in addresses:
        with django_assert_max_num_queries(40) as cost:
            client.get(address)
        costs.append(len(cost))
    for number in range(27):
        again(held.course, cast, title=f"Koers {number}")
    for address, cost in zip(addresses, costs, strict=True):
        with django_assert_max_num_queries(cost):
            assert client.get(address).status_code == 200


def test_finished_votes_come_in_pages(cast: Cast, held: Held) -> None:
    for number in range(30):
        again(held.course, cast, title=f"Koers {number}")
    client = signed_in(cast.secretary)
    first, second = found(client, tekst="koers"), found(client, tekst="koers", page="2")
    assert (len(first), len(second), first & second) == (25, 6, set())
    text = client.get(reverse("votes:proposal_list", args=["bok-ses"]), {"tekst": "koers"}).content.decode()
    assert "?tekst=koers&amp;page=2" in text


def rows_of(answer) -> list[dict[str, str]]:
    text = answer.content.decode("utf-8")
    assert text.startswith("\ufeffNummer;")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def test_file_of_votes_has_one_line_each_with_the_same_filters(cast: Cast, held: Held) -> None:
    client = signed_in(cast.secretary)
    answer = client.get(reverse("votes:votes_csv", args=["bok-ses"]))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="stemmingen-2026-12-02.csv"'
    rows = {row["Onderwerp"]: row for row in rows_of(answer)}
    course = rows[COURSE]
    assert [course[name] for name in ("Voor", "Tegen", "Onthouding", "Niet gestemd", "Niet stemgerechtigd")] == [
        "9",
        "3",
        "1",
        "0",
        "1",
    ]
    assert (course["Inwoners voor"], course["Gesloten"], course["Geheim"]) == ("319980", "2026-12-02 10:47", "nee")
    assert rows[MONEY]["Toelichting"] == "'=SOM(A1)"
    assert (rows[SECRET]["Geheim"], rows[SECRET]["Voor"], rows[SECRET]["Uitslag"]) == ("ja", "", "Gekozen")
    some = rows_of(client.get(reverse("votes:votes_csv", args=["bok-ses"]), {"jaar": "2026"}))
    assert [row["Onderwerp"] for row in some] == [COURSE]


def test_file_of_parties_has_fourteen_lines_per_open_vote_and_none_of_a_secret_one(cast: Cast, held: Held) -> None:
    rows = rows_of(signed_in(cast.secretary).get(reverse("votes:ballots_csv", args=["bok-ses"])))
    assert len(rows) == 28
    assert SECRET not in {row["Onderwerp"] for row in rows}
    almelo = next(row for row in rows if row["Partij"] == "Almelo")
    assert (almelo["Stem"], almelo["Inwoners"], almelo["Mandaat"]) == (
        "Tegen",
        "74776",
        "Collegebesluit Almelo 2021-01",
    )
    assert {row["Stem"] for row in rows if row["Partij"] == "Enschede"} == {"Geen stem"}


@pytest.mark.parametrize("text", ["=1+1", "+31", "-1", "@A1", "\t=1", "\r=1", "\n=1"])
def test_typed_text_is_never_a_formula(text: str) -> None:
    assert safe(text) == f"'{text}"


def test_ordinary_text_and_figures_stay_as_they_are() -> None:
    assert [safe(cell) for cell in ("Koers – 2027", 12, -3, None, "")] == ["Koers – 2027", 12, -3, None, ""]


def test_who_may_not_see_results_gets_no_file_and_no_history(cast: Cast, held: Held) -> None:
    for name, args in (("votes_csv", ()), ("ballots_csv", ()), ("party_history", ("GM0141",))):
        assert signed_in(cast.clerk).get(reverse(f"votes:{name}", args=["bok-ses", *args])).status_code == 403


def test_history_counts_years_and_says_whether_it_was_with_the_majority(cast: Cast, held: Held) -> None:
    """BOK-12.2: Enschede had no vote; that is neither a choice nor silence."""
    client = signed_in(cast.officer)
    pages = {
        code: re.sub(r"\s+", " ", client.get(reverse("votes:party_history", args=["bok-ses", code])).content.decode())
        for code in ("GM0141", "GM0164", "GM0153")
    }
    assert "met de meerderheid: 0 van 2" in pages["GM0141"]
    assert "met de meerderheid: 2 van 2" in pages["GM0164"]
    assert "met de meerderheid: 0 van 0" in pages["GM0153"]
    assert "niet stemgerechtigd" in pages["GM0153"]
    for text in pages.values():
        assert COURSE in text and MONEY in text
        assert SECRET not in text.split("<main")[1].split("Vastgesteld")[0].replace("Coördinerend secretaris", "")
        assert re.findall(r'rowheader">(20\d\d)<', text) == ["2026", "2025"]


def test_history_leaves_out_what_is_not_established(cast: Cast) -> None:
    a_closed_vote(cast, DRAWN)
    text = signed_in(cast.secretary).get(reverse("votes:party_history", args=["bok-ses", "GM0141"])).content.decode()
    assert "Nog geen vastgestelde stemmingen" in text


def test_history_of_a_party_that_never_took_part_is_404(cast: Cast) -> None:
    for code in ("GM0000", "GM0363", "x"):
        address = reverse("votes:party_history", args=["bok-ses", code])
        assert signed_in(cast.secretary).get(address).status_code == 404


def test_page_of_a_party_leads_to_its_history_for_who_sees_results(cast: Cast) -> None:
    address = reverse("partnership:party_detail", args=["bok-ses", cast.parties["Almelo"].pk])
    link = reverse("votes:party_history", args=["bok-ses", "GM0141"])
    assert link in signed_in(cast.secretary).get(address).content.decode()
    assert link not in signed_in(cast.clerk).get(address).content.decode()
