"""Pages of partnership: who may see and do what, and what a form answers to bad input."""

import uuid
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.cast import MORNING, Cast
from tests.moment import morning as morning
from tests.partnership.test_services import asked, statline_file, uploaded
from twente.core.models import Mandate, PopulationSet, User
from twente.partnership import services
from twente.partnership.forms import MOST_BYTES
from twente.partnership.models import PopulationUpload, ReadingRequest

pytestmark = pytest.mark.usefixtures("morning")
TODAY = date(2026, 11, 20)
SECRETARIES = {"secretary", "deputy_secretary"}
SEES_MANDATES = {"chair", "deputy_chair", "substitute", "officer", "treasurer", "representative"} | SECRETARIES
MEMBERS = SEES_MANDATES | {"clerk", "administrator"}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(cast: Cast, name: str, *args: object) -> str:
    return reverse(f"partnership:{name}", args=[cast.agreement.slug, *args])


def allowed(cast: Cast, url: str) -> set[str]:
    """Who gets the page; everybody else is refused, and an outsider does not even learn that it exists."""
    answers = {part: signed_in(user).get(url).status_code for part, user in cast.everybody.items()}
    assert answers.pop("outsider") == 404
    assert set(answers.values()) <= {200, 403}
    return {part for part, status in answers.items() if status == 200}


def test_a_visitor_goes_to_the_login_page(cast: Cast, client: Client) -> None:
    response = client.get(address(cast, "party_list"))
    assert response.status_code == 302
    assert reverse("account_login") in response["Location"]


def test_who_sees_the_parties(cast: Cast) -> None:
    assert allowed(cast, address(cast, "party_list")) == SEES_MANDATES


def test_who_sees_inhabitants_and_readings(cast: Cast) -> None:
    for name in ("population_list", "reading_list"):
        assert allowed(cast, address(cast, name)) == MEMBERS


def test_who_records_mandates(cast: Cast) -> None:
    url = address(cast, "mandate_create", cast.parties["Almelo"].pk)
    assert allowed(cast, url) == SECRETARIES


def test_who_reads_in_inhabitants(cast: Cast) -> None:
    assert allowed(cast, address(cast, "population_upload")) == {"secretary", "treasurer"}


def test_who_adopts_readings(cast: Cast) -> None:
    assert allowed(cast, address(cast, "reading_request", "R1")) == {"secretary", "chair"}


def test_parties_stand_in_their_fixed_order_with_figures_and_mandates(cast: Cast) -> None:
    """BOK-P, BOK-1f."""
    response = signed_in(cast.secretary).get(address(cast, "party_list"))
    assert [row.party.short_name for row in response.context["rows"]] == list(cast.parties)
    page = response.content.decode()
    assert "162.317" in page
    assert "Collegebesluit Almelo 2021-01" in page
    assert "Van 1 januari 2026 is nog geen cijfer" in page


def test_a_gap_is_loud(cast: Cast) -> None:
    known = Mandate.objects.get(party=cast.parties["Losser"])
    services.end_mandate(mandate=known, last_day=date(2026, 11, 19), by=cast.secretary, now=MORNING)
    page = signed_in(cast.chair).get(address(cast, "party_list")).content.decode()
    assert "1 partij heeft" in page
    assert "geen mandaat" in page


def test_an_officer_sees_only_the_mandate_of_the_own_party(cast: Cast) -> None:
    page = signed_in(cast.officer).get(address(cast, "party_list")).content.decode()
    assert "Bestuurder Almelo" in page
    assert "Bestuurder Borne" not in page
    detail = signed_in(cast.officer).get(address(cast, "party_detail", cast.parties["Borne"].pk)).content.decode()
    assert "Bestuurder Borne" not in detail


GOOD = {"since": "2026-11-21", "until": "", "document": "Collegebesluit 2026-40"}


def mandate_form(cast: Cast, **changed: str) -> tuple[Client, str, dict[str, str]]:
    """The form for Almelo, whose mandate ends today."""
    known = Mandate.objects.get(party=cast.parties["Almelo"])
    services.end_mandate(mandate=known, last_day=TODAY, by=cast.secretary, now=MORNING)
    data = GOOD | {"user": str(cast.outsider.pk)} | changed
    return signed_in(cast.secretary), address(cast, "mandate_create", known.party_id), data


