"""Tags and filters of the house: what reaches the page, and that nothing reaches it unescaped."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory, override_settings
from django.urls import path

from twente.core.models import Agreement

NBSP = "\u00a0"
DECEMBER = date(2026, 12, 2)
EVENING = datetime(2026, 12, 2, 23, 30, tzinfo=UTC)
"""Half past midnight in Amsterdam: already the third."""


def article_page(request: object, slug: str, number: str) -> None:
    """Stands for the page of an article; only its address is used."""


home = ([path("<slug:slug>/artikel/<str:number>/", article_page, name="article")], "home")
urlpatterns = [path("", (home[0], "home", "home"))]


def shown(source: str, **context: object) -> str:
    """The text of a template that uses the builtins, without loading them."""
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ it|day }}", "2 december 2026"),
        ("{{ it|longday }}", "woensdag 2 december 2026"),
        ("{{ it|shortday }}", "wo 2 dec"),
        ("{{ it|ago:today }}", "over 12 dagen"),
        ('{% when it "shortday" %}', '<time datetime="2026-12-02">wo 2 dec</time>'),
    ],
)
def test_days_are_written_as_in_the_drawn_screens(source: str, text: str) -> None:
    assert shown(source, it=DECEMBER, today=date(2026, 11, 20)) == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ it|day }}", "3 december 2026"),
        ("{{ it|clock }}", "0.30 uur"),
        ("{{ it|moment }}", "donderdag 3 december 2026 om 0.30 uur"),
    ],
)
def test_moments_are_shown_on_the_amsterdam_clock(source: str, text: str) -> None:
    assert shown(source, it=EVENING) == text


@pytest.mark.parametrize("name", ["day", "longday", "shortday", "clock", "moment", "number", "euro"])
def test_nothing_is_shown_for_nothing(name: str) -> None:
    assert shown(f"{{{{ it|{name} }}}}", it=None) == ""


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ 319980|number }}", "319.980"),
        ("{{ 142856250|euro }}", f"€{NBSP}1.428.562,50"),
        ('{{ 1|plural:"stuk,stukken" }}', "1 stuk"),
        ('{{ 2|plural:"stuk,stukken" }}', "2 stukken"),
        ('{{ 0|plural:"stuk,stukken" }}', "0 stukken"),
    ],
)
def test_figures_have_points_and_their_right_word(source: str, text: str) -> None:
    assert shown(source) == text


def test_icon_is_decoration_from_our_own_sprite() -> None:
    assert shown('{% icon "check" %}') == (
        '<svg class="ic" aria-hidden="true" focusable="false"><use href="/static/vendor/icons.svg#check"/></svg>'
    )


def test_label_escapes_its_text() -> None:
    assert "&lt;b&gt;" in shown('{% label it "w" "clock" %}', it="<b>")


def test_notice_of_an_unknown_kind_informs() -> None:
    assert 'class="let i"' in shown('{% notice "Let op" "debug" %}')


@override_settings(ROOT_URLCONF="tests.core.test_house_tags")
def test_article_links_to_its_page_under_the_agreement() -> None:
    request = RequestFactory().get("/")
    request.agreement = Agreement(slug="voorbeeld")  # type: ignore[attr-defined]
    assert shown('{% article "12.3" %}', request=request) == (
        f'<a class="art" href="/voorbeeld/artikel/12.3/">art.{NBSP}12.3</a>'
    )


@override_settings(ROOT_URLCONF="tests.core.test_house_tags")
def test_article_without_agreement_is_text() -> None:
    assert shown('{% article "12.3" %}') == f'<span class="art">art.{NBSP}12.3</span>'


def test_what_is_no_article_is_shown_as_it_is() -> None:
    assert shown("{% article it %}", it="huisregel 3") == "huisregel 3"


class MeetingForm(forms.Form):
    """A required and an optional text, a choice and a tick box."""

    title = forms.CharField(label="Titel", help_text="Kort.")
    place = forms.CharField(label="Plaats", required=False)
    kind = forms.ChoiceField(label="Soort", choices=[("a", "A")], widget=forms.RadioSelect)
    closed = forms.BooleanField(label="Besloten", required=False)


def test_optional_fields_say_so_and_required_ones_do_not() -> None:
    form = str(MeetingForm())
    assert form.count("(niet verplicht)") == 1
    assert form.index("Plaats") < form.index("(niet verplicht)") < form.index("Soort")


def test_error_stands_at_its_field_and_is_tied_to_it() -> None:
    form = str(MeetingForm({"place": "Almelo"}))
    assert 'id="id_title_error"' in form
    assert 'aria-describedby="id_title_helptext id_title_error"' in form
    assert 'aria-invalid="true"' in form


def test_cursor_goes_to_the_first_wrong_field_only() -> None:
    form = str(MeetingForm({"place": "Almelo"}))
    assert form.count("autofocus") == 1
    assert form.index("autofocus") < form.index("Plaats")


def test_group_of_choices_is_a_fieldset_with_a_legend() -> None:
    form = str(MeetingForm())
    assert "<legend>Soort" in form