def test_a_mandate_is_recorded_and_named(cast: Cast) -> None:
    client, url, data = mandate_form(cast, status="adopted")
    response = client.post(url, data, follow=True)
    assert "Het mandaat van Buitenstaander voor Almelo is vastgelegd." in response.content.decode()
    assert Mandate.objects.filter(user=cast.outsider, valid_from=date(2026, 11, 21)).count() == 1
    assert client.post(url, data).status_code == 302
    assert Mandate.objects.filter(user=cast.outsider).count() == 1


BAD = {
    "since": ["", "31-02-2027", "2027-13-01", "01/02/03", "0001-01-01", "9999-12-31"],
    "until": ["2026-11-20", "31-04-2027", "morgen"],
    "document": ["", "   ", "\u200b", "a\x00b", "x" * 201, "regel\r\nBcc: x", "\u202egnol"],
    "user": ["", "0", "-1", "99999999999999999999", "x"],
}


@pytest.mark.parametrize(("field", "value"), [(field, value) for field, values in BAD.items() for value in values])
def test_bad_input_comes_back_with_a_sentence_at_the_field(cast: Cast, field: str, value: str) -> None:
    client, url, data = mandate_form(cast, **{field: value})
    response = client.post(url, data)
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {field}
    assert Mandate.objects.filter(user=cast.outsider).count() == 0


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><img src=x onerror=1>', "{{ 7*7 }}", "'; drop table x; --", "../../etc"]
)
def test_text_is_kept_and_shown_escaped(cast: Cast, text: str) -> None:
    client, url, data = mandate_form(cast, document=text)
    assert client.post(url, data).status_code == 302
    assert Mandate.objects.get(user=cast.outsider).document == text
    page = client.get(address(cast, "party_detail", cast.parties["Almelo"].pk)).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_an_overlap_is_a_sentence_at_the_first_day(cast: Cast) -> None:
    client, url, data = mandate_form(cast, since="2026-11-20")
    response = client.post(url, data)
    assert response.status_code == 422
    assert "Beëindig eerst dat mandaat" in str(response.context["form"].errors["since"])


def test_chair_and_secretaries_cannot_be_chosen(cast: Cast) -> None:
    """BOK-5.3, 5.5: the chair is not Enschede's representative."""
    client, url, _ = mandate_form(cast)
    choices = client.get(url).context["form"].fields["user"].queryset
    assert not choices.filter(pk__in=[cast.chair.pk, cast.secretary.pk, cast.clerk.pk]).exists()
    assert choices.filter(pk=cast.substitute.pk).exists()


@pytest.mark.parametrize("key", [0, 99999999999999999999])
def test_unknown_numbers_do_not_exist(cast: Cast, key: int) -> None:
    client = signed_in(cast.secretary)
    for name in ("party_detail", "mandate_create", "population_detail", "reading_confirm"):
        assert client.get(address(cast, name, key)).status_code == 404


def test_the_same_field_twice_is_refused(cast: Cast) -> None:
    client, url, data = mandate_form(cast)
    assert client.post(url, data | {"document": ["een", "twee"]}).status_code == 400


def test_a_form_without_its_key_is_refused(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.secretary)
    assert client.post(address(cast, "mandate_create", cast.parties["Almelo"].pk), GOOD).status_code == 403


def test_acts_only_answer_to_a_post(cast: Cast) -> None:
    client = signed_in(cast.secretary)
    for url in (
        address(cast, "population_confirm", cast.population.pk),
        address(cast, "population_propose", uuid.uuid4(), 1),
        address(cast, "reading_withdraw", 1),
    ):
        assert client.get(url).status_code == 405


def test_a_mandate_is_ended_within_its_period(cast: Cast) -> None:
    known = Mandate.objects.get(party=cast.parties["Almelo"])
    client, url = signed_in(cast.secretary), address(cast, "mandate_end", known.party_id, known.pk)
    assert client.post(url, {"last_day": "2021-01-31"}).status_code == 422
    assert client.post(url, {"last_day": "2026-12-31"}).status_code == 302
    known.refresh_from_db()
    assert known.valid_until == date(2026, 12, 31)


def test_a_mandate_of_another_party_is_not_found_here(cast: Cast) -> None:
    other = Mandate.objects.get(party=cast.parties["Borne"])
    url = address(cast, "mandate_end", cast.parties["Almelo"].pk, other.pk)
    assert signed_in(cast.secretary).get(url).status_code == 404


def send(cast: Cast, content: bytes, by: User | None = None) -> object:
    file = SimpleUploadedFile("kerncijfers.csv", content, "text/csv")
    return signed_in(by or cast.treasurer).post(address(cast, "population_upload"), {"file": file})


def test_from_upload_to_confirmation(cast: Cast) -> None:
    """R5: upload → preview → propose → a second person confirms."""
    response = send(cast, statline_file(cast))
    preview = response["Location"]  # type: ignore[index]
    page = signed_in(cast.treasurer).get(preview).content.decode()
    assert "1 jaar gevonden, 1 compleet" in page
    assert PopulationSet.objects.count() == 1
    year = PopulationUpload.objects.get().years.get()
    propose = address(cast, "population_propose", year.upload_id, year.pk)
    detail = signed_in(cast.treasurer).post(propose)["Location"]
    population = PopulationSet.objects.latest("pk")
    confirm = address(cast, "population_confirm", population.pk)
    assert signed_in(cast.treasurer).post(confirm).status_code == 403
    assert "Inwonertallen bevestigen" in signed_in(cast.secretary).get(detail).content.decode()
    assert signed_in(cast.secretary).post(confirm).status_code == 302
    population.refresh_from_db()
    assert population.confirmed_by == cast.secretary


def test_an_upload_is_its_uploaders_own(cast: Cast) -> None:
    upload = uploaded(cast, statline_file(cast))
    assert signed_in(cast.secretary).get(address(cast, "population_preview", upload.pk)).status_code == 404
    year = upload.years.get()
    propose = address(cast, "population_propose", upload.pk, year.pk)
    assert signed_in(cast.secretary).post(propose).status_code == 404


@pytest.mark.parametrize("content", [b"geen tabel", b"%PDF-1.7", b"PK\x03\x04", b"<html></html>", b'{"value": []}'])
def test_what_is_not_a_cbs_table_is_refused(cast: Cast, content: bytes) -> None:
    response = send(cast, content)
    assert response.status_code == 422  # type: ignore[attr-defined]
    assert not PopulationUpload.objects.exists()


def test_an_empty_file_and_no_file_are_refused(cast: Cast) -> None:
    assert send(cast, b"").status_code == 422  # type: ignore[attr-defined]
    assert signed_in(cast.treasurer).post(address(cast, "population_upload"), {}).status_code == 422


def test_a_huge_file_is_refused(cast: Cast) -> None:
    assert send(cast, b"x" * (MOST_BYTES + 1)).status_code == 413  # type: ignore[attr-defined]


def test_a_reading_is_requested_confirmed_and_shown(cast: Cast) -> None:
    """BOK-18: the page names the decision that adopted a reading, else "niet bekrachtigd"."""
    data = {"value": "geen", "adopted_on": "2026-11-18", "decision": "Besluit 2026-07"}
    assert signed_in(cast.chair).post(address(cast, "reading_request", "R1"), data).status_code == 302
    request = ReadingRequest.objects.get()
    confirm = address(cast, "reading_confirm", request.pk)
    assert signed_in(cast.chair).post(confirm).status_code == 403
    assert "niet bekrachtigd" in signed_in(cast.secretary).get(address(cast, "reading_list")).content.decode()
    assert signed_in(cast.secretary).post(confirm).status_code == 302
    row = signed_in(cast.clerk).get(address(cast, "reading_list")).context["rows"][0]
    assert (row.rule.id, row.in_use, row.adoption.decision) == ("R1", "niemand uitgesloten", "Besluit 2026-07")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("value", ""),
        ("value", "zomaar"),
        ("adopted_on", "2026-11-21"),
        ("adopted_on", "2021-01-31"),
        ("adopted_on", "31-02-2026"),
        ("decision", " "),
        ("decision", "a\r\nb"),
    ],
)
def test_a_bad_reading_form_comes_back(cast: Cast, field: str, value: str) -> None:
    data = {"value": "geen", "adopted_on": "2026-11-18", "decision": "Besluit 2026-07"} | {field: value}
    response = signed_in(cast.secretary).post(address(cast, "reading_request", "R1"), data)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not ReadingRequest.objects.exists()


def test_an_unknown_reading_does_not_exist(cast: Cast) -> None:
    assert signed_in(cast.secretary).get(address(cast, "reading_request", "R99")).status_code == 404


def test_a_request_is_withdrawn(cast: Cast) -> None:
    request = asked(cast)
    assert signed_in(cast.chair).post(address(cast, "reading_withdraw", request.pk)).status_code == 302
    request.refresh_from_db()
    assert request.withdrawn_by == cast.chair
